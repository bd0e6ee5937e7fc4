"""Size limits: of an event, and of the files that events are read from.

**The limit belongs to the event.** Its line of JSON, as ``encode`` writes it, has at most
``LONGEST_EVENT`` bytes, its id included. A log, every writer and every reader refuse an event that is larger, so what
one of them accepts, the others accept too. The limits of files are larger than what an event takes
in them:

- a line of JSON Lines is the event and a line end;
- in YAML an event takes at most four times its line (``codec.yaml.write`` sees to it);
- a row of a data set is kept as an event, and its texts become those of facts, so it has at most a
  quarter of the size of one (``importers.rows_of_files``).

What is read is kept in memory, where it takes many times its size. A line of JSON that is small in
the file can be large in memory, so lines have a limit and files of lines do not. YAML is written by
hand and read all at once, so the file has a limit and its lines do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from peacetalks.errors import InvalidEvent, InvalidValue

__all__ = [
    "LONGEST_EVENT",
    "LONGEST_LINE",
    "LONGEST_ROW",
    "LONGEST_YAML",
    "event_too_large",
    "is_too_large",
    "line_too_long",
    "lines_of",
    "may_be_too_large",
    "yaml_too_large",
]

LONGEST_LINE: Final = 1 << 22
"""The maximum length of a line in bytes, with its end."""
LONGEST_EVENT: Final = LONGEST_LINE - 1
"""The maximum size of an event in bytes: that of its line of JSON."""
LONGEST_ROW: Final = LONGEST_EVENT // 4
"""The maximum size of a row of a data set in bytes, as JSON inside JSON."""
_COMPUTED_ID: Final = len('"id": "e1-", ') + 32
"""The number of bytes that a computed id takes in a line."""
_GROWTH: Final = 8
"""How many times larger an event's line can be than another form of it, where it escapes more."""
LONGEST_YAML: Final = LONGEST_LINE * 4
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


def is_too_large(line: str, *, has_id: bool) -> bool:
    """Return whether an event is too large.

    Args:
        line: its line of JSON, without the line end.
        has_id: whether its id is in the line; a log and CloudEvents write a computed id, too.
    """
    most = LONGEST_EVENT - (0 if has_id else _COMPUTED_ID)
    # A character has at most four bytes, so most lines need not be encoded to be measured.
    return len(line) > most // 4 and len(line.encode()) > most


def may_be_too_large(size: int, limit: int | None = None) -> bool:
    """Return whether what takes so much in another form could be more than a limit as JSON.

    Args:
        size: in characters or bytes.
        limit: in bytes; None: that of an event.
    """
    return size > (LONGEST_EVENT if limit is None else limit) // _GROWTH


def event_too_large(line: str, field: str, value: object) -> InvalidEvent:
    """Return the error for an event that is too large.

    Args:
        line: its line of JSON.
        field: the key of its largest field.
        value: the value of that field.
    """
    return InvalidEvent(
        f"an event of {len(line.encode()):,} bytes of JSON, and this is its largest field",
        value=value,
        accepted=f"events of up to {LONGEST_EVENT:,} bytes",
        hint="for a long text, give its address and a short quote",
        path=f"$.{field}",
    )


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
