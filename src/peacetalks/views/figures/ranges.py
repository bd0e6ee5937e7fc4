"""``plot_series``: the figures of a series as ranges, by counting body, with later corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, final

from attrs import frozen

from peacetalks._support.wording import first_few
from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.history.resolution import Effective
from peacetalks.primitives.when import DAY, When, WhenLike
from peacetalks.reducer.folding import fold
from peacetalks.state.figures import Figure
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.count import Count
from peacetalks.views.figures import canvas, labels, marks

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["plot_series"]

_HEIGHT: Final = 4.6
_MOST_LISTED: Final = 10
_DISTINGUISHING: Final = ("measure", "group", "origin", "destination")
"""The fields that the legend names where figures of a series differ in them."""
_COLOURS: Final = (
    canvas.BLUE,
    canvas.VERMILLION,
    canvas.GREEN,
    canvas.PURPLE,
    canvas.ORANGE,
    canvas.SKY,
    canvas.BLACK,
)
_MARKERS: Final = ("o", "s", "D", "P", "v", "X", "p", "h", "*")
_SIZE: Final = 7.5
_FREE: Final = 0.1
"""The share of the time axis that is left free for labels at either end."""
_NEAR: Final = 5
"""Marks nearer than this cover each other, in pixels."""
_GROWS: Final = 4.0
"""How much larger a mark is for each mark that covers it, in points, for at most three."""
_LETTERS: Final = 56


@final
@frozen
class _Point:
    """The figure of a fact.

    Attributes:
        figure: the figure, as in the state folded from this fact alone.
        was: the count before it was corrected; None: it was not corrected.
        event: the fact.
    """

    figure: Figure
    was: Count | None
    event: Event


def plot_series(
    history: History,
    name: str,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the figures of a series over time, each as a range, by counting body.

    A mark is the best estimate. If only one bound is known ("more than 100,000"), the mark is at
    the bound, with an arrow to the open side. A line with caps leads from the lowest to the highest
    count; if there is no best estimate, both ends have a mark. The count before a correction is
    a hollow mark, with a line to the corrected count. Each counting body has its own colour and
    shape. Where marks cover each other, the lower ones are larger.

    Args:
        history: the history.
        name: the name of a series of displacement, returns or casualties, or the area of a
            population.
        on: only figures that had closed by this day; None: all.
        known: use only what was public by this day; None: use all on record.
        ax: the axes to draw on; None: those of a new figure, 800 pixels wide.

    Returns:
        The axes; the y axis is in persons, or in the unit of the counts.

    Raises:
        NotFound: if there is no such series; the error lists some.
        MissingExtra: if ``peacetalks[plot]`` is not installed.

    >>> from peacetalks.events import DisplacementReported
    >>> from peacetalks.history import History
    >>> fled = DisplacementReported(id="a", occurred="2023-09-30", series="exodus", count=100_400,
    ...                             counting_body="UNHCR")
    >>> plot_series(History([fled]), "exodus").get_ylabel()
    'persons'
    """
    points = _points(history, name, Viewpoint(on=on, known=known))
    drawn = canvas.axes_of(ax, _HEIGHT)
    places = [canvas.x_of(point.figure.closed // DAY) for point in points]
    canvas.time_axis(drawn, min(places), max(places), free=_FREE)
    first_count = points[0].figure.count
    unit = (first_count.unit if first_count is not None else None) or "persons"
    canvas.counted_axis(drawn, max(map(_top, points)), unit)
    shown = history.effective(Viewpoint(known=known)).actors.shown
    counters = list(dict.fromkeys(_counter(point.figure, points, shown) for point in points))
    key: dict[str, Artist] = {}
    counts: list[tuple[float, float, str]] = []
    sizes = _sizes(drawn, places, points)
    for x, point, size in zip(places, points, sizes, strict=True):
        counter = _counter(point.figure, points, shown)
        number = counters.index(counter)
        look = _COLOURS[number % len(_COLOURS)], _MARKERS[number % len(_MARKERS)]
        key |= _draw(drawn, x, point, (*look, size), counter)
        counts.append((x, _height_of(point.figure.count), str(point.figure.count)))
    canvas.set_title(drawn, f"{name}{_public(known)}")
    first = {counter: key[counter] for counter in counters}
    labels.legend(drawn, first | key, columns=2)
    labels.label_marks(drawn, counts)
    return drawn


def _sizes(ax: Axes, places: Sequence[float], points: Sequence[_Point]) -> list[float]:
    """Return the size of each mark: larger for each mark that is drawn over it."""
    canvas.lay_out(ax)
    at = [
        ax.transData.transform((x, _height_of(point.figure.count)))
        for x, point in zip(places, points, strict=True)
    ]
    return [
        _SIZE
        + _GROWS * min(3, sum(max(abs(x - a), abs(y - b)) < _NEAR for a, b in at[number + 1 :]))
        for number, (x, y) in enumerate(at)
    ]


def _points(history: History, name: str, viewpoint: Viewpoint) -> list[_Point]:
    """Return the figures of a series, in the order in which they closed."""
    day = None if viewpoint.on is None else viewpoint.on.hi
    every = [point for fact in history.effective(viewpoint).facts for point in _point(fact)]
    points = [
        point
        for point in every
        if point.figure.series == name and (day is None or point.figure.closed <= day)
    ]
    if not points:
        names = sorted({point.figure.series for point in every})
        listed = first_few(names, _MOST_LISTED, thousands="") or "none"
        hint = did_you_mean(name, names) or f"series on record: {listed}"
        raise NotFound(f"no figures of a series {name!r}; hint: {hint}")
    return sorted(points, key=lambda point: (point.figure.closed, point.event.id))


def _point(fact: Effective) -> Iterator[_Point]:
    """Yield the figure of a fact, if it has one, as the reducer records it."""
    for figure in fold((fact.event,)).parts.figures.values():
        if figure.count is not None:
            before = getattr(fact.original, "count", None)
            yield _Point(figure, None if before == figure.count else before, fact.event)


def _counter(figure: Figure, points: Iterable[_Point], shown: Callable[[str], str]) -> str:
    """Return who counted, and what they counted if the figures differ in that."""
    differing = [
        shown(str(getattr(figure, name) or "")).replace("_", " ")
        for name in ("subject", *_DISTINGUISHING)
        if len({getattr(point.figure, name) for point in points}) > 1
    ]
    parts = (shown(figure.counting_body or "not stated"), *differing)
    return canvas.short(", ".join(filter(None, parts)), _LETTERS)


def _public(known: WhenLike | None) -> str:
    return "" if known is None else f", as known on {When(known)}"


def _height_of(count: Count | None) -> int:
    """Return where to draw a count: the best estimate, a known bound, or 0 for words alone."""
    bounds = () if count is None else (count.best, count.low, count.high)
    return next((bound for bound in bounds if bound is not None), 0)


def _top(point: _Point) -> int:
    counts = [one for one in (point.figure.count, point.was) if one is not None]
    return max(bound or 0 for one in counts for bound in (one.low, one.best, one.high))


def _draw(
    ax: Axes, x: float, point: _Point, look: tuple[str, str, float], counter: str
) -> dict[str, Artist]:
    count, name = point.figure.count, point.event.id
    colour, marker, size = look
    y = _height_of(count)
    key: dict[str, Artist] = {}
    if point.was is not None and (was := _height_of(point.was)) != y:
        marks.line(ax, (x, x), (was, y), colour=colour, gid=f"change:{name}", style=":")
        key["before a correction"] = marks.dot(
            ax, x, was, marker=marker, face=canvas.WHITE, edge=colour, size=_SIZE, gid=f"was:{name}"
        )
    if count is not None and None not in {count.low, count.high} and count.low != count.high:
        ends = (float(count.low or 0), float(count.high or 0))
        marks.line(ax, (x, x), ends, colour=colour, gid=f"range:{name}", marker="_")
        key["from lowest to highest"] = marks.sample(marker="_", face=canvas.GREY, edge=canvas.GREY)
        if count.best is None:
            # With a mark at one bound only, that bound would look like the best estimate.
            marks.dot(
                ax,
                x,
                ends[1],
                marker=marker,
                face=colour,
                edge=canvas.WHITE,
                size=size,
                gid=f"most:{name}",
            )
    key |= _open_end(ax, x, y, count, look, name)
    marks.dot(
        ax, x, y, marker=marker, face=colour, edge=canvas.WHITE, size=size, gid=f"figure:{name}"
    )
    body = marks.sample(marker=marker, face=colour, edge=colour, size=_SIZE, style="none")
    return {counter: body, **key}


def _open_end(
    ax: Axes, x: float, y: float, count: Count | None, look: tuple[str, str, float], name: str
) -> dict[str, Artist]:
    """Draw an arrow on the side where a figure has no bound."""
    if count is None or count.best is not None or (count.low is None) == (count.high is None):
        return {}
    up = count.low is not None
    gid = f"{'or more' if up else 'or less'}:{name}"
    colour, _, size = look
    marks.arrow(ax, x, y, up=up, away=size / 2 + 4.5, colour=colour, gid=gid)
    sample = marks.sample(
        marker="^" if up else "v", face=canvas.GREY, edge=canvas.GREY, size=5, style="none"
    )
    return {"or more" if up else "or less": sample}
