"""The command as a whole: terminals of any width, pipes, exit codes, options, completion."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import click
import pytest

import peacetalks as pt
from commands import PEACETALKS, made, run, screen, started
from peacetalks.cli import command

STREAM = "south-caucasus"
COMMANDS = sorted(command.commands)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|38;5|48;5)[0-9;]*m")
ANSWERS = [
    ("state", STREAM, "--on", "2023-11-17"),
    ("check", STREAM),
    ("why", STREAM, "granada", "--on", "2023-11-17"),
    ("diff", STREAM, "--from", "2023-11-01", "--to", "2023-11-17"),
    ("timeline", STREAM),
    ("kinds",),
    ("kinds", "meeting-refused"),
    ("formats",),
    ("formats", "acled"),
]
PAGE = Path("docs/reference/command.md")

terminal = pytest.mark.skipif(os.name == "nt", reason="needs a terminal of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Terminals and pipes


@terminal
@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal_unless_a_word_is(words, columns):
    code, seen = screen(*words, columns=columns)
    assert code == 0
    lines = STYLE.sub("", seen).splitlines()
    assert lines
    for line in lines:
        assert len(line) <= columns or " " not in line.strip(), line


@terminal
def test_a_table_is_shown_where_it_fits_and_lines_where_it_does_not():
    wide, narrow = (screen("timeline", STREAM, columns=columns)[1] for columns in (200, 80))
    assert re.search(r"^day +kind +id +by", STYLE.sub("", wide), re.MULTILINE)
    assert "─" not in narrow
    assert "2023-11-16  meeting-refused  washington-2023-11-refusal  by Azerbaijan\n" in narrow


@terminal
@pytest.mark.parametrize("columns", [80, 200])
def test_ids_and_days_are_whole_on_any_terminal(columns):
    _, seen = screen("timeline", STREAM, columns=columns)
    words = set(STYLE.sub("", seen).split())
    facts = pt.History(pt.datasets.south_caucasus()).timeline()
    assert {fact.id for fact in facts} <= words
    assert {str(fact.occurred) for fact in facts} <= words


@terminal
def test_hostile_texts_reach_no_terminal_as_commands():
    text = "\x1b[31mred\x1b]0;owned\x07 :warning: [bold]loud[/bold]"
    fact = pt.events.StatementMade(id="said", occurred="2023", by="AZE", speaker=text, note=text)
    pt.write("talks.jsonl", [fact])
    for words in (("timeline", "talks.jsonl"), ("state", "talks.jsonl"), ("check", "talks.jsonl")):
        _, seen = screen(*words, columns=200)
        assert not set("\x07\x1b") & set(STYLE.sub("", seen))
        assert "\x1b[31m" not in seen


@terminal
@pytest.mark.parametrize("words", [("timeline", STREAM), ("kinds",)], ids=" ".join)
def test_no_color_is_honoured(words):
    assert COLOUR.search(screen(*words, columns=200, NO_COLOR="1")[1]) is None


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_a_pipe_gets_no_style_and_no_table(words):
    code, out, _ = run(*words)
    assert code == 0
    assert "\x1b" not in out
    assert "─" not in out


@pytest.mark.parametrize("words", [*ANSWERS, ("--help",), ()], ids=" ".join)
def test_a_reader_who_leaves_hears_no_complaint(words):
    process = started(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0
    process.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of POSIX")
def test_a_closed_output_is_no_crash():
    done = subprocess.run(
        ["sh", "-c", f"{PEACETALKS} timeline {STREAM} >&-"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_an_error_without_a_traceback():
    with Path("/dev/full").open("w") as full:
        process = started("timeline", STREAM, stdout=full, stderr=subprocess.PIPE)
        told = process.communicate()[1]
    assert process.returncode == 2
    assert told.startswith("peacetalks: ")
    assert "Traceback" not in told


@pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")
def test_ctrl_c_exits_with_130_and_leaves_nothing_half_written():
    facts = [
        pt.events.MeetingHeld(id=f"m{n}", occurred="2023", meeting=f"m{n}") for n in range(20_000)
    ]
    pt.write("talks.jsonl", facts)
    process = started("log", "append", "t.db", "s", "talks.jsonl", stderr=subprocess.PIPE)
    waited = time.monotonic() + 60
    # It is at work when the log is there.
    while not Path("t.db").exists() and time.monotonic() < waited:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    told = process.communicate()[1]
    if process.returncode == 0:
        pytest.skip("it was done before it could be stopped")
    assert process.returncode == 130
    assert told.splitlines()[-1] == "peacetalks: stopped"
    assert "Traceback" not in told
    assert run("log", "streams", "t.db")[1] == ""


# Options and exit codes


def _options(name):
    return {
        word: option.help
        for option in command.commands[name].params
        if isinstance(option, click.Option)
        for word in option.opts
    }


def test_an_option_means_the_same_in_every_command():
    for word in ("--known", "--recorded", "--told-by", "--json", "--force"):
        told = {_options(name)[word] for name in COMMANDS if word in _options(name)}
        assert len(told) == 1, word


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "log"])
def test_every_command_speaks_json_and_gives_an_example(name):
    assert "--json" in _options(name)
    help_ = run(name, "--help")[1]
    assert re.search(rf"Examples?:\n +peacetalks {name}\b", help_)
    assert max(map(len, help_.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_cuts_no_sentence(name):
    (line,) = (line for line in run()[1].splitlines() if line.startswith(f"  {name}  "))
    assert line.endswith(".")
    assert not line.endswith("...")


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_json_is_json_whatever_the_terminal(words):
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    json.loads(out)


@pytest.mark.house
def test_the_examples_told_first_are_run_as_they_stand():
    told = run()[1].partition("Try first:\n")[2].splitlines()
    assert len(told) > 5
    for line in told:
        code, _, err = run(*line.split()[1:])
        assert code == 0, (line, err)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("state", STREAM), 0),
        (("check", STREAM), 0),
        (("check", "bad.jsonl"), 1),
        (("verify", "bad.db"), 2),
        (("state", "no-such-file.jsonl"), 2),
        (("state", STREAM, "--on", "yesterday"), 2),
        (("no-such-command",), 2),
        (("panel", STREAM, "-o", "x.pdf"), 2),
        (("report", STREAM), 2),
    ],
    ids=str,
)
def test_exit_codes_are_those_of_the_page(words, code):
    Path("bad.jsonl").write_text("{\n")
    Path("bad.db").write_text("no log")
    left, _, err = run(*words)
    assert left == code
    assert (err != "") == (code == 2)


# What only a log has


def test_what_was_recorded_when_can_be_asked_in_every_command_on_facts():
    made("talks.db")
    whole = json.loads(run("check", "talks.db", "--json")[1])
    first = json.loads(run("check", "talks.db", "--recorded", "@1", "--json")[1])
    assert (whole["events"], first["events"]) == (3, 1)
    diff = run("diff", "talks.db", "--from", "recorded=@1", "--to", "recorded=@3")
    assert diff[0] == 0
    assert "by 2023-11-20  meeting-held  met" in diff[1]
    why = run("why", "talks.db", "washington-2023-11", "--recorded", "@1")[1]
    assert "no" not in why.split()
    assert run("panel", "talks.db", "-o", "p.csv", "--recorded", "@1")[0] == 0
    assert run("report", "talks.db", "-o", "r.html", "--recorded", "@1")[2].startswith("1 fact ")
    assert run("convert", "talks.db", "t.prov.json", "--recorded", "@1")[2].startswith("1 event ")


@pytest.mark.parametrize("name", ["state", "check", "timeline", "panel", "report", "diff"])
def test_what_was_recorded_when_is_not_asked_of_a_file(name):
    more = {"panel": ("-o", "p.csv"), "report": ("-o", "r.html")}.get(name, ())
    asked = (
        ("--from", "recorded=@1", "--to", "2023")
        if name == "diff"
        else ("--recorded", "2023-11-16")
    )
    code, _, err = run(name, STREAM, *more, *asked)
    assert code == 2
    assert "--recorded needs a log" in err


# Completion


def _completed(*words):
    line = " ".join(("peacetalks", *words))
    done = subprocess.run(
        [PEACETALKS],
        capture_output=True,
        check=True,
        text=True,
        env={
            **os.environ,
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words)),
            "_PEACETALKS_COMPLETE": "bash_complete",
        },
    )
    return done.stdout.splitlines()


def test_the_shell_completes_commands_streams_files_and_kinds():
    assert _completed("pan") == ["plain,panel"]
    assert _completed("state", "sou") == ["plain,south-caucasus", "file,sou"]
    assert "plain,meeting-refused" in _completed("kinds", "meeting-")
    assert "plain,--recorded" in _completed("why", "x", "--re")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_page_tells_how_each_shell_learns_it(shell, request):
    page = (request.config.rootpath / PAGE).read_text(encoding="utf-8")
    assert f"_PEACETALKS_COMPLETE={shell}_source peacetalks" in page
    done = subprocess.run(
        [PEACETALKS],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "_PEACETALKS_COMPLETE": f"{shell}_source"},
    )
    assert "_peacetalks_completion" in done.stdout


def test_the_page_names_every_command_and_every_exit_code(request):
    page = (request.config.rootpath / PAGE).read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`{name}`" in page, name
    for code in (0, 1, 2, 130):
        assert f"| {code} |" in page
