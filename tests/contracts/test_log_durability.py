"""A receipt means that the disk has said yes: traced with strace, system call by system call.

What a disk does after it has said so is up to the disk; beyond what SQLite (write-ahead log,
synchronous FULL) and PostgreSQL promise, nothing is claimed about a loss of power.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

STRACE = shutil.which("strace")
APPENDS = """
import sys
import peacetalks as pt
with pt.open_log(sys.argv[1]) as log:
    print("open", flush=True)
    sys.stdin.readline()
    for number in range(5):
        log.append("a", [pt.StatementMade(occurred="2023", by="AZE", text=str(number))])
        sys.stdout.write(f"receipt {number}\\n"); sys.stdout.flush()
"""


@pytest.fixture(autouse=True)
def traced():
    if STRACE is None:
        if os.environ.get("CI"):
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed: apt-get install strace")


def syncs_before_each_receipt(trace):
    """Return how many syncs of a file came back between one receipt and the next."""
    counts, synced = [], 0
    for line in trace.splitlines():
        if re.search(r"(fdatasync|fsync)\(.*= 0$|<\.\.\. (fdatasync|fsync) resumed.*= 0$", line):
            synced += 1
        elif '"receipt ' in line:
            counts.append(synced)
            synced = 0
    return counts


def test_a_receipt_of_a_file_comes_after_the_sync_of_its_commit(tmp_path):
    out = tmp_path / "trace"
    command = [STRACE, "-f", "-e", "trace=fdatasync,fsync,write", "-o", out, sys.executable, "-c"]
    subprocess.run(
        [*command, APPENDS, tmp_path / "talks.db"],
        input="\n",
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    counts = syncs_before_each_receipt(out.read_text())
    assert len(counts) == 5
    assert min(counts) >= 1


def test_without_the_sync_the_trace_would_show_it(tmp_path):
    out = tmp_path / "trace"
    unsafe = APPENDS.replace(
        "import peacetalks as pt",
        "import peacetalks as pt, sqlite3\n"
        "connect = sqlite3.connect\n"
        "class Off(sqlite3.Connection):\n"
        "    def execute(self, sql, *a):\n"
        "        return super().execute(sql.replace('= FULL', '= OFF'), *a)\n"
        "sqlite3.connect = lambda *a, **k: connect(*a, factory=Off, **k)\n",
    )
    command = [STRACE, "-f", "-e", "trace=fdatasync,fsync,write", "-o", out, sys.executable, "-c"]
    subprocess.run(
        [*command, unsafe, tmp_path / "talks.db"],
        input="\n",
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert syncs_before_each_receipt(out.read_text()) == [0] * 5


def test_a_receipt_of_a_server_comes_after_the_sync_of_its_commit(server, address, tmp_path):
    if server[1] is None:
        pytest.skip("PEACETALKS_TEST_POSTGRES names a server whose processes are not ours to trace")
    out = tmp_path / "trace"
    writer = subprocess.Popen(
        [sys.executable, "-c", APPENDS, address],
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert writer.stdout.readline() == "open\n"
    postmaster = psutil.Process(server[1].get_pid())
    processes = [postmaster.pid, *(child.pid for child in postmaster.children()), writer.pid]
    tracer = subprocess.Popen(
        [
            STRACE,
            "-f",
            "-e",
            "trace=fdatasync,fsync,write",
            "-o",
            out,
            *(word for pid in processes for word in ("-p", str(pid))),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in processes:
        assert "attached" in tracer.stderr.readline()
    time.sleep(0.2)
    writer.stdin.write("\n")
    writer.stdin.close()
    writer.stdout.read()
    assert writer.wait() == 0
    tracer.terminate()
    tracer.wait()
    tracer.stderr.close()
    writer.stdout.close()
    counts = syncs_before_each_receipt(Path(out).read_text())
    assert len(counts) == 5
    assert min(counts) >= 1
