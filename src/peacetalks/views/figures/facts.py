"""How a fact is drawn in its lane: its kind, its duration, how well its date is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, final

from attrs import frozen

from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.primitives.when import When
from peacetalks.views.figures import canvas, marks
from peacetalks.views.figures.lanes import LEAST, Item

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["MEANINGS", "draw_fact"]

_BAR: Final = 0.55
_DAY: Final = 1.5
"""Extents longer than this, in days, are more than one day, even when clocks change."""

_LASTED: Final = "duration"
_ABOUT: Final = "approximate duration"
_DOUBTED: Final = "uncertain date"
_EARLIER: Final = "that day or earlier"
_LATER: Final = "that day and later"
_CORRECTED: Final = "corrected later"
_RETRACTED: Final = "retracted later"


@final
@frozen
class _Look:
    """How facts of a kind are drawn, and their label in the legend."""

    meaning: str
    marker: str
    face: str
    edge: str
    size: float = 5.5


_OTHER: Final = _Look("other fact", "o", canvas.GREY, canvas.GREY, 4)
_LOOKS: Final[Mapping[str, _Look]] = {
    "meeting-refused": _Look("meeting refused", "X", canvas.VERMILLION, canvas.WHITE, 9),
    "meeting-held": _Look("meeting held", "o", canvas.BLUE, canvas.BLUE),
    "meeting-proposed": _Look("meeting proposed", "d", canvas.SKY, canvas.BLUE),
    "agreement-stage-reached": _Look("agreement stage", "s", canvas.GREEN, canvas.GREEN),
    "ceasefire-declared": _Look("ceasefire", "P", canvas.PURPLE, canvas.BLACK, 7),
}

MEANINGS: Final = (
    *(look.meaning for look in (*_LOOKS.values(), _OTHER)),
    _LASTED,
    _ABOUT,
    _DOUBTED,
    _EARLIER,
    _LATER,
    _CORRECTED,
    _RETRACTED,
)
"""The meanings of the marks of facts, in the order of the legend."""


def draw_fact(ax: Axes, item: Item, y: float, scale: float) -> dict[str, Artist]:
    """Draw a fact, and return its marks by meaning.

    Args:
        ax: the axes.
        item: the fact, in its lane.
        y: its row.
        scale: the width of a pixel, in units of the x axis.
    """
    look = _LOOKS.get(item.event.kind, _OTHER)
    extent = item.extent
    bounded = not (extent.opens or extent.closes)
    if item.event.occurred.is_span and bounded and _wide(extent):
        key = _lasting(ax, item, y, scale, look)
    else:
        key = _moment(ax, item, y, scale, look)
    if item.label is not None:
        item.label.set_y(y)
    return key | _changes(ax, item, y)


def _wide(extent: canvas.Extent) -> bool:
    return extent.last - extent.first > _DAY


def _sure(when: When) -> bool:
    """Return whether a date is neither approximate nor uncertain."""
    return not (when.approximate or when.uncertain)


def _lasting(ax: Axes, item: Item, y: float, scale: float, look: _Look) -> dict[str, Artist]:
    """Draw a bar for the time it lasted for certain, and lines over the possible ends."""
    when = item.event.occurred
    first, last = item.extent.first, item.extent.last
    key: dict[str, Artist] = {}
    if when.start is not None and _wide(start := canvas.extent_of(when.start)):
        first = start.last
        key |= _doubt(ax, (start.first, start.last), y, look, f"date:start:{item.name}")
    if when.end is not None and _wide(end := canvas.extent_of(when.end)):
        last = end.first
        key |= _doubt(ax, (end.first, end.last), y, look, f"date:end:{item.name}")
    # The certain time can be empty, and a few days out of many years are less than a pixel.
    half, middle = max(last - first, LEAST * scale) / 2, (first + last) / 2
    sure = _sure(when)
    marks.bar(
        ax,
        (middle - half, middle + half),
        y,
        high=_BAR,
        face=look.face if sure else canvas.WHITE,
        edge=look.face,
        hatch="" if sure else "//////",
        gid=f"{item.event.kind}:{item.name}",
    )
    if sure:
        return key | {_LASTED: marks.swatch(face=canvas.GREY)}
    return key | {_ABOUT: marks.swatch(face=canvas.WHITE, edge=canvas.GREY, hatch="//////")}


def _doubt(ax: Axes, xs: tuple[float, float], y: float, look: _Look, gid: str) -> dict[str, Artist]:
    """Draw a line with caps over the days that a date can be."""
    marks.line(ax, xs, (y, y), colour=look.face, gid=gid, marker="|")
    return _hollow()


def _hollow() -> dict[str, Artist]:
    return {_DOUBTED: marks.sample(marker="o", face=canvas.WHITE, edge=canvas.GREY)}


def _moment(ax: Axes, item: Item, y: float, scale: float, look: _Look) -> dict[str, Artist]:
    """Draw a mark; if its day is not certain, a hollow one with a line over the possible days."""
    when, extent = item.event.occurred, item.extent
    key: dict[str, Artist] = {}
    if extent.opens or extent.closes:
        key |= _bound(ax, item, y, scale, look.edge)
        hollow = not (when.is_span and _sure(when))
    else:
        hollow = _wide(extent) or not _sure(when)
        if _wide(extent):
            key |= _doubt(ax, (extent.first, extent.last), y, look, f"date:{item.name}")
        elif hollow:
            key |= _hollow()
    drawn = marks.dot(
        ax,
        extent.middle,
        y,
        marker=look.marker,
        face=canvas.WHITE if hollow else look.face,
        edge=_strong(look) if hollow else look.edge,
        size=look.size,
        gid=f"{item.event.kind}:{item.name}",
    )
    # The legend shows the mark of a certain day.
    return key | ({look.meaning: drawn} if not hollow else {look.meaning: _sample(look)})


def _strong(look: _Look) -> str:
    """Return the edge colour of a hollow mark; with a white edge it would be invisible."""
    return look.face if look.edge == canvas.WHITE else look.edge


def _sample(look: _Look) -> Artist:
    return marks.sample(
        marker=look.marker, face=look.face, edge=look.edge, size=look.size, style="none"
    )


def _bound(ax: Axes, item: Item, y: float, scale: float, colour: str) -> dict[str, Artist]:
    """Draw an arrow at each end where a date has no bound."""
    first, last = item.ends(scale)
    gid = f"date:{item.name}"
    key: dict[str, Artist] = {}
    for opens, end, mark, meaning in (
        (item.extent.opens, first, "<", _EARLIER),
        (item.extent.closes, last, ">", _LATER),
    ):
        if opens:
            marks.dot(
                ax, end, y, marker=mark, face=colour, edge=colour, size=3.5, gid=f"open:{gid}"
            )
            key[meaning] = marks.sample(marker=mark, face=canvas.GREY, edge=canvas.GREY)
    marks.line(ax, (first, last), (y, y), colour=colour, gid=gid)
    return key


def _changes(ax: Axes, item: Item, y: float) -> dict[str, Artist]:
    """Draw whether a fact was corrected or retracted later."""
    x = item.extent.middle
    if not item.counts:
        return {
            _RETRACTED: marks.dot(
                ax,
                x,
                y,
                marker="x",
                face=canvas.BLACK,
                edge=canvas.BLACK,
                size=8,
                gid=f"gone:{item.name}",
            )
        }
    if any(isinstance(book, EventCorrected) for book in item.fact.behind):
        return {
            _CORRECTED: marks.dot(
                ax,
                x,
                y,
                marker="o",
                face="none",
                edge=canvas.BLACK,
                size=11,
                gid=f"corrected:{item.name}",
            )
        }
    return {}
