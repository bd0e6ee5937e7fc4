"""The file of a log next to those SQLite makes: half there, copied, out of reach, closed by others."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from log_writers import said
from nobody import as_nobody, may_enter
from opening import refused
from peacetalks.log.sql import files, sqlite

ELSEWHERE = """
import sys
import peacetalks as pt
for line in sys.stdin:
    what, *more = line.split()
    if what == "open":
        log = pt.open_log(sys.argv[1])
    elif what == "append":
        log.append("a", [pt.StatementMade(id=name, occurred="2023", by="AZE") for name in more])
    else:
        log.close()
    print(what, flush=True)
"""


@pytest.fixture
def elsewhere(place):
    """Return what makes another process open, append to and close the log."""
    with subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def do(*commands):
            for command in commands:
                process.stdin.write(f"{command}\n")
                process.stdin.flush()
                assert process.stdout.readline().strip() == command.split()[0]

        yield do
        process.stdin.close()


def beside(place):
    return sorted(path.name for path in place.parent.iterdir())


# Half there


def test_the_file_of_a_log_is_nothing_yet_or_the_log_after_every_statement_of_its_making(tmp_path):
    place = tmp_path / "talks.db"
    copies = [tmp_path / "0.db"]

    def copied(*_):
        if place.exists():
            copies.append(tmp_path / f"{len(copies)}.db")
            shutil.copy(place, copies[-1])

    sa.event.listen(sa.Engine, "after_cursor_execute", copied)
    sa.event.listen(sa.Engine, "commit", copied)
    try:
        with pt.open_log(place) as log:
            log.append("a", [said("a1")])
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", copied)
        sa.event.remove(sa.Engine, "commit", copied)
    whole = [copy for copy in copies if copy.exists() and copy.stat().st_size]
    assert 4 < len(whole) < len(copies) - 4
    for copy in whole:
        with pt.open_log(copy) as found:
            assert found.log_id == log.log_id
            assert found.verify()


def test_a_log_is_in_write_ahead_mode_from_its_opening_on(tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log, log._store.reading() as reader:
        assert reader._connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


@pytest.mark.parametrize("statement", ["PRAGMA journal_mode = WAL", "PRAGMA user_version = 1"])
def test_a_database_without_tables_is_no_place_for_a_log(tmp_path, statement):
    place = tmp_path / "talks.db"
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.execute(statement)
    for create in (True, False):
        told = refused(pt.NotALog, place, create=create)
        assert (
            "an SQLite database without tables, or part of one; hint: to copy a log in use" in told
        )


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return the bytes of a log of many pages, with its id and its head."""
    place = tmp_path_factory.mktemp("large") / "talks.db"
    with pt.open_log(place) as log:
        head = log.append("a", [said(f"a{n}", text="x" * 300) for n in range(60)]).head
    return place.read_bytes(), log.log_id, head


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 1 << 20) | st.integers(1, 16).map(lambda pages: pages * 4096))
@example(1)
@example(16)
@example(600)
@example(4096)
def test_a_log_cut_anywhere_is_an_error_or_the_same_log_and_never_a_new_one(large, size):
    data, log_id, head = large
    cut = data[: size % len(data) or 1]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "talks.db")
        place.write_bytes(cut)
        try:
            with pt.open_log(place) as log:
                assert log.log_id == log_id
                assert not log.verify(head=head)
        except pt.LogError:
            assert place.read_bytes() == cut


# Out of reach


