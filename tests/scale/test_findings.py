"""Nothing that a fold gives or raises ends a run, and a fold is told from another."""

import datetime as dt
import decimal
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import peacetalks as pt
from peacetalks import scale
from peacetalks.scale.buckets import Buckets
from peacetalks.scale.tables import Results, unify
from peacetalks.scale.tasks import rows_of_bucket
from scale_folds import odd, rows

TALKS = pt.simulate(11, 400, negotiations=20)
NOON = dt.datetime(2020, 1, 1, 12)  # noqa: DTZ001 # of no zone


@pytest.fixture
def many_buckets(monkeypatch):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 40)


@pytest.mark.parametrize("stream", TALKS.streams[:6])
def test_an_odd_value_costs_its_own_stream_wherever_in_the_bucket_it_stands(stream, tmp_path):
    folded = scale.fold_streams(TALKS, odd(stream, "x"), to=tmp_path, workers=0)
    assert {name: finding.code for name, finding in folded.set_aside.items()} == {stream: "PT303"}
    assert set(rows(folded)) == {*TALKS.streams} - {stream}
    assert (folded.streams, folded.events) == (19, 380)


@pytest.mark.usefixtures("many_buckets")
@pytest.mark.parametrize("stream", TALKS.streams[:6])
def test_an_odd_value_costs_no_stream_of_another_bucket(stream, tmp_path):
    folded = scale.fold_streams(TALKS, odd(stream, "x"), to=tmp_path, workers=0)
    table = folded.table()
    assert table.schema.field("v").type in {pa.int64(), pa.string()}
    assert len(table) >= 18


@pytest.mark.parametrize("rows_of_bucket", [40, 100_000])
@pytest.mark.parametrize(
    ("value", "otherwise", "kept"),
    [
        ({}, {"x": 1}, 20),
        ({}, {}, 20),
        (decimal.Decimal("1.5"), 7, 20),
        (decimal.Decimal("1.5"), 0.5, 19),
        (2**60 + 1, 0.5, 19),
        (2**70, 1, 19),
        (NOON, dt.date(2020, 1, 1), 19),
        (NOON.replace(tzinfo=dt.UTC), NOON, 19),
        ({"day": NOON}, {"day": dt.date(2020, 1, 1)}, 19),
        (b"x", "x", 19),
        (True, 1, 19),
        (pa.MonthDayNano([1, 2, 3]), 1, 19),
        ({"a": 1}, {"b": "x"}, 20),
        ([], ["x"], 20),
        ("\ud800", "x", 19),
    ],
    ids=str,
)
def test_no_value_ends_a_run_or_is_changed(
    value, otherwise, kept, rows_of_bucket, tmp_path, monkeypatch
):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", rows_of_bucket)
    stream = TALKS.streams[5]
    folded = scale.fold_streams(TALKS, odd(stream, value, otherwise), to=tmp_path, workers=0)
    table = folded.table()
    # Of a bucket of two streams each is as odd as the other.
    assert kept - 2 <= len(table) <= kept
    assert len(table) == kept or rows_of_bucket == 40


def test_a_value_nested_deeper_than_arrow_writes_is_a_finding(tmp_path):
    deep = 1
    for _ in range(100):
        deep = [deep]
    folded = scale.fold_streams(TALKS, odd(TALKS.streams[2], deep), to=tmp_path, workers=0)
    assert list(folded.set_aside) == [TALKS.streams[2]]


def test_files_lose_the_streams_that_deviate_and_remember_which(tmp_path):
    for number, values in enumerate([[1, 2, 3], [4, "x"], ["y"], [None, 5]]):
        streams = [f"s{number}{place}" for place in range(len(values))]
        kind = pa.string() if "x" in values or "y" in values else pa.int64()
        told = [value if value is None or kind == pa.int64() else str(value) for value in values]
        pq.write_table(
            pa.table({"stream": streams, "v": pa.array(told, kind)}), tmp_path / f"{number}.parquet"
        )
    files = sorted(tmp_path.glob("*.parquet"))
    lost = unify(files)
    assert [sorted(lost[file]) for file in files] == [[], ["s10", "s11"], ["s20"], []]
    assert "'v' is int64 in most streams: 'string'" in lost[files[2]]["s20"]
    table = pa.concat_tables(pq.read_table(file) for file in files)
    assert table.column("v").to_pylist() == [1, 2, 3, None, 5]
    assert unify(files) == lost


def test_many_rows_of_a_bucket_become_several_tables_with_the_same_columns():
    results = Results(None)
    for number in range(600):
        value = "x" if number % 100 == 7 else number / 2 if number > 300 else number
        results.add(f"s{number}", [{"v": value, "part": part} for part in range(10)])
    data, unlike = results.finish()
    table = pa.ipc.open_stream(data).read_all()
    assert set(unlike) == {f"s{number}" for number in range(7, 600, 100)}
    assert table.schema.field("v").type == pa.float64()
    assert table.column("v").to_pylist()[-1] == 599 / 2
    assert len(table) == 594 * 10


