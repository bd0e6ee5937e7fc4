"""Resolve the actors and countries of ACLED, which names governments with the years of a reign.

The text after the years is a branch of the state ("Air Force") or, if it is not a known branch, an
actor of its own within the state ("Supreme Political Council").
"""

from __future__ import annotations

import re
from typing import Final

from peacetalks.events import ActorSort
from peacetalks.importers import places
from peacetalks.importers.actors.resolution import without_reign
from peacetalks.importers.context import Context
from peacetalks.importers.identifiers import code
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["SLOTS", "actor", "country", "holder", "is_civilians", "located"]

SLOTS: Final = FrozenMap({"1": "actor1", "2": "actor2"})
"""The slots of actors 1 and 2."""
_SCHEME: Final = "ACLED"
_COUNTRIES: Final = "ACLED-COUNTRY"
_COUNTRY: Final = (("iso3", "iso3"), ("iso", "isonum"), ("gwno", "gw"))
_CIVILIANS: Final = re.compile(r"(?:Civilians|Protesters|Rioters)\b.*", re.DOTALL)
_NOBODY: Final = frozenset({"5", "6", "7", "rioters", "protesters", "civilians", "50", "60", "70"})
_STATE_FORCES: Final = frozenset({"1", "state forces"})
_AFFILIATES: Final = frozenset({"8", "external/other forces"})
_NOT_STATED: Final = "not stated"
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
        None for civilians, protesters and rioters, who are not parties, and if none is named.
    """
    name = row.text_of(f"actor{number}")
    if name is None or is_civilians(row, number):
        return None
    # A group is the same in whichever years it is named.
    local = code(_SCHEME, without_reign(name))
    kind = _stated_kind(row, number)
    sort: ActorSort | None = "armed_group" if kind in _NON_STATE else None
    return context.actor(row, name, own=local, slot=SLOTS[number], on=on, sort=sort)


def is_civilians(row: Row, number: str) -> bool:
    """Whether actor 1 or 2 are civilians, protesters or rioters."""
    kind = (row.text_of(f"inter{number}") or "").lower()
    return kind in _NOBODY or _CIVILIANS.fullmatch(row.text_of(f"actor{number}") or "") is not None


def holder(row: Row, context: Context, who: str) -> str | None:
    """Return which of the two actors holds a place now; None if that is not clear.

    Args:
        row: the row.
        context: the context of the import.
        who: ``"actor1"``, or ``"state"`` or ``"non-state"`` for the only actor of that kind.
    """
    if who == "actor1":
        return "1"
    kinds = {number: _kind(row, context, number) for number in "12"}
    # If no force of the state itself is named, foreign forces retook the place.
    wanted = (_STATE_FORCES, _AFFILIATES) if who == "state" else (_NON_STATE, {_NOT_STATED})
    for accepted in wanted:
        numbers = [number for number, kind in kinds.items() if kind in accepted]
        if numbers:
            return numbers[0] if len(numbers) == 1 else None
    return None


def _kind(row: Row, context: Context, number: str) -> str:
    """Return the kind of actor 1 or 2; if no column states it, a state is known by its name."""
    stated = _stated_kind(row, number)
    if stated is not None:
        return stated
    name = row.text_of(f"actor{number}")
    if name is None or is_civilians(row, number):
        return ""
    meaning = context.understood(name)
    return "1" if meaning.organ and not meaning.rest else _NOT_STATED


def _stated_kind(row: Row, number: str) -> str | None:
    text = row.text_of(f"inter{number}")
    if text is None:
        return None
    whole = spellings.whole(text)
    return text.lower() if whole is None else str(whole)


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country of a row; None if it is not stated, or not known."""
    codes = tuple([(scheme, _number(row.text_of(column))) for column, scheme in _COUNTRY])
    return places.country(row, context, codes, row.text_of("country"), on)


def located(row: Row, context: Context, on: str) -> str | None:
    """Return the code of the country of a place; an unknown country gets a code, with a finding."""
    known = country(row, context, on)
    name = row.text_of("country")
    text = name or next(filter(None, (row.text_of(column) for column, _ in _COUNTRY)), None)
    if known is not None or text is None:
        return known
    return context.local_code(row, code(_COUNTRIES, text), text, slot=None)


def _number(text: str | None) -> str | None:
    whole = None if text is None else spellings.whole(text)
    return text if whole is None else str(whole)
