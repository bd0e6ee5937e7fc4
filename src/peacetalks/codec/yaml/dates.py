"""Find the dates in an event from the shapes of its fields.

In YAML a bare ``2023`` is a number. Where a kind or a value type declares a date, it is read as
the year; anywhere else, for example in the payload of an annotation, it is read as a number. The
reader and the writer therefore follow the possible shapes of each place in an event.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from peacetalks.codec.plain import key_of
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields import shape as shapes

__all__ = ["EVENT", "Place", "below", "is_date", "is_list"]

Place: TypeAlias = frozenset[shapes.Shape]
"""The possible shapes of a value; for a list, that of the list and those of its items."""
EVENT: Final[Place] = frozenset({shapes.Value(Event)})
_NOWHERE: Final[Place] = frozenset()
_NUMBERS: Final[Place] = frozenset(
    {shapes.Simple.WHOLE_NUMBER, shapes.Simple.NUMBER, shapes.Simple.ANYTHING}
)


def is_date(place: Place) -> bool:
    """Return whether a text in a place that looks like a number is a date.

    >>> is_date(below(EVENT, "occurred", "meeting-refused", CORE))
    True
    >>> is_date(below(EVENT, "round", "meeting-refused", CORE))
    False
    """
    return shapes.Simple.DATE in place and place.isdisjoint(_NUMBERS)


def is_list(place: Place) -> bool:
    """Return whether a place may hold a list."""
    return any(isinstance(shape, shapes.ListOf) for shape in place)


def below(place: Place, key: str, tag: object, vocabulary: Vocabulary) -> Place:
    """Return the possible shapes of the value under a key of an object.

    Args:
        place: the possible shapes of the object.
        key: the key.
        tag: the value under ``kind`` in the object, if the object is an event.
        vocabulary: the kinds that are understood. If it does not have the kind, the fields are
            those of the core kind with this tag, or those that all kinds have.
    """
    under = _NOWHERE
    for shape in place:
        if isinstance(shape, shapes.MapOf):
            under |= _place(shape.value)
        elif isinstance(shape, shapes.Value):
            cls = _kind(tag, vocabulary) if issubclass(shape.cls, Event) else shape.cls
            under |= _fields(cls).get(key, _NOWHERE)
    return under


def _kind(tag: object, vocabulary: Vocabulary) -> type[Event]:
    name = tag if isinstance(tag, str) else ""
    return vocabulary.kind_of(name) or CORE.kind_of(name) or Event


@shapes.by_class
def _fields(cls: type) -> dict[str, Place]:
    return {key_of(field): _place(shape) for field, shape in shapes.fields_of(cls)}


def _place(shape: shapes.Shape) -> Place:
    items = (_place(one.item) for one in shapes.options(shape) if isinstance(one, shapes.ListOf))
    return frozenset(shapes.options(shape)).union(*items)
