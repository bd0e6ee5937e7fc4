"""Convert the forms that people write into the forms that fields store.

A date or a text becomes a ``When``, one code a tuple of codes. These are the converters of attrs
fields; what they return is checked afterwards, so they leave alone what they cannot convert.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from peacetalks.actors.code import Codes
from peacetalks.errors import InvalidEvent
from peacetalks.primitives.identifiers import Texts
from peacetalks.primitives.when import When, WhenLike

__all__ = [
    "as_codes",
    "as_texts",
    "as_when",
    "listed",
    "many_codes",
    "many_texts",
    "shared_codes",
    "shared_text",
]

_SHARED_AT_MOST: Final = 1 << 12
"""How many values are shared: those met last. So a stream of any length takes little memory."""


@functools.lru_cache(maxsize=_SHARED_AT_MOST)
def shared_text(text: str) -> str:
    """Return an equal text that other events hold, such as the name of a meeting of several facts.

    Only for plain texts, since one of another class may be equal and not the same.

    >>> shared_text("granada-" + str(2023)) is shared_text("granada-2023")
    True
    """
    return text


@functools.lru_cache(maxsize=_SHARED_AT_MOST)
def shared_codes(codes: Codes) -> Codes:
    """Return an equal tuple of codes that other events hold; only for plain texts, as above.

    >>> shared_codes(("AZE", "A" + "RM")) is shared_codes(("AZE", "ARM"))
    True
    """
    return tuple(map(sys.intern, codes))


def as_when(value: WhenLike | None) -> When | None:
    """Return the ``When`` of a date or text; None stays None.

    Raises:
        InvalidWhen: if a text is not a date, or not one that exists.

    >>> as_when("2023-11"), as_when(None)
    (When('2023-11'), None)
    """
    return None if value is None else When(value)


def listed(value: Any, single: type | tuple[type, ...]) -> tuple[Any, ...]:
    """Return a tuple of values; a single value becomes a tuple of one.

    Sets are refused, because their order, and with it the computed id of an event, changes from
    run to run; mappings, because they are one value, written as plain JSON. (Any: no check of
    the field has seen the value yet.)
    """
    if isinstance(value, single):
        return (value,)
    if isinstance(value, (set, frozenset)):
        raise InvalidEvent(
            "a set, which has no order", value=cast("object", value), hint="write a tuple or a list"
        )
    if isinstance(value, Mapping):
        raise InvalidEvent(
            "a mapping where one or more values are expected", value=cast("object", value)
        )
    return tuple(value)


def many_codes(value: str | Iterable[str]) -> Codes:
    """Return a tuple of actor codes; a single code becomes a tuple of one.

    Raises:
        InvalidEvent: if it is a set, which has no order, or a mapping.

    >>> many_codes("AZE"), many_codes(["ARM", "AZE"])
    (('AZE',), ('ARM', 'AZE'))
    """
    items = listed(value, str)
    for item in items:
        if type(item) is not str:
            return items  # the check of the field refuses it
    return shared_codes(items)


def many_texts(value: str | Iterable[str]) -> Texts:
    """Return a tuple of texts or identifiers; a single one becomes a tuple of one.

    Raises:
        InvalidEvent: if it is a set, which has no order, or a mapping.

    >>> many_texts("borders"), many_texts(["borders", "transport"])
    (('borders',), ('borders', 'transport'))
    """
    return listed(value, str)


def as_codes(value: str | Iterable[str] | None) -> Codes | None:
    """Return a tuple of actor codes; None, where the source is silent, stays None.

    Raises:
        InvalidEvent: if it is a set, which has no order, or a mapping.

    >>> as_codes("AZE"), as_codes(None)
    (('AZE',), None)
    """
    return None if value is None else many_codes(value)


def as_texts(value: str | Iterable[str] | None) -> Texts | None:
    """Return a tuple of texts or identifiers; None, where the source is silent, stays None.

    Raises:
        InvalidEvent: if it is a set, which has no order, or a mapping.

    >>> as_texts("borders"), as_texts(None)
    (('borders',), None)
    """
    return None if value is None else many_texts(value)
