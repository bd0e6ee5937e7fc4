"""Recognise the format of a file by the names of its columns; nothing is guessed silently.

A file without a header is recognised by the values of its first row, and a finding says so.
If several formats fit, or none, the error lists the columns that were expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import IO, Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.importers.format import Format
from peacetalks.importers.identifiers import listed, unique
from peacetalks.importers.tables.delimited import Dialect, decoded, split, without_mark
from peacetalks.importers.tables.files import opened
from peacetalks.importers.tables.json_rows import objects

__all__ = ["Layout", "recognise"]

_DELIMITERS: Final = (",", "\t", ";")
_JSON_STARTS: Final = (b"{", b"[")
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
_MOST_LISTED: Final = 3
_FIRST_ROWS: Final = 20
_LONGEST: Final = 1 << 20


@final
@frozen
class Layout:
    """The layout of a file.

    Attributes:
        format: its format.
        columns: its columns as named in the file, made unique; empty: each row names its own.
        names: the format's names of these columns.
        dialect: how its values are separated; None: it is JSON.
        first: the number of the first line after the header.
        headless: the name of a layout without a header; None: the file has a header.
    """

    format: Format
    columns: tuple[str, ...]
    names: tuple[str, ...]
    dialect: Dialect | None
    first: int
    headless: str | None = None


def recognise(
    path: Path,
    formats: Iterable[Format],
    *,
    member: str | None = None,
    encoding: str | None = None,
) -> Layout:
    """Return the layout of a file.

    Args:
        path: the file.
        formats: the formats that it may have; a single one if its format is known.
        member: which file of an archive to read.
        encoding: its encoding.

    Raises:
        InvalidValue: if none of the formats fits, or several do.
    """
    known = tuple(formats)
    with opened(path, member=member, encoding=encoding) as file:
        skipped, line = _first_line(file)
    if line.strip(_BLANK)[:1] not in _JSON_STARTS:
        return _table_layout(path, line, known, skipped + 2)
    with opened(path, member=member, encoding=encoding) as file:
        return _json_layout(file, path, known)


def _first_line(file: IO[bytes]) -> tuple[int, bytes]:
    """Return the number of blank lines at the start of a file, and the line after them."""
    skipped = 0
    while line := file.readline(_LONGEST):
        if line.strip(_BLANK):
            return skipped, line
        skipped += line.endswith(b"\n")
    return skipped, b""


def _table_layout(path: Path, line: bytes, known: tuple[Format, ...], first: int) -> Layout:
    text = without_mark(decoded(line)[0]).rstrip("\r\n")
    _check_text(path, line, text)
    layouts: list[Layout] = []
    seen: list[list[str]] = []
    for delimiter in _DELIMITERS:
        dialect = Dialect(delimiter, delimiter != "\t" or '"' in text)
        columns = split(text, dialect)
        seen.append(columns)
        for format_ in known:
            if format_.fits(columns):
                names = unique(format_.names(columns))
                layouts.append(Layout(format_, unique(columns), names, dialect, first))
    layouts = layouts or _headless(text, known, first - 1)
    return _only(path, layouts, known, max(seen, key=len))


def _check_text(path: Path, line: bytes, text: str) -> None:
    if not text:
        raise InvalidValue("an empty file", value=str(path))
    if b"\0" in line:
        hint = "if it is text, pass encoding=NAME; if not, unpack it or save it as CSV"
        raise InvalidValue("the first line of the file is not text", value=str(path), hint=hint)
    if "\r" in text:
        what = "the lines of the file end with a carriage return only"
        raise InvalidValue(what, value=str(path), hint="save it with line feeds")


def _headless(text: str, known: tuple[Format, ...], first: int) -> list[Layout]:
    return [
        Layout(format_, layout.columns, layout.columns, layout.dialect, first, layout.layout)
        for format_ in known
        for layout in format_.headless
        if layout.fits(split(text, layout.dialect))
    ]


def _json_layout(file: IO[bytes], path: Path, known: tuple[Format, ...]) -> Layout:
    columns: dict[str, None] = {}
    layouts: list[Layout] = []
    # In some files a row leaves out the columns that have no value.
    for row in islice(objects(file, str(path)), _FIRST_ROWS):
        columns |= dict.fromkeys(row.fields)
        layouts = [Layout(format_, (), (), None, 1) for format_ in known if format_.fits(columns)]
        if layouts:
            break
    if not columns:
        raise InvalidValue("a JSON file without rows", value=str(path))
    return _only(path, layouts, known, list(columns))


def _only(
    path: Path, layouts: list[Layout], known: tuple[Format, ...], columns: list[str]
) -> Layout:
    if len(layouts) == 1:
        return layouts[0]
    if layouts:
        names = ", ".join(layout.format.name for layout in layouts)
        raise InvalidValue(
            f"the file fits several formats ({names})",
            value=str(path),
            hint="format=NAME says which one to use",
        )
    wanted = known[0].name if len(known) == 1 else "any known format"
    raise InvalidValue(
        f"the columns of the file ({listed(columns) or 'none'}) are not those of {wanted}",
        value=str(path),
        accepted=_expected(known, columns),
        hint=None if len(known) == 1 else "peacetalks formats describes each format",
    )


def _expected(known: tuple[Format, ...], columns: list[str]) -> str:
    """Return the columns that the file lacks for each format, the nearest formats first."""
    lacking = [(format_.missing(columns), format_) for format_ in known]
    lacking.sort(key=lambda item: (len(item[0]) / max(len(item[1].required), 1), item[1].name))
    nearest = [
        f"{format_.name} (missing: {listed(names)})" if names else _foreign(format_, columns)
        for names, format_ in lacking[:_MOST_LISTED]
    ]
    more = [format_.name for _, format_ in lacking[_MOST_LISTED:]]
    others = f"; also {', '.join(more)}" if more else ""
    return f"the columns of {'; '.join(nearest)}{others}"


def _foreign(format_: Format, columns: list[str]) -> str:
    foreign = set(format_.names(columns)) & set(format_.foreign)
    return f"{format_.name} (which has no {listed(sorted(foreign))})"
