"""Fold the events of a data set in a stream, with the corrections and retractions of its syncs.

Unlike in ``History``, only the bookkeeping of earlier syncs counts, in the order in which it was
recorded: the question is what the data set last said, not what is known about the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar, final

from attrs import define

from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected, EventRetracted
from peacetalks.history import Record
from peacetalks.importers.syncing.storage import is_sync_bookkeeping

__all__ = ["Entry", "fold"]

T = TypeVar("T")


@final
@define
class Entry(Generic[T]):
    """An event of a data set with its current content.

    Attributes:
        id: its id.
        content: what it says now, or said when it was retracted.
        retraction: the id of the event that retracted it; None: it is not retracted.
    """

    id: str
    content: T
    retraction: str | None = None


def fold(
    records: Iterable[Record], dataset: str, content_of: Callable[[Event], T | None]
) -> dict[str, Entry[T]]:
    """Return the events of a data set in a stream, by id, including those that were retracted.

    Args:
        records: the records of the stream, in order.
        dataset: the data set.
        content_of: gives what to keep of an event; None if the event is not of interest.
    """
    entries: dict[str, Entry[T]] = {}
    retractions: dict[str, Entry[T]] = {}
    for event in _events(records):
        if isinstance(event, EventCorrected):
            entry = entries.get(event.target) if is_sync_bookkeeping(event.id, dataset) else None
            content = content_of(event.replacement)
            if entry is not None and content is not None:
                entry.content = content
        elif isinstance(event, EventRetracted):
            if is_sync_bookkeeping(event.id, dataset):
                _retract(event, entries, retractions)
        else:
            content = content_of(event)
            if content is not None:
                entries[event.id] = Entry(event.id, content)
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
