"""The schema in SQLite and PostgreSQL: tables, a readable view, and triggers against changes.

``peacetalks_records``
    one row per record, never changed. Instants (``occurred_from``, ``public``, ``recorded_at``)
    are whole microseconds since 1970-01-01T00:00Z.
``peacetalks_log``
    one row: the version of this schema, and the identifier of the log.
``peacetalks_writer``
    in SQLite, one row: whether a writer of the library is inserting records.
``peacetalks_events``
    a view for people: the same rows with dates as texts (null if open or unknown) and the
    payload as JSON. Its columns are documented in ``docs/reference/log.md`` and do not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, final

from attrs import frozen
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    UniqueConstraint,
)

from peacetalks.errors import LogError
from peacetalks.log.chain import Columns, Row
from peacetalks.log.results import Examined

__all__ = [
    "FIRST_RECORDS",
    "LOG",
    "METADATA",
    "RECORDS",
    "REFUSED",
    "STORED",
    "VERSION",
    "WRITER",
    "Created",
    "Dialect",
    "as_stored",
    "create",
    "events_view",
    "merged",
    "plain_rows",
]

VERSION: Final = 2
"""The version of this schema; each increase needs a step in ``migrations.STEPS``."""

REFUSED: Final = "peacetalks: records are never changed; append an EventCorrected or EventRetracted"
"""The error that a database raises for UPDATE, DELETE, REPLACE and TRUNCATE."""

METADATA: Final = MetaData()

# Any, below: the columns of a statement.
# SQLite has one type for whole numbers. Texts are sorted by their bytes in both databases.
_INT: Final = BigInteger().with_variant(Integer, "sqlite")
_TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")


def _records(metadata: MetaData, *more: Column[Any]) -> Table:
    # Any: the types of the columns.
    return Table(
        "peacetalks_records",
        metadata,
        Column("global_position", _INT, primary_key=True, autoincrement=False),
        Column("stream", _TEXT, nullable=False),
        Column("position", _INT, nullable=False),
        Column("id", _TEXT, nullable=False),
        Column("kind", _TEXT, nullable=False),
        Column("kind_version", Integer, nullable=False),
        Column("form", _TEXT, nullable=False),
        Column("recorded_at", _INT, nullable=False),
        Column("recorded_by", _TEXT),
        Column("cause", _TEXT),
        Column("payload", _TEXT),
        Column("occurred", _TEXT, nullable=False),
        Column("occurred_from", _INT, nullable=False),
        Column("occurred_to", _INT, nullable=False),
        Column("public", _INT, nullable=False),
        Column("salt", LargeBinary),
        Column("sealed", LargeBinary),
        Column("digest", LargeBinary, nullable=False),
        *more,
        # Rows at positions below 1 would never be read.
        CheckConstraint("global_position > 0 AND position > 0"),
        UniqueConstraint("stream", "position"),
        UniqueConstraint("stream", "id"),
        sqlite_strict=True,
    )


FIRST_RECORDS: Final = _records(MetaData())
"""The records of version 1 of the schema."""
RECORDS: Final = _records(
    METADATA,
    # The payload of a packed record, whose ``payload`` is null.
    Column("packed", LargeBinary),
)

LOG: Final = Table(
    "peacetalks_log",
    METADATA,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("log_id", _TEXT, nullable=False),
    sqlite_strict=True,
)

WRITER: Final = Table(
    "peacetalks_writer",
    METADATA,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("appending", Integer, nullable=False),
    sqlite_strict=True,
)

STORED: Final = (*Row._fields, "packed")
"""The columns that are stored: of a ``Row``, whose payload is in one of two of them."""
_PAYLOAD: Final = Row._fields.index("payload")


def events_view(instant: Callable[[str], str], fields: str) -> str:
    """Return the statement that creates the view.

    Args:
        instant: returns SQL for a column of instants.
        fields: SQL for the columns that have the payload.
    """
    return f"""CREATE VIEW peacetalks_events AS SELECT
        global_position, stream, position, id, kind, occurred,
        {instant("occurred_from")} AS occurred_from,
        {instant("occurred_to")} AS occurred_to,
        {instant("public")} AS public,
        {instant("recorded_at")} AS recorded_at,
        recorded_by, cause, {fields}
    FROM peacetalks_records"""


@final
@frozen
class Created:
    """What is created for a log of one version of the schema.

    Attributes:
        tables: the tables.
        extras: the statements that create the triggers, fill the tables and, last, create the view.
    """

    tables: tuple[Table, ...]
    extras: tuple[str, ...]


def create(connection: Connection, created: Created) -> None:
    """Create the tables of a log, its triggers and its view."""
    METADATA.create_all(connection, tables=created.tables)
    for statement in created.extras:
        connection.exec_driver_sql(statement)


@final
@frozen(kw_only=True)
class Dialect:
    """The differences between the databases, as functions.

    Attributes:
        name: the file or database, without a password.
        engine: the SQLAlchemy engine.
        has_room: whether a log may be created if none is found.
        prepare: prepares a new log for use by several processes, after its tables are created.
        lock: takes the lock, at the start of a transaction.
        begin: applies the settings of a transaction, which end with it.
        insert: adds rows by the fastest method, and returns how many it stored; raises ``Taken``.
        payload: the payload as one column, if the database can have texts and bytes in one;
            None: it is read as two columns, the last ones of a row.
        ids: returns SQL for the ids in a list, and the value of its parameter ``ids``.
        fetch: returns the rows of a statement over ``RECORDS``, even if texts are damaged.
        created: what to create for a new log.
        examine: returns what the database says of itself and its schema, for the log of an id.
        settle: moves everything that was written into the database's main file.
        log_error: converts an error of the database to a ``LogError``.
        path: the file; None: the database is not a file.
    """

    name: str
    engine: Engine
    has_room: Callable[[], bool]
    prepare: Callable[[Connection], None]
    begin: Callable[[Connection], None]
    lock: Callable[[Connection], None]
    insert: Callable[[Connection, Iterable[Columns]], int]
    fetch: Callable[[Connection, Select[Any]], Sequence[tuple[Any, ...]]]
    payload: ColumnElement[Any] | None
    ids: Callable[[Sequence[str]], tuple[str, object]]
    created: Created
    examine: Callable[[Connection, str], Examined]
    settle: Callable[[Connection], None]
    log_error: Callable[[Exception], LogError]
    path: Path | None = None


def as_stored(rows: Iterable[Columns]) -> Iterator[tuple[object, ...]]:
    """Yield rows with their payloads in the column for texts, or in that for packed ones."""
    for row in rows:
        payload = row[_PAYLOAD]
        if isinstance(payload, bytes):
            yield (*row[:_PAYLOAD], None, *row[_PAYLOAD + 1 :], payload)
        else:
            yield (*row, None)


def merged(stored: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row that ends with both columns of its payload with one of them."""
    *columns, payload, packed = stored
    if packed is not None:
        # A row with both was altered: nothing reads what it has in place of them.
        payload = packed if payload is None else b""
    return (*columns, payload)


def plain_rows(result: CursorResult[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement as the driver returns them.

    SQLAlchemy's own rows would double the time, and the drivers already return the right types.
    """
    cursor: Any = result.cursor  # Any: type checkers disagree on whether it can be missing
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    result.close()
    return rows
