"""SQLite: a file in write-ahead mode; every commit is on disk before it returns."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from peacetalks._text.secrets import address_shown
from peacetalks.errors import LogError, LogUnavailable, NotALog
from peacetalks.log.chain import Columns
from peacetalks.log.results import Examined
from peacetalks.log.sql import sqlite_guards as guards
from peacetalks.log.sql.files import connect, file_of, has_room, is_current, note
from peacetalks.log.sql.locking import busy
from peacetalks.log.sql.schema import STORED, VERSION, Dialect, as_stored, plain_rows
from peacetalks.log.sql.sqlite_schema import CREATED
from peacetalks.log.store import Taken

__all__ = ["INSERT", "dialect"]

_PAUSE: Final = 0.02  # seconds between two tries
_OLDEST: Final = (3, 37, 0)  # STRICT tables
INSERT: Final = (
    f"INSERT OR FAIL INTO peacetalks_records ({', '.join(STORED)}) "
    f"VALUES ({', '.join('?' * len(STORED))})"
)


_INSERTING: Final = (
    "UPDATE peacetalks_writer SET appending = 1",
    "UPDATE peacetalks_writer SET appending = 0",
)

_MERGED: Final[sa.ColumnElement[Any]] = sa.literal_column(
    # A row with both was altered: nothing reads what it has in place of them.
    "CASE WHEN packed IS NULL THEN payload WHEN payload IS NULL THEN packed ELSE x'' END"
)


def dialect(path: Path, timeout: float) -> Dialect:
    """Return the functions and settings for an SQLite file."""
    name = address_shown(str(path))
    if sqlite3.sqlite_version_info < _OLDEST:
        raise LogUnavailable(
            name,
            "storage",
            f"SQLite {sqlite3.sqlite_version} is too old for logs, which need 3.37",
            "use a newer Python, or PostgreSQL",
        )
    file = path.absolute()  # later connections need it, and the current folder may change
    # If an existing file is removed, a later connection must not create it again.
    mode = "rw" if file.exists() else "rwc"

    def create(record: ConnectionPoolEntry) -> sqlite3.Connection:
        return connect(file, mode, timeout, record.info)

    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=str(path)),
        creator=create,
        pool_timeout=max(1.0, timeout),
        pool_reset_on_return="rollback",
    )

    def check_out(_: object, record: ConnectionPoolEntry, __: object) -> None:
        if not is_current(file, record.info):
            raise DisconnectionError  # the pool creates a new connection

    def check_in(_: object, record: ConnectionPoolEntry) -> None:
        note(file, record.info)

    event.listen(engine, "checkout", check_out)
    event.listen(engine, "checkin", check_in)
    return Dialect(
        name=name,
        engine=engine,
        has_room=lambda: has_room(file),
        prepare=lambda connection: _prepare(connection, timeout),
        begin=lambda _: None,
        lock=lambda connection: _lock(connection, file, name),
        insert=_insert,
        payload=_MERGED,
        ids=lambda ids: ("SELECT value FROM json_each(:ids)", json.dumps(ids)),
        fetch=_fetch,
        created=CREATED[VERSION],
        examine=_examine,
        settle=_settle,
        log_error=lambda error: _log_error(error, name, timeout),
        path=file,
    )


def _prepare(connection: sa.Connection, timeout: float) -> None:
    # The file keeps this setting. If another process has the new file open, SQLite fails this
    # statement at once instead of waiting.
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
    # Erased content must not remain in the write-ahead log of the old file.
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(connection: sa.Connection, rows: Iterable[Columns]) -> int:
    # No savepoint: it would copy every page that the batch changes (a quarter of the time).
    driver = _driver(connection)
    begin, end = _INSERTING
    try:
        driver.execute(begin)
        stored = driver.executemany(INSERT, as_stored(rows)).rowcount
        driver.execute(end)
    except sqlite3.IntegrityError as error:
        raise Taken from error
    return stored


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
    """Decode a possibly damaged text so that its bytes can be recovered."""
    return data.decode("utf-8", "surrogateescape")


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"not a connection of sqlite3: {driver!r}")
    return driver


def _examine(connection: sa.Connection, log_id: str) -> Examined:
    # In one transaction, because a writer may bring the schema to a newer version.
    connection.exec_driver_sql("BEGIN")
    found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    if found != "ok":
        return Examined(f"the storage is damaged: {' '.join(found.split())}")
    return Examined(guards.problem(connection, log_id))


def _log_error(error: Exception, name: str, timeout: float) -> LogError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    locked = primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    waited = busy(error, name, timeout, locked=locked)
    if waited is not None:
        return waited
    if primary == sqlite3.SQLITE_NOTADB:
        return NotALog(name, "not an SQLite database", "name another file; nothing was changed")
    if primary == sqlite3.SQLITE_FULL:
        return LogUnavailable(
            name,
            "full",
            "the disk is full; nothing from the batch was written",
            "free some disk space",
        )
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return LogUnavailable(
            name,
            "read-only",
            "the file or its folder is not writable, and nothing was written",
            "change the permissions, or copy the file elsewhere",
        )
    if primary == sqlite3.SQLITE_CANTOPEN:
        return LogUnavailable(
            name,
            "read-only",
            "the file cannot be opened",
            "check its permissions, and those of the -wal and -shm files next to it",
        )
    if primary == sqlite3.SQLITE_CORRUPT:
        return LogUnavailable(
            name,
            "storage",
            f"the file is damaged: {error}",
            "restore a backup; .recover in sqlite3 saves what can be read",
        )
    return LogUnavailable(name, "storage", f"SQLite reports: {error}")
