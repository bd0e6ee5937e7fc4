"""Compare what a database has with what the library creates for a log.

A log is more than its records: triggers refuse changes, a view answers queries. The chain of
digests covers none of that, and who may change the schema may change all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

__all__ = ["PREFIX", "Parts", "difference", "single_spaced"]

PREFIX: Final = "peacetalks"
"""Every table, trigger, function and view of a log has a name that begins like this."""

Parts: TypeAlias = Mapping[tuple[str, str], object]
"""The parts of a schema: kind and name of each, and all that is known of it."""

_ALTERED: Final = {
    "view": "the view {} gives other answers than this version's",
    "trigger": "the trigger {} was altered or disabled",
}


def difference(found: Parts, expected: Parts) -> str | None:
    """Return the first difference between two schemas, or None.

    Args:
        found: the schema of a log; it may be altered.
        expected: the schema as the library creates it.
    """
    for (kind, name), facts in expected.items():
        if (kind, name) not in found:
            return f"the {kind} {name} is missing"
        if found[kind, name] != facts:
            return _ALTERED.get(kind, f"the {kind} {{}} was altered").format(name)
    for kind, name in sorted(found):
        if (kind, name) not in expected:
            return f"a {kind} that does not belong to the log: {name}"
    return None


def single_spaced(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())