@pytest.fixture
def out_of_reach(place):
    """Return the place of a log in a folder that others may read and not write."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not write while another process does")
    may_enter(place.parent)
    place.chmod(0o644)
    before = place.stat().st_mtime_ns - 10**9  # at rest for a while
    os.utime(place, ns=(before, before))
    return place


def seen(log):
    """Return what a reader sees by each way to ask."""
    assert log.verify().records == log.head().position == len(list(log.follow()))
    return [record.event.id for record in log.read("a")]


def check_a_reader_reads_along(place, elsewhere):
    with as_nobody(), pt.open_log(place, create=False) as log:
        assert seen(log) == ["a1"]
        elsewhere("open", "append a2 a3")
        assert seen(log) == ["a1", "a2", "a3"]
        elsewhere("append a4")
        assert seen(log) == ["a1", "a2", "a3", "a4"]
        elsewhere("close")
        assert seen(log) == ["a1", "a2", "a3", "a4"]
        elsewhere("open", "append a5", "close")
        assert seen(log) == ["a1", "a2", "a3", "a4", "a5"]


def test_a_reader_who_may_not_write_sees_what_others_append(out_of_reach, elsewhere):
    check_a_reader_reads_along(out_of_reach, elsewhere)


def test_a_reader_who_looks_at_the_file_once_does_not(out_of_reach, elsewhere, monkeypatch):
    monkeypatch.setattr(sqlite, "is_current", lambda *_: True)
    with pytest.raises(AssertionError):
        check_a_reader_reads_along(out_of_reach, elsewhere)


def test_a_reader_who_may_not_write_sees_what_was_appended_between_two_looks(
    out_of_reach, elsewhere
):
    with as_nobody(), pt.open_log(out_of_reach, create=False) as log:
        for number in range(2, 6):
            elsewhere("open", f"append a{number}", "close")
            assert seen(log) == [f"a{n + 1}" for n in range(number)]
        with pytest.raises(pt.LogUnavailable) as raised:
            log.append("a", [said("mine")])
        assert raised.value.reason == "read-only"
    assert beside(out_of_reach) == ["talks.db"]


def test_a_copy_of_a_file_that_changed_meanwhile_is_not_read(out_of_reach, elsewhere, monkeypatch):
    copy = shutil.copyfileobj
    tries = []

    def interrupted(source, target, length):
        copy(source, target, length)
        tries.append(length)
        if len(tries) == 1:
            elsewhere("open", "append a2", "close")

    monkeypatch.setattr(files.shutil, "copyfileobj", interrupted)
    with as_nobody(), pt.open_log(out_of_reach, create=False) as log:
        assert seen(log) == ["a1", "a2"]
    assert len(tries) == 2


def test_a_copy_is_made_once_and_leaves_no_file(out_of_reach, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("temporary")
    folder.chmod(0o777)
    may_enter(folder.parent)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    copies = []
    copy = shutil.copyfileobj
    monkeypatch.setattr(
        files.shutil, "copyfileobj", lambda *told: copies.append(told) or copy(*told)
    )
    with as_nobody(), pt.open_log(out_of_reach, create=False) as log:
        assert [seen(log) for _ in range(3)] == [["a1"]] * 3
        assert list(folder.iterdir()) == []
    assert len(copies) == 1


def test_without_room_for_a_copy_the_reader_is_told(out_of_reach, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.shutil, "copyfileobj", full)
    with as_nobody():
        told = refused(pt.LogUnavailable, out_of_reach, create=False)
    assert (
        "no copy can be made to read from: [Errno 28] No space left on device; hint: free" in told
    )


def test_a_write_ahead_log_without_its_index_is_told(out_of_reach):
    Path(f"{out_of_reach}-wal").write_bytes(b"")
    with as_nobody():
        told = refused(pt.LogUnavailable, out_of_reach, create=False)
    assert "and those of the -wal and -shm files next to it" in told


# Closed by others


def check_nothing_is_lost(place, elsewhere, touch):
    with pt.open_log(place) as log:
        log.append("a", [said("a2")])
        touch(place)
        elsewhere("open", "append a3", "close")
        log.append("a", [said("a4")])
        assert [record.event.id for record in log.read("a")] == ["a1", "a2", "a3", "a4"]
        elsewhere("open", "append a5", "close")
    with pt.open_log(place) as log:
        assert log.verify().records == 5


@pytest.mark.parametrize("touch", [lambda place: pt.open_log(place).close(), Path.read_bytes])
def test_what_is_appended_is_kept_when_another_part_of_the_program_touched_the_file(
    place, elsewhere, touch
):
    check_nothing_is_lost(place, elsewhere, touch)


def test_what_is_appended_is_lost_where_nobody_looks_for_the_write_ahead_log(
    place, elsewhere, monkeypatch
):
    monkeypatch.setattr(sqlite, "is_current", lambda *_: True)
    with pytest.raises((AssertionError, pt.LogUnavailable)):
        check_nothing_is_lost(place, elsewhere, Path.read_bytes)


def test_opening_a_log_again_leaves_its_write_ahead_log_to_those_who_have_it(place, elsewhere):
    with pt.open_log(place) as log:
        log.append("a", [said("a2")])
        pt.open_log(place).close()
        elsewhere("open", "close")
        assert beside(place) == ["talks.db", "talks.db-shm", "talks.db-wal"]
