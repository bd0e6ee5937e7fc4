"""What is around the records, verify checks too: tables, triggers, view, and the rows that say what a log is."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

import peacetalks as pt
from altered_schemas import IN_A_FILE, ON_A_SERVER
from contracts_places import POSTGRES, start_server
from log_writers import said
from peacetalks.log import Examined
from peacetalks.log.sql import postgres_guards, postgres_schema, sqlite_guards, sqlite_schema
from peacetalks.log.sql.migrations import migrate
from peacetalks.log.sql.schema import LOG, create
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


@pytest.mark.parametrize(("script", "told"), IN_A_FILE.values(), ids=IN_A_FILE)
def test_a_schema_of_a_file_that_was_altered_is_found_and_the_object_named(tmp_path, script, told):
    place = tmp_path / "talks.db"
    head = filled(place)
    run_sqlite(place, script)
    for found in (verified(place), verified(place, head=head)):
        assert not found
        assert found.problem.code == "PT008"
        assert told in str(found)


@pytest.mark.engines
@pytest.mark.parametrize(("script", "told"), ON_A_SERVER.values(), ids=ON_A_SERVER)
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
