"""The codes of what an import can find; a code never changes its meaning.

=========  ========  ==================================================================
code       severity  meaning
=========  ========  ==================================================================
``PT201``  error     a row that cannot be split into its columns; its text is kept
``PT202``  error     a row without the id that its data set gives to every row
``PT203``  error     a value that is no number, in a column of numbers
``PT204``  error     a value that is no date of the data set, or an impossible one
``PT205``  warning   a date that ends before it starts
``PT206``  warning   figures of which low ≤ best ≤ high fails; all three are kept
``PT207``  note      an actor that the registry does not know; it has a code of its data set
``PT208``  note      a row of which no event can be made, and why
``PT209``  error     a row of which an event would be made that cannot be
``PT210``  warning   a value that the codebook of the data set does not have
``PT211``  warning   a line that is not UTF-8, or has NUL characters, and how it was read
``PT212``  note      a second header, of HXL tags
``PT213``  note      a file without a header, recognised by the forms of its columns
``PT214``  error     a row whose id an earlier row has, with other content
``PT215``  note      a row that repeats an earlier one
``PT216``  note      a row that tells the same meeting or act as another, and was joined to it
``PT217``  note      ids that a data set renames: rows were matched by content
``PT218``  warning   values of a row that contradict one another; which was taken is said
``PT219``  note      two names in one row that are one actor; two sides of an act are kept apart
``PT220``  warning   parties in prose that were not all read, so that none is taken
``PT221``  note      third parties in prose that were not all read; those that were are taken
=========  ========  ==================================================================
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from peacetalks.errors import Finding
from peacetalks.frozenmap import FrozenMap

__all__ = ["CODES", "Severity", "finding", "severity"]

Severity: TypeAlias = Literal["error", "warning", "note"]

DAMAGED: Final = "PT201"
NO_ID: Final = "PT202"
NO_NUMBER: Final = "PT203"
NO_DATE: Final = "PT204"
DATES_SWAPPED: Final = "PT205"
BOUNDS: Final = "PT206"
ACTOR: Final = "PT207"
NOTHING: Final = "PT208"
NO_EVENT: Final = "PT209"
ODD_VALUE: Final = "PT210"
RECODED: Final = "PT211"
HXL: Final = "PT212"
HEADLESS: Final = "PT213"
SAME_ID: Final = "PT214"
REPEATED: Final = "PT215"
JOINED: Final = "PT216"
RENAMED: Final = "PT217"
CONTRADICTION: Final = "PT218"
ONE_ACTOR: Final = "PT219"
PARTIES: Final = "PT220"
THIRD_PARTIES: Final = "PT221"

CODES: Final = FrozenMap(
    {
        DAMAGED: "damaged row",
        NO_ID: "row without an id",
        NO_NUMBER: "no number",
        NO_DATE: "no date",
        DATES_SWAPPED: "ends before it starts",
        BOUNDS: "figures out of order",
        ACTOR: "unknown actor",
        NOTHING: "nothing made of a row",
        NO_EVENT: "no event can hold a row",
        ODD_VALUE: "value not in the codebook",
        RECODED: "line not in UTF-8",
        HXL: "second header of HXL tags",
        HEADLESS: "no header",
        SAME_ID: "id of another row",
        REPEATED: "repeated row",
        JOINED: "joined to another row",
        RENAMED: "renamed ids",
        CONTRADICTION: "values that contradict one another",
        ONE_ACTOR: "two names, one actor",
        PARTIES: "parties not read",
        THIRD_PARTIES: "third parties not all read",
    }
)
"""The codes of findings in imports, each with its meaning."""

_ERRORS: Final = frozenset({DAMAGED, NO_ID, NO_NUMBER, NO_DATE, NO_EVENT, SAME_ID})
_WARNINGS: Final = frozenset({DATES_SWAPPED, BOUNDS, ODD_VALUE, RECODED, CONTRADICTION, PARTIES})


def finding(code: str, message: str, file: str | None, line: int | None = None) -> Finding:
    """Return a finding of a code, as bad as the code is."""
    return Finding(code=code, message=message, severity=severity(code), file=file, line=line)


def severity(code: str) -> Severity:
    """Return how bad a finding is: an *error* took something from an event, or the whole event.

    >>> severity("PT201"), severity("PT206"), severity("PT207")
    ('error', 'warning', 'note')
    """
    if code in _ERRORS:
        return "error"
    return "warning" if code in _WARNINGS else "note"
