"""States on one day after another, each with what was public by then: one pass over the events.

What became public since the last day is put into the sequence, and the fold goes on from there:
a day costs what is new to it, and what of the past a late report or a correction changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.actors import Registry
from peacetalks.errors import InvalidValue
from peacetalks.events import Event, EventCorrected
from peacetalks.events.clocks import public
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.order import Order
from peacetalks.history.resolve import Effective, Resolution, resolve, visible_since
from peacetalks.history.timeline import Timeline
from peacetalks.reducer.fold import fold
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import When, WhenLike

__all__ = ["THEN", "Known", "Step", "walk"]

THEN: Final = "then"
Known: TypeAlias = WhenLike | Literal["then"] | None
"""What counts: what was public by an instant, by each day itself (``"then"``), or all (None)."""
_KEPT: Final = 60
"""The states of so many days are kept, to go on from where a late report belongs."""
_FACTS_KEPT: Final = 600_000
"""They are fewer where they are large: together the folds of so many facts, about."""
_FEWEST: Final = 4


@final
@frozen
class Step:
    """A negotiation on one day; ``History.steps`` yields them.

    >>> from peacetalks import History, datasets
    >>> history = History(datasets.south_caucasus())
    >>> before, after = history.steps(["2023-12-01", "2023-12-07"])
    >>> [event.kind for event in after.since(before.day)]
    ['agreement-stage-reached', 'commitment-made', 'commitment-made']

    Attributes:
        day: the day, in days since 1970-01-01.
        state: the state.
        timeline: the effective facts, as they are until the next step.
    """

    day: int
    state: NegotiationState
    timeline: Timeline

    def since(self, day: int) -> Sequence[Event]:
        """Return the facts that settled after a day, up to this one, in the one order."""
        return self.timeline.facts(self.timeline.upto(day), self.timeline.upto(self.day))


def walk(
    events: Iterable[Event],
    order: Order,
    resolved: Callable[[Viewpoint], Timeline],
    days: Iterable[When],
    known: Known,
    names: Names | None = None,
    registry: Registry | None = None,
) -> Iterator[Step]:
    """Yield the negotiation on each of some days.

    Args:
        events: all that was recorded, in any order; ids are unique.
        order: the one order, with their places.
        resolved: what gives the facts of one viewpoint.
        days: the days, none before the one before it.
        known: as in ``History.states``.
        names: what the events name, for the questions of the states.
        registry: who is known without a statement; None: ``peacetalks.world()``.

    Raises:
        InvalidValue: for a day before the one before it.
    """
    then = _Then(events, order, names, registry) if known == THEN else None
    instant = None if then or known is None else When(known)
    fold_on = _Folding()
    before: When | None = None
    for day in days:
        if before is not None and day.last_day < before.last_day:
            raise InvalidValue(
                "a day before the one before it", value=day, accepted=f"{before}, or a later day"
            )
        before = day
        seen = Viewpoint(on=day, known=day if then else instant)
        timeline, unchanged = then.by(day.hi) if then else (resolved(seen), None)
        state = fold_on.state(timeline, day.last_day, unchanged)
        yield Step(day.last_day, timeline.seen(state, seen), timeline)


@final
class _Folding:
    """A fold that goes on from day to day; from some days back, where the past has changed."""

    def __init__(self) -> None:
        self._kept: list[_Kept] = []

    def state(self, timeline: Timeline, day: int, unchanged: int | None) -> NegotiationState:
        """Return the fold of the facts that had settled by a day.

        Args:
            timeline: the facts.
            day: the day.
            unchanged: how many of the first facts are as they were; None: all.
        """
        again = [day]
        if unchanged is not None:
            while self._kept and self._kept[-1].end > unchanged:
                again.append(self._kept.pop().day)
        # Where something was late, more will be: the days that are folded again are kept again.
        for passed in reversed(again):
            self._kept.append(self._next(timeline, passed))
        last = self._kept[-1]
        self._kept = self._kept[-min(_KEPT, max(_FEWEST, _FACTS_KEPT // (last.end + 1))) :]
        return last.state

    def _next(self, timeline: Timeline, day: int) -> _Kept:
        end = timeline.upto(day)
        if not self._kept:
            return _Kept(day, end, timeline.state_after(end))
        last = self._kept[-1]
        told = timeline.facts(last.end, end)
        return _Kept(day, end, fold(told, initial=last.state) if told else last.state)


@final
@frozen
class _Kept:
    """A state that was kept.

    Attributes:
        day: the day, in days since 1970-01-01.
        end: how many facts it is the fold of.
        state: the state.
    """

    day: int
    end: int
    state: NegotiationState


@final
class _Then:
    """What was public by an instant, for instants that rise."""

    def __init__(
        self,
        events: Iterable[Event],
        order: Order,
        names: Names | None,
        registry: Registry | None,
    ) -> None:
        listed = visible_since(events)
        self._waiting = sorted(listed, key=itemgetter(0), reverse=True)
        # As it is corrected, a fact may have become public later than as it was first told.
        corrections = (event for _, event in listed if isinstance(event, EventCorrected))
        self._moments = sorted((public(c.replacement) for c in corrections), reverse=True)
        self._seen: list[Event] = []
        self._meant: set[str] = set()
        self._order = order
        self._timeline = Timeline(Resolution((), (), ()), order, names, registry)

    def by(self, known: int) -> tuple[Timeline, int]:
        """Return the facts that were public, as they were told then.

        Beside them, how many of the first are the same as before.
        """
        fresh: list[Event] = []
        while self._waiting and self._waiting[-1][0] <= known:
            fresh.append(self._waiting.pop()[1])
        moved = False
        while self._moments and self._moments[-1] <= known:
            self._moments.pop()
            moved = True
        self._seen += fresh
        for event in fresh:
            if isinstance(event, BOOKKEEPING):
                self._meant.update(targets(event))
        if moved or any(map(self._is_concerned, fresh)):
            found = resolve(self._seen, known=known, order=self._order)
            return self._timeline, self._timeline.replace(found)
        return self._timeline, self._timeline.extend(Effective(event, event) for event in fresh)

    def _is_concerned(self, event: Event) -> bool:
        return isinstance(event, BOOKKEEPING) or event.id in self._meant
