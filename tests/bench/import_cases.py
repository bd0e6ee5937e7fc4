"""Imports beside their floor: a file of UCDP GED to events.

The floor reads the same file with ``csv.DictReader`` and constructs the same events, with their
checks, from values that were converted before: dates, sources, places, counts and ids. The file
is that of Syria, 2016 to 2019, where it lies beside the repository; else rows of the fixture,
with ids of their own.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
from tests.bench.measuring import Case

from peacetalks import importers
from peacetalks.events import Event

__all__ = ["import_cases"]

ROOT = Path(__file__).parents[2]
SYRIA = ROOT / ".." / "shared" / "data" / "ged-syria" / "ged-syria-2016-2019.csv"
FIXTURE = ROOT / "tests" / "fixtures" / "ucdp-ged" / "syria-41.csv"
EVENTS_A_ROW = 3


def _file(number: int, folder: str) -> Path:
    """Write a file of rows that make about so many events."""
    source = SYRIA if SYRIA.exists() else FIXTURE
    with source.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    path = Path(folder, "ged.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place, row in enumerate(islice(_over_and_over(rows), number // EVENTS_A_ROW)):
            writer.writerow(row if source == SYRIA else [f"{place}.0", *row[1:]])
    return path


def _over_and_over(rows: list[list[str]]) -> Iterator[list[str]]:
    while True:
        yield from rows


def _arguments(event: Event) -> tuple[Callable[..., Event], dict[str, Any]]:
    """Return the kind of an event, and what it is constructed from. (Any: its fields.)"""
    fields = attrs.fields(type(event))
    told = {f.alias: getattr(event, f.name) for f in fields if getattr(event, f.name) != f.default}
    return type(event), told


def import_cases(number: int, folder: str) -> list[Case]:
    """Import a file of UCDP GED to events."""
    path = _file(number, folder)
    ready = [_arguments(event) for event in importers.read(path)]
    section = f"import of UCDP GED, {number // EVENTS_A_ROW:,} rows, to {len(ready):,} events"

    def read() -> None:
        with path.open(newline="", encoding="utf-8") as file:
            for _ in csv.DictReader(file):
                pass

    def bare() -> None:
        read()
        for kind, told in ready:
            kind(**told)

    def ours() -> None:
        for _ in importers.read(path):
            pass

    floor = "csv.DictReader, and the same events of ready values"
    return [
        Case(section, floor, len(ready), lambda: bare, floor=True),
        Case(section, "peacetalks", len(ready), lambda: ours, target="0.5"),
        Case(section, "csv.DictReader alone", len(ready), lambda: read),
    ]
