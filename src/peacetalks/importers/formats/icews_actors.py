"""Whom ICEWS means: names of countries, of persons and bodies, and roles with a country in brackets.

- A name that the registry has ("European Union", "Russia", "Taliban") is that actor, whatever
  country stands beside it: that of a group is where it lives. Only the name of a state beside
  another state contradicts it, and is read as if the registry did not have it.
- A role with a country, "Foreign Affairs (Azerbaijan)": an organ of state speaks for the state,
  ``AZE``, and its role is the office; any other role is a part, ``AZE-OPPOSITION-SUPPORTER``,
  which stands within the state, unless it is an organ by name ("Military").
- A name alone with an organ of state among its sectors ("Donald Trump") speaks for its state.
- Everyone else has a code of ICEWS's own: ``ICEWS:ROBERT-KOCHARYAN``.

ICEWS gives an actor the sectors of its whole career: who governs or has governed also keeps
those of the years in opposition. So whoever is of the executive speaks for the state, and who is
only of a parliament, a court or a police does so unless a sector says opposition or local.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.errors import shown
from peacetalks.importers.cameo import Party
from peacetalks.importers.codes import CONTRADICTION
from peacetalks.importers.context import Context
from peacetalks.importers.names import code, slug
from peacetalks.importers.row import Row

__all__ = ["MISSING", "country", "party"]

MISSING: Final = frozenset({"", "NA"})
"""What stands for nothing in the columns that can be empty; names of actors are never ``NA``."""

_NOBODY: Final = frozenset({"", "Unspecified Actor"})
_ROLE: Final = re.compile(r"(.+) \(((?:[^()]|\([^()]*\))+)\)")
_WORD: Final = re.compile(r"\w+")
_STATES: Final = frozenset({"state", "historic"})
_RULING: Final = frozenset({"Executive", "Executive Office"})
_ORGANS: Final = frozenset(
    {"Government", "Military", "Legislative / Parliamentary", "Judicial", "Police"}
)
_NOT_THE_STATE: Final = frozenset(
    {
        "Local",
        "Opposition Major Party (Out Of Government)",
        "Dissident",
        "Insurgents",
        "Rebel",
        "Separatists",
        "Organized Violent",
        "Radicals / Extremists / Fundamentalists",
    }
)


def party(row: Row, context: Context, side: str, on: str) -> Party | None:
    """Return an actor of a row; None: the row names none.

    Args:
        row: the row.
        context: the import.
        side: ``"source"`` or ``"target"``.
        on: the day of the row.
    """
    name = row.text_of(f"{side} name", _NOBODY)
    if name is None:
        return None
    home = row.text_of(f"{side} country", MISSING)
    state = country(context, home, on)
    named = country(context, name, on)
    if named is None:
        return _unnamed(row, context, side, on, name)
    if state in {None, named} or not _is_state(context, named):
        return Party(context.known(row, name, named, slot=side))
    found = _unnamed(row, context, side, on, name)
    what = f"{shown(name)} is {named}, and its country is {state}; read as {found.code}"
    row.find(CONTRADICTION, what, column=f"{side} name")
    return found


def _is_state(context: Context, code_: str) -> bool:
    found = context.registry.get(code_)
    return found is not None and found.group in _STATES


def _unnamed(row: Row, context: Context, side: str, on: str, name: str) -> Party:
    """Return an actor that the registry does not know by its name, as far as it is known."""
    home = row.text_of(f"{side} country", MISSING)
    state = country(context, home, on)
    governs = _governs(row.text_of(f"{side} sectors", MISSING) or "")
    role = _ROLE.fullmatch(name)
    if role is None:
        if state is not None and governs:
            return Party(context.known(row, name, state, slot=side), person=name)
        return Party(context.own(row, _own(name), name, slot=side))
    of = _holder(context, role[2], home, on)
    if of is None:
        body = _own(role[2])
        made = f"{body}-{_part(role[1])}"
        return Party(context.own(row, made, name, slot=side), body=body)
    if governs:
        return Party(context.known(row, name, of, slot=side), office=role[1])
    made = f"{of}-{_part(role[1])}"
    is_organ = role[1] in _ORGANS
    return Party(context.part(row, name, made, of, slot=side, is_organ=is_organ))


def country(context: Context, name: str | None, on: str) -> str | None:
    """Return the code of a country by the name that ICEWS gives it."""
    return None if name is None else context.understood(name, on).whole


def _holder(context: Context, name: str, home: str | None, on: str) -> str | None:
    """Return whose role it is: "Palestinian Territory, Occupied" is its country, spelt otherwise."""
    found = country(context, name, on)
    if found is None and home is not None and _words(name) >= _words(home):
        found = country(context, home, on)
    return found


@functools.lru_cache(maxsize=1 << 10)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold()))


@functools.lru_cache(maxsize=1 << 12)
def _governs(sectors: str) -> bool:
    """Whether an actor of these sectors speaks for its state."""
    told = frozenset(sectors.split(","))
    return bool(told & _RULING) or bool(told & _ORGANS and not told & _NOT_THE_STATE)


@functools.lru_cache(maxsize=1 << 12)
def _part(role: str) -> str:
    return slug(role).upper()


@functools.lru_cache(maxsize=1 << 12)
def _own(name: str) -> str:
    return code("ICEWS", name)
