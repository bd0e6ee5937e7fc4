"""``Log``: an append-only record of facts, in streams, with one order and one chain.

**One writer at a time, one chain, one feed.** A batch is first checked and encoded. The writer
then takes the lock of the whole log, assigns positions (in the stream and in the log), links each
record to the one before it (``chain.py``) and commits. Everything else follows: positions have no
gaps, a reader who has seen position 17 never needs to look before it again, an event is stored
once no matter how often it is sent, and ``verify`` detects alterations. Nothing is ever changed
or removed; a later event corrects a mistake. A ``Store`` only keeps the rows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar, Unpack, final, overload

from peacetalks.codec.rows import RowReader
from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.log import erasures
from peacetalks.log.appending import append, stamp
from peacetalks.log.batch import checked_stream, events_of, prepare
from peacetalks.log.chain import Readable, genesis
from peacetalks.log.copies import copy
from peacetalks.log.filters import (
    Kinds,
    Others,
    check_expected,
    check_poll,
    check_position,
    check_reached,
    range_of,
    tags_of,
)
from peacetalks.log.garbage import gc_paused
from peacetalks.log.projection import Handlers, project
from peacetalks.log.records import Records, ends, summary_of, warn_of
from peacetalks.log.results import ANY, Expected, Head, Receipt, StreamSummary, Verification
from peacetalks.log.store import Query, Store, feed, held, readable
from peacetalks.log.verification import Progress, verify_store
from peacetalks.primitives.when import WhenLike

__all__ = ["Log"]

E = TypeVar("E", bound=Event)
S = TypeVar("S")


@final
class Log(AbstractContextManager["Log"]):
    """A log on top of a store; create one with ``open_log`` or ``MemoryLog``.

    All methods raise ``LogUnavailable`` if the log is closed or cannot be read.

    Args:
        store: the store that keeps the rows.
        vocabulary: the kinds that are understood; others are read as ``UnknownEvent``.

    >>> from peacetalks import MeetingProposed, MeetingRefused, MemoryLog
    >>> log = MemoryLog()
    >>> proposed = MeetingProposed(id="p", occurred="2023-11-10", meeting="washington")
    >>> refused = MeetingRefused(id="r", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> print(log.append("aze-arm", [proposed]))
    aze-arm: 1 appended (1 to 1)
    >>> print(log.append("aze-arm", [proposed, refused], expected=1))
    aze-arm: 1 appended (2 to 2), 1 already stored
    >>> log.history("aze-arm").state().meeting("washington").status
    'refused'
    >>> [record.position for record in log.read("aze-arm", occurred="2023-11-16")]
    [2]
    >>> [record.event.id for record in log.follow(after=1)], log.streams()[0].records
    (['r'], 2)
    >>> bool(log.verify(head=log.head())), [row.kind for row in log.rows()]
    (True, ['meeting-proposed', 'meeting-refused'])
    """

    def __init__(self, store: Store, *, vocabulary: Vocabulary = CORE) -> None:
        self._store = store
        self._vocabulary = vocabulary

    @property
    def name(self) -> str:
        """The name of the file or database in errors and findings (never with a password)."""
        return self._store.name

    @property
    def log_id(self) -> str:
        """The identifier of this log and its copies: 32 hexadecimal digits."""
        return self._store.log_id

    @property
    def path(self) -> Path | None:
        """The file of the log; None: it is not in a file."""
        return self._store.path

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds that are understood."""
        return self._vocabulary

    def append(
        self,
        stream: str,
        events: Iterable[Event],
        *,
        expected: Expected = ANY,
        recorded_at: WhenLike | None = None,
        recorded_by: str | None = None,
        cause: str | None = None,
        packed: bool = False,
    ) -> Receipt:
        """Store the new events of a batch, all or none; once it returns, they are stored.

        A batch may be sent twice. An event that the stream already has, with the same id and the
        same content (ignoring ``note``, ``Source.retrieved`` and ``ExternalId.release``), is
        listed in the receipt and not stored again. Names are sets: an event without an id of its
        own that differs from another only in the order of up to five names is not stored again
        either. A batch sent again with the same ``expected`` is not stale if all of it was
        stored at that position.

        Args:
            stream: the name of the stream; its first event creates it.
            events: the batch.
            expected: the expected position of the stream: ``ANY``, ``NO_STREAM``, ``EXISTS`` or
                the position of its last record.
            recorded_at: the instant to record; None: now, but never before the last record.
            recorded_by: who records, in your own words.
            cause: the reason for recording: a job, a release, a request.
            packed: whether to pack the events; SQL tools then need ``unpacked`` for their fields.

        Raises:
            InvalidEvent: if an item is not an event, or a value does not have the type that its
                kind declares.
            InvalidValue: if the name, the batch, the expectation or the instant is not valid.
            StaleStream: if the stream is not at the expected position.
            ConflictingEvent: if an id belongs to an event with different content.
            LogUnavailable: if the log cannot be written at the moment.
        """
        check_expected(expected)
        stamped = stamp(recorded_at, recorded_by, cause)
        if checked_stream(stream) == erasures.STREAM:
            raise InvalidValue("a stream that only the log itself writes", value=stream)
        listed = events_of(events)
        with gc_paused():
            batch = prepare(stream, listed, self._vocabulary, packs=packed)
        return append(self._store, batch, expected, stamped, RowReader(self._vocabulary))

    @overload
    def read(
        self, stream: str, *, kinds: type[E] | Iterable[type[E]], **others: Unpack[Others]
    ) -> Records[E]: ...
    @overload
    def read(self, stream: str, *, kinds: Kinds = (), **others: Unpack[Others]) -> Records: ...
    def read(
        self,
        stream: str,
        *,
        after: int = 0,
        kinds: Kinds = (),
        occurred: WhenLike | None = None,
        reported: WhenLike | None = None,
        recorded: WhenLike | None = None,
        strict: bool = False,
    ) -> Records:
        """Return the records of a stream at the time of the call, in order; read in batches.

        Args:
            stream: the name of the stream.
            after: only records after this position of the stream.
            kinds: only events of these kinds (classes or tags); empty: of all kinds.
            occurred: only events that may have happened within this date or span.
            reported: only events that became public within it.
            recorded: only events that were recorded within it.
            strict: whether a row that cannot be read raises an error; otherwise the ``Records``
                get a finding, and the other rows are read.

        Raises:
            NotFound: if the stream does not exist.
            InvalidValue: if the name or a filter is not valid.
            ReadError: while reading, if ``strict`` and a row cannot be read.
        """
        check_position(after)
        query = Query(
            stream=checked_stream(stream),
            kinds=tags_of(kinds, self._vocabulary),
            occurred=range_of(occurred),
            reported=range_of(reported),
            recorded=range_of(recorded),
        )
        last, upto = ends(self._store, stream)
        rows = readable(self._store, query, after, upto)
        return Records(rows, self._vocabulary, self.name, strict=strict, position=last)

    def history(self, stream: str, *, strict: bool = False) -> History:
        """Return the history of a stream: its states from any viewpoint, including ``recorded``.

        Raises:
            NotFound: if the stream does not exist.
            InvalidValue: if the name is not valid.
            ReadError: if ``strict`` and a row cannot be read. Without ``strict``, the history
                has the other rows, and a ``UserWarning`` lists those left out.
        """
        records = self.read(stream, strict=strict)
        with gc_paused():
            history = History(records, vocabulary=self._vocabulary)
        warn_of([finding for finding in records.findings if finding.severity == "error"])
        return history

    @overload
    def fold(
        self, stream: str, handlers: Handlers[S], *, initial: Callable[[], S], strict: bool = False
    ) -> S: ...
    @overload
    def fold(
        self, stream: str, handlers: Handlers[S], *, initial: S, strict: bool = False
    ) -> S: ...
    def fold(
        self, stream: str, handlers: Handlers[Any], *, initial: Any, strict: bool = False
    ) -> Any:
        """Fold the events of a stream into a state of your own, and read only what that needs.

        It is ``pt.fold`` of the events as appended, in their order; kinds without a handler are not
        read. Corrections are events among others here; ``history(stream)`` applies them.

        Args:
            stream: the name of the stream.
            handlers: by kind, a function ``(state, event) -> state``.
            initial: the state to start from, or a function that makes one (such as ``dict``).
            strict: whether a row that cannot be read raises an error; otherwise a ``UserWarning``
                lists such rows.

        Raises:
            NotFound: if the stream does not exist.
            InvalidValue: if the name, a kind or a handler is not valid.
            ReadError: if ``strict`` and a row cannot be read.

        >>> from peacetalks import MeetingHeld, MemoryLog
        >>> log = MemoryLog()
        >>> _ = log.append("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada")])
        >>> log.fold("talks", {MeetingHeld: lambda number, event: number + 1}, initial=0)
        1
        """
        # Any in the implementation: callers see the overloads above.
        checked_stream(stream)
        return project(self._store, self._vocabulary, stream, handlers, initial, strict=strict)

    def follow(
        self,
        after: int = 0,
        *,
        kinds: Kinds = (),
        poll: float | None = None,
        stop: Callable[[], bool] = lambda: False,
        strict: bool = False,
    ) -> Records:
        """Return the records of all streams in the order of the log, each exactly once.

        Pass the ``global_position`` of the last record you handled as ``after`` next time: no record
        can appear before it later.

        Args:
            after: only records after this global position.
            kinds: only events of these kinds (classes or tags).
            poll: None: stop at the end of the log. Otherwise wait there, and look for new
                records every ``poll`` seconds.
            stop: called at the end of the log while waiting; returning True ends the feed.
            strict: whether a row that cannot be read raises an error.

        Raises:
            InvalidValue: if the position, a kind or the pause is not valid, or the log has not
                reached the position.
            ReadError: while reading, if ``strict`` and a row cannot be read.
        """
        check_position(after)
        check_poll(poll)
        check_reached(after, self.head().position)
        query = Query(kinds=tags_of(kinds, self._vocabulary))
        rows = feed(self._store, query, after, poll, stop)
        return Records(rows, self._vocabulary, self.name, strict=strict)

    def find(self, stream: str, ids: Iterable[str]) -> Records:
        """Return the records of a stream that have one of these ids, in order; others are absent."""
        rows = held(self._store, stream, list(ids))
        return Records(rows, self._vocabulary, self.name, strict=False)

    def rows(self, stream: str | None = None, *, after: int = 0) -> Iterator[Readable]:
        """Return the rows as stored, of a stream or of all (None), after a position in it."""
        return readable(self._store, Query(stream=stream), after, self.head().position)

    def streams(self) -> tuple[StreamSummary, ...]:
        """Return the streams, sorted by name, without that of the traces of erasures.

        Raises:
            LogUnavailable: if the last record of a stream is damaged.
        """
        with self._store.reading() as reader:
            found = reader.streams()
        return tuple(summary_of(self.name, *one) for one in found if one[0] != erasures.STREAM)

    def head(self) -> Head:
        """Return where the log ends; saved elsewhere, it lets ``verify`` detect a cut-off tail."""
        with self._store.reading() as reader:
            end = reader.head()
        return Head(end.global_position, end.digest.hex())

    def contains(self, head: Head) -> bool:
        """Return whether the log has the record at an earlier head; ``verify`` proves it."""
        at = head.position
        with self._store.reading() as reader:
            rows = reader.rows(Query(), after=at - 1, upto=at, limit=1)
        return (rows[0].digest if rows else genesis(self.log_id)).hex() == head.digest

    def verify(
        self, *, head: Head | str | None = None, progress: Progress | None = None
    ) -> Verification:
        """Verify that no record was altered, moved or removed, and that the schema is as created.

        The result names the first difference: of the records, or else of the tables, triggers and
        the view. Nothing in a log shows that its tail was cut off, or that all of it was
        rewritten; keep a head elsewhere for that.

        Args:
            head: an earlier head, or its text: the log must still contain that record.
            progress: called at intervals with the number of records done.

        Raises:
            InvalidValue: if ``head`` is not a head.
        """
        kept = None if head is None else Head.of(head)
        return verify_store(self._store, kept, progress)

    def redact(
        self,
        into: str | os.PathLike[str],
        events: Iterable[tuple[str, str]],
        *,
        progress: Progress | None = None,
    ) -> Verification:
        """Write a copy of the log in which the content of some events is erased.

        Use it for personal data that must be deleted. The copy keeps every position, id, kind and
        clock, and the digest chain: it still verifies, also against earlier heads, and ends with a
        trace of what was erased. Its salted digest does not let anybody recover it by trial.

        Also list other events with the same content: the replacement in an ``EventCorrected``,
        the event in another stream. Ids, ``recorded_by`` and ``cause`` remain. The original is not
        changed: close it everywhere, and delete it with the files next to it: ``-wal`` and ``-shm``,
        which SQLite would replay into a copy of its name, and ``.duckdb``, which has names.

        Args:
            into: the path of a new file, or the address of an empty database.
            events: the events, as pairs of stream and id.
            progress: called at intervals with the number of records of the copy verified.

        Raises:
            NotFound: if an event or the folder does not exist; nothing is written.
            InvalidValue: if the file or log already exists, or ``into`` or a pair is not valid.
            LogError: if the log does not verify.
            LogUnavailable: if the copy cannot be written.
        """
        return copy(self._store, into, erased=events, progress=progress)

    def backup(
        self, into: str | os.PathLike[str], *, progress: Progress | None = None
    ) -> Verification:
        """Write a copy of the current log to a new SQLite file; the log may be in use.

        The file appears once it is complete and verified. An address of an empty database moves the
        log to PostgreSQL or back.

        Args:
            into: the path of a new file, or the address of an empty database.
            progress: called at intervals with the number of records of the copy verified.

        Raises:
            NotFound: if the folder does not exist.
            InvalidValue: if the file already exists, the database has a log, or ``into`` is not
                valid.
            LogError: if the log does not verify.
            LogUnavailable: if the copy cannot be written.
        """
        return copy(self._store, into, progress=progress)

    def close(self) -> None:
        """Close the file or the connections."""
        self._store.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Log {self.name}>"

    def __reduce__(self) -> str:
        raise TypeError(f"{self!r} cannot be pickled; hint: open it by its name in each process")
