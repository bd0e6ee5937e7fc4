"""``Store``: what a log needs from a storage for rows; and ``Query``: which rows to read.

``log.py`` and the modules next to it build all guarantees of a log from these few primitives,
once for all stores. A store only keeps rows, under one lock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Protocol, TypeAlias, TypeVar, final

from attrs import frozen

from peacetalks.log.chain import Columns, Readable, Row, Stored, Tail
from peacetalks.log.results import Examined

__all__ = [
    "BATCH",
    "Query",
    "Range",
    "Reader",
    "Store",
    "Taken",
    "Writer",
    "feed",
    "held",
    "pages",
    "readable",
    "stored",
]

BATCH: Final = 2_000
"""How many rows are read at a time."""

R = TypeVar("R", Row, Readable, Stored)

Range: TypeAlias = tuple[int, int]
"""The first and the last instant of a filter, in microseconds since 1970-01-01T00:00Z."""


@final
@frozen(kw_only=True)
class Query:
    """Which rows to read.

    Attributes:
        stream: the stream, read in the order of its positions; None: all streams, in global order.
        kinds: the tags of the kinds; empty: all kinds.
        occurred: the range in which the event may have happened.
        reported: the range in which it became public.
        recorded: the range in which it was recorded.
    """

    stream: str | None = None
    kinds: tuple[str, ...] = ()
    occurred: Range | None = None
    reported: Range | None = None
    recorded: Range | None = None

    def admits(self, row: Row) -> bool:
        """Return whether a row matches; defines the query for stores without a query language."""
        return (
            (self.stream is None or row.stream == self.stream)
            and (not self.kinds or row.kind in self.kinds)
            and _within(self.occurred, row.occurred_from, row.occurred_to)
            and _within(self.reported, row.public, row.public)
            and _within(self.recorded, row.recorded_at, row.recorded_at)
        )


def _within(wanted: Range | None, first: int, last: int) -> bool:
    return wanted is None or (first <= wanted[1] and last >= wanted[0])


class Taken(Exception):  # never leaves the log
    """An inserted id or position is already in use; the transaction cannot be continued."""


class Reader(Protocol):
    """One consistent read of a store, as of one moment."""

    def head(self) -> Tail:
        """Return the end of the log.

        Raises:
            LogUnavailable: if the last row is damaged.
        """
        ...

    def last(self, stream: str) -> int:
        """Return the position of the last row of a stream, or 0."""
        ...

    def rows(self, query: Query, *, after: int, upto: int, limit: int = BATCH) -> Sequence[Row]:
        """Return the first rows of a query.

        Args:
            query: which rows.
            after: only rows after this position: in the stream, if the query names one, else
                global.
            upto: only rows up to this global position.
            limit: the maximum number of rows.
        """
        ...

    def readable(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Readable]:
        """Return the readable columns of the first rows of a query; arguments as in ``rows``."""
        ...

    def stored(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Stored]:
        """Return the events of the first rows of a query, as stored; arguments as in ``rows``."""
        ...

    def held(self, stream: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows of a stream that have one of these ids."""
        ...

    def ids(self, stream: str, ids: Sequence[str]) -> frozenset[str]:
        """Return which of these ids a stream has."""
        ...

    def erased(self) -> Sequence[int]:
        """Return the global positions of the rows without a payload, in order."""
        ...

    def streams(self) -> Sequence[tuple[str, int, int]]:
        """Return name, last position and last recorded instant of each stream, by name."""
        ...


class Writer(Reader, Protocol):
    """A transaction under the lock: committed if the block succeeds, rolled back if it fails."""

    def insert(self, rows: Iterable[Columns]) -> int:
        """Add rows at the end, and return how many were stored.

        Raises:
            Taken: if an id or a position is already in use; the transaction then has no effect.
        """
        ...


class Store(Protocol):
    """A storage for rows."""

    @property
    def name(self) -> str:
        """The name of the file or database in errors and findings (never with a password)."""
        ...

    @property
    def log_id(self) -> str:
        """The identifier of this log and its copies."""
        ...

    @property
    def path(self) -> Path | None:
        """The file that has the rows; None: they are not in a file."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Start a consistent read of the rows.

        Raises:
            LogUnavailable: on entry, if the storage is closed or cannot be read; and later, if
                the requested rows cannot be read.
        """
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Take the lock, for one transaction.

        Raises:
            LogUnavailable: on entry, if the lock is not free in time, or the storage is closed or
                cannot be written; and later, if the rows cannot be stored.
        """
        ...

    def examine(self) -> Examined:
        """Return what the storage says of itself: its damage, and its schema.

        Raises:
            LogUnavailable: if the storage cannot be examined.
        """
        ...

    def settle(self) -> None:
        """Move everything that was written into the storage's main file, if possible.

        Raises:
            LogUnavailable: if the storage cannot be reached.
        """
        ...

    def close(self) -> None:
        """Close the storage."""
        ...


def pages(store: Store, query: Query, after: int, upto: int) -> Iterator[Row]:
    """Yield the rows of a query, reading each batch separately.

    Rows never change, so several reads up to one head form one snapshot, and no read stays open
    while the caller works.
    """
    return _paged(
        store, query, after, lambda reader, last: reader.rows(query, after=last, upto=upto)
    )


def readable(store: Store, query: Query, after: int, upto: int) -> Iterator[Readable]:
    """Yield the readable columns of the rows of a query, like ``pages``."""
    return _paged(
        store, query, after, lambda reader, last: reader.readable(query, after=last, upto=upto)
    )


def stored(store: Store, query: Query, after: int, upto: int) -> Iterator[Stored]:
    """Yield the events of the rows of a query, as stored, like ``pages``."""
    return _paged(
        store, query, after, lambda reader, last: reader.stored(query, after=last, upto=upto)
    )


def held(store: Store, stream: str, ids: Sequence[str]) -> Iterator[Readable]:
    """Yield the readable columns of the rows of a stream that have one of these ids, in order."""
    with store.reading() as reader:
        rows = reader.held(stream, ids).values()
    width = len(Readable._fields)
    yield from (Readable._make(row[:width]) for row in sorted(rows))


def feed(
    store: Store, query: Query, after: int, poll: float | None, stop: Callable[[], bool]
) -> Iterator[Readable]:
    """Yield the rows of a query in global order; at the end of the log, wait for more.

    Args:
        store: the store.
        query: which rows.
        after: only rows after this global position.
        poll: how many seconds to wait between two looks; None: stop at the end of the log.
        stop: called at the end of the log; returning True ends the feed.
    """
    while True:
        with store.reading() as reader:
            upto = reader.head().global_position
        if upto > after:
            yield from readable(store, query, after, upto)
            after = upto
        elif poll is None or stop():
            return
        else:
            time.sleep(poll)


def _paged(
    store: Store, query: Query, after: int, read: Callable[[Reader, int], Sequence[R]]
) -> Iterator[R]:
    while True:
        with store.reading() as reader:
            rows = read(reader, after)
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1].global_position if query.stream is None else rows[-1].position
