"""Actors: whom nobody knows, and what is stated about them that contradicts itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, TypeAlias

from peacetalks.actors import SCHEMES
from peacetalks.checks.evidence import Evidence, Remark, named
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
from peacetalks.state.pairs import pairs_of
from peacetalks.when import When

__all__ = ["RULES"]

_FORCE: Final = (HostilitiesStarted, OffensiveLaunched, AttackReported)
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
        for (first, last), language in _contradicting(several, _two_names):
            names = " and ".join(repr(one.names[language]) for one in (first, last))
            told = f"{last.actor} is called {names} at one time, here and in {named(first)}"
            yield Remark("PT172", last, told, f"$.names.{language}")


def circles(evidence: Evidence) -> Iterator[Remark]:
    """PT173: an actor that is an organ of itself or within itself, also round about."""
    told: set[str] = set()
    for code, event in _last_with_relation(evidence).items():
        circle = _circle(evidence, code)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            around = " in ".join(map(repr, (*circle, code)))
            path = "$.organ_of" if event.organ_of else "$.within"
            yield Remark("PT173", event, f"an actor that stands in itself: {around}", path)


def two_relations(evidence: Evidence) -> Iterator[Remark]:
    """PT174: an actor of which it is stated at one time that its acts count and do not count."""
    for several in _by_actor(evidence).values():
        for event in several:
            if event.organ_of is not None and event.within is not None:
                yield Remark("PT174", event, _both(event, event.organ_of, event.within), "$.within")
        for (first, last), _ in _contradicting(several, _two_relations):
            organ_of, within = first.organ_of or last.organ_of, first.within or last.within
            told = _both(last, str(organ_of), str(within))
            yield Remark("PT174", last, f"{told}, here and in {named(first)}")


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


_Pair: TypeAlias = tuple[ActorNamed, ActorNamed]


def _contradicting(
    several: Iterable[ActorNamed], differ: Callable[[ActorNamed, ActorNamed], str | None]
) -> Iterator[tuple[_Pair, str]]:
    """Yield two statements of one time that differ, with what they differ in, once for each."""
    told: set[tuple[str, str]] = set()
    for first, last in combinations(several, 2):
        what = differ(first, last) if _at_one_time(first, last) else None
        if what is not None and (last.id, what) not in told:
            told.add((last.id, what))
            yield (first, last), what


def _at_one_time(one: ActorNamed, other: ActorNamed) -> bool:
    """Return whether neither of two statements is the later word, or both are of some day."""
    if one.valid is not None and other.valid is not None:
        return one.valid.overlaps(other.valid)
    return public(one) == public(other) and one.occurred.overlaps(other.occurred)


def _two_names(one: ActorNamed, other: ActorNamed) -> str | None:
    shared = (language for language in one.names if language in other.names)
    return next((lang for lang in shared if one.names[lang] != other.names[lang]), None)


def _two_relations(one: ActorNamed, other: ActorNamed) -> str | None:
    crossed = (one.organ_of and other.within) or (one.within and other.organ_of)
    return "relation" if crossed else None


def _both(event: ActorNamed, organ_of: str, within: str) -> str:
    return f"{event.actor} is an organ of {organ_of!r}, and within {within!r} on its own account"


# What belongs to what


def _last_with_relation(evidence: Evidence) -> dict[str, ActorNamed]:
    found = (event for event in evidence.actors.statements if isinstance(event, ActorNamed))
    return {event.actor: event for event in found if event.organ_of or event.within}


def _circle(evidence: Evidence, code: str) -> tuple[str, ...]:
    """Return the way from an actor up to itself; empty: there is none."""
    ways: list[tuple[str, ...]] = [(code,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for above in (evidence.actors.organ_of(way[-1]), evidence.actors.within(way[-1])):
            if above == code:
                return way
            if above is not None and above not in seen:
                seen.add(above)
                ways.append((*way, above))
    return ()


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
    circles,
    two_relations,
    one_id_of_two,
    unknown_relations,
    name_of_two,
    organ_against_its_own,
)
