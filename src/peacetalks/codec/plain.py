"""Encode events as plain JSON values and as lines of text.

There is one object per event: ``kind`` first, ``v`` (the schema version) if it is above 1, ``id``
if the event was given one, then the fields in the order of declaration, without those that have
their default value. Values inside are objects of their own fields, dates are texts, and tuples
are lists. A field whose name ends in ``_`` because it is a Python keyword is written without it:
``from``, ``for``. A replacement inside a correction always has its kind and id.

An ``UnknownEvent`` is written as it was read. (Inside a correction its text is formatted again.)
"""

from __future__ import annotations

import functools
import json
import keyword
from typing import TYPE_CHECKING, Any

import attrs

from peacetalks._text.characters import escaped_in_json
from peacetalks.codec.limits import event_too_large, is_too_large, may_be_too_large
from peacetalks.codec.strict_json import MAX_DEPTH, nested_too_deeply, parse
from peacetalks.errors import InvalidEvent
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

if TYPE_CHECKING:
    from attrs import Attribute, AttrsInstance

# Any: JSON values, and fields of any type.
__all__ = ["canonical", "check_size", "encode", "key_of", "to_plain"]


def encode(event: Event) -> str:
    r"""Return an event as one line of JSON, without the line end.

    Raises:
        InvalidEvent: if it could not be read back: it is not an event, is too large or nested too
            deeply, or is an ``UnknownEvent`` whose text is not an object with its tag.

    >>> from peacetalks.events import MeetingRefused
    >>> refusal = MeetingRefused(occurred="2023-10-04", meeting="granada-2023-10", by="AZE")
    >>> encode(refusal)
    '{"kind": "meeting-refused", "occurred": "2023-10-04", "meeting": "granada-2023-10", "by": ["AZE"]}'
    """
    plain = to_plain(event)
    if isinstance(event, UnknownEvent):
        text = event.raw.replace("\n", " ")
    else:
        text = canonical(plain)
        if nested_too_deeply(text):
            raise _too_deep(event)
    if is_too_large(text, has_id=event.has_own_id):
        largest = max(plain, key=lambda key: len(canonical({key: plain[key]})))
        raise event_too_large(text, largest, plain[largest])
    return text


def to_plain(event: Event) -> dict[str, Any]:
    """Return an event as plain JSON values, which ``encode`` writes.

    Raises:
        InvalidEvent: if it is not an event, or a value cannot be written as JSON.

    >>> from peacetalks.events import MeetingHeld
    >>> to_plain(MeetingHeld(id="granada", occurred="2023-10-05", meeting="granada-2023-10"))
    {'kind': 'meeting-held', 'id': 'granada', 'occurred': '2023-10-05', 'meeting': 'granada-2023-10'}
    """
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidEvent("not an event", value=event)
    if isinstance(event, UnknownEvent):
        return _known_text(event)
    try:
        return _event(event, own_id=event.has_own_id)
    except RecursionError:
        raise _too_deep(event) from None


def check_size(event: Event, size: int) -> None:
    """Refuse an event that would be too large in a file.

    Args:
        event: the event.
        size: how much it takes in another form, in characters or bytes.

    Raises:
        InvalidEvent: if its line of JSON would be too long.
    """
    if may_be_too_large(size):
        encode(event)


def _too_deep(event: Event) -> InvalidEvent:
    value = event.id if event.has_own_id else event.kind
    accepted = f"at most {MAX_DEPTH} levels of values"
    return InvalidEvent("nested too deeply", value=value, accepted=accepted)


def canonical(plain: dict[str, Any]) -> str:
    """Return the canonical text of plain JSON values."""
    return escaped_in_json(json.dumps(plain, ensure_ascii=False, allow_nan=False))


def key_of(field: Attribute[Any]) -> str:
    """Return the key of a field in files."""
    name = field.alias or field.name
    return name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name


def _known_text(event: UnknownEvent) -> dict[str, Any]:
    plain = parse(event.raw)
    if plain.get("kind") != event.tag:
        raise InvalidEvent(
            f"an unknown event with the tag {event.tag!r} whose text has a different kind",
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
        content = getattr(value, name)
        if content is not default and content != default:
            plain[key] = _value(content)
    return plain


@functools.cache
def _layout(cls: type[AttrsInstance]) -> tuple[tuple[str, str, object], ...]:
    """Return the key, name and default of each field of an event or value type, except the id."""
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
    raise InvalidEvent(f"a {type(value).__name__}, which cannot be written as JSON", value=value)


def _text_key(key: object) -> str:
    if not isinstance(key, str):
        raise InvalidEvent("a key that is not a text, as JSON requires", value=key)
    return key
