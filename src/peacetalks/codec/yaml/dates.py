"""Where in an event a date stands, read off the declared types of its fields.

YAML takes a bare ``2023`` for a number. Where a kind or a value type declares a date, the year
is meant; anywhere else, as in the payload of an annotation, it is the number that it looks like.
So a reader or writer goes down an event with the types that may stand in each place.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias, Union, cast

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.codec.structure import is_event
from peacetalks.construction import field_types
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When

__all__ = ["EVENT", "Types", "below", "is_date"]

Types: TypeAlias = frozenset[Any]
"""The types that may stand in a place; where that is a list, ``tuple`` and those of its items.

(Any: annotations have no common type.)
"""
EVENT: Final[Types] = frozenset({Event})
_NONE: Final[Types] = frozenset()
_NUMBERS: Final[Types] = frozenset({int, float, object, Any})


def is_date(place: Types) -> bool:
    """Return whether what looks like a number in a place is a date.

    >>> is_date(below(EVENT, "occurred", "meeting-refused", CORE))
    True
    >>> is_date(below(EVENT, "round", "meeting-refused", CORE))
    False
    """
    return When in place and not place & _NUMBERS


def below(place: Types, key: str, tag: object, vocabulary: Vocabulary) -> Types:
    """Return the types that may stand under a key of an object in a place.

    Args:
        place: the types of the object's place.
        key: the key.
        tag: what stands under ``kind`` in the object, where that is an event.
        vocabulary: the kinds that are understood. Where it has no such kind, the fields are
            those of the kind that comes with peacetalks, or those that all kinds have.
    """
    found = _NONE
    for hint in place:
        origin: object = typing.get_origin(hint)
        if origin is FrozenMap:
            found |= _types(typing.get_args(hint)[1])
        elif is_event(hint):
            found |= _fields(_kind(tag, vocabulary)).get(key, _NONE)
        elif isinstance(hint, type) and attrs.has(hint):
            found |= _fields(hint).get(key, _NONE)
    return found


def _kind(tag: object, vocabulary: Vocabulary) -> type[Event]:
    name = tag if isinstance(tag, str) else ""
    return vocabulary.kind_of(name) or CORE.kind_of(name) or Event


def _typed(cls: type) -> dict[str, Types]:
    hints = field_types(cls)
    return {key_of(field): _types(hints[field.name]) for field in attrs.fields(cls)}


# A cast: mypy does not take classes for hashable, which functools.lru_cache asks for.
_fields = cast("Callable[[type], dict[str, Types]]", functools.lru_cache(maxsize=4096)(_typed))


def _types(hint: Any) -> Types:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        return _NONE.union(*map(_types, arguments))
    if origin is tuple:
        return _types(arguments[0]) | {tuple}
    if origin is Annotated:
        return _types(arguments[0])
    return frozenset({hint})
