"""The states of a report: the brief of each day on which anything changed.

A reader chooses any day, and the day by which facts had to be public. A brief changes on the days
of events, and on days that change an answer by themselves (``state.turning_days``): a deadline
passes, a ceasefire expires. Between these days only counters change, and the page fills those in.
What is known of a day changes only when something about it, or about an earlier day, becomes
public later. So a few briefs per day are enough, starting with what was known then. Briefs have
most lines in common, so each line is stored once.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.clocks import NEVER, public, settled
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.primitives.when import DAY, When
from peacetalks.state.brief import template
from peacetalks.state.brief.counters import TODAY, filled
from peacetalks.state.brief.page import WIDTH
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.queries.by_day import on_day

__all__ = ["MOST", "Days", "States", "days_of", "states_of"]

MOST: Final = 1_200
"""The most briefs that are computed; for a longer history some days are left out."""
_LEAST: Final = 40
_WORK: Final = 450_000
"""About how many facts may be read for all briefs together, since longer histories take longer."""
_EPOCH: Final = dt.date(1970, 1, 1)
_YEAR: Final = 366
_ALL: Final = (dt.date.max - _EPOCH).days
"""The day by which everything is known, including facts without a known day of publication."""


@final
@frozen
class Days:
    """The days of a report, in days since 1970-01-01.

    Attributes:
        on: the days whose states are in the report, in order.
        known: for each of them, the days on which what was known of it changed.
        left_out: the number of days with a change that are not in the report.
        whole: whether each day has every later change in what was known of it.
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
        days: for each day its date, and its briefs by the date from which each applies.
        left_out: the number of days with a change that are not in the report.
        whole: whether each day has every later change in what was known of it.
    """

    lines: tuple[str, ...]
    briefs: tuple[tuple[int, ...], ...]
    days: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    left_out: int
    whole: bool

    def plain(self) -> dict[str, Any]:
        """Return the briefs as JSON values, for the script of the page.

        Any: JSON values.
        """
        return {
            "width": WIDTH,
            "lines": self.lines,
            "briefs": self.briefs,
            "days": [{"on": on, "known": known} for on, known in self.days],
        }

    def brief(self, on: str, known: str) -> list[str]:
        """Return the lines that the page shows for a day, as known by another day.

        The page's script does the same. It takes the last day that is not after ``on``, and the
        last of its briefs that is not from after ``known``. If ``known`` is before the day, it
        counts as the day.
        """
        day = next((day for day in reversed(self.days) if day[0] <= on), self.days[0])
        known = max(on, known)
        number = next((n for since, n in reversed(day[1]) if since <= known), day[1][0][1])
        today = When(on).last_day
        return [filled(self.lines[line], today, WIDTH) for line in self.briefs[number]]


def days_of(history: History) -> Days:
    """Return the days on which a history changes, thinned out where there are too many."""
    changes = [pair for event in history.events for pair in _clocks(event)]
    facts = (event for event in history.events if not isinstance(event, STATEMENTS))
    days = sorted({day for e in facts for pair in _clocks(e) for day in pair if _has_date(day)})
    most = min(MOST, max(_LEAST, _WORK // max(1, len(changes))))
    whole = _number(days, changes) <= most
    # If days are left out, each remaining day has two briefs: as known then, and as known now.
    every = 1 if whole else -(-2 * len(days) // most)
    # The last day is always among them.
    on = tuple(days[::-1][::every][::-1])
    known = tuple(_known(day, changes, whole=whole) for day in on)
    return Days(on, known, len(days) - len(on), whole)


def _clocks(event: Event) -> Iterator[tuple[int, int]]:
    """Yield the days from which an event affects states, each with the day it became known.

    A correction or retraction affects the past of its fact; a name affects all days.
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


def _number(days: Sequence[int], changes: Iterable[tuple[int, int]]) -> int:
    """Return the number of briefs of a whole report: one per day, and one per late change."""
    late = {pair for pair in changes if pair[0] < pair[1]}
    spans = (bisect_left(days, known) - bisect_left(days, since) for since, known in late)
    return len(days) + sum(spans)


def _known(day: int, changes: Iterable[tuple[int, int]], *, whole: bool) -> tuple[int, ...]:
    later = sorted({min(known, _ALL) for on, known in changes if on <= day < known})
    return (day, *(later if whole else later[-1:]))


def states_of(history: History) -> States:
    """Return the briefs of the days on which a history changes."""
    days = days_of(history)
    lines: dict[str, int] = {}
    briefs: dict[tuple[int, ...], int] = {}
    entries: list[tuple[str, tuple[tuple[str, int], ...]]] = []

    def numbered(state: NegotiationState) -> int:
        text = template(state, f"on {TODAY}").split("\n")
        numbers = tuple(lines.setdefault(line, len(lines)) for line in text)
        return briefs.setdefault(numbers, len(briefs))

    ends: tuple[int | None, ...] = (*days.on[1:], None)
    # Not strict: without days there is still one end.
    for number, knowns, end in zip(days.on, days.known, ends, strict=False):
        day = _text(number)
        seen = [(k, history.state(on=day, known=None if k == _ALL else _text(k))) for k in knowns]
        # Nothing happens between two days of the page, so only the day itself changes answers.
        turning = _turning(seen, None if end is None else end - 1) if days.whole else ()
        for turn in (number, *turning):
            versions = [
                (_text(known), numbered(state if turn == number else on_day(state, turn)))
                for known, state in _from(seen, turn)
            ]
            # Facts that became known later but change no line do not make a new brief.
            distinct = tuple(next(same) for _, same in groupby(versions, _SECOND))
            entries.append((_text(turn), distinct))
    if not entries:
        first = dt.date.min.isoformat()
        entries.append((first, ((first, numbered(history.state())),)))
    return States(tuple(lines), tuple(briefs), tuple(entries), days.left_out, days.whole)


_Seen = list[tuple[int, NegotiationState]]
"""States of one day, each with the day from which this was known of it."""
_SECOND: Final = itemgetter(1)


def _turning(seen: _Seen, until: int | None) -> list[int]:
    """Return the days, up to ``until``, on which one of the states turns or a year begins.

    Years matter because a brief omits the year of dates in its own year.
    """
    last = None if until is None else _text(until)
    turns = {turn.first_day for _, state in seen for turn in state.turning_days(until=last)}
    start = seen[0][1].day
    end = max(turns, default=start) + _YEAR if until is None else until
    first, final = (_EPOCH + dt.timedelta(days=min(day, _ALL)) for day in (start, end))
    years = (dt.date(year, 1, 1) for year in range(first.year + 1, final.year + 1))
    return sorted(turns | {(day - _EPOCH).days for day in years})


def _from(seen: _Seen, day: int) -> _Seen:
    """Return the states for a later day, where those known by then are merged into one."""
    then = max(known for known, _ in seen if known <= day)
    return [(max(known, day), state) for known, state in seen if known >= then]


def _text(day: int) -> str:
    return (_EPOCH + dt.timedelta(days=day)).isoformat()
