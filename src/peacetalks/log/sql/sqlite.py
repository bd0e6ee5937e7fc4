"""SQLite: a file, in write-ahead mode, every commit on the disk before it returns."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from peacetalks.errors import LogError, LogUnavailable, NotALog
from peacetalks.log.chain import Columns
from peacetalks.log.sql.busy import busy
from peacetalks.log.sql.files import connect, file_of, has_room, is_current, note
from peacetalks.log.sql.schema import COLUMNS, REFUSED, Dialect, plain_rows
from peacetalks.log.store import Taken

__all__ = ["INSERT", "dialect"]

_PAUSE: Final = 0.02  # seconds between two tries
_OLDEST: Final = (3, 37, 0)  # STRICT tables
INSERT: Final = (
    f"INSERT INTO peacetalks_records ({', '.join(COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)


def _instant(column: str) -> str:
    """Return an instant as text, in whole seconds, or null where a date is open."""
    return (
        f"CASE WHEN abs({column}) < 253402300800000000 THEN "
        f"strftime('%Y-%m-%dT%H:%M:%SZ', "
        # Division rounds towards 1970; what was before it rounds down too.
        f"({column} - 999999 * ({column} < 0)) / 1000000, 'unixepoch') END"
    )


# REPLACE deletes without asking the triggers of deletion (unless recursive_triggers is on), so
# what it would delete is refused before the insert.
_EXTRAS: Final = (
    f"""CREATE TRIGGER peacetalks_no_update BEFORE UPDATE ON peacetalks_records
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_no_delete BEFORE DELETE ON peacetalks_records
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_only_append BEFORE INSERT ON peacetalks_records
    WHEN new.global_position <> 1 +
            coalesce((SELECT max(global_position) FROM peacetalks_records), 0)
        OR new.position <> 1 + coalesce(
            (SELECT max(position) FROM peacetalks_records WHERE stream = new.stream), 0)
        OR EXISTS (SELECT 1 FROM peacetalks_records WHERE stream = new.stream AND id = new.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_log_no_delete BEFORE DELETE ON peacetalks_log
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_log_no_insert BEFORE INSERT ON peacetalks_log
    WHEN EXISTS (SELECT 1 FROM peacetalks_log)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_log_no_update BEFORE UPDATE OF one, log_id ON peacetalks_log
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE VIEW peacetalks_events AS SELECT
        global_position, stream, position, id, kind, occurred,
        {_instant("occurred_from")} AS occurred_from,
        {_instant("occurred_to")} AS occurred_to,
        {_instant("public")} AS public,
        {_instant("recorded_at")} AS recorded_at,
        recorded_by, cause, payload AS fields
    FROM peacetalks_records""",
)


def dialect(path: Path, timeout: float) -> Dialect:
    """Return how to speak with an SQLite file."""
    name = str(path)
    if sqlite3.sqlite_version_info < _OLDEST:
        raise LogUnavailable(
            name,
            "storage",
            f"SQLite {sqlite3.sqlite_version} is too old for logs, which need 3.37",
            "use a newer Python, or PostgreSQL",
        )
    where = path.absolute()  # connections are made later, too, and the current folder may change
    # A file that was there and is gone is not made again by a later connection.
    mode = "rw" if where.exists() else "rwc"

    def opened(record: ConnectionPoolEntry) -> sqlite3.Connection:
        return connect(where, mode, timeout, record.info)

    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=name),
        creator=opened,
        pool_timeout=max(1.0, timeout),
        pool_reset_on_return="rollback",
    )

    def taken(_: object, record: ConnectionPoolEntry, __: object) -> None:
        if not is_current(where, record.info):
            raise DisconnectionError  # the pool makes another connection

    def given_back(_: object, record: ConnectionPoolEntry) -> None:
        note(where, record.info)

    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)
    return Dialect(
        name=name,
        engine=engine,
        has_room=lambda: has_room(where),
        prepare=lambda connection: _prepare(connection, timeout),
        lock=lambda connection: _lock(connection, where, name),
        insert=_insert,
        fetch=_fetch,
        extras=_EXTRAS,
        problem=_problem,
        settle=_settle,
        told=lambda error: _told(error, name, timeout),
    )


def _prepare(connection: sa.Connection, timeout: float) -> None:
    # Kept by the file from then on. Of several processes that have a new file open, SQLite lets
    # those fail at this that are not alone, without waiting.
    end = time.monotonic() + timeout
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _lock(connection: sa.Connection, path: Path, name: str) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    now = file_of(path)
    if now is None or (connection.info.get("file") or now) != now:
        raise LogUnavailable(
            name,
            "storage",
            "the file was removed or replaced while it was open; nothing was written",
            "open it again",
        )
    connection.info["file"] = now


def _settle(connection: sa.Connection) -> None:
    # What was erased must not stand in the write-ahead log of the old file.
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(connection: sa.Connection, rows: Iterable[Columns]) -> int:
    # No savepoint: it would copy every page that the batch touches (a quarter of its time).
    try:
        return _driver(connection).executemany(INSERT, rows).rowcount
    except sqlite3.IntegrityError as error:
        raise Taken from error


def _fetch(connection: sa.Connection, statement: sa.Select[Any]) -> Sequence[tuple[Any, ...]]:
    # Any: the columns of a row.
    try:
        return plain_rows(connection.execute(statement))
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
    driver = _driver(connection)
    driver.text_factory = _text
    try:
        return plain_rows(connection.execute(statement))
    finally:
        driver.text_factory = str


def _text(data: bytes) -> str:
    """Return a damaged text so that its bytes can be told again."""
    return data.decode("utf-8", "surrogateescape")


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"not a connection of sqlite3: {driver!r}")
    return driver


def _problem(connection: sa.Connection) -> str | None:
    told = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    return None if told == "ok" else " ".join(told.split())


def _told(error: Exception, name: str, timeout: float) -> LogError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    locked = primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    waited = busy(error, name, timeout, locked=locked)
    if waited is not None:
        return waited
    if primary == sqlite3.SQLITE_NOTADB:
        return NotALog(name, "no SQLite database", "name another file; nothing was changed")
    if primary == sqlite3.SQLITE_FULL:
        return LogUnavailable(
            name, "full", "the disk is full; nothing of the batch was written", "make room"
        )
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return LogUnavailable(
            name,
            "read-only",
            "the file or its folder cannot be written; nothing was",
            "change its permissions, or copy it elsewhere",
        )
    if primary == sqlite3.SQLITE_CANTOPEN:
        return LogUnavailable(
            name,
            "read-only",
            "the file cannot be opened",
            "look at its permissions, and at those of the -wal and -shm next to it",
        )
    if primary == sqlite3.SQLITE_CORRUPT:
        return LogUnavailable(
            name,
            "storage",
            f"the file is damaged: {error}",
            "restore a backup; sqlite3's .recover saves what can be read",
        )
    return LogUnavailable(name, "storage", f"SQLite says: {error}")
