"""Read periods in the titles of agreements: ``12-15 May 1994``, ``May 12 - June 3, 1994``."""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers.tables import spellings

__all__ = ["period"]

_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"([A-Z][a-z]{2,8})\.?"
_YEAR: Final = r"(\d{4})"
_TO: Final = r"\s*(?:-|\N{EN DASH}|\N{EM DASH}|\bto\b|\buntil\b)\s*"
# The year, and often the month, is written only once, after the last day.
_FORMS: Final = tuple(
    (re.compile(rf"(?<![\d/.-]){form}(?!\d)", re.ASCII), order)
    for form, order in (
        (rf"{_DAY}{_TO}{_DAY}\s+{_MONTH},?\s+{_YEAR}", ("d", "D", "M", "Y")),
        (rf"{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?{_TO}{_DAY}\s+{_MONTH},?\s+{_YEAR}", "dmyDMY"),
        (rf"{_MONTH}\s+{_DAY}{_TO}{_DAY},?\s+{_YEAR}", ("M", "d", "D", "Y")),
        (rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?{_TO}{_MONTH}\s+{_DAY},?\s+{_YEAR}", "mdyMDY"),
    )
)


def period(text: str, last: str) -> str | None:
    """Return the period in a text that ends on a certain day; None if there is none.

    Args:
        text: a title.
        last: the last day, as ``"1994-05-15"``.

    >>> period("Joint statement (Sochi, 12-15 May 1994)", "1994-05-15")
    '1994-05-12/1994-05-15'
    >>> period("Minutes of the meetings, April 28 - May 2, 1994", "1994-05-02")
    '1994-04-28/1994-05-02'
    >>> print(period("Articles 12-15 of May 1994", "1994-05-15"))
    None
    """
    for form, order in _FORMS:
        for match in form.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            year, month = parts["Y"], parts["M"]
            end = _day(parts["D"], month, year)
            start = _day(parts["d"], parts.get("m") or month, parts.get("y") or year)
            if start is not None and end == last and start < last:
                return f"{start}/{last}"
    return None


def _day(day: str, month: str, year: str) -> str | None:
    return spellings.day_month_name(f"{day}-{month}-{year}")
