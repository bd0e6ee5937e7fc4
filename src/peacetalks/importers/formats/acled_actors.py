"""Whom and where ACLED means: actors are names, the governments among them with years of a reign."""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers import spellings
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.row import Row

__all__ = ["actor", "country", "holder", "is_civilians"]

_SCHEME: Final = "ACLED"
_REIGN: Final = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)")
_STATE: Final = re.compile(
    r"(?:Government|Military Forces|Police Forces) of (?:the )?(.+?)\s*\(\d{4}\s*-\s*(?:\d{4})?\).*",
    re.DOTALL,
)
_CIVILIANS: Final = re.compile(r"(?:Civilians|Protesters|Rioters)\b.*", re.DOTALL)
_NOBODY: Final = frozenset({"5", "6", "7", "rioters", "protesters", "civilians", "50", "60", "70"})
_STATE_FORCES: Final = frozenset({"1", "state forces"})
_AFFILIATES: Final = frozenset({"8", "external/other forces"})
_UNTOLD: Final = "not told"
_NON_STATE: Final = frozenset(
    {"2", "3", "4", "rebel group", "rebel groups", "rebel forces", "political militia",
     "political militias", "identity militia", "identity militias"}
)  # fmt: skip


def actor(row: Row, context: Context, number: str, on: str) -> str | None:
    """Return the code of actor 1 or 2: of a state for its government, army and police.

    Args:
        row: the row.
        context: the import.
        number: which actor.
        on: the day.

    Returns:
        None for civilians, protesters and rioters, who are no party, and where none is named.
    """
    name = row.text_of(f"actor{number}")
    if name is None or is_civilians(row, number):
        return None
    state = _STATE.fullmatch(name)
    told = _REIGN.sub("", name).strip() if state is None else state[1]
    found = context.resolve(told, None, on)
    if found is None:
        # The years of a reign are no part of who a group is.
        found = context.own(row, code(_SCHEME, _REIGN.sub("", name).strip() or name), name)
    return found


def is_civilians(row: Row, number: str) -> bool:
    """Whether actor 1 or 2 are civilians, protesters or rioters."""
    kind = (row.text_of(f"inter{number}") or "").lower()
    return kind in _NOBODY or _CIVILIANS.fullmatch(row.text_of(f"actor{number}") or "") is not None


def holder(row: Row, who: str) -> str | None:
    """Return which of the two actors holds a place now; None: it cannot be told.

    Args:
        row: the row.
        who: ``"actor1"``, or ``"state"`` or ``"non-state"``: the only actor of that kind.
    """
    if who == "actor1":
        return "1"
    kinds = {number: _kind(row, number) for number in "12"}
    # Foreign forces retake a place where no force of the state itself is named.
    wanted = (_STATE_FORCES, _AFFILIATES) if who == "state" else (_NON_STATE, {_UNTOLD})
    for accepted in wanted:
        found = [number for number, kind in kinds.items() if kind in accepted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _kind(row: Row, number: str) -> str:
    """Return what kind of actor 1 or 2 is; where no column tells, a state is known by its name."""
    told = row.text_of(f"inter{number}")
    if told is not None:
        whole = spellings.whole(told)
        return told.lower() if whole is None else str(whole)
    name = row.text_of(f"actor{number}")
    if name is None or is_civilians(row, number):
        return ""
    return "1" if _STATE.fullmatch(name) else _UNTOLD


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country that a row lies in; None: not stated."""
    for column, scheme in (("iso3", "iso3"), ("iso", "isonum"), ("gwno", "gw")):
        told = row.text_of(column)
        whole = None if told is None else spellings.whole(told)
        spelt = told if whole is None else str(whole)
        found = None if spelt is None else context.resolve(spelt, scheme, on)
        if found is not None:
            return found
    name = row.text_of("country")
    return None if name is None else context.resolve(name, None, on)
