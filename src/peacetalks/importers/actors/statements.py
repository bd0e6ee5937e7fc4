"""Make statements about actors from what rows say; they become public with the facts of the row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple, cast, final

from peacetalks.actors import Actor, Registry, world
from peacetalks.events import ActorSort, Event
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.clocks import public, reported
from peacetalks.importers.actors.resolution import same_text
from peacetalks.importers.tables.row import Said
from peacetalks.primitives.when import DAY, When
from peacetalks.state.names import named_in
from peacetalks.values.facts import Source

__all__ = [
    "LONGEST",
    "Answer",
    "codes_in",
    "first_known",
    "known_with",
    "only_in",
    "said_by",
    "said_of",
    "statement",
]

LONGEST: Final = 200
"""How many characters of a name are kept."""
_DIGEST: Final = 16
_ENGLISH: Final = "en"
_NO_LANGUAGE: Final = "und"
"""The code of BCP 47 for a name whose language is not stated."""
_SORTS: Final = frozenset(
    {"state", "organisation", "armed_group", "faction", "organ", "office", "civilians", "other"}
)


@final
class Answer(NamedTuple):
    """The actor that a name means: its code, what is said about it, and whom else it could mean."""

    code: str
    said: Said | None
    is_known: bool
    candidates: tuple[str, ...] = ()


def statement(
    said: Said, occurred: When, known: When | None, scheme: str, sources: tuple[Source, ...]
) -> ActorNamed:
    """Return the statement about an actor.

    Args:
        said: what a row says about it.
        occurred: when a fact of the row occurred.
        known: when that fact, and so the statement, became known.
        scheme: the scheme of the ids of rows.
        sources: the data set.
    """
    # The id covers the whole content, so that files of one data set can be read together.
    content = f"{tuple(said[:-1])}{occurred.text}{(known, sources)!r}{said.also}"
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    names = {_ENGLISH: said.name, _NO_LANGUAGE: said.also}
    return ActorNamed(
        occurred=occurred,
        id=f"{scheme}:actor:{said.code}:{digest}",
        reported=known,
        actor=said.code,
        names={language: name for language, name in names.items() if name},
        sort=said.sort,
        organ_of=said.organ_of,
        within=said.within,
        ids=dict(said.ids),
        sources=sources,
    )


def said_by(stated: ActorNamed) -> Said:
    """Return what a row said, given the statement that was made from it."""
    names = stated.names
    return Said(
        stated.actor,
        names.get(_ENGLISH, ""),
        stated.sort,
        stated.organ_of,
        stated.within,
        tuple(stated.ids.items()),
        names.get(_NO_LANGUAGE, ""),
    )


def said_of(actor: Actor, called: str, ids: tuple[tuple[str, str], ...]) -> Said:
    """Return everything to state about an actor that is only in the registry of a study.

    Args:
        actor: the actor.
        called: its name in the data set; empty if it has none.
        ids: its ids that are not in the registry.
    """
    return Said(
        actor.code,
        actor.name,
        cast("ActorSort", actor.group) if actor.group in _SORTS else None,
        actor.organ_of,
        actor.within,
        tuple(({alias.scheme: alias.code for alias in actor.aliases} | dict(ids)).items()),
        "" if same_text(called, actor.name) else called[:LONGEST],
    )


def only_in(registry: Registry) -> dict[str, Actor]:
    """Return the actors of a registry that are not in the registry of this library, by code."""
    shared = world()
    if registry is shared:
        return {}
    codes = {actor.code for actor in shared}
    return {actor.code: actor for actor in registry if actor.code not in codes}


def first_known(facts: tuple[Event, ...]) -> Event:
    """Return the fact of a row that was known first; mostly all became known at the same time.

    Args:
        facts: at least one fact.
    """
    first = facts[0]
    known, occurred = first.reported, first.occurred
    for fact in facts:
        if known is None or fact.reported is not known or fact.occurred is not occurred:
            return min(facts, key=public)
    return first


def known_with(fact: Event) -> When | None:
    """Return when a statement became known, so that it is known together with a fact of its row.

    The date of a source dates the fact, not the name of an actor in the data set. So it is used
    only if the fact would otherwise be known before the statement.
    """
    known = reported(fact)
    last = (fact.occurred.hi // DAY + 1) * DAY - 1
    if fact.reported is not None or known is None or known.hi >= last:
        return fact.reported
    return known


def codes_in(facts: Iterable[Event]) -> set[str]:
    """Return all codes that facts name."""
    return {name for fact in facts for _, name in named_in(fact)}
