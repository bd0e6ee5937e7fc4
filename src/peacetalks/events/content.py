"""The content of an event, and the id computed from it: version 1, frozen.

If an event is given no id, one is computed from its content, so that the same fact read twice is
the same event. **Version 1** is ``"e1-"`` and the first 32 hexadecimal digits (128 bits) of the
SHA-256 of the canonical JSON of the kind and of every field that differs from its default.
Canonical means: sorted keys, no white space, UTF-8, and nothing escaped that need not be.

Nested values are maps of their fields, again without defaults; a date is its text; a replacement
in a correction is a map with its kind and id. The content leaves out ``id`` and ``note``, the
schema version, and in nested values ``Source.retrieved`` and ``ExternalId.release``. These may
change without making a new fact: when a page was read, which release a row is from.

A new way to compute ids would be version 2, in a module next to this one; this one never changes.

``Event`` computes its id with this module, so this module does not import ``Event``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar, Final, Protocol, TypeAlias, cast

import attrs

from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Participant, Source

__all__ = [
    "COMPUTED",
    "HasKind",
    "NameLists",
    "compares_loosely",
    "computed_id",
    "content_of",
    "digest",
    "is_event",
    "name_fields",
    "same_values",
    "text_of",
]

_LEFT_OUT_OF_EVENTS: Final = frozenset({"_id", "note"})
_LEFT_OUT: Final[dict[type, frozenset[str]]] = {
    Source: frozenset({"retrieved"}),
    ExternalId: frozenset({"release"}),
}
COMPUTED: Final = "e1-"
"""The beginning of every id that version 1 computed."""
NameLists: TypeAlias = list[list[Any]]
"""The lists of names in the content of an event. (Any: codes, or maps of participants.)"""


class HasKind(attrs.AttrsInstance, Protocol):
    """An event, as this module sees it: an attrs class with a kind."""

    kind: ClassVar[str]


def computed_id(event: HasKind) -> str:
    """Return the id computed from an event's content, version 1."""
    return digest(content_of(event))


def content_of(event: HasKind, names: NameLists | None = None) -> dict[str, object]:
    """Return the content of an event, and add the lists of names in it to ``names``."""
    return {"kind": event.kind, **_fields(event, names)}


def digest(content: dict[str, object]) -> str:
    """Return the id computed from a content."""
    return f"e1-{hashlib.sha256(text_of(content).encode()).hexdigest()[:32]}"


def text_of(content: object) -> str:
    """Return a content, or a part of one, as canonical JSON."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def same_values(one: HasKind, other: HasKind) -> bool:
    """Return whether the fields of two events of one kind have the same values, except the ids.

    The values are compared as their contents are, with nothing left out.
    """
    first, second = (text_of(_fields(event, None, whole=True)) for event in (one, other))
    return first == second


def _fields(
    value: attrs.AttrsInstance, names: NameLists | None, *, whole: bool = False
) -> dict[str, object]:
    left_out = _left_out(type(value), whole=whole)
    stated = {
        field.name: _plain(getattr(value, field.name), names, whole=whole)
        for field in attrs.fields(type(value))
        if field.name not in left_out and getattr(value, field.name) != field.default
    }
    if names is not None:
        values = (stated[name] for name in name_fields(type(value)) if name in stated)
        names += [items for items in values if isinstance(items, list)]
    return stated


def _left_out(cls: type, *, whole: bool) -> frozenset[str]:
    # By class, not by name alone: a user-defined kind may have a field "release" that is a fact.
    left_out = _LEFT_OUT_OF_EVENTS if is_event(cls) else _LEFT_OUT.get(cls, frozenset())
    return left_out & {"_id"} if whole else left_out


def _plain(value: object, names: NameLists | None, *, whole: bool) -> object:
    if isinstance(value, When):
        return value.text
    if isinstance(value, tuple):
        return [_plain(item, names, whole=whole) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, FrozenMap):
        items = cast("FrozenMap[object, object]", value).items()
        return {str(key): _plain(item, names, whole=whole) for key, item in items}
    if not attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # any class
        return value
    inside = _fields(cast("attrs.AttrsInstance", value), names, whole=whole)
    return {**_identity(value), **inside}


def _identity(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in ("kind", "id")} if is_event(value) else {}


def is_event(value: object) -> bool:
    """Return whether a value, or a class, is an event."""
    return hasattr(value, "has_own_id")


@shapes.by_class
def name_fields(cls: type) -> tuple[str, ...]:
    """Return the fields of a class that hold names: codes of actors, or participants."""
    names = (shapes.ListOf(shapes.CODE), shapes.ListOf(shapes.Value(Participant)))
    return tuple(
        field.name
        for field, shape in shapes.fields_of(cls)
        if any(one in names for one in shapes.within(shape))
    )


@shapes.by_class
def compares_loosely(kind: type[HasKind]) -> bool:
    """Return whether the values of two events of a kind may be equal in Python, and not in a file.

    In Python 1, 1.0 and True are equal, and a user-defined class may compare as it likes. Values
    that are the same in a file may also differ in Python.
    """
    return any(_is_loose({*shapes.within(shape)}) for _, shape in shapes.fields_of(kind))


def _is_loose(held: set[shapes.Shape]) -> bool:
    return (
        any(isinstance(one, shapes.Value) and shapes.is_user_defined(one.cls) for one in held)
        or not held.isdisjoint({shapes.Simple.ANYTHING, shapes.Simple.NUMBER})
        or {shapes.Simple.WHOLE_NUMBER, shapes.Simple.FLAG} <= held
    )
