"""The registry of actors: a lookup beside one in a dict, a study's sheet beside reading its rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.measuring import Case, Goal, Section

from peacetalks.actors import Registry, world
from peacetalks.actors.shipped import shipped

__all__ = ["actor_sections"]

DAY = "2018-06-01"
OWN = 5_000
ASKED = {
    "a number, on a day": ("373", "gw"),
    "a number that was handed on": ("365", "gw"),
    "a name, on a day": ("Azerbaijan", None),
    "a name in another script": ("Азербайджан", None),
    "a name of nobody": ("Northland", None),
}


def actor_sections(number: int, folder: str) -> Iterator[Section]:
    """Yield lookups, and how long the library's tables and a sheet of 5,000 actors take to load."""
    floor = "a dict"
    registry = world()
    yield Section(
        f"resolve, {number:,} lookups",
        [
            Case(floor, number, partial(_looking, {"373": "AZE"}.get, ("373",), number)),
            *(
                Case(name, number, partial(_looking, registry.resolve, (*asked, DAY), number))
                for name, asked in ASKED.items()
            ),
        ],
        [Goal(f"{name}, microseconds", lambda per, name=name: per[name] * 1e6) for name in ASKED],
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


def _looking(
    asking: Callable[..., Any], asked: tuple[str | None, ...], number: int
) -> Callable[[], None]:
    # Any: what is looked up.
    def look() -> None:
        for _ in range(number):
            asking(*asked)

    return look


def _rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))
