"""The fixtures of every format, taken apart so that one row of them can be damaged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import attrs

from peacetalks import importers
from peacetalks.events import Event
from peacetalks.importers import Import, Outcome
from peacetalks.importers.tables.delimited import Dialect

__all__ = [
    "CHANGED",
    "FILES",
    "JSON",
    "TABLES",
    "Damaged",
    "Rows",
    "Table",
    "by_row",
    "facts",
    "table",
]

_FIXTURES = Path(__file__).parent / "fixtures"
_JSON = {".json", ".geojson"}
FILES = [
    path
    for folder in sorted(_FIXTURES.iterdir())
    if folder.is_dir()
    for path in sorted(folder.iterdir())
    if path.suffix in {".csv", ".tsv", ".tab", *_JSON}
]
JSON = [path for path in FILES if path.suffix in _JSON]
TABLES = [path for path in FILES if path.suffix not in _JSON]

CHANGED = 0
"""Stands for the changed row among the lines of a file."""


def facts(read: Import) -> list[tuple[tuple[Event, ...], list[str]]]:
    """Return what an import makes of each row: its events and findings."""
    return [
        (outcome.events, [f"{f.line} {f.code} {f.message}" for f in outcome.findings])
        for outcome in read.outcomes()
    ]


@attrs.frozen
class Table:
    """A fixture of delimited text.

    Attributes:
        path: the file.
        columns: its columns.
        dialect: how its values are told apart.
        encoding: how it is encoded.
        end: how its lines end.
        head: what stands before the first row: the header, and the tags.
        rows: the rows as they are written, some of several lines, each with its end.
        values: their values.
        outcomes: what becomes of them.
        is_headless: whether it has no header.
        stable_ids: whether the id of a row is its own; else it is made of what the row tells,
            and rows that tell the same are numbered.
    """

    path: Path
    columns: tuple[str, ...]
    dialect: Dialect
    encoding: str
    end: str
    head: bytes
    rows: tuple[bytes, ...]
    values: tuple[list[str], ...]
    outcomes: tuple[Outcome, ...]
    is_headless: bool
    stable_ids: bool

    def written(self, values: list[str]) -> str:
        """Return values as a writer of such files writes them."""
        if not self.dialect.quoted:
            return self.dialect.delimiter.join(values)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.dialect.delimiter, lineterminator="").writerow(values)
        return out.getvalue()

    def injected(self, number: int, column: int, junk: str) -> str:
        """Return a row with junk that nobody quoted, the other values written well."""
        values = self.values[number]
        parts = [self.written([value]) if value else "" for value in values]
        parts[column] = junk
        return self.dialect.delimiter.join(parts)

    def damaged(self, number: int, row: bytes) -> Damaged:
        """Return the file with another row in the place of one."""
        new = row if row.endswith(b"\n") else row + self.end.encode()
        before = b"".join([self.head, *self.rows[:number]])
        first = before.count(b"\n") + 1
        return Damaged(
            data=b"".join([before, new, *self.rows[number + 1 :]]),
            old=range(first, first + self.rows[number].count(b"\n")),
            new=range(first, first + new.count(b"\n")),
        )


@attrs.frozen
class Damaged:
    """A fixture with one row changed.

    Attributes:
        data: the file.
        old: the lines of the row as it was.
        new: its lines now.
    """

    data: bytes
    old: range
    new: range

    def was(self, line: int) -> int:
        """Return the line that a line had, as long as the row was not changed."""
        if line in self.new:
            return CHANGED
        return line - len(self.new) + len(self.old) if line >= self.new.stop else line


Rows = dict[int, tuple[set[int], tuple[Event, ...]]]


def by_row(outcomes: Iterable[Outcome], damaged: Damaged, *, clean: bool, stable_ids: bool) -> Rows:
    """Return for each row, by its line in the clean file, the rows it tells with, and the events."""
    found: Rows = {}
    same: dict[str, set[int]] = {}
    for outcome in outcomes:
        lines = [row.line or 0 for row in outcome.rows]
        if clean:
            named = {CHANGED if line in damaged.old else line for line in lines}
        else:
            named = {damaged.was(line) for line in lines}
        for name in named:
            together, events = found.get(name, (set[int](), ()))
            found[name] = (together | named, events + outcome.events)
        if not stable_ids and outcome.key is not None:
            same.setdefault(outcome.key.split("-")[0], set()).update(named)
    for together in same.values():
        for name in together:
            found[name] = (found[name][0] | together, found[name][1])
    return found


@cache
def table(path: Path) -> Table:
    """Take a fixture apart."""
    read = importers.read(path, release="1", published="unknown")
    layout = read._file.layout
    if layout.dialect is None:
        raise ValueError(f"{path} is no table")
    outcomes = tuple(read.outcomes())
    data = path.read_bytes()
    encoding = "cp1252" if "cp1252" in path.name else "utf-8"
    lines = _lines(data, encoding)
    head = layout.first - 1 + bool(read.hxl)
    rows, values = _rows(lines[head:], layout.dialect)
    return Table(
        path=path,
        columns=layout.columns,
        dialect=layout.dialect,
        encoding=encoding,
        end="\r\n" if lines[0].endswith("\r\n") else "\n",
        head="".join(lines[:head]).encode(encoding),
        rows=tuple(row.encode(encoding) for row in rows),
        values=tuple(values),
        outcomes=outcomes,
        is_headless=layout.headless is not None,
        stable_ids=read.format.stable_ids,
    )


def _lines(data: bytes, encoding: str) -> list[str]:
    ended = data if data.endswith(b"\n") else data + b"\n"
    return [line.decode(encoding) + "\n" for line in ended.split(b"\n")[:-1]]


def _rows(lines: list[str], dialect: Dialect) -> tuple[list[str], list[list[str]]]:
    how = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=dialect.delimiter, quoting=how)
    rows: list[str] = []
    values: list[list[str]] = []
    start = 0
    for found in reader:
        rows.append("".join(lines[start : reader.line_num]))
        values.append(found)
        start = reader.line_num
    return rows, values
