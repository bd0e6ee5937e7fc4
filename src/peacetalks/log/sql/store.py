"""``SqlStore``: rows in a table, by way of SQLAlchemy Core."""

from __future__ import annotations

import os
import uuid
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from peacetalks.errors import LogUnavailable, NotALog, NotFound
from peacetalks.log.chain import Columns, Readable, Row, genesis
from peacetalks.log.records import is_instant
from peacetalks.log.sql.migrations import migrate
from peacetalks.log.sql.schema import LOG, METADATA, RECORDS, VERSION, Dialect
from peacetalks.log.store import BATCH, Query, Range
from peacetalks.when import ALWAYS

__all__ = ["SqlStore"]

_C = RECORDS.c
_READABLE = tuple(_C[name] for name in Readable._fields)
_HELD = 500  # older SQLite takes at most 999 parameters in a statement

# Made once: to make a statement takes longer than to run it.
_LAST = (
    sa.select(_C.global_position, _C.digest, _C.recorded_at)
    .order_by(_C.global_position.desc())
    .limit(1)
)
_LAST_OF_STREAM = sa.select(sa.func.max(_C.position)).where(_C.stream == sa.bindparam("stream"))

# Each stream once, without reading every row: from one name to the next by the index.
_STREAMS = sa.text("""
    WITH RECURSIVE names(stream) AS (
        SELECT min(stream) FROM peacetalks_records
        UNION ALL
        SELECT (SELECT min(r.stream) FROM peacetalks_records r WHERE r.stream > names.stream)
        FROM names WHERE names.stream IS NOT NULL
    )
    SELECT r.stream, r.position, r.recorded_at
    FROM names JOIN peacetalks_records r ON r.stream = names.stream AND r.position = (
        SELECT max(l.position) FROM peacetalks_records l WHERE l.stream = names.stream)
    ORDER BY r.stream
""")


@final
class SqlStore:
    """Rows in a database; safe to use from several threads and processes.

    Args:
        dialect: which database, and how to speak with it.
        log_id: for a copy, that of the log copied; None: a new one.
        create: whether the tables are made where there are none.
    """

    def __init__(self, dialect: Dialect, *, log_id: str | None = None, create: bool = True) -> None:
        self._dialect = dialect
        self._engine = dialect.engine
        self._process = os.getpid()
        self._closed = False
        try:
            self.log_id: str = self._opened(log_id or uuid.uuid4().hex, create=create)
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The file or database, as errors name it."""
        return self._dialect.name

    @contextmanager
    def reading(self) -> Generator[_Transaction]:
        """Return a look at the rows."""
        with self._connected() as connection:
            yield _Transaction(connection, self._dialect, self.log_id)

    @contextmanager
    def writing(self) -> Generator[_Transaction]:
        """Take the one lock, for one transaction."""
        with self._connected() as connection:
            self._dialect.lock(connection)
            yield _Transaction(connection, self._dialect, self.log_id)
            connection.commit()

    def problem(self) -> str | None:
        """Return the first thing that the database itself finds wrong, or None."""
        with self._connected() as connection:
            return self._dialect.problem(connection)

    def close(self) -> None:
        """Let go of the connections, and refuse what comes after."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Generator[sa.Connection]:
        if self._closed:
            raise LogUnavailable(self.name, "closed", "the log is closed")
        if os.getpid() != self._process:
            # Connections do not survive a fork; those of the parent are left to it.
            self._engine.dispose(close=False)
            self._process = os.getpid()
        try:
            with self._engine.connect() as connection, _whole(connection):
                yield connection
        except DBAPIError as error:
            raise self._dialect.told(error.orig or error) from error
        except PoolTimeout as error:
            raise self._dialect.told(error) from error
        except _driver_errors(self._engine) as error:
            raise self._dialect.told(error) from error

    def settle(self) -> None:
        """Leave nothing of what was written outside the database's own file."""
        with self._connected() as connection:
            self._dialect.settle(connection)

    def _opened(self, log_id: str, *, create: bool) -> str:
        """Return the id of the log that is there, or that is made."""
        with self._connected() as connection:
            found = self._known(connection)
        if found is None and not create:
            raise NotFound(f"{self.name}: there is no log; hint: peacetalks log init makes one")
        if found is not None and found[0] == VERSION:
            return found[1]
        made = False
        with self._connected() as connection:
            self._dialect.lock(connection)
            # Another process may have done it meanwhile.
            found = self._known(connection)
            if found is None:
                self._make(connection, log_id)
                found, made = (VERSION, log_id), True
            elif found[0] < VERSION:
                migrate(connection, self._dialect, found[0])
            connection.commit()
        if made:
            # Only now: the first pages of a file are the log's own, wherever they are copied to.
            with self._connected() as connection:
                self._dialect.prepare(connection)
        return found[1]

    def _known(self, connection: sa.Connection) -> tuple[int, str] | None:
        """Return the version and the id of the log that is there, or None.

        Raises:
            NotALog: if something else is there, or a newer log.
        """
        had_room = self._dialect.has_room()
        tables = set(sa.inspect(connection).get_table_names())
        if LOG.name not in tables:
            # Another process may be making it, or left its making half done.
            if had_room or self._dialect.has_room():
                return None
            raise NotALog(self.name, *_something_else(tables))
        if RECORDS.name not in tables:
            raise NotALog(self.name, f"{RECORDS.name} is no table in it", "restore a backup")
        rows = connection.execute(sa.select(LOG.c.schema_version, LOG.c.log_id)).all()
        if len(rows) != 1 or rows[0][0] < 1:
            raise NotALog(
                self.name,
                f"{LOG.name} does not hold the one row that tells which log this is",
                "restore a backup",
            )
        version, log_id = rows[0]
        if version > VERSION:
            raise NotALog(
                self.name,
                f"a log of schema version {version}, and up to {VERSION} are understood",
                "install a newer peacetalks; nothing was changed",
                version,
            )
        return version, log_id

    def _make(self, connection: sa.Connection, log_id: str) -> None:
        METADATA.create_all(connection)
        for statement in self._dialect.extras:
            connection.exec_driver_sql(statement)
        connection.execute(sa.insert(LOG).values(one=1, schema_version=VERSION, log_id=log_id))


