"""A run that is stopped goes on where it stood: a killed worker, a full disk, an interrupt."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ProcessPoolExecutor

import pytest

import peacetalks as pt
from peacetalks import scale
from scale_folds import dying, expected, rows, whole

pytestmark = pytest.mark.engines

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


def test_a_worker_killed_in_the_middle_changes_nothing(engine, buckets, tmp_path):
    marker = tmp_path / "killed"
    folded = scale.fold_streams(
        buckets, dying("talks-7", str(marker)), to=tmp_path / "run", **engine
    )
    assert marker.exists()
    assert rows(folded) == expected(TALKS)
    assert not folded.set_aside


def test_a_stream_that_kills_whoever_folds_it_is_set_aside(engine, buckets, tmp_path):
    folded = scale.fold_streams(buckets, dying("talks-7"), to=tmp_path / "run", **engine)
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


def test_an_executor_whose_process_died_is_replaced_by_the_caller(buckets, tmp_path):
    def run():
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
            return scale.fold_streams(
                buckets, dying("talks-7"), to=tmp_path, client=executor, workers=1
            )

    with pytest.raises(pt.RunStopped, match="continue with a new executor"):
        run()
    folded = run()
    assert {name: finding.code for name, finding in folded.set_aside.items()} == {
        "talks-7": "PT305"
    }
    assert len(rows(folded)) == 59
    assert folded.resumed > 0


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
    assert "free some space" in told
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


TOLD = """
    import dataclasses, functools, sys
    import attrs
    import peacetalks as pt
    from peacetalks.scale.fingerprint import digest
    from peacetalks.scale.fold_inputs import folding
    import own_handlers

    WORDS = {"meeting-held", "meeting-refused", "a", "b", "c"}

    @dataclasses.dataclass
    class Row:
        n: int = 3

    @attrs.frozen
    class Seen:
        n: int = attrs.field(default=3, validator=attrs.validators.instance_of(int))

    def helper(events):
        return [Row(len(events)), Seen(1)]

    def fold(events, extra=None):
        return helper([e for e in events if e.kind in {"x", "y", "z"} or e.kind in WORDS])

    class Panel:
        words = WORDS

        def rows(self, history):
            return helper(history.events)

    handlers = {pt.MeetingHeld: own_handlers.held, pt.MeetingRefused: lambda n, _: n + 1}
    for given in (fold, functools.partial(fold, extra=Seen(2)), Panel(), pt.fold):
        print(digest(folding(given, attrs.NOTHING, None), pt.CORE, None))
    print(digest(folding(handlers, 0, None), pt.CORE, None))
"""


@pytest.fixture
def told_folds(tmp_path):
    """Return a function that tells folds of a script apart, in a process of its own."""
    seeds = iter(range(10))

    def tell(script=TOLD, handler="return n + 1"):
        (tmp_path / "own_handlers.py").write_text(f"def held(n, event):\n    {handler}\n")
        (tmp_path / "script.py").write_text(textwrap.dedent(script))
        told = subprocess.run(
            [sys.executable, "-B", str(tmp_path / "script.py")],
            env=os.environ | {"PYTHONHASHSEED": str(next(seeds))},
            capture_output=True,
            text=True,
            check=True,
        )
        return told.stdout.split()

    return tell


def test_a_fold_of_a_script_is_the_same_in_another_process_and_after_other_edits(told_folds):
    before = told_folds()
    assert len(set(before)) == 5
    assert told_folds() == before
    assert told_folds("\n    OTHER = 1\n" + TOLD + "\n    print()") == before


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("Row(len(events))", "Row(len(events) + 1)", {0, 1, 2}),
        ("n: int = 3", "n: int = 4", {0, 1, 2}),
        ("default=3", "default=4", {0, 1, 2}),
        ('"c"}', '"d"}', {0, 1, 2}),
        ('"z"}', '"w"}', {0, 1}),
        ("Seen(2)", "Seen(4)", {1}),
        ("n + 1}", "n + 2}", {4}),
    ],
)
def test_a_fold_is_another_when_what_it_uses_changes(old, new, changes, told_folds):
    pairs = zip(told_folds(), told_folds(TOLD.replace(old, new)), strict=True)
    assert {number for number, (before, after) in enumerate(pairs) if before != after} == changes


def test_handlers_of_an_imported_module_are_others_when_it_changes(told_folds):
    before, after = told_folds(), told_folds(handler="return n + 100")
    assert before[:4] == after[:4]
    assert before[4] != after[4]


def test_a_run_of_a_script_with_a_class_of_its_own_goes_on_in_another_process(buckets, tmp_path):
    script = """
        import dataclasses, sys
        from peacetalks import scale

        @dataclasses.dataclass
        class Row:
            n: int

        def fold(events):
            return Row(len(events))

        def stop(progress):
            if progress.done == 3 and sys.argv[3] == "stop":
                raise KeyboardInterrupt

        run = scale.fold_streams(sys.argv[1], fold, to=sys.argv[2], workers=0, progress=stop)
        print(run.resumed)
    """
    (tmp_path / "script.py").write_text(textwrap.dedent(script))
    command = [sys.executable, str(tmp_path / "script.py"), str(buckets), str(tmp_path / "run")]
    subprocess.run([*command, "stop"], stderr=subprocess.DEVNULL, check=False)
    assert subprocess.run([*command, "go on"], capture_output=True, check=True).stdout == b"3\n"
