"""Find the additions, corrections and retractions that bring a log to the content of a release.

A fact keeps the id and the reporting day with which it was first added. If its kind changes, the
old fact is retracted and the new one added under an id with its kind, since a correction never
changes a kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, final

import attrs
from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.bookkeeping import Annotation, EventCorrected, EventRetracted
from peacetalks.events.identity import content_id
from peacetalks.importers.syncing.own_events import Entry
from peacetalks.importers.syncing.storage import RowKept, kept_row
from peacetalks.primitives.when import When
from peacetalks.values.facts import Source

__all__ = ["Writer", "same"]

E = TypeVar("E", bound=Event)
T = TypeVar("T")


def same(one: Event, other: Event) -> bool:
    """Whether two events say the same, ignoring when and in which release they were reported."""
    if type(one) is not type(other):
        return False
    if one.reported != other.reported:
        other = attrs.evolve(other, id=one.id, reported=one.reported)
    return content_id(one) == content_id(other)


@final
@frozen
class Writer:
    """Writes the bookkeeping of one sync.

    Attributes:
        dataset: the data set.
        number: the number of the release in its stream.
        release: the name of the release.
        when: when the bookkeeping became known.
        source: the release, as a source.
    """

    dataset: str
    number: int
    release: str
    when: When
    source: Source

    def differences(
        self, wanted: Iterable[Event], held: Mapping[str, Entry[Event]], reason: str
    ) -> list[Event]:
        """Return the events to append to one stream for the facts of one row.

        Args:
            wanted: the facts in the release; none if it does not have the row.
            held: the facts of the row in the stream, by id.
            reason: why they changed, in the texts of the data set.
        """
        written: list[Event] = []
        left = dict(held)
        for event in wanted:
            fact = _named(event, held)
            entry = left.pop(fact.id, None)
            if entry is None:
                written.append(fact)
                continue
            written += self._brought_back(entry)
            if not same(entry.content, fact):
                reported = entry.content.reported
                replacement = attrs.evolve(fact, id=fact.id, reported=reported)
                written.append(self._corrected(entry.id, replacement, reason))
        for entry in left.values():
            if entry.retraction is None:
                written += self.retracted(entry, reason)
        return written

    def row(self, row: Annotation, held: Entry[RowKept] | None, reason: str) -> list[Event]:
        """Return the events to append to the stream of the data set for one row.

        Args:
            row: the row in the release.
            held: the row in the log; None if the log does not have it.
            reason: why it changed.
        """
        if held is None:
            return [row]
        written = self._brought_back(held)
        if kept_row(row) != held.content:
            written.append(self._corrected(held.id, row, reason))
        return written

    def retracted(self, entry: Entry[T], reason: str, suffix: str = "-out") -> list[Event]:
        """Return the retraction of a fact or row that the release does not have.

        Args:
            entry: the fact or row; if it is a row whose facts were kept, it is brought back first.
            reason: why it is retracted.
            suffix: the end of the id of the retraction.
        """
        retraction = EventRetracted(
            occurred=self.when,
            id=self._id(entry.id, suffix),
            target=entry.id,
            reason=reason,
            sources=self.source,
        )
        return [*self._brought_back(entry), retraction]

    def superseded(self, entry: Entry[T], dataset: str, number: int, reason: str) -> Event:
        """Return the retraction of a fact of another data set, as bookkeeping of both.

        Args:
            entry: the fact.
            dataset: the other data set.
            number: the number of its last release.
            reason: why it is retracted.
        """
        return EventRetracted(
            occurred=self.when,
            id=self._id(f"{entry.id}@{dataset}.{number:04}-superseded", "-out"),
            target=entry.id,
            reason=reason,
            sources=self.source,
        )

    def _id(self, target: str, suffix: str) -> str:
        return f"{target}@{self.dataset}.{self.number:04}{suffix}"

    def _brought_back(self, entry: Entry[T]) -> list[Event]:
        """Return the retraction of the retraction of an entry, if it was retracted."""
        if entry.retraction is None:
            return []
        return [
            EventRetracted(
                occurred=self.when,
                id=self._id(entry.id, "-back"),
                target=entry.retraction,
                reason=f"release {self.release} has it again",
                sources=self.source,
            )
        ]

    def _corrected(self, target: str, replacement: Event, reason: str) -> Event:
        return EventCorrected(
            occurred=self.when,
            id=self._id(target, ""),
            target=target,
            replacement=replacement,
            origin="source",
            reason=reason,
            sources=self.source,
        )


def _named(event: E, held: Mapping[str, Entry[Event]]) -> E:
    """Return a fact under an id that no fact of another kind has."""
    entry = held.get(event.id)
    if entry is None or type(entry.content) is type(event):
        return event
    return attrs.evolve(event, id=f"{event.id}:{event.kind}")
