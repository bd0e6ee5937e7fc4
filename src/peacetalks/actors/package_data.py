"""Read the actor tables that are packaged with the library."""

from __future__ import annotations

import csv
from collections.abc import Iterator

__all__ = ["lines_of", "rows_of"]


def lines_of(name: str) -> Iterator[str]:
    """Return the lines of a packaged table, the header first."""
    from importlib import resources  # noqa: PLC0415 # costs 8 ms, and only the tables need it

    table = resources.files("peacetalks.actors") / name
    return iter(table.read_text(encoding="utf-8").splitlines())


def rows_of(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a packaged table, without the header.

    >>> rows_of("succession.csv")[0][:3]
    ('1991-12-26', 'SUN', 'RUS')
    """
    rows = csv.reader(lines_of(name), strict=True)
    return list(map(tuple, rows))[1:]
