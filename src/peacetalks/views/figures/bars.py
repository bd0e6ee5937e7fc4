"""Rows of bars over time: a bar for as long as one word applies, a dotted line where none does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias, final

from attrs import frozen

from peacetalks.views.figures import canvas, labels, marks

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["NOTHING", "Look", "Row", "Stretch", "Word", "axes_of", "draw", "stretches"]

Word: TypeAlias = tuple[str, bool]
"""A word, and whether it is uncertain, which makes its bar half as high."""

NOTHING: Final = ("nothing on record", False)
"""The meaning of a dotted line."""

_ROW: Final = 0.24
"""The height of a row, in inches."""
_AROUND: Final = 1.4
"""The height of title, axis and legend, in inches."""
_BAR: Final = 0.62
_PADDING: Final = 6
"""The padding of a word in a bar, in pixels."""
_LEAST: Final = 4
"""The least width of a bar, in pixels, so that its colour shows between its edges."""


@final
@frozen
class Look:
    """How a word is drawn. No two words of a figure have the same hatch.

    Attributes:
        face: the colour of its bar.
        letters: the colour of the letters on the bar.
        hatch: the hatch of the bar.
        lines: the colour of the hatch and the edge.
    """

    face: str
    letters: str = canvas.BLACK
    hatch: str = ""
    lines: str = canvas.BLACK


@final
@frozen
class Stretch:
    """A time in which a word applies.

    Attributes:
        first: its start, in units of the axis.
        last: its end.
        word: the word, and whether it is uncertain.
    """

    first: float
    last: float
    word: Word


@final
@frozen
class Row:
    """One row of bars.

    Attributes:
        names: the actors whose names label it.
        gid: the part that the names of its marks share, such as ``"FRA:AZE"``.
        stretches: its bars, in order.
    """

    names: tuple[str, ...]
    gid: str
    stretches: tuple[Stretch, ...]


def stretches(
    words: Sequence[Word | None], starts: Sequence[float], end: float
) -> Iterator[Stretch]:
    """Yield the times in which the word does not change, up to the end.

    Args:
        words: the words in order; None: no word applies.
        starts: the start of each, in units of the axis.
        end: the end of the last.

    >>> [one.last for one in stretches([("talking", False), None], [1.0, 3.0], 9.0)]
    [3.0]
    """
    at = 0
    for word, repeats in groupby(words):
        first, at = at, at + len(list(repeats))
        until = starts[at] if at < len(words) else end
        if word is not None and starts[first] < until:
            yield Stretch(starts[first], until, word)


def axes_of(ax: Axes | None, rows: Sequence[Row], joint: str) -> Axes:
    """Return axes with a time axis and the names of the rows. At least one row must have a bar.

    ``joint`` is the word between the two names of a row.
    """
    drawn = canvas.axes_of(ax, _AROUND + _ROW * len(rows))
    canvas.time_axis(drawn, *_span(rows))
    drawn.set_ylim(len(rows) - 0.4, -0.6)
    labels.name_rows(drawn, range(len(rows)), (row.names for row in rows), joint)
    return drawn


def draw(ax: Axes, rows: Sequence[Row], looks: Mapping[str, Look], gid: str) -> dict[Word, Artist]:
    """Draw rows of bars, and return one mark of each kind for the legend.

    Args:
        ax: the axes, as ``axes_of`` returns them.
        rows: the rows, from the top down.
        looks: how each word is drawn.
        gid: the prefix of the names of bars; names of dotted lines begin with ``unknown``.
    """
    scale = canvas.scale_of(ax)
    span = _span(rows)
    key: dict[Word, Artist] = {}
    for y, row in enumerate(rows):
        for number, (stretch, ends) in enumerate(_widened(row.stretches, _LEAST * scale)):
            look = looks[stretch.word[0]]
            key[stretch.word] = _bar(ax, stretch.word, ends, y, look, f"{gid}:{row.gid}:{number}")
            if not stretch.word[1]:
                _write_on_bar(ax, stretch, y, look, scale)
        key |= _draw_gaps(ax, row, y, span)
    return key


def _span(rows: Sequence[Row]) -> tuple[float, float]:
    every = [stretch for row in rows for stretch in row.stretches]
    return min(one.first for one in every), max(one.last for one in every)


def _widened(row: Sequence[Stretch], least: float) -> Iterator[tuple[Stretch, tuple[float, float]]]:
    """Yield each stretch with the ends of its bar, which is wide enough to be seen.

    A widened bar moves the next one to the right, but only a little, so that it stays near its
    days.
    """
    free = float("-inf")
    for stretch in row:
        first = min(max(stretch.first, free), stretch.first + 2 * least)
        free = max(stretch.last, first + least)
        yield stretch, (first, free)


def _bar(ax: Axes, word: Word, ends: tuple[float, float], y: float, look: Look, gid: str) -> Artist:
    return marks.bar(
        ax,
        ends,
        y,
        high=_BAR / 2 if word[1] else _BAR,
        face=look.face,
        hatch=look.hatch,
        edge=look.lines,
        gid=gid,
    )


def _write_on_bar(ax: Axes, stretch: Stretch, y: float, look: Look, scale: float) -> None:
    """Write the word on the bar if there is room."""
    text = labels.write(ax, (stretch.first + stretch.last) / 2, y, stretch.word[0], ha="center")
    text.set_color(look.letters)
    if look.hatch:
        text.set_bbox({"facecolor": look.face, "edgecolor": "none", "pad": 2})
    if text.get_window_extent().width + _PADDING > (stretch.last - stretch.first) / scale:
        text.remove()


def _draw_gaps(ax: Axes, row: Row, y: float, span: tuple[float, float]) -> dict[Word, Artist]:
    """Draw dotted lines before, between and after the bars."""
    firsts = (span[0], *(stretch.last for stretch in row.stretches))
    lasts = (*(stretch.first for stretch in row.stretches), span[1])
    key: dict[Word, Artist] = {}
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if first < last:
            gid = f"unknown:{row.gid}:{number}"
            key[NOTHING] = marks.line(
                ax, (first, last), (y, y), colour=canvas.GREY, gid=gid, style=":"
            )
    return key
