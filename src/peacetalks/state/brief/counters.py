"""Counters of days in a brief: marks that are filled in for the day on which it is read.

The number of days left, or passed, changes every day. The report keeps one text for all days that
differ only in such numbers, with marks in their places, and fills in the marks for the day that a
reader chooses. All marks have the same width, so the layout of a line does not depend on whether
Python or the report fills them in.
"""

from __future__ import annotations

import re
from typing import Final

from peacetalks._support.wording import count_noun
from peacetalks.primitives.when import day_text

__all__ = ["GAP", "TODAY", "days_left", "days_since", "filled"]

GAP: Final = "\ue002"
"""A gap that is filled with blanks, so that the text after it ends at the margin."""
TODAY: Final = "\ue000d+0000000\ue001"
"""A mark for the day itself."""
_MARK: Final = re.compile("\ue000([dls])([+-]\\d{7})\ue001")


def days_since(day: int) -> str:
    """Return a mark for the number of days since a day, given in days since 1970-01-01.

    >>> filled(f"open for {days_since(19_677)}", 19_680)
    'open for 3 days'
    """
    return f"\ue000s{day:+08d}\ue001"


def days_left(day: int) -> str:
    """Return a mark for the number of days until a day, given in days since 1970-01-01.

    >>> filled(f"{days_left(19_680)} left", 19_679)
    '1 day left'
    """
    return f"\ue000l{day:+08d}\ue001"


def filled(line: str, day: int, width: int = 0) -> str:
    """Return a line with its marks filled in for a day, and its gap widened to the margin.

    >>> filled(f"on {TODAY}{GAP}[1]", 19_677, 20)
    'on 2023-11-16    [1]'
    """

    def value(mark: re.Match[str]) -> str:
        if mark[1] == "d":
            return day_text(day)
        passed = day - int(mark[2])
        return count_noun(passed if mark[1] == "s" else -passed, "day")

    line = _MARK.sub(value, line)
    if GAP not in line:
        return line
    before, _, after = line.partition(GAP)
    return f"{before}{' ' * (width - len(before) - len(after))}{after}"
