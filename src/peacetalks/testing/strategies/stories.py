"""Coherent stories, told by what Hypothesis draws."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final, TypeVar, final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from peacetalks.events import Event
from peacetalks.simulation.dice import Dice
from peacetalks.simulation.moves import CORRECTING, DISPUTING, MEETING, PLAYING, Move
from peacetalks.simulation.story import ACTORS, Story, arrival

__all__ = ["drawn_dice", "meeting_stories", "stories"]

T = TypeVar("T")

_LATE: Final = 10
"""One fact in so many is reported late, where that is asked for."""
_SIZES: Final = (0, 0, 10, 30)


@final
class _DrawnDice:
    __slots__ = ("_draw",)

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        # Drawn even where there is no choice: so a story that loses a fact keeps the others' choices.
        return self._draw(_numbers(low, high))

    def pick(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]


_numbers = functools.cache(st.integers)
"""Strategies of numbers, each made once: to make one takes as long as to draw from it."""


def drawn_dice(draw: DrawFn) -> Dice:
    """Return dice that fall as Hypothesis draws."""
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
        min_size: how many events at least.
        max_size: how many events at most; None: any number.
        actors: codes of those in it; the first two are the parties.
        with_corrections: whether facts are corrected, withdrawn and merged.
        with_disputes: whether parties claim, confirm and dispute facts.
        with_late_reports: whether facts are reported later than they happened.
    """
    moves = (*PLAYING, *CORRECTING * 3 * with_corrections, *DISPUTING * 4 * with_disputes)
    return _told(
        min_size, max_size, actors or ACTORS, moves, late=with_late_reports, claims=with_disputes
    )


def meeting_stories(
    *, actors: tuple[str, ...] | None = None, max_size: int = 8
) -> SearchStrategy[tuple[Event, ...]]:
    """Draw stories of a few meetings and nothing else."""
    return _told(1, max_size, actors or ACTORS, MEETING)


@st.composite
def _told(
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
    # Left to itself, Hypothesis tells hardly more than five facts, and few things come about.
    most = min_size + max(_SIZES) if max_size is None else max_size
    least = min(most, min_size + dice.pick(_SIZES))
    # A list draws its elements one after the other, so what is told next knows what was told.
    places = draw(st.lists(_place(story, moves, late=late), min_size=least, max_size=max_size))
    told = [event for event in places if event is not None]
    story.world.dice = dice
    while len(told) < min_size:
        told.append(story.make(dice.pick(moves)))
    return tuple(sorted(told, key=arrival)) if late else tuple(told)


@st.composite
def _place(draw: DrawFn, story: Story, moves: tuple[Move, ...], *, late: bool) -> Event | None:
    """Draw what is told next, or nothing.

    Hypothesis deletes a few choices in a row, and a fact takes many; one that becomes nothing
    takes one choice, which then goes.
    """
    dice = story.world.dice = _DrawnDice(draw)
    number = dice.number(0, len(moves))
    if number == 0:
        return None
    return story.make(moves[number - 1], late=late and dice.number(1, _LATE) == _LATE)
