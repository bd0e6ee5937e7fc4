"""Whom UCDP means: governments by their Gleditsch-Ward numbers, others by UCDP's own ids."""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers import spellings
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.row import Row

__all__ = ["country", "government", "side"]

_GOVERNMENT: Final = "Government of "
_NUMBERS: Final = re.compile(r"[;,]\s*")
_FORMER: Final = re.compile(r"(.+?) \((.+)\)")


def side(row: Row, context: Context, letter: str, on: str) -> str | None:
    """Return the code of side a or b of a row.

    Args:
        row: the row.
        context: the import.
        letter: which side.
        on: the day of the row: numbers of states were handed on.
    """
    name = row.text_of(f"side_{letter}")
    ids = (f"side_{letter}_new_id", f"side_{letter}_dset_id", f"side_{letter}_id")
    own = next(filter(None, map(row.text_of, ids)), None)
    if name is None and own is None:
        return None
    if name is not None and name.startswith(_GOVERNMENT):
        found = government(name, row.text_of(f"gwno{letter}"), context, on)
        if found is not None:
            return found
    number = None if own is None else spellings.whole(own)
    made = code("UCDP", str(number) if number is not None else own or name or "")
    return context.own(row, made, name or made)


def government(name: str, numbers: str | None, context: Context, on: str | None) -> str | None:
    """Return the code of a government: by its number, else by the name of its country.

    Args:
        name: as ``"Government of Ukraine"``.
        numbers: its Gleditsch-Ward number; of several governments the first.
        context: the import.
        on: the day.
    """
    for number in _NUMBERS.split(numbers or "")[:1]:
        whole = spellings.whole(number.strip())
        found = None if whole is None else context.resolve(str(whole), "gw", on)
        if found is not None:
            return found
    return named(name.removeprefix(_GOVERNMENT), context, on)


def named(name: str, context: Context, on: str | None) -> str | None:
    """Return the code of a country by UCDP's name, which may add a former one in brackets."""
    found = context.resolve(name, None, on)
    former = _FORMER.fullmatch(name)
    if found is None and former is not None:
        found = context.resolve(former[1], None, on) or context.resolve(former[2], None, on)
    return found


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country that a row lies in."""
    code_ = row.text_of("iso3")
    found = None if code_ is None else context.resolve(code_, "iso3", on)
    if found is None and (number := row.text_of("country_id")) is not None:
        whole = spellings.whole(number)
        found = None if whole is None else context.resolve(str(whole), "gw", on)
    if found is None and (name := row.text_of("country")) is not None:
        found = named(name, context, on)
    return found
