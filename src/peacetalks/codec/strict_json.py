"""Parse JSON texts strictly.

Python's parser accepts ``NaN``, silently keeps the last of two equal keys, and fails on deep
nesting. Here each of these raises an ``InvalidValue`` that explains it.
"""

from __future__ import annotations

import json
from typing import Any, Final

from peacetalks.errors import InvalidValue

# Any: JSON values.
__all__ = ["MAX_DEPTH", "nested_too_deeply", "parse"]

MAX_DEPTH: Final = 64
"""How deep objects and lists may nest, including the event itself."""

_AROUND: Final = 20
_MAX_DIGITS: Final = 400  # a longer number is a mistake; Python stops at 4300 digits

_HINTS: Final = (
    ("Extra data", "write each event on its own line"),
    ("Expecting property name", "put keys in double quotes, with no comma after the last value"),
    ("Illegal trailing comma", "remove the comma after the last value"),
    ("Unterminated string", "write the whole event on one line"),
    ("Invalid control character", "write a line break in a text as \\n, a tab as \\t"),
)


def parse(text: str) -> dict[str, Any]:
    """Return the object of a JSON text.

    Raises:
        InvalidValue: if the text is not JSON or not an object, has ``NaN``, ``Infinity`` or a
            key twice, or is nested deeper than ``MAX_DEPTH``.

    >>> parse('{"kind": "meeting-held", "occurred": "2023-10-05"}')["kind"]
    'meeting-held'
    """
    try:
        value: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from None
    except RecursionError:
        raise _too_deep(text) from None
    if not isinstance(value, dict):
        raise InvalidValue("not an object", value=value, accepted='{"kind": ..., "occurred": ...}')
    if nested_too_deeply(text):
        raise _too_deep(text)
    return value  # pyright: ignore[reportUnknownVariableType] # the keys of JSON objects are texts


def nested_too_deeply(text: str) -> bool:
    """Return whether a JSON text is nested deeper than ``MAX_DEPTH``."""
    if text.count("{") + text.count("[") <= MAX_DEPTH:
        return False
    depth = 0
    for character in _brackets(text):
        depth += 1 if character in "{[" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _brackets(text: str) -> str:
    """Return the brackets of a valid JSON text that are not inside strings."""
    outside = text.replace("\\\\", "").replace('\\"', "").split('"')[::2]
    return "".join(character for part in outside for character in part if character in "{}[]")


def _too_deep(text: str) -> InvalidValue:
    return InvalidValue(
        "nested too deeply", value=text, accepted=f"at most {MAX_DEPTH} levels of objects and lists"
    )


def _not_json(text: str, error: json.JSONDecodeError) -> InvalidValue:
    hint = next((hint for start, hint in _HINTS if error.msg.startswith(start)), None)
    if hint is None and error.pos >= len(text.rstrip()):
        hint = "write the whole event on one line"
    return InvalidValue(
        f"not JSON, {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}",
        value=text[max(0, error.pos - _AROUND) : error.pos + _AROUND],
        hint=hint,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        unseen = dict.fromkeys(value, 1)
        repeated = next(key for key, _ in pairs if not unseen.pop(key, 0))
        raise InvalidValue("a key that occurs twice in one object", value=repeated)
    return value


def _int(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise InvalidValue("a number beyond 64 bits", value=text)
    return int(text)


def _no_constant(name: str) -> float:
    raise InvalidValue(
        "not a JSON number", value=name, hint="leave the field out if the figure is not known"
    )


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_int, parse_constant=_no_constant
)
