"""The laws of one fold with one story; see ``check_fold``, and the machine, which hold them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar, final

from attrs import frozen

from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.clock import CLOCKS, clock
from peacetalks.testing.laws.folding import Folding, Story
from peacetalks.testing.laws.verdict import broken, told

__all__ = ["FoldLaws", "kept"]

S = TypeVar("S")

_MOST_CUTS: Final = 16
_MANY_TIMES: Final = 50

_TOTALITY: Final = (
    "a fold takes any events in any order, for no file is complete: "
    "ask for what may be missing with .get(), and leave contradictions to a check"
)
_FORGOTTEN: Final = (
    "the state before is None: a handler returns the next state, also one that writes to the "
    "state given; look for one without its return"
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


@final
@frozen
class FoldLaws(Generic[S]):
    """The laws of one fold."""

    fold: Folding[S]
    same: Callable[[S, S], object]

    def hold(self, story: Story) -> None:
        """Raise for the first law that does not hold with a story."""
        # Before all else, for what is kept beside the states shows in the first fold alone.
        empty, first = kept(self._whole(())), kept(self._whole(story))
        self._can_be_compared(story)
        self.keeps_its_start(story)
        state = self._whole(story)
        self._shares_nothing(story, state)
        self._starts_afresh(story, empty)
        self._tells_the_same(story, first, state)
        self._tells_the_same(story, state, self._whole(story))
        self._tells_the_same_of_copies(story, state)
        self._tells_the_same_on_every_day(story, state)
        for cut in _cuts(len(story)):
            self._can_be_resumed(story, cut, state)

    def keeps_its_start(self, story: Story) -> None:
        """Raise if a fold of a story changes the value that it starts from."""
        make = self.fold.start
        if make is None or self.fold.makes_its_start:
            return
        start, untouched = make(), make()
        self._rest(story, start, story)
        if not self._same(start, untouched):
            raise broken(
                "no aliasing",
                "the initial value is changed by the fold (before → after)",
                details=differences(untouched, start, whole="the initial value"),
                events=story,
                hint=_ALIASING,
            )

    def _can_be_compared(self, story: Story) -> None:
        state = self._whole(story)
        before = kept(state)
        if not self._same(state, before):
            raise broken(
                "equality",
                "a state is not equal to its copy, so that none can be compared (state → copy)",
                details=differences(state, before),
                events=story,
                hint=_EQUALITY,
            )

    def _shares_nothing(self, story: Story, state: S) -> None:
        before = kept(state)
        self._whole(story)
        if not self._same(state, before):
            raise broken(
                "no aliasing",
                "a state is changed by the next fold (before → after)",
                details=differences(before, state),
                events=story,
                hint=_SHARING,
            )

    def _starts_afresh(self, story: Story, empty: S) -> None:
        """Raise if a fold of a story has changed what a fold of nothing gives."""
        again = self._whole(())
        if not self._same(empty, again):
            self._depends_on_no_chance((), again)
            raise broken(
                "no aliasing",
                "a fold of nothing is changed by a fold before it (before → after)",
                details=differences(empty, again),
                events=story,
                hint=_SHARING,
            )

    def _depends_on_no_chance(self, story: Story, state: S) -> None:
        """Look harder: what depends on dice gives the same state now and then."""
        for _ in range(_MANY_TIMES):
            self._tells_the_same(story, state, self._whole(story))

    def _tells_the_same(self, story: Story, first: S, second: S) -> None:
        if not self._same(first, second):
            raise broken(
                "determinism",
                "folding the same events again gives another state (first → second)",
                details=differences(first, second),
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
        return self._folded(story, lambda: self.fold.whole(story))

    def _rest(self, rest: Story, state: S, story: Story) -> S:
        return self._folded(story, lambda: self.fold.from_state(rest, state))

    def _folded(self, story: Story, run: Callable[[], S]) -> S:
        try:
            return run()
        except BrokenLaw:
            raise
        except Exception as error:
            raise broken(
                "totality",
                f"the fold raises {told(error)}",
                events=story,
                hint=_FORGOTTEN if self._forgets_its_state(story) else _TOTALITY,
            ) from error

    def _forgets_its_state(self, story: Story) -> bool:
        """Return whether a first part of a story leaves None, where the start is a state."""
        try:
            left = [self.fold.whole(story[:size]) for size in range(len(story))]
        except Exception:  # noqa: BLE001 # of a fold that raises with less, whatever it is
            return False
        return bool(left) and left[0] is not None and any(state is None for state in left[1:])

    def _same(self, one: S, other: S) -> bool:
        try:
            return bool(self.same(one, other))
        except Exception as error:
            raise broken(
                "equality", f"comparing two states raises {told(error)}", hint=_EQUALITY
            ) from error


def kept(state: S) -> S:
    """Return a copy of a state; the state itself, where people's own cannot be copied."""
    try:
        return copy.deepcopy(state)
    except Exception:  # noqa: BLE001 # a state of people's own may fail in any way
        return state


def _cuts(size: int) -> Iterable[int]:
    """Return after how many events a fold is resumed; of long stories, some spread evenly."""
    if size <= _MOST_CUTS:
        return range(size + 1)
    return sorted({size * step // _MOST_CUTS for step in range(_MOST_CUTS + 1)})
