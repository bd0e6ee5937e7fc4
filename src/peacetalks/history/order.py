"""The one order of events.

Events are folded in the order of

1. ``settled``, the day by which the fact has certainly happened;
2. the earliest instant at which it can have happened;
3. the rank of its kind, its place in the vocabulary (a meeting is proposed before it is refused
   on the same day; own kinds come after);
4. ``public``, the instant by which it was known;
5. its id (and of two facts under one id, which is an error in the data, the text of the fact).

The order is total, so equal histories are equal however their facts arrived; there is no other
order anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final, TypeAlias

from peacetalks.events import KINDS, Event
from peacetalks.events.clocks import clocks

__all__ = ["in_order", "sort_key", "with_days"]

_Key: TypeAlias = tuple[int, int, int, str, int]
_FIRST: Final = itemgetter(0)
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events in the one order.

    >>> from peacetalks.events import MeetingProposed, MeetingRefused
    >>> refused = MeetingRefused(occurred="2023-10-04", meeting="granada")
    >>> proposed = MeetingProposed(occurred="2023-10-04", meeting="granada")
    >>> [event.kind for event in in_order([refused, proposed])]
    ['meeting-proposed', 'meeting-refused']
    """
    return [event for _, event in with_days(events)]


def with_days(events: Iterable[Event]) -> list[tuple[int, Event]]:
    """Return events in the one order, each with the day on which it settled."""
    keyed = sorted(((_key(event), event) for event in events), key=_FIRST)
    if any(one[0] == other[0] for one, other in pairwise(keyed)):
        keyed = list(_told_apart(keyed))
    return [(key[0], event) for key, event in keyed]


def _told_apart(keyed: list[tuple[_Key, Event]]) -> Iterator[tuple[_Key, Event]]:
    for key, group in groupby(keyed, key=_FIRST):
        same = [event for _, event in group]
        # An id is computed from the whole content: only where nothing else tells two apart.
        yield from ((key, event) for event in (same if len(same) == 1 else _by_id(same)))


def _by_id(events: list[Event]) -> list[Event]:
    if len({event.id for event in events}) == len(events):
        return sorted(events, key=lambda event: event.id)
    # Two facts under one id are a finding, and still have one order.
    return sorted(events, key=lambda event: (event.id, repr(event)))


def sort_key(event: Event) -> tuple[_Key, str]:
    """Return the key of the one order, whole."""
    return _key(event), event.id


def _key(event: Event) -> _Key:
    # Own kinds rank by their tags among themselves, so that the order stays total.
    rank = _RANK.get(type(event), len(_RANK))
    tag = event.kind if rank == len(_RANK) else ""
    day, known = clocks(event)
    return day, event.occurred.lo, rank, tag, known
