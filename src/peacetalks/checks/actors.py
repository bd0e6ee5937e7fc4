"""Check actors: unknown codes, and statements about actors that contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Final, TypeAlias

from peacetalks._support.wording import count_noun
from peacetalks.actors import SCHEMES
from peacetalks.actors.code import PRESS
from peacetalks.checks.contradictions import Contradiction, find_contradictions
from peacetalks.checks.evidence import Evidence, Issue, describe
from peacetalks.checks.field_values import values_of
from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorAliased, ActorMerged, ActorNamed, ActorSplit
from peacetalks.events.clocks import public
from peacetalks.events.force import AttackReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.fields.shape import CODE
from peacetalks.findings.checks_of_actors import (
    AGAINST_ITS_OWN,
    BECAME_ITSELF,
    BELONGS_TO_ITSELF,
    SAYS_NOTHING,
    SHARED_ID,
    SHARED_NAME,
    TWO_NAMES,
    TWO_RELATIONS,
    UNKNOWN_ACTOR,
    UNKNOWN_RELATION,
)
from peacetalks.primitives.when import When
from peacetalks.state.membership import circles
from peacetalks.state.pairs import pairs_of

__all__ = ["RULES"]

_FORCE: Final = (HostilitiesStarted, OffensiveLaunched, AttackReported)
_MOST_LISTED: Final = 3
"""How many contradictions about one actor are reported one by one."""
_Owner: TypeAlias = tuple[str, When | None]
"""Who has an id, and when (None: always)."""
_Giver: TypeAlias = ActorNamed | ActorAliased
"""The statement that gives an actor an id."""


def unknown_actors(evidence: Evidence) -> Iterator[Issue]:
    """Report a code that has no name, once, where it first appears."""
    first: dict[str, tuple[Event, str]] = {}
    times: Counter[str] = Counter()
    for event in evidence.facts_and_bookkeeping:
        paths = {code: path for path, code in values_of(event, CODE) if code != PRESS}
        for code, path in paths.items():
            first.setdefault(code, (event, path))
            times[code] += 1
    for code, (event, path) in first.items():
        if not evidence.actors.is_named(code):
            more = (
                f", also in {count_noun(times[code] - 1, 'other event')}" if times[code] > 1 else ""
            )
            message = f"unknown actor {code!r}{more}{_suggestion(evidence, code)}"
            yield Issue(UNKNOWN_ACTOR, event, message, path)


def two_names(evidence: Evidence) -> Iterator[Issue]:
    """Report two names in one language, for one actor, for the same time."""
    for statements in _by_actor(evidence).values():
        contradictions = find_contradictions(statements, lambda event: event.names)
        for (first, last, language), more in _first_few(contradictions):
            here, there = repr(last.names[language]), repr(first.names[language])
            message = (
                f"{last.actor} is called {here} here, but {there} in {describe(first)}, "
                f"for the same time{more}"
            )
            yield Issue(TWO_NAMES, last, message, f"$.names.{language}")


def belongs_to_itself(evidence: Evidence) -> Iterator[Issue]:
    """Report an actor that is an organ of itself or within itself, directly or through others."""
    last = _last_with_relation(evidence)
    order = {code: number for number, code in enumerate(last)}
    actors = evidence.actors

    def above(code: str) -> Iterator[str]:
        return filter(None, (actors.organ_of(code), actors.within(code)))

    for circle in circles(last, above):
        stated = [code for code in circle if code in last]
        if not stated:
            continue  # The registry says so, not the stream.
        code = min(stated, key=order.__getitem__)
        place = circle.index(code)
        chain = " in ".join(map(repr, (*circle[place:], *circle[:place], code)))
        path = "$.organ_of" if last[code].organ_of else "$.within"
        yield Issue(BELONGS_TO_ITSELF, last[code], f"the actor belongs to itself: {chain}", path)


def two_relations(evidence: Evidence) -> Iterator[Issue]:
    """Report an actor that is stated, for the same time, to act for another and for itself."""
    for statements in _by_actor(evidence).values():
        for event in statements:
            if event.organ_of is not None and event.within is not None:
                yield Issue(
                    TWO_RELATIONS, event, _both(event, event.organ_of, event.within), "$.within"
                )
        for (first, last, _), more in _first_few(find_contradictions(statements, _relation)):
            organ_of, within = first.organ_of or last.organ_of, first.within or last.within
            both = _both(last, str(organ_of), str(within))
            yield Issue(TWO_RELATIONS, last, f"{both}, here and in {describe(first)}{more}")


def one_id_of_two(evidence: Evidence) -> Iterator[Issue]:
    """Report an id of a scheme that two actors have at the same time."""
    owners: defaultdict[tuple[str, str], dict[_Owner, _Giver]] = defaultdict(dict)
    for event in evidence.actors.statements:
        if isinstance(event, ActorNamed):
            for scheme, name in event.ids.items():
                owners[scheme, name].setdefault((event.actor, event.valid), event)
        elif isinstance(event, ActorAliased):
            owners[event.scheme, event.code].setdefault((event.actor, event.valid), event)
    for (scheme, name), givers in owners.items():
        other = _other_owner(evidence, scheme, name, givers)
        if other is not None:
            event, owner = other
            path = "$.ids" if isinstance(event, ActorNamed) else "$.code"
            message = f"{event.actor!r} has the {scheme} id {name!r}, which belongs to {owner!r}"
            yield Issue(SHARED_ID, event, message, path)


def unknown_relations(evidence: Evidence) -> Iterator[Issue]:
    """Report an actor that belongs to, or became, an unknown actor."""
    reported: set[str] = set()
    for event in evidence.actors.statements:
        for path, code in _related(event):
            if code not in reported and not evidence.actors.is_named(code):
                reported.add(code)
                message = f"unknown actor {code!r}{_suggestion(evidence, code)}"
                yield Issue(UNKNOWN_RELATION, event, message, path)


def became_itself(evidence: Evidence) -> Iterator[Issue]:
    """Report an actor that became only itself."""
    for event in evidence.actors.statements:
        if isinstance(event, ActorSplit):
            before, after, path = {event.actor}, {*event.into}, "$.into"
        elif isinstance(event, ActorMerged):
            before, after, path = {*event.actors}, {event.into}, "$.actors"
        else:
            continue
        if before == after:
            message = f"{before.pop()!r} is stated to have become only itself"
            yield Issue(BECAME_ITSELF, event, message, path)


def says_nothing(evidence: Evidence) -> Iterator[Issue]:
    """Report a blank name, or a statement that says nothing about its actor."""
    for event in evidence.actors.statements:
        if not isinstance(event, ActorNamed):
            continue
        for language, name in event.names.items():
            if not name.strip():
                message = f"the name of {event.actor!r} is blank"
                yield Issue(SAYS_NOTHING, event, message, f"$.names.{language}")
        content = (event.names, event.sort, event.organ_of, event.within, event.ids, event.valid)
        if not any(content):
            message = f"the statement says nothing about {event.actor!r}"
            yield Issue(SAYS_NOTHING, event, message, "$.names")


def name_of_two(evidence: Evidence) -> Iterator[Issue]:
    """Report a name that means two actors."""
    actors = evidence.actors
    reported: set[frozenset[str]] = set()
    for event in actors.statements:
        if not isinstance(event, ActorNamed):
            continue
        for language, name in event.names.items():
            others = {*actors.meanings(name, on=event.valid)} - {event.actor}
            known = {*actors.registry.meanings(name, event.valid)}
            if event.actor in known:
                # Actors that share a name in the registry, and that the stream does not mention.
                others -= known - actors.keys()
            group = frozenset({event.actor, *others})
            if others and group not in reported:
                reported.add(group)
                listed = " or ".join(map(repr, sorted(group)))
                yield Issue(
                    SHARED_NAME, event, f"{name!r} can mean {listed}", f"$.names.{language}"
                )


def organ_against_its_own(evidence: Evidence) -> Iterator[Issue]:
    """Report force between two actors of which one acts for the other, or both for a third."""
    principal, label = evidence.actors.principal, evidence.actors.label
    reported: set[tuple[str, str]] = set()
    for kind in _FORCE:
        for event in evidence.of(kind):
            for pair in pairs_of(event):
                principals = {principal(code) for code in pair}
                if len(principals) == 1 and pair not in reported:
                    reported.add(pair)
                    both = " and ".join(map(label, pair))
                    message = (
                        f"force between {both}, although the acts of both count as those of "
                        f"{label(principals.pop())}; hint: use within instead of organ_of"
                    )
                    yield Issue(AGAINST_ITS_OWN, event, message)


# Statements for the same time


def _by_actor(evidence: Evidence) -> dict[str, list[ActorNamed]]:
    """Return the statements about each actor; of several that say the same, the first."""
    by_actor: defaultdict[str, dict[object, ActorNamed]] = defaultdict(dict)
    for event in evidence.actors.statements:
        if isinstance(event, ActorNamed):
            content = (event.names, event.organ_of, event.within)
            when = (event.valid, event.occurred, public(event))
            by_actor[event.actor].setdefault((content, when), event)
    return {actor: [*statements.values()] for actor, statements in by_actor.items()}


def _first_few(contradictions: list[Contradiction]) -> Iterator[tuple[Contradiction, str]]:
    """Yield the first contradictions, each with the end of its message; the last counts the rest."""
    more = len(contradictions) - _MOST_LISTED
    for number, one in enumerate(contradictions[:_MOST_LISTED], 1):
        yield one, f"; and {more:,} more" if more > 0 and number == _MOST_LISTED else ""


def _relation(event: ActorNamed) -> Mapping[str, str]:
    """Return whether the actor acts for another; a statement of both is reported on its own."""
    if event.organ_of is None and event.within is None:
        return {}
    return {"relation": "within" if event.organ_of is None else "organ_of"}


def _both(event: ActorNamed, organ_of: str, within: str) -> str:
    return (
        f"{event.actor} is an organ of {organ_of!r}, but also within {within!r} and acts for itself"
    )


# Relations between actors


def _last_with_relation(evidence: Evidence) -> dict[str, ActorNamed]:
    statements = (event for event in evidence.actors.statements if isinstance(event, ActorNamed))
    return {event.actor: event for event in statements if event.organ_of or event.within}


def _related(event: Event) -> Iterator[tuple[str, str]]:
    if isinstance(event, ActorNamed):
        relations = (("$.organ_of", event.organ_of), ("$.within", event.within))
        yield from ((path, code) for path, code in relations if code is not None)
    elif isinstance(event, ActorSplit):
        yield from ((f"$.into[{i}]", code) for i, code in enumerate(event.into))
    elif isinstance(event, ActorMerged):
        yield "$.into", event.into
    elif isinstance(event, ActorAliased):
        yield "$.actor", event.actor


def _other_owner(
    evidence: Evidence, scheme: str, name: str, givers: Mapping[_Owner, _Giver]
) -> tuple[_Giver, str] | None:
    """Return a statement that gives the id to a second actor, with the first owner, if any."""
    for (first, then), (last, now) in combinations(givers, 2):
        if first != last and _share_a_day(then, now):
            return givers[last, now], first
    for code, valid in givers if scheme in SCHEMES else ():
        owner = evidence.actors.registry.resolve(name, scheme, valid)
        if owner is not None and owner != code:
            return givers[code, valid], owner
    return None


def _share_a_day(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _suggestion(evidence: Evidence, code: str) -> str:
    near = evidence.actors.suggest(code)
    return f"; hint: did you mean {' or '.join(map(repr, near))}?" if near else ""


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    unknown_actors,
    two_names,
    belongs_to_itself,
    two_relations,
    one_id_of_two,
    unknown_relations,
    name_of_two,
    organ_against_its_own,
    became_itself,
    says_nothing,
)
