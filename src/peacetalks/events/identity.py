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

**What two events say** is compared here too (``same_content``). Names are sets: who claims a
fact, who acts, who is invited is the same in any order, and an id of version 1 is not. Where
two facts are compared for what they say, not for being one and the same value (``==``), this
module is asked: accounts, what a log or a file holds already, duplicates in a check.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import math
import typing
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs

from peacetalks.construction import Codes, field_types
from peacetalks.frozenmap import FrozenMap
from peacetalks.values import ExternalId, Participant, Source
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.events.base import Event

__all__ = [
    "COMPUTED",
    "content_id",
    "content_key",
    "differing",
    "has_computed_id",
    "names_in",
    "other_orders",
    "same_content",
]

_LEFT_OUT_OF_EVENTS: Final = frozenset({"_id", "note"})
_LEFT_OUT: Final[dict[type, frozenset[str]]] = {
    Source: frozenset({"retrieved"}),
    ExternalId: frozenset({"release"}),
}
COMPUTED: Final = "e1-"
"""What ids begin with that were computed, by version 1."""
_MOST_ORDERS: Final = 120
"""Of so many orders of its names an id is looked for: those of five names."""
_Names: TypeAlias = list[list[Any]]
"""The lists of names in a plain content. (Any: codes, or maps of participants.)"""


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
    return _digest(_content(event))


def names_in(event: Event) -> tuple[frozenset[object], ...] | None:
    """Return whom each field of an event names; None: nowhere does it name several.

    >>> from peacetalks.events import MeetingRefused
    >>> names_in(MeetingRefused(occurred="2023", meeting="m", by="ARM")) is None
    True
    """
    if not _has_several_names(event):
        return None
    return tuple(frozenset(getattr(event, name) or ()) for name in _naming(type(event)))


def content_key(event: Event) -> str:
    """Return the key of what an event says, with its names as sets.

    Events that say the same have one key, whatever their ids; ``same_content`` compares two.

    >>> from peacetalks.events import MeetingRefused
    >>> one = MeetingRefused(occurred="2023", meeting="m", by=("ARM", "AZE"))
    >>> other = MeetingRefused(occurred="2023", meeting="m", by=("AZE", "ARM"))
    >>> one.id == other.id, content_key(one) == content_key(other)
    (False, True)
    """
    return _digest(_settled_content(event))


def other_orders(event: Event) -> Iterator[str]:
    """Yield the ids that an event would have with its names in other orders.

    Of an event with an id of its own, or with so many names that nobody could try, there are
    none.
    """
    if not event.id.startswith(COMPUTED) or not _has_several_names(event):
        return
    names: _Names = []
    content = _content(event, names)
    orders_of_all = math.prod(math.factorial(len(several)) for several in names)
    if not 1 < orders_of_all <= _MOST_ORDERS or not has_computed_id(event):
        return
    orders = itertools.product(*map(itertools.permutations, names))
    next(orders)  # as they are
    for order in orders:
        for several, names_ in zip(names, order, strict=True):
            several[:] = names_
        other = _digest(content)
        if other != event.id:
            yield other


def has_computed_id(event: Event) -> bool:
    """Return whether an id was computed: it may have been read back from where it was stored."""
    return not event.has_own_id or content_id(event) == event.id


