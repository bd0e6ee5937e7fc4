"""Whether two events say the same, whatever their ids.

Lists of names are sets: those who claim a fact, act or are invited are the same in any order, but a
computed id depends on the order (``content.py``). This module compares what two facts say, not
whether they are equal values (``==``): for accounts, for what a log or a file already has, and for
duplicates in a check.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator
from typing import Final

from peacetalks.events.base import Event
from peacetalks.events.content import (
    COMPUTED,
    NameLists,
    computed_id,
    content_of,
    digest,
    is_event,
    name_fields,
    text_of,
)
from peacetalks.fields.shape import Shape, Value, by_class, fields_of, is_user_defined, within

__all__ = [
    "content_id",
    "content_key",
    "differing",
    "has_computed_id",
    "names_in",
    "other_orders",
    "same_content",
]

_MOST_ORDERS: Final = 120
"""The most orders of names that are tried when looking for an id: those of five names."""


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
    return computed_id(event)


def names_in(event: Event) -> tuple[frozenset[object], ...] | None:
    """Return the names in each field of an event; None if no field has several names.

    >>> from peacetalks.events import MeetingRefused
    >>> names_in(MeetingRefused(occurred="2023", meeting="m", by="ARM")) is None
    True
    """
    if not _has_several_names(event):
        return None
    return tuple(frozenset(getattr(event, field) or ()) for field in name_fields(type(event)))


def content_key(event: Event) -> str:
    """Return a key of what an event says, with its names as sets.

    Events that say the same have the same key, whatever their ids. ``same_content`` compares two.

    >>> from peacetalks.events import MeetingRefused
    >>> one = MeetingRefused(occurred="2023", meeting="m", by=("ARM", "AZE"))
    >>> other = MeetingRefused(occurred="2023", meeting="m", by=("AZE", "ARM"))
    >>> one.id == other.id, content_key(one) == content_key(other)
    (False, True)
    """
    return digest(_ordered_content(event))


def other_orders(event: Event) -> Iterator[str]:
    """Yield the ids that an event would have with its names in other orders.

    It yields none for an event whose id was given, or with more orders than can be tried.
    """
    if not event.id.startswith(COMPUTED) or not _has_several_names(event):
        return
    names: NameLists = []
    content = content_of(event, names)
    order_count = math.prod(math.factorial(len(listed)) for listed in names)
    if not 1 < order_count <= _MOST_ORDERS or not has_computed_id(event):
        return
    orders = itertools.product(*map(itertools.permutations, names))
    next(orders)  # the order they are in
    for order in orders:
        for listed, reordered in zip(names, order, strict=True):
            listed[:] = reordered
        other_id = digest(content)
        if other_id != event.id:
            yield other_id


def has_computed_id(event: Event) -> bool:
    """Return whether the id of an event was computed, even if it was then stored and read back."""
    return not event.has_own_id or content_id(event) == event.id


def same_content(one: Event, other: Event) -> bool:
    """Return whether two events say the same, whatever their ids and the order of their names.

    >>> from peacetalks.events import MeetingHeld
    >>> one = MeetingHeld(occurred="2023", meeting="m", participants=("ARM", "AZE"), note="read")
    >>> other = MeetingHeld(id="held", occurred="2023", meeting="m", participants=("AZE", "ARM"))
    >>> one == other, same_content(one, other)
    (False, True)
    """
    if one is other:
        return True
    if type(one) is not type(other) or one.occurred != other.occurred:
        return False
    return content_key(one) == content_key(other)


def differing(one: Event, other: Event) -> tuple[str, ...]:
    """Return the fields in which two events of one kind differ.

    >>> from peacetalks.events import MeetingRefused
    >>> one = MeetingRefused(occurred="2023", meeting="m", by=("ARM", "AZE"))
    >>> other = MeetingRefused(occurred="2023-10", meeting="m", by=("AZE", "ARM"))
    >>> differing(one, other)
    ('occurred',)
    """
    first, second = _ordered_content(one), _ordered_content(other)
    fields = dict.fromkeys((*first, *second))
    return tuple(
        name.strip("_") for name in fields if text_of(first.get(name)) != text_of(second.get(name))
    )


def _ordered_content(event: Event) -> dict[str, object]:
    """Return the content of an event with each list of names sorted, without repetitions."""
    names: NameLists = []
    content = content_of(event, names)
    _sort(names)
    return content


def _sort(names: NameLists) -> None:
    for listed in names:
        texts = {json.dumps(name, sort_keys=True): name for name in listed}
        listed[:] = [texts[text] for text in sorted(texts)]


@by_class
def _nested_name_fields(cls: type) -> tuple[str, ...]:
    """Return the fields of a class whose values may have names inside."""
    return tuple(
        field.name for field, shape in fields_of(cls) if any(map(_may_have_names, within(shape)))
    )


def _may_have_names(shape: Shape) -> bool:
    if not isinstance(shape, Value):
        return False
    cls = shape.cls
    return is_event(cls) or is_user_defined(cls) or bool(name_fields(cls))


def _has_several_names(event: Event) -> bool:
    """Return whether a field has several names, or a value that may have names inside."""
    kind = type(event)
    return any(len(getattr(event, field) or ()) > 1 for field in name_fields(kind)) or any(
        getattr(event, field) for field in _nested_name_fields(kind)
    )
