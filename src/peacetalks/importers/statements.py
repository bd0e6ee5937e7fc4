"""What is stated of an actor: made of what a row says of it, and public with the facts of the row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple, cast, final

from peacetalks.actors import Actor, Registry, world
from peacetalks.events import ActorNamed, ActorSort, Event
from peacetalks.events.clocks import public, reported
from peacetalks.importers.actors import same_text
from peacetalks.importers.row import Said
from peacetalks.state.names import named_in
from peacetalks.values import Source
from peacetalks.when import DAY, When

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
"""How many letters of a name are kept."""
_DIGEST: Final = 16
_ENGLISH: Final = "en"
_NO_LANGUAGE: Final = "und"
"""As BCP 47 has it, of a name whose language is not stated."""
_SORTS: Final = frozenset(
    {"state", "organisation", "armed_group", "faction", "organ", "office", "civilians", "other"}
)


@final
class Answer(NamedTuple):
    """Who is meant by a name: what is said of somebody known or not known, and who it could be."""

    code: str
    said: Said | None
    is_known: bool
    candidates: tuple[str, ...] = ()


def statement(
    said: Said, occurred: When, known: When | None, scheme: str, sources: tuple[Source, ...]
) -> ActorNamed:
    """Return what is stated of an actor.

    Args:
        said: what a row says of it.
        occurred: when a fact of the row occurred.
        known: when that fact became known, and the statement with it.
        scheme: whose ids the rows have.
        sources: the data set.
    """
    # Made of all that is stated, so that files of one data set can be read together.
    told = f"{tuple(said[:-1])}{occurred.text}{(known, sources)!r}{said.also}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
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
    """Return what a row said of which a statement was made."""
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
    """Return what there is to say of an actor that only the registry of a study has.

    Args:
        actor: the actor.
        called: what the data set calls it; empty: nothing.
        ids: what it is called in schemes that the registry does not have.
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
    """Return the actors of a registry that the registry of this library has not, by code."""
    shared = world()
    if registry is shared:
        return {}
    there = {actor.code for actor in shared}
    return {actor.code: actor for actor in registry if actor.code not in there}


def first_known(facts: tuple[Event, ...]) -> Event:
    """Return the fact of a row that was known first: mostly all were at once.

    Args:
        facts: the facts; at least one.
    """
    first = facts[0]
    known, occurred = first.reported, first.occurred
    for fact in facts:
        if known is None or fact.reported is not known or fact.occurred is not occurred:
            return min(facts, key=public)
    return first


def known_with(fact: Event) -> When | None:
    """Return when what a row says was known, that it be known with a fact of the row.

    The date of a source is one of the fact, and not of what a data set calls somebody: it counts
    only where the fact would be known before.
    """
    known = reported(fact)
    last = (fact.occurred.hi // DAY + 1) * DAY - 1
    if fact.reported is not None or known is None or known.hi >= last:
        return fact.reported
    return known


def codes_in(facts: Iterable[Event]) -> set[str]:
    """Return whom facts name, and what else they name."""
    return {name for fact in facts for _, name in named_in(fact)}
