"""Actors: whom nobody knows, and what is stated about them that contradicts itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Final, TypeAlias

from peacetalks.actors import SCHEMES
from peacetalks.checks.evidence import Evidence, Remark, named
from peacetalks.checks.one_time import Contradiction, contradictions
from peacetalks.checks.said import said
from peacetalks.construction import PRESS, Code
from peacetalks.events import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    AttackReported,
    Event,
    HostilitiesStarted,
    OffensiveLaunched,
)
from peacetalks.events.clocks import public
from peacetalks.state.circles import circles
from peacetalks.state.pairs import pairs_of
from peacetalks.when import When

__all__ = ["RULES"]

_FORCE: Final = (HostilitiesStarted, OffensiveLaunched, AttackReported)
_MOST_TOLD: Final = 3
"""So many contradictions of an actor are told one by one."""
_Owner: TypeAlias = tuple[str, When | None]
"""Who has an id, and when; None: always."""
_Giver: TypeAlias = ActorNamed | ActorAliased
"""The statement that says so."""


def unknown_actors(evidence: Evidence) -> Iterator[Remark]:
    """PT171: a code that has no name; told once, where it first stands."""
    first: dict[str, tuple[Event, str]] = {}
    times: Counter[str] = Counter()
    for event in evidence.standing:
        paths = {code: path for path, code in said(event, Code) if code != PRESS}
        for code, path in paths.items():
            first.setdefault(code, (event, path))
            times[code] += 1
    for code, (event, path) in first.items():
        if not evidence.actors.is_named(code):
            told = f"unknown actor {code!r}" + (
                f", here and in {times[code] - 1} more" if times[code] > 1 else ""
            )
            yield Remark("PT171", event, told + _meant(evidence, code), path)


def two_names(evidence: Evidence) -> Iterator[Remark]:
    """PT172: two names in one language, for one actor, at one time."""
    for several in _by_actor(evidence).values():
        found = contradictions(several, lambda event: event.names)
        for (first, last, language), more in _first_few(found):
            names = " and ".join(repr(one.names[language]) for one in (first, last))
            told = f"{last.actor} is called {names} at one time, here and in {named(first)}"
            yield Remark("PT172", last, told + more, f"$.names.{language}")


def belongs_to_itself(evidence: Evidence) -> Iterator[Remark]:
    """PT173: an actor that is an organ of itself or within itself, also round about."""
    last = _last_with_relation(evidence)
    order = {code: number for number, code in enumerate(last)}
    actors = evidence.actors

    def above(code: str) -> Iterator[str]:
        return filter(None, (actors.organ_of(code), actors.within(code)))

    for circle in circles(last, above):
        stated = [code for code in circle if code in last]
        if not stated:
            continue  # It is the registry's, of which the stream says nothing.
        code = min(stated, key=order.__getitem__)
        place = circle.index(code)
        around = " in ".join(map(repr, (*circle[place:], *circle[:place], code)))
        path = "$.organ_of" if last[code].organ_of else "$.within"
        yield Remark("PT173", last[code], f"an actor that stands in itself: {around}", path)


def two_relations(evidence: Evidence) -> Iterator[Remark]:
    """PT174: an actor of which it is stated at one time that its acts count and do not count."""
    for several in _by_actor(evidence).values():
        for event in several:
            if event.organ_of is not None and event.within is not None:
                yield Remark("PT174", event, _both(event, event.organ_of, event.within), "$.within")
        for (first, last, _), more in _first_few(contradictions(several, _relation)):
            organ_of, within = first.organ_of or last.organ_of, first.within or last.within
            told = _both(last, str(organ_of), str(within))
            yield Remark("PT174", last, f"{told}, here and in {named(first)}{more}")


def one_id_of_two(evidence: Evidence) -> Iterator[Remark]:
    """PT175: an id of a scheme that two actors have at one time."""
    owners: defaultdict[tuple[str, str], dict[_Owner, _Giver]] = defaultdict(dict)
    for event in evidence.actors.statements:
        if isinstance(event, ActorNamed):
            for scheme, name in event.ids.items():
                owners[scheme, name].setdefault((event.actor, event.valid), event)
        elif isinstance(event, ActorAliased):
            owners[event.scheme, event.code].setdefault((event.actor, event.valid), event)
    for (scheme, name), several in owners.items():
        other = _other_owner(evidence, scheme, name, several)
        if other is not None:
            event, owner = other
            told = f"{event.actor!r} has the id {name!r} of {scheme}, which is that of {owner!r}"
            yield Remark(
                "PT175", event, told, "$.ids" if isinstance(event, ActorNamed) else "$.code"
            )


def unknown_relations(evidence: Evidence) -> Iterator[Remark]:
    """PT176: an actor that belongs to, or became, somebody whom nobody knows."""
    told: set[str] = set()
    for event in evidence.actors.statements:
        for path, code in _related(event):
            if code not in told and not evidence.actors.is_named(code):
                told.add(code)
                yield Remark(
                    "PT176", event, f"unknown actor {code!r}{_meant(evidence, code)}", path
                )


def became_itself(evidence: Evidence) -> Iterator[Remark]:
    """PT179: an actor that became nobody but itself."""
    for event in evidence.actors.statements:
        if isinstance(event, ActorSplit):
            before, after, path = {event.actor}, {*event.into}, "$.into"
        elif isinstance(event, ActorMerged):
            before, after, path = {*event.actors}, {event.into}, "$.actors"
        else:
            continue
        if before == after:
            told = f"{before.pop()!r} became nobody but itself"
            yield Remark("PT179", event, told, path)


def says_nothing(evidence: Evidence) -> Iterator[Remark]:
    """PT180: a blank name, or a statement that says nothing of its actor."""
    for event in evidence.actors.statements:
        if not isinstance(event, ActorNamed):
            continue
        for language, name in event.names.items():
            if not name.strip():
                told = f"a blank name of {event.actor!r}"
                yield Remark("PT180", event, told, f"$.names.{language}")
        said_of_it = (event.names, event.sort, event.organ_of, event.within, event.ids, event.valid)
        if not any(said_of_it):
            yield Remark("PT180", event, f"nothing is said of {event.actor!r}", "$.names")


def name_of_two(evidence: Evidence) -> Iterator[Remark]:
    """PT177: a name that means two actors."""
    actors = evidence.actors
    told: set[frozenset[str]] = set()
    for event in actors.statements:
        if not isinstance(event, ActorNamed):
            continue
        for language, name in event.names.items():
            others = {*actors.meanings(name, on=event.valid)} - {event.actor}
            known = {*actors.registry.meanings(name, event.valid)}
            if event.actor in known:
                # Whom the registry calls by one name, of whom the stream says nothing.
                others -= known - actors.keys()
            group = frozenset({event.actor, *others})
            if others and group not in told:
                told.add(group)
                listed = " and ".join(map(repr, sorted(group)))
                yield Remark("PT177", event, f"{name!r} can mean {listed}", f"$.names.{language}")


def organ_against_its_own(evidence: Evidence) -> Iterator[Remark]:
    """PT178: force between two actors of which one acts for the other, or both for a third."""
    principal, label = evidence.actors.principal, evidence.actors.label
    told: set[tuple[str, str]] = set()
    for kind in _FORCE:
        for event in evidence.of(kind):
            for pair in pairs_of(event):
                whose = {principal(code) for code in pair}
                if len(whose) == 1 and pair not in told:
                    told.add(pair)
                    both = " and ".join(map(label, pair))
                    what = f"force between {both}, whose acts both count for {label(whose.pop())}"
                    yield Remark("PT178", event, f"{what}; hint: state it as within, not organ_of")


# Statements that are of one time


def _by_actor(evidence: Evidence) -> dict[str, list[ActorNamed]]:
    """Return the statements about each actor; of those that say the same at one time, one."""
    found: defaultdict[str, dict[object, ActorNamed]] = defaultdict(dict)
    for event in evidence.actors.statements:
        if isinstance(event, ActorNamed):
            said_of_it = (event.names, event.organ_of, event.within)
            when = (event.valid, event.occurred, public(event))
            found[event.actor].setdefault((said_of_it, when), event)
    return {actor: [*several.values()] for actor, several in found.items()}


def _first_few(found: list[Contradiction]) -> Iterator[tuple[Contradiction, str]]:
    """Yield the first contradictions of an actor; the last of them with how many more there are."""
    more = len(found) - _MOST_TOLD
    for number, one in enumerate(found[:_MOST_TOLD], 1):
        yield one, f"; and {more:,} more" if more > 0 and number == _MOST_TOLD else ""


def _relation(event: ActorNamed) -> Mapping[str, str]:
    """Return whether acts count for another; what says both has a remark of its own."""
    if event.organ_of is None and event.within is None:
        return {}
    return {"relation": "within" if event.organ_of is None else "organ_of"}


def _both(event: ActorNamed, organ_of: str, within: str) -> str:
    return f"{event.actor} is an organ of {organ_of!r}, and within {within!r} on its own account"


# What belongs to what


def _last_with_relation(evidence: Evidence) -> dict[str, ActorNamed]:
    found = (event for event in evidence.actors.statements if isinstance(event, ActorNamed))
    return {event.actor: event for event in found if event.organ_of or event.within}


def _related(event: Event) -> Iterator[tuple[str, str]]:
    if isinstance(event, ActorNamed):
        given = (("$.organ_of", event.organ_of), ("$.within", event.within))
        yield from ((path, code) for path, code in given if code is not None)
    elif isinstance(event, ActorSplit):
        yield from ((f"$.into[{i}]", code) for i, code in enumerate(event.into))
    elif isinstance(event, ActorMerged):
        yield "$.into", event.into
    elif isinstance(event, ActorAliased):
        yield "$.actor", event.actor


def _other_owner(
    evidence: Evidence, scheme: str, name: str, several: Mapping[_Owner, _Giver]
) -> tuple[_Giver, str] | None:
    """Return a statement that gives an id to somebody else, and whose it is; None: there is none."""
    for (first, then), (last, now) in combinations(several, 2):
        if first != last and _share_a_day(then, now):
            return several[last, now], first
    for code, valid in several if scheme in SCHEMES else ():
        owner = evidence.actors.registry.resolve(name, scheme, valid)
        if owner is not None and owner != code:
            return several[code, valid], owner
    return None


def _share_a_day(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _meant(evidence: Evidence, code: str) -> str:
    near = evidence.actors.suggest(code)
    return f"; hint: did you mean {' or '.join(map(repr, near))}?" if near else ""


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
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
