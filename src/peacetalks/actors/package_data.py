"""The tables that come with the library, each read once, when it is first needed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Final

__all__ = ["lines_of", "rows_of"]

_HERE: Final = resources.files("peacetalks.actors")


def lines_of(name: str) -> Iterator[str]:
    """Return the lines of a table beside this module, the header first."""
    return iter(_HERE.joinpath(name).read_text(encoding="utf-8").splitlines())


def rows_of(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table beside this module, without the header.

    >>> rows_of("succession.csv")[0][:3]
    ('1991-12-26', 'SUN', 'RUS')
    """
    rows = csv.reader(lines_of(name), strict=True)
    return list(map(tuple, rows))[1:]
