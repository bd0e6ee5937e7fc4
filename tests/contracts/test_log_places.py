"""Places that are no log, and logs of other versions: said in words, and left alone."""

import contextlib
import sqlite3

import psycopg
import pytest

import peacetalks as pt
from contracts_places import POSTGRES
from log_writers import said
from opening import refused
from peacetalks.log import sql
from peacetalks.log.sql import migrations, store
from peacetalks.log.sql.migrations import migrate
from peacetalks.primitives.frozenmap import FrozenMap

# Places


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (":memory:", "hint: pt.MemoryLog() keeps a log in memory"),
        ("", "not a path"),
        ("mysql://root:secret@host/db", "accepted: a path, sqlite:///path, postgresql+psycopg://"),
        ("postgresql+psycopg://root:secret@host:port/db", "not the address of a database"),
        (7, "not a path or an address of a log"),
        (b"talks.db", "not a path or an address of a log"),
    ],
)
def test_a_place_that_is_none_says_what_is_accepted_and_no_password(place, told):
    with pytest.raises(pt.InvalidValue) as raised:
        pt.open_log(place)
    assert told in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "place",
    [
        "postgresql+psycopg://me:p@secret@localhost/talks",
        "postgresql+psycopg://me@localhost:1/talks?options=-cpassword=secret",
        "postgresql+psycopg://me@localhost:1/talks?sslkey=secret",
        "postgresql+psycopg://me:p%40secret@localhost:1/talks",
    ],
)
def test_no_error_and_no_name_of_a_log_shows_what_may_be_a_password(place):
    with pytest.raises((pt.InvalidValue, pt.LogUnavailable)) as raised:
        pt.open_log(place, timeout=1)
    assert "secret" not in str(raised.value)


def test_a_view_in_the_place_of_the_records_is_no_log(place):
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.execute("DROP TABLE peacetalks_records")
        connection.execute(
            "CREATE VIEW peacetalks_records AS WITH RECURSIVE n(global_position) AS"
            " (SELECT 1 UNION ALL SELECT global_position + 1 FROM n) SELECT * FROM n"
        )
        connection.commit()
    assert "the table peacetalks_records is missing" in refused(pt.NotALog, place)


def test_a_folder_is_no_log_and_a_missing_one_is_named(tmp_path):
    assert "a folder, not a file" in refused(pt.InvalidValue, tmp_path)
    assert "no such folder" in refused(pt.NotFound, tmp_path / "no" / "talks.db")


def test_a_log_that_must_be_there_is_not_made(tmp_path):
    assert "peacetalks log init" in refused(pt.NotFound, tmp_path / "talks.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_must_be_in_a_database_is_not_made(address):
    assert "there is no log" in refused(pt.NotFound, address, create=False)


def test_an_address_of_a_file_means_the_file(place, tmp_path, monkeypatch):
    with pt.open_log(f"sqlite:///{place}", create=False) as log:
        assert log.head().position == 1
    monkeypatch.chdir(tmp_path)
    with pt.open_log("talks.db", create=False) as log:
        assert log.name == "talks.db"
        assert repr(log) == "<Log talks.db>"


def test_a_path_with_odd_characters_is_a_path(tmp_path):
    for name in ("a b?mode=ro.db", "100%#1.db", "é&x=1.db"):
        with pt.open_log(tmp_path / name) as log:
            log.append("a", [said("a1")])
        assert (tmp_path / name).exists(), name


@pytest.mark.parametrize(
    "content", [b"no database at all " * 60, b"x", b"SQLite format 3\x00" + b"\x07" * 500]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content):
    place = tmp_path / "talks.db"
    place.write_bytes(content)
    assert "not an SQLite database" in refused(pt.NotALog, place)
    assert [path.name for path in tmp_path.iterdir()] == ["talks.db"]


def test_an_empty_file_becomes_a_log(tmp_path):
    place = tmp_path / "talks.db"
    place.touch()
    with pt.open_log(place) as log:
        assert log.append("a", [said("a1")]).appended == 1


def test_a_database_of_something_else_is_left_alone(tmp_path):
    place = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE recipes (title)")
    assert "not a log; hint: it has the tables recipes" in refused(pt.NotALog, place)


def test_a_log_of_a_newer_version_is_left_alone(place):
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("UPDATE peacetalks_log SET schema_version = 7")
    told = refused(pt.NotALog, place)
    assert (
        "a log of schema version 7, but only versions up to 2 are supported; hint: install a newer"
        in told
    )


def test_a_log_of_a_newer_version_in_a_database_is_left_alone(address):
    pt.open_log(address).close()
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        connection.execute("UPDATE peacetalks_log SET schema_version = 7")
    assert "schema version 7" in refused(pt.NotALog, address)


# Migrations


STEPS = FrozenMap(
    {
        2: dict.fromkeys(
            ("sqlite", "postgresql"),
            (
                "ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT",
                "CREATE INDEX by_kind ON peacetalks_records (kind)",
            ),
        )
    }
)


@pytest.fixture(params=["sqlite", POSTGRES])
def older(request, place):
    """Return a log that a newer version of the schema finds."""
    where = place if request.param == "sqlite" else request.getfixturevalue("address")
    with pt.open_log(where) as log:
        log.append("a", [said("a1"), said("a2")])
    return where


def upgrade(monkeypatch, steps=STEPS):
    monkeypatch.setattr(store, "VERSION", 3)
    monkeypatch.setattr(store, "migrate", lambda *told: migrate(*told, steps=steps, upto=3))


def test_an_older_log_is_brought_forward_and_keeps_its_chain(older, monkeypatch):
    with pt.open_log(older) as log:
        head = log.head()
    upgrade(monkeypatch)
    with pt.open_log(older) as log:
        assert log.verify(head=head)
        assert log.append("a", [said("a3")]).position == 3
    with pt.open_log(older) as log:
        assert log.verify(head=head).records == 3


def test_a_step_that_fails_changes_nothing(older, monkeypatch):
    broken = FrozenMap(
        {
            2: {
                name: (*STEPS[2][name], "CREATE TABLE peacetalks_log (x INTEGER)")
                for name in STEPS[2]
            }
        }
    )
    with monkeypatch.context() as patch:
        upgrade(patch, broken)
        with (
            pt.open_log(older) as log,
            pytest.raises(pt.LogUnavailable, match="already exists"),
        ):
            log.append("a", [said("a3")])
    with pt.open_log(older) as log:
        assert log.verify().records == 2


def test_every_step_up_to_this_version_is_there_for_both_databases():
    assert sorted(migrations.STEPS) == list(range(1, sql.schema.VERSION))
    for step in migrations.STEPS.values():
        assert sorted(step) == ["postgresql", "sqlite"]
