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

import traceback
from pathlib import Path
from typing import Final

from peacetalks.errors import Finding
from peacetalks.frozenmap import FrozenMap

__all__ = [
    "CODES",
    "DIED",
    "NO_ROW",
    "RAISED",
    "TOO_LARGE",
    "UNREADABLE",
    "finding",
    "said",
    "shortly",
]

UNREADABLE: Final = "PT301"
RAISED: Final = "PT302"
NO_ROW: Final = "PT303"
TOO_LARGE: Final = "PT304"
DIED: Final = "PT305"

_LONGEST: Final = 500
_TRACED: Final = 3
"""So many places of an exception are told, the innermost last."""

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


def shortly(error: BaseException, longest: int = _LONGEST) -> str:
    """Return the text of an exception, cut, whatever it is."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 # the text of an exception of others can fail too
        return "a text that cannot be shown"
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def said(error: BaseException) -> str:
    """Return what an exception says, and where it was raised."""
    places = traceback.extract_tb(error.__traceback__, limit=-_TRACED)
    where = ", ".join(f"{Path(p.filename).name}:{p.lineno} in {p.name}" for p in places)
    return f"{type(error).__name__}: {shortly(error)} ({where})"
