"""Questions about ceasefires: in force, without an end on record, and alleged to be violated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from peacetalks.events import Event
from peacetalks.events.clocks import settled
from peacetalks.state.coverage import basis
from peacetalks.state.queries.coverage import looked_for
from peacetalks.state.security import Ceasefire, Violations
from peacetalks.state.snapshot import Snapshot

YEAR: Final = 365
"""A ceasefire without a last day counts as in force for this many days after the last news of it."""


def ceasefires_in_force(state: Snapshot) -> tuple[Ceasefire, ...]:
    """Return the ceasefires in force on the day of the state."""
    return tuple(c for c in _holding(state) if not is_forgotten(state, c))


def ceasefire_in_force(state: Snapshot, parties: Iterable[str] = ()) -> bool | None:
    """Return whether a ceasefire is in force on the day; None: nobody is known to look for them.

    "No" needs somebody who looks: none is on record, and on that day somebody covers ceasefires.

    Args:
        state: the state.
        parties: only ceasefires that bind all of these; empty: any.

    >>> ceasefire_in_force(Snapshot()) is None
    True
    """
    bound = {*state.actors.principals(tuple(parties))}
    if any(bound <= {*state.actors.principals(c.parties)} for c in ceasefires_in_force(state)):
        return True
    covered = basis(looked_for(state), "ceasefire-declared", (state.day, state.day), parties=bound)
    return None if covered is None else False


def ceasefires_without_end(state: Snapshot) -> tuple[Ceasefire, ...]:
    """Return the ceasefires without a last day or an end, and without news for a year.

    Whether they still hold is not on record.
    """
    return tuple(c for c in _holding(state) if is_forgotten(state, c))


def _holding(state: Snapshot) -> Iterator[Ceasefire]:
    return (c for c in state.parts.ceasefires.values() if c.in_force_on(state.day))


def is_forgotten(state: Snapshot, ceasefire: Ceasefire) -> bool:
    """Return whether a ceasefire has no last day, and no news for a year."""
    if ceasefire.expires is not None or state.day - _latest(ceasefire.because) <= YEAR:
        return False
    return state.day - last_heard(state, ceasefire) > YEAR


def last_heard(state: Snapshot, ceasefire: Ceasefire) -> int:
    """Return the day of the last news of a ceasefire, in days since 1970-01-01.

    News is a declaration or an extension, an alleged violation, or a report of a monitor.
    """
    return _latest((*ceasefire.because, *_about(state, ceasefire.ceasefire)))


def _latest(events: Iterable[Event]) -> int:
    return max(settled(event) for event in events)


def _about(state: Snapshot, ceasefire: str) -> Iterator[Event]:
    """Yield the other facts about a ceasefire: alleged violations and reports of monitors."""
    for alleged in state.parts.violations.values():
        if alleged.subject == ceasefire:
            yield from alleged.because
    yield from state.on_record_by_subject.get(ceasefire, ())


def violations(state: Snapshot, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
    """Answer ``NegotiationState.violations``."""
    return tuple(
        v for v in state.parts.violations.values() if state.actors.is_meant(alleged_by, v.by)
    )