def test_rows_of_large_events_are_not_all_in_memory_at_once(tmp_path):
    events = [
        ("s", pt.MeetingHeld(id=f"e{n}", occurred="2023", meeting="m", note=f"{n:0>30000}"))
        for n in range(2_000)
    ]
    buckets = scale.shuffle(events, tmp_path)
    events.clear()
    tracemalloc.start()
    number = sum(1 for _ in rows_of_bucket(Buckets.open(tmp_path).file, buckets.buckets[0]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 2_000
    assert peak < 25_000_000


class Unspeakable(Exception):
    def __str__(self):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SystemExit(0), "SystemExit: 0"),
        (GeneratorExit(), "GeneratorExit"),
        (Unspeakable(), "Unspeakable: a text that cannot be shown"),
        (ValueError("long" * 1_000_000), "ValueError: longlong"),
    ],
    ids=["exit", "generator exit", "no text", "long text"],
)
def test_whatever_a_fold_raises_is_a_short_finding(error, says, tmp_path):
    stream = TALKS.streams[3]
    folded = scale.fold_streams(TALKS, odd(stream, error), to=tmp_path, workers=0)
    (finding,) = folded.findings
    assert finding.code == "PT302"
    assert says in finding.message
    assert len(finding.message) < 1_000
    assert folded.streams == 19


def test_a_fold_that_exits_in_a_process_is_a_finding(tmp_path):
    fold = odd(TALKS.streams[3], SystemExit(0))
    folded = scale.fold_streams(TALKS, fold, to=tmp_path, workers=1)
    assert [finding.code for finding in folded.findings] == ["PT302"]


def test_a_class_of_panels_is_refused(tmp_path):
    class Years:
        def rows(self, _):
            return []

    with pytest.raises(pt.PeacetalksError, match=r"a panel class .*Years\(\.\.\.\)"):
        scale.fold_streams(TALKS, Years, to=tmp_path, workers=0)


def test_a_stream_with_a_carriage_return_in_its_name_kills_only_itself(tmp_path):
    scale.write_events(TALKS.feed(), tmp_path / "events.parquet")
    told = pq.read_table(tmp_path / "events.parquet").to_pylist()
    stream = TALKS.streams[3]
    for row in told:
        row["stream"] = row["stream"].replace(stream, "a\rb")
    table = pa.Table.from_pylist(told, pq.read_schema(tmp_path / "events.parquet"))
    pq.write_table(table, tmp_path / "events.parquet")

    def fold(events):
        if events[0].id.startswith(f"{stream}-"):
            os.kill(os.getpid(), signal.SIGKILL)
        return {"n": len(events)}

    folded = scale.fold_streams(tmp_path / "events.parquet", fold, to=tmp_path / "run", workers=1)
    assert {name: f.code for name, f in folded.set_aside.items()} == {"a\rb": "PT305"}


def test_a_fold_that_cannot_be_pickled_is_refused(tmp_path):
    lock = threading.Lock()
    with pytest.raises(pt.InvalidValue, match=r"sent to other processes .*lock"):
        scale.fold_streams(TALKS, lambda _: lock.locked(), to=tmp_path, workers=1)


def test_a_fold_of_a_module_that_processes_cannot_import_is_refused(tmp_path):
    (tmp_path / "only_here.py").write_text("def fold(events):\n    return len(events)\n")
    script = """
        import importlib.util, sys
        import peacetalks as pt
        from peacetalks import scale
        spec = importlib.util.spec_from_file_location("only_here", sys.argv[1])
        sys.modules["only_here"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        try:
            scale.fold_streams(pt.simulate(1, 100), module.fold, to=sys.argv[2], workers=1)
        except pt.InvalidValue as error:
            print(error)
    """
    command = ["-c", textwrap.dedent(script), str(tmp_path / "only_here.py"), str(tmp_path / "run")]
    told = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    assert "cannot be sent to other processes (ModuleNotFoundError: No mod" in told.stdout


def test_a_kind_of_a_script_is_refused_for_processes_and_taken_here(tmp_path):
    script = """
        import sys
        from attrs import frozen
        import peacetalks as pt
        from peacetalks import scale

        @frozen(kw_only=True)
        class TeaServed(pt.Event):
            cups: int

        def run(number):
            tea = [("a", TeaServed(occurred="2023", cups=3))]
            return scale.fold_streams(
                tea, {TeaServed: lambda cups, event: cups + event.cups}, initial=0,
                to=f"{sys.argv[1]}/{number}", workers=number,
                vocabulary=pt.CORE.with_kinds(TeaServed),
            )

        print(run(0).table().to_pylist())
        try:
            run(1)
        except pt.InvalidValue as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "[{'stream': 'a', 'value': 3}]" in told
    assert "that other processes cannot import" in told
    assert "define it in a module" in told


SLEEPING = """
    import sys, time
    from pathlib import Path
    import peacetalks as pt
    from peacetalks import scale

    def fold(events):
        import os
        Path(sys.argv[1], f"pid-{os.getpid()}").touch()
        time.sleep(60)

    scale.fold_streams(pt.simulate(1, 100), fold, to=sys.argv[1] + "/run", workers=1)
"""


def test_processes_end_with_the_one_that_was_killed_and_directed_them(tmp_path):
    script = textwrap.dedent(SLEEPING).replace("sys.argv[1]", repr(str(tmp_path)))
    process = subprocess.Popen([sys.executable, "-c", script])
    assert _waited(lambda: list(tmp_path.glob("pid-*")))
    process.kill()
    process.wait()
    (worker,) = tmp_path.glob("pid-*")
    assert _waited(lambda: not _runs(int(worker.name.removeprefix("pid-"))))


def _waited(condition):
    end = time.monotonic() + 30
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def _runs(pid):
    try:
        # A container without an init leaves what has ended as a zombie.
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
