"""How large a file of events may be: what is read is held in memory, many times its size.

A line of JSON that is small in the file can be large in memory, so a line has a limit and a file
of lines has none. YAML is read as a whole, and written by hand: the file has a limit, its lines
have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from peacetalks.errors import InvalidValue

__all__ = ["LONGEST_LINE", "LONGEST_YAML", "line_too_long", "lines_of", "yaml_too_large"]

LONGEST_LINE: Final = 1 << 22
"""Bytes of one line: no event is as long."""
LONGEST_YAML: Final = 1 << 24
"""Bytes of a file of YAML."""
_BEGINNING: Final = 60
"""So many characters tell which line is too long."""


def lines_of(file: IO[bytes]) -> Iterator[bytes | InvalidValue]:
    r"""Yield the lines of a file; in place of one that is too long, the error that says so.

    A line is never cut: half a line would be taken for a whole one, or for one with the next.

    >>> import io
    >>> long, *rest = lines_of(io.BytesIO(b"x" * 5_000_000 + b"\n{}\n{}"))
    >>> rest, long.what
    ([b'{}\n', b'{}'], 'a line of more than 4,194,304 bytes')
    """
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line
            continue
        yield line_too_long(line[: 4 * _BEGINNING].decode("utf-8", "replace"))
        while line and not line.endswith(b"\n"):
            # What is left of it is read and let go of.
            line = file.readline(LONGEST_LINE + 1)


def line_too_long(line: str) -> InvalidValue:
    """Return the error of a line that is longer than any event, with how it begins."""
    return InvalidValue(
        f"a line of more than {LONGEST_LINE:,} bytes",
        value=line[:_BEGINNING],
        hint="of a long text give the address and a short quote",
    )


def yaml_too_large(value: object) -> InvalidValue:
    """Return the error of a file of YAML that is larger than what anybody writes by hand."""
    return InvalidValue(
        f"more than {LONGEST_YAML:,} bytes of YAML",
        value=value,
        hint="a file of JSON Lines (.jsonl) may be as long as you like",
    )
