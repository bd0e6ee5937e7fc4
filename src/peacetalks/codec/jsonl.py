"""JSON Lines: one event per line.

The text is UTF-8; a byte order mark and Windows line ends are accepted. Blank lines, and comments
that start with ``#``, are skipped; writing does not restore them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO, Final

from peacetalks.codec.decoding import decoded, text_of_utf8
from peacetalks.codec.limits import lines_of
from peacetalks.codec.named import ActorNames
from peacetalks.codec.parsed import Errors, ParsedItem, check_choice, reading_of, written
from peacetalks.codec.plain import encode
from peacetalks.codec.reading import Reading
from peacetalks.errors import Finding, InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings import files

__all__ = ["dumps", "items", "lines", "loads"]

_BOM: Final = b"\xef\xbb\xbf"
_TEXT: Final = "<text>"


def loads(text: str, *, vocabulary: Vocabulary = CORE, errors: Errors = "raise") -> Reading:
    """Return the events of a JSON Lines text, like ``read``, with ``"<text>"`` as the file.

    Raises:
        ReadError: with ``errors="raise"``, if any line is invalid.

    >>> loads('# nothing yet')
    Reading('<text>': 0 events)
    """
    check_choice(errors)
    data = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    return reading_of(items(data, vocabulary), _TEXT, errors)


def dumps(events: Iterable[Event]) -> str:
    """Return events as a JSON Lines text; every line has a line end.

    Raises:
        InvalidValue: if an item is not an event, or two events with the same id differ: they
            could not be read back.

    >>> from peacetalks.events import MeetingHeld
    >>> print(dumps([MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")]), end="")
    {"kind": "meeting-held", "occurred": "2023-10-05", "meeting": "granada-2023-10"}
    """
    return "".join(lines(events))


def lines(events: Iterable[Event]) -> Iterator[str]:
    """Yield events as lines of JSON, each with a line end.

    Raises:
        InvalidValue: if an item could not be read back.
    """
    for line in written(events, encode):
        yield f"{line}\n"


def items(data: IO[bytes], vocabulary: Vocabulary) -> Iterator[ParsedItem]:
    """Yield the items of a file."""
    names = ActorNames()
    for number, line in enumerate(lines_of(data), 1):
        if isinstance(line, InvalidValue):
            yield ParsedItem(number, None, (files.UNREADABLE.finding(line.message),))
            continue
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip() and not content.lstrip().startswith(b"#"):
            event, findings = _line(content, vocabulary, names)
            names.add(event)
            yield ParsedItem(number, event, tuple(findings))


def _line(
    line: bytes, vocabulary: Vocabulary, names: ActorNames
) -> tuple[Event | None, list[Finding]]:
    try:
        text = text_of_utf8(line)
    except InvalidValue as error:
        return None, [files.UNREADABLE.finding(error.message)]
    return decoded(text.rstrip("\r\n"), vocabulary, names)
