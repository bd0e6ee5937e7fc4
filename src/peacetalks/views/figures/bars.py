"""Rows of bars over time: a bar for as long as one word holds, a dotted line where none does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias, final

from attrs import frozen

from peacetalks.views.figures import canvas, marks, words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["NOTHING", "Look", "Row", "Said", "Stretch", "axes_of", "draw", "stretches"]

Said: TypeAlias = tuple[str, bool]
"""A word, and whether its bar is half as high, because it is not certain."""

NOTHING: Final = ("nothing on record", False)
"""What a dotted line says."""

_ROW: Final = 0.24
"""How high a row is, in inches."""
_AROUND: Final = 1.4
"""How much title, axis and legend take, in inches."""
_BAR: Final = 0.62
_ROOM: Final = 6
"""How many pixels are around a word in a bar."""
_LEAST: Final = 4
"""How many pixels wide a bar is at least: as many as show its colour between its edges."""


@final
@frozen
class Look:
    """How a word is drawn. No two words of a figure have the same hatch.

    Attributes:
        face: the colour of its bar.
        letters: that of the letters on the bar.
        hatch: its hatch.
        lines: the colour of the hatch and the edge.
    """

    face: str
    letters: str = canvas.BLACK
    hatch: str = ""
    lines: str = canvas.BLACK


@final
@frozen
class Stretch:
    """A time in which a word held.

    Attributes:
        first: its start, in numbers of the axis.
        last: its end.
        said: the word, and whether it is less than certain.
    """

    first: float
    last: float
    said: Said


@final
@frozen
class Row:
    """One row of bars.

    Attributes:
        names: the actors that are written at its left.
        gid: what the names of its marks have in common, as ``"FRA:AZE"``.
        stretches: its bars, in order.
    """

    names: tuple[str, ...]
    gid: str
    stretches: tuple[Stretch, ...]


def stretches(
    said: Sequence[Said | None], starts: Sequence[float], end: float
) -> Iterator[Stretch]:
    """Yield the times in which the word does not change, up to the end.

    Args:
        said: one word after another; None: there is none.
        starts: since when each holds, in numbers of the axis.
        end: up to when the last holds.

    >>> [one.last for one in stretches([("talking", False), None], [1.0, 3.0], 9.0)]
    [3.0]
    """
    at = 0
    for one, several in groupby(said):
        first, at = at, at + len(list(several))
        until = starts[at] if at < len(said) else end
        if one is not None and starts[first] < until:
            yield Stretch(starts[first], until, one)


def axes_of(ax: Axes | None, rows: Sequence[Row], joint: str) -> Axes:
    """Return axes with an axis of time and the names of the rows; one of them has a bar.

    Between two names of a row stands the joint.
    """
    drawn = canvas.axes_of(ax, _AROUND + _ROW * len(rows))
    canvas.time_axis(drawn, *_span(rows))
    drawn.set_ylim(len(rows) - 0.4, -0.6)
    words.named_rows(drawn, range(len(rows)), (row.names for row in rows), joint)
    return drawn


def draw(ax: Axes, rows: Sequence[Row], looks: Mapping[str, Look], gid: str) -> dict[Said, Artist]:
    """Draw rows of bars, and return for the legend one mark of each sort.

    Args:
        ax: the axes, as ``axes_of`` returns them.
        rows: the rows, from the top down.
        looks: how each word is drawn.
        gid: what the names of the bars begin with; those of dotted lines begin with ``unknown``.
    """
    scale = canvas.scale_of(ax)
    span = _span(rows)
    key: dict[Said, Artist] = {}
    for y, row in enumerate(rows):
        for number, (stretch, ends) in enumerate(_widened(row.stretches, _LEAST * scale)):
            look = looks[stretch.said[0]]
            key[stretch.said] = _bar(ax, stretch.said, ends, y, look, f"{gid}:{row.gid}:{number}")
            if not stretch.said[1]:
                _word(ax, stretch, y, look, scale)
        key |= _nothing(ax, row, y, span)
    return key


def _span(rows: Sequence[Row]) -> tuple[float, float]:
    every = [stretch for row in rows for stretch in row.stretches]
    return min(one.first for one in every), max(one.last for one in every)


def _widened(row: Sequence[Stretch], least: float) -> Iterator[tuple[Stretch, tuple[float, float]]]:
    """Yield each stretch with the ends of its bar, which is as wide as can be seen.

    Bars give way to the one before them, but not by far: they must stay near their days.
    """
    free = float("-inf")
    for stretch in row:
        first = min(max(stretch.first, free), stretch.first + 2 * least)
        free = max(stretch.last, first + least)
        yield stretch, (first, free)


def _bar(ax: Axes, said: Said, ends: tuple[float, float], y: float, look: Look, gid: str) -> Artist:
    return marks.bar(
        ax,
        ends,
        y,
        high=_BAR / 2 if said[1] else _BAR,
        face=look.face,
        hatch=look.hatch,
        edge=look.lines,
        gid=gid,
    )


def _word(ax: Axes, stretch: Stretch, y: float, look: Look, scale: float) -> None:
    """Write the word on the bar, where it has room."""
    text = words.said(ax, (stretch.first + stretch.last) / 2, y, stretch.said[0], ha="center")
    text.set_color(look.letters)
    if look.hatch:
        text.set_bbox({"facecolor": look.face, "edgecolor": "none", "pad": 2})
    if text.get_window_extent().width + _ROOM > (stretch.last - stretch.first) / scale:
        text.remove()


def _nothing(ax: Axes, row: Row, y: float, span: tuple[float, float]) -> dict[Said, Artist]:
    """Draw the times before, between and after the bars."""
    firsts = (span[0], *(stretch.last for stretch in row.stretches))
    lasts = (*(stretch.first for stretch in row.stretches), span[1])
    key: dict[Said, Artist] = {}
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if first < last:
            gid = f"unknown:{row.gid}:{number}"
            key[NOTHING] = marks.line(
                ax, (first, last), (y, y), colour=canvas.GREY, gid=gid, style=":"
            )
    return key
