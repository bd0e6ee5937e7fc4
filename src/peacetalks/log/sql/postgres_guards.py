"""Check the schema of a PostgreSQL log, by what the server's catalogues say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from peacetalks.codec.rows import OLD_FORMS
from peacetalks.log.results import Examined
from peacetalks.log.sql.guards import PREFIX, difference, single_spaced
from peacetalks.log.sql.postgres_schema import CREATED, FUNCTIONS, TRIGGERS
from peacetalks.log.sql.schema import LOG, RECORDS, Created

__all__ = ["examine"]

# Any: the columns of a row of a catalogue.
_VIEW: Final = "peacetalks_events"
_NAMESPACE: Final = "(SELECT relnamespace FROM pg_class WHERE oid = 'peacetalks_records'::regclass)"
_OURS: Final = (
    f"(SELECT oid FROM pg_class WHERE relnamespace = {_NAMESPACE} AND relname IN "
    f"('{RECORDS.name}', '{LOG.name}', '{_VIEW}'))"
)
_CONSTRAINTS: Final = (
    (RECORDS.name, "PRIMARY KEY (global_position)"),
    (RECORDS.name, 'CHECK (((global_position > 0) AND ("position" > 0)))'),
    (RECORDS.name, 'UNIQUE (stream, "position")'),
    (RECORDS.name, "UNIQUE (stream, id)"),
    (LOG.name, "PRIMARY KEY (one)"),
    (LOG.name, "CHECK ((one = 1))"),
)
"""In the words of ``pg_get_constraintdef``."""
_KINDS: Final = {
    "r": "table",
    "v": "view",
    "m": "materialized view",
    "p": "partitioned table",
    "f": "foreign table",
    "S": "sequence",
}
_REFUSED: Final = {"42501", "25006"}  # no right to it; a server or a transaction that only reads


def examine(connection: sa.Connection, log_id: str) -> Examined:
    """Return the first problem of the schema, or what could not be checked.

    Args:
        connection: a connection.
        log_id: the identifier of the log.
    """
    # Who holds this lock until the end of the transaction keeps others from changing the schema.
    connection.exec_driver_sql("LOCK TABLE peacetalks_records IN ACCESS SHARE MODE")
    rows = _rows(connection, "SELECT one, schema_version, log_id FROM peacetalks_log")
    version = rows[0][1] if rows else 0
    if rows != [(1, version, log_id)] or version not in CREATED:
        return Examined("peacetalks_log does not have the single row that identifies the log")
    different = difference(dict(_parts(connection)), dict(_expected(connection, CREATED[version])))
    if different is not None:
        return Examined(different)
    last = _rows(
        connection, "SELECT form FROM peacetalks_records ORDER BY global_position DESC LIMIT 1"
    )
    if version == 1 and last and last[0][0] not in OLD_FORMS:
        return Examined("the schema is of version 1, and the last record of a newer one")
    expected = _view_of(connection, CREATED[version])
    if expected is None:
        why = "the server refuses temporary objects, with which it is compared"
        return Examined(unchecked=(f"the view {_VIEW} ({why})",))
    found = {("view", _VIEW): _definition(connection, _VIEW)}
    return Examined(difference(found, {("view", _VIEW): expected}))


Part = tuple[tuple[str, str], object]


def _parts(connection: sa.Connection) -> Iterator[Part]:
    """Yield the parts of the schema that belong to a log, or may change what it does."""
    yield from _relations(connection)
    yield from _columns(connection)
    yield from _constraints(connection)
    yield from _triggers(connection)
    for name, arguments in _rows(
        connection,
        "SELECT proname, pg_get_function_identity_arguments(oid) FROM pg_proc "
        f"WHERE pronamespace = {_NAMESPACE} AND starts_with(lower(proname), '{PREFIX}')",
    ):
        yield ("function", f"{name}({arguments})"), None


def _relations(connection: sa.Connection) -> Iterator[Part]:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    for kind, name, *facts in _rows(
        connection,
        "SELECT relkind::text, relname, relpersistence::text, relrowsecurity, relforcerowsecurity "
        f"FROM pg_class WHERE relnamespace = {_NAMESPACE} AND relkind IN ({kinds}) "
        f"AND starts_with(lower(relname), '{PREFIX}')",
    ):
        yield (_KINDS[kind], name), facts
    for child, parent in _rows(
        connection,
        "SELECT inhrelid::regclass::text, inhparent::regclass::text FROM pg_inherits "
        f"WHERE inhparent IN {_OURS} OR inhrelid IN {_OURS}",
    ):
        yield ("table that inherits", f"{child} from {parent}"), None
    for name, table in _rows(
        connection,
        "SELECT rulename, relname FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class "
        f"WHERE ev_class IN {_OURS} AND NOT (rulename = '_RETURN' AND relkind = 'v')",
    ):
        yield ("rule", f"{name} on {table}"), None


def _columns(connection: sa.Connection) -> Iterator[Part]:
    for table, name, *facts in _rows(
        connection,
        "SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, "
        "coalesce(collname, ''), coalesce(pg_get_expr(adbin, adrelid), ''), "
        "attidentity::text, attgenerated::text FROM pg_attribute a "
        "JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_collation l ON l.oid = attcollation "
        "LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum "
        f"WHERE attrelid IN {_OURS} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped",
    ):
        yield ("column", f"{table}.{name}"), facts


def _constraints(connection: sa.Connection) -> Iterator[Part]:
    for table, text in _rows(
        connection,
        # Newer servers list NOT NULL here as well, which columns have.
        "SELECT relname, pg_get_constraintdef(k.oid) FROM pg_constraint k "
        f"JOIN pg_class c ON c.oid = conrelid WHERE conrelid IN {_OURS} AND contype <> 'n'",
    ):
        yield ("constraint", f"{text} of {table}"), None
    for name, table, text, *facts in _rows(
        connection,
        "SELECT i.relname, t.relname, pg_get_indexdef(indexrelid), "
        "indisvalid, indisready, indislive FROM pg_index "
        "JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid "
        f"WHERE indrelid IN {_OURS} AND (indisunique OR indisexclusion)",
    ):
        columns = re.sub(r"^.*? USING ", "", text)
        is_ours = (table, columns) in _INDEXES
        yield ("unique index", f"{table} {columns}" if is_ours else name), facts


_INDEXES: Final = frozenset(
    (table, re.sub("^(UNIQUE|PRIMARY KEY)", "btree", text))
    for table, text in _CONSTRAINTS
    if not text.startswith("CHECK")
)


def _triggers(connection: sa.Connection) -> Iterator[Part]:
    for name, when, *facts in _rows(
        connection,
        "SELECT tgname, pg_get_triggerdef(t.oid, true), tgenabled::text, prosrc, lanname, "
        "prosecdef, proconfig IS NULL FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid "
        "JOIN pg_language l ON l.oid = prolang "
        # A foreign key of a table that somebody else made has triggers of the server's own.
        f"WHERE tgrelid IN {_OURS} AND NOT (tgisinternal AND pronamespace = 'pg_catalog'::regnamespace)",
    ):
        yield ("trigger", name), tuple(map(single_spaced, map(str, (when, *facts))))


def _expected(connection: sa.Connection, created: Created) -> Iterator[Part]:
    """Yield the parts of a schema as the library creates it."""
    for table in created.tables:
        yield ("table", table.name), ["p", False, False]
        for column in table.columns:
            kind, _, collation = column.type.compile(connection.dialect).partition(" COLLATE ")
            facts = [kind.lower(), not column.nullable, collation.strip('"'), "", "", ""]
            yield ("column", f"{table.name}.{column.name}"), facts
    for table_name, text in _CONSTRAINTS:
        yield ("constraint", f"{text} of {table_name}"), None
    for table_name, columns in sorted(_INDEXES):
        yield ("unique index", f"{table_name} {columns}"), [True, True, True]
    for name, when in TRIGGERS.items():
        function = when.rpartition(" ")[2]
        body = FUNCTIONS[function.removesuffix("()")]
        of = (f"CREATE TRIGGER {name} {when}", "O", body, "plpgsql", "False", "True")
        yield ("trigger", name), tuple(map(single_spaced, of))
    for name in FUNCTIONS:
        yield ("function", f"{name}()"), None
    yield ("view", _VIEW), ["p", False, False]


def _view_of(connection: sa.Connection, created: Created) -> str | None:
    """Return the view as the server prints it; None: the server does not let one be created."""
    name = "peacetalks_expected"
    statement = created.extras[-1].replace(f"CREATE VIEW {_VIEW}", f"CREATE TEMPORARY VIEW {name}")
    trial = connection.begin_nested()
    try:
        connection.exec_driver_sql(statement)
        return _definition(connection, name)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in _REFUSED:
            raise
        return None
    finally:
        trial.rollback()


def _definition(connection: sa.Connection, view: str) -> str:
    ((text,),) = _rows(connection, f"SELECT pg_get_viewdef('{view}'::regclass, true)")
    return single_spaced(text)


def _rows(connection: sa.Connection, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(statement).all()]
