"""What stands around the records, verify checks too: tables, triggers, view, and the rows that say what a log is."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

import peacetalks as pt
from contracts_places import POSTGRES, start_server
from log_writers import said
from peacetalks.log import Examined
from peacetalks.log.sql import postgres_guards, postgres_schema, sqlite_guards, sqlite_schema
from peacetalks.log.sql.migrations import migrate
from peacetalks.log.sql.schema import LOG, VERSION, create
from peacetalks.log.sql.sqlite import dialect

OLD = Path(__file__).parents[1] / "fixtures" / "written-by-0.1" / "log.db"


def filled(place):
    with pt.open_log(place) as log:
        log.append("a", [said("a1"), said("a2")])
        log.append("a", [said("a3")], packed=True)
        return log.head()


def run_sqlite(place, script):
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.executescript(script)


def run_postgres(place, script):
    import psycopg  # noqa: PLC0415 # only those tests that need a server pay

    with psycopg.connect(place.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(script)


def verified(place, **options):
    with pt.open_log(place) as log:
        return log.verify(**options)


DROP_ALL = "".join(
    f"DROP TRIGGER peacetalks_{name};"
    for name in (
        "no_update", "no_delete", "only_append", "log_no_delete", "log_no_insert", "log_no_update"
    )
)  # fmt: skip
REMADE = """
    CREATE TABLE kept AS SELECT * FROM peacetalks_records;
    DROP TABLE peacetalks_records;
    CREATE TABLE peacetalks_records ({columns}) {options};
    INSERT INTO peacetalks_records SELECT * FROM kept;
    DROP TABLE kept;
"""
COLUMNS = """
    global_position INTEGER NOT NULL, stream TEXT NOT NULL, position INTEGER NOT NULL,
    id TEXT NOT NULL, kind TEXT NOT NULL, kind_version INTEGER NOT NULL, form TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, recorded_by TEXT, cause TEXT, payload TEXT,
    occurred TEXT NOT NULL, occurred_from INTEGER NOT NULL, occurred_to INTEGER NOT NULL,
    public INTEGER NOT NULL, salt BLOB, sealed BLOB, digest BLOB NOT NULL, packed BLOB,
    CHECK (global_position > 0 AND position > 0),
    PRIMARY KEY (global_position), UNIQUE (stream, position), UNIQUE (stream, id)
