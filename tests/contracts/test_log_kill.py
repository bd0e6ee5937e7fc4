"""Killed at any moment: what was acknowledged is whole, and nothing is half there.

Twenty kills for each way to die; ``pytest -m long`` does two hundred. The seed is printed, and
with it the share of kills that fell between the start of an append and its receipt.
"""

import os
import random
import re
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

import peacetalks as pt
from contracts_places import POSTGRES, schema, start_server
from forked import FORK
from log_writers import write_until_killed

SEED = int(os.environ.get("PEACETALKS_KILL_SEED", str(random.SystemRandom().randrange(10**6))))
COUNTS = [pytest.param(20, id="20"), pytest.param(200, id="200", marks=pytest.mark.long)]


class Writer:
    """A process that appends, and what it said before it died."""

    def __init__(self, place, seed):
        self.heard, told = FORK.Pipe(duplex=False)
        self.process = FORK.Process(target=write_until_killed, args=(place, seed, told))
        self.process.start()
        told.close()
        self.said = [self.heard.recv()]

    def end(self, signalled=signal.SIGKILL):
        """Kill it, and return what it had begun and done; whether it died inside an append."""
        if signalled is not None:
            os.kill(self.process.pid, signalled)
        self.process.join()
        while True:
            try:
                self.said.append(self.heard.recv())
            except EOFError:
                return self.said


def check(place, told, acknowledged):
    """Hold what the log promises to whoever was killed; return the number of records."""
    with pt.open_log(place) as log:
        records = list(log.follow())
        assert [r.global_position for r in records] == list(range(1, len(records) + 1))
        batches = Counter(re.sub(r"-\d+-of-", "-of-", r.event.id) for r in records)
        for name, count in batches.items():
            assert count == int(name.rpartition("-of-")[2]), f"half a batch: {name}"
        for _, stream, first, last, head in (t for t in told if t[0] == "done"):
            acknowledged.append((stream, first, last, head))
        lengths = {summary.stream: summary.records for summary in log.streams()}
        for stream, _, last, head in acknowledged:
            assert lengths[stream] >= last, "an acknowledged batch is gone"
            assert int(head.partition(":")[0]) <= len(records)
        if acknowledged:
            assert log.verify(head=acknowledged[-1][3])
        assert log.verify()
        return len(records)


def say(capsys, what, inside, records, acknowledged):
    """Tell the seed and the share, also where tests are silent."""
    with capsys.disabled():
        sys.stdout.write(
            f"\n{what} with seed {SEED}, {inside} inside an append, {records} records, "
            f"{len(acknowledged)} receipts\n"
        )


def died_inside(told):
    return told[-1][0] == "begun"


@pytest.mark.parametrize("kills", COUNTS)
@pytest.mark.parametrize("storage", ["sqlite", POSTGRES])
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(
    storage, kills, tmp_path, request, capsys
):
    if storage == "sqlite":
        place = str(Path(tmp_path, "talks.db"))
    else:
        place = request.getfixturevalue("address")
    dice = random.Random(SEED)
    inside = 0
    acknowledged = []
    for number in range(kills):
        writer = Writer(place, number)
        time.sleep(dice.uniform(0, 0.12))
        told = writer.end()
        inside += died_inside(told)
        records = check(place, told, acknowledged)
    say(capsys, f"{storage}: {kills} kills", inside, records, acknowledged)
    assert inside > 0, "no kill fell inside an append"
    assert acknowledged


@pytest.fixture
def own_server(server):
    """Return a server that may be killed."""
    if server[1] is None:
        pytest.skip("PEACETALKS_TEST_POSTGRES names a server that is not ours to kill")
    return start_server()


def kill_server(server):
    """Kill the server and all of its processes, as a loss of power would."""
    postmaster = psutil.Process(server.get_pid())
    processes = [postmaster, *postmaster.children(recursive=True)]
    for process in processes:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(processes)


@pytest.mark.parametrize("kills", COUNTS)
def test_a_server_killed_at_any_moment_loses_nothing_acknowledged(own_server, kills, capsys):
    server = own_server
    place = schema(server.get_uri(driver="psycopg"))
    dice = random.Random(SEED)
    inside = 0
    acknowledged = []
    for number in range(kills):
        writer = Writer(place, number)
        time.sleep(dice.uniform(0.02, 0.15))
        kill_server(server)
        told = writer.end(signalled=None)
        inside += died_inside(told)
        server.ensure_postgres_running()
        records = check(place, told, acknowledged)
    say(capsys, f"server: {kills} kills", inside, records, acknowledged)
    assert inside > 0, "no kill fell inside an append"
    assert acknowledged
