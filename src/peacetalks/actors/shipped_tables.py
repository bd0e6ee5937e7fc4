"""The packaged actors, built from the library's tables."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import attrs

from peacetalks.actors import sheet
from peacetalks.actors.actor import Actor
from peacetalks.actors.package_data import lines_of, rows_of

__all__ = ["TABLES", "shipped"]

TABLES: Final = ("states", "territories", "organisations", "entities", "historic", "groups")
"""The actor sheets, in order; ``names.csv`` and ``succession.csv`` add to them."""


def shipped() -> list[Actor]:
    """Return the actors of all tables, with the names of ``names.csv`` and their predecessors.

    >>> [actor.continues for actor in shipped() if actor.code == "RUS"]
    ['SUN']
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for code, name, *_ in rows_of("names.csv"):
        names[code][name] = None
    continued = {
        successor: predecessor
        for _, predecessor, successor, how, *_ in rows_of("succession.csv")
        if how == "continues"
    }
    return [
        attrs.evolve(
            actor,
            names=(*actor.names, *names[actor.code]),
            continues=continued.get(actor.code),
        )
        for table in TABLES
        for _, actor in sheet.read(lines_of(f"{table}.csv"), f"{table}.csv")
    ]
