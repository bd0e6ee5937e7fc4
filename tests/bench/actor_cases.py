"""The registry of actors: lookups compared with a dict, loading a sheet with reading its rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.measuring import Case, Goal, Section

from peacetalks.actors import Registry, world
from peacetalks.actors.shipped_tables import shipped

__all__ = ["actor_sections"]

DAY = "2018-06-01"
OWN = 5_000
QUERIES = {
    "a number, on a day": ("373", "gw"),
    "a number that was reused": ("365", "gw"),
    "a name, on a day": ("Azerbaijan", None),
    "a name in another script": ("Азербайджан", None),
    "an unknown name": ("Northland", None),
}


def actor_sections(number: int, folder: str) -> Iterator[Section]:
    """Yield lookups, and the times to load the library's tables and a sheet of 5,000 actors."""
    floor = "a dict"
    registry = world()
    yield Section(
        f"resolve, {number:,} lookups",
        [
            Case(floor, number, partial(_lookups, {"373": "AZE"}.get, ("373",), number)),
            *(
                Case(name, number, partial(_lookups, registry.resolve, (*query, DAY), number))
                for name, query in QUERIES.items()
            ),
        ],
        [Goal(f"{name}, microseconds", lambda per, name=name: per[name] * 1e6) for name in QUERIES],
    )
    path = Path(folder, "own.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "name", "names", "group", "within", "valid", "ids"))
        for place in range(OWN):
            days, named = f"19{place % 90 + 10}/..", f"Group {place};Группа {place}"
            own = (f"OWN-{place}", f"Actor {place}", named, "armed_group", "SYR", days)
            writer.writerow((*own, f"ucdp-actor:{20_000 + place}"))
    rows, ours, shipped_ = "its rows as lists", "with_actors(path)", "world(), the first time"
    yield Section(
        f"a sheet of {OWN:,} actors",
        [
            Case(rows, OWN, lambda: lambda: _rows(path)),
            Case(ours, OWN, lambda: lambda: registry.with_actors(path)),
            Case(shipped_, len(registry), lambda: lambda: Registry(shipped())),
        ],
        [
            Goal("the sheet, milliseconds", lambda per: per[ours] * OWN * 1e3, most=100),
            Goal("world(), milliseconds", lambda per: per[shipped_] * len(registry) * 1e3),
        ],
    )


def _lookups(
    lookup: Callable[..., Any], query: tuple[str | None, ...], number: int
) -> Callable[[], None]:
    # Any: the results of lookups.
    def run() -> None:
        for _ in range(number):
            lookup(*query)

    return run


def _rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))
