"""Wrong values that occur in files."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

__all__ = ["JUNK", "junk"]

JUNK: Final[tuple[str, ...]] = (
    "",
    " ",
    "junk",
    "-1",
    "-99",
    "0",
    "2.5",
    "99999999999999999999",
    "1e400",
    "nan",
    "2023-02-30",
    "0001-01-01",
    "9999-12-31",
    "31/31/2023",
    "12-15 May 1994",
    "now",
    "NULL",
    "true",
    "=1+1",
    "<b>",
    '"',
    "a\r\nb",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "e\u0301\u200b",
    ";",
    ";;; ;",
    ",",
    "/",
    "(",
    "Government of ",
    "[2020..2021]",
    "A" * 200,
    "1" * 5_000,
)
"""Empty and blank values, invalid numbers and dates, punctuation, and values that are too long."""


def junk() -> st.SearchStrategy[str]:
    """Draw junk: values known from files, or any text."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    return st.sampled_from(JUNK) | st.text(letters, max_size=12)
