"""A viewpoint's sequence of effective facts, and the states kept along it.

The facts stand in the one order, so a day is a bisect, and a state on it a fold from the last
snapshot before. Snapshots are states after a number of facts. There are at most 64, spread
over the sequence and denser where questions fall; they share every table that did not change
between them, and together they hold no more entries than ``_ENTRIES_A_FACT`` for each fact of
the sequence, which keeps them below the memory of the facts themselves. A fact that comes late,
or is corrected or withdrawn, drops the snapshots after its place; those before it stand.

Several threads may ask at once, as long as none extends the history meanwhile: the snapshots
are never changed in place, but replaced by one assignment. Of two threads that keep one at the
same time the later wins; what the other kept is folded again when it is next asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from operator import attrgetter
from typing import final

import attrs

from peacetalks.events import Event
from peacetalks.events.clocks import settled
from peacetalks.history.order import sort_key, with_days
from peacetalks.history.resolve import Effective
from peacetalks.reducer.fold import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.parts import Parts

__all__ = ["Timeline"]

MOST_SNAPSHOTS = 64
# Measured on 100,000 facts with a source each (761 bytes a fact) and 5,250 parts: 64 snapshots
# take 0.7 of the memory of the facts, and all that a history keeps beside them 0.97.
_ENTRIES_A_FACT = 8
_LEAST_STRIDE = 128
"""Between closer facts a fold takes less time than to look after a state."""
_TABLES = attrgetter(*(field.name for field in attrs.fields(Parts)))


@final
class Timeline:
    """The effective facts of one viewpoint, in the one order, with snapshots."""

    __slots__ = ("_by_id", "_days", "_disputed", "_events", "_snapshots", "_wide")

    def __init__(self, facts: Sequence[Effective]) -> None:
        self._by_id = {effective.event.id: effective for effective in facts}
        ordered = with_days(effective.event for effective in facts)
        self._days = [day for day, _ in ordered]
        self._events = [event for _, event in ordered]
        # Few facts are disputed or take days to settle: questions about those look at them alone.
        self._disputed = [effective for effective in facts if effective.disputed_by]
        self._wide = [event for day, event in ordered if event.occurred.first_day < day]
        self._snapshots: dict[int, NegotiationState] = {0: NegotiationState()}

    @property
    def events(self) -> tuple[Event, ...]:
        """The facts, in the one order."""
        return tuple(self._events)

    @property
    def snapshots(self) -> tuple[int, ...]:
        """After how many facts a state is kept."""
        return tuple(sorted(self._snapshots))

    def effective(self, name: str) -> Effective | None:
        """Return a fact with the bookkeeping behind it, by id."""
        return self._by_id.get(name)

    def effectives(self) -> tuple[Effective, ...]:
        """Return the facts with the bookkeeping behind each, in the one order."""
        return tuple(self._by_id[event.id] for event in self._events)

    def upto(self, day: int | None) -> int:
        """Return how many facts had settled by a day, in days since 1970; None: all."""
        return len(self._events) if day is None else bisect_right(self._days, day)

    def disputes_before(self, end: int) -> dict[str, tuple[str, ...]]:
        """Return who disputes which of the first facts."""
        return {
            effective.event.id: effective.disputed_by
            for effective in self._disputed
            if self._place(effective.event) < end
        }

    def disputed_by(self, name: str) -> tuple[str, ...]:
        """Return who disputes a fact, by id."""
        effective = self._by_id.get(name)
        return effective.disputed_by if effective else ()

    def possible_by(self, day: int) -> tuple[Event, ...]:
        """Return the facts that had not settled by a day, and may have happened by it."""
        return tuple(e for e in self._wide if e.occurred.first_day <= day < settled(e))

    def _place(self, event: Event) -> int:
        return bisect_left(self._events, sort_key(event), key=sort_key)

    def state_after(self, end: int) -> NegotiationState:
        """Return the fold of the first facts, from the nearest snapshot before."""
        snapshots = self._snapshots
        marks = sorted(snapshots)
        start = marks[bisect_right(marks, end) - 1]
        state = snapshots[start]
        stride = max(_LEAST_STRIDE, len(self._events) // MOST_SNAPSHOTS)
        while start < end:
            stop = min(end, (start // stride + 1) * stride)
            state = fold(self._events[start:stop], initial=state)
            start = stop
            self._keep(start, state)
        return state

    def replace(self, facts: Sequence[Effective]) -> None:
        """Take the facts of a new resolution; what stands before the first change is kept."""
        fresh = Timeline(facts)
        changed = next(
            (
                index
                for index, (old, new) in enumerate(zip(self._events, fresh._events, strict=False))
                if old is not new and old != new
            ),
            min(len(self._events), len(fresh._events)),
        )
        self._by_id, self._events, self._days = fresh._by_id, fresh._events, fresh._days
        self._disputed, self._wide = fresh._disputed, fresh._wide
        self._drop_after(changed)

    def insert(self, effective: Effective) -> None:
        """Take one more fact, whatever its day."""
        event = effective.event
        place = self._place(event)
        self._events.insert(place, event)
        insort(self._days, settled(event))
        self._by_id[event.id] = effective
        if _is_wide(event):
            insort(self._wide, event, key=sort_key)
        self._drop_after(place)

    def _drop_after(self, place: int) -> None:
        self._snapshots = {at: state for at, state in self._snapshots.items() if at <= place}

    def _keep(self, at: int, state: NegotiationState) -> None:
        snapshots = {**self._snapshots, at: state}
        budget = max(_ENTRIES_A_FACT * len(self._events), _entries(state))
        while len(snapshots) > MOST_SNAPSHOTS or _total(snapshots) > budget:
            crowded = _most_crowded(snapshots, at)
            if crowded is None:
                break
            del snapshots[crowded]
        self._snapshots = snapshots


def _total(snapshots: dict[int, NegotiationState]) -> int:
    unique = {
        id(table): len(table) for state in snapshots.values() for table in _TABLES(state.parts)
    }
    return sum(unique.values())


def _most_crowded(snapshots: dict[int, NegotiationState], latest: int) -> int | None:
    """Return the snapshot whose neighbours stand closest; never the first or the latest."""
    marks = sorted(snapshots)
    inner = [
        (marks[i + 1] - marks[i - 1], marks[i])
        for i in range(1, len(marks) - 1)
        if marks[i] != latest
    ]
    if inner:
        return min(inner)[1]
    return marks[-1] if len(marks) > 1 and marks[-1] != latest else None


def _is_wide(event: Event) -> bool:
    return event.occurred.first_day < settled(event)


def _entries(state: NegotiationState) -> int:
    return sum(map(len, _TABLES(state.parts)))
