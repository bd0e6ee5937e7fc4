"""The laws of one fold with one story; ``check_fold`` and the machine check them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar, final

from attrs import frozen

from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.clocks import CLOCKS, clock
from peacetalks.testing.laws.fold_inputs import Folding, Story
from peacetalks.testing.verdict import broken, describe

__all__ = ["FoldLaws", "copied"]

S = TypeVar("S")

_MOST_CUTS: Final = 16
_MANY_TIMES: Final = 50

_TOTALITY: Final = (
    "a fold has to accept any events in any order, because no file is complete: "
    "use .get() for what may be missing, and leave contradictions to a check"
)
_FORGOTTEN: Final = (
    "the state before is None: every handler has to return the next state, even if it writes to "
    "the state it gets; look for a handler without a return"
)
_ALIASING: Final = (
    "make a new state instead of writing to the given one, or pass a function that makes "
    "the first state, such as initial=dict"
)
_EQUALITY: Final = (
    "make states that compare by value (attrs.frozen, a dataclass, an __eq__), or pass "
    "check_fold(..., same=...)"
)
_SHARING: Final = "look for a value that is made once and shared: a default argument, a global"
_RESUMING: Final = (
    "look for what it remembers outside the state, and for what it does only at the end: keep "
    "it in the state"
)


@final
@frozen
class _Law:
    """A law that is broken if two states differ.

    Attributes:
        name: its name.
        what: what happened, with the names of the two states.
        hint: what to look at.
        whole: the name of the states, if they have no parts.
    """

    name: str
    what: str
    hint: str
    whole: str = "the state"


_COMPARED: Final = _Law(
    "equality",
    "a state is not equal to its copy, so states cannot be compared (state → copy)",
    _EQUALITY,
)
_KEPT: Final = _Law("no aliasing", "the next fold changes a state (before → after)", _SHARING)
_AFRESH: Final = _Law(
    "no aliasing",
    "a fold changes the result of a later fold of no events (before → after)",
    _SHARING,
)
_RESUMED: Final = _Law(
    "no aliasing",
    "a resumed fold changes the state that it starts from (before → after)",
    _ALIASING,
)
_AGAIN: Final = _Law(
    "determinism",
    "folding the same events again gives another state (first → second)",
    "look for a clock, random numbers, a counter or cache outside the state, the id() of an object",
)
_OF_COPIES: Final = _Law(
    "determinism",
    "folding equal events gives another state (first → second)",
    "look for id(), 'is' or a cache by object: events are values, compared with ==",
)
_ELSEWHERE: Final = _Law(
    "determinism",
    "folding the same events on another day gives another state (here → there)",
    "it reads the current date or the local time; use event.occurred for the day of an event, "
    "and ask the state questions about another day",
)


@final
@frozen
class FoldLaws(Generic[S]):
    """The laws of one fold."""

    fold: Folding[S]
    same: Callable[[S, S], object]

    def hold(self, story: Story) -> None:
        """Raise for the first law that does not hold with a story."""
        # This comes first, because only the first fold shows what is copied outside the state.
        empty, first = copied(self._whole(())), copied(self._whole(story))
        self._can_be_compared(story)
        self.keeps_its_start(story)
        state = self._whole(story)
        self._shares_nothing(story, state)
        self._starts_afresh(story, empty)
        self._gives_the_same(story, first, state)
        self._gives_the_same(story, state, self._whole(story))
        self._gives_the_same_for_copies(story, state)
        self._gives_the_same_on_every_day(story, state)
        for cut in _cuts(len(story)):
            self._can_be_resumed(story, cut, state)

    def keeps_its_start(self, story: Story) -> None:
        """Raise if a fold of a story changes the value that it starts from."""
        make = self.fold.start
        if make is None or self.fold.makes_its_start:
            return
        start, untouched = make(), make()
        self._rest(story, start, story)
        what = "the fold changes the initial value (before → after)"
        law = _Law("no aliasing", what, _ALIASING, whole="the initial value")
        self._equal(law, untouched, start, story)

    def _can_be_compared(self, story: Story) -> None:
        state = self._whole(story)
        self._equal(_COMPARED, state, copied(state), story)

    def _shares_nothing(self, story: Story, state: S) -> None:
        before = copied(state)
        self._whole(story)
        self._equal(_KEPT, before, state, story)

    def _starts_afresh(self, story: Story, empty: S) -> None:
        """Raise if a fold of a story has changed the result of a fold of no events."""
        again = self._whole(())
        self._equal(_AFRESH, empty, again, story, chance=((), again))

    def _gives_the_same(self, story: Story, first: S, second: S) -> None:
        self._equal(_AGAIN, first, second, story)

    def _gives_the_same_for_copies(self, story: Story, state: S) -> None:
        copies = self._whole(tuple(copy.copy(event) for event in story))
        self._equal(_OF_COPIES, state, copies, story, chance=(story, state))

    def _gives_the_same_on_every_day(self, story: Story, state: S) -> None:
        for zone in CLOCKS:
            with clock(zone):
                there = self._whole(story)
            self._equal(_ELSEWHERE, state, there, story, chance=(story, state))

    def _can_be_resumed(self, story: Story, cut: int, state: S) -> None:
        first, rest = story[:cut], story[cut:]
        marks = {cut: "resumed here"}
        before = self._whole(first)
        resumed = self._rest(rest, before, story)
        what = (
            f"a fold resumed after {cut} of {len(story)} events gives another state "
            "(all at once → resumed)"
        )
        law = _Law("resuming", what, _RESUMING)
        self._equal(law, state, resumed, story, chance=(story, state), marks=marks)
        if not self.fold.makes_its_start:
            twin = self._whole(first)
            self._equal(_RESUMED, twin, before, story, chance=(first, twin), marks=marks)

    def _equal(
        self,
        law: _Law,
        one: S,
        other: S,
        story: Story,
        *,
        chance: tuple[Story, S] | None = None,
        marks: dict[int, str] | None = None,
    ) -> None:
        """Raise if two states differ.

        Args:
            law: the law that is broken then.
            one: the first state.
            other: the second state.
            story: the events.
            chance: a story and its state, to see first whether the fold depends on chance.
            marks: comments between the events.
        """
        if self._same(one, other):
            return
        if chance is not None:
            # Many times, because a random result is sometimes the same.
            for _ in range(_MANY_TIMES):
                self._gives_the_same(*chance, self._whole(chance[0]))
        details = differences(one, other, whole=law.whole)
        raise broken(law.name, law.what, details=details, events=story, marks=marks, hint=law.hint)

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
                f"the fold raises {describe(error)}",
                events=story,
                hint=_FORGOTTEN if self._forgets_its_state(story) else _TOTALITY,
            ) from error

    def _forgets_its_state(self, story: Story) -> bool:
        """Return whether a first part of a story gives None although the start is a state."""
        try:
            left = [self.fold.whole(story[:size]) for size in range(len(story))]
        except Exception:  # noqa: BLE001 # the fold may raise anything with fewer events
            return False
        return bool(left) and left[0] is not None and any(state is None for state in left[1:])

    def _same(self, one: S, other: S) -> bool:
        try:
            return bool(self.same(one, other))
        except Exception as error:
            raise broken(
                "equality", f"comparing two states raises {describe(error)}", hint=_EQUALITY
            ) from error


def copied(state: S) -> S:
    """Return a copy of a state, or the state itself if it cannot be copied."""
    try:
        return copy.deepcopy(state)
    except Exception:  # noqa: BLE001 # the state is user-defined and may raise anything
        return state


def _cuts(size: int) -> Iterable[int]:
    """Return the numbers of events after which to resume; for long stories, a few of them."""
    if size <= _MOST_CUTS:
        return range(size + 1)
    return sorted({size * step // _MOST_CUTS for step in range(_MOST_CUTS + 1)})
