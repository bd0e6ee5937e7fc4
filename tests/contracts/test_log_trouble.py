"""What stands in a log's way is said in words, and nothing is changed or half written."""

import contextlib
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

import peacetalks as pt
from nobody import as_nobody, may_enter
from peacetalks.frozenmap import FrozenMap
from peacetalks.log import sql
from peacetalks.log.sql import migrations, postgres, sqlite, store
from peacetalks.log.sql.migrations import migrate


def said(name, **more):
    return pt.StatementMade(id=name, occurred="2023-11-16", by="AZE", **more)


@pytest.fixture
def place(tmp_path):
    place = Path(tmp_path, "talks.db")
    with pt.open_log(place) as log:
        log.append("a", [said("a1")])
    return place


def refused(error, place, **options):
    """Return what opening a place is answered, which must change nothing."""
    path = Path(place)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error) as raised:
        pt.open_log(place, **options)
    if before is not None:
        assert path.read_bytes() == before
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)
    return str(raised.value)


# Places


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (":memory:", "hint: pt.MemoryLog() keeps a log in memory"),
        ("", "no path"),
        ("mysql://root:secret@host/db", "accepted: a path, sqlite:///path, postgresql+psycopg://"),
        ("postgresql+psycopg://root:secret@host:port/db", "no address of a database"),
        (7, "no place for a log"),
        (b"talks.db", "no place for a log"),
    ],
)
def test_a_place_that_is_none_says_what_is_accepted_and_no_password(place, told):
    with pytest.raises(pt.InvalidValue) as raised:
        pt.open_log(place)
    assert told in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_folder_is_no_log_and_a_missing_one_is_named(tmp_path):
    assert "a folder, not a file" in refused(pt.InvalidValue, tmp_path)
    assert "no such folder" in refused(pt.NotFound, tmp_path / "no" / "talks.db")


def test_a_log_that_must_be_there_is_not_made(tmp_path, address):
    assert "peacetalks log init" in refused(pt.NotFound, tmp_path / "talks.db", create=False)
    assert list(tmp_path.iterdir()) == []
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
    assert "no SQLite database" in refused(pt.NotALog, place)
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
    assert "something else; hint: it has the tables recipes" in refused(pt.NotALog, place)


def test_a_log_of_a_newer_version_is_left_alone(place, address):
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("UPDATE peacetalks_log SET schema_version = 7")
    told = refused(pt.NotALog, place)
    assert "a log of schema version 7, and up to 1 are understood; hint: install a newer" in told
    pt.open_log(address).close()
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        connection.execute("UPDATE peacetalks_log SET schema_version = 7")
    assert "schema version 7" in refused(pt.NotALog, address)


# Migrations


STEPS = FrozenMap(
    {
        1: dict.fromkeys(
            ("sqlite", "postgresql"),
            (
                "ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT",
                "CREATE INDEX by_kind ON peacetalks_records (kind)",
            ),
        )
    }
)


@pytest.fixture(params=["sqlite", "postgres"])
def older(request, place):
    """Return a log that a newer version of the schema finds."""
    where = place if request.param == "sqlite" else request.getfixturevalue("address")
    with pt.open_log(where) as log:
        log.append("a", [said("a1"), said("a2")])
    return where


def upgrade(monkeypatch, steps=STEPS):
    monkeypatch.setattr(store, "VERSION", 2)
    monkeypatch.setattr(store, "migrate", lambda *told: migrate(*told, steps=steps, upto=2))


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
            1: {
                name: (*STEPS[1][name], "CREATE TABLE peacetalks_log (x INTEGER)")
                for name in STEPS[1]
            }
        }
    )
    with monkeypatch.context() as patch:
        upgrade(patch, broken)
        with pytest.raises(pt.LogUnavailable, match="already exists"):
            pt.open_log(older)
    with pt.open_log(older) as log:
        assert log.verify().records == 2


def test_every_step_up_to_this_version_is_there_for_both_databases():
    assert sorted(migrations.STEPS) == list(range(1, sql.schema.VERSION))
    for step in migrations.STEPS.values():
        assert sorted(step) == ["postgresql", "sqlite"]


# Storage


def test_a_full_disk_is_told_and_the_log_still_opens(place):
    with pt.open_log(place) as log:
        head = log.head()
        engine = log._store._engine
        engine.dispose()
        size = place.stat().st_size // 4096
        limit = sa.event.listens_for(engine, "connect")
        limit(lambda driver, _: driver.execute(f"PRAGMA max_page_count = {size + 4}"))
        with pytest.raises(pt.LogUnavailable, match="nothing of the batch was written") as raised:
            log.append("a", [said(f"b{n}", text="x" * 900) for n in range(100)])
        assert raised.value.reason == "full"
        assert log.head() == head
        assert log.append("a", [said("small")]).appended == 1
    with pt.open_log(place) as log:
        assert log.verify(head=head).records == 2
        assert log.append("a", [said(f"b{n}", text="x" * 900) for n in range(100)]).appended == 100


