"""Read rows as records, and report every row that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, final

import attrs

from peacetalks._support.wording import count_noun
from peacetalks.codec.rows import RowReader
from peacetalks.errors import Finding, LogUnavailable, NotFound, ReadError, did_you_mean
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings import files
from peacetalks.history import Record
from peacetalks.history.record import T_co
from peacetalks.log.chain import Readable
from peacetalks.log.results import StreamSummary
from peacetalks.log.store import Store
from peacetalks.primitives.when import When, instant_text

__all__ = ["Records", "is_instant", "no_stream", "summary_of"]


@final
class Records(Iterator[Record[T_co]]):
    """An iterator over the records of a log, which reads them on demand in constant memory.

    A row that cannot be read is skipped and reported, or raises ``ReadError`` if ``strict``.
    ``findings`` grows during iteration, and is complete at the end. Kinds that are not in the
    vocabulary are read as ``UnknownEvent``, with one finding for the first of each kind.
    So is a newer version of a kind, also where that kind is what was asked for.

    Attributes:
        findings: the findings so far: ``PT001``, ``PT002`` (rows that cannot be read),
            ``PT003``, ``PT006`` (unknown kinds), ``PT007`` (erased by redaction).
        position: the position of the stream's last record at the call, whether or not it is one
            of these records; None if the records are of all streams.

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
        self._reported: set[tuple[str, str, int]] = set()
        self._records: Iterator[Any] = self._read(rows)
        # Any: who asked for kinds gets those.

    def __iter__(self) -> Records[T_co]:
        return self

    def __next__(self) -> Record[T_co]:
        return next(self._records)

    def __repr__(self) -> str:
        return f"<Records of {self._name}: {count_noun(len(self.findings), 'finding', thousands='')} so far>"

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
            except Exception:  # noqa: BLE001 # erased or damaged: the slow reading reports which
                event = None
            if event is None:
                event = self._slowly(row)
            if event is not None:
                yield _record(event, row, recorded_at)

    def _slowly(self, row: Readable) -> Event | None:
        event = None
        if row.payload is None:
            findings = [_redacted(row)]
        elif not _is_well_formed(row):
            findings = [files.UNREADABLE.finding("the stored row is not a record")]
        else:
            event, findings = self._reader.slow(
                row.kind, row.kind_version, row.form, row.payload, row.id
            )
        located = [self._located(finding, row) for finding in findings]
        if event is None or (row.kind, row.form, row.kind_version) not in self._reported:
            self.findings += located
            self._reported.add((row.kind, row.form, row.kind_version))
        if self._strict and event is None:
            raise ReadError(located)
        return event

    def _located(self, finding: Finding, row: Readable) -> Finding:
        return attrs.evolve(
            finding,
            file=self._name,
            line=row.global_position,
            message=f"{row.stream} {row.position} ({row.id}): {finding.message}",
        )


_EPOCH: Final = When("1970-01-01T00:00Z")
_FIRST: Final = When("0001-01-01T00:00Z").lo
_LAST: Final = When("9999-12-31T23:59Z").hi

# Records are built without the constructor, which would repeat the checks made at writing and
# takes ten times as long.
_FIELDS: Final = ("event", "recorded_at", "global_position", "stream", "position")
_PUT: Final[tuple[Callable[[Record, Any], None], ...]] = tuple(
    getattr(Record, name).__set__ for name in (*_FIELDS, "recorded_by", "cause")
)
# Any: the value of any field.


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
    return files.REDACTED.finding(f"the content of this {row.kind} was erased by redaction")


def _is_well_formed(row: Readable) -> bool:
    """Return whether the columns have the right types, and a recorded instant that exists."""
    texts = (row.stream, row.id, row.kind, row.form)
    numbers = (row.position, row.kind_version)
    return (
        all(type(text) is str for text in texts)
        and type(row.payload) in {str, bytes}
        and all(type(number) is int for number in numbers)
        and is_instant(row.recorded_at)
    )


def summary_of(log: str, stream: str, records: int, at: int) -> StreamSummary:
    """Return a stream as its last row has it.

    Raises:
        LogUnavailable: if that row is damaged.
    """
    if not is_instant(at):
        what = f"record {records} of {stream!r} is damaged"
        raise LogUnavailable(log, "storage", what, "peacetalks verify")
    return StreamSummary(stream, records, When(instant_text(at)))


def no_stream(stream: str, store: Store) -> NotFound:
    """Return the error that a log has no such stream."""
    with store.reading() as reader:
        names = [name for name, _, _ in reader.streams()]
    hint = did_you_mean(stream, names) or (
        f"the log has {', '.join(names[:6])}" if names else "the log is empty"
    )
    return NotFound(f"{store.name}: no stream {stream!r}; hint: {hint}")


def is_instant(value: object) -> bool:
    """Return whether a column has an instant within the years of the calendar."""
    return type(value) is int and _FIRST <= value <= _LAST
