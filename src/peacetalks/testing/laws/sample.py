"""A sample of a data set, split into values so that one can be replaced."""

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
from peacetalks.importers.detect import recognise
from peacetalks.importers.registry import format_of, formats

__all__ = ["Sample", "SampleRow", "sample_of"]

_MOST: Final = 4
"""The rows of a sample: the other rows show whether a row changes them."""


@final
@frozen
class SampleRow:
    """A row: the names of its columns in the file, and its values."""

    columns: tuple[str, ...]
    values: tuple[str, ...]

    def with_value(self, column: int, value: str) -> SampleRow:
        """Return the row with another value in a column."""
        values = (*self.values[:column], value, *self.values[column + 1 :])
        return attrs.evolve(self, values=values)


@final
@frozen(kw_only=True)
class Sample:
    """Rows that make events, and how their file is written.

    Attributes:
        format: the format.
        rows: the rows.
        columns: the header; empty: there is no header, or the file is JSON.
        dialect: how values are delimited; None: the file is JSON.
    """

    format: Format
    rows: tuple[SampleRow, ...]
    columns: tuple[str, ...]
    dialect: Dialect | None

    @property
    def first(self) -> int:
        """The first row that may be changed: without a header, row 0 identifies the format."""
        return int(self.dialect is not None and not self.columns)

    @property
    def fullest(self) -> int:
        """The row with the most values, of those that may be changed."""
        rows = range(self.first, len(self.rows))
        return max(rows, key=lambda row: sum(map(bool, self.rows[row].values)))

    def spoilt(self, row: int, column: int, value: str) -> tuple[SampleRow, ...]:
        """Return the rows with one value replaced by another, as far as the file can hold it."""
        return (
            *self.rows[:row],
            self.rows[row].with_value(column, self._held(value)),
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
    """Return the first few rows of a file that make events.

    Raises:
        InvalidValue: if no row makes events.
        Exception: any exception of reading the file.
    """
    read = importers.read(path, format_, release=release, published="unknown")
    layout = recognise(path, formats() if format_ is None else (format_of(format_),))
    whole: list[Outcome] = []
    for outcome in read.outcomes():
        if outcome.events:
            whole.append(outcome)
        if sum(len(one.rows) for one in whole) >= _MOST:
            break
    in_order = sorted(
        (row for outcome in whole for row in outcome.rows), key=lambda row: row.line or 0
    )
    rows = tuple(SampleRow(tuple(row.columns), tuple(row.values)) for row in in_order)
    headless = layout.headless is not None
    if len(rows) <= headless:
        raise InvalidValue(
            "a sample without rows that make events",
            value=str(path),
            hint="; ".join(map(str, read.report.findings[:3])) or None,
        )
    columns = () if headless or layout.dialect is None else read.columns
    return Sample(format=read.format, rows=rows, columns=columns, dialect=layout.dialect)
