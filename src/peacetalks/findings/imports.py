"""The rules of importing, from PT201: what is wrong with a row, or worth knowing about it.

An *error* cost an event some of its content, or the event itself.
"""

from __future__ import annotations

from typing import Final

from peacetalks.findings.rule import Rule

DAMAGED: Final = Rule(
    "PT201",
    "error",
    "damaged row",
    meaning="a row that cannot be split into its columns; its text is kept",
)
NO_ID: Final = Rule(
    "PT202",
    "error",
    "row without an id",
    meaning="a row without the id that its data set gives to every row",
)
NO_NUMBER: Final = Rule(
    "PT203", "error", "not a number", meaning="a value that is not a number, in a column of numbers"
)
NO_DATE: Final = Rule(
    "PT204",
    "error",
    "not a date",
    meaning="a value that is not a date as the data set writes dates, or an impossible date",
)
DATES_SWAPPED: Final = Rule(
    "PT205", "warning", "ends before it starts", meaning="a date that ends before it starts"
)
BOUNDS: Final = Rule(
    "PT206",
    "warning",
    "figures out of order",
    meaning="figures that break low ≤ best ≤ high; all three are kept",
)
ACTOR: Final = Rule(
    "PT207",
    "note",
    "unknown actor",
    meaning="an actor that is not in the registry; it gets a code of its data set",
)
NOTHING: Final = Rule(
    "PT208", "note", "row without an event", meaning="a row that makes no event, and why"
)
NO_EVENT: Final = Rule(
    "PT209",
    "error",
    "row whose event is not valid",
    meaning="a row whose event would not be valid, so it is not made",
)
ODD_VALUE: Final = Rule(
    "PT210",
    "warning",
    "value not in the codebook",
    meaning="a value that is not in the codebook of the data set",
)
RECODED: Final = Rule(
    "PT211",
    "warning",
    "line not in UTF-8",
    meaning="a line that is not UTF-8, or has NUL characters, and how it was read",
)
HXL: Final = Rule(
    "PT212", "note", "second header of HXL tags", meaning="a second header, of HXL tags"
)
HEADLESS: Final = Rule(
    "PT213",
    "note",
    "no header",
    meaning="a file without a header, recognised by the values of its first row",
)
SAME_ID: Final = Rule(
    "PT214",
    "error",
    "id of another row",
    meaning="a row with the id of an earlier row, but other content",
)
REPEATED: Final = Rule("PT215", "note", "repeated row", meaning="a row that repeats an earlier one")
JOINED: Final = Rule(
    "PT216",
    "note",
    "joined to another row",
    meaning="a row that reports the same meeting or act as another, and was joined to it",
)
RENAMED: Final = Rule(
    "PT217",
    "note",
    "renamed ids",
    meaning="ids that the data set renames; rows were matched by content",
)
CONTRADICTION: Final = Rule(
    "PT218",
    "warning",
    "values that contradict one another",
    meaning="values of a row that contradict one another, and which one was used",
)
ONE_ACTOR: Final = Rule(
    "PT219",
    "note",
    "two names, one actor",
    meaning="two names in one row that mean one actor; two sides of an act are kept apart",
)
PARTIES: Final = Rule(
    "PT220",
    "warning",
    "parties not read",
    meaning="parties in prose that were not all read, so none of them is used",
)
THIRD_PARTIES: Final = Rule(
    "PT221",
    "note",
    "third parties not all read",
    meaning="third parties in prose that were not all read; those that were read are used",
)
