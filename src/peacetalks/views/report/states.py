"""The states a report shows: the brief of each day on which anything changed.

A reader chooses a day, and by when things had to be known. What is known of a day changes only
when something about it, or about a day before, becomes public later; so of each day a few briefs
are enough, beginning with what was known then. Briefs have most lines in common: each line is
kept once.
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
from peacetalks.state.brief import brief
from peacetalks.state.negotiation import NegotiationState
from peacetalks.when import DAY

__all__ = ["MOST", "Days", "States", "days_of", "states_of"]

MOST: Final = 1_200
"""So many briefs are computed at the most; of a longer history some days are left out."""
_LEAST: Final = 40
_WORK: Final = 450_000
"""Briefs of more facts take longer: so many facts are read for them in all, about."""
_EPOCH: Final = dt.date(1970, 1, 1)


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
        return [self.lines[line] for line in self.briefs[number]]


def days_of(history: History) -> Days:
    """Return the days on which a history changes, thinned out where there are too many."""
    told = [pair for event in history.events for pair in _clocks(event)]
    days = sorted({day for pair in told for day in pair if _has_date(day)})
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

    What corrects or retracts a fact bears on the past of the fact.
    """
    known = public(event) // DAY
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
    later = sorted({known for on, known in told if on <= day < known and _has_date(known)})
    return (day, *(later if whole else later[-1:]))


def states_of(history: History) -> States:
    """Return the briefs of the days on which a history changes."""
    days = days_of(history)
    lines: dict[str, int] = {}
    briefs: dict[tuple[int, ...], int] = {}
    told: list[tuple[str, tuple[tuple[str, int], ...]]] = []

    def numbered(state: NegotiationState, day: str) -> int:
        text = brief(state, f"on {day}").split("\n")
        numbers = tuple(lines.setdefault(line, len(lines)) for line in text)
        return briefs.setdefault(numbers, len(briefs))

    for number, knowns in zip(days.on, days.known, strict=True):
        day = _text(number)
        seen = [(known, history.state(on=day, known=known)) for known in map(_text, knowns)]
        versions = [(known, numbered(state, day)) for known, state in seen]
        # What became known later and changes no line is no other brief.
        told.append((day, tuple(next(same) for _, same in groupby(versions, itemgetter(1)))))
    if not told:
        first = dt.date.min.isoformat()
        told.append((first, ((first, numbered(history.state(), first)),)))
    return States(tuple(lines), tuple(briefs), tuple(told), days.left_out, days.whole)


def _text(day: int) -> str:
    return (_EPOCH + dt.timedelta(days=day)).isoformat()
