"""Whom GDELT means: codes of CAMEO, glued together of countries, groups and roles.

- A code that the registry has as it stands (``AZE``, ``IGOUNO``, or one of your own given by
  ``Registry.with_alias``) is that actor; else a known group (``UNO``, ``NAT``) is.
- A country's organ of state (government, armed forces, parliament, courts, secret service,
  police) speaks for the state: ``AZEGOV`` is ``AZE``, and so is ``AZEGOVMIL``.
- Any other role, belief or people in the code of a country is a part of it: ``AZEOPP`` is
  ``AZE-OPP``, ``ISRJEW`` ``ISR-JEW``, ``SYRMILKUR`` ``SYR-KUR-MIL``.
- Everyone else has a code of CAMEO's own: ``CAMEO:MNCSEA``, ``CAMEO:AFR``.

Names are those of persons, towns and countries without a word which, and one code has many of
them: so nobody is known by them, and who has a code of CAMEO alone is called by that code. They
tell the two sides of a row apart, if both are one actor.
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
    found = None if full is None else context.resolve(full, _SCHEME, on)
    if found is not None:
        # All of the code is the actor, whatever town or person the name is that of.
        return context.known(row, found, found, slot=slot)
    called = _called(row, number) or named
    if group is not None:
        found = context.resolve(group, _SCHEME, on)
        # What stands before its code tells what a group is, and what stands behind it, who of it.
        of_group = _all_or_part(found or group, _behind(group, full or ""))
        if found is not None:
            return context.known(row, called, of_group, slot=slot)
        return context.own(row, _own(of_group), of_group, slot=slot, text=named)
    state = None if country is None else context.resolve(country, _SCHEME, on)
    if state is not None:
        of_state = _all_or_part(state, _of_state(row, context, number, on, state))
        return context.known(row, called, of_state, slot=slot)
    return context.own(row, _own(named), named, slot=slot, text=named)


def _called(row: Row, number: str) -> str | None:
    """Return the name of an actor; its code, if the other has the same name and another code."""
    names = [row.text_of(columns["name"]) for columns in _COLUMNS.values()]
    full = row.text_of(_COLUMNS[number]["code"])
    return full if names[0] == names[1] else row.text_of(_COLUMNS[number]["name"])


def _of_state(row: Row, context: Context, number: str, on: str, state: str) -> tuple[str, ...]:
    """Return all that a row says of an actor but its state."""
    columns = (*_ROLES[number], *_BELIEFS[number])
    told = [piece for piece in map(row.text_of, columns) if piece]
    pieces = _pieces(row.text_of(_COLUMNS[number]["code"]) or "")
    told += [piece for piece in pieces if context.resolve(piece, _SCHEME, on) != state]
    return tuple(told)


def _behind(group: str, full: str) -> tuple[str, ...]:
    pieces = _pieces(full)
    return pieces[pieces.index(group) + 1 :] if group in pieces else ()


@functools.lru_cache(maxsize=1 << 12)
def _pieces(full: str) -> tuple[str, ...]:
    return tuple(full[at : at + _LENGTH] for at in range(0, len(full), _LENGTH))


@functools.lru_cache(maxsize=1 << 12)
def _all_or_part(of: str, told: tuple[str, ...]) -> str:
    """Return an actor, where all that is told is organs of it; else the code of a part of it.

    What is no organ comes first: so the parts of ``SDNMILREB`` and ``SDNREBMIL`` are one, and its
    code does not begin as that of an organ does.
    """
    clean = dict.fromkeys(_NOT_IN_CODES.sub("", piece.upper()) for piece in told)
    pieces = sorted(filter(None, clean), key=_ORGANS.__contains__)
    return of if _ORGANS.issuperset(pieces) else "-".join([of, *pieces])


@functools.lru_cache(maxsize=1 << 12)
def _own(named: str) -> str:
    return code("CAMEO", named)
