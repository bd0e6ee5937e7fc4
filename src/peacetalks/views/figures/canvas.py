"""What all figures share: axes, the time axis, colours.

No figure changes the state of pyplot. If no axes are passed, they are made on a new figure, which
``ax.figure.savefig`` writes and a notebook shows. Matplotlib has no days before the year 1 or after
9999; such days are drawn at those ends.
"""

# pyright: reportUnknownMemberType=false
# The type stubs of matplotlib leave the keywords of its methods untyped.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.primitives.when import ALWAYS, DAY, When

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


__all__ = [
    "BLACK",
    "BLUE",
    "GREEN",
    "GREY",
    "ORANGE",
    "PALE",
    "PURPLE",
    "SKY",
    "SMALL",
    "VERMILLION",
    "WHITE",
    "YELLOW",
    "Extent",
    "axes_of",
    "columns",
    "counted_axis",
    "distinct",
    "extent_of",
    "height",
    "lay_out",
    "note",
    "scale_of",
    "set_title",
    "short",
    "time_axis",
    "x_of",
]

# The palette of Okabe and Ito, which colour-blind readers can distinguish too
# (Color Universal Design, 2008), and greys.
BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
YELLOW: Final = "#F0E442"
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
GREY: Final = "#767676"
PALE: Final = "#E0E0E0"
WHITE: Final = "#FFFFFF"

SMALL: Final = 7.5
"""The smallest font size, in points, legible in print."""

_WIDTH: Final = 8.0
_DPI: Final = 100
"""A figure is 800 pixels wide."""

_FIRST, _LAST = -719_162, 2_932_896
"""0001-01-01 and 9999-12-31 in days since 1970-01-01, the range of matplotlib dates."""

_FREE: Final = 0.02
"""The share of the time axis that is left free at either end."""


@final
@frozen
class Extent:
    """The place of a date on the time axis, whose unit is a day.

    Attributes:
        first: the earliest it can be.
        last: the end of the latest day it can be.
        opens: whether the date has no start on record.
        closes: whether the date has no end on record.
    """

    first: float
    last: float
    opens: bool
    closes: bool

    @property
    def middle(self) -> float:
        """The middle."""
        return (self.first + self.last) / 2


def axes_of(ax: Axes | None, inches: float) -> Axes:
    """Return the axes to draw on: ``ax``, or those of a new figure ``inches`` high."""
    if ax is not None:
        return ax
    figure = import_extra("plot", "matplotlib.figure").Figure(
        figsize=(_WIDTH, inches), dpi=_DPI, layout="constrained"
    )
    return cast("Axes", figure.add_subplot())


def height(ax: Axes, inches: float) -> None:
    """Set the height of the figure of axes."""
    cast("Figure", ax.figure).set_figheight(inches)


def x_of(day: float) -> float:
    """Return the place of a day, given in days since 1970-01-01, on a time axis."""
    # Users may have set another epoch in matplotlib.
    numpy, dates = import_extra("plot", "numpy"), import_extra("plot", "matplotlib.dates")
    epoch = float(dates.date2num(numpy.datetime64("1970-01-01")))
    return epoch + min(max(day, _FIRST), _LAST)


def extent_of(when: When) -> Extent:
    """Return the place of a date on the time axis."""
    opens, closes = when.lo == -ALWAYS, when.hi == ALWAYS
    first = when.hi if opens else when.lo
    last = when.lo if closes else when.hi
    return Extent(x_of(first / DAY), x_of(last / DAY), opens, closes)


def time_axis(ax: Axes, first: float, last: float, *, free: float = _FREE) -> None:
    """Make the x axis a time axis between two places, with some space at both ends."""
    dates = import_extra("plot", "matplotlib.dates")
    around = max((last - first) * free, 1.0)
    low, high = max(first - around, x_of(_FIRST)), min(last + around, x_of(_LAST))
    ax.set_xlim(low, high)
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    ax.tick_params(axis="x", labelsize=SMALL + 1)


def columns(ax: Axes) -> None:
    """Hide the ticks and the line of the x axis."""
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def counted_axis(ax: Axes, most: float, unit: str) -> None:
    """Make the y axis one of counts, from 0."""
    ticker = import_extra("plot", "matplotlib.ticker")
    ax.set_ylim(0, max(most, 1) * 1.2)
    ax.yaxis.set_major_locator(ticker.MaxNLocator(6, integer=True))
    ax.yaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
    ax.tick_params(axis="y", labelsize=SMALL + 1)
    ax.set_ylabel(short(unit, 40), fontsize=SMALL + 1, parse_math=False)


def scale_of(ax: Axes) -> float:
    """Return the width of a pixel in units of the x axis; call it once the y labels are set."""
    lay_out(ax)
    low, high = ax.get_xlim()
    return (high - low) / ax.get_window_extent().width


def lay_out(ax: Axes) -> None:
    """Let the figure place its axes, if it has a layout engine."""
    # A subfigure is placed by its figure; both have it as their ``figure``.
    whole = ax.figure.figure
    if whole.get_layout_engine() is not None:
        whole.draw_without_rendering()


def set_title(ax: Axes, title: str) -> None:
    """Set the title of the axes, and hide the lines that carry no meaning."""
    ax.set_title(short(title, 90), loc="left", fontsize=SMALL + 3, parse_math=False)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def short(text: str, letters: int) -> str:
    """Return a text as one line of at most ``letters`` characters."""
    line = _line(text)
    return line if len(line) <= letters else f"{line[: letters - 1]}…"


def distinct(texts: Iterable[str], letters: int) -> dict[str, str]:
    """Return each text as a line that differs from all others, cut to ``letters`` if possible.

    A text is cut at its end. If it would then look like another, it is cut in its middle, or at
    its start. If that does not help either, it is not cut.

    >>> distinct(("Forces of the Lake (North)", "Forces of the Lake (South)", "Hill"), 12)
    {'Hill': 'Hill', 'Forces of the Lake (North)': 'For… (North)', 'Forces of the Lake (South)': 'For… (South)'}
    """
    left: list[str] = list(dict.fromkeys(texts))
    lines: dict[str, str] = {}
    for head in (letters - 1, letters // 4, 0):
        cut = {text: _cut(_line(text), letters, head) for text in left}
        times = Counter((*lines.values(), *cut.values()))
        lines |= {text: line for text, line in cut.items() if times[line] == 1}
        left = [text for text in left if text not in lines]
    return lines | {text: _line(text) for text in left}


def _cut(line: str, letters: int, head: int) -> str:
    """Return a line of at most ``letters``: about ``head`` of them, then the end of the line.

    The end begins with a whole word where it can.
    """
    if len(line) <= letters:
        return line
    tail = line[len(line) - (letters - 1 - head) :]
    word = tail.find(" ")
    if 0 <= word < len(tail) // 2:
        tail = tail[word:]
    return f"{line[: letters - 1 - len(tail)]}…{tail}"


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def note(ax: Axes, text: str) -> Axes:
    """Write in empty axes why they are empty."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, text, ha="center", va="center", transform=ax.transAxes, parse_math=False)
    return ax
