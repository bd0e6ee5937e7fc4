"""The words of figures: as they are, with no mark of mathematics in them, and clear of each other."""

# pyright: reportUnknownMemberType=false
# The types that matplotlib brings leave the keywords of its methods open.

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, final

from attrs import Factory, define

from peacetalks.extras import needed
from peacetalks.views.figures.canvas import GREY, SMALL, apart, laid_out, short
from peacetalks.views.figures.marks import line

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend
    from matplotlib.path import Path
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

Point: TypeAlias = "tuple[float, float]"

__all__ = ["beside", "fitted", "legend", "named_rows", "said"]

_AROUND: Final = (
    (9, 0, "left"),
    (-9, 0, "right"),
    (0, 13, "center"),
    (0, -13, "center"),
    (9, 11, "left"),
    (-9, -11, "right"),
    (9, -11, "left"),
    (-9, 11, "right"),
)
"""Where a word may stand beside a mark, in pixels, and how it is aligned."""
_FURTHER: Final = tuple(
    (dx * far, dy * far, ha)
    for far in (1, 2, 3)
    for dx, dy, ha in (
        (26, -14, "left"),
        (26, 14, "left"),
        (-26, 14, "right"),
        (-26, -14, "right"),
        (0, 30, "center"),
        (34, 0, "left"),
        (-34, 0, "right"),
    )
)
"""Where it may stand with a line that leads to it."""
_GAP: Final = 2
"""How far a line that leads to a word ends from it, in pixels."""
_CLOSE: Final = 8
"""Below marks as close as that to its own, in pixels, a line may pass."""
_SAME: Final = 1
"""How far marks are from one another that stand in one place, in pixels."""
_MOST_LED: Final = 40
"""So many lines to words can be followed."""
_NAME: Final = 34
"""How many letters the name of a row has, if none of several names in it is cut."""
_PIECE: Final = 24
"""How many letters each of the names in a longer one has."""


def said(ax: Axes, x: float, y: float, text: str, *, ha: str = "left", size: float = SMALL) -> Text:
    """Write a text in the axes: as it is, with no mark of mathematics in it."""
    return ax.text(
        x, y, text, ha=ha, va="center", fontsize=size, parse_math=False, clip_on=True, zorder=5
    )


def named_rows(
    ax: Axes, places: Sequence[float], rows: Iterable[tuple[str, ...]], joint: str = "and"
) -> None:
    """Name the rows of the y axis, from the top down; rows of other names look different.

    Args:
        ax: the axes.
        places: where the rows are.
        rows: the names of each. Where there is no room for all of a row, each is cut by itself.
        joint: what stands between two names of a row.
    """
    told = [(f" {joint} ".join(names), names) for names in rows]
    whole = [text for text, names in told if len(names) == 1 or len(text) <= _NAME]
    single = apart(whole, _NAME)
    pieces = apart((name for text, names in told if text not in single for name in names), _PIECE)
    labels = [
        single[text] if text in single else f" {joint} ".join(pieces[name] for name in names)
        for text, names in told
    ]
    ax.set_yticks(places, labels=labels, fontsize=SMALL + 1)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)
    ax.tick_params(axis="y", length=0)


def fitted(ax: Axes, x: float, y: float, text: str, wide: float) -> Text:
    """Write a text in the axes, cut where it would be wider than so many pixels."""
    drawn = said(ax, x, y, text)
    while len(text) > 1 and (width := drawn.get_window_extent().width) > wide:
        text = short(text, min(len(text) - 1, int(len(text) * wide / width)))
        drawn.set_text(text)
    return drawn


def beside(ax: Axes, words: Iterable[tuple[float, float, str]]) -> None:
    """Write words beside marks, where they cover neither a mark nor another word.

    Where there is no room near a mark, a word stands further away, and a thin line leads to it.

    Args:
        ax: the axes.
        words: the x and y of each mark, and what is to be written.
    """
    laid_out(ax)
    told = [(_pixels(ax, x, y), said(ax, x, y, text)) for x, y, text in words]
    room = _Room(
        ax.get_window_extent(),
        [mark for mark, _ in told],
        [line.get_window_extent().padded(1) for line in ax.lines],
    )
    far = [one for one in told if not _place(ax, *one, room, _AROUND)]
    for number, (mark, drawn) in enumerate(far):
        places = _FURTHER if number < _MOST_LED else ()
        if not _place(ax, mark, drawn, room, places, gid=f"leads:{number}"):
            drawn.remove()


