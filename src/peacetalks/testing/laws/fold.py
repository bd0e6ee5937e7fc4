"""``check_fold``: the laws of a fold.

- *equality*: states can be compared; without it none of the others could be seen.
- *totality*: no events, in whatever order, make it raise.
- *no aliasing*: a fold does not change the state that it starts from, and two folds share
  nothing. Where a function makes the state to start from (``initial=dict``), handlers may write
  to what it made.
- *determinism*: the same events give the same state, equal copies of them too, and on every day.
- *resuming*: a fold of all events is the fold of the rest from the state after any first part.
"""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar, final, overload

import attrs
from attrs import frozen
from hypothesis.strategies import SearchStrategy

from peacetalks.events.base import Event
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.clock import CLOCKS, clock
from peacetalks.testing.laws.folding import Folding, Story, folding
from peacetalks.testing.laws.material import try_any_stories, try_stories
from peacetalks.testing.laws.search import checked_number
from peacetalks.testing.laws.verdict import broken, told

__all__ = ["check_fold"]

S = TypeVar("S")

_MOST_CUTS: Final = 16
_MANY_TIMES: Final = 50

_TOTALITY: Final = (
    "a fold takes any events in any order, for no file is complete: "
    "ask for what may be missing with .get(), and leave contradictions to a check"
)
_ALIASING: Final = (
    "make a new state instead of writing to the one given, or give a function that makes "
    "the first one, as initial=dict"
)
_EQUALITY: Final = (
    "states compare by value: attrs.frozen, a dataclass, an __eq__ of their own, or "
    "check_fold(..., same=...)"
)
_SHARING: Final = "look for a value that is made once and used by all: a default, a global"
_CHANCE: Final = (
    "look for a clock, dice, a counter or a cache outside the state, the id() of an object"
)
_TODAY: Final = (
    "it asks for the date of today, or the local time; an event has its day in event.occurred, "
    "and a question about another day is one to the state"
)
_COPIES: Final = "look for id(), 'is' or a cache by object: events are values, compared with =="
_RESUMING: Final = (
    "look for what it remembers beside the state that it returns, and for what it does only at "
    "the end: keep it in the state"
)


@overload
def check_fold(
    fold: Mapping[type[Event], Callable[[S, Any], S]],
    *,
    initial: Callable[[], S],
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[S, S], object] = operator.eq,
    max_examples: int = 100,
) -> None: ...
@overload
def check_fold(
    fold: Mapping[type[Event], Callable[[S, Any], S]],
    *,
    initial: S,
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[S, S], object] = operator.eq,
    max_examples: int = 100,
) -> None: ...
@overload
def check_fold(
    fold: Callable[..., S],
    *,
    initial: S | Callable[[], S] = ...,
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[S, S], object] = operator.eq,
    max_examples: int = 100,
) -> None: ...
def check_fold(
    fold: Any,
    *,
    initial: Any = attrs.NOTHING,
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[Any, Any], object] = operator.eq,
    max_examples: int = 100,
) -> None:
    """Hold the laws of a fold on one of your own: determinism, resuming, totality, no aliasing.

    A fold that reads the clock is seen, also if it asks only for the date of today: it is run
    under two local times that never show the same date (under Windows it cannot be, and then
    only a change from one moment to the next is seen). Not seen are the date in UTC, and the order
    of a set of texts, which changes from one run of Python to the next.

    Args:
        fold: handlers by kind, as ``pt.fold`` takes them, or a function
            ``fold(events, *, initial=state)``, as ``pt.fold`` is one.
        initial: the state to start from, a value or a function that makes one; handlers need
            it, a function may have its own.
        histories: draws histories or sequences of events; None: stories that make sense,
            events in any order, and events of the kinds there are handlers for.
        same: whether two states say the same, where ``==`` does not tell.
        max_examples: how many stories are tried.

    Raises:
        BrokenLaw: for the first law that does not hold, with the smallest story found.
        InvalidValue: for what is no fold, or has no start.

    >>> from peacetalks.events import MeetingRefused
    >>> check_fold({MeetingRefused: lambda number, event: number + 1}, initial=0, max_examples=20)
    """
    # Any in the implementation: the overloads above are what callers see.
    __tracebackhide__ = True
    laws = _Laws(folding(fold, initial), same)
    number = checked_number(max_examples)
    if histories is None:
        found = try_any_stories(laws.hold, laws.fold.kinds, max_examples=number)
    else:
        found = try_stories(laws.hold, histories, max_examples=number)
    if found is not None:
        raise found


