"""Read dates and numbers as data sets spell them; nothing is guessed.

A date is read in the one order that its data set uses: UCDP writes the month first in every
release that has slashes. The result is a text that ``When`` accepts, or None.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from typing import Final

__all__ = [
    "compact_day",
    "day_first",
    "day_month_name",
    "instant",
    "iso_day",
    "month_first",
    "number",
    "whole",
]

_TIME: Final = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_ISO: Final = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})(?:[T ]{_TIME}Z?)?", re.ASCII)
_SLASHED: Final = re.compile(
    rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})(?: {_TIME}(?: ?[AP]M)?)?", re.ASCII | re.IGNORECASE
)
_NAMED: Final = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4}|\d{2})", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,15}(?:[0-9]{0,3}|\.0)")
_NO_FRACTION: Final = ".0"
_FLOAT: Final = re.compile(
    r"[+-]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?"
)
_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_PIVOT: Final = 70
_FAR: Final = 1 << 33
"""The year 2242: a larger number of seconds is in milliseconds, or nonsense."""
_SHORT_YEAR: Final = 2
_MOST: Final = 1 << 53
"""Above this a float can no longer represent every whole number."""


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


@functools.lru_cache(maxsize=1 << 14)
def iso_day(text: str) -> str | None:
    """Return the day of an ISO 8601 date; a time after it is ignored.

    >>> iso_day("2009-02-20T00:00:00"), iso_day("2014-01-22 00:00:00.000"), iso_day("2014-02-30")
    ('2009-02-20', '2014-01-22', None)
    """
    match = _ISO.fullmatch(text.strip())
    return _day(*match.groups()) if match else None


@functools.lru_cache(maxsize=1 << 14)
def month_first(text: str) -> str | None:
    """Return the day of an ISO date, or of a date with slashes and the month first.

    >>> month_first("1/22/2014 12:00:00 AM"), month_first("05/02/2014 00:00")
    ('2014-01-22', '2014-05-02')
    >>> print(month_first("22/1/2014"))
    None
    """
    match = _SLASHED.fullmatch(text.strip())
    if match is None:
        return iso_day(text)
    month, day, year = match.groups()
    return _day(year, month, day)


@functools.lru_cache(maxsize=1 << 14)
def day_month_name(text: str) -> str | None:
    """Return the day of an ISO date, or of one with a month name; two-digit years are 1970-2069.

    >>> day_month_name("9-May-20"), day_month_name("01-January-2015"), day_month_name("2020-12-05")
    ('2020-05-09', '2015-01-01', '2020-12-05')
    """
    match = _NAMED.fullmatch(text.strip())
    if match is None:
        return iso_day(text)
    day, name, year = match.groups()
    month = [month for month in _MONTHS if name.lower() in {month, month[:3]}]
    if not month:
        return None
    if len(year) == _SHORT_YEAR:
        year = f"{'19' if int(year) >= _PIVOT else '20'}{year}"
    return _day(year, str(_MONTHS.index(month[0]) + 1), day)


@functools.lru_cache(maxsize=1 << 14)
def day_first(text: str) -> str | None:
    """Return the day of a date with slashes and the day first, or as ``day_month_name`` reads it.

    >>> day_first("18/04/2001"), day_first("9-May-20")
    ('2001-04-18', '2020-05-09')
    >>> print(day_first("04/18/2001"))
    None
    """
    match = _SLASHED.fullmatch(text.strip())
    if match is None:
        return day_month_name(text)
    day, month, year = match.groups()
    return _day(year, month, day)


@functools.lru_cache(maxsize=1 << 14)
def instant(text: str) -> str | None:
    """Return the instant of a number of seconds since 1970, which may be a float.

    >>> instant("1646077433.0"), instant("1646077433"), instant("yesterday")
    ('2022-02-28T19:43:53Z', '2022-02-28T19:43:53Z', None)
    """
    seconds = whole(text.strip())
    if seconds is None or not 0 <= seconds < _FAR:
        return None
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


@functools.lru_cache(maxsize=1 << 14)
def compact_day(text: str) -> str | None:
    """Return the day of a date written as eight digits.

    >>> compact_day("20201113")
    '2020-11-13'
    """
    match = _COMPACT.fullmatch(text.strip())
    return _day(*match.groups()) if match else None


@functools.lru_cache(maxsize=1 << 14)
def whole(text: str) -> int | None:
    """Return a whole number, also if it is written as a float (``"4.0"``, ``"1e3"``); else None.

    >>> whole("4.0"), whole("-99"), whole("4.5"), whole("1e400"), whole("junk")
    (4, -99, None, None, None)
    """
    if _WHOLE.fullmatch(text):
        return int(text.removesuffix(_NO_FRACTION))
    value = number(text)
    if value is None or abs(value) > _MOST or not value.is_integer():
        return None
    return int(value)


@functools.lru_cache(maxsize=1 << 14)
def number(text: str) -> float | None:
    """Return a finite number; else None.

    >>> number("48.145278"), number("nan"), number("junk")
    (48.145278, None, None)
    """
    if not _FLOAT.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


@functools.lru_cache(maxsize=1 << 10)
def coded(text: str) -> str:
    """Return a code, without the ``.0`` that some copies add to codes of digits.

    >>> coded("4.0"), coded("Check deaths")
    ('4', 'Check deaths')
    """
    digits = whole(text)
    return text if digits is None else str(digits)