"""


def remade(old="", new="", options="STRICT"):
    """Return a script that makes the table of records anew, with its triggers."""
    columns = COLUMNS.replace(old, new, 1)
    triggers = ";".join(
        sql
        for sql in sqlite_schema.CREATED[VERSION].extras
        if "TRIGGER" in sql and "ON peacetalks_records" in sql
    )
    return f"{REMADE.format(columns=columns, options=options)} {triggers};"


def in_catalogue(old, new):
    """Return a script that alters a text of the catalogue by hand."""
    return f"""
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}');
        PRAGMA writable_schema = RESET;
    """


NEW_TRIGGER = (
    "CREATE TRIGGER foreign_one BEFORE INSERT ON {} BEGIN SELECT raise(ignore); END;".format
)
NEW_VIEW = "DROP VIEW peacetalks_events; CREATE VIEW peacetalks_events AS SELECT {};".format
SQLITE = {
    "all triggers dropped": (DROP_ALL, "the trigger peacetalks_no_update is missing"),
    "a trigger dropped": (
        "DROP TRIGGER peacetalks_log_no_update",
        "the trigger peacetalks_log_no_update is missing",
    ),
    "a trigger that never fires": (
        """DROP TRIGGER peacetalks_no_delete; CREATE TRIGGER peacetalks_no_delete
        BEFORE DELETE ON peacetalks_records WHEN 0 BEGIN SELECT 1; END""",
        "the trigger peacetalks_no_delete was altered",
    ),
    "a trigger of somebody else": (
        NEW_TRIGGER("peacetalks_records"),
        "a trigger that does not belong to the log: foreign_one",
    ),
    "a trigger of somebody else on the flag": (
        NEW_TRIGGER("Peacetalks_Writer"),
        "a trigger that does not belong to the log: foreign_one",
    ),
    "the view replaced": (
        NEW_VIEW("1 AS global_position"),
        "the view peacetalks_events gives other answers than this version's",
    ),
    "the view dropped": ("DROP VIEW peacetalks_events", "the view peacetalks_events is missing"),
    "the view filtered": (
        in_catalogue("FROM peacetalks_records", "FROM peacetalks_records WHERE position > 1"),
        "gives other answers",
    ),
    "another view": (
        "CREATE VIEW Peacetalks_all AS SELECT * FROM peacetalks_records",
        "a view that does not belong to the log: Peacetalks_all",
    ),
    "another table": (
        "CREATE TABLE peacetalks_more (x)",
        "a table that does not belong to the log: peacetalks_more",
    ),
    "a column added": (
        "ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT",
        "the table peacetalks_records was altered",
    ),
    "a column added to the row of the log": (
        "ALTER TABLE peacetalks_log ADD COLUMN reviewed TEXT",
        "the table peacetalks_log was altered",
    ),
    "a type": (remade("kind_version INTEGER", "kind_version ANY"), "peacetalks_records was altered"),
    "types that are not kept": (remade(options=""), "peacetalks_records was altered"),
    "a constraint": (remade("UNIQUE (stream, id)", "UNIQUE (id)"), "peacetalks_records was altered"),
    "a constraint that replaces": (
        remade("UNIQUE (stream, id)", "UNIQUE (stream, id) ON CONFLICT REPLACE"),
        "peacetalks_records was altered",
    ),
    "a check of the same words": (
        remade("global_position > 0 AND position > 0", "position > 0 AND 0 < global_position"),
        "peacetalks_records was altered",
    ),
    "another order of columns": (
        remade("payload TEXT,\n    occurred TEXT NOT NULL", "occurred TEXT NOT NULL,\n    payload TEXT")
        .replace("SELECT * FROM kept", "SELECT * FROM (SELECT global_position, stream, position,"
            " id, kind, kind_version, form, recorded_at, recorded_by, cause, occurred, payload,"
            " occurred_from, occurred_to, public, salt, sealed, digest, packed FROM kept)"),
        "the column peacetalks_records.payload was altered",
    ),
    "a collation": (remade("id TEXT", "id TEXT COLLATE NOCASE"), "peacetalks_records was altered"),
    "a default": (remade("cause TEXT", "cause TEXT DEFAULT 'x'"), "peacetalks_records was altered"),
    "a unique index": (
        "CREATE UNIQUE INDEX once ON peacetalks_records (stream) WHERE position > 5",
        "a unique index that does not belong to the log: once",
    ),
    "the flag": ("UPDATE peacetalks_writer SET appending = 1", "the row of peacetalks_writer"),
    "no flag": ("DELETE FROM peacetalks_writer", "the row of peacetalks_writer"),
    "a version that is not the log's": (
        "UPDATE peacetalks_log SET schema_version = 1",
        "the payload is missing",
    ),
    "another id": (
        "DROP TRIGGER peacetalks_log_no_update; UPDATE peacetalks_log SET log_id = 'x';",
        "the record was altered",
    ),
}  # fmt: skip
ADDED = """CREATE FUNCTION foreign_one() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER foreign_one BEFORE INSERT ON peacetalks_records
    FOR EACH ROW EXECUTE FUNCTION foreign_one()"""
ON_SERVER = {
    "a trigger dropped": (
        "DROP TRIGGER peacetalks_no_change ON peacetalks_records",
        "the trigger peacetalks_no_change is missing",
    ),
    "triggers disabled": (
        "ALTER TABLE peacetalks_records DISABLE TRIGGER ALL",
        "the trigger peacetalks_no_change was altered or disabled",
    ),
    "a trigger for replicas alone": (
        "ALTER TABLE peacetalks_log ENABLE REPLICA TRIGGER peacetalks_log_no_change",
        "the trigger peacetalks_log_no_change was altered or disabled",
    ),
    "a trigger that does less": (
        """DROP TRIGGER peacetalks_no_change ON peacetalks_records; CREATE TRIGGER
        peacetalks_no_change BEFORE DELETE ON peacetalks_records FOR EACH STATEMENT
        EXECUTE FUNCTION peacetalks_refuse()""",
        "the trigger peacetalks_no_change was altered or disabled",
    ),
    "a function that refuses nothing": (
        """CREATE OR REPLACE FUNCTION peacetalks_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RETURN NULL; END $$""",
        "was altered or disabled",
    ),
    "a function that looks elsewhere": (
        "ALTER FUNCTION peacetalks_only_append() SET search_path = pg_temp",
        "the trigger peacetalks_only_append was altered or disabled",
    ),
    "a trigger of somebody else": (ADDED, "a trigger that does not belong to the log: foreign_one"),
    "a rule": (
        "CREATE RULE swallow AS ON INSERT TO peacetalks_records DO INSTEAD NOTHING",
        "a rule that does not belong to the log: swallow on peacetalks_records",
    ),
    "a rule of the view": (
        "CREATE RULE swallow AS ON INSERT TO peacetalks_events DO INSTEAD NOTHING",
        "a rule that does not belong to the log: swallow on peacetalks_events",
    ),
    "row level security": (
        "ALTER TABLE peacetalks_records ENABLE ROW LEVEL SECURITY",
        "the table peacetalks_records was altered",
    ),
    "a table that a crash empties": (
        "ALTER TABLE peacetalks_records SET UNLOGGED",
        "the table peacetalks_records was altered",
    ),
    "a table that inherits": (
        "CREATE TABLE child () INHERITS (peacetalks_records)",
        "a table that inherits that does not belong to the log: child from peacetalks_records",
    ),
    "the view replaced": (
        NEW_VIEW("1 AS global_position"),
        "the view peacetalks_events gives other answers than this version's",
    ),
    "the view filtered": (
        "CREATE OR REPLACE VIEW peacetalks_events AS"
        + postgres_schema.CREATED[VERSION].extras[-1].partition(" AS")[2]
        + " WHERE position > 1",
        "the view peacetalks_events gives other answers than this version's",
    ),
    "the view dropped": ("DROP VIEW peacetalks_events", "the view peacetalks_events is missing"),
    "another table": (
        "CREATE TABLE peacetalks_more (x INTEGER)",
        "a table that does not belong to the log: peacetalks_more",
    ),
    "another function": (
        "CREATE FUNCTION peacetalks_refuse(x integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "a function that does not belong to the log: peacetalks_refuse(x integer)",
    ),
    "a column added": (
        "ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT",
        "a column that does not belong to the log: peacetalks_records.reviewed",
    ),
    "a default": (
        "ALTER TABLE peacetalks_records ALTER COLUMN cause SET DEFAULT 'x'",
        "the column peacetalks_records.cause was altered",
    ),
    "a column that may be missing": (
        "ALTER TABLE peacetalks_records ALTER COLUMN digest DROP NOT NULL",
        "the column peacetalks_records.digest was altered",
    ),
    "a type": (
        "ALTER TABLE peacetalks_log ALTER COLUMN schema_version TYPE bigint",
        "the column peacetalks_log.schema_version was altered",
    ),
    "a constraint dropped": (
        "ALTER TABLE peacetalks_records DROP CONSTRAINT peacetalks_records_stream_id_key",
        "the constraint UNIQUE (stream, id) of peacetalks_records is missing",
    ),
    "a constraint added": (
        "ALTER TABLE peacetalks_records ADD CHECK (position < 5) NOT VALID",
        "a constraint that does not belong to the log: CHECK",
    ),
    "a unique index": (
        "CREATE UNIQUE INDEX once ON peacetalks_records (stream) WHERE position > 5",
        "a unique index that does not belong to the log: once",
    ),
    "a version that is not the log's": (
        "UPDATE peacetalks_log SET schema_version = 1",
        "the payload is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("script", "told"), SQLITE.values(), ids=SQLITE)
def test_a_schema_of_a_file_that_was_altered_is_found_and_the_object_named(tmp_path, script, told):
    place = tmp_path / "talks.db"
    head = filled(place)
    run_sqlite(place, script)
    for found in (verified(place), verified(place, head=head)):
        assert not found
        assert found.problem.code == "PT008"
        assert told in str(found)


@pytest.mark.engines
@pytest.mark.parametrize(("script", "told"), ON_SERVER.values(), ids=ON_SERVER)
def test_a_schema_of_a_server_that_was_altered_is_found_and_the_object_named(address, script, told):
    head = filled(address)
    run_postgres(address, script)
    for found in (verified(address), verified(address, head=head)):
        assert not found
        assert found.problem.code == "PT008"
        assert told in str(found)


@pytest.fixture(params=["sqlite", POSTGRES])
def place(request, tmp_path):
    """Return the place of a log, and what runs a script in it."""
    if request.param == "sqlite":
        where, run = tmp_path / "talks.db", run_sqlite
    else:
        where, run = request.getfixturevalue("address"), run_postgres
    filled(where)
    return where, run


@pytest.mark.parametrize(
    "script",
    [
        "CREATE INDEX by_kind ON peacetalks_records (kind)",
        "CREATE TABLE recipes (title TEXT)",
        "CREATE VIEW titles AS SELECT id FROM peacetalks_events",
        "CREATE TABLE notes (at BIGINT REFERENCES peacetalks_records (global_position))",
    ],
)
def test_what_users_put_beside_a_log_is_no_problem(place, script):
    where, run = place
    run(where, script)
    assert verified(where)


def test_everything_is_checked_where_nothing_refuses_it(place):
    assert verified(place[0]).unchecked == ()


# Versions


def test_a_log_that_nobody_wrote_to_since_is_as_its_version_created_it(tmp_path):
    place = shutil.copy(OLD, tmp_path / "talks.db")
    assert verified(place)
    run_sqlite(place, "DROP TRIGGER peacetalks_no_update")
    assert "the trigger peacetalks_no_update is missing" in str(verified(place))


def test_a_log_that_was_brought_forward_is_as_a_new_one(tmp_path):
    place = shutil.copy(OLD, tmp_path / "talks.db")
    with pt.open_log(place) as log:
        log.append("a", [said("a1")])
        assert log.verify()
    run_sqlite(place, "DROP VIEW peacetalks_events")
    assert "the view peacetalks_events is missing" in str(verified(place))


def test_an_older_schema_under_newer_records_is_found(tmp_path):
    place = tmp_path / "talks.db"
    filled(place)
    older = sqlite_schema.CREATED[1].extras
    run_sqlite(
        place,
        "DROP TRIGGER peacetalks_only_append; DROP VIEW peacetalks_events;"
        "DROP TABLE peacetalks_writer; UPDATE peacetalks_log SET schema_version = 1;"
        "DROP TRIGGER peacetalks_no_delete; DELETE FROM peacetalks_records WHERE position = 3;"
        + older[1]
        + ";ALTER TABLE peacetalks_records DROP COLUMN packed;"
        + ";".join(sql for sql in older if "only_append" in sql or "VIEW" in sql),
    )
    assert "the schema is of version 1, and the last record of a newer one" in str(verified(place))


@pytest.mark.parametrize("version", sorted(sqlite_schema.STEPS))
def test_a_schema_that_was_brought_forward_equals_a_new_one(version, tmp_path):
    place = dialect(tmp_path / "talks.db", 5.0)
    with place.engine.begin() as connection:
        create(connection, sqlite_schema.CREATED[version])
        connection.execute(sa.insert(LOG).values(one=1, schema_version=version, log_id="x"))
        assert sqlite_guards.problem(connection, "x") is None
        migrate(connection, place, version)
        assert sqlite_guards.problem(connection, "x") is None
    place.engine.dispose()


@pytest.mark.engines
def test_a_schema_of_a_server_that_was_brought_forward_equals_a_new_one(address):
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        create(connection, postgres_schema.CREATED[1])
        connection.execute(sa.insert(LOG).values(one=1, schema_version=1, log_id="x"))
        assert postgres_guards.examine(connection, "x") == Examined()
    engine.dispose()
    with pt.open_log(address) as log:
        assert log.verify()
        log.append("a", [said("a1")], packed=True)
        assert log.verify()
    run_postgres(address, "DROP VIEW peacetalks_events")
    assert not verified(address)


@pytest.mark.engines
def test_a_view_that_a_server_does_not_let_be_compared_is_said_to_be_unchecked():
    server = start_server()
    server.psql("CREATE DATABASE own; REVOKE TEMPORARY ON DATABASE own FROM PUBLIC;")
    address = server.get_uri(database="own", driver="psycopg")
    head = filled(address)
    run_postgres(
        address,
        "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA public TO reader;"
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
    )
    for place in (
        sa.make_url(address).set(username="reader").render_as_string(),
        f"{address}{'&' if '?' in address else '?'}options=-cdefault_transaction_read_only%3Don",
    ):
        found = verified(place, head=head)
        assert found
        assert "not checked: the view peacetalks_events (the server refuses" in str(found)
        assert found.unchecked[0].startswith("the view peacetalks_events")
