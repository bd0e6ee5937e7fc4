"""``python -m tests.bench``: every case beside its floor and the peer, in one table."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the places of the tests

from tests.bench.import_cases import import_cases
from tests.bench.kit_cases import simulation_cases, story_cases
from tests.bench.log_cases import append_cases, copy_cases, read_cases, stream_cases, writers
from tests.bench.measuring import measured, table

from contracts_places import schema, start_server  # found there

PACKAGES = ("peacetalks", "attrs", "msgspec", "SQLAlchemy", "psycopg", "eventsourcing")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few events, few rounds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    told = parser.parse_args()
    number, rounds = (4_000, 3) if told.quick else (50_000, 9)
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        server = start_server().get_uri(driver="psycopg")
        cases = [
            *append_cases(number, folder),
            *read_cases(number, folder),
            *copy_cases(number, lambda: schema(server)),
            *stream_cases(number, lambda: schema(server)),
            *import_cases(number, folder),
            *simulation_cases(number),
            *story_cases(number // 200),
        ]
        lines = measured(cases, rounds)
    together = writers(number)
    machine = f"{platform.python_implementation()} {platform.python_version()}, "
    machine += f"SQLite {sqlite3.sqlite_version}, "
    machine += ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    if told.json:
        plain = [line.plain() for line in lines]
        print(json.dumps({"machine": machine, "cases": plain, "eight_writers": together}))  # noqa: T201
        return
    print(f"{machine}\n{number:,} events, {rounds} interleaved rounds")  # noqa: T201
    print(table(lines))  # noqa: T201
    print(f"\neight processes through the one lock of SQLite: {together:,.0f} events/s")  # noqa: T201


if __name__ == "__main__":
    main()
