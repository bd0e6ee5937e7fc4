"""Figures: bounds out of order, sums that fall, more displaced than there were, what cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.checks.said import said
from peacetalks.counts import Count
from peacetalks.events import (
    CasualtiesReported,
    DisplacementReported,
    Event,
    PopulationReported,
    ReturnReported,
    VoteHeld,
)
from peacetalks.state.ground import closed
from peacetalks.values import Place

__all__ = ["RULES"]

Moved: TypeAlias = DisplacementReported | ReturnReported
Counted: TypeAlias = CasualtiesReported | Moved

_POLE: Final = 90
_DATE_LINE: Final = 180
_ABOUT: Final = 0.1
"""How far a figure said to be approximate may lie beside the truth, as a share of it."""


def out_of_order(evidence: Evidence) -> Iterator[Remark]:
    """PT131: a count of which low ≤ best ≤ high fails."""
    for event in evidence.facts:
        for path, count in said(event, Count):
            if not count.is_ordered:
                told = f"low {count.low}, best {count.best}, high {count.high} are out of order"
                yield Remark("PT131", event, told, path)


def falls(evidence: Evidence) -> Iterator[Remark]:
    """PT132: a cumulative figure below an earlier one of the same key."""
    series: dict[tuple[object, ...], list[Counted]] = defaultdict(list)
    for event in _counted(evidence):
        if _is_cumulative(event) and event.count is not None:
            series[_key(event)].append(event)
    for several in series.values():
        highest: Counted | None = None
        for event in sorted(several, key=_closed):
            if highest is not None and _closed(highest) < _closed(event):
                low, high = _bounds(highest.count)[0], _bounds(event.count)[1]
                if low is not None and high is not None and high < low:
                    told = f"{event.count}, below the {highest.count} of {highest.id!r}"
                    hint = "hint: correct or retract the earlier figure"
                    yield Remark("PT132", event, f"{told}; {hint}", "$.count")
                    continue
            if highest is None or _at_least(event) >= _at_least(highest):
                highest = event


def above_base(evidence: Evidence) -> Iterator[Remark]:
    """PT133: more people who fled or came back than the base they are a share of."""
    bases = {event.id: event for event in evidence.of(PopulationReported)}
    for event in _moved(evidence):
        base = bases.get(evidence.state.canonical_id(event.population_base or ""))
        # One person may move several times.
        if base is None or event.measure == "movements":
            continue
        least, most = _bounds(event.count)[0], _bounds(base.count)[1]
        if least is not None and most is not None and least > most:
            told = f"{event.count}, above the base of {base.count} of {base.id!r}"
            yield Remark("PT133", event, told, "$.count")


def impossible(evidence: Evidence) -> Iterator[Remark]:
    """PT134: a number that no such thing can have."""
    for event in evidence.facts:
        for path, told in _impossible(event):
            yield Remark("PT134", event, told, path)


def _impossible(event: Event) -> Iterator[tuple[str, str]]:
    """Yield where a number stands that cannot be, and what is wrong with it."""
    for path, count in said(event, Count):
        least = min((n for n in (count.low, count.best, count.high) if n is not None), default=0)
        if least < 0:
            yield path, f"{least:,} is less than none"
    for path, place in said(event, Place):
        for name, degrees, most in (
            ("latitude", place.latitude, _POLE),
            ("longitude", place.longitude, _DATE_LINE),
        ):
            if degrees is not None and not -most <= degrees <= most:
                yield f"{path}.{name}", f"{degrees:g} is not from -{most} to {most} degrees"
    if isinstance(event, VoteHeld) and event.turnout is not None and not 0 <= event.turnout <= 1:
        yield "$.turnout", f"{event.turnout:g} is no share from 0 to 1"


def _counted(evidence: Evidence) -> Iterator[Counted]:
    yield from evidence.of(CasualtiesReported)
    yield from _moved(evidence)


def _moved(evidence: Evidence) -> Iterator[Moved]:
    yield from evidence.of(DisplacementReported)
    yield from evidence.of(ReturnReported)


def _is_cumulative(event: Counted) -> bool:
    """Return whether the figure can only grow: the missing are found, the wounded recover."""
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
    """Return the least and the most that a figure can be; None: nothing is known of it."""
    if count is None:
        return None, None
    loose = _ABOUT if count.qualifier == "about" else 0
    least = count.best if count.low is None else count.low
    most = count.best if count.high is None else count.high
    return least and least * (1 - loose), most and most * (1 + loose)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    out_of_order,
    falls,
    above_base,
    impossible,
)
