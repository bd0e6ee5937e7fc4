"""The command as people run it: in this process, in one of its own, on a terminal."""

import contextlib
import io
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

import peacetalks as pt
from forked import FORK
from peacetalks.cli import main
from stories import held, proposed, refused

__all__ = [
    "HEAD",
    "PEACETALKS",
    "altered",
    "error_of",
    "made",
    "on_terminal",
    "run",
    "screen",
    "started",
]

PEACETALKS = Path(sys.executable).with_name("peacetalks")
HEAD = re.compile(r"\d+:[0-9a-f]{64}")


def run(*words):
    """Run the command in this process; return its exit code, output and errors."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)
    )
    with (
        mock.patch.object(sys, "argv", ["peacetalks", *map(str, words)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as left:
            code = left.code
    told = [stream.buffer.getvalue().decode() for stream in (out, err)]
    assert "Traceback" not in told[1]
    return code, *told


def started(*words, **streams):
    """Start the command in a process of its own."""
    return subprocess.Popen([PEACETALKS, *map(str, words)], text=True, **streams)


def on_terminal(*words, **environment):
    """Run the command with standard error on a terminal; return exit code, output, errors."""
    import pty  # noqa: PLC0415 # not everywhere

    # A file, since nobody empties a pipe while the terminal is read.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        leader, follower = pty.openpty()
        streams = os.open(os.devnull, os.O_RDONLY), os.dup(out.fileno()), follower
        code, shown = _watched(leader, streams, words, {**os.environ, **environment})
        out.seek(0)
        return code, out.read(), shown


def screen(*words, columns=80, **environment):
    """Run the command on a terminal of so many columns; return its exit code and what is seen."""
    import fcntl  # noqa: PLC0415 # not everywhere
    import pty  # noqa: PLC0415 # as above
    import termios  # noqa: PLC0415 # as above

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    given = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    streams = os.dup(follower), os.dup(follower), follower
    code, seen = _watched(
        leader, streams, words, {**given, "TERM": "xterm-256color", **environment}
    )
    return code, seen.replace("\r\n", "\n")


def _watched(leader, streams, words, environment):
    """Run the command in a process of its own; return its exit code and what a terminal shows.

    The process is forked from one that has loaded the library, which takes longer than most answers.
    """
    ends = [Connection(stream) for stream in streams]
    process = FORK.Process(target=_attached, args=(ends, words, Path.cwd(), environment))
    process.start()
    for end in ends:
        end.close()
    seen = b""
    # The other end is gone when the command is.
    with contextlib.suppress(OSError):
        while read := os.read(leader, 4096):
            seen += read
    os.close(leader)
    process.join()
    return process.exitcode, seen.decode()


def _attached(ends, words, folder, environment):
    """Be the command: with these streams, in this folder and environment."""
    for number, end in enumerate(ends):
        os.dup2(end.fileno(), number)
        end.close()
    # As Python opens them when it starts.
    sys.stdin = sys.__stdin__ = os.fdopen(0)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", 1, encoding="utf-8")
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["peacetalks", *map(str, words)]
    main()


def error_of(*words):
    """Return what is told where the command cannot be carried out."""
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    return err


def made(place):
    """Make a log of one stream, aze-arm, of three events in two files; return its place."""
    pt.write("a.jsonl", [proposed(id="ask"), refused(id="no")])
    pt.write("b.jsonl", [held(id="met")])
    assert run("log", "append", place, "aze-arm", "a.jsonl", "b.jsonl")[0] == 0
    return place


def altered(statement, place="talks.db"):
    """Change a log behind its back, and put its triggers back."""
    with sqlite3.connect(place) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = dict(made.fetchall())
        for name in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for text in triggers.values():
            connection.execute(text)
    connection.close()
