"""Facts in lanes, by family of kinds or by actor, with room for each fact and its label.

A lane has as many rows as its facts need in order not to overlap. If it would need too many, labels
are left out; facts for which there is still no room share an extra last row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, final

from attrs import Factory, define

from peacetalks.errors import none_of
from peacetalks.events import Event, families
from peacetalks.events.bookkeeping import EventCorrected, EventRetracted
from peacetalks.events.meetings import MeetingRefused
from peacetalks.history.filtering import actors_of
from peacetalks.history.resolution import Effective
from peacetalks.primitives.when import When
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, labels
from peacetalks.views.figures.canvas import Extent

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

FAMILIES: Final = tuple(family.name for family in families.FAMILIES)
"""The families of kinds, in the order of the vocabulary."""
HALF: Final = 5
"""Half of a mark, in pixels."""
ARROW: Final = 14
"""The length of the arrow of a date without a start or an end, in pixels."""

LEAST: Final = 4
"""The least width of a bar, in pixels."""

_UNDATED: Final = When("/..")
"""A date of which nothing is known; it has no place on an axis."""
_MOST_ROWS: Final = 12
_MOST_ACTORS: Final = 10


@final
@define
class Item:
    """A fact in a lane.

    Attributes:
        fact: the fact, with the bookkeeping behind it.
        counts: whether it counts, or was retracted.
        extent: the place of its date.
        label: its label, once placed; None: it has none.
        row: its row in the lane, counted from the top.
        lane: the actor of its lane; empty if lanes are families, so that it is drawn only once.
    """

    fact: Effective
    counts: bool
    extent: Extent
    label: Text | None = None
    row: int = 0
    lane: str = ""

    @property
    def event(self) -> Event:
        """The fact as it is now, with later corrections."""
        return self.fact.event

    @property
    def name(self) -> str:
        """A name for its marks that is unique in the figure."""
        return f"{self.event.id}@{self.lane}" if self.lane else self.event.id

    @property
    def half(self) -> float:
        """Half the width of its mark, in pixels, with the ring or cross around it."""
        changed = not self.counts or any(isinstance(b, EventCorrected) for b in self.fact.behind)
        return HALF * 1.7 if changed else HALF

    def ends(self, scale: float) -> tuple[float, float]:
        """Return the two ends of what is drawn, including the arrows of an open date.

        Args:
            scale: the width of a pixel, in units of the axis.
        """
        extent = self.extent
        return (
            extent.first - ARROW * scale * extent.opens,
            extent.last + ARROW * scale * extent.closes,
        )


def _families(names: Iterable[str] | None) -> tuple[str, ...]:
    wanted = FAMILIES if names is None else tuple(names)
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
    """Return the facts to draw, including retracted ones, by their earliest possible start.

    Raises:
        InvalidValue: if there is no family of a name.
    """
    wanted = _families(families)
    effective = history.effective(viewpoint)
    day = None if viewpoint.on is None else viewpoint.on.hi
    facts = [(fact, True) for fact in effective.facts if not isinstance(fact.event, STATEMENTS)]
    # Hidden facts that were merged into another one are drawn as that one.
    facts += [(fact, False) for fact in effective.hidden if _was_retracted(fact)]
    items = [
        Item(fact, counts, canvas.extent_of(fact.event.occurred))
        for fact, counts in facts
        if fact.event.occurred != _UNDATED
        and fact.event.family in wanted
        and (day is None or fact.event.occurred.opens_by <= day)
        and (since is None or fact.event.occurred.hi >= since.lo)
        and (actors is None or set(actors) & set(actors_of(fact.event)))
    ]
    return sorted(items, key=lambda item: (item.extent.first, item.fact.event.id))


def undated(history: History, viewpoint: Viewpoint) -> int:
    """Return how many facts have no place on the axis because nothing is known of their dates."""
    facts = history.effective(viewpoint).events
    return sum(event.occurred == _UNDATED for event in facts)


def _was_retracted(fact: Effective) -> bool:
    return any(isinstance(book, EventRetracted) for book in fact.behind)


def by_family(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the facts of each family, without empty families."""
    lanes: dict[str, list[Item]] = {name: [] for name in FAMILIES}
    for item in items:
        lanes.setdefault(item.fact.event.family, []).append(item)
    return {name: inside for name, inside in lanes.items() if inside}


