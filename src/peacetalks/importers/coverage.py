"""What a release covers: the places and days for which its data set looked for what it counts.

A format declares its ``Scope`` once: what its data set counts, what a zero means, and which days a
file covers, given its rows and the name of its release. What a file cannot prove is not covered,
unless the user states it (``Limits``, as ``--covers PLACES:PERIOD`` gives it).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks._support.wording import count_noun, first_few
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER
from peacetalks.importers.context import Context
from peacetalks.importers.limits import EVERYWHERE, Limits
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.when import When, day_text
from peacetalks.values.facts import Source

__all__ = [
    "Covered",
    "Scope",
    "Seen",
    "contains",
    "covered",
    "days_of_rows",
    "example",
    "period_of",
    "spelt",
    "year_of",
    "years",
    "years_of_rows",
]

_LAST_YEAR: Final = 9999
_MOST_VALUES: Final = 1_000
_MOST_PLACES: Final = 10_000
_MOST_SHOWN: Final = 8

_Span: TypeAlias = tuple[int, int]
"""The first and the last day, in days since 1970-01-01."""


@final
class Seen:
    """What the rows of a file say about places and days, while it is read.

    Attributes:
        release: the name of the release.
        published: when it was published; None: not stated or not known.
        span: the first and the last day of its facts, in days since 1970-01-01; None: no fact.
        places: the places of its facts, each with its first and last day; the first 10,000.
        values: the values of the columns that the scope lists, in lower case; the first 1,000.
        counts: the kinds that it made, and the measures of those that have one.

    >>> Seen(None, "19.1", None).span is None
    True
    """

    __slots__ = ("_scope", "counts", "places", "published", "release", "span", "values")

    def __init__(self, scope: Scope | None, release: str, published: When | None) -> None:
        self._scope = scope
        self.release: str = release
        self.published: When | None = published
        self.span: _Span | None = None
        self.places: dict[str, _Span] = {}
        self.values: dict[str, set[str]] = {name: set() for name in scope.columns} if scope else {}
        self.counts: set[str] = set()

    def add(self, rows: tuple[Row, ...], events: tuple[Event, ...], context: Context) -> None:
        """Add rows that report one fact, and the events made of them; none: nothing is added."""
        if not events:
            return
        self.counts.update(map(_counted, events))
        for name, values in self.values.items():
            text = rows[0].fields.get(name)
            if text and len(values) < _MOST_VALUES:
                values.add(text.strip().lower())
        span = span_of(self._scope, rows, events)
        if span is None:
            return
        self.span = _joined(self.span, span)
        for place in places_of(self._scope, rows, events, context):
            # A place too many is not covered, and memory stays bounded.
            if place in self.places or len(self.places) < _MOST_PLACES:
                self.places[place] = _joined(self.places.get(place), span)


@final
@frozen(kw_only=True)
class Scope:
    """What a data set sets out to count, as it documents.

    Attributes:
        body: who counts, as in the figures of the data set; None: nobody in particular.
        counts: what it counts completely, by its own rules: the tags of kinds, or a kind and a
            measure, as ``"casualties-reported:killed"``.
        sampled: what it has only some of, likewise, as what a machine found in the news.
        zero: what it means that nothing is found, in words.
        source: where this is documented.
        period: gives the days that a file covers in a place, or everywhere (None), by its rows and
            the name of its release; None: it is unknown.
        day: the day of a row that ``period`` is about; None: when its first event occurred.
        places: the places of a row; None: the country of the place of its first event.
        columns: columns whose values are noted for ``period`` and ``everywhere``.
        everywhere: whether a file has the whole world; None: a file covers the places that its
            rows name.
        summary: which days and places a file covers, in words, for people.

    >>> Scope(
    ...     body=None,
    ...     counts=("prisoners-released",),
    ...     zero="nobody heard of a release",
    ...     source=Source("The commission"),
    ...     period=years_of_rows,
    ...     summary="the years of its rows",
    ... ).sampled
    ()
    """

    body: str | None
    counts: tuple[str, ...] = ()
    sampled: tuple[str, ...] = ()
    zero: str
    source: Source
    period: Callable[[Seen, str | None], When | None]
    day: Callable[[tuple[Row, ...]], When | None] | None = None
    places: Callable[[tuple[Row, ...], Context], Iterable[str]] | None = None
    columns: tuple[str, ...] = ()
    everywhere: Callable[[Seen], bool] | None = None
    summary: str


@final
@frozen
class Covered:
    """Places and days that a release covers.

    Attributes:
        places: the places, sorted; None: everywhere.
        period: the days.

    >>> covered = Covered(("UKR",), When("2015/2018"))
    >>> str(covered), covered.has(Covered(("UKR",), When("2016"))), covered.has(Covered(None, When("2016")))
    ('UKR, 2015/2018', True, False)
    """

    places: tuple[str, ...] | None
    period: When

    def contains(self, places: Collection[str], first: int, last: int) -> bool:
        """Whether all of some days are covered, in one of several places; no place: nowhere."""
        inside = self.period.first_day <= first and last <= self.period.last_day
        return inside and (self.places is None or not set(self.places).isdisjoint(places))

    def has(self, other: Covered) -> bool:
        """Whether all that another covers is covered."""
        if not (
            self.period.first_day <= other.period.first_day
            and other.period.last_day <= self.period.last_day
        ):
            return False
        if self.places is None:
            return True
        return other.places is not None and set(other.places) <= set(self.places)

    def __str__(self) -> str:
        return f"{_spelt_places(self.places)}, {self.period}"


def covered(scope: Scope | None, seen: Seen, limits: Limits | None) -> tuple[Covered, ...]:
    """Return what a file covers, by its rows, its scope and what its user states.

    Args:
        scope: the scope of its format; None: it has none.
        seen: what all of its rows say.
        limits: what its user states.

    Returns:
        Places and days; places with the same days together. Empty: it is unknown.
    """
    limits = limits or Limits()
    places = _covered_places(scope, seen, limits)
    if limits.period is not None:
        return (Covered(places, limits.period),) if places is None or places else ()
    if scope is None:
        return ()
    by_period: dict[When, list[str]] = {}
    if places is None:
        period = _until_published(scope.period(seen, None), seen)
        return () if period is None else (Covered(None, period),)
    for place in places:
        period = _until_published(scope.period(seen, place), seen)
        if period is not None:
            by_period.setdefault(period, []).append(place)
    return tuple(Covered(tuple(sorted(named)), period) for period, named in by_period.items())


def _until_published(period: When | None, seen: Seen) -> When | None:
    """Return a period without the days after the publication, which nobody can have counted."""
    published = seen.published
    if period is None or published is None or period.last_day <= published.last_day:
        return period
    first, last = period.first_day, published.last_day
    return period_of(first, last) if first <= last else None


def _covered_places(scope: Scope | None, seen: Seen, limits: Limits) -> tuple[str, ...] | None:
    if limits.places is not None:
        return tuple(sorted(limits.places)) or None
    if scope is not None and scope.everywhere is not None and scope.everywhere(seen):
        return None
    return tuple(sorted(seen.places))


def contains(
    areas: Iterable[Covered],
    scope: Scope | None,
    rows: tuple[Row, ...],
    events: tuple[Event, ...],
    context: Context,
) -> bool:
    """Whether what a release covers contains a row, given the events made of it."""
    span = span_of(scope, rows, events)
    if span is None:
        return False
    places = tuple(places_of(scope, rows, events, context))
    return any(area.contains(places, *span) for area in areas)


def span_of(scope: Scope | None, rows: tuple[Row, ...], events: tuple[Event, ...]) -> _Span | None:
    """Return the first and the last day of a row; None if they are not known."""
    if not events:
        return None
    day = events[0].occurred if scope is None or scope.day is None else scope.day(rows)
    if day is None:
        return None
    span = day.first_day, day.last_day
    return span if span[0] > -NEVER and span[1] < NEVER else None


def places_of(
    scope: Scope | None, rows: tuple[Row, ...], events: tuple[Event, ...], context: Context
) -> Iterable[str]:
    """Return the places of a row."""
    if scope is not None and scope.places is not None:
        return scope.places(rows, context)
    place = events[0].place if events else None
    return () if place is None or place.country is None else (place.country,)


def _joined(one: _Span | None, other: _Span) -> _Span:
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))


def _counted(event: Event) -> str:
    measure = getattr(event, "measure", None) if hasattr(event, "count") else None
    return event.kind if measure is None else f"{event.kind}:{measure}"


def days_of_rows(seen: Seen, place: str | None) -> When | None:
    """Return the days from the first row of a place to its last: the least that a file covers.

    Args:
        seen: what the rows say.
        place: the place; None: everywhere.

    >>> seen = Seen(None, "1", None)
    >>> seen.span = (When("2018-01-02").first_day, When("2018-02-03").last_day)
    >>> days_of_rows(seen, None)
    When('2018-01-02/2018-02-03')
    """
    span = seen.span if place is None else seen.places.get(place, seen.span)
    return None if span is None else period_of(*span)


def years_of_rows(seen: Seen, place: str | None) -> When | None:
    """Return the years from the first row of the file to its last, for every place.

    Args:
        seen: what the rows say.
        place: ignored.

    >>> seen = Seen(None, "1", None)
    >>> seen.span = (When("2017-05-02").first_day, When("2018-02-03").last_day)
    >>> years_of_rows(seen, "UKR")
    When('2017/2018')
    """
    del place
    return None if seen.span is None else years(*map(year_of, seen.span))


def period_of(first: int, last: int) -> When:
    """Return a period, given its first and last day; whole years as years.

    >>> from peacetalks.primitives.when import When
    >>> day = When("2018").first_day
    >>> period_of(day, day + 364), period_of(day, day + 30)
    (When('2018'), When('2018-01-01/2018-01-31'))
    """
    start, end = day_text(first), day_text(last)
    if start.endswith("-01-01") and end.endswith("-12-31"):
        start, end = start[:4], end[:4]
    return When(start if start == end else f"{start}/{end}")


def years(first: int, last: int) -> When | None:
    """Return whole years; None if the last is before the first, or if they cannot be written.

    >>> years(1989, 2018), years(2019, 2018)
    (When('1989/2018'), None)
    """
    if not 1 <= first <= last <= _LAST_YEAR:
        return None
    return When(f"{first:04}" if first == last else f"{first:04}/{last:04}")


def year_of(day: int) -> int:
    """Return the year of a day."""
    return int(day_text(day)[: -len("-01-01")])


# In words


def example(seen: Seen) -> str:
    """Return what a user could state about a file: the months of its rows.

    >>> seen = Seen(None, "2", None)
    >>> seen.span = (When("2018-01-01").first_day, When("2018-01-03").last_day)
    >>> example(seen)
    '2018-01'
    """
    if seen.span is None:
        return "2018-01"
    start, end = (day_text(day)[:7] for day in seen.span)
    return start if start == end else f"{start}/{end}"


def _spelt_places(places: tuple[str, ...] | None) -> str:
    if places is None:
        return EVERYWHERE
    if len(places) > _MOST_SHOWN:
        return count_noun(len(places), "place")
    return first_few(places, _MOST_SHOWN)


def spelt(areas: Iterable[Covered]) -> str:
    """Return what is covered, in words.

    >>> spelt([Covered(("SYR", "UKR"), When("2015/2018")), Covered(None, When("2019"))])
    'SYR, UKR, 2015/2018; everywhere, 2019'
    """
    return "; ".join(map(str, areas))
