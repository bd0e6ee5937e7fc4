"""Find the values of an event by their shape: every code, slug or count in its fields.

The shapes come from the annotations, so user-defined kinds work like any other.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, assert_never, cast

from peacetalks.events import Event
from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["values_of"]

# Any: values of any field.


def values_of(event: Event, what: shapes.Text | shapes.Value) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of everything in an event that is declared to have a shape.

    >>> from peacetalks.events import MeetingHeld
    >>> from peacetalks.fields.shape import CODE
    >>> held = MeetingHeld(occurred="2023", meeting="m", participants="ARM", mediators="EU")
    >>> list(values_of(held, CODE))
    [('$.participants[0].actor', 'ARM'), ('$.mediators[0].actor', 'EU')]
    """
    yield from _in_fields(event, type(event), what, "$")


def _in_fields(
    value: object, cls: Any, what: shapes.Text | shapes.Value, path: str
) -> Iterator[tuple[str, Any]]:
    for name, alias, shape in _fields_with(cls, what):
        yield from _inside(getattr(value, name), shape, what, f"{path}.{alias}")


# Any: a class. functools.cache needs hashable arguments, and mypy does not see that classes are.
@functools.cache
def _fields_with(
    cls: Any, what: shapes.Text | shapes.Value
) -> tuple[tuple[str, str, shapes.Shape], ...]:
    return tuple(
        (field.name, field.alias or field.name, shape)
        for field, shape in shapes.fields_of(cls)
        if any(
            one == what or (isinstance(one, shapes.Value) and what in shapes.shapes_in(one.cls))
            for one in shapes.within(shape)
        )
    )


def _inside(
    value: object, shape: shapes.Shape, what: shapes.Text | shapes.Value, path: str
) -> Iterator[tuple[str, Any]]:
    if shape == what:
        if isinstance(value, what.cls if isinstance(what, shapes.Value) else str):
            yield path, value
    elif isinstance(shape, shapes.Value):
        if isinstance(value, shape.cls) and not isinstance(value, Event):
            yield from _in_fields(value, shape.cls, what, path)
    else:
        for part, inner, place in _parts(value, shape):
            yield from _inside(part, inner, what, f"{path}{place}")


def _parts(value: object, shape: shapes.Shape) -> Iterator[tuple[object, shapes.Shape, str]]:
    """Yield the parts of a value, each with its shape and its place in the path."""
    match shape:
        case shapes.OneOf(members):
            yield from ((value, member, "") for member in members)
        case shapes.ListOf(item) if isinstance(value, tuple):
            for index, one in enumerate(cast("tuple[object, ...]", value)):
                yield one, item, f"[{index}]"
        case shapes.MapOf() if isinstance(value, FrozenMap):
            for key, one in cast("FrozenMap[object, object]", value).items():
                yield key, shape.key, ""
                yield one, shape.value, f".{key}"
        case (
            shapes.ListOf()
            | shapes.MapOf()
            | shapes.Value()
            | shapes.Text()
            | shapes.Words()
            | shapes.Simple()
            | shapes.Other()
        ):
            pass  # None, or a value without parts
        case _:
            assert_never(shape)
