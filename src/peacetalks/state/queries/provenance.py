"""Which sources and whose words stand behind the parts of a state."""

from __future__ import annotations

from collections.abc import Iterator

from peacetalks.construction import PRESS
from peacetalks.events import Event
from peacetalks.events.tellings import Tellings, telling
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.ground import Account, Act
from peacetalks.state.part import Part
from peacetalks.state.snapshot import Snapshot
from peacetalks.values import Source


def document(source: Source) -> tuple[str | None, ...]:
    """Return what makes two citations cite one document: all but the place in it."""
    return (source.publisher, source.title, source.url, str(source.published))


def documents(state: Snapshot) -> frozenset[tuple[str | None, ...]]:
    """Return the documents behind the facts that made a state."""
    sources = {source for event in state.facts for source in event.sources}
    return frozenset(map(document, sources))


def single_sourced(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that rest on one source."""
    return tuple(
        part
        for _, _, part in state.parts
        if len({document(s) for event in part.because for s in event.sources}) == 1
    )


def one_sided(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that rest on one party's word."""
    return tuple(part for _, _, part in state.parts if len(part.claimed_by) == 1)


def disputed(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that are contested, disputed or told in several ways."""
    rival = {id(event) for act in state.parts.acts.values() for event in _told_otherwise(act)}
    doubted = {id(e) for e in state.facts if id(e) in rival or e.id in state.disputes}
    return tuple(
        part
        for table, _, part in state.parts
        if table != "acts"
        and (
            getattr(part, "contested_by", None)
            or (doubted and any(id(event) in doubted for event in part.because))
        )
    )


def labels(state: Snapshot, act: str) -> FrozenMap[str, str]:
    """Return what each party calls an act, or an offensive; ``press``: nobody's side."""
    found = state.parts.acts.get(act)
    told: dict[str, str] = {}
    for account in _of_one_thing(found) if found else ():
        for code in account.claimed_by or (PRESS,):
            told.setdefault(code, account.label)
    offensive = state.parts.offensives.get(act)
    if offensive is not None:
        told.update(offensive.labels)
    return FrozenMap(told)


def _of_one_thing(act: Act) -> Iterator[Account]:
    """Yield the accounts of what is told in several ways, or else of what is told first."""
    rival = _told_otherwise(act)
    thing = _thing(rival[0] if rival else act.accounts[0].event)
    return (account for account in act.accounts if _thing(account.event) == thing)


def _told_otherwise(act: Act) -> list[Event]:
    """Return the tellings of each thing of an act that has rival tellings."""
    tellings = Tellings()
    told = {id(a.event): a.event for a in act.accounts}.values()
    things = {_thing(event) for event in told if not tellings.take(event)}
    return [event for event in told if _thing(event) in things]


def _thing(event: Event) -> tuple[object, ...] | None:
    own = telling(event)
    return own and own.thing