def _something_else(tables: Iterable[str]) -> tuple[str, str]:
    """Return what an SQLite database is that is no log, and what to do."""
    names = ", ".join(sorted(tables)[:4])
    if names:
        return (
            "an SQLite database of something else",
            f"it has the tables {names}; name a file of its own",
        )
    return (
        "an SQLite database without tables, or a piece of one",
        "of a log in use, copy the -wal too, or take log.backup(path); else name another file",
    )


@contextmanager
def _whole(connection: sa.Connection) -> Generator[None]:
    """Drop a connection that was interrupted, whatever it was in the middle of."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception):
            connection.invalidate()
        raise


def _driver_errors(engine: sa.Engine) -> type[Exception]:
    # Rows are inserted past SQLAlchemy, so the driver's own errors come too.
    driver: type[Exception] = engine.dialect.loaded_dbapi.Error
    return driver


@final
class _Transaction:
    """A reader and, under the lock, a writer."""

    def __init__(self, connection: sa.Connection, dialect: Dialect, log_id: str) -> None:
        self._connection = connection
        self._dialect = dialect
        self._log_id = log_id

    def head(self) -> tuple[int, bytes, int]:
        """Return global position, digest and recorded instant of the last row."""
        row = self._connection.execute(_LAST).one_or_none()
        if row is None:
            return 0, genesis(self._log_id), -ALWAYS
        if not (isinstance(row[1], bytes) and is_instant(row[2])):
            raise LogUnavailable(
                self._dialect.name,
                "storage",
                f"record {row[0]}, the last, is damaged",
                "peacetalks verify; restore a backup",
            )
        return row[0], row[1], row[2]

    def last(self, stream: str) -> int:
        """Return the position of the last row of a stream, or 0."""
        return self._connection.execute(_LAST_OF_STREAM, {"stream": stream}).scalar() or 0

    def rows(self, query: Query, *, after: int, upto: int, limit: int = BATCH) -> Sequence[Row]:
        """Return the first rows of a query."""
        wanted = _selected(_C, query, after, upto, limit)
        return list(map(Row._make, self._dialect.fetch(self._connection, wanted)))

    def readable(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Readable]:
        """Return what it takes to read the first rows of a query."""
        wanted = _selected(_READABLE, query, after, upto, limit)
        return list(map(Readable._make, self._dialect.fetch(self._connection, wanted)))

    def held(self, stream: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows of a stream that have one of these ids."""
        found: dict[str, Row] = {}
        for start in range(0, len(ids), _HELD):
            some = _C.id.in_(ids[start : start + _HELD])
            wanted = sa.select(RECORDS).where(_C.stream == stream, some)
            rows = map(Row._make, self._dialect.fetch(self._connection, wanted))
            found |= {row.id: row for row in rows}
        return found

    def streams(self) -> Sequence[tuple[str, int, int]]:
        """Return name, last position and last recorded instant of each stream, by name."""
        return [(row[0], row[1], row[2]) for row in self._connection.execute(_STREAMS)]

    def insert(self, rows: Iterable[Columns]) -> int:
        """Add rows at the end, and return how many were stored."""
        return self._dialect.insert(self._connection, rows)


def _selected(
    columns: Iterable[sa.Column[Any]], query: Query, after: int, upto: int, limit: int
) -> sa.Select[Any]:
    # Any: the types of the columns.
    key = _C.global_position if query.stream is None else _C.position
    wanted = sa.select(*columns).where(key > after, _C.global_position <= upto, *_filters(query))
    return wanted.order_by(key).limit(limit)


def _filters(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    if query.stream is not None:
        yield _C.stream == query.stream
    if query.kinds:
        yield _C.kind.in_(query.kinds)
    yield from _within(query.occurred, _C.occurred_from, _C.occurred_to)
    yield from _within(query.reported, _C.public, _C.public)
    yield from _within(query.recorded, _C.recorded_at, _C.recorded_at)


def _within(
    wanted: Range | None, first: sa.Column[Any], last: sa.Column[Any]
) -> Iterator[sa.ColumnElement[bool]]:
    # Any: the column's type.
    if wanted is not None:
        yield first <= wanted[1]
        yield last >= wanted[0]
