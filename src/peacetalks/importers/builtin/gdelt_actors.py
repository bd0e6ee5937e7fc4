"""Resolve the actors of GDELT: CAMEO codes, composed of countries, groups and roles.

- A code that is in the registry (``AZE``, ``IGOUNO``, or your own, added by
  ``Registry.with_alias``) means that actor. Otherwise a known group (``UNO``, ``NAT``) counts.
- An organ of a state (government, armed forces, parliament, courts, secret service, police) acts
  for the state: ``AZEGOV`` is ``AZE``, and so is ``AZEGOVMIL``.
- Any other role, belief or people in the code of a country means a part of it: ``AZEOPP`` is
  ``AZE-OPP``, ``ISRJEW`` ``ISR-JEW``, ``SYRMILKUR`` ``SYR-KUR-MIL``.
- All other actors get a code of CAMEO: ``CAMEO:MNCSEA``, ``CAMEO:AFR``.

Names can be those of persons, towns or countries, without saying which, and one code has many
names. So names are not looked up, and an actor that only has a CAMEO code is called by that code.
Names only distinguish the two sides of a row if both are one actor.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.importers.context import Context
from peacetalks.importers.identifiers import code
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["SLOTS", "actor"]

SLOTS: Final = FrozenMap({"1": "source", "2": "target"})
"""The slots of actors 1 and 2."""

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
    """Return the code of an actor of a row; None if the row names none.

    Args:
        row: the row.
        context: the context of the import.
        number: ``"1"`` for the source, ``"2"`` for the target.
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
    known = None if full is None else context.resolve(full, _SCHEME, on)
    if known is not None:
        # The whole code means the actor; the name may be that of a town or a person.
        return context.known(row, known, known, slot=slot)
    label = _label(row, number) or named
    if group is not None:
        known = context.resolve(group, _SCHEME, on)
        # The pieces before the code of the group say what it is, those after it which part of it.
        of_group = _whole_or_part(known or group, _pieces_after(group, full or ""))
        if known is not None:
            return context.known(row, label, of_group, slot=slot)
        return context.local_code(row, _local_code(of_group), of_group, slot=slot, text=named)
    state = None if country is None else context.resolve(country, _SCHEME, on)
    if state is not None:
        of_state = _whole_or_part(state, _pieces_of_state(row, context, number, on, state))
        return context.known(row, label, of_state, slot=slot)
    return context.local_code(row, _local_code(named), named, slot=slot, text=named)


def _label(row: Row, number: str) -> str | None:
    """Return the name of an actor, or its code if both actors of the row have the same name."""
    names = [row.text_of(columns["name"]) for columns in _COLUMNS.values()]
    full = row.text_of(_COLUMNS[number]["code"])
    return full if names[0] == names[1] else row.text_of(_COLUMNS[number]["name"])


def _pieces_of_state(
    row: Row, context: Context, number: str, on: str, state: str
) -> tuple[str, ...]:
    """Return all pieces of codes that a row gives for an actor, except its state."""
    columns = (*_ROLES[number], *_BELIEFS[number])
    pieces = [piece for piece in map(row.text_of, columns) if piece]
    of_code = _pieces(row.text_of(_COLUMNS[number]["code"]) or "")
    pieces += [piece for piece in of_code if context.resolve(piece, _SCHEME, on) != state]
    return tuple(pieces)


def _pieces_after(group: str, full: str) -> tuple[str, ...]:
    pieces = _pieces(full)
    return pieces[pieces.index(group) + 1 :] if group in pieces else ()


@functools.lru_cache(maxsize=1 << 12)
def _pieces(full: str) -> tuple[str, ...]:
    return tuple(full[at : at + _LENGTH] for at in range(0, len(full), _LENGTH))


@functools.lru_cache(maxsize=1 << 12)
def _whole_or_part(of: str, pieces: tuple[str, ...]) -> str:
    """Return an actor if all pieces are organs of it; otherwise the code of a part of it.

    Organs come last, so that ``SDNMILREB`` and ``SDNREBMIL`` give one code, which does not begin
    like that of an organ.
    """
    clean = dict.fromkeys(_NOT_IN_CODES.sub("", piece.upper()) for piece in pieces)
    ordered = sorted(filter(None, clean), key=_ORGANS.__contains__)
    return of if _ORGANS.issuperset(ordered) else "-".join([of, *ordered])


@functools.lru_cache(maxsize=1 << 12)
def _local_code(named: str) -> str:
    return code("CAMEO", named)
