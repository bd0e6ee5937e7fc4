"""``python -m tests.bench``: every case beside its floor and the peer, in one table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import attrs

sys.path.insert(0, str(Path(__file__).parents[1]))  # the places of the tests

from distributed import Client
from tests.bench.codec_cases import codec_section
from tests.bench.fold_cases import fold_section, growth_section
from tests.bench.footprint import footprints
from tests.bench.history_cases import history_section
from tests.bench.import_cases import import_sections
from tests.bench.kit_cases import simulation_section, story_section
from tests.bench.log_cases import (
    append_section,
    copy_section,
    read_section,
    stream_section,
    writers,
)
from tests.bench.measuring import Figure, Line, Section, measured, table
from tests.bench.scale_cases import cluster, scale_section

from contracts_places import schema, start_server  # found there

PACKAGES = (
    "peacetalks", "attrs", "cattrs", "msgspec", "SQLAlchemy", "psycopg", "duckdb", "pyarrow",
    "distributed", "hypothesis", "eventsourcing",
)  # fmt: skip


@attrs.frozen
class Sizes:
    """How much is measured."""

    rounds: int
    events: int
    folded: int
    many: int
    history: int
    scale: int
    judged: bool


FULL = Sizes(9, 50_000, 10_000, 1_000_000, 100_000, 5_000_000, judged=True)
QUICK = Sizes(3, 4_000, 2_000, 20_000, 5_000, 20_000, judged=False)
"""Small sizes say whether the bench runs, and not how fast anything is."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few events, few rounds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--only", default="", help="sections whose names have this in them")
    told = parser.parse_args()
    sizes = QUICK if told.quick else FULL
    lines: list[Line] = []
    figures: list[Figure] = []
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        for section in _sections(sizes, folder):
            if told.only in section.name:
                print(f"  {section.name} ...", file=sys.stderr)  # noqa: T201 # a bench prints
                more, found = measured(section, sizes.rounds)
                lines += more
                figures += found
    if told.only in "import and memory":
        figures += footprints(sizes.many, sizes.rounds)
        together = writers(sizes.events)
        what = "eight processes through the one lock of SQLite, events a second"
        figures.append(Figure("writers", what, together, together, together, None, None))
    if not sizes.judged:
        figures = [attrs.evolve(figure, least=None, most=None) for figure in figures]
    if told.json:
        plain = {"lines": lines, "figures": figures}
        listed = {name: [attrs.asdict(item) for item in items] for name, items in plain.items()}
        print(json.dumps({"machine": _machine(), **listed}))  # noqa: T201
        return
    print(f"{_machine()}\n{sizes.rounds} interleaved rounds where no others are named")  # noqa: T201
    print(table(lines, figures))  # noqa: T201


def _sections(sizes: Sizes, folder: str) -> Iterator[Section]:
    """Yield the sections, each made when it is its turn."""
    server = start_server().get_uri(driver="psycopg")
    yield codec_section(sizes.events)
    yield fold_section(sizes.folded)
    yield growth_section(1_000, sizes.many)
    for share in (1_000, 100, 10, 3):
        yield history_section(
            sizes.history, sizes.history // share, judged=share == 10
        )  # 10,000 of 100,000
    yield append_section(sizes.events, folder)
    yield read_section(sizes.events, folder)
    yield copy_section(sizes.events, lambda: schema(server))
    yield stream_section(sizes.events, lambda: schema(server))
    yield from import_sections(sizes.events, folder)
    yield simulation_section(sizes.events)
    yield story_section(sizes.events // 200)
    with cluster() as workers, Client(workers) as client:
        yield scale_section(sizes.scale, folder, client)


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} processors, {python}, SQLite {sqlite3.sqlite_version}, {packages}"


if __name__ == "__main__":
    main()
