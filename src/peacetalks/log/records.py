"""Read rows as records, and report every row that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, final

import attrs

from peacetalks._support.wording import count_noun
from peacetalks.codec.compiled import writable
from peacetalks.codec.rows import RowReader
from peacetalks.errors import Finding, LogUnavailable, NotFound, ReadError, did_you_mean
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings import files
from peacetalks.history import Record
from peacetalks.history.record import T_co
from peacetalks.log.chain import Readable, Stored
from peacetalks.log.results import StreamSummary
from peacetalks.log.store import Store
from peacetalks.primitives.when import When, instant_text

__all__ = ["Records", "ends", "events_of_rows", "is_instant", "summary_of", "warn_of"]


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
            place, stream, position, event_id, kind, version, form, recorded, by, cause, payload = (
                row
            )
            try:
                if recorded != at:
                    recorded_at = When(instant_text(recorded))
                    at = recorded
                read = fast(kind, version, form)
                event = None if read is None else read(payload, event_id)
            except Exception:  # noqa: BLE001 # erased or damaged: the slow reading reports which
                event = None
            if event is None:
                event = self._slowly(row)
                if event is None:
                    continue
            record = _new(_Writable)
            record.event = event
            record.recorded_at = recorded_at
            record.global_position = place
            record.stream = stream
            record.position = position
            record.recorded_by = by
            record.cause = cause
            record.__class__ = Record
            yield record

    def _slowly(self, row: Readable) -> Event | None:
        one = Stored(row[0], row[2], *row[3:7], row.payload)
        event, findings = read_slowly(self._reader, one, row.stream, self._name)
        if row.payload is not None and not is_instant(row.recorded_at):
            event, findings = None, [_located(_NO_RECORD, one, row.stream, self._name)]
        if event is None or (row.kind, row.form, row.kind_version) not in self._reported:
            self.findings += findings
            self._reported.add((row.kind, row.form, row.kind_version))
        if self._strict and event is None:
            raise ReadError(findings)
        return event


def events_of_rows(
    rows: Iterable[Stored], vocabulary: Vocabulary, stream: str, name: str, *, strict: bool
) -> Iterator[Event]:
    """Yield the events of rows; a row that cannot be read is passed over, with a warning at the end.

    Raises:
        ReadError: if ``strict`` and a row cannot be read.
    """
    reader = RowReader(vocabulary)
    fast = reader.fast
    unread: list[Finding] = []
    for row in rows:
        _, _, event_id, kind, version, form, payload = row
        try:
            read = fast(kind, version, form)
            event = None if read is None else read(payload, event_id)
        except Exception:  # noqa: BLE001 # erased or damaged: the slow reading reports which
            event = None
        if event is None:
            event, findings = read_slowly(reader, row, stream, name)
            if event is None:
                if strict:
                    raise ReadError(findings)
                unread += [one for one in findings if one.severity == "error"]
                continue
        yield event
    warn_of(unread)


def warn_of(unread: Sequence[Finding]) -> None:
    """Warn of records that could not be read, if there are any."""
    if unread:
        import warnings  # noqa: PLC0415 # only needed for a damaged log

        problems = "\n".join(map(str, unread))
        warnings.warn(f"records that cannot be read are left out:\n{problems}", stacklevel=3)


def read_slowly(
    reader: RowReader, row: Stored, stream: str, name: str
) -> tuple[Event | None, list[Finding]]:
    """Return the event of a row, or None, with the findings and their places."""
    event = None
    if row.payload is None:
        findings = [
            files.REDACTED.finding(f"the content of this {row.kind} was erased by redaction")
        ]
    elif not _is_well_formed(row):
        findings = [_NO_RECORD]
    else:
        event, findings = reader.slow(row.kind, row.kind_version, row.form, row.payload, row.id)
    return event, [_located(finding, row, stream, name) for finding in findings]


def _located(finding: Finding, row: Stored, stream: str, name: str) -> Finding:
    return attrs.evolve(
        finding,
        file=name,
        line=row.global_position,
        message=f"{stream} {row.position} ({row.id}): {finding.message}",
    )


_NO_RECORD: Final = files.UNREADABLE.finding("the stored row is not a record")
_EPOCH: Final = When("1970-01-01T00:00Z")
_FIRST: Final = When("0001-01-01T00:00Z").lo
_LAST: Final = When("9999-12-31T23:59Z").hi

# Records are built without the constructor, which would repeat the checks made at writing and
# takes ten times as long.
_Writable: Final[Any] = writable(Record)
_new: Final[Any] = object.__new__
# Any: an object becomes a record once its slots are set.


def _is_well_formed(row: Stored) -> bool:
    """Return whether the columns have the right types."""
    texts = (row.id, row.kind, row.form)
    numbers = (row.position, row.kind_version)
    return (
        all(type(text) is str for text in texts)
        and type(row.payload) in {str, bytes}
        and all(type(number) is int for number in numbers)
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


def ends(store: Store, stream: str) -> tuple[int, int]:
    """Return the last position of a stream, and the last global position of the log.

    Raises:
        NotFound: if the log has no such stream.
    """
    with store.reading() as reader:
        last, upto = reader.last(stream), reader.head().global_position
    if not last:
        raise _no_stream(stream, store)
    return last, upto


def _no_stream(stream: str, store: Store) -> NotFound:
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
