"""Places by their names and degrees, as most data sets give them."""

from __future__ import annotations

import functools
from typing import Final

from peacetalks.importers.row import Row
from peacetalks.values import Place

__all__ = ["degrees", "placed"]

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
