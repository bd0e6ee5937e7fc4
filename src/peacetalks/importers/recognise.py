"""Which format a file has, by the names of its columns; nothing is guessed in silence.

A file without a header is known only by the forms of its first row, which is told as a finding.
If two formats fit, or none, the error lists what was looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.importers.files import opened
from peacetalks.importers.format import Format
from peacetalks.importers.objects import objects
from peacetalks.importers.tables import Dialect, decoded, split, without_mark

__all__ = ["Layout", "recognise", "unique"]

_DIALECTS: Final = (",", "\t", ";")
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
_MOST_TOLD: Final = 6
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
        if line.strip(_BLANK)[:1] in {b"{", b"["}:
            found = _of_objects(file, path, known, member=member, encoding=encoding)
        else:
            found = _of_table(path, line, known, skipped + 2)
    return found


def unique(columns: Iterable[str]) -> tuple[str, ...]:
    """Return names of columns, each once: a second one of a name is numbered.

    >>> unique(["id", "", "", "id"])
    ('id', '', '#2', 'id#2')
    """
    seen: dict[str, int] = {}
    made: list[str] = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(made)


def _first_line(file: IO[bytes]) -> tuple[int, bytes]:
    """Return how many blank lines a file begins with, and the line after them."""
    skipped = 0
    while line := file.readline(_LONGEST):
        if line.strip(_BLANK):
            return skipped, line
        skipped += 1
    return skipped, b""


def _of_table(path: Path, line: bytes, known: tuple[Format, ...], first: int) -> Layout:
    text = without_mark(decoded(line)[0]).rstrip("\r\n")
    if not text:
        raise InvalidValue("an empty file", value=str(path))
    found: list[Layout] = []
    seen: list[list[str]] = []
    for delimiter in _DIALECTS:
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


def _headless(text: str, known: tuple[Format, ...], first: int) -> list[Layout]:
    return [
        Layout(format_, layout.columns, layout.columns, layout.dialect, first, layout.layout)
        for format_ in known
        for layout in format_.headless
        if layout.fits(split(text, layout.dialect))
    ]


def _of_objects(
    file: IO[bytes],
    path: Path,
    known: tuple[Format, ...],
    *,
    member: str | None,
    encoding: str | None,
) -> Layout:
    del file  # its first line was taken from it
    with opened(path, member=member, encoding=encoding) as again:
        row = next((row for _, row in objects(again, str(path))), None)
    if not row:
        raise InvalidValue("a file of JSON without rows", value=str(path))
    found = [Layout(format_, (), (), None, 1) for format_ in known if format_.fits(row)]
    return _only(path, found, known, list(row))


def _only(path: Path, found: list[Layout], known: tuple[Format, ...], columns: list[str]) -> Layout:
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(layout.format.name for layout in found)
        raise InvalidValue(
            f"a file that is of several formats: {names}",
            value=str(path),
            hint="format=NAME says which",
        )
    raise InvalidValue(
        f"a file whose columns are not those of {_told(known)}",
        value=str(path),
        accepted="; ".join(_lacking(known, columns)),
        hint="format=NAME says which is meant; peacetalks formats lists them",
    )


def _told(known: tuple[Format, ...]) -> str:
    return known[0].name if len(known) == 1 else f"any of {len(known)} formats"


def _lacking(known: tuple[Format, ...], columns: list[str]) -> list[str]:
    """Return what each format has that the file has not, the nearest formats first."""
    lacking = [(format_.missing(columns), format_) for format_ in known]
    lacking.sort(key=lambda item: (len(item[0]) / max(len(item[1].required), 1), item[1].name))
    return [
        f"{format_.name} has {', '.join(names)}" if names else _foreign(format_, columns)
        for names, format_ in lacking[:_MOST_TOLD]
    ]


def _foreign(format_: Format, columns: list[str]) -> str:
    there = set(format_.names(columns)) & set(format_.foreign)
    return f"{format_.name} has no {', '.join(sorted(there))}"
