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

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from peacetalks.events import KINDS, Event
from peacetalks.events.clocks import public, settled

__all__ = ["in_order", "sort_key"]

_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events in the one order.

    >>> from peacetalks.events import MeetingProposed, MeetingRefused
    >>> refused = MeetingRefused(occurred="2023-10-04", meeting="granada")
    >>> proposed = MeetingProposed(occurred="2023-10-04", meeting="granada")
    >>> [event.kind for event in in_order([refused, proposed])]
    ['meeting-proposed', 'meeting-refused']
    """
    keyed = sorted(((_key(event), event) for event in events), key=lambda pair: pair[0])
    ordered: list[Event] = []
    for _, group in groupby(keyed, key=lambda pair: pair[0]):
        same = [event for _, event in group]
        # An id is computed from the whole content: only where nothing else tells two apart.
        ordered += same if len(same) == 1 else _by_id(same)
    return ordered


def _by_id(events: list[Event]) -> list[Event]:
    if len({event.id for event in events}) == len(events):
        return sorted(events, key=lambda event: event.id)
    # Two facts under one id are a finding, and still have one order.
    return sorted(events, key=lambda event: (event.id, repr(event)))


def sort_key(event: Event) -> tuple[tuple[int, int, int, str, int], str]:
    """Return the key of the one order, whole."""
    return _key(event), event.id


def _key(event: Event) -> tuple[int, int, int, str, int]:
    # Own kinds rank by their tags among themselves, so that the order stays total.
    rank = _RANK.get(type(event), len(_RANK))
    tag = event.kind if rank == len(_RANK) else ""
    return settled(event), event.occurred.lo, rank, tag, public(event)
