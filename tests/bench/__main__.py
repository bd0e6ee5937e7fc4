"""``python -m tests.bench``: every case compared with its floor and the peer, in one table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import attrs

sys.path.insert(0, str(Path(__file__).parents[1]))  # for contracts_places

from distributed import Client
from tests.bench.actor_cases import actor_sections
from tests.bench.codec_cases import codec_section
from tests.bench.counted_cases import counted_figures, grown_figures
from tests.bench.fold_cases import fold_section, growth_section
from tests.bench.footprint import footprints
from tests.bench.history_cases import history_section
from tests.bench.import_cases import import_sections
from tests.bench.kit_cases import simulation_section, story_section
from tests.bench.log_cases import (
    append_section,
    copy_section,
    projection_section,
    read_section,
    stream_section,
    writers,
)
from tests.bench.measuring import Figure, Line, Section, measured, table
from tests.bench.panel_cases import panel_section
from tests.bench.scale_cases import cluster, scale_section

from contracts_places import schema, start_server  # from tests/

PACKAGES = (
    "peacetalks", "attrs", "cattrs", "msgspec", "SQLAlchemy", "psycopg", "duckdb", "pyarrow",
    "distributed", "hypothesis", "eventsourcing",
)  # fmt: skip


@attrs.frozen
class Sizes:
    """The sizes of the measurements; ``judged``: whether goals apply."""

    rounds: int
    events: int
    folded: int
    many: int
    history: int
    panel: int
    rows: int
    grown: int
    scale: int
    judged: bool


FULL = Sizes(
    9, 50_000, 10_000, 1_000_000, 100_000, 50_000, 33_000, 1_000_000, 5_000_000, judged=True
)
QUICK = Sizes(3, 4_000, 2_000, 20_000, 5_000, 1_000, 1_000, 2_000, 20_000, judged=False)
"""Small sizes, to check that the benchmark runs, not how fast anything is."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few events, few rounds")
    parser.add_argument("--json", action="store_true", help="print JSON at the end")
    parser.add_argument(
        "--only",
        default="",
        help="codec, fold, history, panel, counted, log, import, actors, kit, scale or footprint",
    )
    arguments = parser.parse_args()
    sizes = QUICK if arguments.quick else FULL
    results: list[Line | Figure] = []
    if not arguments.json:
        print(f"{_machine()}\n{sizes.rounds} interleaved rounds unless stated otherwise")  # noqa: T201 # a benchmark prints
    for lines, figures in _results(sizes, arguments.only):
        judged = (
            figures if sizes.judged else [attrs.evolve(f, least=None, most=None) for f in figures]
        )
        results += [*lines, *judged]
        if not arguments.json:
            print(table(lines, judged), flush=True)  # noqa: T201 # see above
    if arguments.json:
        plain = [attrs.asdict(item) for item in results]
        print(json.dumps({"machine": _machine(), "found": plain}))  # noqa: T201 # see above


def _results(sizes: Sizes, only: str) -> Iterator[tuple[list[Line], list[Figure]]]:
    """Yield the results, section by section."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        for name, make in _sections(sizes, folder):
            if only in name:
                for section in make():
                    yield measured(section, sizes.rounds)
        if only in "counted":
            yield [], counted_figures(sizes.rows, folder, sizes.rounds)
            yield [], grown_figures(sizes.rows, sizes.grown, folder)
    if only in "footprint":
        together = writers(sizes.events)
        what = "eight processes sharing the lock of SQLite, events a second"
        shared = Figure("writers", what, together, together, together, None, None)
        yield [], [*footprints(sizes.many, sizes.rounds), shared]


def _sections(sizes: Sizes, folder: str) -> Iterator[tuple[str, Callable[[], Iterable[Section]]]]:
    """Yield functions that make the sections, by the names for ``--only``."""
    number = sizes.events
    yield "codec", lambda: [codec_section(number)]
    yield "fold", lambda: [fold_section(sizes.folded), growth_section(1_000, sizes.many)]
    yield "history", lambda: _histories(sizes.history)
    yield "panel", lambda: [panel_section(sizes.panel, judged=sizes.judged)]
    yield "log", lambda: _logs(number, folder)
    yield "import", lambda: import_sections(number, folder)
    yield "actors", lambda: actor_sections(number, folder)
    yield "kit", lambda: [simulation_section(number), story_section(number // 200)]
    yield "scale", lambda: _scaled(sizes.scale, folder)


def _histories(number: int) -> Iterator[Section]:
    for share in (1_000, 100, 10, 3):
        # The goals are for 10,000 things in 100,000 events.
        yield history_section(number, number // share, judged=share == 10)  # see above


def _logs(number: int, folder: str) -> Iterator[Section]:
    server = start_server().get_uri(driver="psycopg")
    yield append_section(number, folder)
    yield read_section(number, folder)
    yield projection_section(10 * number, folder)
    yield copy_section(number, lambda: schema(server))
    yield stream_section(number, lambda: schema(server))


def _scaled(number: int, folder: str) -> Iterator[Section]:
    with cluster() as workers, Client(workers) as client:
        yield scale_section(number, folder, client)


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} processors, {python}, SQLite {sqlite3.sqlite_version}, {packages}"


if __name__ == "__main__":
    main()