def _pixels(ax: Axes, x: float, y: float) -> Point:
    across, up = ax.transData.transform((x, y))
    return float(across), float(up)


@final
@define
class _Room:
    """What is free in the axes, in pixels.

    Attributes:
        inside: the axes.
        marks: where the marks are that have words.
        taken: marks and words.
        leaders: lines from words to marks.
    """

    inside: Bbox
    marks: list[Point]
    taken: list[Bbox]
    leaders: list[Path] = Factory(list["Path"])

    def has(self, box: Bbox) -> bool:
        """Return whether there is room for a word."""
        return (
            _within(box, self.inside)
            and not any(box.overlaps(other) for other in self.taken)
            and not any(line.intersects_bbox(box, filled=False) for line in self.leaders)
        )

    def belongs(self, box: Bbox, mark: Point) -> bool:
        """Return whether a word is as near to its mark as to any other."""
        return _away(box, mark) <= min(_away(box, other) for other in self.marks) + _SAME

    def lets(self, leader: Path, mark: Point) -> bool:
        """Return whether a line to a mark crosses no mark further off, no word and no line."""
        return not any(
            leader.intersects_bbox(box, filled=False)
            for box in self.taken
            if not box.padded(_CLOSE).contains(*mark)
        ) and not any(leader.intersects_path(other, filled=False) for other in self.leaders)


def _place(
    ax: Axes,
    mark: Point,
    drawn: Text,
    room: _Room,
    places: Iterable[tuple[int, int, str]],
    gid: str = "",
) -> bool:
    """Move a word to the first place that is free, and return whether there is one.

    Args:
        ax: the axes.
        mark: where its mark is, in pixels.
        drawn: the word.
        room: what is free; what the word takes is added.
        places: where it may stand.
        gid: the name of the line that leads to it; empty: there is none.
    """
    back = ax.transData.inverted()
    for dx, dy, ha in places:
        start = (mark[0] + dx, mark[1] + dy)
        drawn.set(ha=ha, position=back.transform(start))
        box = drawn.get_window_extent()
        if not room.has(box) or not (gid or room.belongs(box, mark)):
            continue
        if gid:
            gap = {"left": -_GAP, "right": _GAP}.get(ha, 0)
            ends = [(start[0] + gap, start[1] - (box.height / 2 if not gap else 0)), mark]
            leader = needed("plot", "matplotlib.path").Path(ends)
            if not room.lets(leader, mark):
                continue
            room.leaders.append(leader)
            (x0, y0), (x1, y1) = back.transform(ends)
            line(ax, (x0, x1), (y0, y1), colour=GREY, gid=gid, wide=0.6)
        room.taken.append(box)
        return True
    return False


def _away(box: Bbox, mark: Point) -> float:
    """Return how far a box is from a mark, in pixels."""
    across = max(box.x0 - mark[0], 0, mark[0] - box.x1)
    return math.hypot(across, max(box.y0 - mark[1], 0, mark[1] - box.y1))


def _within(box: Bbox, outer: Bbox) -> bool:
    across = outer.x0 <= box.x0 and box.x1 <= outer.x1
    return bool(across and outer.y0 <= box.y0 and box.y1 <= outer.y1)


def legend(ax: Axes, marks: Mapping[str, Artist], *, columns: int = 4, below: float = 24) -> None:
    """Explain marks so many points below the axes: those that were drawn, by what they mean.

    It has fewer columns, where so many would leave the figure.
    """
    if not marks:
        return
    laid_out(ax)
    right = ax.figure.bbox.x1
    for number in range(columns, 0, -1):
        if _legend(ax, marks, number, below).get_window_extent().x1 <= right:
            return


def _legend(ax: Axes, marks: Mapping[str, Artist], columns: int, below: float) -> Legend:
    offset = needed("plot", "matplotlib.transforms").offset_copy
    under = offset(ax.transAxes, fig=ax.figure, x=0, y=-below, units="points")
    shown = ax.legend(
        list(marks.values()),
        list(marks),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=under,
        ncols=columns,
        fontsize=SMALL,
        frameon=False,
        borderpad=0,
        handlelength=1.6,
    )
    for text in shown.get_texts():
        text.set_parse_math(False)
    return shown
