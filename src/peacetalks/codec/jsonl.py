"""JSON Lines: one event to a line.

Read are UTF-8 texts; a byte order mark and Windows line ends do no harm. Blank lines and lines
that start with ``#`` are for people and are passed over; writing does not bring them back.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO, Final

from peacetalks.codec import codes
from peacetalks.codec.decode import decoded, text_of_utf8
from peacetalks.codec.items import Errors, Item, check_choice, reading_of, written
from peacetalks.codec.limits import LONGEST_LINE, line_too_long, lines_of
from peacetalks.codec.named import Named
from peacetalks.codec.plain import encode
from peacetalks.codec.reading import Reading
from peacetalks.errors import Finding, InvalidValue
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary

__all__ = ["dumps", "items", "lines", "loads"]

_BOM: Final = b"\xef\xbb\xbf"
_TEXT: Final = "<text>"


def loads(text: str, *, vocabulary: Vocabulary = CORE, errors: Errors = "raise") -> Reading:
    """Return the events of a text of JSON Lines; as ``read``, with ``"<text>"`` as the file.

    Raises:
        ReadError: with ``errors="raise"``, if any line is wrong.

    >>> loads('# nothing yet')
    Reading('<text>': 0 events)
    """
    check_choice(errors)
    data = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    return reading_of(items(data, vocabulary), _TEXT, errors)


def dumps(events: Iterable[Event]) -> str:
    """Return events as a text of JSON Lines, each line ended.

    Raises:
        InvalidValue: for what could not be read back: no event, or two of one id that differ.

    >>> from peacetalks.events import MeetingHeld
    >>> print(dumps([MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")]), end="")
    {"kind": "meeting-held", "occurred": "2023-10-05", "meeting": "granada-2023-10"}
    """
    return "".join(lines(events))


def lines(events: Iterable[Event]) -> Iterator[str]:
    """Yield events as lines of JSON, each ended.

    Raises:
        InvalidValue: for what could not be read back.
    """
    for line in written(events, encode):
        # A character has four bytes at most: nearly every line is known to be short at once.
        if len(line) > LONGEST_LINE // 4 and len(line.encode()) >= LONGEST_LINE:
            raise line_too_long(line)
        yield f"{line}\n"


def items(data: IO[bytes], vocabulary: Vocabulary) -> Iterator[Item]:
    """Yield the items of a file."""
    named = Named()
    for number, line in enumerate(lines_of(data), 1):
        if isinstance(line, InvalidValue):
            yield Item(number, None, (Finding(code=codes.UNREADABLE, message=line.message),))
            continue
        bare = line.removeprefix(_BOM) if number == 1 else line
        if bare.strip() and not bare.lstrip().startswith(b"#"):
            event, found = _line(bare, vocabulary, named)
            named.take(event)
            yield Item(number, event, tuple(found))


def _line(line: bytes, vocabulary: Vocabulary, named: Named) -> tuple[Event | None, list[Finding]]:
    try:
        text = text_of_utf8(line)
    except InvalidValue as error:
        return None, [Finding(code=codes.UNREADABLE, message=error.message)]
    return decoded(text.rstrip("\r\n"), vocabulary, named)
