"""``series``: the figures of a series as ranges, by who counted, with later corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, final

from attrs import frozen

from peacetalks.counts import Count
from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.history.resolve import Effective
from peacetalks.plural import first_of
from peacetalks.reducer.fold import fold
from peacetalks.state.ground import Figure
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, marks, words
from peacetalks.when import DAY, When, WhenLike

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["series"]

_HEIGHT: Final = 4.6
_MOST_LISTED: Final = 10
_TELLING: Final = ("measure", "group", "origin", "destination")
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
"""How much of the axis of time is left for words at either end."""
_NEAR: Final = 5
"""How near in pixels marks cover each other."""
_GROWS: Final = 4.0
"""How much larger a mark is for each that covers it, in points, three times at the most."""
_LETTERS: Final = 56


@final
@frozen
class _Point:
    """A figure of a fact, and who counted.

    Attributes:
        figure: the figure, as a state of this fact alone has it.
        was: the count before it was corrected; None: it never was.
        event: the fact.
    """

    figure: Figure
    was: Count | None
    event: Event


def series(
    history: History,
    name: str,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the figures of a series over time: each as a range, by who counted.

    A mark is the figure, or the only bound that is known, with an arrow to where it is open ("more
    than 100,000"); a line with caps leads from the least to the most, with a mark at both where
    neither is said to be the best. A figure that was corrected
    is drawn as it was, hollow, with a line to what it became. Who counted has a colour and a mark;
    of marks in one place the lower are larger.

    Args:
        history: the history.
        name: the series, of displacement, returns or casualties; of a population, its area.
        on: only figures that had closed by this day; None: all.
        known: only what was public by this day; None: all on record.
        ax: where to draw; None: on a figure of its own, 800 pixels wide.

    Returns:
        The axes; the y axis is in persons, or in the unit of the counts.

    Raises:
        NotFound: if there is no such series; the error lists some.
        MissingExtra: without ``peacetalks[plot]``.

    >>> from peacetalks.events import DisplacementReported
    >>> from peacetalks.history import History
    >>> fled = DisplacementReported(id="a", occurred="2023-09-30", series="exodus", count=100_400,
    ...                             counting_body="UNHCR")
    >>> series(History([fled]), "exodus").get_ylabel()
    'persons'
    """
    points = _points(history, name, Viewpoint(on=on, known=known))
    drawn = canvas.axes_of(ax, _HEIGHT)
    places = [canvas.x_of(point.figure.closed // DAY) for point in points]
    canvas.time_axis(drawn, min(places), max(places), free=_FREE)
    canvas.counted_axis(drawn, max(map(_top, points)), points[0].figure.count)
    shown = history.resolved(Viewpoint(known=known)).actors.shown
    tellers = list(dict.fromkeys(_teller(point.figure, points, shown) for point in points))
    key: dict[str, Artist] = {}
    told: list[tuple[float, float, str]] = []
    sizes = _sizes(drawn, places, points)
    for x, point, size in zip(places, points, sizes, strict=True):
        teller = _teller(point.figure, points, shown)
        number = tellers.index(teller)
        look = _COLOURS[number % len(_COLOURS)], _MARKERS[number % len(_MARKERS)]
        key |= _draw(drawn, x, point, (*look, size), teller)
        told.append((x, _at(point.figure.count), str(point.figure.count)))
    canvas.clear(drawn, f"{name}{_public(known)}")
    first = {teller: key[teller] for teller in tellers}
    words.legend(drawn, first | key, columns=2)
    words.beside(drawn, told)
    return drawn


def _sizes(ax: Axes, places: Sequence[float], points: Sequence[_Point]) -> list[float]:
    """Return the size of each mark: larger for each one that is drawn on it later."""
    canvas.laid_out(ax)
    at = [
        ax.transData.transform((x, _at(point.figure.count)))
        for x, point in zip(places, points, strict=True)
    ]
    return [
        _SIZE
        + _GROWS * min(3, sum(max(abs(x - a), abs(y - b)) < _NEAR for a, b in at[number + 1 :]))
        for number, (x, y) in enumerate(at)
    ]


def _points(history: History, name: str, viewpoint: Viewpoint) -> list[_Point]:
    """Return the figures of a series, by when each had closed."""
    day = None if viewpoint.on is None else viewpoint.on.hi
    every = [point for fact in history.resolution(viewpoint).facts for point in _point(fact)]
    found = [
        point
        for point in every
        if point.figure.series == name and (day is None or point.figure.closed <= day)
    ]
    if not found:
        names = sorted({point.figure.series for point in every})
        listed = first_of(names, _MOST_LISTED, thousands="") or "none"
        hint = did_you_mean(name, names) or f"there are {listed}"
        raise NotFound(f"no figures of a series {name!r}; hint: {hint}")
    return sorted(found, key=lambda point: (point.figure.closed, point.event.id))


def _point(fact: Effective) -> Iterator[_Point]:
    """Yield the figure that a fact tells, as the reducer takes it down."""
    for figure in fold((fact.event,)).parts.figures.values():
        if figure.count is not None:
            before = getattr(fact.original, "count", None)
            yield _Point(figure, None if before == figure.count else before, fact.event)


def _teller(figure: Figure, points: Iterable[_Point], shown: Callable[[str], str]) -> str:
    """Return who counted, and what, where the figures differ in that."""
    differing = [
        shown(str(getattr(figure, name) or "")).replace("_", " ")
        for name in ("subject", *_TELLING)
        if len({getattr(point.figure, name) for point in points}) > 1
    ]
    told = (shown(figure.counting_body or "not stated"), *differing)
    return canvas.short(", ".join(filter(None, told)), _LETTERS)


def _public(known: WhenLike | None) -> str:
    return "" if known is None else f", as known on {When(known)}"


def _at(count: Count | None) -> int:
    """Return the figure to draw, or the only bound that is known; of words alone 0."""
    bounds = () if count is None else (count.best, count.low, count.high)
    return next((bound for bound in bounds if bound is not None), 0)


def _top(point: _Point) -> int:
    counts = [one for one in (point.figure.count, point.was) if one is not None]
    return max(bound or 0 for one in counts for bound in (one.low, one.best, one.high))


def _draw(
    ax: Axes, x: float, point: _Point, look: tuple[str, str, float], teller: str
) -> dict[str, Artist]:
    count, name = point.figure.count, point.event.id
    colour, marker, size = look
    y = _at(count)
    key: dict[str, Artist] = {}
    if point.was is not None and (was := _at(point.was)) != y:
        marks.line(ax, (x, x), (was, y), colour=colour, gid=f"change:{name}", style=":")
        key["before a correction"] = marks.dot(
            ax, x, was, marker=marker, face=canvas.WHITE, edge=colour, size=_SIZE, gid=f"was:{name}"
        )
    if count is not None and None not in {count.low, count.high} and count.low != count.high:
        ends = (float(count.low or 0), float(count.high or 0))
        marks.line(ax, (x, x), ends, colour=colour, gid=f"range:{name}", marker="_")
        key["from the least to the most"] = marks.sample(
            marker="_", face=canvas.GREY, edge=canvas.GREY
        )
        if count.best is None:
            # A mark at one bound alone would look like the figure itself.
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
    return {teller: body, **key}


def _open_end(
    ax: Axes, x: float, y: float, count: Count | None, look: tuple[str, str, float], name: str
) -> dict[str, Artist]:
    """Draw an arrow to where a figure has no bound."""
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
