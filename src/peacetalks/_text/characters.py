r"""Characters that are not seen and change what is seen: in no output as they are.

A control character can command a terminal, a mark of direction can turn a line around, and some
programs end a line at U+0085 or U+2028. JSON and YAML can write them as escapes, so files that are
read back keep them. Where a format has no escapes, they are replaced.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escaped_in_json", "one_line", "without_hidden"]

_DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LATER: Final = f"\x7f-\x9f\u2028\u2029{_DIRECTIONS}"
_NOT_ESCAPED: Final = re.compile(f"[{_LATER}\ud800-\udfff]")
"""Hidden characters that JSON allows in a text as they are, and halves of surrogate pairs."""
_DIRECTION: Final = re.compile(f"[{_DIRECTIONS}]")
_BREAKING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_HALF: Final = re.compile("[\ud800-\udfff]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def escaped_in_json(text: str) -> str:
    r"""Return a JSON text in which hidden characters are written as escapes; it means the same.

    >>> escaped_in_json('{"note": "a\x9bb\u202e"}')
    '{"note": "a\\u009bb\\u202e"}'
    """
    if text.isascii() and "\x7f" not in text:
        return text
    return _NOT_ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def one_line(text: str) -> str:
    r"""Return a text as one line for people: blanks for control characters, no directions.

    Half a surrogate pair, which no output can have, becomes a replacement character.

    >>> one_line("a\x1b[31m\nb\u202ec")
    'a [31m bc'
    """
    if text.isascii() and text.isprintable():
        return text
    return _HALF.sub(_REPLACEMENT, _DIRECTION.sub("", _BREAKING.sub(" ", text)))


def without_hidden(text: str) -> str:
    r"""Return a text of several lines for people: line ends and tabs stay.

    >>> without_hidden("a\x1b[31m\n\tb\u202ec")
    'a [31m\n\tbc'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n"))
    return _HALF.sub(_REPLACEMENT, _DIRECTION.sub("", text))
