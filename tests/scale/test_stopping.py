"""A run that is stopped goes on where it stood: a killed worker, a full disk, an interrupt."""

import signal
import subprocess
import sys
import textwrap
import time

import pytest

import peacetalks as pt
from peacetalks import scale
from scale_folds import dying, expected, rows, whole

TALKS = {
    f"talks-{number}": [
        pt.MeetingProposed(
            id=f"p{number}-{day}",
            occurred=f"2023-01-{day:02}",
            meeting=f"m{day}",
            note=f"talks-{number}",
        )
        for day in range(1, 11)
    ]
    for number in range(60)
}


@pytest.fixture
def buckets(tmp_path, monkeypatch):
    """Make many buckets of few rows."""
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 30)
    pairs = [(name, event) for name, events in TALKS.items() for event in events]
    return scale.shuffle(pairs, tmp_path / "buckets").folder


def told(engine, cluster):
    return {"processes": {"workers": 2}, "dask": {"engine": "dask", "client": cluster}}[engine]


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_worker_killed_in_the_middle_changes_nothing(engine, buckets, tmp_path, cluster):
    marker = tmp_path / "killed"
    folded = scale.fold_streams(
        buckets, dying("talks-7", str(marker)), to=tmp_path / "run", **told(engine, cluster)
    )
    assert marker.exists()
    assert rows(folded) == expected(TALKS)
    assert not folded.set_aside


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_stream_that_kills_whoever_folds_it_is_set_aside(engine, buckets, tmp_path, cluster):
    folded = scale.fold_streams(
        buckets, dying("talks-7"), to=tmp_path / "run", **told(engine, cluster)
    )
    wanted = expected(TALKS)
    del wanted["talks-7"]
    assert rows(folded) == wanted
    assert [finding.code for finding in folded.findings] == ["PT305"]
    assert list(folded.set_aside) == ["talks-7"]
    # Its events are a source of their own, for whoever has mended the fold.
    again = scale.fold_streams(
        tmp_path / "run" / "aside.parquet", whole(), to=tmp_path / "again", workers=0
    )
    assert rows(again) == expected({"talks-7": TALKS["talks-7"]})


SLOW = """
    import sys, time
    import peacetalks as pt
    from peacetalks import scale

    def fold(events):
        time.sleep(0.05)
        return {"events": len(events), "parts": repr(pt.fold(events).parts)}

    scale.fold_streams(sys.argv[1], fold, to=sys.argv[2], workers=2)
"""


def test_an_interrupted_run_goes_on_and_repeats_no_finished_bucket(buckets, tmp_path):
    to, script = tmp_path / "run", tmp_path / "script.py"
    script.write_text(textwrap.dedent(SLOW))
    command = [sys.executable, str(script), str(buckets), str(to)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while len(list(to.glob("parts/*.json"))) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in errors
    finished = {path: path.stat().st_mtime_ns for path in to.glob("parts/*.json")}
    assert 2 <= len(finished) < len(scale.Buckets.open(buckets).buckets)
    subprocess.run(command, check=True, timeout=60)
    assert {path: path.stat().st_mtime_ns for path in finished} == finished
    whole_run = scale.fold_streams(buckets, whole(), to=tmp_path / "other", workers=0)
    kept = scale.report.Folded(to, 0, 0, {}, 0, 0, 0.0)
    assert rows(kept) == rows(whole_run) == expected(TALKS)


FULL = """
    import resource, sys
    import peacetalks as pt
    from peacetalks import scale

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
    try:
        scale.fold_streams(sys.argv[1], to=sys.argv[2], workers=0)
    except pt.RunStopped as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files are not limited there")
def test_a_full_disk_for_the_buckets_is_told_and_the_next_run_goes_on(tmp_path):
    source, to, script = tmp_path / "events.parquet", tmp_path / "run", tmp_path / "script.py"
    script.write_text(textwrap.dedent(FULL))
    talks = pt.simulate(3, 3_000, negotiations=60)
    scale.write_events(talks.feed(), source)
    limit = str(source.stat().st_size // 4)
    command = [sys.executable, str(script), str(source), str(to), limit]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert str(to / "buckets") in told
    assert "make room" in told
    assert not list(to.rglob("*.parquet"))
    assert not list(to.rglob("*.part"))
    folded = scale.fold_streams(source, to=to, workers=0)
    straight = scale.fold_streams(talks, to=tmp_path / "straight", workers=0)
    assert rows(folded) == rows(straight)
    assert folded.streams == 60


def test_a_finished_bucket_is_not_folded_again_after_the_fold_raised_a_stop(buckets, tmp_path):
    stopped, last = tmp_path / "stopped", list(TALKS)[40]

    def fold(events):
        if events[0].note == last and not stopped.exists():
            stopped.touch()
            raise KeyboardInterrupt
        return {"n": len(events)}

    with pytest.raises(KeyboardInterrupt):
        scale.fold_streams(buckets, fold, to=tmp_path / "run", workers=0)
    done = len(list((tmp_path / "run" / "parts").iterdir()))
    folded = scale.fold_streams(buckets, fold, to=tmp_path / "run", workers=0)
    assert folded.resumed == done > 0
    assert folded.streams == 60
