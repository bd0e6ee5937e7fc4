"""Files appear when they are whole: in every writer, a failure leaves what was there."""

import os
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import errors, frames, interchange, views
from peacetalks._support.atomic_file import atomic_write
from stories import held


def names(folder):
    return [file.name for file in Path(folder).iterdir()]


@pytest.fixture
def path(tmp_path):
    """Return the path of a file that is there."""
    place = tmp_path / "talks.txt"
    place.write_text("before")
    return place


def test_what_fails_while_it_is_written_leaves_the_file_as_it_was(path):
    def write():
        with atomic_write(path) as part:
            part.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert path.read_text() == "before"
    assert names(path.parent) == ["talks.txt"]


def test_what_is_stopped_leaves_nothing_beside_the_file(path):
    def write():
        with atomic_write(path):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert names(path.parent) == ["talks.txt"]


def test_a_link_is_followed_and_stays_a_link(path):
    link = path.with_name("link.txt")
    link.symlink_to(path)
    with atomic_write(link) as part:
        part.write_text("after")
    assert link.is_symlink()
    assert path.read_text() == "after"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_the_rights_of_a_file_that_is_there_are_kept(path):
    path.chmod(0o640)
    with atomic_write(path) as part:
        part.write_text("after")
    assert path.stat().st_mode & 0o777 == 0o640


def test_two_writers_do_not_write_to_one_file(path):
    with atomic_write(path) as first, atomic_write(path) as second:
        assert first != second


def test_a_name_as_long_as_a_file_system_takes_is_written(tmp_path):
    with atomic_write(tmp_path / ("x" * 250)) as part:
        part.write_text("whole")
    assert names(tmp_path) == ["x" * 250]


@pytest.mark.parametrize(
    "write",
    [
        lambda history, path: pt.write(path.with_suffix(".jsonl"), history.events),
        lambda history, path: frames.events(history).to_csv(path),
        lambda history, path: frames.events(history).to_parquet(path),
        views.report,
        lambda history, path: interchange.write(path.with_suffix(".prov.json"), history),
    ],
    ids=["codec", "csv", "parquet", "report", "interchange"],
)
def test_every_writer_refuses_a_folder_that_is_not_there(write, tmp_path):
    with pytest.raises(errors.NotFound, match="no such folder"):
        write(pt.History([held()]), tmp_path / "nowhere" / "talks.html")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "write",
    [
        views.report,
        lambda history, path: frames.events(history).to_csv(path),
        lambda history, path: interchange.write(path, history, form="cloudevents"),
    ],
    ids=["report", "csv", "interchange"],
)
def test_a_log_is_never_replaced_by_a_file(write, tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log:
        log.append("a", [held()])
        with pytest.raises(errors.InvalidValue, match="a database, which may be a log"):
            write(log.history("a"), tmp_path / "talks.db")
    with pt.open_log(tmp_path / "talks.db", create=False) as log:
        assert log.history("a").events == (held(),)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_descriptor_that_is_a_pipe_is_refused_in_words():
    reading, writing = os.pipe()
    with pytest.raises(errors.InvalidValue, match="not a regular file"):
        views.report(pt.History([held()]), f"/dev/fd/{writing}")
    os.close(reading)
    os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_never_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "talks.html"
    os.mkfifo(pipe)
    with pytest.raises(errors.InvalidValue, match="not a regular file"):
        views.report(pt.History([held()]), pipe)
    assert pipe.is_fifo()
