"""``peacetalks log`` on a terminal and in a pipe: progress, colours, readers that leave."""

import re
import subprocess

import pytest

import peacetalks as pt
from commands import PEACETALKS, made, on_terminal, run
from peacetalks.cli.progress import LONG
from stories import held


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def talks():
    """Make a log of one stream."""
    return made("talks.db")


@pytest.fixture(scope="module")
def long_log(tmp_path_factory):
    """Make a log on which work takes a moment."""
    place = tmp_path_factory.mktemp("long") / "long.db"
    with pt.open_log(place) as log:
        log.append("s", [held(id=f"m{number}", meeting=f"m{number}") for number in range(LONG)])
    return place


@pytest.mark.parametrize(
    ("words", "doing"),
    [
        (("verify",), "verifying"),
        (("log", "verify"), "verifying"),
        (("log", "export"), "exporting"),
        (("log", "backup"), "copying"),
    ],
)
def test_long_work_shows_its_progress_on_a_terminal_and_leaves_nothing(long_log, words, doing):
    pytest.importorskip("pty")
    more = {"export": ("s",), "backup": ("copy.db",)}.get(words[-1], ())
    code, out, shown = on_terminal(*words, long_log, *more, TERM="xterm")
    assert code == 0
    assert doing not in out
    assert doing in shown
    assert shown.endswith("\x1b[2K")


def test_append_shows_its_progress_on_a_terminal(long_log):
    pytest.importorskip("pty")
    assert run("log", "export", long_log, "s", "-o", "long.jsonl")[0] == 0
    code, out, shown = on_terminal("log", "append", "new.db", "s", "long.jsonl", TERM="xterm")
    assert (code, out.splitlines()[0]) == (0, f"s: {LONG} appended (1 to {LONG})")
    assert "appending" in shown


def test_progress_has_no_colour_where_none_is_wanted(long_log):
    pytest.importorskip("pty")
    coloured = re.compile(r"\x1b\[[0-9;]*m")
    assert coloured.search(on_terminal("verify", long_log, TERM="xterm", NO_COLOR="")[2])
    _, _, shown = on_terminal("verify", long_log, TERM="xterm", NO_COLOR="1")
    assert "verifying" in shown
    assert not re.search(r"\x1b\[(3|4|9|10)[0-9]", shown)


def test_progress_is_shown_neither_in_pipes_nor_on_dumb_terminals_nor_for_short_work(
    long_log, talks
):
    pytest.importorskip("pty")
    for place, terminal in ((long_log, "dumb"), (talks, "xterm")):
        assert on_terminal("verify", place, TERM=terminal)[2] == ""
    piped = subprocess.run([PEACETALKS, "verify", long_log], capture_output=True, check=True)
    assert piped.stderr == b""


@pytest.mark.parametrize("words", ["log export {} s", "log tail {} --after 0", "timeline {}"])
def test_a_reader_that_has_seen_enough_hears_nothing_of_it(long_log, words):
    result = subprocess.run(
        ["sh", "-c", f'"$0" {words.format(long_log)} | head -n 1', PEACETALKS],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (len(result.stdout.splitlines()), result.stderr) == (1, "")
