"""Read bare YAML values, and decide which texts need quotes.

Bare words and numbers follow the narrow rules of YAML 1.2: ``null``, ``~``, ``true``, ``false``
and decimal numbers; ``no``, ``0x1f``, ``1_000`` and dates are texts. Other YAML readers convert
more (https://yaml.org/type/), so every text that one of them would convert is written in quotes.
"""

from __future__ import annotations

import math
import re
from typing import Final

from peacetalks.errors import InvalidEvent, InvalidValue

__all__ = ["escaped", "is_bare_date", "is_text", "join_surrogates", "needs_no_quotes", "value_of"]

_MAX_DIGITS: Final = 400  # as in JSON: a longer number is a mistake

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_INT: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_OTHERS_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_OTHERS_NUMBERS: Final = re.compile(r"[0-9][-+0-9A-Fa-fTtZzXxOo_.,:/ ]*")
_DATE: Final = re.compile(r"[0-9]{4}([-/~?%][-0-9TZ:./~?%+]*)?")
_UNSAFE: Final = re.compile(r":(?=\s|$)|\s#|\s$")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def value_of(text: str, *, date: bool = False) -> str | float | bool | None:
    """Return the value of a bare text.

    Args:
        text: the text, as written.
        date: whether a date is expected, so that a year is a text. (``+2023`` is a number.)

    Raises:
        InvalidValue: if it is ``.nan`` or ``.inf``, or a number that is too large.

    >>> value_of("2023"), value_of("2023", date=True), value_of("no"), value_of("~")
    (2023, '2023', 'no', None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if _NO_NUMBER.fullmatch(text):
        hint = "leave the field out if the figure is not known"
        raise InvalidValue("not a JSON number", value=text, hint=hint)
    if not _FLOAT.fullmatch(text) or (date and text[0].isdigit()):
        return text
    if _INT.fullmatch(text):
        if len(text) > _MAX_DIGITS:
            raise InvalidValue("a number beyond 64 bits", value=text)
        return int(text)
    number = float(text)
    if math.isinf(number):
        raise InvalidValue("not a finite number", value=text)
    return number


def is_text(text: str) -> bool:
    """Return whether a bare text stands for itself."""
    return not (text in _WORDS or _FLOAT.fullmatch(text) or _NO_NUMBER.fullmatch(text))


def join_surrogates(text: str) -> str:
    r"""Return a text with the halves of surrogate pairs joined, which JSON writes separately.

    Raises:
        InvalidValue: if a half has no other half.

    >>> join_surrogates("\ud83d\udd4a") == "\N{DOVE OF PEACE}"
    True
    """
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        hint = "the text was cut or decoded with the wrong encoding"
        raise InvalidEvent("a text with half a surrogate pair", value=text, hint=hint) from None


def needs_no_quotes(text: str) -> bool:
    """Return whether a text of one line is read as a text without quotes by every YAML reader.

    >>> [needs_no_quotes(text) for text in ("mediator_bias", "no", "0x1f", "12:30", "he said: x")]
    [True, False, False, False, False]
    """
    return (
        text[:1].isalnum()
        and text.isprintable()
        and not _UNSAFE.search(text)
        and text.lower() not in _OTHERS_WORDS
        and not _OTHERS_NUMBERS.fullmatch(text)
    )


def is_bare_date(text: str) -> bool:
    """Return whether a text can be written without quotes where a date is expected."""
    return bool(_DATE.fullmatch(text)) and not text.endswith(":")


def escaped(text: str) -> str:
    r"""Return a text escaped for use between double quotes.

    >>> escaped('a "b"\n')
    'a \\"b\\"\\n'
    """
    return "".join(
        _ESCAPES.get(character)
        or (character if character.isprintable() else _escape_code(character))
        for character in text
    )


def _escape_code(character: str) -> str:
    code = ord(character)
    if code < 1 << 8:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
