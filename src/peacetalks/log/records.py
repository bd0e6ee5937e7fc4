"""Rows as records: tolerant of what cannot be read, and silent about none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, final

import attrs

from peacetalks.codec import codes
from peacetalks.codec.rows import RowReader
from peacetalks.errors import Finding, ReadError
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import Record
from peacetalks.log.chain import Row
from peacetalks.when import When, instant_text

__all__ = ["Records"]


@final
class Records(Iterator[Record]):
    """The records of a log, one after another as they are asked for, in flat memory.

    A row that cannot be read is passed over and reported; ``findings`` grows as the records are
    read, and is whole when they have all been. Kinds that the vocabulary does not have come as
    ``UnknownEvent``, with a note.

    Attributes:
        findings: what was found so far: ``PT001``, ``PT002`` (rows that cannot be read),
            ``PT003``, ``PT006`` (unknown kinds), ``PT007`` (erased by redaction).

    >>> from peacetalks.log import MemoryLog
    >>> from peacetalks.events import MeetingHeld
    >>> log = MemoryLog()
    >>> receipt = log.append("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada")])
    >>> records = log.read("talks")
    >>> [record.event.meeting for record in records], records.findings
    (['granada'], [])
    """

    def __init__(
        self, rows: Iterable[Row], vocabulary: Vocabulary, name: str, *, strict: bool
    ) -> None:
        self.findings: list[Finding] = []
        self._name = name
        self._strict = strict
        self._reader = RowReader(vocabulary)
        self._records = self._read(rows)

    def __iter__(self) -> Records:
        return self

    def __next__(self) -> Record:
        return next(self._records)

    def __repr__(self) -> str:
        return f"<Records of {self._name}: {len(self.findings)} findings so far>"

    def _read(self, rows: Iterable[Row]) -> Iterator[Record]:
        fast = self._reader.fast
        at: int | None = None
        recorded_at = _EPOCH
        for row in rows:
            if row.recorded_at != at:
                at, recorded_at = row.recorded_at, When(instant_text(row.recorded_at))
            read = fast(row.kind, row.kind_version, row.form)
            event = None
            if read is not None and row.payload is not None:
                try:
                    event = read(row.payload, row.id)
                except Exception:  # noqa: BLE001 # the slow reading says what is wrong
                    event = None
            if event is None:
                event = self._slowly(row)
            if event is not None:
                yield _record(event, row, recorded_at)

    def _slowly(self, row: Row) -> Event | None:
        if row.payload is None:
            event, found = None, [_redacted(row)]
        else:
            event, found = self._reader.slow(
                row.kind, row.kind_version, row.form, row.payload, row.id
            )
        placed = [self._placed(finding, row) for finding in found]
        self.findings += placed
        if self._strict and event is None:
            raise ReadError(placed)
        return event

    def _placed(self, finding: Finding, row: Row) -> Finding:
        return attrs.evolve(
            finding,
            file=self._name,
            line=row.global_position,
            message=f"{row.stream} {row.position} ({row.id}): {finding.message}",
        )


_EPOCH: Final = When("1970-01-01T00:00Z")

# The constructor as attrs made it: what a row holds was checked when it was written.
_filled: Final[Callable[..., None]] = Record.__init__.__wrapped__  # type: ignore[attr-defined]


def _record(event: Event, row: Row, recorded_at: When) -> Record:
    record: Record = object.__new__(Record)
    _filled(
        record,
        event,
        row.position,
        recorded_at,
        stream=row.stream,
        global_position=row.global_position,
        recorded_by=row.recorded_by,
        cause=row.cause,
    )
    return record


def _redacted(row: Row) -> Finding:
    return Finding(
        code=codes.REDACTED,
        message=f"the content of this {row.kind} was erased by redaction",
        severity="note",
    )
