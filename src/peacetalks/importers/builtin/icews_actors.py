"""Resolve the actors of ICEWS: names of countries, persons and bodies, and roles "(of a country)".

- A name in the registry ("European Union", "Russia", "Taliban") means that actor, whatever country
  the row gives for it: the country of a group is where it lives. Only the name of a state with a
  different state as its country is a contradiction; such a name is treated as unknown.
- A role with a country, "Foreign Affairs (Azerbaijan)": an organ of state acts for the state,
  ``AZE``, and its role is the office. Any other role is a part within the state,
  ``AZE-OPPOSITION-SUPPORTER``, unless its name is that of an organ ("Military").
- A bare name with an organ of state among its sectors ("Donald Trump") acts for its state.
- All other actors get a code of ICEWS: ``ICEWS:ROBERT-KOCHARYAN``.

ICEWS lists the sectors of an actor's whole career: those who govern or have governed also keep the
sectors of their years in opposition. So an actor of the executive acts for the state, and an actor
only of a parliament, a court or the police does so unless a sector says opposition or local.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.errors import shown
from peacetalks.findings.imports import CONTRADICTION
from peacetalks.importers.cameo.conversion import Party
from peacetalks.importers.context import Context
from peacetalks.importers.identifiers import code, slug
from peacetalks.importers.tables.row import Row

__all__ = ["MISSING", "country", "party"]

MISSING: Final = frozenset({"", "NA"})
"""Texts that mean "no value" in columns that can be empty; names of actors are never ``NA``."""

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
    """Return an actor of a row; None if the row names none.

    Args:
        row: the row.
        context: the context of the import.
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
        return _unknown_name(row, context, side, on, name)
    if state in {None, named} or not _is_state(context, named):
        return Party(context.known(row, name, named, slot=side))
    party_ = _unknown_name(row, context, side, on, name)
    what = f"{shown(name)} is {named}, but its country is {state}; read as {party_.code}"
    row.find(CONTRADICTION, what, column=f"{side} name")
    return party_


def _is_state(context: Context, code_: str) -> bool:
    actor = context.registry.get(code_)
    return actor is not None and actor.group in _STATES


def _unknown_name(row: Row, context: Context, side: str, on: str, name: str) -> Party:
    """Return an actor whose name is not in the registry, from its role, sectors and country."""
    home = row.text_of(f"{side} country", MISSING)
    state = country(context, home, on)
    governs = _governs(row.text_of(f"{side} sectors", MISSING) or "")
    role = _ROLE.fullmatch(name)
    if role is None:
        if state is not None and governs:
            return Party(context.known(row, name, state, slot=side), person=name)
        return Party(context.local_code(row, _local_code(name), name, slot=side))
    of = _whose_role(context, role[2], home, on)
    if of is None:
        body = _local_code(role[2])
        part_code = f"{body}-{_part(role[1])}"
        return Party(context.local_code(row, part_code, name, slot=side), body=body)
    if governs:
        return Party(context.known(row, name, of, slot=side), office=role[1])
    part_code = f"{of}-{_part(role[1])}"
    is_organ = role[1] in _ORGANS
    return Party(context.part(row, name, part_code, of, slot=side, is_organ=is_organ))


def country(context: Context, name: str | None, on: str) -> str | None:
    """Return the code of a country by its name in ICEWS."""
    return None if name is None else context.understood(name, on).whole


def _whose_role(context: Context, name: str, home: str | None, on: str) -> str | None:
    """Return the actor in the brackets of a role.

    It may be a variant of the row's country, as "Palestinian Territory, Occupied".
    """
    code_ = country(context, name, on)
    if code_ is None and home is not None and _words(name) >= _words(home):
        code_ = country(context, home, on)
    return code_


@functools.lru_cache(maxsize=1 << 10)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold()))


@functools.lru_cache(maxsize=1 << 12)
def _governs(sectors: str) -> bool:
    """Whether an actor with these sectors acts for its state."""
    names = frozenset(sectors.split(","))
    return bool(names & _RULING) or bool(names & _ORGANS and not names & _NOT_THE_STATE)


@functools.lru_cache(maxsize=1 << 12)
def _part(role: str) -> str:
    return slug(role).upper()


@functools.lru_cache(maxsize=1 << 12)
def _local_code(name: str) -> str:
    return code("ICEWS", name)
