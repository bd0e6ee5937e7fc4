"""Collect the events to append by stream, and write them in batches: rows first, then facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, final

from peacetalks.errors import LogUnavailable, StaleStream
from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorNamed, CoverageStated, EventCorrected, EventRetracted
from peacetalks.importers.syncing.storage import PREFIX, rows_stream
from peacetalks.log import ANY, Log, Receipt

__all__ = ["Batches"]

_MOST: Final = 20_000
"""How many events wait in memory; a batch is one transaction per stream."""


@final
class Batches:
    """Events that wait to be written to a log.

    Args:
        log: the log.
        dataset: the data set.
        cause: why they are recorded, for the envelope of the log.
        recorded_by: who records them.
        position: the last position in the stream of the data set; nobody else may write to it.
        packed: whether to pack facts, too; rows are always packed.

    Attributes:
        rows: the stream that stores the rows of the data set.
        streams: how many events were appended to each stream of facts.
        kinds: how many facts, actors, corrections, retractions, statements of coverage and rows
            were appended.
    """

    def __init__(
        self,
        log: Log,
        dataset: str,
        cause: str,
        recorded_by: str | None,
        position: int,
        *,
        packed: bool = False,
    ) -> None:
        self._log = log
        self._cause = cause
        self._recorded_by = recorded_by
        self._packed = packed
        self._waiting: dict[str, list[Event]] = {}
        self._size = 0
        self._position = position
        self.rows: str = rows_stream(dataset)
        self.streams: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter(
            {"facts": 0, "actors": 0, "corrections": 0, "retractions": 0, "coverages": 0}
        )

    def put(self, stream: str, events: Iterable[Event]) -> None:
        """Queue events."""
        waiting = self._waiting.setdefault(stream, [])
        before = len(waiting)
        waiting.extend(events)
        self._size += len(waiting) - before

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return self._size >= _MOST

    def flush(self) -> None:
        """Write the queued events, rows first, so that no fact is without its row."""
        self._append(self.rows, self._waiting.get(self.rows, []))
        for stream, events in self._waiting.items():
            if stream != self.rows:
                self._append(stream, events)
        self.drop()

    def mark(self, event: Event) -> None:
        """Write the queued events, and then a mark of a release."""
        self.flush()
        self._written(self.rows, [event])

    def drop(self) -> None:
        """Drop the queued events, after the log refused some of them."""
        self._waiting = {}
        self._size = 0

    def _append(self, stream: str, events: list[Event]) -> None:
        if not events:
            return
        receipt = self._written(stream, events)
        if stream == self.rows:
            self.kinds["rows"] += receipt.appended
            return
        self.streams[stream] += receipt.appended
        held = set(receipt.duplicates)
        for event in events:
            if event.id not in held:
                self.kinds[_category(event)] += 1

    def _written(self, stream: str, events: list[Event]) -> Receipt:
        expected = self._position if stream == self.rows else ANY
        try:
            receipt = self._log.append(
                stream,
                events,
                expected=expected,
                recorded_by=self._recorded_by,
                cause=self._cause,
                packed=self._packed or stream == self.rows,
            )
        except StaleStream:
            what = f"somebody else is importing a release of {self.rows.removeprefix(PREFIX)}"
            raise LogUnavailable(
                self._log.name, "locked", what, "run it again when that is finished"
            ) from None
        if stream == self.rows:
            self._position = receipt.position
        return receipt


def _category(event: Event) -> str:
    if isinstance(event, ActorNamed):
        return "actors"
    if isinstance(event, CoverageStated):
        return "coverages"
    if isinstance(event, EventCorrected):
        return "corrections"
    return "retractions" if isinstance(event, EventRetracted) else "facts"
