"""Many writers at once, and a reader beside them: nothing lost, nothing doubled, one order."""

import multiprocessing
import threading
from pathlib import Path

import pytest

import peacetalks as pt
from contracts_places import POSTGRES
from forked import FORK
from log_writers import BATCHES, opened, said, write

WRITERS = 8


def sent(writer):
    return [f"w{writer}-{b}-{n}" for b in range(BATCHES) for n in range(writer + b + 1)]


@pytest.fixture(params=["sqlite", POSTGRES])
def place(request, tmp_path):
    if request.param == "sqlite":
        return str(Path(tmp_path, "talks.db"))
    return request.getfixturevalue("address")


def test_eight_writers_lose_nothing_and_double_nothing_and_a_reader_sees_all_once_in_order(place):
    with pt.open_log(place) as log:
        check_writers(log, place)


def check_writers(log, place):
    seen = []
    done = threading.Event()
    follower = threading.Thread(
        target=lambda: seen.extend(log.follow(poll=0.002, stop=done.is_set))
    )
    follower.start()
    results = FORK.Queue()
    writers = [FORK.Process(target=write, args=(place, n, results)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        told = [results.get(timeout=60) for _ in writers]
        for writer in writers:
            writer.join()
    finally:
        done.set()
        follower.join()

    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert [r.global_position for r in seen] == list(range(1, log.head().position + 1))
    for writer in range(WRITERS):
        own = [record.event.id for record in log.read(f"own-{writer}")]
        assert own == sent(writer)
        shared = [r.event.id for r in log.read("shared") if r.event.id.startswith(f"w{writer}-")]
        assert shared == sent(writer)
    turns = sorted(record.event.id for record in log.read("turns"))
    assert turns == sorted(f"t{w}-{b}" for w in range(WRITERS) for b in range(BATCHES))
    for summary in log.streams():
        positions = [record.position for record in log.read(summary.stream)]
        assert positions == list(range(1, summary.records + 1))
    times = [record.recorded_at for record in seen]
    assert times == sorted(times)
    assert log.verify()
    assert sum(stale for _, _, stale in told) > 0, "no writer ever met another"


def test_processes_that_open_a_new_log_at_once_make_one(place):
    results = FORK.Queue()
    openers = [FORK.Process(target=opened, args=(place, results)) for _ in range(WRITERS)]
    for opener in openers:
        opener.start()
    assert len({results.get(timeout=60) for _ in openers}) == 1
    for opener in openers:
        opener.join()


def test_a_log_that_a_process_had_open_when_it_forked_works_on_both_sides(place):
    with pt.open_log(place) as log:
        log.append("talks", [said("before")])
        fork = multiprocessing.get_context("fork")
        child = fork.Process(target=log.append, args=("talks", [said("child")]))
        child.start()
        child.join()
        log.append("talks", [said("parent")])
        assert child.exitcode == 0
        assert [r.event.id for r in log.read("talks")] == ["before", "child", "parent"]
        assert log.verify()


def test_threads_share_one_log(new):
    log = new()
    threads = [
        threading.Thread(
            target=lambda n=n: [log.append("talks", [said(f"{n}-{i}")]) for i in range(10)]
        )
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(log.read("talks"))) == 40
    assert log.verify()
