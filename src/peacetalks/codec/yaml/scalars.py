"""What a bare text stands for, and which texts cannot stand bare.

Bare words and numbers are read by the narrow rules of YAML 1.2: ``null``, ``~``, ``true``,
``false`` and decimal numbers; ``no``, ``0x1f``, ``1_000`` and dates are texts. Other readers of
YAML go further (https://yaml.org/type/), so that what any of them takes for something else is
written in quotes.
"""

from __future__ import annotations

import math
import re
from typing import Final

from peacetalks.errors import InvalidEvent, InvalidValue

__all__ = ["bare_date", "is_text", "may_stand_bare", "quoted", "value_of", "whole"]

_MAX_DIGITS: Final = 400  # as in JSON: a number this long is an accident

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
    """Return what a bare text stands for.

    Args:
        text: the text, as it stands.
        date: whether a date is meant there: a year is a text then. (``+2023`` is a number.)

    Raises:
        InvalidValue: for ``.nan`` and ``.inf``, and for a number beyond measure.

    >>> value_of("2023"), value_of("2023", date=True), value_of("no"), value_of("~")
    (2023, '2023', 'no', None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if _NO_NUMBER.fullmatch(text):
        hint = "leave the field out where the figure is not known"
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


def whole(text: str) -> str:
    r"""Return a text with the halves of surrogate pairs joined, which JSON writes apart.

    Raises:
        InvalidValue: for a half without its other half.

    >>> whole("\ud83d\udd4a") == "\N{DOVE OF PEACE}"
    True
    """
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        hint = "the text was cut or decoded with the wrong encoding"
        raise InvalidEvent("a text with half a surrogate pair", value=text, hint=hint) from None


def may_stand_bare(text: str) -> bool:
    """Return whether a text of one line can stand without quotes, for every reader of YAML.

    >>> [may_stand_bare(text) for text in ("mediator_bias", "no", "0x1f", "12:30", "he said: x")]
    [True, False, False, False, False]
    """
    return (
        text[:1].isalnum()
        and text.isprintable()
        and not _UNSAFE.search(text)
        and text.lower() not in _OTHERS_WORDS
        and not _OTHERS_NUMBERS.fullmatch(text)
    )


def bare_date(text: str) -> bool:
    """Return whether a text can stand without quotes where a date is meant."""
    return bool(_DATE.fullmatch(text)) and not text.endswith(":")


def quoted(text: str) -> str:
    r"""Return a text between double quotes, without the quotes.

    >>> quoted('a "b"\n')
    'a \\"b\\"\\n'
    """
    return "".join(
        _ESCAPES.get(character) or (character if character.isprintable() else _escaped(character))
        for character in text
    )


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 1 << 8:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
