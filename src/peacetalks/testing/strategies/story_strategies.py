"""Coherent stories whose choices Hypothesis draws."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final, TypeVar, final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from peacetalks.events import Event
from peacetalks.testing.simulation.dice import Dice
from peacetalks.testing.simulation.moves import CORRECTING, DISPUTING, MEETING, PLAYING, Move
from peacetalks.testing.simulation.story import ACTORS, Story, arrival

__all__ = ["drawn_dice", "meeting_stories", "stories"]

T = TypeVar("T")

_LATE: Final = 10
"""With late reports, one in this many facts is reported late."""
_SIZES: Final = (0, 0, 10, 30)


@final
class _DrawnDice:
    __slots__ = ("_draw",)

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        # Drawn even if there is no choice, so that removing a fact keeps the choices of others.
        return self._draw(_numbers(low, high))

    def pick(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]


_numbers = functools.cache(st.integers)
"""Strategies of numbers, cached because making one takes as long as drawing from it."""


def drawn_dice(draw: DrawFn) -> Dice:
    """Return dice whose numbers Hypothesis draws."""
    return _DrawnDice(draw)


def stories(
    min_size: int = 0,
    max_size: int | None = None,
    *,
    actors: tuple[str, ...] | None = None,
    with_corrections: bool = False,
    with_disputes: bool = False,
    with_late_reports: bool = False,
) -> SearchStrategy[tuple[Event, ...]]:
    """Draw coherent stories, in the order in which their facts became known.

    Args:
        min_size: the least number of events.
        max_size: the most events; None: any number.
        actors: the codes of the actors; the first two are the parties.
        with_corrections: whether facts are corrected, retracted and merged.
        with_disputes: whether parties claim, confirm and dispute facts.
        with_late_reports: whether facts are reported later than they happened.
    """
    moves = (*PLAYING, *CORRECTING * 3 * with_corrections, *DISPUTING * 4 * with_disputes)
    return _story(
        min_size, max_size, actors or ACTORS, moves, late=with_late_reports, claims=with_disputes
    )


def meeting_stories(
    *, actors: tuple[str, ...] | None = None, max_size: int = 8
) -> SearchStrategy[tuple[Event, ...]]:
    """Draw stories of a few meetings and nothing else."""
    return _story(1, max_size, actors or ACTORS, MEETING)


@st.composite
def _story(
    draw: DrawFn,
    min_size: int,
    max_size: int | None,
    actors: tuple[str, ...],
    moves: tuple[Move, ...],
    *,
    late: bool = False,
    claims: bool = False,
) -> tuple[Event, ...]:
    dice = _DrawnDice(draw)
    story = Story(dice, actors=actors, claims=claims)
    # By default Hypothesis would draw few more than five facts, so little would happen.
    most = min_size + max(_SIZES) if max_size is None else max_size
    least = min(most, min_size + dice.pick(_SIZES))
    # A list draws its elements in order, so each fact can depend on the facts before it.
    places = draw(st.lists(_place(story, moves, late=late), min_size=least, max_size=max_size))
    events = [event for event in places if event is not None]
    story.world.dice = dice
    while len(events) < min_size:
        events.append(story.make(dice.pick(moves)))
    return tuple(sorted(events, key=arrival)) if late else tuple(events)


@st.composite
def _place(draw: DrawFn, story: Story, moves: tuple[Move, ...], *, late: bool) -> Event | None:
    """Draw the next fact, or None.

    Hypothesis can only delete a few consecutive choices, and a fact takes many. A fact that shrinks
    to None takes one choice, which Hypothesis can then delete.
    """
    dice = story.world.dice = _DrawnDice(draw)
    number = dice.number(0, len(moves))
    if number == 0:
        return None
    return story.make(moves[number - 1], late=late and dice.number(1, _LATE) == _LATE)
