"""``Store``: what a log needs of a place that keeps rows; and ``Query``, what it asks for.

Everything a log promises is made of these few primitives in ``log.py`` and its neighbours, once
for all stores: a store only keeps rows, under one lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Final, Protocol, TypeAlias, TypeVar, final

from attrs import frozen

from peacetalks.log.chain import Columns, Readable, Row

__all__ = ["BATCH", "Query", "Range", "Reader", "Store", "Taken", "Writer", "pages", "readable"]

BATCH: Final = 2_000
"""How many rows are read at a time."""

R = TypeVar("R", Row, Readable)

Range: TypeAlias = tuple[int, int]
"""The first and the last instant of a filter, in microseconds since 1970-01-01T00:00Z."""


@final
@frozen(kw_only=True)
class Query:
    """Which rows are asked for.

    Attributes:
        stream: of which stream, in the order of its positions; None: of all, in the global one.
        kinds: of which kinds, by tag; empty: of all.
        occurred: that may have happened within.
        reported: that became public within.
        recorded: that were recorded within.
    """

    stream: str | None = None
    kinds: tuple[str, ...] = ()
    occurred: Range | None = None
    reported: Range | None = None
    recorded: Range | None = None

    def admits(self, row: Row) -> bool:
        """Return whether a row passes: the definition, for stores without a language of their own."""
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
    """An insert that met an id, or a position, that is taken; the transaction is of no more use."""


class Reader(Protocol):
    """One look at a store; what it answers is of one moment."""

    def head(self) -> tuple[int, bytes, int]:
        """Return global position, digest and recorded instant of the last row.

        Of an empty store: 0, the genesis of the chain, and an instant before all others.

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
            query: which.
            after: those that follow this position: of the stream, if the query names one, else
                global.
            upto: those up to this global position.
            limit: how many at the most.
        """
        ...

    def readable(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Readable]:
        """Return what it takes to read the first rows of a query; as ``rows``."""
        ...

    def held(self, stream: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows of a stream that have one of these ids."""
        ...

    def streams(self) -> Sequence[tuple[str, int, int]]:
        """Return name, last position and last recorded instant of each stream, by name."""
        ...


class Writer(Reader, Protocol):
    """A transaction under the one lock: all of it is kept when it ends well, else nothing."""

    def insert(self, rows: Iterable[Columns]) -> int:
        """Add rows at the end, and return how many were stored.

        Raises:
            Taken: if an id or a position is taken; the transaction then ends without effect.
        """
        ...


class Store(Protocol):
    """A place that keeps rows."""

    @property
    def name(self) -> str:
        """The file or database, as errors and findings name it (never with a password)."""
        ...

    @property
    def log_id(self) -> str:
        """What tells this log, and copies of it, from others."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Return a look at the rows.

        Raises:
            LogUnavailable: on entry, if the storage is closed or cannot be read; and where what it
                is asked cannot be read.
        """
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Take the one lock, for one transaction.

        Raises:
            LogUnavailable: on entry, if the lock cannot be had in time, or the storage is closed or
                cannot be written; and where what is written cannot be kept.
        """
        ...

    def problem(self) -> str | None:
        """Return the first thing that is wrong with the storage itself, or None.

        Raises:
            LogUnavailable: if it cannot be asked.
        """
        ...

    def settle(self) -> None:
        """Leave nothing of what was written outside the storage's own place, if it can be.

        Raises:
            LogUnavailable: if it cannot be asked.
        """
        ...

    def close(self) -> None:
        """Let go of the storage."""
        ...


def pages(store: Store, query: Query, after: int, upto: int) -> Iterator[Row]:
    """Yield the rows of a query, batch by batch, each in a look of its own.

    What is there is never changed, so several looks up to one head are one snapshot, and nothing
    is held open while the caller works.
    """
    return _paged(store, query, after, lambda look, last: look.rows(query, after=last, upto=upto))


def readable(store: Store, query: Query, after: int, upto: int) -> Iterator[Readable]:
    """Yield what it takes to read the rows of a query; as ``pages``."""
    return _paged(
        store, query, after, lambda look, last: look.readable(query, after=last, upto=upto)
    )


def _paged(
    store: Store, query: Query, after: int, ask: Callable[[Reader, int], Sequence[R]]
) -> Iterator[R]:
    while True:
        with store.reading() as reader:
            rows = ask(reader, after)
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1].global_position if query.stream is None else rows[-1].position
