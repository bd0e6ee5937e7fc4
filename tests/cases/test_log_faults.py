"""Faults of files and logs that lost data or trust: the small inputs that showed them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import peacetalks as pt
from commands import run

INPUTS = Path(__file__).parent / "inputs"
EVENT = "- {{kind: meeting-held, occurred: 2031, meeting: {}}}\n"


def test_l01_a_long_line_of_yaml_swallows_no_event(tmp_path):
    path = tmp_path / "y.yaml"
    text = EVENT.format("a") + "#" + "x" * (5 << 20) + "\n" + EVENT.format("b") + EVENT.format("c")
    path.write_text(text)
    reading = pt.read(path, errors="collect")
    assert [event.meeting for event in reading] == ["a", "b", "c"]
    assert not reading.findings


@pytest.mark.parametrize("suffix", ["yaml", "jsonl"])
def test_l02_a_note_of_four_megabytes_is_written_and_read_back(tmp_path, suffix):
    path = tmp_path / f"w.{suffix}"
    event = pt.MeetingHeld(occurred="2031", meeting="m", note="n" * 4_190_000)
    pt.write(path, [event])
    assert list(pt.read(path)) == [event]


@pytest.mark.parametrize("suffix", ["yaml", "jsonl"])
def test_l02_what_is_too_large_to_be_read_back_is_not_written(tmp_path, suffix):
    event = pt.MeetingHeld(occurred="2031", meeting="m", note="n" * (5 << 20))
    with pytest.raises(pt.InvalidEvent, match="events of up to 4,194,303 bytes"):
        pt.write(tmp_path / f"w.{suffix}", [event])
    assert list(tmp_path.iterdir()) == []


def test_l13_the_command_can_be_started_by_the_name_of_the_package(tmp_path):
    words = [sys.executable, "-m", "peacetalks", "--version"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "version" in done.stdout


def ran(name, folder):
    """Return what a script of the inputs prints, and the last line of its error, if it ends in one."""
    done = subprocess.run(
        [sys.executable, INPUTS / name], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines(), (done.stderr.splitlines() or [None])[-1]


def test_l04_a_reader_who_may_not_write_in_the_folder_sees_what_is_appended(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not write")
    lines, error = ran("L04-reader.py", tmp_path)
    assert error is None
    assert lines[:2] == ["reader opens: 50", "owner is at 550"]
    assert lines[2].startswith("reader later: 550 550 550 records match, head 550:")


def test_l06_the_file_of_a_log_in_use_is_the_same_log_cut(tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log:
        head = log.append("s", pt.datasets.article_2023_11_16()).head
        shutil.copy(tmp_path / "talks.db", tmp_path / "mail.db")
        with pt.open_log(tmp_path / "mail.db") as copy:
            assert copy.log_id == log.log_id
            assert "the tail was cut off" in str(copy.verify(head=head))


def test_l07_an_append_that_a_trigger_swallows_is_refused(tmp_path):
    lines, error = ran("L07-trigger.py", tmp_path)
    assert lines == []
    assert error == (
        "peacetalks.errors.LogError: t.db: stream 's': the storage kept 0 of 1 record; nothing was "
        "appended; hint: look for triggers on peacetalks_records that do not belong to the log"
    )
    with pt.open_log(tmp_path / "t.db") as log:
        assert [record.event.id for record in log.read("s")] == ["a"]


@pytest.fixture
def three(tmp_path):
    """Return the place of a log of three records."""
    with pt.open_log(tmp_path / "t.db") as log:
        log.append("s", pt.read(INPUTS / "S08-three-attacks.jsonl"))
    return tmp_path / "t.db"


BEYOND = "a position that the stream has not reached: 4; accepted: up to 3"


def test_s27_a_position_beyond_the_head_is_an_error_at_every_door_of_a_history(three):
    with pt.open_log(three) as log:
        history = log.history("s")
        with pytest.raises(pt.InvalidValue, match="that the log has not reached: 4"):
            log.follow(4)
    now, then = pt.Viewpoint(), pt.Viewpoint(recorded=4)
    for ask in (
        lambda: history.state(recorded=4),
        lambda: history.at(then),
        lambda: history.diff(now, then),
        lambda: history.diff(then, now),
        lambda: history.why("meetings/m", viewpoint=then),
        lambda: history.timeline(viewpoint=then),
    ):
        with pytest.raises(pt.InvalidValue) as raised:
            ask()
        assert str(raised.value) == BEYOND
    assert len(history.timeline(viewpoint=pt.Viewpoint(recorded=3))) == 3
    assert not history.state(recorded=0).facts
    with pytest.raises(pt.InvalidValue, match="not a position: -1"):
        history.state(recorded=-1)


@pytest.mark.parametrize(
    "command", ["state", "timeline", "check", "report", "panel", "why", "diff"]
)
def test_s27_a_position_beyond_the_head_is_an_error_of_the_command(three, command):
    more = {
        "report": ("-o", str(three.with_suffix(".html"))),
        "panel": ("-o", str(three.with_suffix(".csv"))),
        "why": ("meetings",),
    }.get(command, ())
    asked = ("--recorded", "@4")
    if command == "diff":
        asked = ("--from", "recorded=@3", "--to", "recorded=@4")
    code, _, said = run(command, three, *more, *asked)
    assert code == 2
    assert BEYOND in said


def test_s27_an_instant_after_the_last_record_sees_all_that_is_recorded(three):
    with pt.open_log(three) as log:
        ahead = pt.Viewpoint(recorded="2999-01-01")
        assert len(log.history("s").timeline(viewpoint=ahead)) == 3


def test_s27_a_position_of_a_record_that_cannot_be_read_is_reached_all_the_same(three, tmp_path):
    place = tmp_path / "redacted.db"
    with pt.open_log(three) as log:
        last = list(log.read("s"))[-1].event.id
        log.redact(place, [("s", last)])
        only = pt.History(log.read("s", kinds=pt.MeetingHeld))
        assert not only.state(recorded=3).facts
    with pt.open_log(place) as log:
        history = log.history("s")
    assert len(history.timeline(viewpoint=pt.Viewpoint(recorded=3))) == 2
    code, out, _ = run("timeline", place, "--recorded", "@3")
    assert (code, len(out.splitlines())) == (0, 2)


def test_l05_an_id_that_gave_a_piece_to_a_seal_is_found(tmp_path):
    lines, error = ran("L05-sealed.py", tmp_path)
    assert error is None
    assert lines[0].startswith("False t.db:1: talks 1 (refused-by-south): the stored row is not")


def test_l08_a_schema_without_its_triggers_and_with_another_view_is_found(tmp_path):
    lines, error = ran("L08-schema.py", tmp_path)
    assert error is None
    assert lines == ["False t.db: the trigger peacetalks_no_update is missing"]
