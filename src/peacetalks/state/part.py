"""``Part``: how the parts of a state are written and sealed.

Each part is defined once, as a mutable class (``MeetingDraft``) that only the reducer sees. The
public class (``Meeting``) is its empty, frozen subclass. A fold writes drafts in place and seals
them by changing their class, so it makes at most one copy per part however many events there are.
Thawing copies a part once, when it is first written again.

For each of its values, a part keeps the event that last wrote it: ``because``. These events do not
count for equality: two states are equal if their values are.

The words *part* and *state* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter, is_
from typing import Any, ClassVar, Final, Protocol, TypeVar, cast

import attrs
from attrs import define, field

from peacetalks.events import Event
from peacetalks.events.clocks import settled_and_public
from peacetalks.primitives.frozenmap import frozen_in_place
from peacetalks.values.facts import Source

__all__ = ["UNSTATED", "Part", "in_order", "seal", "sealed", "thaw"]


def __dir__() -> list[str]:
    return sorted(__all__)


E = TypeVar("E", bound=Event)
P = TypeVar("P", bound="Part")

# Measured with tracemalloc on copies of the parts of 30,000 facts about 30 to 10,000 things.
_BYTES: Final = 400
_BYTES_OF_A_WRITER: Final = 50
_BYTES_OF_AN_ITEM: Final = 8

_no_writers: Final = cast("Callable[[], dict[str, Event]]", dict)

UNSTATED: Final = ""
"""The code for a party that the source does not name."""


def _by_day(event: Event) -> tuple[int, int, int, str]:
    day, known = settled_and_public(event)
    return day, event.occurred.lo, known, event.id


def in_order(events: Iterable[E]) -> list[E]:
    """Return events in the order of their days.

    >>> from peacetalks.events import HostilitiesEnded
    >>> ended = [HostilitiesEnded(occurred=day, hostilities="h") for day in ("2023", "2022")]
    >>> [str(event.occurred) for event in in_order(ended)]
    ['2022', '2023']
    """
    return sorted(events, key=_by_day)


class Attributed(Protocol):
    """An item with the event that states it."""

    @property
    def event(self) -> Event:
        """The event."""
        ...


@define(weakref_slot=False)
class Part:
    """A thing that events write to: a meeting, a standing, a figure."""

    growing: ClassVar[tuple[str, ...]] = ()
    """The fields that ``append`` adds to; each of their items has its own ``event``."""
    keyed: ClassVar[tuple[str, ...]] = ()
    """The fields that ``put`` adds to: maps with a writer for each item."""

    _because: dict[str, Event] = field(
        factory=_no_writers, eq=False, hash=False, repr=False, kw_only=True
    )

    def write(self, event: Event, /, **values: object) -> None:
        """Set the values that an event states; None means not stated, and changes nothing.

        An event that states none of them is credited with naming the part.
        """
        because = self._because
        only_named = True
        for name, value in values.items():
            if value is not None:
                setattr(self, name, value)
                because[name] = event
                only_named = False
        if only_named:
            self.credit(event, "named")

    def clear(self, event: Event, *names: str) -> None:
        """Set values to None because of an event."""
        for name in names:
            if getattr(self, name) is not None:
                setattr(self, name, None)
                self._because[name] = event

    def credit(self, event: Event, *names: str) -> None:
        """Record an event as the writer of values that are not fields."""
        for name in names:
            self._because[name] = event

    def append(self, name: str, item: Attributed) -> None:
        """Add to a sequence that may grow long: a list while it is written, sealed as a tuple.

        The item has its own event, so the part does not record it.
        """
        sequence = getattr(self, name)
        if type(sequence) is tuple:
            # A new tuple for each event would take quadratic time.
            sequence = list(cast("tuple[object, ...]", sequence))
            setattr(self, name, sequence)
        sequence.append(item)

    def put(self, event: Event, name: str, key: str, value: object) -> None:
        """Set an item of a map because of an event: a dict while it is written, sealed frozen."""
        items: dict[str, object] = getattr(self, name)
        if type(items) is not dict:
            # A new map for each event would take quadratic time.
            items = dict(items.items())
            setattr(self, name, items)
        items[key] = value
        self._because[f"{name}.{key}"] = event

    def remember(self, writers: dict[str, Event]) -> None:
        """Copy the writers of another copy of the part."""
        self._because = dict(writers)

    @property
    def weight(self) -> int:
        """Its approximate size in bytes: the part, its writers, its long lists.

        Values are not counted, because all copies of a part share them.
        """
        items = sum(len(getattr(self, name)) for name in self.growing)
        return _BYTES + _BYTES_OF_A_WRITER * len(self._because) + _BYTES_OF_AN_ITEM * items

    @property
    def writers(self) -> dict[str, Event]:
        """A copy of the events, by the name of the value that each wrote last."""
        return dict(self._because)

    def events_behind(self, other: Part | None = None) -> Iterator[Event]:
        """Yield the events that last wrote each value, in no order; an event may come twice.

        Args:
            other: another copy of the part. Events of the items with which a growing field of both
                begins are left out; None: none are.
        """
        yield from self._because.values()
        for name in self.growing:
            items: Sequence[Attributed] = getattr(self, name)
            others: Sequence[Attributed] = () if other is None else getattr(other, name)
            both = min(len(items), len(others)) if all(map(is_, items, others)) else 0
            yield from (item.event for item in islice(items, both, None))

    @property
    def because(self) -> tuple[Event, ...]:
        """The events that last wrote each value, once each, in the order of their days."""
        unique = list({id(event): event for event in self.events_behind()}.values())
        if len(unique) > 1:
            unique.sort(key=_by_day)
        return tuple(unique)

    def rests_on(self, event: Event) -> bool:
        """Return whether an event last wrote any of its values."""
        return any(writer is event or writer == event for writer in self.events_behind())

    def because_of(self, name: str) -> Event | None:
        """Return the event that last wrote a value; None if no event did."""
        return self._because.get(name)

    @property
    def claimed_by(self) -> tuple[str, ...]:
        """The parties that claim the part; empty if any event behind it is not a claim."""
        claimants = [event.claimed_by for event in self.events_behind()]
        if not all(claimants):
            return ()
        return tuple(dict.fromkeys(code for codes in claimants for code in codes))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the events in ``because``, once each."""
        return tuple(dict.fromkeys(s for event in self.because for s in event.sources))


