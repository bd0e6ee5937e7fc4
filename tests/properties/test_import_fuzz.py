"""Random bytes and mutated files: no error outside the documented ones, no hang.

The long run takes ten minutes, or as many seconds as ``PEACETALKS_FUZZ_SECONDS`` says; the short
one a few. What is found is printed as the bytes of a file.
"""

from __future__ import annotations

import faulthandler
import gzip
import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from import_fixtures import FILES
from peacetalks import importers
from peacetalks.errors import InvalidValue, NotFound, ReadError
from peacetalks.importers.tables.delimited import Dialect, lines_of, records
from peacetalks.importers.tables.json_rows import objects

LONG = float(os.environ.get("PEACETALKS_FUZZ_SECONDS", "600"))
SHORT = 4.0
AT_MOST = 10.0
"""Seconds for one input, none of which is longer than some tens of kilobytes."""
DOCUMENTED = (InvalidValue, NotFound, ReadError)
SEEDS = [path.read_bytes() for path in FILES]
NAMES = [path.name for path in FILES]
PIECES = [
    b'"', b'""', b'",', b',"', b"\n", b"\r", b"\r\n", b"\n\n", b",", b"\t", b";", b"\0", b"\xff",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xe9", b"[", b"]", b"{", b"}", b":", b"null", b"\\u0000",
    b"\\ud800", b"1e999", b"-", b"9" * 5000, b"#", b"A" * 140_000, b'"' * 501, b"[" * 3000,
    b"2014-02-30", b"PK\x03\x04", b"\x1f\x8b\x08", b"NaN", b",,,,,,,,", b'\n"', b'x","y\n' * 40,
]  # fmt: skip


def random_bytes(dice: random.Random) -> bytes:
    alphabet = dice.choice([bytes(range(256)), b'",\n\r\t;a1 ', b'[]{}:,"\\u0d8 1e-.tfn\n'])
    return bytes(dice.choices(alphabet, k=dice.randrange(1, 4000)))


def mutated(dice: random.Random) -> bytes:
    data = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randrange(1, 6)):
        place = dice.randrange(len(data) + 1)
        far = min(len(data), place + dice.choice([1, 1, 2, 30, 500]))
        how = dice.randrange(6)
        if how == 0:
            data[place:place] = dice.choice(PIECES)
        elif how == 1:
            del data[place:far]
        elif how == 2:
            data[place:far] = bytes(dice.choices(range(256), k=far - place))
        elif how == 3:
            data[place:place] = data[place:far] * dice.choice([1, 2, 50])
        elif how == 4:
            other = dice.choice(SEEDS)
            start = dice.randrange(len(other))
            data[place:far] = other[start : start + 300]
        else:
            data[place:far] = dice.choice(PIECES)
    return bytes(data[:400_000])


def packed(dice: random.Random) -> bytes:
    """Return a packed file, then mutated."""
    data = dice.choice(SEEDS)
    if dice.random() < 0.5:
        made = bytearray(gzip.compress(data))
    else:
        out = io.BytesIO()
        how = dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])  # fmt: skip
        with zipfile.ZipFile(out, "w", how) as archive:
            archive.writestr("a.csv", data)
            for name in dice.choice([[], ["b.csv"], ["readme.md"]]):
                archive.writestr(name, data[:100])
        made = bytearray(out.getvalue())
    for _ in range(dice.randrange(4)):
        place = dice.randrange(len(made))
        made[place] = dice.randrange(256)
    return bytes(made[: dice.choice([len(made), dice.randrange(len(made))])])


def parse_table(_folder: Path, dice: random.Random, data: bytes) -> None:
    dialect = Dialect(dice.choice(",\t;"), dice.random() < 0.8)
    width = dice.choice([2, 3, 5, 41, 49])
    found = list(records(lines_of(io.BytesIO(data)), dialect, width))
    for record in found:
        assert (record.problem is None) == (record.text is None) == (len(record.values) == width)
    lines = [record.line for record in found]
    assert lines == sorted(set(lines))
    assert not lines or lines[-1] <= data.count(b"\n") + 1
    whole = sum(line.strip(b"\r\n") != b"" for line in data.split(b"\n"))
    assert len(found) <= whole


def parse_objects(_folder: Path, _dice: random.Random, data: bytes) -> None:
    for item in objects(io.BytesIO(data), "a.json"):
        assert (item.problem is None) == (item.text is None)
        "".join((*item.fields, *item.fields.values())).encode()


def import_file(folder: Path, dice: random.Random, data: bytes) -> None:
    path = folder / dice.choice(NAMES)
    path.write_bytes(data)
    known = importers.formats()
    one = dice.choice([None, None, *known])
    encoding = dice.choice([None] * 8 + ["cp1252", "utf-16", "ascii", "utf-7", "utf-32"])
    read = importers.read(path, one, release="1", encoding=encoding, published="unknown")
    for outcome in read.outcomes():
        assert outcome.events or outcome.findings
        for rule in read.format.streams.values() if outcome.events else ():
            rule(outcome.rows, read.context)
    assert read.report.is_whole
    assert read.report.balances


Reader = Callable[[Path, random.Random, bytes], None]
WAYS: list[tuple[Reader, Callable[[random.Random], bytes]]] = [
    (parse_table, random_bytes),
    (parse_table, mutated),
    (parse_objects, random_bytes),
    (parse_objects, mutated),
    (import_file, mutated),
    (import_file, mutated),
    (import_file, mutated),
    (import_file, packed),
    (import_file, random_bytes),
]


def fuzz(folder: Path, seconds: float, seed: int) -> int:
    """Read inputs until the time is over; return how many."""
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        dice = random.Random(f"{seed}-{number}")
        read, made = WAYS[number % len(WAYS)]
        data = made(dice)
        faulthandler.dump_traceback_later(AT_MOST * 6, exit=True)
        start = time.monotonic()
        try:
            read(folder, dice, data)
        except DOCUMENTED as error:
            if not str(error):
                raise
        except BaseException as error:
            kept = folder / "found.bin"
            kept.write_bytes(data)
            error.add_note(f"seed {seed}, input {number} of {read.__name__}: {kept}")
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
        taken = time.monotonic() - start
        assert taken < AT_MOST, f"seed {seed}, input {number} of {read.__name__} took {taken:.1f} s"
        number += 1
    return number


def test_a_few_seconds_of_random_and_mutated_files_find_nothing(tmp_path):
    assert fuzz(tmp_path, SHORT, seed=1) > 20


@pytest.mark.long
def test_ten_minutes_of_random_and_mutated_files_find_nothing(tmp_path):
    seed = random.SystemRandom().randrange(1 << 32)
    number = fuzz(tmp_path, LONG, seed)
    print(f"{number:,} inputs, seed {seed}")  # noqa: T201 # what the run did
