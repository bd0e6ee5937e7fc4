"""Imports of a file of UCDP GED to events, and into a log, compared with their floors.

The floor reads the same file with ``csv.DictReader`` and constructs the same events, with their
checks, from values that were converted before: dates, sources, places, counts and ids. The file
is that of Syria, 2016 to 2019, if it is next to the repository; otherwise rows of the fixture with
new ids.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt
from peacetalks import importers
from peacetalks.events import Event
from peacetalks.log import Receipt

__all__ = ["import_sections"]

ROOT = Path(__file__).parents[2]
SYRIA = ROOT / ".." / "shared" / "data" / "ged-syria" / "ged-syria-2016-2019.csv"
FIXTURE = ROOT / "tests" / "fixtures" / "ucdp-ged" / "syria-41.csv"
EVENTS_A_ROW = 3
OURS = "peacetalks"
NUMBERS = itertools.count()


def _file(number: int, folder: str) -> Path:
    """Write a file of rows that make about ``number`` events."""
    source = SYRIA if SYRIA.exists() else FIXTURE
    with source.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    path = Path(folder, "ged.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place, row in enumerate(islice(_repeat(rows), number // EVENTS_A_ROW)):
            writer.writerow(row if source == SYRIA else [f"{place}.0", *row[1:]])
    return path


def _repeat(rows: list[list[str]]) -> Iterator[list[str]]:
    while True:
        yield from rows


def _arguments(event: Event) -> tuple[Callable[..., Event], dict[str, Any]]:
    """Return the kind of an event, and the arguments to construct it. (Any: its fields.)"""
    fields = attrs.fields(type(event))
    values = {
        f.alias: getattr(event, f.name) for f in fields if getattr(event, f.name) != f.default
    }
    return type(event), values


class _Recorder:
    """A log that also keeps the batches that are appended to it."""

    def __init__(self) -> None:
        self.log = pt.MemoryLog()
        self.batches: list[tuple[str, list[Event]]] = []

    def append(self, stream: str, events: list[Event], **options: Any) -> Receipt:
        """Append, and keep the batch. (Any: options of the log.)"""
        self.batches.append((stream, list(events)))
        return self.log.append(stream, events, **options)

    def __getattr__(self, name: str) -> Any:
        # Any: any attribute of the log.
        return getattr(self.log, name)


def _batches(path: Path) -> list[tuple[str, list[Event]]]:
    """Return the batches that an import appends."""
    recorder = _Recorder()
    _append(recorder, path)
    return recorder.batches


def _append(log: Any, path: Path) -> None:
    # Any: a log or a recorder.
    importers.append(log, "country", importers.read(path, published="2020-06"))


def import_sections(number: int, folder: str) -> list[Section]:
    """Import a file of UCDP GED to events, and into a log."""
    path = _file(number, folder)
    ready = [_arguments(event) for event in importers.read(path, published="unknown")]

    def read() -> None:
        with path.open(newline="", encoding="utf-8") as file:
            for _ in csv.DictReader(file):
                pass

    def bare() -> None:
        read()
        for kind, values in ready:
            kind(**values)

    def ours() -> None:
        for _ in importers.read(path, published="unknown"):
            pass

    floor = "csv.DictReader, and the same events of ready values"
    return [
        Section(
            f"import of UCDP GED, {number // EVENTS_A_ROW:,} rows, to {len(ready):,} events",
            [
                Case(floor, len(ready), lambda: bare),
                Case(OURS, len(ready), lambda: ours),
                Case("csv.DictReader alone", len(ready), lambda: read),
            ],
            [Goal("of the floor", lambda per: per[floor] / per[OURS], 0.5)],
        ),
        _into_log(number, path, folder),
    ]


def _into_log(number: int, path: Path, folder: str) -> Section:
    rows = number // EVENTS_A_ROW
    batches = _batches(path)

    def bare_append() -> Callable[[], None]:
        log = pt.open_log(Path(folder, f"import-{next(NUMBERS)}.db"))

        def append() -> None:
            for stream, events in batches:
                log.append(stream, events)

        return append

    def our_append() -> Callable[[], None]:
        log = pt.open_log(Path(folder, f"import-{next(NUMBERS)}.db"))
        return lambda: _append(log, path)

    floor = "bare append of the same facts and rows"
    return Section(
        f"import of UCDP GED, {rows:,} rows, into SQLite (rates are rows)",
        [Case(floor, rows, bare_append), Case(OURS, rows, our_append)],
        [Goal("of the floor", lambda per: per[floor] / per[OURS])],
    )
