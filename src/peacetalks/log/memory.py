"""A store in memory: the model for other stores, and for tests and scripts that store nothing."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import final

from peacetalks.errors import LogUnavailable
from peacetalks.log.chain import Columns, Readable, Row, Stored, Tail, genesis
from peacetalks.log.results import Examined
from peacetalks.log.store import BATCH, Query, Taken
from peacetalks.primitives.when import ALWAYS

__all__ = ["MemoryStore"]


@final
class MemoryStore:
    """Rows in lists; one lock for all threads."""

    def __init__(self, log_id: str | None = None) -> None:
        self.name = "<memory>"
        self.path: Path | None = None
        self.log_id: str = log_id or os.urandom(16).hex()
        self._lock = threading.RLock()
        self._rows: list[Row] = []
        self._streams: defaultdict[str, list[Row]] = defaultdict(list)
        self._ids: dict[tuple[str, str], Row] = {}
        self._closed = False

    @contextmanager
    def reading(self) -> Generator[MemoryStore]:
        """Start a consistent read of the rows."""
        with self._lock:
            if self._closed:
                raise LogUnavailable(self.name, "closed", "the log is closed")
            yield self

    @contextmanager
    def writing(self) -> Generator[MemoryStore]:
        """Take the lock."""
        with self.reading() as store:
            yield store

    def head(self) -> Tail:
        """Return the end of the log."""
        if not self._rows:
            return Tail(0, genesis(self.log_id), -ALWAYS, None)
        last = self._rows[-1]
        return Tail(last.global_position, last.digest, last.recorded_at, last.form)

    def last(self, stream: str) -> int:
        """Return the position of the last row of a stream, or 0."""
        return len(self._streams.get(stream, ()))

    def readable(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Readable]:
        """Return the readable columns of the first rows of a query."""
        rows = self.rows(query, after=after, upto=upto, limit=limit)
        return [Readable._make(row[: len(Readable._fields)]) for row in rows]

    def stored(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Stored]:
        """Return the events of the first rows of a query, as stored."""
        rows = self.rows(query, after=after, upto=upto, limit=limit)
        return [Stored(row[0], row[2], *row[3:7], row.payload) for row in rows]

    def rows(self, query: Query, *, after: int, upto: int, limit: int = BATCH) -> Sequence[Row]:
        """Return the first rows of a query."""
        kept = self._rows if query.stream is None else self._streams.get(query.stream, [])
        following = islice(kept, max(after, 0), None)
        wanted = (row for row in following if row.global_position <= upto and query.admits(row))
        return list(islice(wanted, limit))

    def held(self, stream: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows of a stream that have one of these ids."""
        rows = ((event_id, self._ids.get((stream, event_id))) for event_id in ids)
        return {event_id: row for event_id, row in rows if row is not None}

    def ids(self, stream: str, ids: Sequence[str]) -> frozenset[str]:
        """Return which of these ids a stream has."""
        return frozenset(event_id for event_id in ids if (stream, event_id) in self._ids)

    def erased(self) -> Sequence[int]:
        """Return the global positions of the rows without a payload, in order."""
        return [row.global_position for row in self._rows if row.payload is None]

    def streams(self) -> Sequence[tuple[str, int, int]]:
        """Return name, last position and last recorded instant of each stream, by name."""
        return [
            (name, len(rows), rows[-1].recorded_at) for name, rows in sorted(self._streams.items())
        ]

    def insert(self, rows: Iterable[Columns]) -> int:
        """Add rows at the end, and return how many were stored."""
        fresh = [Row._make(row) for row in rows]
        if any((row.stream, row.id) in self._ids for row in fresh):
            raise Taken
        self._rows.extend(fresh)
        self._ids.update({(row.stream, row.id): row for row in fresh})
        for row in fresh:
            self._streams[row.stream].append(row)
        return len(fresh)

    def examine(self) -> Examined:
        """Return that there is no problem: memory has no schema."""
        return Examined()

    def settle(self) -> None:
        """Do nothing: everything is in one place."""

    def close(self) -> None:
        """Close the store; later calls are refused."""
        self._closed = True
