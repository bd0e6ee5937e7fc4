"""``Day``: a negotiation day by day, in one pass over the events.

Each day may be seen with only what was public by then.

The events that became public since the last day are added to the sequence, and the fold continues
from there. A day costs as much as the new events, plus what a late report or a correction changes
in the past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.actors import Registry
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.clocks import public
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.order import Order
from peacetalks.history.resolution import Effective, Resolution, resolve, visible_since
from peacetalks.history.timeline import Timeline
from peacetalks.primitives.when import When, WhenLike
from peacetalks.reducer.folding import fold
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["THEN", "Day", "Known", "days"]

THEN: Final = "then"
Known: TypeAlias = WhenLike | Literal["then"] | None
"""What counts: events public by an instant, public by each day (``"then"``), or all (None)."""
_MOST_STATES: Final = 60
"""The most days whose states are kept, so that a late report need not be folded from the start."""
_MOST_FACTS: Final = 600_000
"""About the most facts that the kept states together are folds of: large states are fewer."""
_FEWEST_STATES: Final = 4


@final
@frozen
class Day:
    """A negotiation on one day; ``History.daily`` yields them.

    >>> from peacetalks import History, datasets
    >>> history = History(datasets.south_caucasus())
    >>> before, after = history.daily(["2023-12-01", "2023-12-07"])
    >>> [event.kind for event in after.since(before.day)]
    ['agreement-stage-reached', 'commitment-made', 'commitment-made']

    Attributes:
        day: the day, in days since 1970-01-01.
        state: the state.
        timeline: the effective facts, as they are until the next day is read.
    """

    day: int
    state: NegotiationState
    timeline: Timeline

    def since(self, day: int) -> Sequence[Event]:
        """Return the facts that settled after a day, up to this one, in the one order."""
        return self.timeline.between(self.timeline.upto(day), self.timeline.upto(self.day))


def days(
    events: Iterable[Event],
    order: Order,
    effective: Callable[[Viewpoint], Timeline],
    days: Iterable[When],
    known: Known,
    names: Names | None = None,
    registry: Registry | None = None,
) -> Iterator[Day]:
    """Yield the negotiation on each of several days.

    Args:
        events: all events that were recorded, in any order; ids are unique.
        order: the one order, with the places of the events.
        effective: returns the facts of one viewpoint.
        days: the days, in order.
        known: as in ``History.states``.
        names: the names in the events, for questions to the states.
        registry: the actors known without a statement; None: ``peacetalks.world()``.

    Raises:
        InvalidValue: if a day is before the previous day.
    """
    known_then = _KnownThen(events, order, names, registry) if known == THEN else None
    instant = None if known_then or known is None else When(known)
    running = _RunningFold()
    previous: When | None = None
    for day in days:
        if previous is not None and day.last_day < previous.last_day:
            raise InvalidValue(
                "a day before the previous day", value=day, accepted=f"{previous}, or a later day"
            )
        previous = day
        seen = Viewpoint(on=day, known=day if known_then else instant)
        timeline, unchanged = known_then.by(day.hi) if known_then else (effective(seen), None)
        state = running.state(timeline, day.last_day, unchanged)
        yield Day(day.last_day, timeline.seen(state, seen), timeline)


@final
class _RunningFold:
    """A fold that continues from day to day, or from an earlier day if the past has changed."""

    def __init__(self) -> None:
        self._kept: list[_KeptState] = []

    def state(self, timeline: Timeline, day: int, unchanged: int | None) -> NegotiationState:
        """Return the fold of the facts that had settled by a day.

        Args:
            timeline: the facts.
            day: the day.
            unchanged: how many facts at the start are unchanged; None: all.
        """
        days = [day]
        if unchanged is not None:
            while self._kept and self._kept[-1].end > unchanged:
                days.append(self._kept.pop().day)
        # Where one fact is late, more will be: also keep the earlier days that are folded again.
        for one in reversed(days):
            self._kept.append(self._next(timeline, one))
        last = self._kept[-1]
        most = min(_MOST_STATES, max(_FEWEST_STATES, _MOST_FACTS // (last.end + 1)))
        self._kept = self._kept[-most:]
        return last.state

    def _next(self, timeline: Timeline, day: int) -> _KeptState:
        end = timeline.upto(day)
        if not self._kept:
            return _KeptState(day, end, timeline.state_after(end))
        last = self._kept[-1]
        facts = timeline.between(last.end, end)
        return _KeptState(day, end, fold(facts, initial=last.state) if facts else last.state)


@final
@frozen
class _KeptState:
    """A state that is kept.

    Attributes:
        day: the day, in days since 1970-01-01.
        end: how many facts were folded into it.
        state: the state.
    """

    day: int
    end: int
    state: NegotiationState


@final
class _KnownThen:
    """The facts that were public by an instant, for increasing instants."""

    def __init__(
        self,
        events: Iterable[Event],
        order: Order,
        names: Names | None,
        registry: Registry | None,
    ) -> None:
        listed = visible_since(events)
        self._waiting = sorted(listed, key=itemgetter(0), reverse=True)
        # A corrected fact may have become public later than the original.
        corrections = (event for _, event in listed if isinstance(event, EventCorrected))
        self._replacements_public = sorted(
            (public(c.replacement) for c in corrections), reverse=True
        )
        self._seen: list[Event] = []
        self._targets: set[str] = set()
        self._order = order
        self._timeline = Timeline(Resolution((), (), ()), order, names, registry)

    def by(self, known: int) -> tuple[Timeline, int]:
        """Return the facts that were public, as they were known then.

        The number with them is how many facts at the start are the same as before.
        """
        new: list[Event] = []
        while self._waiting and self._waiting[-1][0] <= known:
            new.append(self._waiting.pop()[1])
        replaced = False
        while self._replacements_public and self._replacements_public[-1] <= known:
            self._replacements_public.pop()
            replaced = True
        self._seen += new
        for event in new:
            if isinstance(event, BOOKKEEPING):
                self._targets.update(targets(event))
        if replaced or any(map(self._needs_resolving, new)):
            resolution = resolve(self._seen, known=known, order=self._order)
            return self._timeline, self._timeline.replace(resolution)
        return self._timeline, self._timeline.extend(Effective(event, event) for event in new)

    def _needs_resolving(self, event: Event) -> bool:
        return isinstance(event, BOOKKEEPING) or event.id in self._targets
