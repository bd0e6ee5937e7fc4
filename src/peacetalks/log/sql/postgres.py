"""PostgreSQL: one advisory lock for writers, COPY for batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from peacetalks._text.secrets import SHOWN_KEYS, address_shown, without_secrets
from peacetalks.errors import InvalidValue, LogError, LogUnavailable, MissingExtra
from peacetalks.log.chain import Columns
from peacetalks.log.sql import postgres_guards as guards
from peacetalks.log.sql.locking import busy
from peacetalks.log.sql.postgres_schema import CREATED
from peacetalks.log.sql.schema import STORED, VERSION, Dialect, as_stored, plain_rows
from peacetalks.log.store import Taken

__all__ = ["LOCK", "dialect"]

# Any: rows, and the driver's connection, whose package is an extra.

LOCK: Final = 0x7065616365  # "peace"; the same for every log of a database


def dialect(address: str, timeout: float) -> Dialect:
    """Return the functions and settings for a PostgreSQL database.

    Raises:
        InvalidValue: if ``address`` is not valid.
        MissingExtra: if psycopg is not installed.
    """
    try:
        url = sa.make_url(address)
        masked = {key: value if key in SHOWN_KEYS else "***" for key, value in url.query.items()}
        name = address_shown(url.set(query=masked).render_as_string(hide_password=True))
    except (ArgumentError, ValueError):
        raise InvalidValue(
            "not the address of a database",
            value=address.partition("://")[0] + "://...",
            accepted="postgresql+psycopg://user@host:5432/database",
        ) from None
    if "@" in (url.host or ""):
        raise InvalidValue(
            "not the address of a database: it has more than one @",
            value=address.partition("://")[0] + "://...",
            hint="write @ in a password as %40, or put the password in ~/.pgpass",
        )
    secrets = _secrets(url)
    try:
        # Under the lock a writer must read the current rows, whatever the server's default is.
        engine = sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=max(1.0, timeout),
            isolation_level="READ COMMITTED",
            # A pooler in transaction mode gives the next transaction another connection, which does
            # not have statements prepared on this one.
            connect_args={"prepare_threshold": None},
        )
    except ModuleNotFoundError:
        raise MissingExtra("postgres", "psycopg") from None

    return Dialect(
        name=name,
        engine=engine,
        has_room=lambda: True,  # a database may contain other tables, too
        prepare=lambda _: None,
        begin=_begin,
        lock=lambda connection: _lock(connection, timeout),
        insert=_insert,
        payload=None,
        ids=lambda ids: ("SELECT unnest(CAST(:ids AS text[]))", list(ids)),
        fetch=_fetch,
        created=CREATED[VERSION],
        examine=guards.examine,
        settle=lambda _: None,
        log_error=lambda error: _log_error(error, name, timeout, secrets),
    )


_READING: Final = "SELECT " + ", ".join(
    # Pages are read along an index. On a table that has not been analysed yet, the planner would
    # sort the rest of the stream for each page.
    f"set_config('enable_{method}', 'off', true)"
    for method in ("seqscan", "bitmapscan", "sort")
)
"""Settings that end with the transaction: with a pooler, the next one may be somebody else's."""


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(_READING)


def _lock(connection: sa.Connection, timeout: float) -> None:
    # A server may be configured to answer before a commit is on disk, but a receipt means it is.
    connection.exec_driver_sql(
        "SELECT set_config('synchronous_commit', 'on', true), "
        f"set_config('lock_timeout', '{max(1, int(timeout * 1000))}', true)"
    )
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _insert(connection: sa.Connection, rows: Iterable[Columns]) -> int:
    import psycopg  # noqa: PLC0415 # an extra
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 # an extra

    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    columns = SQL(", ").join(map(Identifier, STORED))
    statement = SQL("COPY peacetalks_records ({}) FROM STDIN").format(columns)
    try:
        with driver.cursor() as cursor:
            with cursor.copy(statement) as copy:
                write = copy.write_row
                for row in as_stored(rows):
                    write(row)
            return cursor.rowcount
    except psycopg.errors.IntegrityError as error:
        raise Taken from error


def _fetch(connection: sa.Connection, statement: sa.Select[Any]) -> Sequence[tuple[Any, ...]]:
    return plain_rows(connection.execute(statement))


def _secrets(url: sa.URL) -> tuple[str, ...]:
    """Return the texts of an address that no message of the driver may show, longest first."""
    hidden = [value for key, value in url.query.items() if key not in SHOWN_KEYS]
    texts = [text for value in hidden for text in ((value,) if isinstance(value, str) else value)]
    if url.password:
        texts.append(url.password)
    return tuple(sorted({*texts, *map(quote, texts)} - {""}, key=len, reverse=True))


def _log_error(
    error: Exception, name: str, timeout: float, secrets: Iterable[str] = ()
) -> LogError:
    state = str(getattr(error, "sqlstate", None) or "")
    waited = busy(error, name, timeout, locked=state == "55P03")
    if waited is not None:
        return waited
    message = " ".join(without_secrets(str(error)).split())
    for secret in secrets:
        message = message.replace(secret, "***")
    if state in {"53100", "53200"}:
        return LogUnavailable(
            name, "full", f"the server is full; nothing from the batch was written: {message}"
        )
    if state in {"25006", "42501"}:
        return LogUnavailable(
            name,
            "read-only",
            f"the database is not writable, and nothing was written: {message}",
            "connect as a user with write permission",
        )
    if not state or state.startswith(("08", "57P", "28", "3D")):
        return LogUnavailable(
            name,
            "unreachable",
            f"the database cannot be reached: {message}",
            "check the address, the user and whether the server is running",
        )
    return LogUnavailable(name, "storage", f"PostgreSQL reports: {message}")
