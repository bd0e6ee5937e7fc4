"""The rules of folding many streams, from PT301.

The whole stream is set aside, because a result from some of its events would look complete.
"""

from __future__ import annotations

from typing import Final

from peacetalks.findings.rule import Rule

UNREADABLE: Final = Rule(
    "PT301", "error", "unreadable row", meaning="a row that cannot be read as an event"
)
RAISED: Final = Rule(
    "PT302", "error", "exception raised by the fold", meaning="an exception raised by the fold"
)
NO_ROW: Final = Rule(
    "PT303", "error", "result that is not a row", meaning="a result that is not a row of a table"
)
TOO_LARGE: Final = Rule(
    "PT304",
    "error",
    "stream too large for the memory",
    meaning="a stream that is too large for the memory allowed",
)
DIED: Final = Rule(
    "PT305",
    "error",
    "stream that kills its process",
    meaning="a stream that killed the process that folded it",
)
