"""A viewpoint's sequence of effective facts, and the states along it.

The facts stand in the one order, so a day is a bisect, and a state on it a fold from a place
before: from a state that was asked for lately, or from the end of a block (``blocks.py``), which
mends itself when a fact comes late. A short sequence has no blocks: it is folded faster than
they are kept.

Several threads may ask at once, as long as none extends the history meanwhile: what is kept is
never changed in place, but replaced by one assignment. Of two threads that keep something at
the same time the later wins; what the other kept is folded again when it is next asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import Final, final

from peacetalks.actors import Registry
from peacetalks.events import Event
from peacetalks.events.clocks import public, settled
from peacetalks.frozenmap import FrozenMap, frozen_in_place
from peacetalks.history import blocks
from peacetalks.history.blocks import Blocks
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.history.resolve import Effective, Resolution
from peacetalks.reducer.draft import Changes
from peacetalks.reducer.fold import fold, is_passed_over
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.parts import Parts
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Timeline"]

_ASKED: Final = 4
"""So many states that were asked for lately are kept."""


@final
class Timeline:
    """The effective facts of one viewpoint, in the one order, and the states along them.

    Attributes:
        actors: who is on record from there.
    """

    __slots__ = (
        *("_aliases", "_asked", "_blocks", "_by_id", "_days", "_disputed", "_events", "_names"),
        *("_order", "_wide", "actors"),
    )

    def __init__(
        self,
        resolution: Resolution,
        order: Order = IN_PYTHON,
        names: Names | None = None,
        registry: Registry | None = None,
    ) -> None:
        facts = [effective for effective in resolution.facts if not _is_about_actors(effective)]
        stated = (effective.event for effective in resolution.facts if _is_about_actors(effective))
        self.actors: Register = Register(_said_in_turn(stated, order), registry)
        self._aliases = resolution.aliases
        self._order = order
        self._names = names
        self._by_id = {effective.event.id: effective for effective in resolution.facts}
        ordered = order.with_days(effective.event for effective in facts)
        self._days = [day for day, _ in ordered]
        self._events = [event for _, event in ordered]
        # Few facts are disputed or take days to settle: questions about those look at them alone.
        self._disputed = [effective for effective in facts if effective.disputed_by]
        self._wide = [
            e for day, e in ordered if e.occurred.first_day < day and not is_passed_over(e)
        ]
        self._blocks = Blocks(blocks.SIZE)
        self._asked: dict[int, NegotiationState] = {}

    @property
    def events(self) -> tuple[Event, ...]:
        """The facts, in the one order."""
        return tuple(self._events)

    def effective(self, name: str) -> Effective | None:
        """Return a fact with the bookkeeping behind it, by any of its ids."""
        return self._by_id.get(self._aliases.get(name, name))

    def effectives(self) -> tuple[Effective, ...]:
        """Return the facts with the bookkeeping behind each, in the one order."""
        return tuple(self._by_id[event.id] for event in self._events)

    def upto(self, day: int | None) -> int:
        """Return how many facts had settled by a day, in days since 1970; None: all."""
        return len(self._events) if day is None else bisect_right(self._days, day)

    def facts(self, start: int, end: int) -> Sequence[Event]:
        """Return the facts from one place to another, in the one order."""
        return self._events[start:end]

    def disputes_by(self, day: int | None) -> dict[str, tuple[str, ...]]:
        """Return who disputes which of the facts that had settled by a day; None: of all."""
        return {
            effective.event.id: effective.disputed_by
            for effective in self._disputed
            if day is None or settled(effective.event) <= day
        }

    def disputed_by(self, name: str) -> tuple[str, ...]:
        """Return who disputes a fact, by id."""
        effective = self._by_id.get(name)
        return effective.disputed_by if effective else ()

    def possible_by(self, day: int) -> tuple[Event, ...]:
        """Return the facts that had not settled by a day, and may have happened by it."""
        return tuple(e for e in self._wide if e.occurred.first_day <= day < settled(e))

    def _place(self, event: Event) -> int:
        key = self._order.key
        return bisect_left(self._events, key(event), key=key)

    def at(self, viewpoint: Viewpoint) -> NegotiationState:
        """Return the state on the day of a viewpoint, which is one of this timeline."""
        day = None if viewpoint.on is None else viewpoint.on.last_day
        return self.seen(self.state_after(self.upto(day)), viewpoint)

    def seen(self, state: NegotiationState, viewpoint: Viewpoint) -> NegotiationState:
        """Return the fold of the facts up to the day of a viewpoint as it is seen from there."""
        day = None if viewpoint.on is None else viewpoint.on.last_day
        possible = () if day is None else self.possible_by(day)
        disputes = self.disputes_by(day)
        if viewpoint.unsettled and possible:
            state = fold(possible, initial=state)
            disputes |= {e.id: by for e in possible if (by := self.disputed_by(e.id))}
        return state.having(
            viewpoint=viewpoint,
            unsettled=possible,
            disputes=FrozenMap(disputes),
            aliases=self._aliases,
            actors=self.actors,
            names_of_history=self._names,
        )

    def state_after(self, end: int) -> NegotiationState:
        """Return the fold of the first facts, from the nearest place before where one is kept."""
        asked, kept = self._asked, self._blocks
        if asked:
            # Whoever asks once is answered by a fold; who asks again will ask more.
            kept = self._blocks = kept.grown(self._events, end)
        number = kept.before(end)
        start = kept.start(number)
        nearest = max((at for at in asked if start <= at <= end), default=None)
        if nearest is not None:
            start, state = nearest, asked[nearest]
        else:
            state = _state(*kept.after(number), kept.facts(number))
        if start < end:
            state = fold(self._events[start:end], initial=state)
        # The one asked for last is kept longest.
        others = [item for item in asked.items() if item[0] != end]
        self._asked = dict([*others, (end, state)][-_ASKED:])
        return state

    def replace(self, resolution: Resolution) -> int:
        """Take the facts of a new resolution, and return the place of the first change.

        What was kept of the facts before it is kept.
        """
        fresh = Timeline(resolution, self._order, registry=self.actors.base)
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
        self._aliases, self.actors = fresh._aliases, fresh.actors
        self._blocks = self._blocks.cut(self._blocks.before(changed))
        self._forget_after(changed)
        return changed

    def extend(self, facts: Iterable[Effective]) -> int:
        """Take more facts that no bookkeeping is about, and return the place of the first.

        Those that come after all others cost the least.
        """
        effectives = {effective.event.id: effective for effective in facts}
        key = self._order.key
        stated = [one.event for one in effectives.values() if _is_about_actors(one)]
        if stated:
            everything = _said_in_turn((*self.actors.statements, *stated), self._order)
            self.actors = Register(everything, self.actors.base)
        ordered = self._order.with_days(
            one.event for one in effectives.values() if not _is_about_actors(one)
        )
        place = len(ordered)
        if self._events:
            last = key(self._events[-1])
            place = bisect_right(ordered, last, key=lambda item: key(item[1]))
        first = len(self._events)
        for _, event in ordered[:place]:
            first = min(first, self._insert(event))
        for day, event in ordered[place:]:
            self._days.append(day)
            self._events.append(event)
            if _is_wide(event):
                self._wide.append(event)
        self._by_id |= effectives
        return first

    def _insert(self, event: Event) -> int:
        place = self._place(event)
        self._events.insert(place, event)
        insort(self._days, settled(event))
        if _is_wide(event):
            insort(self._wide, event, key=self._order.key)
        self._blocks = self._blocks.mended(self._events, place)
        self._forget_after(place)
        return place

    def _forget_after(self, place: int) -> None:
        self._asked = {at: state for at, state in self._asked.items() if at <= place}


def _state(tables: Changes, last: Event | None, facts: int) -> NegotiationState:
    # The tables were made for this state.
    frozen = {name: frozen_in_place(table) for name, table in tables.items()}
    return NegotiationState(parts=Parts(**frozen), last=last, fact_count=facts)  # type: ignore[arg-type] # each table has parts of its own, which mypy cannot tell by a name


def _said_in_turn(statements: Iterable[Event], order: Order) -> list[Event]:
    """Return statements about actors, the last word last.

    Of two that became public at once, as two names in one release of a data set, the one that is
    of a later day is the later word.
    """
    return sorted(
        statements, key=lambda event: (public(event), event.occurred.lo, order.recency(event))
    )


def _is_about_actors(effective: Effective) -> bool:
    return isinstance(effective.event, STATEMENTS)


def _is_wide(event: Event) -> bool:
    return event.occurred.first_day < settled(event) and not is_passed_over(event)
