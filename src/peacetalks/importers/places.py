"""Read places by their names, codes and degrees, as most data sets give them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.errors import shown
from peacetalks.findings.imports import CONTRADICTION
from peacetalks.importers.context import Context
from peacetalks.importers.tables.row import Row
from peacetalks.values.facts import Place

__all__ = ["Coded", "cached_place", "country", "degrees"]

Coded: TypeAlias = tuple[str, str | None]
"""A scheme of codes, and the code of a place in that scheme; None if the row has none."""
Named: TypeAlias = Callable[[str, Context, str | None], str | None]
"""Gives the code of a country name in an import on a day."""

_POLE: Final = 90.0
_DATE_LINE: Final = 180.0


def degrees(
    row: Row, latitude: str, longitude: str, *silent: frozenset[str]
) -> tuple[float | None, float | None]:
    """Return the latitude and the longitude of a row; invalid values become findings.

    Args:
        row: the row.
        latitude: the column of the latitude.
        longitude: the column of the longitude.
        silent: the texts that mean "no value", if they differ from the default.
    """
    return (
        row.number(latitude, -_POLE, _POLE, *silent),
        row.number(longitude, -_DATE_LINE, _DATE_LINE, *silent),
    )


@functools.lru_cache(maxsize=1 << 12)
def cached_place(
    name: str, country: str | None, latitude: float | None, longitude: float | None
) -> Place:
    """Return a place, cached because many rows name the same."""
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
    """Return the code of the country of a place, after comparing its codes and its name.

    If they contradict one another, the first known code is used, and a finding says so.

    Args:
        row: the row.
        context: the context of the import.
        codes: its codes, the most reliable first.
        name: its name.
        on: the day of the row.
        named: gives the code of a name on a day; None: ``context.understood``.

    Returns:
        None if neither a code nor the name is known.
    """
    used, contradiction = context.remembered(_compare, codes, name, on, named or _understood)
    if contradiction is not None:
        row.find(CONTRADICTION, contradiction)
    return used


def _understood(name: str, context: Context, on: str | None) -> str | None:
    return context.understood(name, on).whole


def _compare(
    context: Context, codes: tuple[Coded, ...], name: str | None, on: str | None, named: Named
) -> tuple[str | None, str | None]:
    """Return the code of a country, and a description of what contradicts it."""
    codes_by_origin = [
        (f"{scheme} {shown(text)}", code)
        for scheme, text in codes
        if text is not None and (code := context.resolve(text, scheme, on)) is not None
    ]
    if name is not None and (by_name := named(name, context, on)) is not None:
        codes_by_origin.append((f"the name {shown(name)}", by_name))
    if not codes_by_origin:
        return None, None
    used = codes_by_origin[0][1]
    if all(code == used for _, code in codes_by_origin):
        return used, None
    values = ", ".join(f"{origin} is {code}" for origin, code in codes_by_origin)
    return used, f"the country of the place: {values}; {used} was used"
