"""What stands in a log's way is said in words, and nothing is changed or half written."""

import contextlib
import gc
import os
import pickle
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

import peacetalks as pt
from log_writers import said
from nobody import as_nobody, may_enter
from opening import refused
from peacetalks.log import appending
from peacetalks.log.sql import postgres, sqlite

PAGE = 16_384

# Storage


def test_a_full_disk_is_told_and_the_log_still_opens(place):
    with pt.open_log(place) as log:
        head = log.head()
        engine = log._store._engine
        engine.dispose()
        size = place.stat().st_size // PAGE
        limit = sa.event.listens_for(engine, "connect")
        limit(lambda driver, _: driver.execute(f"PRAGMA max_page_count = {size + 4}"))
        with pytest.raises(pt.LogUnavailable, match="nothing from the batch was written") as raised:
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
        with pytest.raises(pt.LogUnavailable, match="not writable") as raised:
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
    with as_nobody(), pytest.raises(pt.LogUnavailable, match="check its permissions"):
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


def test_a_file_that_was_removed_or_replaced_while_it_was_open_takes_no_append(place):
    with pt.open_log(place) as log:
        for end in ("", "-wal", "-shm"):
            Path(f"{place}{end}").unlink(missing_ok=True)
        with pytest.raises(pt.LogUnavailable, match="removed or replaced while it was open"):
            log.append("a", [said("a2")])
        pt.open_log(place).close()
        with pytest.raises(pt.LogUnavailable, match="removed or replaced while it was open"):
            log.append("a", [said("a2")])
    assert place.exists()
    with pt.open_log(place) as log:
        assert log.append("a", [said("a2")]).position == 1


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_copy_is_not_put_where_the_writes_of_another_file_are_left(place, tmp_path, end):
    left = Path(tmp_path, f"copy.db{end}")
    left.write_bytes(b"left")
    with pt.open_log(place) as log, pytest.raises(pt.InvalidValue, match="already exists"):
        log.backup(tmp_path / "copy.db")
    assert left.read_bytes() == b"left"
    assert not (tmp_path / "copy.db").exists()


def test_a_redaction_leaves_no_writes_behind_that_would_undo_it(place, tmp_path):
    with pt.open_log(place) as log:
        log.append("a", [said("a2", text="a name")])
        log.redact(tmp_path / "without.db", [("a", "a2")])
        assert Path(f"{place}-wal").stat().st_size == 0
        # Whoever deletes the file alone, and leaves its log of writes.
        place.unlink()
        (tmp_path / "without.db").rename(place)
        with pt.open_log(place) as copy:
            assert copy.verify().redacted == (2,)
            assert [r.event.id for r in copy.read("a")] == ["a1"]


@pytest.mark.parametrize("pair", ["a1", ("a",), ("a", "a1", "x"), ("a", 1), None])
def test_what_is_no_pair_of_stream_and_id_is_not_redacted(place, tmp_path, pair):
    with pt.open_log(place) as log, pytest.raises(pt.InvalidValue, match="not a pair"):
        log.redact(tmp_path / "copy.db", [pair])


def test_a_copy_to_what_is_no_place_says_so(place, tmp_path):
    (tmp_path / "dangling.db").symlink_to(tmp_path / "nowhere")
    with pt.open_log(place) as log:
        for into in (None, 5, b"x", tmp_path / "dangling.db"):
            with pytest.raises(pt.InvalidValue):
                log.backup(into)


@pytest.mark.parametrize("timeout", [-1, float("nan"), float("inf"), "x", None, True])
def test_a_time_to_wait_that_is_none_is_refused(tmp_path, timeout):
    with pytest.raises(pt.InvalidValue, match="not a timeout"):
        pt.open_log(tmp_path / "talks.db", timeout=timeout)


def test_not_waiting_at_all_is_not_waiting_for_ever(address):
    with (
        psycopg.connect(address.replace("+psycopg", "")) as other,
        pt.open_log(address, timeout=0) as log,
    ):
        other.execute(f"SELECT pg_advisory_xact_lock({postgres.LOCK})")
        with pytest.raises(pt.LogUnavailable) as raised:
            log.append("a", [said("a2")])
        assert raised.value.reason == "locked"


@pytest.mark.parametrize("place", ["a\x00b.db", "x" * 300 + ".db", "sqlite:///q.db?timeout=3"])
def test_a_path_that_no_file_can_have_is_refused(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pt.InvalidValue):
        pt.open_log(place)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_no_log(tmp_path):
    os.mkfifo(tmp_path / "pipe.db")
    assert "not a regular file" in refused(pt.InvalidValue, tmp_path / "pipe.db")


@pytest.mark.parametrize("level", ["repeatable%5C%20read", "serializable"])
def test_writers_wait_for_their_turn_whatever_isolation_the_server_takes_for_granted(
    address, level
):
    where = f"{address}%20-cdefault_transaction_isolation%3D{level}"
    with pt.open_log(where) as log:
        threads = [
            threading.Thread(
                target=lambda n=n: [log.append("a", [said(f"{n}-{i}")]) for i in range(10)]
            )
            for n in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert log.verify().records == 60


def test_an_interrupt_in_an_append_is_an_interrupt_and_leaves_no_lock(new, monkeypatch):
    log = new()
    log.append("a", [said("a1")])
    made = appending._rows

    def interrupted(*told):
        yield next(iter(made(*told)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(appending, "_rows", interrupted)
        with pytest.raises(KeyboardInterrupt):
            log.append("a", [said("a2"), said("a3")])
    assert gc.isenabled()
    assert log.append("a", [said("a2")]).position == 2
    assert log.verify().records == 2


def test_a_log_is_opened_again_not_pickled(place):
    with pt.open_log(place) as log, pytest.raises(TypeError, match="open it by its name"):
        pickle.dumps(log)


def test_a_damaged_file_is_told_and_not_touched(place):
    with pt.open_log(place) as log:
        log.append("a", [said(f"b{n}", text="x" * 900) for n in range(100)])
    data = bytearray(place.read_bytes())
    for start in range(PAGE * 2, PAGE * 4):  # of two indexes
        data[start] = 0xEE
    place.write_bytes(data)
    with pt.open_log(place) as log:
        found = log.verify()
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
        with pytest.raises(pt.LogUnavailable, match="not writable") as raised:
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


def test_commits_reach_the_disk_before_they_return(place):
    with pt.open_log(place) as log, log._store.reading() as reader:
        asked = reader._connection.exec_driver_sql
        assert asked("PRAGMA journal_mode").scalar() == "wal"
        assert asked("PRAGMA synchronous").scalar() == 2


def test_commits_of_a_server_reach_the_disk_before_they_return(address):
    with pt.open_log(address) as log, log._store.reading() as reader:
        asked = reader._connection.exec_driver_sql
        assert asked("SHOW synchronous_commit").scalar() == "on"
        assert asked("SHOW fsync").scalar() == "on"
