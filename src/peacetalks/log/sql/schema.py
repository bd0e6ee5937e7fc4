"""The one schema, in SQLite and in PostgreSQL: tables, the view for people, what refuses changes.

``peacetalks_records``
    a row a record, never changed. Instants (``occurred_from``, ``public``, ``recorded_at``) are
    whole microseconds since 1970-01-01T00:00Z.
``peacetalks_log``
    one row: the version of this schema, and what tells this log from others.
``peacetalks_events``
    a view for people: the same rows with dates as texts (null where open or unknown), the
    payload as JSON. Its columns are documented in ``docs/reference/log.md`` and stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, final

from attrs import frozen
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
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
from peacetalks.log.chain import Columns

__all__ = ["COLUMNS", "LOG", "METADATA", "RECORDS", "REFUSED", "VERSION", "Dialect", "plain_rows"]

VERSION: Final = 1
"""The version of this schema; raised with a step in ``migrations.STEPS``."""

REFUSED: Final = "peacetalks: records are never changed; append an EventCorrected or EventRetracted"
"""What a database answers to UPDATE, DELETE, REPLACE and TRUNCATE."""

METADATA: Final = MetaData()

# Any: the columns of a statement.
# SQLite has one type for whole numbers. Texts sort by their bytes everywhere.
_INT: Final = BigInteger().with_variant(Integer, "sqlite")
_TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")

RECORDS: Final = Table(
    "peacetalks_records",
    METADATA,
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
    # Positions below 1 would stand where nobody looks for them.
    CheckConstraint("global_position > 0 AND position > 0"),
    UniqueConstraint("stream", "position"),
    UniqueConstraint("stream", "id"),
    sqlite_strict=True,
)

LOG: Final = Table(
    "peacetalks_log",
    METADATA,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("log_id", _TEXT, nullable=False),
    sqlite_strict=True,
)

COLUMNS: Final = tuple(RECORDS.columns.keys())


@final
@frozen(kw_only=True)
class Dialect:
    """What differs between the databases, as functions.

    Attributes:
        name: the file or database, without a password.
        engine: SQLAlchemy's.
        has_room: whether a log may be made where none is found.
        prepare: makes a new log fit for several at once, after its tables.
        lock: takes the one lock, at the start of a transaction.
        insert: adds rows, the fast way, and returns how many it stored; raises ``Taken``.
        fetch: returns the rows of a statement over ``RECORDS``, also where texts are damaged.
        extras: the statements that make the triggers and the view.
        problem: the first thing that is wrong with the storage, or None.
        settle: leaves nothing outside the database's own file.
        told: an error of the database as one of ours.
    """

    name: str
    engine: Engine
    has_room: Callable[[], bool]
    prepare: Callable[[Connection], None]
    lock: Callable[[Connection], None]
    insert: Callable[[Connection, Iterable[Columns]], int]
    fetch: Callable[[Connection, Select[Any]], Sequence[tuple[Any, ...]]]
    extras: tuple[str, ...]
    problem: Callable[[Connection], str | None]
    settle: Callable[[Connection], None]
    told: Callable[[Exception], LogError]


def plain_rows(result: CursorResult[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement as the driver gives them.

    Past SQLAlchemy's own rows, which cost as much again; the drivers give the right types.
    """
    cursor: Any = result.cursor  # Any: the checkers differ on whether it can be missing
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    result.close()
    return rows
