"""The one order of events.

Events are folded in the order of

1. ``settled``, the day by which the fact has certainly happened;
2. the earliest instant at which it can have happened;
3. the rank of its kind, which is its position in the vocabulary (a meeting is proposed before it
   is refused on the same day; user-defined kinds rank as their vocabulary lists them, and kinds
   that it does not have come last, by their tags);
4. ``public``, the instant by which it was known;
5. its **place**: its position in a log, or in the file that was read; a fact without a place comes
   after those that have one;
6. its id (and for two facts with the same id, which is an error in the data, the text of the fact).

The order is total, so histories are equal however their facts arrived, as long as each fact keeps
its place. There is no other order anywhere. Of several bookkeeping events about one fact, the
latest by (public, place, id) holds.

A place says how the record was kept, and nothing about the fact. So it is not a field of an event:
it is not part of equality, hash and id, and it cannot outlive the log or the file. A history keeps
the places of its events in an ``Order``, and everything that sorts events uses that order.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final, Protocol, TypeAlias, cast, final, runtime_checkable

from peacetalks.events import Event
from peacetalks.events.clocks import public, settled_and_public
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary

__all__ = ["IN_PYTHON", "InOrder", "Order", "in_order"]

_Key: TypeAlias = tuple[int, int, int, str, int]
_FIRST: Final = itemgetter(0)
_NO_PLACE: Final = 1 << 63


@runtime_checkable
class InOrder(Protocol):
    """Events read from a file, in the order of the file: ``pt.read``, ``importers.read``."""

    @property
    def path(self) -> str:
        """The path of the file, as it was given."""
        ...


@final
class Order:
    """The one order, with what is not in the events: their places and the ranks of their kinds.

    Args:
        places: the places of events, by their ids; events made in Python have none.
        vocabulary: the kinds, in the order of their ranks.

    >>> from peacetalks.events import MeetingRefused
    >>> one, other = (MeetingRefused(id=id, occurred="2023", meeting="m") for id in "ab")
    >>> [event.id for event in Order({"a": 2, "b": 1}).sorted([one, other])]
    ['b', 'a']
    """

    __slots__ = ("_places", "_ranks", "vocabulary")
    vocabulary: Vocabulary
    """The kinds, in the order of their ranks."""

    def __init__(
        self, places: Mapping[str, int] | None = None, vocabulary: Vocabulary = CORE
    ) -> None:
        self._places: Mapping[str, int] = {} if places is None else places
        self.vocabulary = vocabulary
        self._ranks = _ranks(vocabulary)

    def sorted(self, events: Iterable[Event]) -> list[Event]:
        """Return events in the one order."""
        return [event for _, event in self.with_days(events)]

    def with_days(self, events: Iterable[Event]) -> list[tuple[int, Event]]:
        """Return events in the one order, each with the day on which it settled."""
        key = self._key
        keyed = sorted(((key(event), event) for event in events), key=_FIRST)
        if any(one[0] == other[0] for one, other in pairwise(keyed)):
            keyed = list(self._ties_broken(keyed))
        return [(key[0], event) for key, event in keyed]

    def key(self, event: Event) -> tuple[_Key, int, str]:
        """Return the complete key of the one order."""
        return self._key(event), *self._place(event)

    def recency(self, event: Event) -> tuple[int, int, str]:
        """Return the key that finds the latest of several bookkeeping events."""
        return public(event), *self._place(event)

    def decides(self, one: Event, other: Event) -> bool:
        """Return whether the data decide the order of two events, and not only their ids."""
        return self._key(one) != self._key(other) or self._places_decide(one, other)

    def decides_recency(self, one: Event, other: Event) -> bool:
        """Return whether the data decide which of two bookkeeping events is the later one."""
        return public(one) != public(other) or self._places_decide(one, other)

    def _places_decide(self, one: Event, other: Event) -> bool:
        places = {self._places.get(event.id) for event in (one, other)}
        return len(places) > 1 and None not in places

    def _ties_broken(self, keyed: list[tuple[_Key, Event]]) -> Iterator[tuple[_Key, Event]]:
        for key, group in groupby(keyed, key=_FIRST):
            tied = [event for _, event in group]
            # To compute an id takes the whole content, so only events that are still tied need it.
            yield from (
                (key, event) for event in (tied if len(tied) == 1 else self._by_place(tied))
            )

    def _by_place(self, events: list[Event]) -> list[Event]:
        if len({event.id for event in events}) == len(events):
            return sorted(events, key=self._place)
        # Two facts with the same id are a finding, and still need an order.
        return sorted(events, key=lambda event: (self._place(event), repr(event)))

    def _place(self, event: Event) -> tuple[int, str]:
        name = event.id
        return self._places.get(name, _NO_PLACE), name

    def _key(self, event: Event) -> _Key:
        day, known = settled_and_public(event)
        rank = self._ranks.get(type(event))
        if rank is None:
            # Kinds without a rank come last and by their tags, so that the order stays total.
            return day, event.occurred.lo, len(self._ranks), event.kind, known
        return day, event.occurred.lo, rank, "", known


def _ranked(vocabulary: Vocabulary) -> dict[type[Event], int]:
    return {kind: rank for rank, kind in enumerate(vocabulary.kinds)}


_ranks = cast("Callable[[Vocabulary], dict[type[Event], int]]", functools.lru_cache(_ranked))

IN_PYTHON: Final = Order()
"""The order of events that were made in Python, without places."""


def in_order(events: Iterable[Event], *, vocabulary: Vocabulary = CORE) -> list[Event]:
    """Return events in the one order, without places, as if they had been made in Python.

    Args:
        events: the events.
        vocabulary: the kinds, in the order of their ranks.

    >>> from peacetalks.events import MeetingProposed, MeetingRefused
    >>> refused = MeetingRefused(occurred="2023-10-04", meeting="granada")
    >>> proposed = MeetingProposed(occurred="2023-10-04", meeting="granada")
    >>> [event.kind for event in in_order([refused, proposed])]
    ['meeting-proposed', 'meeting-refused']
    """
    return (IN_PYTHON if vocabulary is CORE else Order(vocabulary=vocabulary)).sorted(events)
