"""How the parts of a state are written and sealed.

A part is written once, as a mutable class (``MeetingDraft``) that only the reducer sees; the
public class (``Meeting``) is its empty, frozen subclass. Folding writes drafts in place, and
freezing swaps the class of those that were touched: nothing is copied, and a fold of many
events costs no more copies than it has parts. Thawing copies a part once, when it is first
touched again.

Every part keeps, beside its values, the event that last wrote each of them: ``because``. It
takes no part in equality: two states are equal when they say the same.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, ClassVar, Final, Protocol, TypeVar, cast

import attrs
from attrs import define, field

from peacetalks.events import Event
from peacetalks.events.clocks import clocks
from peacetalks.values import Source

__all__ = ["UNSTATED", "Part", "in_order", "seal", "sealed", "thaw"]

E = TypeVar("E", bound=Event)
P = TypeVar("P", bound="Part")

# Measured with tracemalloc, on copies of the parts of 30,000 facts about 30 to 10,000 things.
_BYTES: Final = 400
_BYTES_OF_A_WRITER: Final = 50
_BYTES_OF_AN_ITEM: Final = 8

UNSTATED: Final = ""
"""Stands for a party that the source does not name."""


def _by_day(event: Event) -> tuple[int, int, int, str]:
    day, known = clocks(event)
    return day, event.occurred.lo, known, event.id


def in_order(events: Iterable[E]) -> list[E]:
    """Return events in the order of their days.

    >>> from peacetalks.events import HostilitiesEnded
    >>> ended = [HostilitiesEnded(occurred=day, hostilities="h") for day in ("2023", "2022")]
    >>> [str(event.occurred) for event in in_order(ended)]
    ['2022', '2023']
    """
    return sorted(events, key=_by_day)


def _no_writers() -> dict[str, Event]:
    return {}


class Told(Protocol):
    """What names the event that tells it."""

    @property
    def event(self) -> Event:
        """The event."""
        ...


@define(weakref_slot=False)
class Part:
    """A thing that events write to: a meeting, a standing, a figure."""

    growing: ClassVar[tuple[str, ...]] = ()
    """The fields that ``append`` adds to; each of their items names its ``event``."""

    _because: dict[str, Event] = field(
        factory=_no_writers, eq=False, hash=False, repr=False, kw_only=True
    )

    def write(self, event: Event, /, **values: object) -> None:
        """Set what the event states; None means that it is silent, and changes nothing.

        An event that is silent on all of them names the part and nothing else.
        """
        because = self._because
        silent = True
        for name, value in values.items():
            if value is not None:
                setattr(self, name, value)
                because[name] = event
                silent = False
        if silent:
            self.credit(event, "named")

    def clear(self, event: Event, *names: str) -> None:
        """Set values back to None, because of an event."""
        for name in names:
            if getattr(self, name) is not None:
                setattr(self, name, None)
                self._because[name] = event

    def credit(self, event: Event, *names: str) -> None:
        """Name an event as the writer of values that are not fields of their own."""
        for name in names:
            self._because[name] = event

    def append(self, name: str, *items: Told) -> None:
        """Add to a sequence that may grow long: a list while it is written, sealed as a tuple.

        Its items name the event that tells them, so the part does not.
        """
        kept = getattr(self, name)
        if type(kept) is tuple:
            # A tuple made longer by one for each event would cost the square of their number.
            kept = list(cast("tuple[object, ...]", kept))
            setattr(self, name, kept)
        kept.extend(items)

    def remember(self, writers: dict[str, Event]) -> None:
        """Take over the writers of another copy of the part."""
        self._because = dict(writers)

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes: itself, its writers, its long lists.

        Values are shared by all copies of a part, and not counted.
        """
        items = sum(len(getattr(self, name)) for name in self.growing)
        return _BYTES + _BYTES_OF_A_WRITER * len(self._because) + _BYTES_OF_AN_ITEM * items

    @property
    def writers(self) -> dict[str, Event]:
        """The events by the values they wrote last; a copy."""
        return dict(self._because)

    def _tellers(self) -> Iterator[Event]:
        yield from self._because.values()
        for name in self.growing:
            items: Sequence[Told] = getattr(self, name)
            yield from (item.event for item in items)

    @property
    def because(self) -> tuple[Event, ...]:
        """The events that last wrote each value, once each, in the order of their days."""
        unique = list({id(event): event for event in self._tellers()}.values())
        if len(unique) > 1:
            unique.sort(key=_by_day)
        return tuple(unique)

    def rests_on(self, event: Event) -> bool:
        """Return whether an event last wrote any of its values."""
        return any(teller is event or teller == event for teller in self._tellers())

    def because_of(self, name: str) -> Event | None:
        """Return the event that last wrote one value, or None."""
        return self._because.get(name)

    @property
    def claimed_by(self) -> tuple[str, ...]:
        """The parties on whose word the part rests; empty when any of it is told as fact."""
        tellers = [event.claimed_by for event in self._tellers()]
        if not all(tellers):
            return ()
        return tuple(dict.fromkeys(code for codes in tellers for code in codes))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of those events, once each."""
        return tuple(dict.fromkeys(s for event in self.because for s in event.sources))


def sealed(cls: type[P]) -> type[P]:
    """Make the empty subclass of a draft the frozen class that people see.

    ``attrs.frozen`` itself, under a name that keeps type checkers from refusing a frozen
    subclass of a mutable class, which is the point here.
    """
    frozen = attrs.frozen(cls, weakref_slot=False)
    # The writers are a dict inside: setting attributes alone does not keep it.
    for name in ("write", "clear", "credit", "append", "remember"):
        setattr(frozen, name, _refuse)
    return frozen


def _refuse(*_: object, **__: object) -> None:
    raise attrs.exceptions.FrozenInstanceError


def _fields_of(cls: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    # Any: attrgetter knows no types; the constructor below takes the same fields in order.
    names = [f.name for f in attrs.fields(cls) if f.name != "_because"]
    return attrgetter(*names)  # a tuple: a part has a key and more


_getter = cast(
    "Callable[[type[Part]], Callable[[Any], tuple[Any, ...]]]", functools.cache(_fields_of)
)


def thaw(part: Part, draft: type[P]) -> P:
    """Return a mutable copy of a frozen part."""
    thawed = draft(*_getter(draft)(part))
    thawed.remember(part.writers)
    return thawed


def seal(part: Part, public_class: type[Part]) -> None:
    """Make a draft the frozen part that it is; nothing may write to it afterwards."""
    for name in part.growing:
        setattr(part, name, tuple(getattr(part, name)))
    part.__class__ = public_class