@final
@frozen
class _Laws(Generic[S]):
    """The laws of one fold."""

    fold: Folding[S]
    same: Callable[[S, S], object]

    def hold(self, story: Story) -> None:
        """Raise for the first law that does not hold with a story."""
        self._keeps_its_start(story)
        self._shares_nothing(story)
        state = self._whole(story)
        self._tells_the_same_again(story, state)
        self._tells_the_same_of_copies(story, state)
        self._tells_the_same_on_every_day(story, state)
        for cut in _cuts(len(story)):
            self._can_be_resumed(story, cut, state)

    def _keeps_its_start(self, story: Story) -> None:
        make = self.fold.start
        if make is None or self.fold.makes_its_start:
            return
        start, kept = make(), make()
        self._rest(story, start, story)
        if not self._same(start, kept):
            raise broken(
                "no aliasing",
                "the initial value is changed by the fold (before → after)",
                details=differences(kept, start, whole="the initial value"),
                events=story,
                hint=_ALIASING,
            )

    def _shares_nothing(self, story: Story) -> None:
        state = self._whole(story)
        try:
            kept = copy.deepcopy(state)
        except Exception:  # noqa: BLE001 # a state of people's own may not be made for it
            return
        if not self._same(state, kept):
            raise broken(
                "equality",
                "a state is not equal to its copy, so that none can be compared (state → copy)",
                details=differences(state, kept),
                events=story,
                hint=_EQUALITY,
            )
        self._whole(story)
        if not self._same(state, kept):
            raise broken(
                "no aliasing",
                "a state is changed by the next fold (before → after)",
                details=differences(kept, state),
                events=story,
                hint=_SHARING,
            )

    def _depends_on_no_chance(self, story: Story, state: S) -> None:
        """Look harder: what depends on dice gives the same state now and then."""
        for _ in range(_MANY_TIMES):
            self._tells_the_same_again(story, state)

    def _tells_the_same_again(self, story: Story, state: S) -> None:
        again = self._whole(story)
        if not self._same(state, again):
            raise broken(
                "determinism",
                "folding the same events again gives another state (first → second)",
                details=differences(state, again),
                events=story,
                hint=_CHANCE,
            )

    def _tells_the_same_of_copies(self, story: Story, state: S) -> None:
        copies = self._whole(tuple(copy.copy(event) for event in story))
        if not self._same(state, copies):
            self._depends_on_no_chance(story, state)
            raise broken(
                "determinism",
                "folding equal events gives another state (first → second)",
                details=differences(state, copies),
                events=story,
                hint=_COPIES,
            )

    def _tells_the_same_on_every_day(self, story: Story, state: S) -> None:
        for zone in CLOCKS:
            with clock(zone):
                there = self._whole(story)
            if not self._same(state, there):
                self._depends_on_no_chance(story, state)
                raise broken(
                    "determinism",
                    "folding the same events on another day gives another state (here → there)",
                    details=differences(state, there),
                    events=story,
                    hint=_TODAY,
                )

    def _can_be_resumed(self, story: Story, cut: int, state: S) -> None:
        first, rest = story[:cut], story[cut:]
        before = self._whole(first)
        resumed = self._rest(rest, before, story)
        if not self._same(state, resumed):
            self._depends_on_no_chance(story, state)
            raise broken(
                "resuming",
                f"a fold resumed after {cut} of {len(story)} events gives another state "
                "(all at once → resumed)",
                details=differences(state, resumed),
                events=story,
                marks={cut: "resumed here"},
                hint=_RESUMING,
            )
        if self.fold.makes_its_start:
            return
        twin = self._whole(first)
        if not self._same(before, twin):
            self._depends_on_no_chance(first, twin)
            raise broken(
                "no aliasing",
                "the state that a fold was resumed from is changed by it (before → after)",
                details=differences(twin, before),
                events=story,
                marks={cut: "resumed here"},
                hint=_ALIASING,
            )

    def _whole(self, story: Story) -> S:
        with _Total(story):
            return self.fold.whole(story)

    def _rest(self, rest: Story, state: S, story: Story) -> S:
        with _Total(story):
            return self.fold.from_state(rest, state)

    def _same(self, one: S, other: S) -> bool:
        try:
            return bool(self.same(one, other))
        except Exception as error:
            raise broken(
                "equality", f"comparing two states raises {told(error)}", hint=_EQUALITY
            ) from error


@final
@frozen
class _Total:
    """A block in which a fold may not raise."""

    story: Story

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, BrokenLaw):
            raise broken(
                "totality",
                f"the fold raises {told(error)}",
                events=self.story,
                hint=_TOTALITY,
            ) from error


def _cuts(size: int) -> Iterable[int]:
    """Return after how many events a fold is resumed; of long stories, some spread evenly."""
    if size <= _MOST_CUTS:
        return range(size + 1)
    return sorted({size * step // _MOST_CUTS for step in range(_MOST_CUTS + 1)})
