"""Compare what a checkpoint expects with what a state has.

The comparison is lenient, as a reader would be. A date equals any text with the same bounds. A
count equals its number or its text. Several values may be in any order, and a single value needs
no list. A value with several fields (an answer, a participant, a place) equals its text, its first
field, or a map of some of its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import attrs

from peacetalks.errors import InvalidWhen
from peacetalks.events import Event
from peacetalks.primitives.when import When
from peacetalks.values.count import Count

__all__ = ["same"]


def same(value: object, expected: object) -> bool:
    """Return whether a value of a state is what a checkpoint expects.

    >>> same(When("2023-10-05"), "2023-10-05"), same(Count.more_than(100), "more than 100")
    (True, True)
    >>> same(("ARM", "AZE"), ("AZE", "ARM")), same(("AZE",), "AZE"), same("held", "refused")
    (True, True, False)
    """
    if value is None or expected is None or isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    if isinstance(value, When):
        return _same_days(value, expected)
    if isinstance(value, Count):
        return _same_count(value, expected)
    if isinstance(value, Event):
        return value.id == expected
    if isinstance(value, Mapping):
        return _same_map(cast("Mapping[object, object]", value), expected)
    if isinstance(value, tuple):
        return _same_items(cast("tuple[object, ...]", value), expected)
    if attrs.has(type(value)):
        return _same_object(cast("attrs.AttrsInstance", value), expected)
    return value == expected


def _same_days(value: When, expected: object) -> bool:
    if not isinstance(expected, str):
        return False
    try:
        other = When(expected)
    except InvalidWhen:
        return False
    return (value.lo, value.hi, value.is_span) == (other.lo, other.hi, other.is_span)


def _same_count(value: Count, expected: object) -> bool:
    if isinstance(expected, int):
        known = {value.low, value.best, value.high} - {None}
        return value.best == expected or known == {expected}
    if isinstance(expected, Mapping):
        return _same_object(value, cast("Mapping[object, object]", expected))
    return str(value) == expected


def _same_map(value: Mapping[object, object], expected: object) -> bool:
    if not isinstance(expected, Mapping):
        return False
    wanted = {str(key): item for key, item in cast("Mapping[object, object]", expected).items()}
    actual = {str(key): item for key, item in value.items()}
    return actual.keys() == wanted.keys() and all(same(actual[key], wanted[key]) for key in wanted)


def _same_items(value: tuple[object, ...], expected: object) -> bool:
    several = isinstance(expected, tuple)
    wanted = cast("tuple[object, ...]", expected) if several else (expected,)
    left = list(value)
    for item in wanted:
        index = next((i for i, there in enumerate(left) if same(there, item)), None)
        if index is None:
            return False
        del left[index]
    return not left


def _same_object(value: attrs.AttrsInstance, expected: object) -> bool:
    names = [field.name for field in attrs.fields(type(value))]
    if isinstance(expected, Mapping):
        wanted = {str(k): item for k, item in cast("Mapping[object, object]", expected).items()}
        return all(key in names and same(getattr(value, key), wanted[key]) for key in wanted)
    return str(value) == expected or (bool(names) and same(getattr(value, names[0]), expected))
