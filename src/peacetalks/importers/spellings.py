"""How data sets spell dates and numbers; nothing is guessed.

A date is read by the one order its data set uses: UCDP writes months first in every release
that writes slashes. What comes out is a text that ``When`` takes, or None.
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
_NOTHING: Final = ".0"
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
"""The year 2242: so many seconds are milliseconds, or nonsense."""
_SHORT_YEAR: Final = 2
_MOST: Final = 1 << 53
"""Beyond it a number written as a float is no longer one whole number."""


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


@functools.lru_cache(maxsize=1 << 14)
def iso_day(text: str) -> str | None:
    """Return the day of an ISO 8601 date, whatever midnight follows it.

    >>> iso_day("2009-02-20T00:00:00"), iso_day("2014-01-22 00:00:00.000"), iso_day("2014-02-30")
    ('2009-02-20', '2014-01-22', None)
    """
    found = _ISO.fullmatch(text.strip())
    return _day(*found.groups()) if found else None


@functools.lru_cache(maxsize=1 << 14)
def month_first(text: str) -> str | None:
    """Return the day of an ISO date, or of one with slashes, the month first.

    >>> month_first("1/22/2014 12:00:00 AM"), month_first("05/02/2014 00:00")
    ('2014-01-22', '2014-05-02')
    >>> print(month_first("22/1/2014"))
    None
    """
    found = _SLASHED.fullmatch(text.strip())
    if found is None:
        return iso_day(text)
    month, day, year = found.groups()
    return _day(year, month, day)


@functools.lru_cache(maxsize=1 << 14)
def day_month_name(text: str) -> str | None:
    """Return the day of an ISO date, or of one that names its month; years of two digits are 1970-2069.

    >>> day_month_name("9-May-20"), day_month_name("01-January-2015"), day_month_name("2020-12-05")
    ('2020-05-09', '2015-01-01', '2020-12-05')
    """
    found = _NAMED.fullmatch(text.strip())
    if found is None:
        return iso_day(text)
    day, name, year = found.groups()
    month = [month for month in _MONTHS if name.lower() in {month, month[:3]}]
    if not month:
        return None
    if len(year) == _SHORT_YEAR:
        year = f"{'19' if int(year) >= _PIVOT else '20'}{year}"
    return _day(year, str(_MONTHS.index(month[0]) + 1), day)


@functools.lru_cache(maxsize=1 << 14)
def day_first(text: str) -> str | None:
    """Return the day of a date that ``day_month_name`` reads, or of one with slashes, the day first.

    >>> day_first("18/04/2001"), day_first("9-May-20")
    ('2001-04-18', '2020-05-09')
    >>> print(day_first("04/18/2001"))
    None
    """
    found = _SLASHED.fullmatch(text.strip())
    if found is None:
        return day_month_name(text)
    day, month, year = found.groups()
    return _day(year, month, day)


@functools.lru_cache(maxsize=1 << 14)
def instant(text: str) -> str | None:
    """Return the instant of a number of seconds since 1970, also of a float.

    >>> instant("1646077433.0"), instant("1646077433"), instant("yesterday")
    ('2022-02-28T19:43:53Z', '2022-02-28T19:43:53Z', None)
    """
    seconds = whole(text.strip())
    if seconds is None or not 0 <= seconds < _FAR:
        return None
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


@functools.lru_cache(maxsize=1 << 14)
def compact_day(text: str) -> str | None:
    """Return the day of eight digits.

    >>> compact_day("20201113")
    '2020-11-13'
    """
    found = _COMPACT.fullmatch(text.strip())
    return _day(*found.groups()) if found else None


@functools.lru_cache(maxsize=1 << 14)
def whole(text: str) -> int | None:
    """Return a whole number, also of a float that is one (``"4.0"``, ``"1e3"``); else None.

    >>> whole("4.0"), whole("-99"), whole("4.5"), whole("1e400"), whole("junk")
    (4, -99, None, None, None)
    """
    if _WHOLE.fullmatch(text):
        return int(text.removesuffix(_NOTHING))
    found = number(text)
    if found is None or abs(found) > _MOST or not found.is_integer():
        return None
    return int(found)


@functools.lru_cache(maxsize=1 << 14)
def number(text: str) -> float | None:
    """Return a number that is finite; else None.

    >>> number("48.145278"), number("nan"), number("junk")
    (48.145278, None, None)
    """
    if not _FLOAT.fullmatch(text):
        return None
    found = float(text)
    return found if math.isfinite(found) else None


@functools.lru_cache(maxsize=1 << 10)
def coded(text: str) -> str:
    """Return a code of digits without the ending of a float, which some copies add; others as they are.

    >>> coded("4.0"), coded("Check deaths")
    ('4', 'Check deaths')
    """
    found = whole(text)
    return text if found is None else str(found)
