"""Place a date in a calendar, and say whether it is known exactly."""

from __future__ import annotations

import datetime as dt
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.primitives.when import ALWAYS, When, day_text
from peacetalks.primitives.when_grammar import date_of

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
        start: the first day, or the instant in UTC.
        end: the day after the last day, or the instant of the end; None: not known.
        exact: whether it lasts all of these days; if not, it is on one of them.
    """

    start: Start
    end: Start | None
    exact: bool


def slot(when: When) -> Slot | None:
    """Return the place of a date in a calendar, or None if its start or end is open.

    >>> slot(When("2023-12"))
    Slot(start=datetime.date(2023, 12, 1), end=datetime.date(2024, 1, 1), exact=False)
    """
    if when.lo == -ALWAYS or when.hi == ALWAYS:
        return None
    exact = _is_exact(when)
    if exact and when.precision in _CLOCK:
        return _at_clock(when)
    first, last = date_of(when.first_day), date_of(when.last_day)
    # Python has no day after the last one of the year 9999.
    after = last if last == _LAST else last + dt.timedelta(days=1)
    return Slot(first, after if after > first else None, exact)


def _at_clock(when: When) -> Slot:
    start = _instant(when.lo)
    last = when.end if when.is_span else None
    end = None if last is None else _instant(last.lo)
    return Slot(start, end if end is not None and end > start else None, exact=True)


def by_then(when: When) -> When:
    """Return the day on which something is due; for "not after a day", that day."""
    return When(day_text(when.last_day)) if when.lo == -ALWAYS and when.hi != ALWAYS else when


def _is_exact(when: When) -> bool:
    in_doubt = when.approximate or when.uncertain or bool(when.alternatives)
    return not in_doubt and when.precision not in {"year", "month"}


def _instant(micros: int) -> dt.datetime:
    """Return an instant to the second, the precision of RFC 5545."""
    return _EPOCH + dt.timedelta(seconds=micros // 1_000_000)
