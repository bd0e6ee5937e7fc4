"""Facts in lanes, by family of kinds or by actor, with room for each and its label.

A lane has as many rows as its facts need to stand beside one another; where it would need too
many, labels are left out, and facts that still find no room share a last row of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, final

from attrs import Factory, define

from peacetalks.errors import none_of
from peacetalks.events import KINDS, Event, EventRetracted, MeetingRefused
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.history.narrative import actors_of
from peacetalks.history.resolve import Effective
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, words
from peacetalks.views.figures.canvas import Extent
from peacetalks.when import When

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from peacetalks.history import History

__all__ = [
    "ARROW",
    "FAMILIES",
    "HALF",
    "LEAST",
    "Item",
    "by_actor",
    "by_family",
    "items_of",
    "pack",
    "undated",
]

FAMILIES: Final = tuple(dict.fromkeys(kind.__module__.rpartition(".")[2] for kind in KINDS))
"""The families of kinds, in the order of the vocabulary."""
HALF: Final = 5
"""Half of a mark, in pixels."""
ARROW: Final = 14
"""How far a date without a start or an end is drawn, in pixels."""

LEAST: Final = 4
"""How wide a bar is at the least, in pixels."""

_NEVER: Final = When("/..")
"""A date of which nothing is known has no place on an axis."""
_MOST_ROWS: Final = 12
_MOST_ACTORS: Final = 10


@final
@define
class Item:
    """A fact in a lane.

    Attributes:
        fact: the fact, with the bookkeeping behind it.
        counts: whether it counts, or was taken back.
        extent: where its date lies.
        label: its label, once it is placed; None: it has none.
        row: its row in the lane, counted from the top.
        lane: the actor in whose lane it stands; empty: it stands only once.
    """

    fact: Effective
    counts: bool
    extent: Extent
    label: Text | None = None
    row: int = 0
    lane: str = ""

    @property
    def event(self) -> Event:
        """The fact as it stands now."""
        return self.fact.event

    @property
    def name(self) -> str:
        """What tells its marks from all others in the figure."""
        return f"{self.event.id}@{self.lane}" if self.lane else self.event.id

    @property
    def half(self) -> float:
        """Half of its mark, in pixels, with what is drawn around it."""
        changed = not self.counts or any(isinstance(b, EventCorrected) for b in self.fact.behind)
        return HALF * 1.7 if changed else HALF

    def ends(self, scale: float) -> tuple[float, float]:
        """Return from where to where it is drawn; an open date has an arrow.

        Args:
            scale: how many numbers of the axis a pixel is.
        """
        extent = self.extent
        return (
            extent.first - ARROW * scale * extent.opens,
            extent.last + ARROW * scale * extent.closes,
        )


def _families(asked: Iterable[str] | None) -> tuple[str, ...]:
    wanted = FAMILIES if asked is None else tuple(asked)
    for name in wanted:
        if name not in FAMILIES:
            raise none_of("no such family of kinds", name, FAMILIES)
    return wanted


def items_of(
    history: History,
    viewpoint: Viewpoint,
    since: When | None,
    families: Iterable[str] | None,
    actors: Sequence[str] | None,
) -> list[Item]:
    """Return the facts to draw, those that were taken back among them, by when they can begin.

    Raises:
        InvalidValue: for a family that is none.
    """
    wanted = _families(families)
    resolution = history.resolution(viewpoint)
    day = None if viewpoint.on is None else viewpoint.on.hi
    told = [(fact, True) for fact in resolution.facts if not isinstance(fact.event, STATEMENTS)]
    # What was merged into another fact stands there.
    told += [(fact, False) for fact in resolution.hidden if _was_taken_back(fact)]
    found = [
        Item(fact, counts, canvas.extent_of(fact.event.occurred))
        for fact, counts in told
        if fact.event.occurred != _NEVER
        and _family(fact.event) in wanted
        and (day is None or fact.event.occurred.opens_by <= day)
        and (since is None or fact.event.occurred.hi >= since.lo)
        and (actors is None or set(actors) & set(actors_of(fact.event)))
    ]
    return sorted(found, key=lambda item: (item.extent.first, item.fact.event.id))


def undated(history: History, viewpoint: Viewpoint) -> int:
    """Return how many facts have no place on the axis, since nothing is known of their dates."""
    facts = history.resolved(viewpoint).events
    return sum(event.occurred == _NEVER for event in facts)


def _was_taken_back(fact: Effective) -> bool:
    return any(isinstance(book, EventRetracted) for book in fact.behind)


def _family(event: Event) -> str:
    return type(event).__module__.rpartition(".")[2]


def by_family(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the facts of each family that has any."""
    lanes: dict[str, list[Item]] = {name: [] for name in FAMILIES}
    for item in items:
        lanes.setdefault(_family(item.fact.event), []).append(item)
    return {name: inside for name, inside in lanes.items() if inside}


