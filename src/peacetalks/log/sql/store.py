"""``SqlStore``: rows in a table, with SQLAlchemy Core."""

from __future__ import annotations

import os
import uuid
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from peacetalks.errors import LogUnavailable, NotALog, NotFound
from peacetalks.log.chain import Columns, Readable, Row, Stored, Tail, genesis
from peacetalks.log.filters import MOST
from peacetalks.log.records import is_instant
from peacetalks.log.results import Examined
from peacetalks.log.sql.migrations import migrate
from peacetalks.log.sql.schema import LOG, RECORDS, VERSION, Dialect, create, merged
from peacetalks.log.store import BATCH, Query, Range
from peacetalks.primitives.when import ALWAYS

__all__ = ["SqlStore"]

_C = RECORDS.c
_SHOWN = 40  # bytes of a damaged text
# In the order in which a database returns them: the payload comes last.
_READABLE = tuple(_C[name] for name in Readable._fields if name != "payload")
_STORED = tuple(_C[name] for name in Stored._fields if name != "payload")
_ROW = tuple(_C[name] for name in Row._fields if name != "payload")
_AT = Row._fields.index("payload")

# Built once, because building a statement takes longer than running it.
_LAST = (
    sa.select(_C.global_position, _C.digest, _C.recorded_at, _C.form)
    .order_by(_C.global_position.desc())
    .limit(1)
)
_LAST_OF_STREAM = sa.select(sa.func.max(_C.position)).where(_C.stream == sa.bindparam("stream"))

_ERASED = sa.select(_C.global_position).where(_C.payload.is_(None)).order_by(_C.global_position)

