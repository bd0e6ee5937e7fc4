"""Read the rows of delimited files; a damaged row does not affect the rows around it.

A quotation mark that is never closed would swallow the lines after it, up to the next quotation
mark. So several lines count as one row only if

- they have as many values as the file has columns;
- no quotation mark is loose: a complete row has an even number of them, and so cannot close what
  the row before it left open;
- none of the lines could be a row of its own, and the first and the last line are not both as
  wide as a row.

Otherwise the first line is a damaged row, and reading continues with the line after it. The length
of a row is limited, which limits how many lines a damaged row can affect.

Lines are read as UTF-8. Bytes that are not UTF-8 are read as Windows-1252, the encoding of releases
that were saved by spreadsheets, and a finding of the row says so.
"""

from __future__ import annotations

import csv
import functools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO, Final, NamedTuple, final

__all__ = ["Dialect", "Record", "decoded", "lines_of", "records", "split", "without_bad_characters"]

_BOM: Final = "\ufeff"
_LONGEST: Final = 1 << 20
"""No row of any data set is longer, in bytes."""
_STRAY: Final = {0xDC80 + n: bytes([0x80 + n]).decode("cp1252", "replace") for n in range(0x80)}
"""What ``surrogateescape`` gives for a byte that is not UTF-8, and the Windows-1252 character."""
_HALVES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | _STRAY
_WINDOWS: Final = "not UTF-8; read as Windows-1252"
_NEITHER: Final = "neither UTF-8 nor Windows-1252; unreadable bytes are shown as \ufffd"
_NUL: Final = "a NUL character, read as \ufffd"
_OPEN: Final = "a quotation mark that is not closed"
_MEANINGS: Final = (
    ("unexpected end of data", _OPEN),
    ("expected after", "text after a closing quotation mark"),
    ("field larger", "a value that is too long, or a quotation mark that is not closed"),
    ("new-line character", "a carriage return in the middle of a line"),
)
"""What the errors of ``csv`` mean."""


@final
class Dialect(NamedTuple):
    """How the values of a line are separated.

    Attributes:
        delimiter: the character between them.
        quoted: whether quotation marks may enclose them.
    """

    delimiter: str
    quoted: bool = True


@final
class Record(NamedTuple):
    """A row of a file.

    Attributes:
        line: the line on which it begins.
        values: its values; empty if it is damaged.
        text: the line as written in the file, if it is damaged.
        problem: what is wrong with it.
        recoded: how bytes that are not valid text were read.
    """

    line: int
    values: list[str]
    text: str | None = None
    problem: str | None = None
    recoded: str | None = None


def decoded(line: bytes) -> tuple[str, str | None]:
    """Return the text of a line, and how invalid bytes in it were read.

    >>> decoded("Donéts'k".encode("cp1252"))
    ("Donéts'k", 'not UTF-8; read as Windows-1252')
    """
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return without_bad_characters(line.decode(errors="surrogateescape"))
    return without_bad_characters(text) if "\0" in text else (text, None)


def without_bad_characters(text: str) -> tuple[str, str | None]:
    r"""Return a text without invalid characters, and how they were read.

    Args:
        text: a text that may have NUL, lone surrogates, or bytes kept by ``surrogateescape``.

    >>> without_bad_characters("Don\udce9tsk"), without_bad_characters("plain")
    (('Donétsk', 'not UTF-8; read as Windows-1252'), ('plain', None))
    """
    notes: list[str] = []
    stray = {ord(c) for c in text if "\ud800" <= c <= "\udfff"}
    if stray - _STRAY.keys():
        notes.append("half a character, read as \ufffd")
    if stray & _STRAY.keys():
        unread = any(_STRAY[code] == "\ufffd" for code in stray & _STRAY.keys())
        notes.append(_NEITHER if unread else _WINDOWS)
    if stray:
        text = text.translate(_HALVES)
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        notes.append(_NUL)
    return text, "; ".join(notes) or None


_LONGEST_VALUE: Final = 131_072


