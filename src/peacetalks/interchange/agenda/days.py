"""Where in a calendar a date stands, and whether it is known as exactly as it stands there."""

from __future__ import annotations

import datetime as dt
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.date_text import date_of
from peacetalks.when import ALWAYS, When, day_text

__all__ = ["Slot", "by_then", "slot"]

Start: TypeAlias = dt.date | dt.datetime

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CLOCK: Final = ("minute", "second", "microsecond")
_LAST: Final = dt.date.max


@final
@frozen
class Slot:
    """A place in a calendar.

    Attributes:
        start: the first day, or the instant, in UTC.
        end: the day after the last, or the instant at which it ends; None: none is known.
        exact: whether it is on all of these days, rather than on one of them.
    """

    start: Start
    end: Start | None
    exact: bool


def slot(when: When) -> Slot | None:
    """Return where a date stands; None where its start or its end is open.

    >>> slot(When("2023-12"))
    Slot(start=datetime.date(2023, 12, 1), end=datetime.date(2024, 1, 1), exact=False)
    """
    if when.lo == -ALWAYS or when.hi == ALWAYS:
        return None
    exact = _is_exact(when)
    if exact and when.precision in _CLOCK:
        return _at_clock(when)
    first, last = date_of(when.first_day), date_of(when.last_day)
    # The calendar ends on the last day of the year 9999: after it there is none.
    after = last if last == _LAST else last + dt.timedelta(days=1)
    return Slot(first, after if after > first else None, exact)


def _at_clock(when: When) -> Slot:
    start = _instant(when.lo)
    ends = when.end if when.is_span else None
    end = None if ends is None else _instant(ends.lo)
    return Slot(start, end if end is not None and end > start else None, exact=True)


def by_then(when: When) -> When:
    """Return a day that something is due: of "not after a day" that day."""
    return When(day_text(when.last_day)) if when.lo == -ALWAYS and when.hi != ALWAYS else when


def _is_exact(when: When) -> bool:
    doubtful = when.approximate or when.uncertain or bool(when.alternatives)
    return not doubtful and when.precision not in {"year", "month"}


def _instant(micros: int) -> dt.datetime:
    """Return an instant to the second, as finely as RFC 5545 tells time."""
    return _EPOCH + dt.timedelta(seconds=micros // 1_000_000)
