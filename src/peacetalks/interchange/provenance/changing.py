"""What bookkeeping does: new versions, what is withdrawn, what is one fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from peacetalks.events import Event, EventConfirmed, EventCorrected, EventDisputed, EventRetracted
from peacetalks.history.bookkeeping import Bookkeeping, Ledger, makers
from peacetalks.interchange.given import instant
from peacetalks.interchange.provenance.names import Page
from peacetalks.interchange.provenance.telling import write_telling

# Any: the values of the prov library.
__all__ = ["write_changes"]


def write_changes(page: Page, ledger: Ledger, facts: Mapping[str, Event]) -> None:
    """Write what sound bookkeeping does to the events that it is about."""
    sound = {event.id: event for events in ledger.aimed.values() for event in events}
    for event in sorted(sound.values(), key=ledger.order.recency):
        if isinstance(event, (EventCorrected, EventRetracted)):
            _write_act(page, event)
        elif isinstance(event, (EventConfirmed, EventDisputed)):
            about = page.names.told(event.target)
            page.document.derivation(page.names.told(event.id), about)
    for name in facts:
        _write_versions(page, ledger, name)
    _write_merges(page, ledger, facts)
    _write_invalidations(page, ledger, sound)


def _write_act(page: Page, event: EventCorrected | EventRetracted) -> None:
    act = page.names.does(event.id)
    happened = instant(event.occurred)
    page.document.activity(act, happened, happened, {"prov:type": page.names.term(event.kind)})
    # It is done by saying so.
    page.document.usage(act, page.names.told(event.id))
    for code in dict.fromkeys(makers(event)):
        page.document.association(act, page.names.by_code(code))


def _write_versions(page: Page, ledger: Ledger, name: str) -> None:
    """Write the versions of a fact: each revises the one that held before it."""
    holding = {event.id for event in ledger.corrections.get(name, ())}
    before = page.names.told(name)
    for event in _corrections(ledger, name):
        version, act = page.names.told(name, event.id), page.names.does(event.id)
        write_telling(page, version, event.replacement)
        page.document.generation(version, act)
        page.document.usage(act, before)
        page.document.revision(version, before, act)
        if event.id in holding:
            before = version


def _corrections(ledger: Ledger, name: str) -> Iterator[EventCorrected]:
    """Yield the sound corrections of a fact, whether they hold or not, the earliest first."""
    return (event for event in ledger.aimed.get(name, ()) if isinstance(event, EventCorrected))


def _write_merges(page: Page, ledger: Ledger, facts: Mapping[str, Event]) -> None:
    pairs = {
        (name, merge.canonical)
        for name, merges in ledger.merges.items()
        for merge in merges
        if name in facts and merge.canonical in facts and name != merge.canonical
    }
    for duplicate, kept in sorted(pairs):
        page.document.alternate(page.names.told(duplicate), page.names.told(kept))


def _write_invalidations(page: Page, ledger: Ledger, sound: Mapping[str, Bookkeeping]) -> None:
    """Say what the retractions that hold withdraw; of several the first withdraws it."""
    withdrawn: dict[Any, EventRetracted] = {}
    retractions = (event for events in ledger.retractions.values() for event in events)
    for event in sorted(retractions, key=ledger.order.recency):
        for name in _withdrawn(page, ledger, sound, event.target):
            withdrawn.setdefault(name, event)
    for name, event in withdrawn.items():
        page.document.invalidation(name, page.names.does(event.id), instant(event.occurred))


def _withdrawn(
    page: Page, ledger: Ledger, sound: Mapping[str, Bookkeeping], name: str
) -> Iterator[Any]:
    """Yield the names of what falls with an event: its versions, or the version it gave."""
    yield page.names.told(name)
    for event in _corrections(ledger, name):
        yield page.names.told(name, event.id)
    target = sound.get(name)
    if isinstance(target, EventCorrected):
        yield page.names.told(target.target, target.id)
