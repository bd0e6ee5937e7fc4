"""Rows as records: tolerant of what cannot be read, and silent about none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, final

import attrs

from peacetalks.codec import codes
from peacetalks.codec.rows import RowReader
from peacetalks.errors import Finding, ReadError
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import Record
from peacetalks.log.chain import Readable
from peacetalks.plural import many
from peacetalks.when import When, instant_text

__all__ = ["Records", "is_instant"]


@final
class Records(Iterator[Record]):
    """The records of a log, one after another as they are asked for, in flat memory.

    A row that cannot be read is passed over and reported, or raises ``ReadError`` where ``strict``
    was asked for; ``findings`` grows as the records are read, and is whole when they have all been.
    Kinds that the vocabulary does not have come as ``UnknownEvent``, with one finding for the first
    of each kind.

    Attributes:
        findings: what was found so far: ``PT001``, ``PT002`` (rows that cannot be read),
            ``PT003``, ``PT006`` (unknown kinds), ``PT007`` (erased by redaction).
        position: the position of the last record of the stream at the call, whether or not it
            is among these; None: of all streams.

    >>> from peacetalks.log import MemoryLog
    >>> from peacetalks.events import MeetingHeld
    >>> log = MemoryLog()
    >>> receipt = log.append("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada")])
    >>> records = log.read("talks")
    >>> [record.event.meeting for record in records], records.findings
    (['granada'], [])
    """

    def __init__(
        self,
        rows: Iterable[Readable],
        vocabulary: Vocabulary,
        name: str,
        *,
        strict: bool,
        position: int | None = None,
    ) -> None:
        self.position = position
        self.findings: list[Finding] = []
        self._name = name
        self._strict = strict
        self._reader = RowReader(vocabulary)
        self._told: set[tuple[str, str, int]] = set()
        self._records = self._read(rows)

    def __iter__(self) -> Records:
        return self

    def __next__(self) -> Record:
        return next(self._records)

    def __repr__(self) -> str:
        return (
            f"<Records of {self._name}: {many(len(self.findings), 'finding', thousands='')} so far>"
        )

    def _read(self, rows: Iterable[Readable]) -> Iterator[Record]:
        fast = self._reader.fast
        at: int | None = None
        recorded_at = _EPOCH
        for row in rows:
            event = None
            try:
                if row.recorded_at != at:
                    recorded_at = When(instant_text(row.recorded_at))
                    at = row.recorded_at
                read = fast(row.kind, row.kind_version, row.form)
                if read is not None:
                    event = read(row.payload, row.id)
            except Exception:  # noqa: BLE001 # erased or damaged: the slow reading says which
                event = None
            if event is None:
                event = self._slowly(row)
            if event is not None:
                yield _record(event, row, recorded_at)

    def _slowly(self, row: Readable) -> Event | None:
        event = None
        if row.payload is None:
            found = [_redacted(row)]
        elif not _is_whole(row):
            found = [Finding(code=codes.UNREADABLE, message="what is stored is no record")]
        else:
            event, found = self._reader.slow(
                row.kind, row.kind_version, row.form, row.payload, row.id
            )
        placed = [self._placed(finding, row) for finding in found]
        if event is None or (row.kind, row.form, row.kind_version) not in self._told:
            self.findings += placed
            self._told.add((row.kind, row.form, row.kind_version))
        if self._strict and event is None:
            raise ReadError(placed)
        return event

    def _placed(self, finding: Finding, row: Readable) -> Finding:
        return attrs.evolve(
            finding,
            file=self._name,
            line=row.global_position,
            message=f"{row.stream} {row.position} ({row.id}): {finding.message}",
        )


_EPOCH: Final = When("1970-01-01T00:00Z")
_FIRST: Final = When("0001-01-01T00:00Z").lo
_LAST: Final = When("9999-12-31T23:59Z").hi

# Past the constructor, which would check again what was checked when it was written, and takes
# ten times as long.
_FIELDS: Final = ("event", "recorded_at", "global_position", "stream", "position")
_PUT: Final[tuple[Callable[[Record, Any], None], ...]] = tuple(
    getattr(Record, name).__set__ for name in (*_FIELDS, "recorded_by", "cause")
)
# Any: of whichever field.


def _record(event: Event, row: Readable, recorded_at: When) -> Record:
    record = object.__new__(Record)
    put_event, put_at, put_place, put_stream, put_position, put_by, put_cause = _PUT
    put_event(record, event)
    put_at(record, recorded_at)
    put_place(record, row[0])
    put_stream(record, row[1])
    put_position(record, row[2])
    put_by(record, row.recorded_by)
    put_cause(record, row.cause)
    return record


def _redacted(row: Readable) -> Finding:
    return Finding(
        code=codes.REDACTED,
        message=f"the content of this {row.kind} was erased by redaction",
        severity="note",
    )


def _is_whole(row: Readable) -> bool:
    """Return whether columns hold the types that are written there, and dates that exist."""
    texts = (row.stream, row.id, row.kind, row.form, row.payload)
    numbers = (row.position, row.kind_version)
    return (
        all(type(text) is str for text in texts)
        and all(type(number) is int for number in numbers)
        and is_instant(row.recorded_at)
    )


def is_instant(value: object) -> bool:
    """Return whether a column holds an instant of the years that a calendar has."""
    return type(value) is int and _FIRST <= value <= _LAST
