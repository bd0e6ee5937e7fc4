"""Which format a file has, by the names of its columns; nothing is guessed in silence.

A file without a header is known only by the forms of its first row, which is told as a finding.
If two formats fit, or none, the error lists what was looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import IO, Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.importers.files import opened
from peacetalks.importers.format import Format
from peacetalks.importers.names import listed, unique
from peacetalks.importers.objects import objects
from peacetalks.importers.tables import Dialect, decoded, split, without_mark

__all__ = ["Layout", "recognise"]

_DELIMITERS: Final = (",", "\t", ";")
_OF_JSON: Final = (b"{", b"[")
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
_MOST_TOLD: Final = 3
_FIRST_ROWS: Final = 20
_LONGEST: Final = 1 << 20


@final
@frozen
class Layout:
    """How a file is laid out.

    Attributes:
        format: its format.
        columns: its columns as it names them, each name once; empty: every row names its own.
        names: their names as the format has them.
        dialect: how its values are told apart; None: it is JSON.
        first: the number of the first line after the header.
        headless: what a layout without a header is called.
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
    """Return how a file is laid out.

    Args:
        path: the file.
        formats: those that it may have: a single one if it is known.
        member: which file of an archive.
        encoding: how it is encoded.

    Raises:
        InvalidValue: if none of the formats fits, or several.
    """
    known = tuple(formats)
    with opened(path, member=member, encoding=encoding) as file:
        skipped, line = _first_line(file)
    if line.strip(_BLANK)[:1] not in _OF_JSON:
        return _of_table(path, line, known, skipped + 2)
    with opened(path, member=member, encoding=encoding) as file:
        return _of_objects(file, path, known)


def _first_line(file: IO[bytes]) -> tuple[int, bytes]:
    """Return how many blank lines a file begins with, and the line after them."""
    skipped = 0
    while line := file.readline(_LONGEST):
        if line.strip(_BLANK):
            return skipped, line
        skipped += line.endswith(b"\n")
    return skipped, b""


def _of_table(path: Path, line: bytes, known: tuple[Format, ...], first: int) -> Layout:
    text = without_mark(decoded(line)[0]).rstrip("\r\n")
    _check_text(path, line, text)
    found: list[Layout] = []
    seen: list[list[str]] = []
    for delimiter in _DELIMITERS:
        dialect = Dialect(delimiter, delimiter != "\t" or '"' in text)
        columns = split(text, dialect)
        seen.append(columns)
        for format_ in known:
            if format_.fits(columns):
                once = unique(columns)
                names = unique(format_.names(columns))
                found.append(Layout(format_, once, names, dialect, first))
    found = found or _headless(text, known, first - 1)
    return _only(path, found, known, max(seen, key=len))


def _check_text(path: Path, line: bytes, text: str) -> None:
    if not text:
        raise InvalidValue("an empty file", value=str(path))
    if b"\0" in line:
        hint = "encoding=NAME, if it is a text; unpack it or save it as CSV, if it is none"
        raise InvalidValue("a file whose first line is no text", value=str(path), hint=hint)
    if "\r" in text:
        what = "a file whose lines end with a carriage return alone"
        raise InvalidValue(what, value=str(path), hint="save it with line feeds")


def _headless(text: str, known: tuple[Format, ...], first: int) -> list[Layout]:
    return [
        Layout(format_, layout.columns, layout.columns, layout.dialect, first, layout.layout)
        for format_ in known
        for layout in format_.headless
        if layout.fits(split(text, layout.dialect))
    ]


def _of_objects(file: IO[bytes], path: Path, known: tuple[Format, ...]) -> Layout:
    columns: dict[str, None] = {}
    found: list[Layout] = []
    # Some files leave out of a row what it does not state.
    for row in islice(objects(file, str(path)), _FIRST_ROWS):
        columns |= dict.fromkeys(row.fields)
        found = [Layout(format_, (), (), None, 1) for format_ in known if format_.fits(columns)]
        if found:
            break
    if not columns:
        raise InvalidValue("a file of JSON without rows", value=str(path))
    return _only(path, found, known, list(columns))


def _only(path: Path, found: list[Layout], known: tuple[Format, ...], columns: list[str]) -> Layout:
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(layout.format.name for layout in found)
        raise InvalidValue(
            f"a file that is of several formats ({names})",
            value=str(path),
            hint="format=NAME says which is meant",
        )
    told = known[0].name if len(known) == 1 else "any known format"
    raise InvalidValue(
        f"a file whose columns ({listed(columns) or 'none'}) are not those of {told}",
        value=str(path),
        accepted=_wanted(known, columns),
        hint=None if len(known) == 1 else "peacetalks formats tells more of each",
    )


def _wanted(known: tuple[Format, ...], columns: list[str]) -> str:
    """Return the columns of each format that the file has not, the nearest formats first."""
    lacking = [(format_.missing(columns), format_) for format_ in known]
    lacking.sort(key=lambda item: (len(item[0]) / max(len(item[1].required), 1), item[1].name))
    told = [
        f"{format_.name} (missing: {listed(names)})" if names else _foreign(format_, columns)
        for names, format_ in lacking
    ]
    more = [format_.name for _, format_ in lacking[_MOST_TOLD:]]
    others = f"; also {', '.join(more)}" if more else ""
    return f"the columns of {'; '.join(told[:_MOST_TOLD])}{others}"


def _foreign(format_: Format, columns: list[str]) -> str:
    there = set(format_.names(columns)) & set(format_.foreign)
    return f"{format_.name} (which has no {listed(sorted(there))})"
