"""What a log lacks to say what a release says: additions, corrections, retractions.

A fact keeps the id, and the day on which it was reported, that it had when it came in. If its
kind changes, the old fact is withdrawn and the other one added under an id with its kind: a
correction never changes a kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, final

import attrs
from attrs import frozen

from peacetalks.events import Annotation, Event, EventCorrected, EventRetracted
from peacetalks.events.identity import content_id
from peacetalks.importers.releases.kept import RowKept, kept_row
from peacetalks.importers.releases.ledger import Entry
from peacetalks.values import Source
from peacetalks.when import When

__all__ = ["Writer", "same"]

E = TypeVar("E", bound=Event)
T = TypeVar("T")


def same(one: Event, other: Event) -> bool:
    """Whether two events say the same, whenever they were reported and in whatever release."""
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
        when: from when it counts as known.
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
        """Return what is to be appended to one stream for the facts of one row.

        Args:
            wanted: the facts as the release has them; none: it has no such row.
            held: those of the row that the stream has, by id.
            reason: why they changed, in the words of the data set.
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
            if not same(entry.stands, fact):
                reported = entry.stands.reported
                replacement = attrs.evolve(fact, id=fact.id, reported=reported)
                written.append(self._corrected(entry.id, replacement, reason))
        for entry in left.values():
            if entry.retraction is None:
                written.append(self.retracted(entry, reason))
        return written

    def row(self, row: Annotation, held: Entry[RowKept] | None, reason: str) -> list[Event]:
        """Return what is to be appended to the stream of the data set for a row.

        Args:
            row: the row as the release has it.
            held: the row as it stands; None: there was none.
            reason: why it changed.
        """
        if held is None:
            return [row]
        written = self._brought_back(held)
        if kept_row(row) != held.stands:
            written.append(self._corrected(held.id, row, reason))
        return written

    def retracted(self, entry: Entry[T], reason: str) -> Event:
        """Return the retraction of a fact or row that the release has not."""
        return EventRetracted(
            occurred=self.when,
            id=self._id(entry.id, "-out"),
            target=entry.id,
            reason=reason,
            sources=self.source,
        )

    def _id(self, target: str, doing: str) -> str:
        return f"{target}@{self.dataset}.{self.number:04}{doing}"

    def _brought_back(self, entry: Entry[T]) -> list[Event]:
        """Return the retraction of a retraction, if there is one."""
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
    """Return a fact under an id that none of another kind has."""
    entry = held.get(event.id)
    if entry is None or type(entry.stands) is type(event):
        return event
    return attrs.evolve(event, id=f"{event.id}:{event.kind}")
