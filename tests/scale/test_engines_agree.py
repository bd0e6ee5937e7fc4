"""Processes, Dask and a plain fold make the same of streams, whatever these hold."""

import multiprocessing
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given

import peacetalks as pt
from drawing import drawing
from peacetalks import importers, scale
from peacetalks.testing import strategies
from scale_folds import expected, rows, whole

pytestmark = pytest.mark.engines

SYRIA = (
    Path(__file__).parents[2]
    / ".." / "shared" / "data" / "ged-syria" / "ged-syria-2016-2019.csv"
)  # fmt: skip
STREAMS = 2_000


@pytest.fixture(scope="module")
def streams():
    """Draw 2,000 streams: stories with corrections and disputes, and anything else."""
    drawn = {}

    def draw(number, **told):
        @drawing(number)
        @given(strategies.histories(1, 12, **told))
        def one(history):
            drawn[f"s{len(drawn)}"] = list(history.events)

        one()

    flags = {"with_corrections": True, "with_disputes": True, "with_late_reports": True}
    draw(STREAMS // 2, **flags)
    draw(STREAMS // 2, coherent=False)
    return drawn


@pytest.fixture(scope="module")
def buckets(streams, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scale")
    pairs = ((name, event) for name, events in streams.items() for event in events)
    scale.write_events(pairs, folder / "events.parquet")
    scale.shuffle(folder / "events.parquet", folder / "buckets")
    return folder / "buckets"


def test_two_thousand_random_streams_are_drawn(streams):
    assert len(streams) == STREAMS
    assert len({event.kind for events in streams.values() for event in events}) > 70


def test_every_engine_gives_what_a_plain_fold_gives(engine, streams, buckets, tmp_path):
    check_engine(engine, streams, buckets, tmp_path)


def test_this_process_gives_what_a_plain_fold_gives(streams, buckets, tmp_path):
    check_engine({"workers": 0}, streams, buckets, tmp_path)


def check_engine(engine, streams, buckets, folder):
    folded = scale.fold_streams(buckets, whole(), to=folder, **engine)
    assert not folded.set_aside
    assert folded.streams == STREAMS
    assert folded.events == sum(map(len, streams.values()))
    assert rows(folded) == expected(streams)


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_an_executor_of_the_caller_folds_and_is_left_open(kind, tmp_path):
    talks = pt.simulate(11, 400, negotiations=20)
    made = {
        "threads": lambda: ThreadPoolExecutor(2),
        "processes": lambda: ProcessPoolExecutor(1, multiprocessing.get_context("spawn")),
    }
    with made[kind]() as executor:
        folded = scale.fold_streams(talks, whole(), to=tmp_path / "a", client=executor)
        assert executor.submit(len, "ab").result() == 2
    assert rows(folded) == rows(scale.fold_streams(talks, whole(), to=tmp_path / "b", workers=0))


@pytest.mark.skipif(not SYRIA.exists(), reason="the file of GED lies beside the repository only")
def test_the_rows_of_syria_fold_alike_on_every_engine(tmp_path, cluster):
    streams = defaultdict(list)
    for stream, event in importers.read(SYRIA, published="2020-06").feed("dyad"):
        streams[stream].append(event)
    log = pt.MemoryLog()
    for stream, events in streams.items():
        log.append(stream, events)
    wanted = expected(streams, in_order=True)
    one = scale.fold_streams(log, whole(), to=tmp_path / "a", workers=2)
    other = scale.fold_streams(log, whole(), to=tmp_path / "b", engine="dask", client=cluster)
    assert one.events == other.events == sum(map(len, streams.values()))
    assert rows(one) == rows(other) == wanted


def test_the_rows_of_a_log_are_as_good_as_its_events(streams, tmp_path):
    some = dict(list(streams.items())[:50])
    with pt.open_log(tmp_path / "talks.db") as log:
        for name, events in some.items():
            log.append(name, events)
        from_log = scale.fold_streams(log, whole(), to=tmp_path / "log", workers=0)
    from_place = scale.fold_streams(
        tmp_path / "talks.db", whole(), to=tmp_path / "place", workers=0
    )
    assert rows(from_log) == rows(from_place) == expected(some)


def test_what_may_be_folded_is_seen_from_the_viewpoint(tmp_path):
    seen = pt.Viewpoint(on="2023-11-17", known="2023-11-17")
    talks = pt.simulate(5, 600, negotiations=10, between=("2023", "2024"))
    by_stream = defaultdict(list)
    for stream, event in talks.feed():
        by_stream[stream].append(event)
    wanted = {}
    for name, events in by_stream.items():
        timeline = pt.History(events).effective(seen)
        facts = timeline.events[: timeline.upto(seen.on.last_day)]
        wanted[name] = {"events": len(facts), "parts": repr(pt.fold(facts).parts)}
    folded = scale.fold_streams(talks, whole(), to=tmp_path, workers=0, viewpoint=seen)
    assert rows(folded) == wanted
    assert {row["events"] for row in wanted.values()} != {60}
