"""``Log``: an append-only record of facts, in streams, with one order and one chain.

**One writer at a time, one chain, one feed.** A batch is checked and encoded first; then the
writer takes the one lock of the whole log, gives the batch its positions (in the stream, and in
the log), links each record to the one before it (``chain.py``) and commits. Everything else
follows from that: positions have no gaps, a reader who has seen position 17 need never look
before it again, an event is stored once however often it is sent, and ``verify`` finds what was
altered. Nothing is changed or removed: a mistake is mended by a later event.

A log is made of these rules and of a ``Store`` that keeps rows: in memory, in SQLite, in
PostgreSQL. All promises are the rules'; the stores pass one suite, ``peacetalks.testing``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, final

from peacetalks.codec.rows import RowReader
from peacetalks.errors import InvalidValue, LogUnavailable, NotFound, did_you_mean
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.log import verify as _verify
from peacetalks.log.append import append, stamp
from peacetalks.log.asking import (
    MOST,
    Kinds,
    check_expected,
    check_poll,
    check_position,
    range_of,
    tags_of,
)
from peacetalks.log.batch import checked_stream, events_of, prepare
from peacetalks.log.chain import Readable
from peacetalks.log.collector import SUSPENDED
from peacetalks.log.copy import copy
from peacetalks.log.records import Records, is_instant
from peacetalks.log.store import Query, Store, pages, readable
from peacetalks.log.terms import (
    ANY,
    Expected,
    Head,
    Receipt,
    StreamSummary,
    Verification,
)
from peacetalks.when import When, WhenLike, instant_text

__all__ = ["Log"]

_EVERYTHING: Final = Query()


@final
class Log(AbstractContextManager["Log"]):
    """A log over a store; made by ``open_log`` and ``MemoryLog``.

    Whatever looks into it raises ``LogUnavailable`` where it is closed or cannot be read.

    Args:
        store: what keeps the rows.
        vocabulary: the kinds that are understood; others are read as ``UnknownEvent``.

    >>> from peacetalks.events import MeetingProposed, MeetingRefused
    >>> from peacetalks.log import MemoryLog
    >>> log = MemoryLog()
    >>> proposed = MeetingProposed(id="p", occurred="2023-11-10", meeting="washington")
    >>> refused = MeetingRefused(id="r", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> print(log.append("aze-arm", [proposed]))
    aze-arm: 1 appended (1 to 1)
    >>> print(log.append("aze-arm", [proposed, refused], expected=1))
    aze-arm: 1 appended (2 to 2), 1 held already
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
        """The file or database, as errors and findings name it (never with a password)."""
        return self._store.name

    @property
    def log_id(self) -> str:
        """What tells this log, and copies of it, from others: 32 hexadecimal digits."""
        return self._store.log_id

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
    ) -> Receipt:
        """Store what of a batch is new, all of it or nothing; when it returns, it is stored.

        An event that the stream holds already, under the same id and with the same content (but
        for ``note``, ``Source.retrieved`` and ``ExternalId.release``), is named in the receipt
        and not stored again: a batch may be sent twice. Sent again with the ``expected`` of its
        first time it is no stale one either, if it stands there whole.

        Args:
            stream: the name of the stream; made by its first event.
            events: the batch.
            expected: where the stream must stand: ``ANY``, ``NO_STREAM``, ``EXISTS`` or the
                position of its last record.
            recorded_at: the instant to record; None: now, and never before the last record.
            recorded_by: who records, in words of your own.
            cause: what made them record: a job, a release, a request.

        Raises:
            InvalidEvent: for what is no event, or does not hold what its kind declares.
            InvalidValue: for a name, a batch, an expectation or an instant that is none.
            StaleStream: if the stream stands elsewhere.
            ConflictingEvent: if an id belongs to an event with other content.
            LogUnavailable: if the log cannot be written now.
        """
        check_expected(expected)
        stamped = stamp(recorded_at, recorded_by, cause)
        checked_stream(stream)
        listed = events_of(events)
        with SUSPENDED:
            batch = prepare(stream, listed, self._vocabulary)
        return append(self._store, batch, expected, stamped, RowReader(self._vocabulary))

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
        """Return the records of a stream, in order, as they stood at the call; read in batches.

        Args:
            stream: the name.
            after: only those after this position of the stream.
            kinds: only events of these kinds (classes or tags); empty: of all.
            occurred: only what may have happened within this date or span.
            reported: only what became public within.
            recorded: only what was recorded within.
            strict: whether a row that cannot be read raises; otherwise it is a finding of
                the ``Records``, and the rest is read.

        Raises:
            NotFound: if there is no such stream.
            InvalidValue: for a name or a filter that is none.
            ReadError: with ``strict``, while reading.
        """
        check_position(after)
        query = Query(
            stream=checked_stream(stream),
            kinds=tags_of(kinds, self._vocabulary),
            occurred=range_of(occurred),
            reported=range_of(reported),
            recorded=range_of(recorded),
        )
        with self._store.reading() as reader:
            last = reader.last(stream)
            upto = reader.head()[0]
        if not last:
            raise self._no_stream(stream)
        rows = readable(self._store, query, after, upto)
        return Records(rows, self._vocabulary, self.name, strict=strict, position=last)

    def history(self, stream: str, *, strict: bool = False) -> History:
        """Return the history of a stream: its states from any viewpoint, ``recorded`` too.

        Raises:
            NotFound: if there is no such stream.
            InvalidValue: for a name that is none.
            ReadError: with ``strict``, if a row cannot be read. Without it the rest makes the
                history, and a ``UserWarning`` tells what is missing.
        """
        records = self.read(stream, strict=strict)
        with SUSPENDED:
            history = History(records)
        unread = [finding for finding in records.findings if finding.severity == "error"]
        if unread:
            import warnings  # noqa: PLC0415 # only those whose log is damaged pay

            told = "\n".join(map(str, unread))
            warnings.warn(f"records that cannot be read are left out:\n{told}", stacklevel=2)
        return history

    def follow(
        self,
        after: int = 0,
        *,
        kinds: Kinds = (),
        poll: float | None = None,
        stop: Callable[[], bool] = lambda: False,
        strict: bool = False,
    ) -> Records:
        """Return the records of all streams in the one order of the log, each exactly once.

        Keep the ``global_position`` of the last one handled and give it as ``after`` next time:
        positions are given under the one lock, so nothing can appear before it later.

        Args:
            after: only those after this global position.
            kinds: only events of these kinds (classes or tags).
            poll: None: end when the end of the log is reached. Else wait there, and look for
                more every so many seconds.
            stop: asked at the end of the log, while waiting; True ends it.
            strict: whether a row that cannot be read raises.

        Raises:
            InvalidValue: for a position, a kind or a pause that is none, or a position that the
                log has not reached.
            ReadError: with ``strict``, while reading.
        """
        check_position(after)
        check_poll(poll)
        head = self.head().position
        if after > head:
            # A log that was cut or restored would seem to stand still.
            raise InvalidValue(
                "a position that the log has not reached", value=after, accepted=f"up to {head}"
            )
        query = Query(kinds=tags_of(kinds, self._vocabulary))
        rows = self._feed(query, after, poll, stop)
        return Records(rows, self._vocabulary, self.name, strict=strict)

    def rows(self) -> Iterator[Readable]:
        """Return the rows as they are stored, in the one order: what works on them in bulk."""
        return readable(self._store, _EVERYTHING, 0, self.head().position)

    def streams(self) -> tuple[StreamSummary, ...]:
        """Return the streams, by name.

        Raises:
            LogUnavailable: if the last record of one is damaged.
        """
        with self._store.reading() as reader:
            return tuple(self._summary(*stream) for stream in reader.streams())

    def head(self) -> Head:
        """Return where the log ends. Kept elsewhere, it lets ``verify`` find a tail cut off."""
        with self._store.reading() as reader:
            position, digest, _ = reader.head()
        return Head(position, digest.hex())

    def verify(
        self, *, head: Head | str | None = None, progress: _verify.Progress | None = None
    ) -> Verification:
        """Return whether every record is what was written, where it was written.

        Args:
            head: the head of an earlier day, or its text: the log must hold that record still.
            progress: is told now and then how many records are done.

        Raises:
            InvalidValue: for a head that is none.
        """
        found = _verify.verify(
            # From below the first position on, and past the last: where something forged could be.
            pages(self._store, _EVERYTHING, -MOST, MOST - 1),
            name=self.name,
            log_id=self.log_id,
            kept=None if head is None else Head.of(head),
            progress=progress,
        )
        return _verify.with_storage(found, self._store.problem(), self.name)

    def redact(
        self,
        into: str | os.PathLike[str],
        events: Iterable[tuple[str, str]],
        *,
        progress: _verify.Progress | None = None,
    ) -> Verification:
        """Write a copy of the log in which the content of some events is erased.

        For personal data that must go. The copy keeps every position, id, kind and clock, and
        the digest chain: it verifies, also against heads kept before, and the gaps show. What is
        erased cannot be found again by trying, since its digest was salted.

        What else says the same has to be named too: the replacement in an ``EventCorrected``, the
        event in another stream. Ids, ``recorded_by`` and ``cause`` stay. The log it is made from
        is not touched: close it everywhere, and delete its file together with those beside it
        that end in ``-wal`` and ``-shm``, or SQLite would replay them into the copy that takes
        its name.

        Args:
            into: the path of a file that is not there yet, or the address of an empty database.
            events: the events, as pairs of stream and id.
            progress: is told now and then how many records of the copy are verified.

        Raises:
            NotFound: if an event, or the folder, is not there; nothing is written.
            InvalidValue: if a file or a log is there already, or for what is no place or no pair.
            LogError: if the log does not verify.
            LogUnavailable: if the copy cannot be written.
        """
        return copy(self._store, into, erased=events, progress=progress)

    def backup(
        self, into: str | os.PathLike[str], *, progress: _verify.Progress | None = None
    ) -> Verification:
        """Write a copy of the log, as it stands, to a new SQLite file; the log may be in use.

        The file appears when it is whole and verified. It is a log: ``open_log(into)``. (The
        address of an empty database is taken too: so a log moves to PostgreSQL, or back.)

        Args:
            into: the path of a file that is not there yet, or the address of an empty database.
            progress: is told now and then how many records of the copy are verified.

        Raises:
            NotFound: if there is no such folder.
            InvalidValue: if there is a file already, the database holds a log, or it is no place.
            LogError: if the log does not verify.
            LogUnavailable: if the copy cannot be written.
        """
        return copy(self._store, into, progress=progress)

    def close(self) -> None:
        """Let go of the file or the connections."""
        self._store.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Log {self.name}>"

    def __reduce__(self) -> str:
        raise TypeError(f"{self!r} cannot be pickled; hint: open it by its name in each process")

    # Inside

    def _summary(self, name: str, records: int, at: int) -> StreamSummary:
        if not is_instant(at):
            raise LogUnavailable(
                self.name,
                "storage",
                f"record {records} of {name!r} is damaged",
                "peacetalks verify",
            )
        return StreamSummary(name, records, When(instant_text(at)))

    def _feed(
        self, query: Query, after: int, poll: float | None, stop: Callable[[], bool]
    ) -> Iterator[Readable]:
        while True:
            with self._store.reading() as reader:
                upto = reader.head()[0]
            if upto > after:
                yield from readable(self._store, query, after, upto)
                after = upto
            elif poll is None or stop():
                return
            else:
                time.sleep(poll)

    def _no_stream(self, stream: str) -> NotFound:
        with self._store.reading() as reader:
            names = [name for name, _, _ in reader.streams()]
        hint = did_you_mean(stream, names) or (
            f"there are {', '.join(names[:6])}" if names else "the log is empty"
        )
        return NotFound(f"{self.name}: no stream {stream!r}; hint: {hint}")