def sealed(cls: type[P]) -> type[P]:
    """Make the empty subclass of a draft frozen: the public class.

    This is ``attrs.frozen`` under another name, because type checkers refuse a frozen subclass of
    a mutable class, which is intended here.
    """
    frozen = attrs.frozen(cls, weakref_slot=False)
    # A frozen class still lets these methods change the dict of writers.
    for name in ("write", "clear", "credit", "append", "put", "remember"):
        setattr(frozen, name, _refuse)
    return frozen


def _refuse(*_: object, **__: object) -> None:
    raise attrs.exceptions.FrozenInstanceError


def _fields_of(cls: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    # Any: attrgetter has no types; ``thaw`` passes the values to the constructor in this order.
    names = [f.name for f in attrs.fields(cls) if f.name != "_because"]
    return attrgetter(*names)  # returns a tuple: every part has more than one field


_getter = cast(
    "Callable[[type[Part]], Callable[[Any], tuple[Any, ...]]]", functools.cache(_fields_of)
)


def thaw(part: Part, draft: type[P]) -> P:
    """Return a mutable copy of a frozen part."""
    thawed = draft(*_getter(draft)(part))
    thawed.remember(part.writers)
    return thawed


def seal(parts: Iterable[Part], draft: type[Part], public_class: type[Part]) -> None:
    """Turn drafts of a class into their frozen public class; nothing may write to them afterwards."""
    growing, keyed = draft.growing, draft.keyed
    for part in parts:
        for name in growing:
            items = getattr(part, name)
            if type(items) is list:
                setattr(part, name, tuple(cast("list[object]", items)))
        for name in keyed:
            mapped = getattr(part, name)
            if type(mapped) is dict:
                setattr(part, name, frozen_in_place(cast("dict[str, object]", mapped)))
        part.__class__ = public_class
