"""Which ceasefires hold, which have no end on record, and who alleges that they were broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from peacetalks.events import Event
from peacetalks.events.clocks import settled
from peacetalks.state.force import Ceasefire, Violations
from peacetalks.state.snapshot import Snapshot

YEAR: Final = 365
"""A ceasefire without a term, of which nothing was heard for more days, is not said to hold."""


def ceasefires_in_force(state: Snapshot) -> tuple[Ceasefire, ...]:
    """Return the ceasefires that hold on this day."""
    return tuple(c for c in _holding(state) if not is_forgotten(state, c))


def ceasefires_without_end(state: Snapshot) -> tuple[Ceasefire, ...]:
    """Return the ceasefires without a term or an end, of which nothing was heard for a year.

    Whether they still hold is not on record.
    """
    return tuple(c for c in _holding(state) if is_forgotten(state, c))


def _holding(state: Snapshot) -> Iterator[Ceasefire]:
    return (c for c in state.parts.ceasefires.values() if c.in_force_on(state.day))


def is_forgotten(state: Snapshot, ceasefire: Ceasefire) -> bool:
    """Return whether a ceasefire has no term, and nothing was heard of it for a year."""
    if ceasefire.expires is not None or state.day - _latest(ceasefire.because) <= YEAR:
        return False
    return state.day - last_heard(state, ceasefire) > YEAR


def last_heard(state: Snapshot, ceasefire: Ceasefire) -> int:
    """Return the day of the last fact about a ceasefire, in days since 1970-01-01.

    It was declared or extended, a violation of it was alleged, or a monitor reported of it.
    """
    return _latest((*ceasefire.because, *_about(state, ceasefire.ceasefire)))


def _latest(events: Iterable[Event]) -> int:
    return max(settled(event) for event in events)


def _about(state: Snapshot, ceasefire: str) -> Iterator[Event]:
    """Yield what else was heard of a ceasefire: violations alleged, what monitors report of it."""
    for alleged in state.parts.violations.values():
        if alleged.subject == ceasefire:
            yield from alleged.because
    for fact in state.parts.on_record.values():
        if getattr(fact.event, "subject", None) == ceasefire:
            yield fact.event


def violations(state: Snapshot, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
    """Answer ``NegotiationState.violations``."""
    return tuple(
        v for v in state.parts.violations.values() if state.actors.is_meant(alleged_by, v.by)
    )
