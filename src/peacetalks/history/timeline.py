"""What counts from a viewpoint: its effective facts in order, and the states along them.

The facts are in the one order. A day is found by bisection, and the state on it is a fold from an
earlier place: from a state that was asked for before, or from the end of a block (``blocks.py``).
Blocks are updated when a fact comes late. A short sequence has no blocks: to fold it is faster.

Several threads may ask at once, as long as none of them extends the history: what is kept is never
changed in place, but replaced by one assignment. If two threads keep something at the same time,
the later one wins, and what the other kept is folded again when it is next needed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import Final, final

from peacetalks.actors import Registry
from peacetalks.events import Event
from peacetalks.events.bookkeeping import CoverageStated
from peacetalks.events.clocks import public, settled
from peacetalks.history import blocks
from peacetalks.history.blocks import Blocks
from peacetalks.history.bookkeeping import Problem
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.history.resolution import Effective, Resolution
from peacetalks.primitives.frozenmap import FrozenMap, frozen_in_place
from peacetalks.reducer.draft import Changes
from peacetalks.reducer.folding import fold, is_passed_over
from peacetalks.state.carried import Carried
from peacetalks.state.coverage import Coverage
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import ABOUT_ACTORS, STATEMENTS
from peacetalks.state.parts import Parts
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Timeline"]

_MOST_STATES: Final = 4
"""The most states that are kept; those asked for last stay."""


@final
class Timeline:
    """What counts from one viewpoint; ``History.effective`` returns it.

    It follows its history: when the history is extended, it has the new facts too.

    Attributes:
        actors: the actors on record from the viewpoint.
        coverage: what was counted, where and when, by the statements on record.
        aliases: the ids that mean another fact, each with the id of that fact, which counts.
        hidden: facts that were visible but do not count, with the bookkeeping that hid them.
        problems: bookkeeping that has no effect.
    """

    __slots__ = (
        *("_blocks", "_by_id", "_carried", "_days", "_disputed", "_events", "_names", "_order"),
        *("_states", "_statements", "_wide", "actors", "aliases", "coverage", "hidden", "problems"),
    )

    def __init__(
        self,
        resolution: Resolution,
        order: Order = IN_PYTHON,
        names: Names | None = None,
        registry: Registry | None = None,
    ) -> None:
        facts = [effective for effective in resolution.facts if not _is_statement(effective)]
        stated = (effective.event for effective in resolution.facts if _is_statement(effective))
        self._statements: list[Event] = []
        self.actors: Register = Register(registry=registry)
        self.coverage: Coverage = Coverage()
        self.aliases: FrozenMap[str, str] = resolution.aliases
        self.hidden: tuple[Effective, ...] = resolution.hidden
        self.problems: tuple[Problem, ...] = resolution.problems
        self._order = order
        self._names = names
        self._carried = Carried()
        self._take(stated)
        self._by_id = {effective.event.id: effective for effective in resolution.facts}
        ordered = order.with_days(effective.event for effective in facts)
        self._days = [day for day, _ in ordered]
        self._events = [event for _, event in ordered]
        # Few facts are disputed, or settle later than they may have happened. Lists of them are
        # short, and questions about them need not go through all facts.
        self._disputed = [effective for effective in facts if effective.disputed_by]
        self._wide = [
            e for day, e in ordered if e.occurred.first_day < day and not is_passed_over(e)
        ]
        self._blocks = Blocks(blocks.SIZE)
        self._states: dict[int, NegotiationState] = {}

    @property
    def events(self) -> tuple[Event, ...]:
        """The facts, in the one order."""
        return tuple(self._events)

    @property
    def facts(self) -> tuple[Effective, ...]:
        """The facts with the bookkeeping behind each, in no particular order.

        They include statements about actors and coverage, which are not in ``events``.
        """
        return tuple(self._by_id.values())

    def fact(self, name: str) -> Effective | None:
        """Return a fact with the bookkeeping behind it, by any of its ids."""
        return self._by_id.get(self.aliases.get(name, name))

    def in_order(self) -> tuple[Effective, ...]:
        """Return the facts of ``events`` with the bookkeeping behind each."""
        return tuple(self._by_id[event.id] for event in self._events)

    def upto(self, day: int | None) -> int:
        """Return how many facts had settled by a day, in days since 1970; None: all of them."""
        return len(self._events) if day is None else bisect_right(self._days, day)

    def between(self, start: int, end: int) -> Sequence[Event]:
        """Return the facts from one place to another, in the one order."""
        return self._events[start:end]

    def disputes_by(self, day: int | None) -> dict[str, tuple[str, ...]]:
        """Return who disputes each fact that had settled by a day, by id; None: every fact."""
        return {
            effective.event.id: effective.disputed_by
            for effective in self._disputed
            if day is None or settled(effective.event) <= day
        }

    def disputed_by(self, name: str) -> tuple[str, ...]:
        """Return who disputes a fact."""
        effective = self._by_id.get(name)
        return effective.disputed_by if effective else ()

    def possible_by(self, day: int) -> tuple[Event, ...]:
        """Return the facts that had not settled by a day, but may have happened by then."""
        return tuple(e for e in self._wide if e.occurred.first_day <= day < settled(e))

    def _place(self, event: Event) -> int:
        key = self._order.key
        return bisect_left(self._events, key(event), key=key)

    def at(self, viewpoint: Viewpoint) -> NegotiationState:
        """Return the state on the day of a viewpoint, which must belong to this timeline."""
        day = None if viewpoint.on is None else viewpoint.on.last_day
        return self.seen(self.state_after(self.upto(day)), viewpoint)

    def seen(self, state: NegotiationState, viewpoint: Viewpoint) -> NegotiationState:
        """Return the fold of the facts up to the day of a viewpoint, as seen from the viewpoint."""
        day = None if viewpoint.on is None else viewpoint.on.last_day
        possible = () if day is None else self.possible_by(day)
        disputes = self.disputes_by(day)
        if viewpoint.unsettled and possible:
            state = fold(possible, initial=state)
            disputes |= {e.id: by for e in possible if (by := self.disputed_by(e.id))}
        return state.evolve(
            viewpoint=viewpoint,
            unsettled=possible,
            disputes=FrozenMap(disputes),
            aliases=self.aliases,
            actors=self.actors,
            coverage=self.coverage,
            names_of_history=self._names,
            carried=self._carried,
        )

    def state_after(self, end: int) -> NegotiationState:
        """Return the fold of the facts before a place, from the nearest state that is kept."""
        states, kept = self._states, self._blocks
        if states:
            # A first question is answered by a fold; a second one means that more will follow.
            kept = self._blocks = kept.grown(self._events, end)
        number = kept.before(end)
        start = kept.start(number)
        nearest = max((at for at in states if start <= at <= end), default=None)
        if nearest is not None:
            start, state = nearest, states[nearest]
        else:
            state = _state(*kept.after(number), kept.facts(number))
        if start < end:
            state = fold(self._events[start:end], initial=state)
        # The state that was asked for last is kept longest.
        others = [item for item in states.items() if item[0] != end]
        self._states = dict([*others, (end, state)][-_MOST_STATES:])
        return state

    def replace(self, resolution: Resolution) -> int:
        """Take the facts of a new resolution, and return the place of the first change.

        The states and blocks of the facts before that place stay.
        """
        other = Timeline(resolution, self._order, registry=self.actors.base)
        changed = next(
            (
                index
                for index, (old, new) in enumerate(zip(self._events, other._events, strict=False))
                if old is not new and old != new
            ),
            min(len(self._events), len(other._events)),
        )
        self._by_id, self._events, self._days = other._by_id, other._events, other._days
        self._disputed, self._wide = other._disputed, other._wide
        self.hidden, self.problems = other.hidden, other.problems
        self.aliases, self.actors, self.coverage = other.aliases, other.actors, other.coverage
        self._statements = other._statements
        self._blocks = self._blocks.cut(self._blocks.before(changed))
        self._forget_after(changed)
        return changed

    def extend(self, facts: Iterable[Effective], hidden: Iterable[Effective] = ()) -> int:
        """Take more facts without bookkeeping, and return the place of the first.

        Facts that come after all others cost the least.

        Args:
            facts: the facts that count.
            hidden: the facts that do not count.
        """
        self.hidden = (*self.hidden, *hidden)
        effectives = {effective.event.id: effective for effective in facts}
        key = self._order.key
        self._take(one.event for one in effectives.values() if _is_statement(one))
        ordered = self._order.with_days(
            one.event for one in effectives.values() if not _is_statement(one)
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

    def _take(self, statements: Iterable[Event]) -> None:
        """Take more statements about actors and coverage."""
        more = list(statements)
        if not more:
            return
        known = self._statements = _latest_last((*self._statements, *more), self._order)
        about_actors = (event for event in known if isinstance(event, ABOUT_ACTORS))
        self.actors = Register(about_actors, self.actors.base)
        self.coverage = Coverage(event for event in known if isinstance(event, CoverageStated))

    def _insert(self, event: Event) -> int:
        place = self._place(event)
        self._events.insert(place, event)
        insort(self._days, settled(event))
        if _is_wide(event):
            insort(self._wide, event, key=self._order.key)
        self._blocks = self._blocks.updated(self._events, place)
        self._forget_after(place)
        return place

    def _forget_after(self, place: int) -> None:
        self._states = {at: state for at, state in self._states.items() if at <= place}


def _state(tables: Changes, last: Event | None, facts: int) -> NegotiationState:
    # The tables were made for this state and are not used elsewhere.
    frozen = {name: frozen_in_place(table) for name, table in tables.items()}
    return NegotiationState(parts=Parts(**frozen), last=last, fact_count=facts)  # type: ignore[arg-type] # mypy cannot know the type of parts in a table from its name


def _latest_last(statements: Iterable[Event], order: Order) -> list[Event]:
    """Return statements, the latest last.

    If two became public together, such as two names in one release of a data set, the one with the
    later day is the later one.
    """
    return sorted(
        statements, key=lambda event: (public(event), event.occurred.lo, order.recency(event))
    )


def _is_statement(effective: Effective) -> bool:
    return isinstance(effective.event, STATEMENTS)


def _is_wide(event: Event) -> bool:
    return event.occurred.first_day < settled(event) and not is_passed_over(event)
