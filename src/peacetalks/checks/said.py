"""What an event says: every value that its fields declare as a code, a slug or a count.

Read off the annotations, so that kinds of people's own are read like any other.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any, Union, cast

import attrs

from peacetalks.construction import field_types
from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap

__all__ = ["plain_hint", "said"]

# Any: annotations, and values of any field.


def said(event: Event, what: Any) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of all that an event's fields declare as ``what``.

    >>> from peacetalks.construction import Code
    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023", meeting="m", participants="ARM", mediators="EU")
    >>> list(said(held, Code))
    [('$.participants[0].actor', 'ARM'), ('$.mediators[0].actor', 'EU')]
    """
    for name, alias, hint in _fields_with(type(event), what):
        yield from _inside(getattr(event, name), hint, what, f"$.{alias}")


def plain_hint(hint: Any) -> Any:
    """Return a type without its ``| None``."""
    if typing.get_origin(hint) in {Union, types.UnionType}:
        members = [item for item in typing.get_args(hint) if item is not types.NoneType]
        return members[0] if len(members) == 1 else hint
    return hint


def _with(cls: Any, what: Any) -> tuple[tuple[str, str, Any], ...]:
    hints = field_types(cls)
    return tuple(
        (field.name, field.alias or field.name, hints[field.name])
        for field in attrs.fields(cls)
        if _can_hold(hints[field.name], what)
    )


_fields_with = cast(
    "Callable[[Any, Any], tuple[tuple[str, str, Any], ...]]", functools.cache(_with)
)


def _can_hold(hint: Any, what: Any) -> bool:
    if hint == what:
        return True
    if typing.get_origin(hint) is typing.Annotated:
        return False
    if _is_value(hint):
        return bool(_fields_with(hint, what))
    return any(_can_hold(item, what) for item in typing.get_args(hint))


def _is_value(hint: Any) -> bool:
    return isinstance(hint, type) and attrs.has(hint) and not issubclass(hint, Event)


def _inside(value: Any, hint: Any, what: Any, path: str) -> Iterator[tuple[str, Any]]:
    if hint == what:
        if isinstance(value, what if isinstance(what, type) else str):
            yield path, value
    elif _is_value(hint) and isinstance(value, hint):
        for name, alias, inner in _fields_with(hint, what):
            yield from _inside(getattr(value, name), inner, what, f"{path}.{alias}")
    else:
        for item, inner, place in _held(value, hint):
            yield from _inside(item, inner, what, f"{path}{place}")


def _held(value: object, hint: Any) -> Iterator[tuple[object, Any, str]]:
    """Yield what a value of a compound type holds, each with its type and place."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        for member in arguments:
            yield value, member, ""
    elif origin is tuple and isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            yield item, arguments[0], f"[{index}]"
    elif origin is FrozenMap and isinstance(value, FrozenMap):
        for key, item in cast("FrozenMap[object, object]", value).items():
            yield key, arguments[0], ""
            yield item, arguments[1], f".{key}"
