"""The labels of figures: never parsed as mathematics, and placed so that they do not overlap."""

# pyright: reportUnknownMemberType=false
# The type stubs of matplotlib leave the keywords of its methods untyped.

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, final

from attrs import Factory, define

from peacetalks._support.optional import import_extra
from peacetalks.views.figures.canvas import GREY, SMALL, distinct, lay_out, short
from peacetalks.views.figures.marks import line

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend
    from matplotlib.path import Path
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

Point: TypeAlias = "tuple[float, float]"

__all__ = ["label_marks", "legend", "name_rows", "write", "write_fitted"]

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
"""Offsets of a label from its mark, in pixels, with its alignment."""
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
"""Offsets of a label that has a line to its mark, with its alignment."""
_GAP: Final = 2
"""The gap between such a line and its label, in pixels."""
_CLOSE: Final = 8
"""Such a line may pass under marks that are this close to its own, in pixels."""
_SAME: Final = 1
"""Marks this close to one another count as being in the same place, in pixels."""
_MOST_LED: Final = 40
"""The most lines that a reader can follow."""
_NAME: Final = 34
"""The most letters of the name of a row; longer names with several parts are cut part by part."""
_PIECE: Final = 24
"""The most letters of each part of such a name."""


def write(
    ax: Axes, x: float, y: float, text: str, *, ha: str = "left", size: float = SMALL
) -> Text:
    """Write a text in the axes as it is, without parsing mathematics."""
    return ax.text(
        x, y, text, ha=ha, va="center", fontsize=size, parse_math=False, clip_on=True, zorder=5
    )


def name_rows(
    ax: Axes, places: Sequence[float], rows: Iterable[tuple[str, ...]], joint: str = "and"
) -> None:
    """Label the rows of the y axis, from the top down. Rows with different names look different.

    Args:
        ax: the axes.
        places: the places of the rows.
        rows: the names of each row. If they are too long together, each is cut by itself.
        joint: the word between two names of a row.
    """
    joined = [(f" {joint} ".join(names), names) for names in rows]
    whole = [text for text, names in joined if len(names) == 1 or len(text) <= _NAME]
    single = distinct(whole, _NAME)
    pieces = distinct(
        (name for text, names in joined if text not in single for name in names), _PIECE
    )
    labels = [
        single[text] if text in single else f" {joint} ".join(pieces[name] for name in names)
        for text, names in joined
    ]
    ax.set_yticks(places, labels=labels, fontsize=SMALL + 1)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)
    ax.tick_params(axis="y", length=0)


def write_fitted(ax: Axes, x: float, y: float, text: str, wide: float) -> Text:
    """Write a text in the axes, cut so that it is at most ``wide`` pixels wide."""
    drawn = write(ax, x, y, text)
    while len(text) > 1 and (width := drawn.get_window_extent().width) > wide:
        text = short(text, min(len(text) - 1, int(len(text) * wide / width)))
        drawn.set_text(text)
    return drawn


def label_marks(ax: Axes, texts: Iterable[tuple[float, float, str]]) -> None:
    """Write labels next to marks, so that they cover neither marks nor other labels.

    If there is no room near a mark, its label is further away, with a thin line to the mark.

    Args:
        ax: the axes.
        texts: the x and y of each mark, and the text of its label.
    """
    lay_out(ax)
    labels = [(_pixels(ax, x, y), write(ax, x, y, text)) for x, y, text in texts]
    room = _Room(
        ax.get_window_extent(),
        [mark for mark, _ in labels],
        [line.get_window_extent().padded(1) for line in ax.lines],
    )
    far = [one for one in labels if not _place(ax, *one, room, _AROUND)]
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
    """The space in the axes, in pixels.

    Attributes:
        inside: the area of the axes.
        marks: the places of the marks that have labels.
        taken: the areas of marks and labels.
        leaders: the lines from labels to marks.
    """

    inside: Bbox
    marks: list[Point]
    taken: list[Bbox]
    leaders: list[Path] = Factory(list["Path"])

    def has(self, box: Bbox) -> bool:
        """Return whether there is room for a label."""
        return (
            _within(box, self.inside)
            and not any(box.overlaps(other) for other in self.taken)
            and not any(line.intersects_bbox(box, filled=False) for line in self.leaders)
        )

    def belongs(self, box: Bbox, mark: Point) -> bool:
        """Return whether no other mark is nearer to a label than its own."""
        return _away(box, mark) <= min(_away(box, other) for other in self.marks) + _SAME

    def lets(self, leader: Path, mark: Point) -> bool:
        """Return whether a line to a mark crosses no other mark, label or line.

        Marks that are close to its own do not count.
        """
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
    """Move a label to the first place that is free, and return whether there is one.

    Args:
        ax: the axes.
        mark: the place of its mark, in pixels.
        drawn: the label.
        room: the space in the axes; the label is added to it.
        places: the offsets to try.
        gid: the name of the line to the mark; empty: no line.
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
            leader = import_extra("plot", "matplotlib.path").Path(ends)
            if not room.lets(leader, mark):
                continue
            room.leaders.append(leader)
            (x0, y0), (x1, y1) = back.transform(ends)
            line(ax, (x0, x1), (y0, y1), colour=GREY, gid=gid, wide=0.6)
        room.taken.append(box)
        return True
    return False


def _away(box: Bbox, mark: Point) -> float:
    """Return the distance of a box from a mark, in pixels."""
    across = max(box.x0 - mark[0], 0, mark[0] - box.x1)
    return math.hypot(across, max(box.y0 - mark[1], 0, mark[1] - box.y1))


def _within(box: Bbox, outer: Bbox) -> bool:
    across = outer.x0 <= box.x0 and box.x1 <= outer.x1
    return bool(across and outer.y0 <= box.y0 and box.y1 <= outer.y1)


def legend(ax: Axes, marks: Mapping[str, Artist], *, columns: int = 4, below: float = 24) -> None:
    """Draw the legend, ``below`` points below the axes.

    It has fewer columns than ``columns`` if it would not fit into the figure.
    """
    if not marks:
        return
    lay_out(ax)
    right = ax.figure.bbox.x1
    for number in range(columns, 0, -1):
        if _legend(ax, marks, number, below).get_window_extent().x1 <= right:
            return


def _legend(ax: Axes, marks: Mapping[str, Artist], columns: int, below: float) -> Legend:
    offset = import_extra("plot", "matplotlib.transforms").offset_copy
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
