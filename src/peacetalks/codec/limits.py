"""Size limits of files: what is read is kept in memory, where it takes many times its size.

A line of JSON that is small in the file can be large in memory, so lines have a limit and files of
lines do not. YAML is written by hand and read all at once, so the file has a limit and its lines
do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from peacetalks.errors import InvalidValue

__all__ = ["LONGEST_LINE", "LONGEST_YAML", "line_too_long", "lines_of", "yaml_too_large"]

LONGEST_LINE: Final = 1 << 22
"""The maximum length of a line in bytes; no event is that long."""
LONGEST_YAML: Final = 1 << 24
"""The maximum size of a YAML file in bytes."""
_BEGINNING: Final = 60
"""How many characters of a line to show in the error, to identify it."""


def lines_of(file: IO[bytes]) -> Iterator[bytes | InvalidValue]:
    r"""Yield the lines of a file, and an error in place of each line that is too long.

    A line is never cut, because half of it could be read as a whole line or joined to the next.

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
            # Read the rest of the line and discard it.
            line = file.readline(LONGEST_LINE + 1)


def line_too_long(line: str) -> InvalidValue:
    """Return the error for a line that is too long, with its beginning."""
    return InvalidValue(
        f"a line of more than {LONGEST_LINE:,} bytes",
        value=line[:_BEGINNING],
        hint="for a long text, give its address and a short quote",
    )


def yaml_too_large(value: object) -> InvalidValue:
    """Return the error for a YAML file that is too large."""
    return InvalidValue(
        f"more than {LONGEST_YAML:,} bytes of YAML",
        value=value,
        hint="use a JSON Lines file (.jsonl), which can have any size",
    )
