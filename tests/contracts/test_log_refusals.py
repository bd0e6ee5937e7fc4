"""The databases themselves refuse to change or remove records, for every client."""

import contextlib
import sqlite3
from pathlib import Path

import psycopg
import pytest

import peacetalks as pt
from peacetalks.log.chain import Row

RECORDS = "peacetalks_records"


def as_new(**changes):
    """Return a statement's values: the row of record 2, with some columns given anew."""
    columns = [str(changes.get(name, name)) for name in Row._fields]
    return f"({', '.join(Row._fields)}) SELECT {', '.join(columns)} FROM {RECORDS} WHERE global_position = 2"


def filled(place):
    with pt.open_log(place) as log:
        return log.append(
            "a",
            [pt.StatementMade(id=f"e{n}", occurred="2023", by="AZE", text="x") for n in range(3)],
        ).head


EVERYWHERE = [
    f"UPDATE {RECORDS} SET payload = 'x'",
    f"UPDATE {RECORDS} SET recorded_at = 0 WHERE global_position = 2",
    f"DELETE FROM {RECORDS}",
    f"DELETE FROM {RECORDS} WHERE global_position = 3",
]
SQLITE = [
    f"UPDATE OR REPLACE {RECORDS} SET id = 'e0' WHERE global_position = 2",
    f"REPLACE INTO {RECORDS} {as_new()}",
    f"INSERT OR REPLACE INTO {RECORDS} {as_new(global_position=4)}",
    f"INSERT OR REPLACE INTO {RECORDS} {as_new(global_position=4, position=4)}",
    f"INSERT OR REPLACE INTO {RECORDS} {as_new(global_position=4, id=repr('e9'))}",
    f"INSERT OR REPLACE INTO {RECORDS} {as_new(position=4, id=repr('e9'))}",
    f"INSERT INTO {RECORDS} {as_new()} ON CONFLICT DO UPDATE SET payload = 'x'",
    f"INSERT INTO {RECORDS} {as_new(global_position=9, position=4, id=repr('e9'))}",
    f"INSERT INTO {RECORDS} {as_new(global_position=4, position=9, id=repr('e9'))}",
]
POSTGRES = [
    f"TRUNCATE {RECORDS}",
    f"TRUNCATE {RECORDS} CASCADE",
    f"INSERT INTO {RECORDS} {as_new()} ON CONFLICT (global_position) DO UPDATE SET payload = 'x'",
    f"MERGE INTO {RECORDS} r USING {RECORDS} s ON r.id = s.id WHEN MATCHED THEN DELETE",
]


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
@pytest.mark.parametrize("statement", EVERYWHERE + SQLITE)
def test_another_client_of_a_file_cannot_change_or_remove_records(tmp_path, statement, recursive):
    place = Path(tmp_path, "talks.db")
    head = filled(place)
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="append an EventCorrected"):
            connection.execute(statement)
    with pt.open_log(place) as log:
        assert log.verify(head=head).records == 3


@pytest.mark.parametrize("statement", EVERYWHERE + POSTGRES)
def test_another_client_of_a_database_cannot_change_or_remove_records(address, statement):
    head = filled(address)
    with (
        psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="append an EventCorrected"),
    ):
        connection.execute(statement)
    with pt.open_log(address) as log:
        assert log.verify(head=head).records == 3


LOG = [
    "UPDATE peacetalks_log SET log_id = 'x'",
    "DELETE FROM peacetalks_log",
    "INSERT INTO peacetalks_log SELECT 1, schema_version, 'x' FROM peacetalks_log",
]


@pytest.mark.parametrize("statement", [*LOG, "REPLACE INTO peacetalks_log VALUES (1, 1, 'x')"])
def test_another_client_of_a_file_cannot_change_which_log_it_is(tmp_path, statement):
    place = Path(tmp_path, "talks.db")
    head = filled(place)
    with (
        contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection,
        pytest.raises(sqlite3.IntegrityError),
    ):
        connection.execute(statement)
    with pt.open_log(place) as log:
        assert log.verify(head=head)


@pytest.mark.parametrize("statement", [*LOG, "TRUNCATE peacetalks_log"])
def test_another_client_of_a_database_cannot_change_which_log_it_is(address, statement):
    head = filled(address)
    with (
        psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection,
        pytest.raises((psycopg.errors.RaiseException, psycopg.errors.UniqueViolation)),
    ):
        connection.execute(statement)
    with pt.open_log(address) as log:
        assert log.verify(head=head)


@pytest.mark.parametrize(
    "changes",
    [
        {"global_position": 9, "position": 4},
        {"global_position": (1 << 63) - 1, "position": 4},
        {"global_position": 4, "position": 9},
        {"global_position": 4, "position": 2, "stream": "'b'"},
    ],
)
def test_another_client_of_a_database_cannot_leave_a_gap(address, changes):
    head = filled(address)
    statement = f"INSERT INTO {RECORDS} {as_new(id=repr('e9'), **changes)}"
    with (
        psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="append an EventCorrected"),
    ):
        connection.execute(statement)
    with pt.open_log(address) as log:
        assert log.verify(head=head)
        assert log.append("a", [pt.StatementMade(occurred="2023", by="AZE")]).position == 4


@pytest.mark.parametrize(
    "changes", [{}, {"global_position": 4}, {"global_position": 4, "position": 4}]
)
def test_another_client_of_a_database_cannot_store_an_id_or_position_again(address, changes):
    filled(address)
    with (
        psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        connection.execute(f"INSERT INTO {RECORDS} {as_new(**changes)}")


VIEW = """SELECT stream, position, id, kind, occurred, substr(CAST(occurred_from AS text), 1, 10),
    substr(CAST(occurred_to AS text), 1, 10), substr(CAST(public AS text), 1, 10), recorded_by
    FROM peacetalks_events ORDER BY global_position"""
ROWS = [
    ("a", 1, "x", "meeting-held", "2023-10", "2023-10-01", "2023-10-31", "2023-12-31", "A. B."),
    ("a", 2, "y", "statement-made", "1648/..", "1648-01-01", None, "1648-12-31", "A. B."),
]


def viewed(place):
    source = pt.Source("x", published="2023")
    with pt.open_log(place) as log:
        log.append(
            "a",
            [
                pt.MeetingHeld(id="x", occurred="2023-10", meeting="m", sources=source),
                pt.StatementMade(id="y", occurred="1648/..", by="AZE"),
            ],
            recorded_by="A. B.",
        )


def test_a_file_can_be_asked_in_sql(tmp_path):
    place = Path(tmp_path, "talks.db")
    viewed(place)
    with contextlib.closing(sqlite3.connect(place)) as connection:
        assert connection.execute(VIEW).fetchall() == ROWS
        by = "SELECT fields ->> '$.sources[0].publisher' FROM peacetalks_events WHERE id = 'x'"
        assert connection.execute(by).fetchone() == ("x",)


def test_a_database_can_be_asked_in_sql(address):
    viewed(address)
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        assert connection.execute(VIEW).fetchall() == ROWS
        by = "SELECT fields #>> '{sources,0,publisher}' FROM peacetalks_events WHERE id = 'x'"
        assert connection.execute(by).fetchone() == ("x",)
