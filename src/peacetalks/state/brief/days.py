"""The dates of a brief: in a column as ``2023-11-16``, in a sentence as ``16 November 2023``.

EDTF is for files: a reader gets "by 16 November 2023" for ``[..2023-11-16]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.primitives.when import ALWAYS, When

__all__ = ["column", "dated", "in_words", "latest", "on_day"]

_POINT: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T(?P<time>[^Z+~?%-]+)(?P<zone>[^~?%]+))?"
    r"(?P<mark>[~?%])?"
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_UNDATED: Final = "undated"

_Write: TypeAlias = Callable[[When, When | None], str]
"""Writes a point in time; for the start of a span or a range, it also gets the end."""


def dated(when: When | None) -> str:
    """Return the start of a row: its date, in a column.

    >>> dated(When("2031-10-03")), dated(None)
    ('  2031-10-03 ', '  undated    ')
    """
    return f"  {_UNDATED if when is None else column(when):<10} "


def column(when: When) -> str:
    """Return a date for a column or a table. A choice of days looks like a span.

    >>> column(When("2031-10-03")), column(When("2031-10~")), column(When("[..2031-10-03]"))
    ('2031-10-03', 'about 2031-10', 'by 2031-10-03')
    >>> column(When("2031-10-03/2031-10-05")), column(When("[2031-10-03..2031-10-05]"))
    ('2031-10-03 to 2031-10-05', '2031-10-03 to 2031-10-05')
    """
    return _composed(when, lambda point, _: _qualified(point, point.text.rstrip("~?%")), "{} to {}")


def in_words(when: When, near: When | None = None) -> str:
    """Return a date for a sentence.

    Args:
        when: the date.
        near: a date whose year is not repeated; None: the year is always written.

    >>> in_words(When("2031-10-03")), in_words(When("2031-10-03"), near=When("2031-11"))
    ('3 October 2031', '3 October')
    >>> in_words(When("2031-10~")), in_words(When("[..2031-10-03]"))
    ('about October 2031', 'by 3 October 2031')
    >>> in_words(When("[2031-10-03..2031-10-05]"))
    'between 3 and 5 October 2031'
    """

    def write(point: When, end: When | None) -> str:
        if end is not None and _is_day(point) and _is_day(end) and point.text[:7] == end.text[:7]:
            return str(int(point.text[8:]))
        return _qualified(point, _spelt(point, end or near))

    return _composed(when, write, "between {} and {}")


def on_day(when: When, near: When | None = None) -> str:
    """Return a date for a sentence, with its preposition, as ``in_words`` does.

    >>> on_day(When("2031-10-03")), on_day(When("2031-10")), on_day(When("2031-10-03~"))
    ('on 3 October 2031', 'in October 2031', 'about 3 October 2031')
    >>> on_day(When("2031-10-03/2031-10-05"), near=When("2031"))
    'from 3 to 5 October'
    """
    words = in_words(when, near)
    if when.is_span:
        return f"from {words}" if when.start is not None and when.end is not None else words
    if words.startswith(("about ", "between ", "by ")):
        return words
    first = when.alternatives[0] if when.alternatives else when
    return f"{'on' if first.precision not in {'year', 'month'} else 'in'} {words}"


def latest(when: When | None) -> tuple[int, int]:
    """Return a sort key: the last instant that a date allows, and the lowest key for no date."""
    if when is None:
        return (-ALWAYS, -ALWAYS)
    return (when.hi if when.hi < ALWAYS else when.lo, when.lo)


def _composed(when: When, write: _Write, of_range: str) -> str:
    """Return a date with its points as written by a function."""
    if when.is_span:
        start, end = when.start, when.end
        if start is not None and end is not None:
            return f"{write(start, end)} to {write(end, None)}"
        if start is not None:
            return f"from {write(start, None)}"
        return _UNDATED if end is None else f"until {write(end, None)}"
    if not when.alternatives:
        return write(when, None)
    return " or ".join(_member(text, write, of_range) for text in when.text[1:-1].split(","))


def _member(text: str, write: _Write, of_range: str) -> str:
    first, dots, last = text.partition("..")
    if not dots:
        return write(When(first), None)
    if not first:
        return f"by {write(When(last), None)}"
    if not last:
        return f"{write(When(first), None)} or later"
    return of_range.format(write(When(first), When(last)), write(When(last), None))


def _is_day(point: When) -> bool:
    return len(point.text) == len("2031-10-03")


def _qualified(point: When, text: str) -> str:
    about = "about " if point.approximate else ""
    return f"{about}{text}{' (uncertain)' if point.uncertain else ''}"


def _spelt(point: When, near: When | None) -> str:
    match = _POINT.fullmatch(point.text)
    if match is None:
        return point.text
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return year
    name = _MONTHS[int(month) - 1]
    if day is None:
        return f"{name} {year}"
    date = f"{int(day)} {name}"
    if near is None or not near.text.startswith(year):
        date += f" {year}"
    if match["time"] is None:
        return date
    zone = "UTC" if match["zone"] == "Z" else f"UTC{match['zone']}"
    return f"{date}, {match['time']} {zone}"
