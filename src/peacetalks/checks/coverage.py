"""Check statements of coverage, since what they say decides which cells of a panel are zero."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, TypeAlias

from peacetalks._support.wording import count_noun
from peacetalks.checks.evidence import Evidence, Issue, describe
from peacetalks.events import Completeness, CoverageStated, Event
from peacetalks.events.clocks import NEVER, public
from peacetalks.findings import checks
from peacetalks.primitives.when import DAY, day_text
from peacetalks.state.coverage import area_of
from peacetalks.state.queries.coverage import countable, nearest

__all__ = ["RULES"]

_Span: TypeAlias = tuple[int, int]
"""A first and a last day, in days since 1970-01-01."""
_PAIR: Final = 2
_OF_THE_CODER: Final[frozenset[str | None]] = frozenset({None})
"""The data set of facts that people coded."""


def of_no_days(evidence: Evidence) -> Iterator[Issue]:
    """Report a period of which the days are not stated, or that was not over when it was stated."""
    for stated in _statements(evidence):
        period = stated.period
        first, last, known = period.first_day, period.last_day, public(stated) // DAY
        if period.text.startswith("["):
            message = (
                f"{period} is one of several times; hint: write A/B, from the first to the last"
            )
        elif first <= -NEVER or last >= NEVER:
            end = "first" if first <= -NEVER else "last"
            message = (
                f"{period} has no {end} day; hint: nothing is covered until it has been counted"
            )
        elif -NEVER < known < last:
            message = (
                f"covers {period}, but was public on {day_text(known)}; "
                f"hint: nobody has counted days to come, so end the period earlier"
            )
        else:
            continue
        yield Issue(checks.COVERS_NO_DAYS, stated, message, "$.period")


def counts_nothing(evidence: Evidence) -> Iterator[Issue]:
    """Report something counted that no kind has."""
    kinds = evidence.history.order.vocabulary
    tags = [kind.kind for kind in kinds.kinds if kind.family != "bookkeeping"]
    for stated in _statements(evidence):
        if not stated.counts:
            message = "counts nothing; hint: name a kind, such as 'meeting-held'"
            yield Issue(checks.COUNTS_NOTHING, stated, message, "$.counts")
        for number, what in enumerate(stated.counts):
            kind = what.partition(":")[0]
            if kind in tags and countable(what, kinds):
                continue
            hint = nearest(what, tags, kinds)
            message = f"{what!r} is nothing that can be counted" + (
                f"; hint: {hint}" if hint else ""
            )
            yield Issue(checks.COUNTS_NOTHING, stated, message, f"$.counts[{number}]")


def contradictory(evidence: Evidence) -> Iterator[Issue]:
    """Report statements of one release that are complete and a sample of the same, or in no order."""
    stated = _statements(evidence)
    by_name: dict[str, CoverageStated] = {}
    for event in stated:
        other = by_name.setdefault(event.coverage, event)
        if other is not event and not evidence.history.order.decides_recency(other, event):
            message = (
                f"it is not stated whether this or {describe(other)} is later, and the later one "
                f"counts; hint: give each its own name in coverage"
            )
            yield Issue(checks.CONTRADICTORY_COVERAGE, event, message, "$.coverage")
        by_name[event.coverage] = event
    found: set[str] = set()
    for what, spans in sorted(_spans(by_name.values()).items(), key=lambda item: str(item[0])):
        for one, other in _both(spans):
            if other.id not in found and _share_parties(one, other):
                found.add(other.id)
                message = (
                    f"is {_WORDS[other.complete]}, but {describe(one)} is {_WORDS[one.complete]} of "
                    f"{what[-2]!r} on days of both; hint: correct one of them"
                )
                yield Issue(checks.CONTRADICTORY_COVERAGE, other, message, "$.complete")


def outside(evidence: Evidence) -> Iterator[Issue]:
    """Report facts of a data set, or of the coder, on days that their coverage does not have."""
    covered: dict[_Source, list[_Span]] = defaultdict(list)
    first_of: dict[_Source, CoverageStated] = {}
    for stated in evidence.state.coverage.statements:
        for what in stated.counts:
            key = (stated.dataset, what, stated.body)
            covered[key].append((stated.period.first_day, stated.period.last_day))
            first_of.setdefault(key, stated)
    if not covered:
        return
    merged = {key: _merged(spans) for key, spans in covered.items()}
    outer: dict[_Source, list[Event]] = defaultdict(list)
    for event in evidence.facts:
        sources = [key for key in _sources_of(event) if key in merged]
        if sources and not any(_touches(merged[key], event) for key in sources):
            outer[sources[0]].append(event)
    for key, events in outer.items():
        stated, example = first_of[key], min(events, key=lambda e: (e.occurred.lo, e.id))
        message = (
            f"{count_noun(len(events), 'fact')} of {key[1]} on days that the coverage does not have, "
            f"such as {example.id!r} of {example.occurred}; hint: correct the period, or the facts"
        )
        yield Issue(checks.OUTSIDE_COVERAGE, stated, message, "$.period")


_Source: TypeAlias = tuple[str | None, str, str | None]
"""Data set, what is counted, and body."""


def _sources_of(event: Event) -> Iterator[_Source]:
    """Yield the statements of coverage that may be about a fact."""
    datasets: set[str | None] = {one.scheme for one in event.external_ids}
    measure = getattr(event, "measure", None)
    whats = (event.kind, f"{event.kind}:{measure}") if measure else (event.kind,)
    bodies = dict.fromkeys((None, getattr(event, "counting_body", None)))
    for dataset in datasets or _OF_THE_CODER:
        yield from ((dataset, what, body) for what in whats for body in bodies)


_WORDS: Final[Mapping[Completeness, str]] = {"complete": "complete", "sampled": "a sample"}


def _statements(evidence: Evidence) -> list[CoverageStated]:
    """Return the effective statements, those that a later one of the same name replaced too."""
    events = (effective.event for effective in evidence.effective.facts)
    stated = [event for event in events if isinstance(event, CoverageStated)]
    return sorted(stated, key=evidence.history.order.recency) if len(stated) > 1 else stated


_Key: TypeAlias = tuple[str | None, str | None, str | None, str, str | None]
"""Data set, release, body, what is counted, and where; None as the place: everywhere."""


def _spans(statements: Iterable[CoverageStated]) -> dict[_Key, list[CoverageStated]]:
    """Return the statements by what they are about, in the order of their first days."""
    listed = sorted(statements, key=lambda stated: (stated.period.first_day, stated.id))
    whats = {what for stated in listed for what in stated.counts}
    areas = {area_of(place) for stated in listed for place in stated.places or ()}
    by_key: dict[_Key, list[CoverageStated]] = defaultdict(list)
    for stated in listed:
        kinds = {*stated.counts}
        about = kinds | {what for what in whats if what.partition(":")[0] in kinds}
        places = {None, *areas} if stated.places is None else {*map(area_of, stated.places)}
        for what in about:
            for place in places:
                by_key[stated.dataset, stated.release, stated.body, what, place].append(stated)
    return by_key


def _both(
    statements: Iterable[CoverageStated],
) -> Iterator[tuple[CoverageStated, CoverageStated]]:
    """Yield statements of one thing that share a day, where one is complete and one a sample."""
    longest: dict[Completeness, CoverageStated] = {}
    for stated in statements:
        for complete, other in longest.items():
            if complete != stated.complete and other.period.last_day >= stated.period.first_day:
                yield other, stated
        known = longest.get(stated.complete)
        if known is None or known.period.last_day < stated.period.last_day:
            longest[stated.complete] = stated


def _share_parties(one: CoverageStated, other: CoverageStated) -> bool:
    if one.parties is None or other.parties is None:
        return True
    return not {*combinations(sorted(one.parties), _PAIR)}.isdisjoint(
        combinations(sorted(other.parties), _PAIR)
    )


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _touches(spans: list[_Span], event: Event) -> bool:
    """Return whether a fact can have happened on one of the days."""
    number = bisect_right(spans, (event.occurred.last_day, NEVER)) - 1
    return number >= 0 and spans[number][1] >= event.occurred.first_day


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    of_no_days,
    counts_nothing,
    contradictory,
    outside,
)
