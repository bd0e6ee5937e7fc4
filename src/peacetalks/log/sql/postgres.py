"""PostgreSQL: one advisory lock for writers, COPY for batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError

from peacetalks.errors import InvalidValue, LogError, LogUnavailable, MissingExtra
from peacetalks.log.chain import Columns
from peacetalks.log.sql.busy import busy
from peacetalks.log.sql.schema import COLUMNS, REFUSED, Dialect, plain_rows
from peacetalks.log.store import Taken

__all__ = ["LOCK", "dialect"]

# Any: rows, and the driver's connection, whose package is an extra.

_SHOWN: Final = ("host", "port", "dbname", "sslmode")
"""Options of an address that a log may be named by: others can hold a password."""
LOCK: Final = 0x7065616365  # "peace"; the same for every log of a database


def _instant(column: str) -> str:
    """Return an instant with its zone, in whole seconds, or null where a date is open."""
    return (
        f"CASE WHEN abs({column}) < 253402300800000000 "
        f"THEN to_timestamp(floor({column} / 1000000.0)::double precision) END"
    )


_EXTRAS: Final = (
    f"""CREATE FUNCTION peacetalks_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$""",
    """CREATE TRIGGER peacetalks_no_change BEFORE UPDATE OR DELETE OR TRUNCATE
    ON peacetalks_records FOR EACH STATEMENT EXECUTE FUNCTION peacetalks_refuse()""",
    """CREATE TRIGGER peacetalks_log_no_change BEFORE UPDATE OF one, log_id OR DELETE OR TRUNCATE
    ON peacetalks_log FOR EACH STATEMENT EXECUTE FUNCTION peacetalks_refuse()""",
    # One look at each statement, since one at each row would double the time of a COPY. What is
    # new is a run without gaps that follows what is there, in the log and in each stream.
    f"""CREATE FUNCTION peacetalks_only_append() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF EXISTS (
            SELECT 1 FROM (SELECT min(global_position) AS a, max(global_position) AS z,
                count(*) AS n FROM fresh) s
            WHERE z - a + 1 <> n OR (a > 1 AND NOT EXISTS (
                SELECT 1 FROM peacetalks_records r WHERE r.global_position = a - 1))
        ) OR EXISTS (
            SELECT 1 FROM (SELECT stream, min(position) AS a, max(position) AS z,
                count(*) AS n FROM fresh GROUP BY stream) s
            WHERE z - a + 1 <> n OR (a > 1 AND NOT EXISTS (
                SELECT 1 FROM peacetalks_records r
                WHERE r.stream = s.stream AND r.position = a - 1))
        ) THEN RAISE EXCEPTION '{REFUSED}'; END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER peacetalks_only_append AFTER INSERT ON peacetalks_records
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    EXECUTE FUNCTION peacetalks_only_append()""",
    f"""CREATE VIEW peacetalks_events AS SELECT
        global_position, stream, position, id, kind, occurred,
        {_instant("occurred_from")} AS occurred_from,
        {_instant("occurred_to")} AS occurred_to,
        {_instant("public")} AS public,
        {_instant("recorded_at")} AS recorded_at,
        recorded_by, cause, payload::json AS fields
    FROM peacetalks_records""",
)


def dialect(address: str, timeout: float) -> Dialect:
    """Return how to speak with a PostgreSQL database.

    Raises:
        InvalidValue: for what is no address.
        MissingExtra: without psycopg.
    """
    try:
        url = sa.make_url(address)
    except (ArgumentError, ValueError):
        raise InvalidValue(
            "no address of a database",
            value=address.partition("://")[0] + "://...",
            accepted="postgresql+psycopg://user@host:5432/database",
        ) from None
    if "@" in (url.host or ""):
        raise InvalidValue(
            "no address of a database: there is an @ too many",
            value=address.partition("://")[0] + "://...",
            hint="write the one in a password as %40, or leave the password to ~/.pgpass",
        )
    masked = {key: value if key in _SHOWN else "***" for key, value in url.query.items()}
    name = url.set(query=masked).render_as_string(hide_password=True)
    try:
        # What a writer reads under the lock must be what stands then, whatever the server's default.
        engine = sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=max(1.0, timeout),
            isolation_level="READ COMMITTED",
        )
    except ModuleNotFoundError:
        raise MissingExtra("postgres", "psycopg") from None

    def prepare(driver: Any, _: object) -> None:
        _prepare(driver, timeout)

    event.listen(engine, "connect", prepare)
    return Dialect(
        name=name,
        engine=engine,
        has_room=lambda: True,  # a database may hold other things, too
        prepare=lambda _: None,
        lock=_lock,
        insert=_insert,
        fetch=_fetch,
        extras=_EXTRAS,
        problem=lambda _: None,
        settle=lambda _: None,
        told=lambda error: _told(error, name, timeout),
    )


def _prepare(driver: Any, timeout: float) -> None:
    driver.execute(f"SET lock_timeout = {max(1, int(timeout * 1000))}")
    # A server may be set to answer before a commit is on the disk; a receipt must not.
    driver.execute("SET synchronous_commit = on")
    # Pages are read along an index; of a table that nobody has analysed yet the planner would
    # sort the rest of a stream for each of them.
    for way in ("seqscan", "bitmapscan", "sort"):
        driver.execute(f"SET enable_{way} = off")
    driver.commit()


def _lock(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _insert(connection: sa.Connection, rows: Iterable[Columns]) -> int:
    import psycopg  # noqa: PLC0415 # an extra
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 # an extra

    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    columns = SQL(", ").join(map(Identifier, COLUMNS))
    statement = SQL("COPY peacetalks_records ({}) FROM STDIN").format(columns)
    try:
        with driver.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            return cursor.rowcount
    except psycopg.errors.IntegrityError as error:
        raise Taken from error


def _fetch(connection: sa.Connection, statement: sa.Select[Any]) -> Sequence[tuple[Any, ...]]:
    return plain_rows(connection.execute(statement))


def _told(error: Exception, name: str, timeout: float) -> LogError:
    state = str(getattr(error, "sqlstate", None) or "")
    waited = busy(error, name, timeout, locked=state == "55P03")
    if waited is not None:
        return waited
    said = " ".join(str(error).split())
    if state in {"53100", "53200"}:
        return LogUnavailable(
            name, "full", f"the server has no room; nothing of the batch was written: {said}"
        )
    if state in {"25006", "42501"}:
        return LogUnavailable(
            name,
            "read-only",
            f"the database cannot be written; nothing was: {said}",
            "connect as a user that may write",
        )
    if not state or state.startswith(("08", "57P", "28", "3D")):
        return LogUnavailable(
            name,
            "unreachable",
            f"the database cannot be reached: {said}",
            "look at the address, the user and whether the server runs",
        )
    return LogUnavailable(name, "storage", f"PostgreSQL says: {said}")
