"""Reading takes flat memory: ten times the rows take no more than the caches hold."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from import_fixtures import table

GED = Path(__file__).parents[1] / "fixtures" / "ucdp-ged" / "global-49.csv"
MEBI = 1 << 20
GROWTH = 12
"""Mebibytes: what the caches of texts, dates and places hold, all of which are bounded."""

READ = """
import resource, sys
from peacetalks import importers
read = importers.read(sys.argv[1], published="2030")
for _ in read:
    pass
print(read.report.rows, read.report.events, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows(size: int) -> Iterator[bytes]:
    """Yield rows of their own ids, days and places, some of them damaged, of a size in all."""
    whole = table(GED)
    index = [whole.columns.index(name) for name in ("id", "where_coordinates", "latitude", "source_article")]  # fmt: skip
    number = 0
    while size > 0:
        number += 1
        values = list(whole.values[number % len(whole.values)])
        told = (str(number), f"place {number}", f"{number % 90}.{number}", f"A,2014-01-22,{number}" + "x" * 200)  # fmt: skip
        for place, value in zip(index, told, strict=True):
            values[place] = value
        line = whole.written(values) + ("\n" if number % 50 else '"\n')
        size -= len(line)
        yield line.encode()


def as_csv(path: Path, size: int) -> Path:
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(table(GED).head)
        file.writelines(rows(size))
    return path


def as_json(path: Path, size: int) -> Path:
    whole = table(GED)
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"count": 1, "data": [\n')
        number = 0
        while size > 0:
            number += 1
            fields = dict(zip(whole.columns, whole.values[number % len(whole.values)], strict=True))
            fields |= {"id": str(number), "where_coordinates": f"place {number}"}
            line = b"," * (number > 1) + json.dumps(fields).encode() + b"\n"
            size -= len(line)
            file.write(line)
        file.write(b"]}")
    return path


def measured(path: Path) -> tuple[int, float]:
    """Return how many rows were read, and the most memory that it took, in mebibytes."""
    ran = subprocess.run(
        [sys.executable, "-c", READ, path], capture_output=True, text=True, check=True
    )
    read, events, most = map(int, ran.stdout.split())
    assert events > read
    return read, most * (1 if sys.platform == "darwin" else 1024) / MEBI


@pytest.mark.parametrize("made", [as_csv, as_json])
def test_memory_does_not_grow_with_the_file(made, tmp_path):
    few, small = measured(made(tmp_path / "small.gz", 2 * MEBI))
    many, large = measured(made(tmp_path / "large.gz", 10 * MEBI))
    assert many > 4 * few
    assert large - small < GROWTH


@pytest.mark.long
@pytest.mark.parametrize("made", [as_csv, as_json])
def test_memory_does_not_grow_over_hundreds_of_megabytes(made, tmp_path):
    _, small = measured(made(tmp_path / "small.gz", 20 * MEBI))
    many, large = measured(made(tmp_path / "large.gz", 200 * MEBI))
    assert many > 100_000
    assert large - small < GROWTH
    print(f"{many:,} rows: {small:.0f} and {large:.0f} MiB")  # noqa: T201 # what was measured
