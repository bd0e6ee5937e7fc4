"""Write what bookkeeping does: new versions, withdrawals and merges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from peacetalks.events import Event
from peacetalks.events.bookkeeping import (
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
)
from peacetalks.history.bookkeeping import Bookkeeping, Ledger, makers
from peacetalks.interchange.inputs import instant
from peacetalks.interchange.provenance.entities import write_version
from peacetalks.interchange.provenance.names import Page

# Any: the values of the prov library.
__all__ = ["write_changes"]


def write_changes(page: Page, ledger: Ledger, facts: Mapping[str, Event]) -> None:
    """Write what valid bookkeeping does to the events that it is about."""
    valid = {event.id: event for events in ledger.aimed.values() for event in events}
    for event in sorted(valid.values(), key=ledger.order.recency):
        if isinstance(event, (EventCorrected, EventRetracted)):
            _write_act(page, event)
        elif isinstance(event, (EventConfirmed, EventDisputed)):
            about = page.names.of_event(event.target)
            page.document.derivation(page.names.of_event(event.id), about)
    for name in facts:
        _write_versions(page, ledger, name)
    _write_merges(page, ledger, facts)
    _write_invalidations(page, ledger, valid)


def _write_act(page: Page, event: EventCorrected | EventRetracted) -> None:
    act = page.names.of_act(event.id)
    time = instant(event.occurred)
    page.document.activity(act, time, time, {"prov:type": page.names.term(event.kind)})
    # Recording the event is the act itself.
    page.document.usage(act, page.names.of_event(event.id))
    for code in dict.fromkeys(makers(event)):
        page.document.association(act, page.names.of_actor(code))


def _write_versions(page: Page, ledger: Ledger, name: str) -> None:
    """Write the versions of a fact; each revises the version that was valid before it."""
    in_force = {event.id for event in ledger.corrections.get(name, ())}
    before = page.names.of_event(name)
    for event in _corrections(ledger, name):
        version, act = page.names.of_event(name, event.id), page.names.of_act(event.id)
        write_version(page, version, event.replacement)
        page.document.generation(version, act)
        page.document.usage(act, before)
        page.document.revision(version, before, act)
        if event.id in in_force:
            before = version


def _corrections(ledger: Ledger, name: str) -> Iterator[EventCorrected]:
    """Yield the valid corrections of a fact, in force or not, the earliest first."""
    return (event for event in ledger.aimed.get(name, ()) if isinstance(event, EventCorrected))


def _write_merges(page: Page, ledger: Ledger, facts: Mapping[str, Event]) -> None:
    pairs = {
        (name, merge.canonical)
        for name, merges in ledger.merges.items()
        for merge in merges
        if name in facts and merge.canonical in facts and name != merge.canonical
    }
    for duplicate, kept in sorted(pairs):
        page.document.alternate(page.names.of_event(duplicate), page.names.of_event(kept))


def _write_invalidations(page: Page, ledger: Ledger, valid: Mapping[str, Bookkeeping]) -> None:
    """Write what the retractions in force withdraw; of several, the first withdraws it."""
    withdrawn: dict[Any, EventRetracted] = {}
    retractions = (event for events in ledger.retractions.values() for event in events)
    for event in sorted(retractions, key=ledger.order.recency):
        for name in _withdrawn(page, ledger, valid, event.target):
            withdrawn.setdefault(name, event)
    for name, event in withdrawn.items():
        page.document.invalidation(name, page.names.of_act(event.id), instant(event.occurred))


def _withdrawn(
    page: Page, ledger: Ledger, valid: Mapping[str, Bookkeeping], name: str
) -> Iterator[Any]:
    """Yield the names of what is withdrawn with an event: its versions, and the version it gave."""
    yield page.names.of_event(name)
    for event in _corrections(ledger, name):
        yield page.names.of_event(name, event.id)
    target = valid.get(name)
    if isinstance(target, EventCorrected):
        yield page.names.of_event(target.target, target.id)
