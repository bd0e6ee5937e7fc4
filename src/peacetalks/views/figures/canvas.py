"""What all figures share: axes, the axis of time, colours.

No figure touches the state of pyplot: axes that are not given are made on a figure of their own,
which ``ax.figure.savefig`` writes and a notebook shows. Days before the year 1 and after 9999,
which matplotlib does not know, stand at those ends.
"""

# pyright: reportUnknownMemberType=false
# The types that matplotlib brings leave the keywords of its methods open.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast, final

from attrs import frozen

from peacetalks.extras import needed
from peacetalks.when import ALWAYS, DAY, When

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from peacetalks.counts import Count

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
    "apart",
    "axes_of",
    "clear",
    "columns",
    "counted_axis",
    "extent_of",
    "height",
    "laid_out",
    "note",
    "scale_of",
    "short",
    "time_axis",
    "x_of",
]

# The colours that Okabe and Ito chose to be told apart by the colour-blind too
# (Color Universal Design, 2008); greys beside them.
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
"""The size of the smallest letters, in points: legible in print."""

_WIDTH: Final = 8.0
_DPI: Final = 100
"""A figure is 800 pixels wide."""

_FIRST, _LAST = -719_162, 2_932_896
"""0001-01-01 and 9999-12-31, in days since 1970-01-01: the calendar of matplotlib."""

_FREE: Final = 0.02
"""How much of the axis of time is left free at either end."""


@final
@frozen
class Extent:
    """Where a date lies on the axis of time, in its numbers, a number a day.

    Attributes:
        first: the earliest it can be.
        last: the latest; the end of its day.
        opens: a date has no start on record.
        closes: a date has no end on record.
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
    """Return the axes to draw on: those given, or those of a new figure of so many inches."""
    if ax is not None:
        return ax
    figure = needed("plot", "matplotlib.figure").Figure(
        figsize=(_WIDTH, inches), dpi=_DPI, layout="constrained"
    )
    return cast("Axes", figure.add_subplot())


def height(ax: Axes, inches: float) -> None:
    """Make the figure of axes as high as what is drawn needs."""
    cast("Figure", ax.figure).set_figheight(inches)


def x_of(day: float) -> float:
    """Return the number of a day, given in days since 1970-01-01, on an axis of time."""
    # People may count matplotlib's days from another day.
    numpy, dates = needed("plot", "numpy"), needed("plot", "matplotlib.dates")
    epoch = float(dates.date2num(numpy.datetime64("1970-01-01")))
    return epoch + min(max(day, _FIRST), _LAST)


def extent_of(when: When) -> Extent:
    """Return where a date lies."""
    opens, closes = when.lo == -ALWAYS, when.hi == ALWAYS
    first = when.hi if opens else when.lo
    last = when.lo if closes else when.hi
    return Extent(x_of(first / DAY), x_of(last / DAY), opens, closes)


def time_axis(ax: Axes, first: float, last: float, *, free: float = _FREE) -> None:
    """Make the x axis one of time, from one number to another, with a part left free."""
    dates = needed("plot", "matplotlib.dates")
    around = max((last - first) * free, 1.0)
    low, high = max(first - around, x_of(_FIRST)), min(last + around, x_of(_LAST))
    ax.set_xlim(low, high)
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    ax.tick_params(axis="x", labelsize=SMALL + 1)


def columns(ax: Axes) -> None:
    """Make the x axis one without numbers."""
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def counted_axis(ax: Axes, most: int, count: Count | None) -> None:
    """Make the y axis one of a count, from 0."""
    ticker = needed("plot", "matplotlib.ticker")
    ax.set_ylim(0, max(most, 1) * 1.2)
    ax.yaxis.set_major_locator(ticker.MaxNLocator(6, integer=True))
    ax.yaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
    ax.tick_params(axis="y", labelsize=SMALL + 1)
    unit = count.unit if count is not None and count.unit else "persons"
    ax.set_ylabel(short(unit, 40), fontsize=SMALL + 1, parse_math=False)


def scale_of(ax: Axes) -> float:
    """Return how many numbers of the x axis a pixel is, after the labels of the y axis are set."""
    laid_out(ax)
    low, high = ax.get_xlim()
    return (high - low) / ax.get_window_extent().width


def laid_out(ax: Axes) -> None:
    """Let the figure find the place of its axes, where it is to find one."""
    # A part of a figure has its place from the whole, whose name is ``figure`` in both.
    whole = ax.figure.figure
    if whole.get_layout_engine() is not None:
        whole.draw_without_rendering()


def clear(ax: Axes, title: str) -> None:
    """Give the axes a title, and take away the lines that say nothing."""
    ax.set_title(short(title, 90), loc="left", fontsize=SMALL + 3, parse_math=False)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def short(text: str, letters: int) -> str:
    """Return a text as one line of so many letters at the most."""
    line = _line(text)
    return line if len(line) <= letters else f"{line[: letters - 1]}…"


def apart(texts: Iterable[str], letters: int) -> dict[str, str]:
    """Return each text as one line that no other has, of so many letters where that can be.

    A text is cut at its end; where others would look the same, in its middle, or at its start; and
    what none of these tells apart stays whole.

    >>> apart(("Forces of the Lake (North)", "Forces of the Lake (South)", "Hill"), 12)
    {'Hill': 'Hill', 'Forces of the Lake (North)': 'For… (North)', 'Forces of the Lake (South)': 'For… (South)'}
    """
    left: list[str] = list(dict.fromkeys(texts))
    found: dict[str, str] = {}
    for head in (letters - 1, letters // 4, 0):
        cut = {text: _cut(_line(text), letters, head) for text in left}
        times = Counter((*found.values(), *cut.values()))
        found |= {text: line for text, line in cut.items() if times[line] == 1}
        left = [text for text in left if text not in found]
    return found | {text: _line(text) for text in left}


def _cut(line: str, letters: int, head: int) -> str:
    """Return a line of so many letters at the most: about so many, then its end, from a word on."""
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
    """Say in axes that are empty why they are."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, text, ha="center", va="center", transform=ax.transAxes, parse_math=False)
    return ax
