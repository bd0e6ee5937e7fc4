"""Read the rows of a file one by one, whatever its layout, and what is stated about its release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Final, final

from attrs import frozen

from peacetalks.actors import Registry
from peacetalks.codec.limits import LONGEST_ROW, may_be_too_large
from peacetalks.codec.plain import canonical
from peacetalks.errors import InvalidValue
from peacetalks.events.clocks import UNDATED
from peacetalks.findings.imports import DAMAGED, RECODED
from peacetalks.importers.detect import Layout
from peacetalks.importers.identifiers import unique
from peacetalks.importers.limits import Limits
from peacetalks.importers.tables.delimited import Dialect, lines_of, records
from peacetalks.importers.tables.files import opened
from peacetalks.importers.tables.json_rows import objects
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.when import When, WhenLike

__all__ = ["NEVER_PUBLIC", "UNKNOWN", "File", "day_of_publication", "name_of", "rows_of"]

UNKNOWN: Final = "unknown"
"""What is passed as the day of publication if nobody knows it."""
NEVER_PUBLIC: Final = When(UNDATED)
"""When facts of a release became known if its day is not known: on no day for certain."""

_PACKED: Final = frozenset({".gz", ".zip"})
_KEPT: Final = 1 << 16
"""How many characters to keep of a row that is too large."""
_LAYOUTS: Final = 1_000
"""How many sets of columns are cached, in a file where each row names its own columns."""


@final
@frozen
class File:
    """A file, and how to read it."""

    path: Path
    layout: Layout
    member: str | None
    encoding: str | None
    release: str
    published: When | None
    registry: Registry | None
    limits: Limits | None

    def opened(self) -> AbstractContextManager[IO[bytes]]:
        """Open the file as bytes, unpacked."""
        return opened(self.path, member=self.member, encoding=self.encoding)


def day_of_publication(value: WhenLike) -> When:
    """Return when a release became known; ``NEVER_PUBLIC`` for "unknown".

    Raises:
        InvalidValue: if it is neither a day nor "unknown".
    """
    if value == UNKNOWN:
        return NEVER_PUBLIC
    published = When(value)
    if published.text == UNDATED:
        raise InvalidValue(
            "not a day of publication", value=UNDATED, accepted="a day, or 'unknown'"
        )
    return published


def name_of(path: Path) -> str:
    """Return the name of a file without its extension."""
    while path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
    return path.stem


def rows_of(file: File, keep_tags: Callable[[Row], None]) -> Iterator[Row]:
    """Yield the rows of a file.

    Args:
        file: the file.
        keep_tags: called with a first row of HXL tags, which is not a row of data.
    """
    dialect = file.layout.dialect
    rows = _json_rows(file) if dialect is None else _table_rows(file, dialect)
    return map(_within_limit, _without_tags(rows, keep_tags))


def _within_limit(row: Row) -> Row:
    """Return a row, or the beginning of one that is too large to be kept."""
    text = row.text or ""
    size = len(text) + sum(map(len, row.values)) + sum(map(len, row.columns))
    if not may_be_too_large(size, LONGEST_ROW):
        return row
    text = text or canonical(row.raw)
    size = len(canonical({"": text}).encode())
    if size <= LONGEST_ROW:
        return row
    part = Row((), (), file=row.file, line=row.line, text=text[:_KEPT])
    part.findings += row.findings
    what = f"{size:,} bytes of JSON, more than {LONGEST_ROW:,}; the rest was not kept"
    _find_damage(part, what, None)
    return part


def _table_rows(file: File, dialect: Dialect) -> Iterator[Row]:
    layout, path = file.layout, str(file.path)
    columns, names = layout.columns, layout.names
    with file.opened() as data:
        for _ in range(layout.first - 1):
            data.readline()
        for line, values, text, problem, recoded in records(
            lines_of(data), dialect, len(columns), layout.first
        ):
            row = Row(columns, values, names=names, file=path, line=line, text=text)
            _find_damage(row, problem, recoded)
            yield row


def _json_rows(file: File) -> Iterator[Row]:
    layouts: dict[tuple[str, ...], Sequence[str]] = {}
    path = str(file.path)
    with file.opened() as data:
        for line, fields, text, problem, recoded in objects(data, path):
            columns = tuple(fields)
            names = layouts.get(columns)
            if names is None:
                names = unique(file.layout.format.names(columns))
                if len(layouts) < _LAYOUTS:
                    layouts[columns] = names
            values = [*fields.values()]
            row = Row(columns, values, names=names, file=path, line=line, text=text)
            _find_damage(row, problem, recoded)
            yield row


def _find_damage(row: Row, problem: str | None, recoded: str | None) -> None:
    """Add the findings made while the row was split."""
    if problem is not None:
        row.find(DAMAGED, f"a damaged row: {problem}")
    if recoded is not None:
        row.find(RECODED, recoded)


def _without_tags(rows: Iterator[Row], keep: Callable[[Row], None]) -> Iterator[Row]:
    """Yield rows; a first row of HXL tags is passed to ``keep`` (https://hxlstandard.org)."""
    for row in rows:
        values = [value.strip() for value in row.values if value.strip()]
        if values and all(value.startswith("#") for value in values):
            keep(row)
        else:
            yield row
        break
    yield from rows
