"""The computed id of an event: version 1, frozen.

An event that is given no id has one computed from its content, so that the same fact read
twice is the same event. **Version 1**: ``"e1-"`` and the first 32 hexadecimal digits (128 bits)
of the SHA-256 of the canonical JSON (sorted keys, no white space, UTF-8, nothing escaped that
need not be) of the kind and of every field that is set to something else than its default.
Never part of it: ``id`` and ``note``, the schema version, and, inside values,
``Source.retrieved`` and ``ExternalId.release``. Values inside
are maps of their own fields, again without defaults; a date is its text; a replacement inside
a correction is a map with its kind and id. What is left out may change without a new fact:
when a page was read, in which release a row stood.

A new way to compute ids would be a version 2 beside this one; this function never changes.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final, cast

import attrs

from peacetalks.frozenmap import FrozenMap
from peacetalks.values import ExternalId, Source
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.events.base import Event

__all__ = ["content_id"]

_LEFT_OUT_OF_EVENTS: Final = frozenset({"_id", "note"})
_LEFT_OUT: Final[dict[type, frozenset[str]]] = {
    Source: frozenset({"retrieved"}),
    ExternalId: frozenset({"release"}),
}


def content_id(event: Event) -> str:
    """Return the id computed from an event's content, version 1.

    >>> from peacetalks.events import MeetingAccepted
    >>> once = MeetingAccepted(occurred="2023-10-03", meeting="granada-2023-10", by="ARM")
    >>> again = MeetingAccepted(
    ...     occurred="2023-10-03", meeting="granada-2023-10", by=("ARM",), note="read twice"
    ... )
    >>> once.id == again.id == content_id(once)
    True
    """
    content = {"kind": event.kind, **_fields(event)}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"e1-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _fields(value: attrs.AttrsInstance) -> dict[str, object]:
    # By class and not by name alone: own kinds may have a field "release" that is the fact.
    left_out = _LEFT_OUT.get(type(value)) or (
        _LEFT_OUT_OF_EVENTS if _is_event(value) else frozenset[str]()
    )
    return {
        field.name: _plain(getattr(value, field.name))
        for field in attrs.fields(type(value))
        if field.name not in left_out and getattr(value, field.name) != field.default
    }


def _plain(value: object) -> object:
    if isinstance(value, When):
        return value.text
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, FrozenMap):
        items = cast("FrozenMap[object, object]", value).items()
        return {str(key): _plain(item) for key, item in items}
    if not attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # any class
        return value
    return {**_identity(value), **_fields(cast("attrs.AttrsInstance", value))}


def _identity(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in ("kind", "id")} if _is_event(value) else {}


def _is_event(value: object) -> bool:
    # ``Event`` itself is made with this module.
    return hasattr(value, "has_own_id")
