"""Places by their names, codes and degrees, as most data sets give them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.errors import shown
from peacetalks.importers.codes import CONTRADICTION
from peacetalks.importers.context import Context
from peacetalks.importers.row import Row
from peacetalks.values import Place

__all__ = ["Coded", "country", "degrees", "placed"]

Coded: TypeAlias = tuple[str, str | None]
"""A scheme of codes, and the code of a place in it; None: the row has none."""
Named: TypeAlias = Callable[[str, Context, str | None], str | None]
"""Gives the code of a name in an import on a day."""

_POLE: Final = 90.0
_DATE_LINE: Final = 180.0


def degrees(
    row: Row, latitude: str, longitude: str, *silent: frozenset[str]
) -> tuple[float | None, float | None]:
    """Return the latitude and the longitude of a row; what can be neither is a finding.

    Args:
        row: the row.
        latitude: the column of the one.
        longitude: the column of the other.
        silent: what stands for no number, where it is not what it is elsewhere.
    """
    return (
        row.number(latitude, -_POLE, _POLE, *silent),
        row.number(longitude, -_DATE_LINE, _DATE_LINE, *silent),
    )


@functools.lru_cache(maxsize=1 << 12)
def placed(
    name: str, country: str | None, latitude: float | None, longitude: float | None
) -> Place:
    """Return a place; one that row after row names is made once."""
    return Place(name, country=country, latitude=latitude, longitude=longitude)


def country(
    row: Row,
    context: Context,
    codes: tuple[Coded, ...],
    name: str | None,
    on: str | None = None,
    *,
    named: Named | None = None,
) -> str | None:
    """Return the code of the country of a place by its codes and its name, which are compared.

    Where they contradict one another, the first code that is known is taken, and the finding
    says so.

    Args:
        row: the row.
        context: the import.
        codes: its codes, the one to be trusted most first.
        name: its name.
        on: the day of the row.
        named: gives the code of a name on a day; None: as names are understood.

    Returns:
        None if neither a code nor the name is known.
    """
    taken, contradiction = context.remembered(_compared, codes, name, on, named or _understood)
    if contradiction is not None:
        row.find(CONTRADICTION, contradiction)
    return taken


def _understood(name: str, context: Context, on: str | None) -> str | None:
    return context.understood(name, on).whole


def _compared(
    context: Context, codes: tuple[Coded, ...], name: str | None, on: str | None, named: Named
) -> tuple[str | None, str | None]:
    """Return the code of a country, and what contradicts it."""
    found = [
        (f"{scheme} {shown(text)}", code)
        for scheme, text in codes
        if text is not None and (code := context.resolve(text, scheme, on)) is not None
    ]
    if name is not None and (by_name := named(name, context, on)) is not None:
        found.append((f"the name {shown(name)}", by_name))
    if not found:
        return None, None
    taken = found[0][1]
    if all(code == taken for _, code in found):
        return taken, None
    told = ", ".join(f"{what} is {code}" for what, code in found)
    return taken, f"the country of the place: {told}; {taken} was taken"
