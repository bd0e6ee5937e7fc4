"""Parse the text of a single date into its bounds, and suggest corrections for invalid ones.

Only ``peacetalks.primitives.when`` uses this module, and builds spans and choices from such dates.
It covers the grammar of one date, from ``2023`` to ``2023-09-20T13:00:00.5+04:00``, and works in
integers, without the calendar classes that callers see.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final, Literal, TypeAlias

from peacetalks.errors import InvalidWhen

__all__ = [
    "ACCEPTED",
    "DAY",
    "Precision",
    "bounds_of",
    "date_of",
    "looks_like_slashed_date",
    "text_of_instant",
    "wrong",
    "wrong_type",
]

Precision: TypeAlias = Literal["year", "month", "day", "minute", "second", "microsecond"]

DAY: Final = 86_400_000_000
"""The length of a day in microseconds."""

ACCEPTED: Final = (
    "2023, 2023-10, 2023-11-16, 2023-09-20T13:00+04:00, ~ or ? after a date, "
    "A/B for a span, [A,B] or [A..B] for one of several"
)

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}))?)?)?(?P<qualifier>[~?%])?"
)
_SLASHED: Final = re.compile(r"[0-9]{1,4}/[0-9]{1,2}(/[0-9]{1,4})?|[0-9]{1,2}/[0-9]{4}")
_HYPHENS: Final = "separate with hyphens: 2023-11-16"
_YEAR_FIRST: Final = "write the year first: 2023-11-16"
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_HINTS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), hint)
    for pattern, hint in (
        (r"\s.*|.*\s", "remove the white space around it"),
        (r"[0-9]{4}[/.][0-9]{1,2}([/.][0-9]{1,2})?|[0-9]{6}|[0-9]{8}", _HYPHENS),
        (r"[0-9]{1,2}([/.][0-9]{1,2})?[/.][0-9]{1,4}", _YEAR_FIRST),
        (r"([0-9]{1,2}-){1,2}[0-9]{4}", _YEAR_FIRST),
        (r"now|today|yesterday|tomorrow", "name the day itself"),
        (r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+", "add Z or an offset, as in T13:00+04:00"),
        (r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].+", "write a time as T13:00+04:00 or T13:00:05.25Z"),
        (r"[0-9]{2}(-.*)?", "write the year with four digits"),
        (r"[0-9]{4}-[0-9](-.*)?|[0-9]{4}-[0-9]{2}-[0-9]", "write two digits: 2023-01-05"),
        (r"[0-9]{4}-[0-9]{4}", "write a span with a slash: 2021/2023"),
        (r"[0-9]{4}.*\.\..*", "write a range in brackets: [2023-09-19..2023-09-20]"),
        (r"[~?%].*|(c|ca|circa|about)\b.*", "write ~ or ? after the date: 2023-10~"),
        (rf"(?=.*[0-9]).*\b({_MONTHS})[a-z]*\b.*", "write the month as a number: 2023-11-16"),
    )
)
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_FIRST: Final = (dt.date.min.toordinal() - _EPOCH) * DAY
_LAST: Final = (dt.date.max.toordinal() - _EPOCH + 1) * DAY - 1
_LONGEST: Final = 40
"""Longer texts are not dates with a typing error, so they get no hint."""


def wrong(what: str, text: str, *, part: str | None = None) -> InvalidWhen:
    """Return the error for an invalid text, with a hint about the wrong part."""
    invalid = text if part is None else part
    hint = None
    if len(invalid) <= _LONGEST:
        hint = next((hint for pattern, hint in _HINTS if pattern.fullmatch(invalid)), None)
    return InvalidWhen(what, value=text, accepted=ACCEPTED, hint=hint)


def wrong_type(value: object) -> InvalidWhen:
    """Return the error for a value that is neither a text nor a date."""
    hint = "write it as a text" if type(value) is int else None
    return InvalidWhen("not a date", value=value, accepted=ACCEPTED, hint=hint)


def looks_like_slashed_date(text: str) -> bool:
    """Return whether slashes separate the numbers of one date, not the ends of a span."""
    return _SLASHED.fullmatch(text) is not None


def date_of(day: int) -> dt.date:
    """Return the date of a day, given in days since 1970-01-01."""
    return dt.date.fromordinal(day + _EPOCH)


def bounds_of(text: str, *, whole: str) -> tuple[int, int, Precision]:
    """Return the first and the last microsecond of a date, and its precision.

    Args:
        text: the date.
        whole: the full text that contains the date, to show in an error.

    >>> bounds_of("1970-01", whole="1970-01/1970-03")
    (0, 2678399999999, 'month')
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise wrong("not a date", whole, part=text)
    try:
        lo, hi, precision = _bounds(match)
    except ValueError:
        raise wrong("no such day or time", whole, part=text) from None
    if lo < _FIRST or hi > _LAST:
        raise wrong("a time outside the years 1 to 9999 in UTC", whole, part=text)
    return lo, hi, precision


def _bounds(match: re.Match[str]) -> tuple[int, int, Precision]:
    year = int(match["year"])
    if match["month"] is None:
        return _day(dt.date(year, 1, 1)), _day(dt.date(year, 12, 31)) + DAY - 1, "year"
    month = int(match["month"])
    if match["day"] is None:
        first = dt.date(year, month, 1)
        days = calendar.monthrange(year, month)[1]
        return _day(first), _day(first) + days * DAY - 1, "month"
    day = _day(dt.date(year, month, int(match["day"])))
    if match["hour"] is None:
        return day, day + DAY - 1, "day"
    return _time_bounds(day, match)


def _time_bounds(day: int, match: re.Match[str]) -> tuple[int, int, Precision]:
    fraction = (match["fraction"] or "").ljust(6, "0")
    at = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), int(fraction))
    seconds = at.hour * 3600 + at.minute * 60 + at.second - _offset(match["offset"])
    lo = day + seconds * 1_000_000 + at.microsecond
    if match["second"] is None:
        return lo, lo + 60_000_000 - 1, "minute"
    if match["fraction"] is None:
        return lo, lo + 1_000_000 - 1, "second"
    return lo, lo + 10 ** (6 - len(match["fraction"])) - 1, "microsecond"


def _offset(text: str) -> int:
    if text == "Z":
        return 0
    at = dt.time(int(text[1:3]), int(text[4:6]))
    return (at.hour * 3600 + at.minute * 60) * (-1 if text[0] == "-" else 1)


def _day(day: dt.date) -> int:
    return (day.toordinal() - _EPOCH) * DAY


def text_of_instant(value: dt.datetime) -> str:
    """Return the text of an aware datetime, in its own offset if ISO 8601 can express it."""
    try:
        offset = value.utcoffset()
    except ValueError:
        # pandas.NaT is a datetime, but has no offset.
        raise wrong_type(value) from None
    if offset is None:
        raise InvalidWhen(
            "a datetime without a time zone",
            value=value,
            accepted="an aware datetime",
            hint="set tzinfo, or give a date if only the day is known",
        )
    if offset % dt.timedelta(minutes=1):
        # Offsets of local mean time include seconds, which ISO 8601 cannot express.
        try:
            value = value.astimezone(dt.UTC)
        except OverflowError:
            raise InvalidWhen(
                "a time outside the years 1 to 9999 in UTC",
                value=value,
                accepted=ACCEPTED,
            ) from None
        offset = dt.timedelta()
    sign = "-" if offset < dt.timedelta() else "+"
    hours, minutes = divmod(abs(offset) // dt.timedelta(minutes=1), 60)
    local = dt.datetime.isoformat(value.replace(tzinfo=None))
    return f"{local}{sign}{hours:02}:{minutes:02}"
