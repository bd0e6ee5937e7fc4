"""``plot_counts``: a column of a panel over time, with a gap where nobody looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.views.figures import canvas, labels, marks

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["plot_counts"]

_HEIGHT: Final = 3.2
_EPOCH: Final = dt.date(1970, 1, 1)
_GAP: Final = "not covered"
_PERIOD: Final = ("period_start", "period_end")

_Bar: TypeAlias = tuple[float, float, float | None]
"""The start and the end of a period, and the count; None: nobody looked, or it is not known."""


def plot_counts(
    rows: Iterable[Mapping[str, object]], column: str, *, ax: Axes | None = None
) -> Axes:
    """Draw a column of a panel over time, as a bar for each period.

    A period in which somebody looked and found nothing has no bar, on the line of the axis. A
    period without a number is a gap: hatched, "not covered" in the legend, and never a bar at zero.

    Args:
        rows: the rows of a panel, of one stream, country or pair: ``table.rows()``, or a part.
        column: the name of the column.
        ax: the axes to draw on; None: those of a new figure, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: if the rows have no such column, it is not one of numbers, or two rows are of
            one period.
        MissingExtra: if ``peacetalks[plot]`` is not installed.

    >>> import datetime
    >>> months = [datetime.date(2031, month, 1) for month in (1, 2, 3)]
    >>> rows = [
    ...     {"period_start": first, "period_end": first.replace(day=28), "deaths_best": deaths}
    ...     for first, deaths in zip(months, (4, 0, None))
    ... ]
    >>> ax = plot_counts(rows, "deaths_best")
    >>> len(ax.patches), [text.get_text() for text in ax.get_legend().get_texts()]
    (2, ['not covered'])
    """
    bars = _bars(rows, column)
    drawn = canvas.axes_of(ax, _HEIGHT)
    if not bars:
        return canvas.note(drawn, "no periods to draw")
    canvas.time_axis(drawn, bars[0][0], bars[-1][1])
    counts = [count for _, _, count in bars if count is not None]
    canvas.counted_axis(drawn, max(counts, default=0), column.replace("_", " "))
    key: dict[str, Artist] = {}
    for number, (first, last, count) in enumerate(bars):
        if count:
            marks.upright(drawn, (first, last), count, face=canvas.BLUE, gid=f"count:{number}")
    for is_gap, run in groupby(bars, lambda bar: bar[2] is None):
        spans = list(run)
        if is_gap:
            ends = spans[0][0], spans[-1][1]
            gid = f"gap:{ends[0]:g}"
            key[_GAP] = marks.shade(drawn, ends, face=canvas.WHITE, hatch="///", gid=gid)
    if key:
        labels.legend(drawn, key)
    canvas.set_title(drawn, column.replace("_", " "))
    return drawn


def _bars(rows: Iterable[Mapping[str, object]], column: str) -> list[_Bar]:
    bars: list[_Bar] = []
    for row in rows:
        missing = next((name for name in (*_PERIOD, column) if name not in row), None)
        if missing is not None:
            hint = did_you_mean(missing, row) or f"choose from {', '.join(row)}"
            raise InvalidValue("no such column", value=missing, hint=hint)
        count = row[column]
        if count is not None and not isinstance(count, (int, float)):
            raise InvalidValue(f"{column}: not a number", value=count, accepted="numbers, or None")
        first, last = (cast("dt.date", row[name]) for name in _PERIOD)
        start, end = ((day - _EPOCH).days for day in (first, last))
        bars.append((canvas.x_of(start), canvas.x_of(end + 1), count))
    bars.sort(key=lambda bar: bar[0])
    if any(one[0] == other[0] for one, other in pairwise(bars)):
        raise InvalidValue(
            "several rows of one period",
            value=column,
            hint="draw the rows of one stream, country or pair at a time",
        )
    return bars