def split(text: str, dialect: Dialect) -> list[str]:
    """Return the values of one line; an empty list if it cannot be split."""
    try:
        return next(_reader([text], dialect))
    except (csv.Error, StopIteration):
        return []


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file in flat memory; a line that is too long is cut off."""
    read = functools.partial(file.readline, _LONGEST)
    while line := read():
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            while (rest := read()) and not rest.endswith(b"\n"):
                pass
            line += b"\n"
        yield line


class _Lines:
    """The lines of a file; the last ones that were taken can be given back."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._back: deque[tuple[str, str | None]] = deque()
        self._size = 0
        self.taken: list[tuple[str, str | None]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        taken = self.taken
        if taken:
            return self._continued()
        line = self._back.popleft() if self._back else decoded(next(self._lines))
        taken.append(line)
        return line[0]

    def _continued(self) -> str:
        """Return the next line of a row that has not ended."""
        self._size = self._size if len(self.taken) > 1 else len(self.taken[0][0])
        if self._back or self._size > _LONGEST:
            # Lines that were given back have already failed as the inside of a value. Trying
            # again from each of them would take quadratic time.
            raise csv.Error(_OPEN)
        line = decoded(next(self._lines))
        self.taken.append(line)
        self._size += len(line[0])
        return line[0]

    def give_back(self) -> None:
        """Give back all lines that were taken, except the first."""
        self._back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _reader(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    if not dialect.quoted:
        return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=dialect.delimiter, strict=True)


def _within_limit(values: list[str]) -> list[str]:
    # The limit of ``csv`` belongs to the whole process, and other libraries raise it.
    if any(len(value) > _LONGEST_VALUE for value in values):
        raise csv.Error(f"field larger than field limit ({_LONGEST_VALUE})")
    return values


def records(
    lines: Iterable[bytes], dialect: Dialect, width: int, first: int = 1
) -> Iterator[Record]:
    """Yield the rows of lines.

    Args:
        lines: the lines after the header.
        dialect: how values are separated.
        width: how many values a row has.
        first: the number of the first line.
    """
    source = _Lines(lines)
    taken = source.taken
    rows = _reader(source, dialect)
    line = first
    while True:
        taken.clear()
        values: list[str] = []
        problem: str | None = None
        try:
            values = _within_limit(next(rows))
        except StopIteration:
            return
        except csv.Error as error:
            problem = _meaning(str(error))
        else:
            if not values:  # a blank line
                line += len(taken)
                continue
            problem = _problem(values, taken, dialect, width)
        if problem is None:
            recoded = taken[0][1]
            if len(taken) > 1:
                recoded = next((note for _, note in taken if note is not None), None)
            yield Record(line, values, None, None, recoded)
            line += len(taken)
            continue
        source.give_back()
        rows = _reader(source, dialect)
        text, recoded = taken[0]
        yield Record(line, [], text.rstrip("\r\n"), problem, recoded)
        line += 1


def _meaning(error: str) -> str:
    return next((meaning for text, meaning in _MEANINGS if text in error), error)


def _problem(
    values: list[str], taken: list[tuple[str, str | None]], dialect: Dialect, width: int
) -> str | None:
    """Return what is wrong with a row; surplus values that are empty are removed."""
    if len(values) > width and not any(values[width:]):
        del values[width:]
    if len(values) != width:
        return f"{len(values)} values, but the file has {width} columns"
    if len(taken) > 1:
        return _several_rows([text for text, _ in taken], dialect, width)
    if len(taken[0][0]) > _LONGEST:
        return f"a line of more than {_LONGEST:,} characters; the rest was not kept"
    return None


def _several_rows(lines: list[str], dialect: Dialect, width: int) -> str | None:
    """Return why lines that were read as one row are several rows; None if they are one."""
    enclosed = _enclosed(dialect.delimiter)
    if '"' in enclosed.sub("", "".join(lines)):
        return f"{_OPEN}, or that encloses no value"
    rows = any(len(split(line, dialect)) >= width for line in lines[1:-1])
    ends = [enclosed.sub("", line).count(dialect.delimiter) + 1 for line in (lines[0], lines[-1])]
    return _OPEN if rows or min(ends) >= width else None


@functools.cache
def _enclosed(delimiter: str) -> re.Pattern[str]:
    """Return a pattern for a value in quotation marks, including where it begins and ends."""
    mark = re.escape(delimiter)
    return re.compile(rf'(?:^|(?<={mark}))"[^"]*(?:""[^"]*)*"(?={mark}|\r*\n?\Z)')


def without_mark(text: str) -> str:
    """Return the first line of a file without a byte order mark."""
    return text.removeprefix(_BOM)
