"""A sample of a data set, taken apart so that a value of one row can be replaced."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, final

import attrs
from attrs import frozen

from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.importers import Dialect, Format, Outcome
from peacetalks.importers.known import format_of, formats
from peacetalks.importers.recognise import recognise

__all__ = ["Sample", "SampleRow", "sample_of"]

_MOST: Final = 4
"""How many rows are kept: those around a row show whether it changes them."""


@final
@frozen
class SampleRow:
    """A row: its columns as the file names them, and its values."""

    columns: tuple[str, ...]
    values: tuple[str, ...]

    def having(self, column: int, value: str) -> SampleRow:
        """Return the row with another value in a column."""
        values = (*self.values[:column], value, *self.values[column + 1 :])
        return attrs.evolve(self, values=values)


@final
@frozen(kw_only=True)
class Sample:
    """Rows of which events are made, and how their file is written.

    Attributes:
        format: the format.
        rows: the rows.
        columns: the header; empty: there is none, or it is JSON.
        dialect: how values are told apart; None: it is JSON.
    """

    format: Format
    rows: tuple[SampleRow, ...]
    columns: tuple[str, ...]
    dialect: Dialect | None

    @property
    def first(self) -> int:
        """The first row that may be spoilt: a file without a header is known by its first row."""
        return int(self.dialect is not None and not self.columns)

    @property
    def fullest(self) -> int:
        """Of the rows that may be spoilt, the one that says most."""
        rows = range(self.first, len(self.rows))
        return max(rows, key=lambda row: sum(map(bool, self.rows[row].values)))

    def spoilt(self, row: int, column: int, value: str) -> tuple[SampleRow, ...]:
        """Return the rows with a value replaced by what the file can hold of another."""
        return (
            *self.rows[:row],
            self.rows[row].having(column, self._held(value)),
            *self.rows[row + 1 :],
        )

    def written(self, rows: Sequence[SampleRow]) -> str:
        """Return the text of a file with these rows."""
        if self.dialect is None:
            objects = (dict(zip(row.columns, row.values, strict=True)) for row in rows)
            texts = (json.dumps(one, ensure_ascii=False) for one in objects)
            return "[\n" + ",\n".join(texts) + "\n]\n"
        lines = [*([self.columns] if self.columns else ()), *(row.values for row in rows)]
        if not self.dialect.quoted:
            return "".join(f"{self.dialect.delimiter.join(line)}\n" for line in lines)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.dialect.delimiter, lineterminator="\n").writerows(lines)
        return out.getvalue()

    def _held(self, value: str) -> str:
        if self.dialect is None or self.dialect.quoted:
            return value
        for mark in (self.dialect.delimiter, "\r", "\n"):
            value = value.replace(mark, " ")
        return value


def sample_of(path: Path, format_: str | Format | None, release: str) -> Sample:
    """Return the rows of a file of which events are made, the first few.

    Raises:
        InvalidValue: if there is none; else what reading raises.
    """
    read = importers.read(path, format_, release=release)
    layout = recognise(path, formats() if format_ is None else (format_of(format_),))
    whole: list[Outcome] = []
    for outcome in read.outcomes():
        if outcome.events:
            whole.append(outcome)
        if sum(len(one.rows) for one in whole) >= _MOST:
            break
    found = sorted(
        (row for outcome in whole for row in outcome.rows), key=lambda row: row.line or 0
    )
    rows = tuple(SampleRow(tuple(row.columns), tuple(row.values)) for row in found)
    headless = layout.headless is not None
    if len(rows) <= headless:
        raise InvalidValue(
            "a sample without rows of which events are made",
            value=str(path),
            hint="; ".join(map(str, read.report.findings[:3])) or None,
        )
    columns = () if headless or layout.dialect is None else read.columns
    return Sample(format=read.format, rows=rows, columns=columns, dialect=layout.dialect)
