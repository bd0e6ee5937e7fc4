"""Write events as YAML: a list in blocks, as a person would write it.

The fields and their order are those of ``to_plain``. Dates are written without quotes, and texts
in quotes only if some YAML reader would read them as something else. Long texts continue on the
next line, and texts of several lines are written as blocks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeGuard

from peacetalks.codec.limits import LONGEST_YAML, yaml_too_large
from peacetalks.codec.parsed import written
from peacetalks.codec.plain import encode, to_plain
from peacetalks.codec.yaml.dates import EVENT, Place, below, is_date
from peacetalks.codec.yaml.scalars import escaped, is_bare_date, join_surrogates, needs_no_quotes
from peacetalks.errors import InvalidEvent
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE

__all__ = ["lines"]

_WIDTH: Final = 96
_LONGEST_KEY: Final = 1000
"""Readers search at most 1024 characters for the colon of a key."""
_BEFORE_ANY: Final = re.compile(r"(?<=\S) (?=\S)")
_BEFORE_WORD: Final = re.compile(r"(?<=\S) (?=[^\W_])")

# Any: plain JSON values.


def lines(events: Iterable[Event]) -> Iterator[str]:
    """Yield events as the entries of a list, with line ends and a blank line between them.

    Raises:
        InvalidValue: if they could not be read back: an item is not an event, two events with the
            same id differ, or the file would be too large.

    >>> from peacetalks.events import MeetingHeld
    >>> print(*lines([MeetingHeld(occurred="2023-10-05", meeting="granada", note="no")]), end="")
    - kind: meeting-held
      occurred: 2023-10-05
      note: "no"
      meeting: granada
    """
    size = 0
    for number, entry in enumerate(written(events, _entry)):
        text = f"\n{entry}" if number else entry
        size += len(text.encode())
        if size > LONGEST_YAML:
            raise yaml_too_large(f"{number} events before it")
        yield text


def _entry(event: Event) -> str:
    encode(event)  # raises an error for an event that no file format can contain
    plain = to_plain(event)
    text = "".join(f"{line}\n" for line in _list([plain], EVENT, 0))
    # What is nested deeply is mostly indentation. In one line it takes no more than a file may have.
    return text if len(text) <= LONGEST_YAML // 4 else f"- {_flow(plain)}\n"


def _flow(value: Any) -> str:
    """Return a value in one line, in braces and brackets."""
    if isinstance(value, str):
        return f'"{escaped(join_surrogates(value))}"'
    if not _is_block(value):
        return _word(value, date=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return f"{{{', '.join(f'{_flow_key(key)}: {_flow(item)}' for key, item in value.items())}}}"


def _flow_key(key: str) -> str:
    name = _flow(key)
    return f"? {name} " if len(name) > _LONGEST_KEY else name


def _list(value: list[Any], place: Place, indent: int) -> Iterator[str]:
    pad = " " * indent
    for item in value:
        if item and _is_block(item):
            first, *rest = _block(item, place, indent + 2)
            yield f"{pad}- {first[indent + 2 :]}"
            yield from rest
        else:
            yield from _scalar(f"{pad}-", item, place, indent)


def _is_block(value: Any) -> TypeGuard[list[Any] | dict[str, Any]]:
    return isinstance(value, (dict, list))


def _block(value: list[Any] | dict[str, Any], place: Place, indent: int) -> Iterator[str]:
    """Yield the lines of a non-empty list or object."""
    if isinstance(value, list):
        return _list(value, place, indent)
    return _object(value, place, indent)


def _object(value: dict[str, Any], place: Place, indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, item in value.items():
        inside = below(place, key, value.get("kind"), CORE)
        name = _key(key)
        if len(name) > _LONGEST_KEY:
            yield f"{pad}? {name}"
            name = ""
        if item and _is_block(item):
            yield f"{pad}{name}:"
            yield from _block(item, inside, indent + 2)
        else:
            yield from _scalar(f"{pad}{name}:", item, inside, indent)


def _key(key: str) -> str:
    return key if needs_no_quotes(key) else f'"{escaped(join_surrogates(key))}"'


def _scalar(head: str, value: Any, place: Place, indent: int) -> Iterator[str]:
    """Yield the lines of a value that is not a block, after the beginning of its line."""
    if not isinstance(value, str):
        yield f"{head} {_word(value, date=is_date(place))}"
    elif is_date(place) and is_bare_date(value):
        yield f"{head} {value}"
    elif _is_literal(value):
        yield f"{head} {'|' if value.endswith(chr(10)) else '|-'}"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{' ' * (indent + 2)}{line}".rstrip()
    elif needs_no_quotes(value):
        yield from _folded(f"{head} ", value, _BEFORE_WORD, indent)
    else:
        first, *rest = _folded(f'{head} "', escaped(join_surrogates(value)), _BEFORE_ANY, indent)
        yield from _closed([first, *rest])


def _closed(rows: list[str]) -> list[str]:
    return [*rows[:-1], f'{rows[-1]}"']


def _folded(head: str, text: str, breaks: re.Pattern[str], indent: int) -> Iterator[str]:
    """Yield a text after its head; it continues on new lines, broken at spaces."""
    row = head
    for number, part in enumerate(breaks.split(text)):
        if number and len(row) + len(part) >= _WIDTH:
            yield row
            row = f"{' ' * (indent + 2)}{part}"
        else:
            row += f" {part}" if number else part
    yield row


def _is_literal(text: str) -> bool:
    """Return whether a text of several lines can be written as a block."""
    rows = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and rows[0][:1].strip() != ""
        and rows[-1] != ""
        and all(row.isprintable() and row == row.rstrip() for row in rows)
    )


def _word(value: Any, *, date: bool) -> str:
    """Return the text of another value; where a date is expected, a number gets a sign."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (list, dict)):
        return "[]" if isinstance(value, list) else "{}"
    if not math.isfinite(value):
        raise InvalidEvent("not a finite number", value=value)
    text = repr(value)
    if "e" in text and "." not in text:
        text = text.replace("e", ".0e")
    return f"+{text}" if date and value >= 0 else text
