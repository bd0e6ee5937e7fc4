"""Rows of delimited files: a damaged row is set apart, and the rows around it stay what they are.

A quotation mark that is opened and never closed would swallow the rest of a file. Every row has
as many values as the file has columns, so what has not is taken apart again: its first line is
the damaged row, and reading goes on with the line after it. Python's own limit of the length of
a field bounds how far a reading can go astray.

Lines are UTF-8. One that is not is read as Windows-1252, the encoding of the releases that
were saved by spreadsheets, and says so.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, final

__all__ = ["Dialect", "Record", "decoded", "records", "split"]

_BOM: Final = "\ufeff"


@final
class Dialect(NamedTuple):
    """How the values of a line are told apart.

    Attributes:
        delimiter: what stands between them.
        quoted: whether quotation marks enclose them.
    """

    delimiter: str
    quoted: bool = True


@final
class Record(NamedTuple):
    """A row of a file.

    Attributes:
        line: the line on which it begins.
        values: its values; empty if it is damaged.
        text: if it is damaged, the line as it stands.
        problem: what is wrong with it.
        recoded: how lines of it were read that are not UTF-8.
    """

    line: int
    values: list[str]
    text: str | None = None
    problem: str | None = None
    recoded: str | None = None


def decoded(line: bytes) -> tuple[str, str | None]:
    """Return the text of a line, and what had to be done to read it.

    >>> decoded("Donéts'k".encode("cp1252"))
    ("Donéts'k", 'not UTF-8; read as Windows-1252')
    """
    done = None
    try:
        text = line.decode()
    except UnicodeDecodeError:
        try:
            text = line.decode("cp1252")
            done = "not UTF-8; read as Windows-1252"
        except UnicodeDecodeError:
            text = line.decode(errors="replace")
            done = "neither UTF-8 nor Windows-1252; what could not be read is \ufffd"
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        done = "a NUL character, read as \ufffd"
    return text, done


def split(text: str, dialect: Dialect) -> list[str]:
    """Return the values of one line; none if it cannot be split."""
    try:
        return next(_reader([text], dialect))
    except (csv.Error, StopIteration):
        return []


class _Lines:
    """The lines of a file, some of which can be given back."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._back: deque[tuple[str, str | None]] = deque()
        self.taken: list[tuple[str, str | None]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else decoded(next(self._lines))
        self.taken.append(line)
        return line[0]

    def give_back(self) -> None:
        """Give back all that was taken but its first line."""
        self._back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _reader(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    if not dialect.quoted:
        return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=dialect.delimiter, strict=True)


def records(
    lines: Iterable[bytes], dialect: Dialect, width: int, first: int = 1
) -> Iterator[Record]:
    """Yield the rows of lines.

    Args:
        lines: the lines after the header.
        dialect: how values are told apart.
        width: how many values a row has.
        first: the number of the first line.
    """
    source = _Lines(lines)
    taken = source.taken
    rows = _reader(source, dialect)
    line = first
    while True:
        taken.clear()
        problem = None
        values: list[str] = []
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            problem = str(error)
            if not taken:
                return
        if not values and problem is None:
            line += len(taken)
            continue
        if len(values) > width and not any(values[width:]):
            del values[width:]
        if problem is None and len(values) != width:
            problem = f"{len(values)} values, where the file has {width} columns"
        recoded = next((done for _, done in taken if done is not None), None)
        if problem is None:
            yield Record(line, values, None, None, recoded)
            line += len(taken)
            continue
        source.give_back()
        rows = _reader(source, dialect)
        text, recoded = taken[0]
        yield Record(line, [], text.rstrip("\r\n"), problem, recoded)
        line += 1


def without_mark(text: str) -> str:
    """Return the first line of a file without a byte order mark."""
    return text.removeprefix(_BOM)
