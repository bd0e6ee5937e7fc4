"""Whom and where ACLED means: actors are names, the governments among them with years of a reign.

What follows the years is a branch of the state ("Air Force") or, if it is not known as one, an
actor of its own within the state ("Supreme Political Council").
"""

from __future__ import annotations

import re
from typing import Final

from peacetalks.events import ActorSort
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import places, spellings
from peacetalks.importers.actors import without_reign
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.row import Row

__all__ = ["SLOTS", "actor", "country", "holder", "is_civilians", "located"]

SLOTS: Final = FrozenMap({"1": "actor1", "2": "actor2"})
"""As what actors 1 and 2 are named."""
_SCHEME: Final = "ACLED"
_COUNTRIES: Final = "ACLED-COUNTRY"
_COUNTRY: Final = (("iso3", "iso3"), ("iso", "isonum"), ("gwno", "gw"))
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
    # The years of a reign are no part of who a group is.
    own = code(_SCHEME, without_reign(name))
    kind = _told_kind(row, number)
    sort: ActorSort | None = "armed_group" if kind in _NON_STATE else None
    return context.actor(row, name, own=own, slot=SLOTS[number], on=on, sort=sort)


def is_civilians(row: Row, number: str) -> bool:
    """Whether actor 1 or 2 are civilians, protesters or rioters."""
    kind = (row.text_of(f"inter{number}") or "").lower()
    return kind in _NOBODY or _CIVILIANS.fullmatch(row.text_of(f"actor{number}") or "") is not None


def holder(row: Row, context: Context, who: str) -> str | None:
    """Return which of the two actors holds a place now; None: it cannot be told.

    Args:
        row: the row.
        context: the import.
        who: ``"actor1"``, or ``"state"`` or ``"non-state"``: the only actor of that kind.
    """
    if who == "actor1":
        return "1"
    kinds = {number: _kind(row, context, number) for number in "12"}
    # Foreign forces retake a place where no force of the state itself is named.
    wanted = (_STATE_FORCES, _AFFILIATES) if who == "state" else (_NON_STATE, {_UNTOLD})
    for accepted in wanted:
        found = [number for number, kind in kinds.items() if kind in accepted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _kind(row: Row, context: Context, number: str) -> str:
    """Return what kind of actor 1 or 2 is; where no column tells, a state is known by its name."""
    told = _told_kind(row, number)
    if told is not None:
        return told
    name = row.text_of(f"actor{number}")
    if name is None or is_civilians(row, number):
        return ""
    found = context.understood(name)
    return "1" if found.organ and not found.rest else _UNTOLD


def _told_kind(row: Row, number: str) -> str | None:
    told = row.text_of(f"inter{number}")
    if told is None:
        return None
    whole = spellings.whole(told)
    return told.lower() if whole is None else str(whole)


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country that a row lies in; None: not stated, or not known."""
    codes = tuple([(scheme, _number(row.text_of(column))) for column, scheme in _COUNTRY])
    return places.country(row, context, codes, row.text_of("country"), on)


def located(row: Row, context: Context, on: str) -> str | None:
    """Return the code of the country of a place: one of its own, with a finding, if it has none."""
    found = country(row, context, on)
    name = row.text_of("country")
    told = name or next(filter(None, (row.text_of(column) for column, _ in _COUNTRY)), None)
    if found is not None or told is None:
        return found
    return context.own(row, code(_COUNTRIES, told), told, slot=None)


def _number(text: str | None) -> str | None:
    whole = None if text is None else spellings.whole(text)
    return text if whole is None else str(whole)
