"""Questions about the sources of the parts of a state, and the parties that claim them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from peacetalks.actors.code import PRESS
from peacetalks.events import Event
from peacetalks.events.tellings import Tellings, telling
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.part import Part
from peacetalks.state.record import Account, Act
from peacetalks.state.snapshot import Snapshot
from peacetalks.values.facts import Source

LABELLED: Final = ("act", "offensive")
"""The fields of events that name something with labels: an act, an offensive."""


def document(source: Source) -> tuple[str | None, ...]:
    """Return a key of the document that a source cites: all its fields except the place in it."""
    return (source.publisher, source.title, source.url, str(source.published))


def documents(state: Snapshot) -> frozenset[tuple[str | None, ...]]:
    """Return the keys of the documents behind the facts of a state."""
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
    """Return the parts that rest on the claims of one party."""
    return tuple(part for _, _, part in state.parts if len(part.claimed_by) == 1)


def disputed(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that are contested or disputed, or have rival accounts."""
    rival = {id(event) for act in state.parts.acts.values() for event in _rival_accounts(act)}
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
    """Return what each party calls an act or an offensive; ``press`` stands for no party."""
    part = state.parts.acts.get(act)
    by_party: dict[str, str] = {}
    for account in _accounts_of_one_thing(part) if part else ():
        for code in account.claimed_by or (PRESS,):
            by_party.setdefault(code, account.label)
    offensive = state.parts.offensives.get(act)
    if offensive is not None:
        by_party.update(offensive.labels)
    return FrozenMap(by_party)


def _accounts_of_one_thing(act: Act) -> Iterator[Account]:
    """Yield the accounts of the first thing with rival accounts, or else of the first thing."""
    rival = _rival_accounts(act)
    thing = _thing(rival[0] if rival else act.accounts[0].event)
    return (account for account in act.accounts if _thing(account.event) == thing)


def _rival_accounts(act: Act) -> list[Event]:
    """Return all accounts of the things in an act that have rival accounts."""
    tellings = Tellings()
    events = {id(a.event): a.event for a in act.accounts}.values()
    rival_things = {_thing(event) for event in events if not tellings.take(event)}
    return [event for event in events if _thing(event) in rival_things]


def _thing(event: Event) -> tuple[object, ...] | None:
    account = telling(event)
    return account and account.thing
