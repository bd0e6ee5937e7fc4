"""Events as plain JSON values and as lines of text.

One object per event: ``kind`` first, ``v`` (the schema version) where it is above 1, ``id``
where the event was given one, then the fields in the order they are declared; what equals its
default is left out. Values inside are objects of their own fields; a date is its text, a tuple
a list. A field that Python's keywords forced to end in ``_`` goes without it: ``from``,
``for``. A replacement inside a correction always has its kind and id.

An ``UnknownEvent`` is written as it was read. (Inside a correction its text is laid out anew.)
"""

from __future__ import annotations

import functools
import json
import keyword
from typing import TYPE_CHECKING, Any, Final

import attrs

from peacetalks.codec.strict_json import MAX_DEPTH, nested_too_deeply, parse
from peacetalks.errors import InvalidEvent
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When

if TYPE_CHECKING:
    from attrs import Attribute, AttrsInstance

# Any: JSON values, and fields of any type.
__all__ = ["canonical", "encode", "key_of", "to_plain"]

# Some tools end a line at these, which JSON allows inside a text.
_LINE_ENDS: Final = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def encode(event: Event) -> str:
    r"""Return an event as one line of JSON, without the line's end.

    Raises:
        InvalidEvent: for what could not be read back: no event, an event nested too deeply,
            an ``UnknownEvent`` whose text is no object of its tag.

    >>> from peacetalks.events import MeetingRefused
    >>> refusal = MeetingRefused(occurred="2023-10-04", meeting="granada-2023-10", by="AZE")
    >>> encode(refusal)
    '{"kind": "meeting-refused", "occurred": "2023-10-04", "meeting": "granada-2023-10", "by": ["AZE"]}'
    """
    if isinstance(event, UnknownEvent):
        _known_text(event)
        return event.raw.replace("\n", " ")
    text = canonical(to_plain(event))
    if nested_too_deeply(text):
        raise InvalidEvent(
            "nested too deeply", value=event.id, accepted=f"values in {MAX_DEPTH} levels"
        )
    return text


def to_plain(event: Event) -> dict[str, Any]:
    """Return an event as plain JSON values: what ``encode`` writes.

    Raises:
        InvalidEvent: for no event, or a value that JSON cannot hold.

    >>> from peacetalks.events import MeetingHeld
    >>> to_plain(MeetingHeld(id="granada", occurred="2023-10-05", meeting="granada-2023-10"))
    {'kind': 'meeting-held', 'id': 'granada', 'occurred': '2023-10-05', 'meeting': 'granada-2023-10'}
    """
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidEvent("not an event", value=event)
    if isinstance(event, UnknownEvent):
        return _known_text(event)
    return _event(event, own_id=event.has_own_id)


def canonical(plain: dict[str, Any]) -> str:
    """Return the one text of plain JSON values."""
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False)
    return text if text.isascii() else text.translate(_LINE_ENDS)


def key_of(field: Attribute[Any]) -> str:
    """Return the key of a field in files."""
    name = field.alias or field.name
    return name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name


def _known_text(event: UnknownEvent) -> dict[str, Any]:
    plain = parse(event.raw)
    if plain.get("kind") != event.tag:
        raise InvalidEvent(
            f"an unknown event of the tag {event.tag!r} whose text has another kind",
            value=plain.get("kind"),
        )
    return plain


def _event(event: Event, *, own_id: bool) -> dict[str, Any]:
    head: dict[str, Any] = {"kind": event.kind}
    if event.schema > 1:
        head["v"] = event.schema
    if own_id:
        head["id"] = event.id
    return head | _fields(event)


def _fields(value: AttrsInstance) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, name, default in _layout(type(value)):
        kept = getattr(value, name)
        if kept is not default and kept != default:
            plain[key] = _value(kept)
    return plain


@functools.cache
def _layout(cls: type[AttrsInstance]) -> tuple[tuple[str, str, object], ...]:
    """Return key, name and default of each field of an event or value type, but the id."""
    return tuple(
        (key_of(field), field.name, field.default)
        for field in attrs.fields(cls)
        if field.name != "_id" and field.init
    )


def _value(value: Any) -> Any:
    # Any: the declared types were checked on construction.
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, When):
        return value.text
    if isinstance(value, tuple):
        return [_value(item) for item in value]  # pyright: ignore[reportUnknownVariableType] # of any
    if isinstance(value, FrozenMap):
        return {_text_key(key): _value(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # of any
    if isinstance(value, UnknownEvent):
        return {**_known_text(value), "id": value.id}
    if isinstance(value, Event):
        return _event(value, own_id=True)
    if attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # a class of any
        return _fields(value)
    raise InvalidEvent(f"a {type(value).__name__}, which JSON cannot hold", value=value)


def _text_key(key: object) -> str:
    if not isinstance(key, str):
        raise InvalidEvent("a key that is no text, which JSON cannot hold", value=key)
    return key
