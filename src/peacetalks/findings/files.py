"""The rules of reading files and logs, from PT001."""

from __future__ import annotations

from typing import Final

from peacetalks.findings.rule import Rule

UNREADABLE: Final = Rule(
    "PT001",
    "error",
    "unreadable line",
    meaning="a line that cannot be read: not UTF-8, not JSON, or not an object",
)
INVALID: Final = Rule(
    "PT002",
    "error",
    "invalid field or value",
    meaning="an invalid field, or an invalid value in a field",
)
UNKNOWN_KIND: Final = Rule(
    "PT003",
    None,
    "unknown kind",
    meaning="an unknown kind (a warning if it is similar to a known one, otherwise a note); "
    "the line is kept as it is",
)
CONFLICT: Final = Rule(
    "PT004",
    "error",
    "duplicate id with other content",
    meaning="an id that already belongs to the event on an earlier line",
)
REPEATED: Final = Rule(
    "PT005", "warning", "repeated event", meaning="an event that repeats an earlier line"
)
NEWER: Final = Rule(
    "PT006",
    "warning",
    "newer schema version",
    meaning="a newer version of a kind than is supported; the line is kept as it is",
)
REDACTED: Final = Rule(
    "PT007",
    "note",
    "redacted record",
    meaning="a record of a log whose content was erased by redaction",
)
BROKEN: Final = Rule(
    "PT008",
    "error",
    "broken record",
    meaning="a record of a log that was altered, moved or removed",
)