# Finds each stream once, going from one name to the next by the index without reading every row.
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
        dialect: the functions and settings of the database.
        log_id: for a copy, the identifier of the original log; None: a new one.
        create: whether to create the tables if they do not exist.
    """

    def __init__(self, dialect: Dialect, *, log_id: str | None = None, create: bool = True) -> None:
        self._dialect = dialect
        self._engine = dialect.engine
        self._process = os.getpid()
        self._closed = False
        try:
            found = self._open(log_id or uuid.uuid4().hex, create=create)
        except BaseException:
            self.close()
            raise
        self._version: int = found[0]
        self.log_id: str = found[1]

    @property
    def name(self) -> str:
        """The name of the file or database in errors."""
        return self._dialect.name

    @property
    def path(self) -> Path | None:
        """The file; None: the database is not a file."""
        return self._dialect.path

    @contextmanager
    def reading(self) -> Generator[_Transaction]:
        """Start a consistent read of the rows."""
        with self._connected() as connection:
            self._dialect.begin(connection)
            yield _Transaction(
                connection, self._dialect, self.log_id, self._version_now(connection)
            )

    @contextmanager
    def writing(self) -> Generator[_Transaction]:
        """Take the lock, for one transaction."""
        with self._connected() as connection:
            self._dialect.lock(connection)
            version = self._version_now(connection)
            if version < VERSION:
                migrate(connection, self._dialect, version)
            yield _Transaction(connection, self._dialect, self.log_id, VERSION)
            connection.commit()

    def examine(self) -> Examined:
        """Return what the database says of itself and of its schema."""
        with self._connected() as connection:
            return self._dialect.examine(connection, self.log_id)

    def close(self) -> None:
        """Close the connections; later calls are refused."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Generator[sa.Connection]:
        if self._closed:
            raise LogUnavailable(self.name, "closed", "the log is closed")
        if os.getpid() != self._process:
            # Connections do not survive a fork; the parent process keeps its own.
            self._engine.dispose(close=False)
            self._process = os.getpid()
        try:
            with self._engine.connect() as connection, _dropped_if_interrupted(connection):
                yield connection
        except DBAPIError as error:
            raise self._dialect.log_error(error.orig or error) from None
        except PoolTimeout as error:
            raise self._dialect.log_error(error) from None
        except UnicodeDecodeError as error:
            # The driver reads every text as UTF-8, in the schema too.
            raise LogUnavailable(
                self.name,
                "storage",
                f"it is damaged: a text is not UTF-8: {error.object[:_SHOWN]!r}",
                "restore a backup",
            ) from None
        except _driver_errors(self._engine) as error:
            raise self._dialect.log_error(error) from None

    def settle(self) -> None:
        """Move everything that was written into the database's main file."""
        with self._connected() as connection:
            self._dialect.settle(connection)

    def _open(self, log_id: str, *, create: bool) -> tuple[int, str]:
        """Return version and id of the existing log, or create one with the given id."""
        with self._connected() as connection:
            existing = self._existing(connection)
        if existing is None and not create:
            raise NotFound(f"{self.name}: there is no log; hint: peacetalks log init creates one")
        if existing is not None:
            return existing
        with self._connected() as connection:
            self._dialect.lock(connection)
            # Another process may have created it meanwhile.
            existing = self._existing(connection)
            if existing is not None:
                return existing
            self._create(connection, log_id)
            connection.commit()
        # After the commit, so that even a copy of the main file alone is recognised as a log.
        with self._connected() as connection:
            self._dialect.prepare(connection)
        return VERSION, log_id

    def _version_now(self, connection: sa.Connection) -> int:
        # The first writer to an older log migrates it, and may be another process.
        if self._version < VERSION:
            self._version = connection.execute(sa.select(LOG.c.schema_version)).scalar_one()
        return self._version

    def _existing(self, connection: sa.Connection) -> tuple[int, str] | None:
        """Return the version and the id of the existing log, or None.

        Raises:
            NotALog: if the database is something else, or a newer log.
        """
        had_room = self._dialect.has_room()
        tables = set(sa.inspect(connection).get_table_names())
        if LOG.name not in tables:
            # Another process may be creating it, or was stopped while creating it.
            if had_room or self._dialect.has_room():
                return None
            raise NotALog(self.name, *_describe_other(tables))
        if RECORDS.name not in tables:
            raise NotALog(self.name, f"the table {RECORDS.name} is missing", "restore a backup")
        rows = connection.execute(sa.select(LOG.c.schema_version, LOG.c.log_id)).all()
        if [(type(row[0]), type(row[1])) for row in rows] != [(int, str)] or rows[0][0] < 1:
            raise NotALog(
                self.name,
                f"{LOG.name} does not have the single row that identifies the log",
                "restore a backup",
            )
        version, log_id = rows[0]
        if version > VERSION:
            raise NotALog(
                self.name,
                f"a log of schema version {version}, but only versions up to {VERSION} are "
                "supported",
                "install a newer peacetalks; nothing was changed",
                version,
            )
        return version, log_id

    def _create(self, connection: sa.Connection, log_id: str) -> None:
        create(connection, self._dialect.created)
        connection.execute(sa.insert(LOG).values(one=1, schema_version=VERSION, log_id=log_id))


def _describe_other(tables: Iterable[str]) -> tuple[str, str]:
    """Describe an SQLite database that is not a log, and what to do."""
    names = ", ".join(sorted(tables)[:4])
    if names:
        return (
            "an SQLite database that is not a log",
            f"it has the tables {names}; name a separate file for the log",
        )
    return (
        "an SQLite database without tables, or part of one",
        "to copy a log in use, also copy its -wal, or use log.backup(path); else name another file",
    )


