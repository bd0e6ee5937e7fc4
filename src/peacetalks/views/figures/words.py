"""The words of figures: as they are, with no mark of mathematics in them, and clear of each other."""

# pyright: reportUnknownMemberType=false
# The types that matplotlib brings leave the keywords of its methods open.

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from peacetalks.extras import needed
from peacetalks.views.figures.canvas import SMALL, laid_out, short

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

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


def said(ax: Axes, x: float, y: float, text: str, *, ha: str = "left", size: float = SMALL) -> Text:
    """Write a text in the axes: as it is, with no mark of mathematics in it."""
    return ax.text(
        x, y, text, ha=ha, va="center", fontsize=size, parse_math=False, clip_on=True, zorder=5
    )


def named_rows(ax: Axes, places: Sequence[float], names: Iterable[str]) -> None:
    """Name the rows of the y axis, from the top down."""
    ax.set_yticks(places, labels=list(names), fontsize=SMALL + 1)
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

    Args:
        ax: the axes.
        words: the x and y of each mark, and what is to be written.
    """
    laid_out(ax)
    taken = [line.get_window_extent().padded(1) for line in ax.lines]
    told = list(words)
    inside = ax.get_window_extent()
    for x, y, text in told:
        px, py = ax.transData.transform((x, y))
        drawn = said(ax, x, y, text)
        for dx, dy, ha in _AROUND:
            place = ax.transData.inverted().transform((px + dx, py + dy))
            drawn.set(ha=ha, position=place)
            box = drawn.get_window_extent()
            if _within(box, inside) and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
        else:
            drawn.remove()


def _within(box: Bbox, outer: Bbox) -> bool:
    across = outer.x0 <= box.x0 and box.x1 <= outer.x1
    return bool(across and outer.y0 <= box.y0 and box.y1 <= outer.y1)


def legend(ax: Axes, marks: Mapping[str, Artist], *, columns: int = 4) -> None:
    """Explain marks below the axes: those that were drawn, by what they mean."""
    if not marks:
        return
    offset = needed("plot", "matplotlib.transforms").offset_copy
    below = offset(ax.transAxes, fig=ax.figure, x=0, y=-24, units="points")
    shown = ax.legend(
        list(marks.values()),
        list(marks),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=below,
        ncols=columns,
        fontsize=SMALL,
        frameon=False,
        borderpad=0,
        handlelength=1.6,
    )
    for text in shown.get_texts():
        text.set_parse_math(False)
