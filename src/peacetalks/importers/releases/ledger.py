"""What stands of a data set in a log: its own events, with its own bookkeeping worked out.

Here, unlike in ``History``, only what earlier syncs wrote counts, and in the order in which it
was recorded: the question is what the data set last said, not what is known of the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar, final

from attrs import define

from peacetalks.events import Event, EventCorrected, EventRetracted
from peacetalks.history import Record
from peacetalks.importers.releases.kept import own

__all__ = ["Entry", "fold"]

T = TypeVar("T")


@final
@define
class Entry(Generic[T]):
    """An event of a data set as it stands.

    Attributes:
        id: its id.
        stands: what it says now, or said when it was withdrawn.
        retraction: the id of the retraction that withdrew it; None: it stands.
    """

    id: str
    stands: T
    retraction: str | None = None


def fold(
    records: Iterable[Record], dataset: str, taken: Callable[[Event], T | None]
) -> dict[str, Entry[T]]:
    """Return what stands of a data set in a stream, by id, what was withdrawn included.

    Args:
        records: the records of the stream, in order.
        dataset: the data set.
        taken: what is kept of an event; None: it is not the data set's, or not of interest.
    """
    entries: dict[str, Entry[T]] = {}
    retractions: dict[str, Entry[T]] = {}
    for event in _events(records):
        if isinstance(event, EventCorrected):
            entry = entries.get(event.target) if own(event.id, dataset) else None
            said = taken(event.replacement)
            if entry is not None and said is not None:
                entry.stands = said
        elif isinstance(event, EventRetracted):
            if own(event.id, dataset):
                _retract(event, entries, retractions)
        else:
            said = taken(event)
            if said is not None:
                entries[event.id] = Entry(event.id, said)
    return entries


def _events(records: Iterable[Record]) -> Iterator[Event]:
    return (record.event for record in records)


def _retract(
    event: EventRetracted, entries: dict[str, Entry[T]], retractions: dict[str, Entry[T]]
) -> None:
    entry = entries.get(event.target)
    if entry is not None:
        entry.retraction = event.id
        retractions[event.id] = entry
        return
    entry = retractions.get(event.target)
    if entry is not None and entry.retraction == event.target:
        entry.retraction = None
