"""What a run over many streams finds; a code never changes its meaning.

=========  ========  ===============================================================
code       severity  meaning
=========  ========  ===============================================================
``PT301``  error     a row that no event can be made of
``PT302``  error     an exception of the fold
``PT303``  error     a result that is no row of a table
``PT304``  error     a stream too large for the memory that was given
``PT305``  error     a stream that killed the process that folded it
=========  ========  ===============================================================

The stream is set aside whole: a result of a part of its events would look like any other.
"""

from __future__ import annotations

from typing import Final

from peacetalks.errors import Finding
from peacetalks.frozenmap import FrozenMap

__all__ = ["CODES", "DIED", "NO_ROW", "RAISED", "TOO_LARGE", "UNREADABLE", "finding"]

UNREADABLE: Final = "PT301"
RAISED: Final = "PT302"
NO_ROW: Final = "PT303"
TOO_LARGE: Final = "PT304"
DIED: Final = "PT305"

CODES: Final = FrozenMap(
    {
        UNREADABLE: "unreadable row",
        RAISED: "exception of the fold",
        NO_ROW: "result that is no row",
        TOO_LARGE: "stream larger than the memory",
        DIED: "stream that kills its process",
    }
)
"""The codes of findings about streams that were set aside, each with its meaning."""


def finding(code: str, stream: str, message: str) -> Finding:
    """Return a finding about a stream."""
    return Finding(code=code, message=f"{stream}: {message}")
