"""The states a report shows: the brief of each day on which anything changed.

A reader chooses any day, and by when things had to be known. A brief changes on the days of events,
and on those on which the day alone changes an answer (``state.turning_days``): a deadline passes,
a ceasefire runs out. Days between differ in nothing but counters, which the page fills in. What is
known of a day changes only when something about it, or about a day before, becomes public later;
so of each day a few briefs are enough, beginning with what was known then. Briefs have most lines
in common: each line is kept once.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, final

from attrs import frozen

from peacetalks.events import Event, EventCorrected
from peacetalks.events.clocks import NEVER, public, settled
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.state.brief import template
from peacetalks.state.brief.counters import TODAY, filled
from peacetalks.state.brief.page import WIDTH
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.queries.by_day import on_day
from peacetalks.when import DAY, When

__all__ = ["MOST", "Days", "States", "days_of", "states_of"]

MOST: Final = 1_200
"""So many briefs are computed at the most; of a longer history some days are left out."""
_LEAST: Final = 40
_WORK: Final = 450_000
"""Briefs of more facts take longer: so many facts are read for them in all, about."""
_EPOCH: Final = dt.date(1970, 1, 1)
_YEAR: Final = 366
_ALL: Final = (dt.date.max - _EPOCH).days
"""The day by which all is known, also what became public on no day that can be said."""


@final
@frozen
class Days:
    """The days of a report, in days since 1970-01-01.

    Attributes:
        on: those whose state it has, in order.
        known: for each of them, the days from which something else was known of it.
        left_out: how many days on which something changed it does not have.
        whole: whether each day has all that was known of it from then on, step by step.
    """

    on: tuple[int, ...]
    known: tuple[tuple[int, ...], ...]
    left_out: int
    whole: bool


@final
@frozen
class States:
    """The briefs of a report.

    Attributes:
        lines: each line of any brief, once.
        briefs: each brief, as the numbers of its lines.
        days: for each day its date, and from which date on it has which brief.
        left_out: how many days on which something changed it does not have.
        whole: whether each day has all that was known of it from then on, step by step.
    """

    lines: tuple[str, ...]
    briefs: tuple[tuple[int, ...], ...]
    days: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    left_out: int
    whole: bool

    def plain(self) -> dict[str, Any]:
        """Return them as JSON values, for the script of the page.

        Any: JSON values.
        """
        return {
            "width": WIDTH,
            "lines": self.lines,
            "briefs": self.briefs,
            "days": [{"on": on, "known": known} for on, known in self.days],
        }

    def brief(self, on: str, known: str) -> list[str]:
        """Return the lines that the page shows for a day and by when it was known.

        The page does the same: the last day that is not after the one asked for, and of its
        briefs the last that is not of a later time; a time before the day is the day.
        """
        day = next((told for told in reversed(self.days) if told[0] <= on), self.days[0])
        known = max(on, known)
        number = next((n for since, n in reversed(day[1]) if since <= known), day[1][0][1])
        asked = When(on).last_day
        return [filled(self.lines[line], asked, WIDTH) for line in self.briefs[number]]


def days_of(history: History) -> Days:
    """Return the days on which a history changes, thinned out where there are too many."""
    told = [pair for event in history.events for pair in _clocks(event)]
    facts = (event for event in history.events if not isinstance(event, STATEMENTS))
    days = sorted({day for e in facts for pair in _clocks(e) for day in pair if _has_date(day)})
    most = min(MOST, max(_LEAST, _WORK // max(1, len(told))))
    whole = _number(days, told) <= most
    # Of a day that stands for others what was known then, and what is known now.
    every = 1 if whole else -(-2 * len(days) // most)
    # The last day is always among them.
    on = tuple(days[::-1][::every][::-1])
    known = tuple(_known(day, told, whole=whole) for day in on)
    return Days(on, known, len(days) - len(on), whole)


def _clocks(event: Event) -> Iterator[tuple[int, int]]:
    """Yield the days from which on an event bears on states, each with that on which it is known.

    What corrects or retracts a fact bears on the past of the fact; a name bears on all days.
    """
    known = public(event) // DAY
    if isinstance(event, STATEMENTS):
        yield -NEVER, known
        return
    # A brief also says what may have happened by a day.
    yield event.occurred.first_day, known
    yield settled(event), known
    if isinstance(event, BOOKKEEPING):
        yield -NEVER, known
    if isinstance(event, EventCorrected):
        replacement = event.replacement
        yield -NEVER, public(replacement) // DAY
        yield replacement.occurred.first_day, known
        yield settled(replacement), known


def _has_date(day: int) -> bool:
    return dt.date.min.toordinal() <= day + _EPOCH.toordinal() <= dt.date.max.toordinal()


def _number(days: Sequence[int], told: Iterable[tuple[int, int]]) -> int:
    """Return how many briefs there would be: one for each day, and for each late report of one."""
    late = {pair for pair in told if pair[0] < pair[1]}
    spans = (bisect_left(days, known) - bisect_left(days, since) for since, known in late)
    return len(days) + sum(spans)


def _known(day: int, told: Iterable[tuple[int, int]], *, whole: bool) -> tuple[int, ...]:
    later = sorted({min(known, _ALL) for on, known in told if on <= day < known})
    return (day, *(later if whole else later[-1:]))


def states_of(history: History) -> States:
    """Return the briefs of the days on which a history changes."""
    days = days_of(history)
    lines: dict[str, int] = {}
    briefs: dict[tuple[int, ...], int] = {}
    told: list[tuple[str, tuple[tuple[str, int], ...]]] = []

    def numbered(state: NegotiationState) -> int:
        text = template(state, f"on {TODAY}").split("\n")
        numbers = tuple(lines.setdefault(line, len(lines)) for line in text)
        return briefs.setdefault(numbers, len(briefs))

    ends: tuple[int | None, ...] = (*days.on[1:], None)
    for number, knowns, end in zip(
        days.on, days.known, ends, strict=False
    ):  # of no days there is no end
        day = _text(number)
        seen = [(k, history.state(on=day, known=None if k == _ALL else _text(k))) for k in knowns]
        # From one day of the page to the next nothing happens: what is on record stays as it is.
        turning = _turning(seen, None if end is None else end - 1) if days.whole else ()
        for turn in (number, *turning):
            versions = [
                (_text(known), numbered(state if turn == number else on_day(state, turn)))
                for known, state in _from(seen, turn)
            ]
            # What became known later and changes no line is no other brief.
            told.append((_text(turn), tuple(next(same) for _, same in groupby(versions, _SECOND))))
    if not told:
        first = dt.date.min.isoformat()
        told.append((first, ((first, numbered(history.state())),)))
    return States(tuple(lines), tuple(briefs), tuple(told), days.left_out, days.whole)


_Seen = list[tuple[int, NegotiationState]]
"""States of one day, each with the day from which so much was known of it."""
_SECOND: Final = itemgetter(1)


def _turning(seen: _Seen, until: int | None) -> list[int]:
    """Return the days up to another on which one of some states turns, or a year begins.

    A brief leaves out the year of a day in the year of its own day.
    """
    last = None if until is None else _text(until)
    turns = {turn.first_day for _, state in seen for turn in state.turning_days(until=last)}
    start = seen[0][1].day
    end = max(turns, default=start) + _YEAR if until is None else until
    first, final = (_EPOCH + dt.timedelta(days=min(day, _ALL)) for day in (start, end))
    years = (dt.date(year, 1, 1) for year in range(first.year + 1, final.year + 1))
    return sorted(turns | {(day - _EPOCH).days for day in years})


def _from(seen: _Seen, day: int) -> _Seen:
    """Return the states as they are told on a later day: what was known by then is one."""
    then = max(known for known, _ in seen if known <= day)
    return [(max(known, day), state) for known, state in seen if known >= then]


def _text(day: int) -> str:
    return (_EPOCH + dt.timedelta(days=day)).isoformat()
