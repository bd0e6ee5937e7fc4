"""The codes of what reading a file or a log can find; a code never changes its meaning.

=========  ========  ==================================================================
code       severity  meaning
=========  ========  ==================================================================
``PT001``  error     a line that cannot be read: no UTF-8, no JSON, no object
``PT002``  error     a field, or a value in one, that no event can be made of
``PT003``  warning   a kind that is not known but resembles one; the line is kept as it is
``PT003``  note      a kind that is not known; the line is kept as it is
``PT004``  error     an id that an earlier line gives to another event
``PT005``  warning   an event that an earlier line holds already
``PT006``  warning   a newer version of a kind than is known; the line is kept as it is
``PT007``  note      a record of a log whose content was erased by redaction
``PT008``  error     a record of a log that is not what was written
=========  ========  ==================================================================
"""

from __future__ import annotations

from typing import Final

from peacetalks.frozenmap import FrozenMap

__all__ = ["CODES"]

UNREADABLE: Final = "PT001"
INVALID: Final = "PT002"
UNKNOWN_KIND: Final = "PT003"
CONFLICT: Final = "PT004"
REPEATED: Final = "PT005"
NEWER: Final = "PT006"
REDACTED: Final = "PT007"
BROKEN: Final = "PT008"

CODES: Final = FrozenMap(
    {
        UNREADABLE: "unreadable line",
        INVALID: "invalid field or value",
        UNKNOWN_KIND: "unknown kind",
        CONFLICT: "duplicate id with other content",
        REPEATED: "repeated event",
        NEWER: "newer schema version",
        REDACTED: "redacted record",
        BROKEN: "broken record",
    }
)
"""The codes of findings in files and logs, each with its meaning."""
