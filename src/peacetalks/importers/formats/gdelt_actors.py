"""Whom GDELT means: codes of CAMEO, glued together of countries, groups and roles.

- A code that the registry has as it stands (``AZE``, ``IGOUNO``, or one of your own given by
  ``Registry.with_alias``) is that actor; else a known group (``UNO``, ``NAT``) is.
- A country's organ of state (government, armed forces, parliament, courts, secret service,
  police) speaks for the state: ``AZEGOV`` is ``AZE``.
- Any other role of a country is a part of it: ``AZEOPP`` is ``AZE-OPP``, ``ISRJEW`` ``ISR-JEW``.
- Everyone else has a code of CAMEO's own: ``CAMEO:TAL``, ``CAMEO:AFR``.

Names are those of persons, towns and countries without a word which, so nobody is known by them;
they are stated of those who have a code of CAMEO alone.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.row import Row

__all__ = ["SLOTS", "actor"]

SLOTS: Final = FrozenMap({"1": "source", "2": "target"})
"""As what actors 1 and 2 are named."""

_SCHEME: Final = "cameo"
_ORGANS: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
_NOT_IN_CODES: Final = re.compile(r"[^A-Z0-9]+")
_LENGTH: Final = 3
_COLUMNS: Final = FrozenMap(
    {
        number: {
            what: f"actor{number}{what}"
            for what in ("code", "name", "countrycode", "knowngroupcode")
        }
        for number in "12"
    }
)
_ROLES: Final = FrozenMap(
    {number: tuple(f"actor{number}type{n}code" for n in "123") for number in "12"}
)
_BELIEFS: Final = FrozenMap(
    {
        number: tuple(
            f"actor{number}{what}" for what in ("ethniccode", "religion1code", "religion2code")
        )
        for number in "12"
    }
)


def actor(row: Row, context: Context, number: str, on: str) -> str | None:
    """Return the code of an actor of a row; None: the row names none.

    Args:
        row: the row.
        context: the import.
        number: ``"1"``, the source, or ``"2"``, the target.
        on: the day of the row.
    """
    columns = _COLUMNS[number]
    full = row.text_of(columns["code"])
    name = row.text_of(columns["name"])
    country = row.text_of(columns["countrycode"])
    group = row.text_of(columns["knowngroupcode"])
    named = full or group or country or name
    if named is None:
        return None
    slot = SLOTS[number]
    for known in (full, group):
        found = None if known is None else context.resolve(known, _SCHEME, on)
        if found is not None:
            return context.known(row, named, found, slot=slot)
    state = None if country is None else context.resolve(country, _SCHEME, on)
    if state is not None and group is None:
        found = _of_state(row, context, number, on, (state, country or "", full or ""))
        return context.known(row, named, found, slot=slot)
    own = group or named
    return context.own(row, _own(own), name or own, slot=slot, text=named)


def _of_state(row: Row, context: Context, number: str, on: str, whose: tuple[str, str, str]) -> str:
    """Return a state, where an organ of it acts, or a part of it."""
    state, country, full = whose
    roles = [role for role in map(row.text_of, _ROLES[number]) if role]
    if roles and roles[0].upper() in _ORGANS:
        return state
    roles += [belief for belief in map(row.text_of, _BELIEFS[number]) if belief]
    if not roles:
        # What is left of the code without the country: a role that has no column.
        left = full.upper().replace(country.upper(), "", 1)
        pieces = [left[at : at + _LENGTH] for at in range(0, len(left), _LENGTH)]
        roles = [piece for piece in pieces if context.resolve(piece, _SCHEME, on) is None]
    return _part(state, *roles)


@functools.lru_cache(maxsize=1 << 12)
def _part(state: str, *roles: str) -> str:
    clean = (_NOT_IN_CODES.sub("", role.upper()) for role in roles)
    return "-".join([state, *dict.fromkeys(filter(None, clean))])


@functools.lru_cache(maxsize=1 << 12)
def _own(named: str) -> str:
    return code("CAMEO", named)
