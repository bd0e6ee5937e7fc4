"""Whom UCDP means: governments by their Gleditsch-Ward numbers, others by UCDP's own ids.

A number counts on the day of the row (365 is the Soviet Union until 1991, then Russia); where it
is nobody's on that day, the name says who is meant, of ``Russia (Soviet Union)`` the state that
existed on it. UCDP keeps 345 for Serbia after 2006. Several governments that act as one side
stand in one value, ``Government of Australia, Government of United Kingdom``.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.errors import shown
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import CONTRADICTION
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.row import Row

__all__ = ["Sides", "country", "sides", "stated"]

Sides = tuple[str, ...] | None
"""The codes of those who stand on a side; None: not stated."""

_COLUMNS: Final = FrozenMap(
    {
        letter: (
            f"side_{letter}",
            f"gwno{letter}",
            (f"side_{letter}_new_id", f"side_{letter}_dset_id", f"side_{letter}_id"),
        )
        for letter in "ab"
    }
)
"""The columns of a side: its name, the number of its state, its own ids."""
_GOVERNMENT: Final = "Government of "
_NAMES: Final = re.compile(rf",\s*(?={_GOVERNMENT})")
_NUMBERS: Final = re.compile(r"[;,]")
_FORMER: Final = re.compile(r"(.+?) \((.+)\)")
_SPELT: Final = FrozenMap(
    {
        "Bosnia-Herzegovina": "Bosnia and Herzegovina",
        # The other Congo is "DR Congo (Zaire)" in all of UCDP.
        "Congo": "Republic of the Congo",
        "Macedonia, FYR": "North Macedonia",
    }
)
"""Names of UCDP that are nobody else's."""


def sides(row: Row, context: Context, letter: str, on: str) -> Sides:
    """Return the codes of side a or b of a row.

    Args:
        row: the row.
        context: the import.
        letter: which side.
        on: the day of the row: numbers of states were handed on.
    """
    column, numbers, ids = _COLUMNS[letter]
    name = row.text_of(column)
    if name is not None and name.startswith(_GOVERNMENT):
        found = _governments(row, context, name, row.text_of(numbers) or "", on)
        if found is not None:
            return found
    own = stated(row, *ids)
    if own is None and name is None:
        return None
    made = code("UCDP", own or name or "")
    return (context.own(row, made, name or made),)


def stated(row: Row, *columns: str) -> str | None:
    """Return the first id that is stated: as a whole number, if it is one."""
    for name in columns:
        found = row.text_of(name)
        if found is not None:
            return spellings.coded(found)
    return None


def _governments(row: Row, context: Context, name: str, numbers: str, on: str) -> Sides:
    """Return the codes of governments; None: one of them is nobody the registry knows."""
    found: list[str] = []
    for one, number in _pairs(name, numbers):
        by_name = named(one, context, on)
        by_number = None if number is None else context.resolve(number, "gw", on)
        if by_name is not None and by_number is not None and by_name != by_number:
            what = f"{shown(one)} has the number {number}, which is {by_number}; read as {by_name}"
            row.find(CONTRADICTION, what)
        either = by_name or by_number
        if either is None:
            return None
        found.append(either)
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=1 << 10)
def _pairs(name: str, numbers: str) -> tuple[tuple[str, str | None], ...]:
    """Return the names of states, each with its number, if there are as many."""
    names = [one.strip().removeprefix(_GOVERNMENT) for one in _NAMES.split(name)]
    wholes = [spellings.whole(text.strip()) for text in _NUMBERS.split(numbers)]
    if len(wholes) != len(names):
        wholes = [None] * len(names)
    told = [None if whole is None else str(whole) for whole in wholes]
    return tuple(zip(names, told, strict=True))


def named(name: str, context: Context, on: str | None) -> str | None:
    """Return the code of a country by UCDP's name, which may add a former one in brackets."""
    names = _names(name)
    if len(names) == 1:
        return context.resolve(names[0], None, on)
    found = dict.fromkeys(filter(None, (context.resolve(one, None, on) for one in names)))
    there = [code_ for code_ in found if _existed(code_, context, on)]
    return there[0] if len(there) == 1 else None


@functools.lru_cache(maxsize=1 << 10)
def _names(name: str) -> tuple[str, ...]:
    former = _FORMER.fullmatch(name)
    return (_SPELT.get(name, name),) if former is None else former.groups()


def _existed(code_: str, context: Context, on: str | None) -> bool:
    actor = context.registry.get(code_)
    valid = None if actor is None else actor.valid
    return valid is None or on is None or valid.overlaps(on)


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country that a row lies in; None: not stated."""
    found = None
    if (iso := row.text_of("iso3")) is not None:
        found = context.resolve(iso, "iso3", on)
    own, name = stated(row, "country_id"), row.text_of("country")
    if found is None and own is not None:
        found = context.resolve(own, "gw", on)
    if found is None and name is not None:
        found = named(name, context, on)
    if found is None and (own or name):
        found = context.own(row, code("UCDP-COUNTRY", own or name or ""), name or own or "")
    return found
