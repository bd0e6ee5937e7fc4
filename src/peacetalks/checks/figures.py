"""Check figures: bounds out of order, falling totals, shares above their base, impossible numbers.

And tolls that a panel would count wrongly: one toll in two series, a long span of an unstated sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from peacetalks.checks.evidence import Evidence, Issue, describe
from peacetalks.checks.field_values import values_of
from peacetalks.events import Event
from peacetalks.events.agreements import VoteHeld
from peacetalks.events.force import CasualtiesReported
from peacetalks.events.territory import DisplacementReported, PopulationReported, ReturnReported
from peacetalks.fields.shape import Value
from peacetalks.findings import checks
from peacetalks.primitives.when import When
from peacetalks.state.figures import closed
from peacetalks.values.count import Count
from peacetalks.values.facts import Place

__all__ = ["RULES"]

Moved: TypeAlias = DisplacementReported | ReturnReported
Counted: TypeAlias = CasualtiesReported | Moved

_POLE: Final = 90
_DATE_LINE: Final = 180
_ABOUT: Final = 0.1
"""How far an approximate figure may be from the true one, as a share of it."""
_MONTH: Final = 31
"""Figures of more days than this are asked how they count."""
_MOST: Final = 100
"""A figure is compared with this many others of one day and count."""


def out_of_order(evidence: Evidence) -> Iterator[Issue]:
    """Report a count that does not satisfy low ≤ best ≤ high."""
    for event in evidence.facts:
        for path, count in values_of(event, Value(Count)):
            if not count.is_ordered:
                message = f"low {count.low}, best {count.best}, high {count.high} are out of order"
                yield Issue(checks.COUNT_OUT_OF_ORDER, event, message, path)


def falls(evidence: Evidence) -> Iterator[Issue]:
    """Report a cumulative figure below an earlier one of the same series and counting body."""
    series: dict[tuple[object, ...], list[Counted]] = defaultdict(list)
    for event in _counted(evidence):
        if _is_cumulative(event) and event.count is not None:
            series[_key(event)].append(event)
    for figures in series.values():
        highest: Counted | None = None
        for event in sorted(figures, key=_closed):
            if highest is not None and _closed(highest) < _closed(event):
                low, high = _bounds(highest.count)[0], _bounds(event.count)[1]
                if low is not None and high is not None and high < low:
                    message = (
                        f"{event.count} is below the earlier {highest.count} of {highest.id!r}; "
                        f"hint: correct or retract the earlier figure"
                    )
                    yield Issue(checks.CUMULATIVE_FALLS, event, message, "$.count")
                    continue
            if highest is None or _at_least(event) >= _at_least(highest):
                highest = event


def above_base(evidence: Evidence) -> Iterator[Issue]:
    """Report more people fled or returned than the population they are a share of."""
    bases = {event.id: event for event in evidence.of(PopulationReported)}
    for event in _moved(evidence):
        base = bases.get(evidence.state.canonical_id(event.population_base or ""))
        # One person may move several times.
        if base is None or event.measure == "movements":
            continue
        least, most = _bounds(event.count)[0], _bounds(base.count)[1]
        if least is not None and most is not None and least > most:
            message = f"{event.count} is above the population of {base.count} in {base.id!r}"
            yield Issue(checks.ABOVE_POPULATION, event, message, "$.count")


def impossible(evidence: Evidence) -> Iterator[Issue]:
    """Report an impossible number."""
    for event in evidence.facts:
        for path, message in _impossible(event):
            yield Issue(checks.IMPOSSIBLE_NUMBER, event, message, path)


def _impossible(event: Event) -> Iterator[tuple[str, str]]:
    """Yield the path of each impossible number, and what is wrong with it."""
    for path, count in values_of(event, Value(Count)):
        least = min((n for n in (count.low, count.best, count.high) if n is not None), default=0)
        if least < 0:
            yield path, f"{least:,} is below zero"
    for path, place in values_of(event, Value(Place)):
        for name, degrees, most in (
            ("latitude", place.latitude, _POLE),
            ("longitude", place.longitude, _DATE_LINE),
        ):
            if degrees is not None and not -most <= degrees <= most:
                yield f"{path}.{name}", f"{degrees:g} is not between -{most} and {most} degrees"
    if isinstance(event, VoteHeld) and event.turnout is not None and not 0 <= event.turnout <= 1:
        yield "$.turnout", f"{event.turnout:g} is not a share between 0 and 1"


def one_toll(evidence: Evidence) -> Iterator[Issue]:
    """Report figures of two series by one body that agree in all that is stated about them.

    Two rows of one data set are two tolls: the data set lists them as such.
    """
    groups: dict[tuple[object, ...], list[CasualtiesReported]] = defaultdict(list)
    for event in evidence.of(CasualtiesReported):
        groups[_toll(event)].append(event)
    for group in groups.values():
        if len({event.series for event in group}) > 1:
            yield from _repeated_tolls(group)


def _toll(event: CasualtiesReported) -> tuple[object, ...]:
    count, when = event.count, event.occurred
    bounds = (count.low, count.best, count.high, count.unit)
    return event.counting_body, event.measure, when.first_day, when.last_day, bounds


def _repeated_tolls(group: list[CasualtiesReported]) -> Iterator[Issue]:
    """Yield a finding for each figure that may repeat one of another series and source."""
    first: dict[tuple[object, ...], CasualtiesReported] = {}
    for event in group:
        # Of figures alike in all of this, one stands for the others, so that thousands cost little.
        key = (_schemes(event), event.series, event.group, event.incident, _place(event))
        if key in first:
            continue
        other = next(
            (one for one in islice(first.values(), _MOST) if _may_be_one(one, event)), None
        )
        first[key] = event
        if other is not None:
            message = (
                f"may be the same toll as {describe(other)}: one body, days, measure and count, but "
                f"the series {other.series!r} and {event.series!r}, which a panel adds; hint: use "
                f"one series, or join them with events-merged"
            )
            yield Issue(checks.MAY_BE_ONE_TOLL, event, message, "$.series")


def _may_be_one(one: CasualtiesReported, other: CasualtiesReported) -> bool:
    if one.series == other.series or not _schemes(one).isdisjoint(_schemes(other)):
        return False
    if one.claimed_by and other.claimed_by and {*one.claimed_by} != {*other.claimed_by}:
        return False
    if one.act is not None and one.act == other.act:
        return False
    told = ((one.group, other.group), (one.incident, other.incident), (_place(one), _place(other)))
    return all(a is None or b is None or a == b for a, b in told)


def _schemes(event: Event) -> frozenset[str]:
    return frozenset(one.scheme for one in event.external_ids)


def _place(event: Event) -> str | None:
    place = event.place
    return None if place is None else place.name or str(place)


def long_span(evidence: Evidence) -> Iterator[Issue]:
    """Report casualties of a long span that do not say whether they are of these days alone."""
    spans: dict[object, list[CasualtiesReported]] = defaultdict(list)
    for event in evidence.of(CasualtiesReported):
        when = event.occurred
        if event.counting is None and when.is_span and _days(when) > _MONTH:
            # A data set has thousands of figures, each in a series of its own.
            spans[tuple(sorted(_schemes(event))) or event.series].append(event)
    for first, *others in spans.values():
        more = f", here and in {len(others):,} more" if others else ""
        message = (
            f"counted over {_days(first.occurred):,} days{more}; hint: state counting: cumulative "
            f"(all since some day) or flow (these days alone)"
        )
        yield Issue(checks.SPAN_NOT_COUNTED, first, message, "$.occurred")


def _days(when: When) -> int:
    return when.last_day - when.first_day + 1


def _counted(evidence: Evidence) -> Iterator[Counted]:
    yield from evidence.of(CasualtiesReported)
    yield from _moved(evidence)


def _moved(evidence: Evidence) -> Iterator[Moved]:
    yield from evidence.of(DisplacementReported)
    yield from evidence.of(ReturnReported)


def _is_cumulative(event: Counted) -> bool:
    """Return whether the figure can only grow; the missing are found, and the wounded recover."""
    return event.measure == ("killed" if isinstance(event, CasualtiesReported) else "cumulative")


def _key(event: Counted) -> tuple[object, ...]:
    ways = (None, None) if isinstance(event, CasualtiesReported) else _ways(event)
    return event.kind, event.series, event.group, event.counting_body, *ways


def _ways(event: Moved) -> tuple[str | None, str | None]:
    return event.origin, event.destination


def _closed(event: Counted) -> int:
    return closed(event) if event.as_of is None else event.as_of.hi


def _at_least(event: Counted) -> float:
    return _bounds(event.count)[0] or 0


def _bounds(count: Count | None) -> tuple[float | None, float | None]:
    """Return the least and the most that a figure can be; None where that is not known."""
    if count is None:
        return None, None
    loose = _ABOUT if count.qualifier == "about" else 0
    least = count.best if count.low is None else count.low
    most = count.best if count.high is None else count.high
    return least and least * (1 - loose), most and most * (1 + loose)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    out_of_order,
    falls,
    above_base,
    impossible,
    one_toll,
    long_span,
)
