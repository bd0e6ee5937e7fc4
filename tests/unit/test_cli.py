"""The command, as a person uses it who has read nothing else."""

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import peacetalks
from commands import run
from peacetalks.cli import command

PEACETALKS = Path(sys.executable).with_name("peacetalks")
REFERENCE = ["south-caucasus", "--on", "2023-11-17", "--known", "2023-11-17"]
PROPOSED = (
    '{"kind": "meeting-proposed", "occurred": "2023-11-10", "meeting": "washington-2023-11", '
    '"invitees": ["ARM", "AZE"], "planned_for": "2023-11-20"}'
)
HELD = '{"kind": "meeting-held", "occurred": "2023-07-15", "meeting": "brussels-2023-07"}'
REFUSED = (
    '{"kind": "meeting-refused", "occurred": "2023-11-16", "meeting": "washington-2023-11", '
    '"by": "AZE", "reasons": [{"category": "mediator_bias", "against": "USA"}]}'
)


def ran(*arguments, folder="."):
    """Run the command in a folder, in this process."""
    with contextlib.chdir(folder):
        return subprocess.CompletedProcess(arguments, *run(*arguments))


def started(*arguments, **environment):
    """Run the command as a person does."""
    return subprocess.run(
        [PEACETALKS, *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def refused(result):
    """Return what was told to a person whose command could not be carried out."""
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def as_json(*arguments):
    result = CliRunner().invoke(command, ["state", *map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def meetings(seen):
    return {part["meeting"]: part["status"] for part in seen["parts"]["meetings"]}


# Help


def test_the_command_alone_says_what_to_try_first():
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0
    assert "Follow peace negotiations" in result.output
    assert "peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17" in result.output
    assert "peacetalks state --help" in result.output


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_says_how_to_add_an_event_and_how_days_are_written(flag):
    result = CliRunner().invoke(command, ["state", flag])
    assert result.exit_code == 0
    told = " ".join(result.output.split())
    assert "To add an event, append such a line to the file" in told
    assert "`peacetalks kinds` lists the kinds" in told
    assert "Days are written 2023, 2023-10, 2023-11-16 or 2023-09-20T13:00+04:00" in told
    assert "south-caucasus, article-2023-11-16" in told
    assert max(map(len, result.output.splitlines())) <= 80


def test_the_event_shown_in_help_can_be_added_as_it_stands(tmp_path):
    told = CliRunner().invoke(command, ["state", "--help"]).output
    (shown,) = (line for line in told.splitlines() if '{"kind"' in line)
    path = tmp_path / "own.jsonl"
    path.write_text(shown.strip() + "\n", encoding="utf-8")
    assert meetings(as_json(path)) == {"m": "refused"}


def test_the_example_of_the_help_can_be_run_as_it_stands():
    result = started("state", *REFERENCE)
    assert (result.returncode, result.stderr) == (0, "")
    assert "REFUSED" in result.stdout.upper()


def test_the_version_is_that_of_the_package():
    result = started("--version")
    assert result.returncode == 0
    assert result.stdout == f"peacetalks, version {peacetalks.__version__}\n"


# Answers


@pytest.mark.parametrize("name", ["south-caucasus", "article-2023-11-16"])
def test_packaged_streams_go_by_their_names(name):
    result = CliRunner().invoke(command, ["state", name, "--on", "2023-11-17"])
    assert result.exit_code == 0
    assert "2023-11-17" in result.output.splitlines()[0]
    assert "[1] " in result.output


def test_json_is_json_and_says_from_where_it_was_seen():
    seen = as_json(*REFERENCE)
    assert seen["on"] == "2023-11-17"
    assert seen["viewpoint"]["known"] == "2023-11-17"
    assert seen["facts"]


def test_a_day_left_out_is_today_in_utc(tmp_path):
    path = tmp_path / "own.jsonl"
    path.write_text(HELD, encoding="utf-8")
    before = dt.datetime.now(dt.UTC).date()
    on = as_json(path)["on"]
    after = dt.datetime.now(dt.UTC).date()
    assert before.isoformat() <= on <= after.isoformat()


def test_a_folder_or_file_of_the_name_of_a_stream_does_not_hide_the_stream(tmp_path):
    there = ran("state", *REFERENCE, folder=tmp_path).stdout
    (tmp_path / "south-caucasus").mkdir()
    assert ran("state", *REFERENCE, folder=tmp_path).stdout == there
    (tmp_path / "south-caucasus").rmdir()
    (tmp_path / "south-caucasus").write_text(HELD, encoding="utf-8")
    assert ran("state", *REFERENCE, folder=tmp_path).stdout == there
    # With a separator it is meant, whatever it is.
    told = refused(ran("state", "./south-caucasus", folder=tmp_path))
    assert told.startswith("peacetalks: ")
    assert "accepted: .jsonl" in told


def test_a_file_of_the_name_of_a_stream_is_meant_by_its_path(tmp_path):
    (tmp_path / "south-caucasus.jsonl").write_text(HELD, encoding="utf-8")
    result = ran("state", "south-caucasus.jsonl", "--json", folder=tmp_path)
    assert meetings(json.loads(result.stdout)) == {"brussels-2023-07": "held"}


def test_an_empty_file_has_a_state(tmp_path):
    (tmp_path / "own.jsonl").write_text("", encoding="utf-8")
    result = ran("state", "own.jsonl", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_letters_of_every_language_pass_through_a_narrow_terminal():
    result = started("state", *REFERENCE, PYTHONIOENCODING="ascii:backslashreplace")
    assert (result.returncode, result.stderr) == (0, "")


# From a file of one's own


def test_a_line_added_to_a_file_changes_the_state(tmp_path):
    path = tmp_path / "talks.jsonl"
    path.write_text(f"{HELD}\n{PROPOSED}\n", encoding="utf-8")
    ask = ("state", path, "--on", "2023-11-17")
    first, seen = ran(*ask), json.loads(ran(*ask, "--json").stdout)
    assert (first.returncode, first.stderr) == (0, "")
    assert meetings(seen)["washington-2023-11"] == "proposed"

    with path.open("a", encoding="utf-8") as file:
        file.write(f"{REFUSED}\n")
    second, seen = ran(*ask), json.loads(ran(*ask, "--json").stdout)
    assert second.stdout != first.stdout
    assert meetings(seen)["washington-2023-11"] == "refused"
    assert "Azerbaijan" in second.stdout
    assert "United States" in second.stdout

    day_before = json.loads(ran("state", path, "--on", "2023-11-15", "--json").stdout)
    assert meetings(day_before)["washington-2023-11"] == "proposed"


def test_a_line_added_to_a_file_without_a_last_line_end_is_not_lost(tmp_path):
    path = tmp_path / "talks.jsonl"
    path.write_text(HELD, encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{PROPOSED}")
    assert set(meetings(as_json(path))) == {"brussels-2023-07", "washington-2023-11"}


# Refusals


@pytest.mark.parametrize("option", ["--on", "--known"])
@pytest.mark.parametrize(
    ("day", "hint"),
    [("tomorrow", "name the day itself"), ("17/11/2023", "write the year first: 2023-11-16")],
)
def test_a_bad_day_is_refused_with_the_way_out(option, day, hint):
    told = refused(ran("state", "south-caucasus", option, day))
    assert f"Invalid value for '{option}': not a date: '{day}'" in told
    assert f"hint: {hint}" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("south-caucasu", "did you mean 'south-caucasus'?"),
        ("nowhere", "choose from article-2023-11-16, south-caucasus"),
        ("nowhere.jsonl", "no such file: 'nowhere.jsonl'"),
        ("./nowhere", "accepted: .jsonl"),
        ("no/such/talks.jsonl", "no such file: 'no/such/talks.jsonl'"),
        (".", "a folder, not a file"),
        ("talks.txt", "accepted: .jsonl"),
        ("x" * 300, "peacetalks: "),
        ("x" * 300 + ".jsonl", "peacetalks: "),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path, name, told):
    (tmp_path / "talks.txt").write_text(HELD, encoding="utf-8")
    error = refused(ran("state", name, folder=tmp_path))
    assert error.startswith("peacetalks: ")
    assert told in error
    assert len(error.splitlines()) == 1


def test_every_bad_line_is_told_with_its_place_and_the_state_is_not_guessed(tmp_path):
    lines = [HELD, "{", PROPOSED, '{"kind": "meeting-held", "occurred": "2023-13"}', "now", REFUSED]
    (tmp_path / "talks.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = refused(ran("state", "talks.jsonl", folder=tmp_path)).splitlines()
    assert {line.split(" ")[0] for line in told} == {
        "talks.jsonl:2:",
        "talks.jsonl:4:",
        "talks.jsonl:5:",
    }
    assert any("no such day or time: '2023-13'" in line for line in told)
    assert any("needs 'meeting', which is missing" in line for line in told)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path):
    (tmp_path / "talks.jsonl").write_bytes(HELD.encode() + b"\n\xff\xfe\x00\n")
    assert refused(ran("state", "talks.jsonl", folder=tmp_path)).startswith("talks.jsonl:2: ")


@pytest.mark.parametrize("arguments", [["state"], ["stat", "x"], ["state", "x", "--jsno"]])
def test_a_misused_command_says_how_it_is_used(arguments):
    assert "Usage: peacetalks" in refused(started(*arguments))


# Pipes


@pytest.mark.parametrize("form", ["", "--json"])
def test_a_reader_that_has_seen_enough_hears_nothing_of_it(form):
    result = subprocess.run(
        ["sh", "-c", f'"$0" state south-caucasus {form} | head -n 1', PEACETALKS],
        capture_output=True,
        check=False,
        text=True,
    )
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_pipe_closed_before_the_first_word_makes_no_noise(form):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [PEACETALKS, "state", "south-caucasus", *form],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    finally:
        os.close(writing)
    assert result.stderr == ""
    assert result.returncode in {0, 1}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_without_a_traceback():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            [PEACETALKS, "state", *REFERENCE],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    assert result.returncode == 2
    assert result.stderr.startswith("peacetalks: ")
    assert "Traceback" not in result.stderr
