"""``Item``: something that a panel counts: one fact, or the number of persons in a figure.

An act counts on its last possible day. A number of persons is spread evenly over the days on which
it was counted, in whole numbers, so that the periods add up to the number.

Figures of one series and group by one body replace one another, as in a state. A count of all since
some day (``counting="cumulative"``) is of no period. If it is not stated whether a count is one of
all since some day, it is in a period that has all of its days, and in no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias, final

from peacetalks.actors import world
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER
from peacetalks.events.force import CasualtiesReported
from peacetalks.events.meetings import MeetingRefused
from peacetalks.events.territory import DisplacementReported
from peacetalks.fields.shape import by_class
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when_grammar import DAY
from peacetalks.reducer.territory import area_key
from peacetalks.state.figures import closed
from peacetalks.values.count import Count

__all__ = [
    "DEATHS",
    "DIFFERENCES",
    "DISPLACED",
    "UNPLACED",
    "FlowFigure",
    "Item",
    "bounds_of",
    "closing",
    "country_of",
    "key_of_figure",
    "of_fact",
    "of_figures",
    "of_series",
    "of_tolls",
    "sides_of",
]

DEATHS: Final = "casualties-reported:killed"
DISPLACED: Final = "displacement-reported:flow"
DIFFERENCES: Final = f"{DEATHS}/difference"
"""What was added to a count of all dead since some day, from one count to the next."""
FlowFigure: TypeAlias = CasualtiesReported | DisplacementReported
"""A figure that may be of a time, so that figures of different times can be added."""

_PARTICIPANTS: Final = "participants"
UNPLACED: Final = "/unplaced"
"""After what is counted: on record, but in which of its days or how many is not known."""
_ONE: Final = (False, 1, 1, 1)
_NOTHING: Final = (False, None, None, None)


@final
class Item(NamedTuple):
    """Something that is counted.

    Attributes:
        what: the tag of a kind; with a colon, what of it: a measure, or a category of reasons.
        body: who counted; empty: not stated, or it was not counted by anybody.
        country: the code of the state it happened in, or from which people fled; empty: not stated.
        first: the first day on which it can have happened, in days since 1970-01-01.
        last: the last such day.
        is_whole: whether it counts only in a period that has all of its days.
        low: the least number of persons, or 1; None: unknown.
        best: the best estimate, or 1; None: unknown.
        high: the greatest number, or 1; None: unknown.
        sides: the actors that it names.
    """

    what: str
    body: str
    country: str
    first: int
    last: int
    is_whole: bool
    low: int | None
    best: int | None
    high: int | None
    sides: tuple[str, ...] = ()


def of_fact(event: Event, sides: Iterable[str] = ()) -> list[Item]:
    """Return what a fact counts as: one of its kind, and one of each category of its reasons.

    Args:
        event: the fact.
        sides: actors that other facts name with it, such as those invited to a meeting.

    >>> import peacetalks as pt
    >>> no = pt.MeetingRefused(occurred="1970-01-03", meeting="m", by="A", reasons="agenda")
    >>> [(item.what, item.last, item.best) for item in of_fact(no)]
    [('meeting-refused', 2, 1), ('meeting-refused:agenda', 2, 1)]
    """
    # Nothing happens after it was reported.
    day = closed(event) // DAY
    named = sides_of(event)
    if sides or len(named) > 1:
        named = tuple(sorted({*named, *sides}))
    if day >= NEVER:
        return [_unplaced(event.kind, "", country_of(event), event, named)]
    counted = Item(event.kind, "", country_of(event), day, day, *_ONE, named)
    if not isinstance(event, MeetingRefused):
        return [counted]
    categories = dict.fromkeys(reason.category for reason in event.reasons or ())
    whats = (f"{event.kind}:{category}" for category in categories)
    return [counted, *(counted._replace(what=what) for what in whats)]


def sides_of(event: Event) -> tuple[str, ...]:
    """Return the actors between whom something happened, as a fact names them.

    >>> import peacetalks as pt
    >>> sides_of(pt.AttackReported(occurred="2031", by="NORTH", against="SOUTH"))
    ('NORTH', 'SOUTH')
    """
    named: tuple[str, ...] = ()
    for name in _naming(type(event)):
        values = getattr(event, name)
        if values:
            named += tuple(values) if name != _PARTICIPANTS else tuple(p.actor for p in values)
    return named


@by_class
def _naming(kind: type[Event]) -> tuple[str, ...]:
    names = ("by", "against", "to", "parties", "invitees", _PARTICIPANTS)
    return tuple(name for name in names if hasattr(kind, name))


def country_of(event: Event | None) -> str:
    """Return the code of the state in which a fact is, or from which people fled; empty: not stated.

    >>> import peacetalks as pt
    >>> country_of(pt.DisplacementReported(occurred="2031", series="s", origin="Syria"))
    'SYR'
    """
    if event is None:
        return ""
    if event.place is not None and event.place.country is not None:
        return event.place.country
    area = event.origin if isinstance(event, DisplacementReported) else None
    return "" if area is None else world().resolve(area) or ""


def of_figures(figures: Iterable[FlowFigure], incidents: Mapping[str, Event]) -> list[Item]:
    """Return the deaths and the displaced in figures, of each body the latest in each series.

    Args:
        figures: the figures, in the one order.
        incidents: the incidents of the figures, by name.
    """
    by_series: dict[str, dict[object, FlowFigure]] = {}
    tolls: dict[object, list[CasualtiesReported]] = {}
    for figure in figures:
        latest, key = by_series.setdefault(figure.series, {}), key_of_figure(figure)
        if key not in latest or closing(latest[key]) <= closing(figure):
            latest[key] = figure
        if isinstance(figure, CasualtiesReported) and _is_toll(figure):
            tolls.setdefault((figure.series, key), []).append(figure)
    counted: list[Item] = []
    for latest in by_series.values():
        counted += of_series(latest.values(), incidents)
    for listed in tolls.values():
        counted += of_tolls(listed, incidents)
    return counted


def of_series(
    figures: Iterable[FlowFigure], incidents: Mapping[str, Event] = FrozenMap()
) -> list[Item]:
    """Return the deaths and the displaced in the figures of one series.

    Args:
        figures: the latest figure of each body and group in the series.
        incidents: the incidents of the figures, by name.

    >>> import peacetalks as pt
    >>> figure = pt.CasualtiesReported(occurred="1970-01-03", series="s", measure="killed", count=5)
    >>> [(item.first, item.last, item.best) for item in of_series([figure])]
    [(2, 2, 5)]
    """
    counted: dict[tuple[str, str, object], list[FlowFigure]] = {}
    listed: list[Item] = []
    for figure in figures:
        what, body = _what_of(figure), figure.counting_body or ""
        if _is_of_a_time(figure):
            counted.setdefault((what, body, _stated_time(figure)), []).append(figure)
        elif what:
            incident = incidents.get(getattr(figure, "incident", None) or "")
            listed.append(_unplaced_figure(what, body, figure, incident))
    for (what, body, _), same in counted.items():
        # A figure of all has those of the groups in it.
        for figure in [f for f in same if f.group is None] or same:
            incident = incidents.get(getattr(figure, "incident", None) or "")
            listed += _of_figure(what, body, figure, incident)
    return listed


def key_of_figure(figure: FlowFigure) -> tuple[object, ...]:
    """Return the key of a figure in its series: a later figure with the same key replaces it.

    Counts of different times do not replace one another, if they are stated to be of these times.
    """
    ends: tuple[str | None, ...] = ()
    if isinstance(figure, DisplacementReported):
        ends = tuple(place and area_key(place) for place in (figure.origin, figure.destination))
    return (
        figure.kind,
        figure.measure,
        figure.group,
        *ends,
        figure.counting_body,
        _stated_time(figure),
    )


def _stated_time(figure: FlowFigure) -> tuple[int, int] | None:
    return (figure.occurred.lo, figure.occurred.hi) if _is_stated_flow(figure) else None


def _what_of(figure: FlowFigure) -> str:
    """Return what a figure counts, of a time or since some day; empty: something else."""
    if isinstance(figure, CasualtiesReported):
        return DEATHS if figure.measure == "killed" else ""
    return DISPLACED if figure.measure in {"flow", "cumulative", None} else ""


def _unplaced_figure(what: str, body: str, figure: FlowFigure, incident: Event | None) -> Item:
    country = country_of(figure) or country_of(incident)
    return _unplaced(what, body, country, figure, _sides_of(incident))


def _unplaced(what: str, body: str, country: str, event: Event, sides: tuple[str, ...]) -> Item:
    """Return that something is on record in some days, but in which of them is not known."""
    first, last = event.occurred.lo // DAY, closed(event) // DAY
    first, last = max(first, -NEVER), min(max(first, last), NEVER)
    return Item(f"{what}{UNPLACED}", body, country, first, last, *_NOTHING, sides)


def _sides_of(incident: Event | None) -> tuple[str, ...]:
    return () if incident is None else tuple(sorted({*sides_of(incident)}))


def _is_stated_flow(figure: FlowFigure) -> bool:
    if isinstance(figure, CasualtiesReported):
        return figure.counting == "flow"
    return figure.measure == "flow"


def _is_of_a_time(figure: FlowFigure) -> bool:
    if isinstance(figure, CasualtiesReported):
        return figure.measure == "killed" and figure.counting != "cumulative"
    return figure.measure == "flow"


def _is_toll(figure: FlowFigure) -> bool:
    """Return whether a figure is stated to be a count of all dead since some day."""
    return isinstance(figure, CasualtiesReported) and (
        (figure.measure, figure.counting) == ("killed", "cumulative")
    )


def _of_figure(what: str, body: str, figure: FlowFigure, incident: Event | None) -> list[Item]:
    occurred = figure.occurred
    last = min(occurred.hi, closing(figure)) // DAY
    first = min(last, occurred.lo // DAY)
    if last >= NEVER or first <= -NEVER or figure.count is None:
        return [_unplaced_figure(what, body, figure, incident)]
    is_whole = first < last and not _is_stated_flow(figure)
    country, sides = country_of(figure) or country_of(incident), _sides_of(incident)
    item = Item(what, body, country, first, last, is_whole, *bounds_of(figure.count), sides)
    # Windows that have some of its days do not have a known part of it.
    return [item, _unplaced_figure(what, body, figure, incident)] if is_whole else [item]


def of_tolls(
    tolls: Iterable[CasualtiesReported], incidents: Mapping[str, Event] = FrozenMap()
) -> Iterator[Item]:
    """Yield what was added from each count of all dead since some day to the next.

    A count that is lower than the one before it corrects it, and adds nothing.

    Args:
        tolls: the counts of one series and group by one body, in any order.
        incidents: the incidents of the figures, by name.

    >>> import peacetalks as pt
    >>> tolls = [
    ...     pt.CasualtiesReported(
    ...         occurred=f"1970-01-01/{day}", series="s", measure="killed", count=n, as_of=day
    ...     )
    ...     for day, n in (("1970-01-10", 100), ("1970-01-20", 140))
    ... ]
    >>> [(item.first, item.last, item.best) for item in of_tolls(tolls)]
    [(10, 19, 40)]
    """
    by_day = {closing(toll) // DAY: toll for toll in sorted(tolls, key=closing)}
    for (before, earlier), (day, later) in pairwise(by_day.items()):
        if day >= NEVER:
            continue
        (low, best, high), (low_now, best_now, high_now) = map(
            bounds_of, (earlier.count, later.count)
        )
        if best is not None and best_now is not None and best_now < best:
            continue
        numbers = (
            None if low_now is None or high is None else max(0, low_now - high),
            None if best_now is None or best is None else best_now - best,
            None if high_now is None or low is None else max(0, high_now - low),
        )
        incident = incidents.get(later.incident or "")
        country = country_of(later) or country_of(incident)
        sides = _sides_of(incident)
        body = later.counting_body or ""
        yield Item(DIFFERENCES, body, country, before + 1, day, False, *numbers, sides)  # noqa: FBT003 # an item is a row


def closing(figure: FlowFigure) -> int:
    """Return the instant by which the count of a figure was complete."""
    return closed(figure) if figure.as_of is None else figure.as_of.hi


def bounds_of(count: Count) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of a count; without bounds the best estimate is all three."""
    if count.low is None and count.high is None:
        return count.best, count.best, count.best
    return count.low, count.best, count.high