def by_actor(items: Sequence[Item], asked: Sequence[str] | None) -> dict[str, list[Item]]:
    """Return the facts that name each actor: those asked for, or those that are named most."""
    counted = Counter(code for item in items for code in actors_of(item.fact.event))
    most = sorted(counted, key=lambda code: (-counted[code], code))[:_MOST_ACTORS]
    lanes: dict[str, list[Item]] = {code: [] for code in (asked or most)}
    for item in items:
        for code in actors_of(item.fact.event):
            if code in lanes:
                lanes[code].append(Item(item.fact, item.counts, item.extent, lane=code))
    return {code: inside for code, inside in lanes.items() if inside}


def pack(
    ax: Axes,
    items: Iterable[Item],
    scale: float,
    label_of: Callable[[Item], str],
) -> None:
    """Give each fact of a lane a row in which nothing is in its way, labels included.

    Where that takes too many rows, facts choose before labels, but for those of refusals; the
    others stand where room is left.
    """
    told = [(item, label_of(item)) for item in items]
    # Refusals choose first, then what else has a label.
    told.sort(key=lambda each: (not _refuses(each[0]), not each[1]))
    rows: list[_Row] = []
    if _choose(ax, told, scale, rows):
        return
    for item, _ in told:
        _drop(item)
    rows.clear()
    _choose(ax, [(item, text if _refuses(item) else "") for item, text in told], scale, rows)
    for item, text in told:
        if text and item.label is None and item.row < _MOST_ROWS:
            _squeeze(ax, item, scale, text, rows[item.row])


def _choose(ax: Axes, told: Iterable[tuple[Item, str]], scale: float, rows: list[_Row]) -> bool:
    """Let facts choose a row, one after another; return whether all have one of their own."""
    all_found = True
    for item, text in told:
        free = _take(rows, _room(ax, item, scale, text))
        if free is None and text:
            _drop(item)
            free = _take(rows, _room(ax, item, scale, ""))
        # The last row is shared, so no label may stand there.
        item.row = _MOST_ROWS if free is None else free
        all_found = all_found and free is not None
    return all_found


def _squeeze(ax: Axes, item: Item, scale: float, text: str, row: _Row) -> None:
    """Write a label beside a fact that has its row, if there is room."""
    bare = _room(ax, item, scale, "")
    first, last = _room(ax, item, scale, text)
    # What the fact itself takes is taken.
    hair = scale / 10
    room = (bare[1] + hair, last) if last > bare[1] else (first, bare[0] - hair)
    if not row.take(room):
        _drop(item)


def _refuses(item: Item) -> bool:
    return isinstance(item.event, MeetingRefused)


def _take(rows: list[_Row], room: tuple[float, float]) -> int | None:
    """Take an interval in the first row where it is free; None: there is none, and no row more."""
    for at, row in enumerate(rows):
        if row.take(room):
            return at
    if len(rows) == _MOST_ROWS:
        return None
    rows.append(_Row())
    rows[-1].take(room)
    return len(rows) - 1


@final
@define
class _Row:
    """What of a row is taken: intervals that do not overlap, in order."""

    firsts: list[float] = Factory(list[float])
    lasts: list[float] = Factory(list[float])

    def take(self, room: tuple[float, float]) -> bool:
        """Take an interval, and return whether it was free."""
        at = bisect_left(self.firsts, room[0])
        if at < len(self.firsts) and self.firsts[at] <= room[1]:
            return False
        if at and self.lasts[at - 1] >= room[0]:
            return False
        self.firsts.insert(at, room[0])
        self.lasts.insert(at, room[1])
        return True


def _drop(item: Item) -> None:
    """Take away a label for which there is no room."""
    if item.label is not None:
        item.label.remove()
        item.label = None


def _room(ax: Axes, item: Item, scale: float, text: str) -> tuple[float, float]:
    """Return from where to where a fact with its label needs room."""
    ends = item.ends(scale)
    half = item.half * scale
    if not text:
        return ends[0] - half, ends[1] + half
    item.label = words.said(ax, 0, 0, text)
    wide = (item.label.get_window_extent().width + 2 * item.half) * scale
    if ends[1] + half + wide < ax.get_xlim()[1]:
        item.label.set_x(ends[1] + 1.8 * half)
        return ends[0] - half, ends[1] + half + wide
    item.label.set(x=ends[0] - 1.8 * half, ha="right")
    return ends[0] - half - wide, ends[1] + half