def by_actor(items: Sequence[Item], actors: Sequence[str] | None) -> dict[str, list[Item]]:
    """Return the facts that name each actor: the actors given, or those named most often."""
    counted = Counter(code for item in items for code in actors_of(item.fact.event))
    most = sorted(counted, key=lambda code: (-counted[code], code))[:_MOST_ACTORS]
    lanes: dict[str, list[Item]] = {code: [] for code in (actors or most)}
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
    """Assign each fact of a lane to a row where it overlaps nothing, its label included.

    If that takes too many rows, facts and the labels of refusals are placed first; other labels
    are written only where there is room left.
    """
    labelled = [(item, label_of(item)) for item in items]
    # Refusals are placed first, then other facts with labels.
    labelled.sort(key=lambda each: (not _refuses(each[0]), not each[1]))
    rows: list[_Row] = []
    if _assign_rows(ax, labelled, scale, rows):
        return
    for item, _ in labelled:
        _drop_label(item)
    rows.clear()
    first = [(item, text if _refuses(item) else "") for item, text in labelled]
    _assign_rows(ax, first, scale, rows)
    for item, text in labelled:
        if text and item.label is None and item.row < _MOST_ROWS:
            _squeeze_label(ax, item, scale, text, rows[item.row])


def _assign_rows(
    ax: Axes, labelled: Iterable[tuple[Item, str]], scale: float, rows: list[_Row]
) -> bool:
    """Assign facts to rows, in order, and return whether none is in the shared last row."""
    all_found = True
    for item, text in labelled:
        free = _take(rows, _room(ax, item, scale, text))
        if free is None and text:
            _drop_label(item)
            free = _take(rows, _room(ax, item, scale, ""))
        # Facts overlap in the shared last row, so they have no labels there.
        item.row = _MOST_ROWS if free is None else free
        all_found = all_found and free is not None
    return all_found


def _squeeze_label(ax: Axes, item: Item, scale: float, text: str, row: _Row) -> None:
    """Write the label of a fact that already has a row, if there is room next to it."""
    bare = _room(ax, item, scale, "")
    first, last = _room(ax, item, scale, text)
    # The fact itself has taken its interval already, so the label starts just outside it.
    hair = scale / 10
    room = (bare[1] + hair, last) if last > bare[1] else (first, bare[0] - hair)
    if not row.take(room):
        _drop_label(item)


def _refuses(item: Item) -> bool:
    return isinstance(item.event, MeetingRefused)


def _take(rows: list[_Row], room: tuple[float, float]) -> int | None:
    """Take an interval in the first row where it is free; None if all rows are full."""
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
    """The parts of a row that are taken: intervals that do not overlap, in order."""

    firsts: list[float] = Factory(list[float])
    lasts: list[float] = Factory(list[float])

    def take(self, room: tuple[float, float]) -> bool:
        """Take an interval if it is free, and return whether it was."""
        at = bisect_left(self.firsts, room[0])
        if at < len(self.firsts) and self.firsts[at] <= room[1]:
            return False
        if at and self.lasts[at - 1] >= room[0]:
            return False
        self.firsts.insert(at, room[0])
        self.lasts.insert(at, room[1])
        return True


def _drop_label(item: Item) -> None:
    """Remove the label of a fact."""
    if item.label is not None:
        item.label.remove()
        item.label = None


def _room(ax: Axes, item: Item, scale: float, text: str) -> tuple[float, float]:
    """Write the label of a fact, and return the interval that both need."""
    ends = item.ends(scale)
    half = item.half * scale
    if not text:
        return ends[0] - half, ends[1] + half
    item.label = labels.write(ax, 0, 0, text)
    wide = (item.label.get_window_extent().width + 2 * item.half) * scale
    if ends[1] + half + wide < ax.get_xlim()[1]:
        item.label.set_x(ends[1] + 1.8 * half)
        return ends[0] - half, ends[1] + half + wide
    item.label.set(x=ends[0] - 1.8 * half, ha="right")
    return ends[0] - half - wide, ends[1] + half