def same_content(one: Event, other: Event) -> bool:
    """Return whether two events say the same, whatever their ids, in whatever order names stand.

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
    """Return the fields in which two events of one kind do not say the same.

    >>> from peacetalks.events import MeetingRefused
    >>> one = MeetingRefused(occurred="2023", meeting="m", by=("ARM", "AZE"))
    >>> other = MeetingRefused(occurred="2023-10", meeting="m", by=("AZE", "ARM"))
    >>> differing(one, other)
    ('occurred',)
    """
    first, second = _settled_content(one), _settled_content(other)
    fields = dict.fromkeys((*first, *second))
    return tuple(name.strip("_") for name in fields if first.get(name) != second.get(name))


def _content(event: Event, names: _Names | None = None) -> dict[str, object]:
    return {"kind": event.kind, **_fields(event, names)}


def _settled_content(event: Event) -> dict[str, object]:
    """Return the content of an event with its names in one order, each once."""
    names: _Names = []
    content = _content(event, names)
    _put_in_order(names)
    return content


def _put_in_order(names: _Names) -> None:
    for several in names:
        texts = {json.dumps(name, sort_keys=True): name for name in several}
        several[:] = [texts[text] for text in sorted(texts)]


def _digest(content: dict[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"e1-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _fields(value: attrs.AttrsInstance, names: _Names | None) -> dict[str, object]:
    # By class and not by name alone: own kinds may have a field "release" that is the fact.
    left_out = _LEFT_OUT.get(type(value)) or (
        _LEFT_OUT_OF_EVENTS if _is_event(value) else frozenset[str]()
    )
    told = {
        field.name: _plain(getattr(value, field.name), names)
        for field in attrs.fields(type(value))
        if field.name not in left_out and getattr(value, field.name) != field.default
    }
    if names is not None:
        several = (told[name] for name in _naming(type(value)) if name in told)
        names += [items for items in several if isinstance(items, list)]
    return told


def _plain(value: object, names: _Names | None) -> object:
    if isinstance(value, When):
        return value.text
    if isinstance(value, tuple):
        return [_plain(item, names) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, FrozenMap):
        items = cast("FrozenMap[object, object]", value).items()
        return {str(key): _plain(item, names) for key, item in items}
    if not attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # any class
        return value
    return {**_identity(value), **_fields(cast("attrs.AttrsInstance", value), names)}


def _identity(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in ("kind", "id")} if _is_event(value) else {}


def _is_event(value: object) -> bool:
    # ``Event`` itself is made with this module.
    return hasattr(value, "has_own_id")


def _mentioned(hint: Any) -> Iterator[Any]:
    """Yield a type and all types inside it.

    Any: annotations have no common type.
    """
    yield hint
    for inner in typing.get_args(hint):
        yield from _mentioned(inner)


def _fields_with_names(cls: type) -> tuple[str, ...]:
    """Return the fields of a class that hold names: codes of actors, or participants."""
    names = (Codes, tuple[Participant, ...])
    hints = field_types(cls).items()
    return tuple(name for name, hint in hints if any(one in names for one in _mentioned(hint)))


_naming = cast("Callable[[type], tuple[str, ...]]", functools.cache(_fields_with_names))


def _fields_with_parts(cls: type) -> tuple[str, ...]:
    """Return the fields of a class that hold values in which names may stand."""
    return tuple(
        name
        for name, hint in field_types(cls).items()
        if any(_may_name(one) for one in _mentioned(hint))
    )


_parts = cast("Callable[[type], tuple[str, ...]]", functools.cache(_fields_with_parts))


def _may_name(hint: Any) -> bool:
    if not attrs.has(hint):
        return False
    return _is_event(hint) or not hint.__module__.startswith("peacetalks.") or bool(_naming(hint))


def _has_several_names(event: Event) -> bool:
    """Return whether several names stand in a field, or may stand in a value inside."""
    kind = type(event)
    return any(len(getattr(event, name) or ()) > 1 for name in _naming(kind)) or any(
        getattr(event, name) for name in _parts(kind)
    )


def holds_anything(kind: type[Event]) -> bool:
    """Return whether values may be equal to Python and differ in what is written of them.

    Python takes 1, 1.0 and True for one another, and a class of people's own may compare as it
    likes.
    """
    return _holds_anything(kind)


def _any_object(kind: type) -> bool:
    return any(_is_loose([*_mentioned(hint)]) for hint in field_types(kind).values())


def _is_loose(types: list[Any]) -> bool:
    own = any(attrs.has(one) and not one.__module__.startswith("peacetalks.") for one in types)
    return own or any(one in {object, Any, float} for one in types) or {int, bool} <= {*types}


_holds_anything = cast("Callable[[type], bool]", functools.cache(_any_object))