def test_a_full_file_system_is_told_and_the_log_still_opens(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system; the test before this one needs none")
    try:
        with pt.open_log(folder / "talks.db") as log:
            head = log.append("a", [said("a1")]).head
            with pytest.raises(pt.LogUnavailable, match="the disk is full"):
                log.append("a", [said(f"b{n}", text="x" * 9000) for n in range(100)])
            assert log.head() == head
        with pt.open_log(folder / "talks.db") as log:
            assert log.verify(head=head).records == 1
            assert log.append("a", [said("a2")]).appended == 1
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def open_folder(tmp_path):
    may_enter(tmp_path)
    return tmp_path


def test_a_file_that_may_not_be_written_is_read_and_an_append_to_it_refused(place, open_folder):
    place.chmod(0o444)
    open_folder.chmod(0o777)
    before = place.read_bytes()
    with as_nobody(), pt.open_log(place) as log:
        assert [r.event.id for r in log.read("a")] == ["a1"]
        assert log.verify()
        with pytest.raises(pt.LogUnavailable, match="cannot be written") as raised:
            log.append("a", [said("a2")])
        assert raised.value.reason == "read-only"
    assert place.read_bytes() == before


def test_a_log_in_a_folder_that_may_not_be_written_is_read(place, open_folder):
    place.chmod(0o444)
    open_folder.chmod(0o555)
    with as_nobody(), pt.open_log(place) as log:
        assert [r.event.id for r in log.read("a")] == ["a1"]
        with pytest.raises(pt.LogUnavailable) as raised:
            log.append("a", [said("a2")])
        assert raised.value.reason == "read-only"
    with as_nobody(), pytest.raises(pt.LogUnavailable, match="cannot be"):
        pt.open_log(open_folder / "new.db")
    assert [path.name for path in open_folder.iterdir()] == ["talks.db"]
    open_folder.chmod(0o755)


@pytest.mark.usefixtures("open_folder")
def test_a_file_that_may_not_be_read_says_so(place):
    place.chmod(0o000)
    with as_nobody(), pytest.raises(pt.LogUnavailable, match="look at its permissions"):
        pt.open_log(place)


def test_a_locked_file_is_told_after_the_time_given_and_nothing_is_written(place):
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pt.open_log(place, timeout=0.05) as log:
            assert len(list(log.read("a"))) == 1
            with pytest.raises(pt.LogUnavailable, match=r"for 0\.05 seconds") as raised:
                log.append("a", [said("a2")])
            assert raised.value.reason == "locked"
            other.execute("ROLLBACK")
            assert log.append("a", [said("a2")]).position == 2


def test_a_locked_database_is_told_after_the_time_given_and_nothing_is_written(address):
    with (
        psycopg.connect(address.replace("+psycopg", "")) as other,
        pt.open_log(address, timeout=0.05) as log,
    ):
        other.execute(f"SELECT pg_advisory_xact_lock({postgres.LOCK})")
        with pytest.raises(pt.LogUnavailable, match=r"for 0\.05 seconds") as raised:
            log.append("a", [said("a2")])
        assert raised.value.reason == "locked"
        other.rollback()
        assert log.append("a", [said("a2")]).position == 1


def test_a_damaged_file_is_told_and_not_touched(place):
    with pt.open_log(place) as log:
        log.append("a", [said(f"b{n}", text="x" * 900) for n in range(100)])
    data = bytearray(place.read_bytes())
    for start in range(4096 * 12, 4096 * 20):
        data[start] = 0xEE
    place.write_bytes(data)
    found = pt.open_log(place).verify()
    assert not found
    assert "damaged" in str(found)


def test_a_connection_that_broke_is_made_anew(address):
    with pt.open_log(address) as log:
        log.append("a", [said("a1")])
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        with psycopg.connect(address.replace("+psycopg", "")) as other:
            other.execute(end)
        assert log.append("a", [said("a2")]).position == 2


def test_a_server_that_does_not_answer_is_told_without_the_password():
    told = refused(pt.LogUnavailable, "postgresql+psycopg://me:secret@127.0.0.1:1/talks")
    assert told.startswith("postgresql+psycopg://me:***@127.0.0.1:1/talks: the database cannot be")
    assert "secret" not in told


def test_a_password_anywhere_in_an_address_is_not_told():
    told = refused(pt.LogUnavailable, "postgresql://127.0.0.1:1/talks?password=secret&user=me")
    assert "secret" not in told


def test_a_user_who_may_only_read_reads(address):
    with pt.open_log(address) as log:
        log.append("a", [said("a1")])
    reader = f"{address}%20-cdefault_transaction_read_only%3Don"
    with pt.open_log(reader) as log:
        assert len(list(log.read("a"))) == 1
        assert log.verify()
        with pytest.raises(pt.LogUnavailable, match="cannot be written") as raised:
            log.append("a", [said("a2")])
        assert raised.value.reason == "read-only"


def test_without_psycopg_the_extra_is_named():
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "import peacetalks as pt\n"
        "try: pt.open_log('postgresql://host/db')\n"
        "except pt.MissingExtra as error: print(error)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "psycopg is not installed; hint: pip install 'peacetalks[postgres]'" in ran.stdout


def test_an_old_sqlite_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 30, 0))
    assert "which need 3.37" in refused(pt.LogUnavailable, tmp_path / "talks.db")


def test_a_log_stays_where_it_was_opened_when_the_folder_changes(tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path)
    with pt.open_log("talks.db") as log:
        log.append("a", [said("a1")])
        log._store._engine.dispose()
        monkeypatch.chdir(tmp_path / "other")
        assert log.append("a", [said("a2")]).position == 2
    assert list((tmp_path / "other").iterdir()) == []


def test_commits_reach_the_disk_before_they_return(place, address):
    with pt.open_log(place) as log, log._store.reading() as reader:
        asked = reader._connection.exec_driver_sql
        assert asked("PRAGMA journal_mode").scalar() == "wal"
        assert asked("PRAGMA synchronous").scalar() == 2
    with pt.open_log(address) as log, log._store.reading() as reader:
        asked = reader._connection.exec_driver_sql
        assert asked("SHOW synchronous_commit").scalar() == "on"
        assert asked("SHOW fsync").scalar() == "on"
