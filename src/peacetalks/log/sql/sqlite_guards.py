"""Check the schema of an SQLite log, and the rows that say what it is."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from peacetalks.codec.rows import OLD_FORMS
from peacetalks.log.sql.guards import PREFIX, Parts, difference, single_spaced
from peacetalks.log.sql.schema import LOG, RECORDS, WRITER, create
from peacetalks.log.sql.sqlite_schema import CREATED

__all__ = ["parts", "problem"]

# Any: the columns of a row of a catalogue.
_TABLES: Final = (RECORDS.name, LOG.name, WRITER.name)
_WORD: Final = re.compile(r"\w+|[^\w\s\"]")
_CHECK: Final = re.compile(r"\bCHECK\s*\(([^()]*)\)", re.IGNORECASE)


def problem(connection: sa.Connection, log_id: str) -> str | None:
    """Return the first problem of the schema, or None.

    Args:
        connection: a connection in a transaction.
        log_id: the identifier of the log.
    """
    rows = _rows(connection, "SELECT one, schema_version, log_id FROM peacetalks_log")
    version = rows[0][1] if rows else 0
    if rows != [(1, version, log_id)] or version not in CREATED:
        return "peacetalks_log does not have the single row that identifies the log"
    different = difference(parts(connection), _expected(version))
    if different is not None:
        return different
    if version > 1:
        flags = _rows(connection, "SELECT one, appending FROM peacetalks_writer")
        return None if flags == [(1, 0)] else "the row of peacetalks_writer was altered"
    last = _rows(
        connection, "SELECT form FROM peacetalks_records ORDER BY global_position DESC LIMIT 1"
    )
    if last and last[0][0] not in OLD_FORMS:
        return "the schema is of version 1, and the last record of a newer one"
    return None


def parts(connection: sa.Connection) -> Parts:
    """Return the parts of the schema that belong to a log, or may change what it does."""
    found: dict[tuple[str, str], object] = {}
    catalogue = _rows(connection, "SELECT type, name, tbl_name, sql FROM sqlite_master")
    for kind, name, table, sql in catalogue:
        if kind == "index" or not (_is_ours(name) or table.lower() in _TABLES):
            continue
        facts = _table(sql) if kind == "table" else (table, single_spaced(sql or ""))
        # Nothing keeps two objects of one name out of a catalogue that was written by hand.
        key = (kind, name if (kind, name) not in found else f"{name} (again)")
        found[key] = facts
    for table in _TABLES:
        found |= _columns(connection, table)
        found |= _unique_indexes(connection, table)
    return found


def _is_ours(name: str) -> bool:
    return name.lower().startswith(PREFIX)


def _table(sql: str | None) -> tuple[object, ...]:
    """Return what the statement of a table says that the other facts do not have.

    Words in any order, because ``ALTER TABLE`` adds a column after the constraints. None of them
    can be missing or added: a collation, a default, ``ON CONFLICT REPLACE``, a comment.
    """
    text = sql or ""
    checks = sorted(single_spaced(check) for check in _CHECK.findall(text))
    return Counter(_WORD.findall(text)), checks


def _columns(connection: sa.Connection, table: str) -> Iterator[tuple[tuple[str, str], object]]:
    kind = _rows(connection, "SELECT type, wr, strict FROM pragma_table_list(?)", table)
    columns = _rows(
        connection,
        'SELECT name, cid, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)',
        table,
    )
    for name, *facts in columns:
        yield ("column", f"{table}.{name}"), (kind, facts)


def _unique_indexes(
    connection: sa.Connection, table: str
) -> Iterator[tuple[tuple[str, str], object]]:
    indexes = _rows(
        connection,
        'SELECT name, origin, partial FROM pragma_index_list(?) WHERE "unique"',
        table,
    )
    for name, *facts in indexes:
        columns = _rows(
            connection,
            'SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key',
            name,
        )
        # An index of a constraint has a number for a name.
        of = f"{table} ({', '.join(str(column[0]) for column in columns)})"
        yield ("unique index", name if facts[0] == "c" else of), (facts, columns)


def _rows(connection: sa.Connection, statement: str, *values: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(statement, values).all()]


@functools.cache
def _expected(version: int) -> Parts:
    """Return the parts of a schema as a version of the library creates it."""
    engine = sa.create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            create(connection, CREATED[version])
            return parts(connection)
    finally:
        engine.dispose()