@contextmanager
def _dropped_if_interrupted(connection: sa.Connection) -> Generator[None]:
    """Discard a connection that was interrupted, because its state is not known."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception):
            connection.invalidate()
        raise


def _driver_errors(engine: sa.Engine) -> type[Exception]:
    # Rows are inserted without SQLAlchemy, so the driver's own errors can occur as well.
    driver: type[Exception] = engine.dialect.loaded_dbapi.Error
    return driver


@final
class _Transaction:
    """A reader and, under the lock, a writer."""

    def __init__(
        self, connection: sa.Connection, dialect: Dialect, log_id: str, version: int
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._log_id = log_id
        self._packs = version > 1

    def head(self) -> Tail:
        """Return the end of the log."""
        row = self._connection.execute(_LAST).one_or_none()
        if row is None:
            return Tail(0, genesis(self._log_id), -ALWAYS, None)
        is_end = _is_position(row[0]) and isinstance(row[1], bytes) and is_instant(row[2])
        if not (is_end and isinstance(row[3], str)):
            raise self._damaged(f"the last record, {row[0]}, is damaged")
        return Tail(row[0], row[1], row[2], row[3])

    def last(self, stream: str) -> int:
        """Return the position of the last row of a stream, or 0."""
        last = self._connection.execute(_LAST_OF_STREAM, {"stream": stream}).scalar()
        if last is not None and not _is_position(last):
            raise self._damaged(f"the last record of stream {stream!r} is damaged")
        return last or 0

    def _damaged(self, what: str) -> LogUnavailable:
        hint = "run peacetalks verify; restore a backup"
        return LogUnavailable(self._dialect.name, "storage", what, hint)

    def rows(self, query: Query, *, after: int, upto: int, limit: int = BATCH) -> Sequence[Row]:
        """Return the first rows of a query."""
        wanted = _selected(self._columns(_ROW), query, after, upto, limit)
        return list(map(_row, self._fetched(wanted)))

    def readable(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Readable]:
        """Return the readable columns of the first rows of a query."""
        wanted = _selected(self._columns(_READABLE), query, after, upto, limit)
        return list(map(Readable._make, self._fetched(wanted)))

    def stored(
        self, query: Query, *, after: int, upto: int, limit: int = BATCH
    ) -> Sequence[Stored]:
        """Return the events of the first rows of a query, as stored."""
        wanted = _selected(self._columns(_STORED), query, after, upto, limit)
        return list(map(Stored._make, self._fetched(wanted)))

    def held(self, stream: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows of a stream that have one of these ids."""
        wanted = sa.select(*self._columns(_ROW)).where(*self._have(stream, ids))
        return {row.id: row for row in map(_row, self._fetched(wanted))}

    def ids(self, stream: str, ids: Sequence[str]) -> frozenset[str]:
        """Return which of these ids a stream has."""
        wanted = sa.select(_C.id).where(*self._have(stream, ids))
        return frozenset(self._connection.execute(wanted).scalars())

    def erased(self) -> Sequence[int]:
        """Return the global positions of the rows without a payload, in order."""
        wanted = _ERASED.where(_C.packed.is_(None)) if self._packs else _ERASED
        return self._connection.execute(wanted).scalars().all()

    def _have(self, stream: str, ids: Sequence[str]) -> tuple[sa.ColumnElement[bool], ...]:
        listed, value = self._dialect.ids(ids)
        return _C.stream == stream, _C.id.in_(sa.text(listed).bindparams(ids=value))

    def _columns(self, columns: Sequence[sa.Column[Any]]) -> Sequence[sa.ColumnElement[Any]]:
        """Return columns and the payload, which version 1 of the schema does not pack."""
        if not self._packs:
            return (*columns, _C.payload)
        one = self._dialect.payload
        return (*columns, _C.payload, _C.packed) if one is None else (*columns, one)

    def _fetched(self, wanted: sa.Select[Any]) -> Iterable[tuple[Any, ...]]:
        """Return the rows of a statement, each with its payload as the last column."""
        rows = self._dialect.fetch(self._connection, wanted)
        return map(merged, rows) if self._packs and self._dialect.payload is None else rows

    def streams(self) -> Sequence[tuple[str, int, int]]:
        """Return name, last position and last recorded instant of each stream, by name."""
        return [(row[0], row[1], row[2]) for row in self._connection.execute(_STREAMS)]

    def insert(self, rows: Iterable[Columns]) -> int:
        """Add rows at the end, and return how many were stored."""
        return self._dialect.insert(self._connection, rows)


def _is_position(value: object) -> bool:
    """Return whether a column of a possibly damaged file has a position that others can follow."""
    return type(value) is int and 0 <= value < MOST // 2


def _row(fetched: tuple[Any, ...]) -> Row:
    return Row._make((*fetched[:_AT], fetched[-1], *fetched[_AT:-1]))


def _selected(
    columns: Iterable[sa.ColumnElement[Any]], query: Query, after: int, upto: int, limit: int
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
