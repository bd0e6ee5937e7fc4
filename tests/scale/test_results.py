"""What may be folded into what, what is set aside, and what is refused at once."""

import datetime as dt
import re

import attrs
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import peacetalks as pt
from peacetalks import importers, scale
from scale_folds import rows

TALKS = pt.simulate(11, 400, negotiations=20)


@attrs.frozen
class Seen:
    meetings: int
    last: pt.When | None


def test_handlers_count_as_they_do_in_a_plain_fold(tmp_path):
    handlers = {pt.MeetingRefused: lambda number, _: number + 1}
    folded = scale.fold_streams(TALKS, handlers, initial=0, to=tmp_path, workers=0)
    by_stream = {}
    for stream, event in TALKS.feed():
        by_stream.setdefault(stream, []).append(event)
    assert rows(folded) == {
        name: {"value": pt.fold(pt.History(events).effective().events, handlers, initial=0)}
        for name, events in by_stream.items()
    }
    assert sum(row["value"] for row in rows(folded).values()) > 0


@pytest.mark.parametrize(
    ("fold", "first"),
    [
        (len, {"value": 17}),
        (lambda events: {"n": len(events), "none": None}, {"n": 17, "none": None}),
        (lambda _: Seen(2, pt.When("2023-11")), {"meetings": 2, "last": "2023-11"}),
        (lambda _: {"count": pt.Count.more_than(5)}, {"count": {"low": 5, "best": None, "high": None}}),
        (lambda _: {"of": ("ARM", "AZE"), "day": dt.date(2023, 1, 2)}, {"of": ["ARM", "AZE"], "day": dt.date(2023, 1, 2)}),
        (lambda _: {"set": {"b", "a"}}, {"set": ["a", "b"]}),
    ],
    ids=["number", "mapping", "attrs", "count", "list and date", "set"],
)  # fmt: skip
def test_a_result_becomes_the_row_that_it_is(fold, first, tmp_path):
    folded = scale.fold_streams(TALKS, fold, to=tmp_path, workers=0)
    assert next(iter(rows(folded).values())) == first


def test_a_panel_gives_several_rows_of_a_stream(tmp_path):
    class Years:
        def rows(self, history):
            return [{"year": y, "phase": history.state(on=f"{y}").phase.name} for y in (1990, 2000)]

    folded = scale.fold_streams(TALKS, Years(), to=tmp_path, workers=0)
    table = folded.table()
    assert table.num_rows == 40
    assert set(table.column("year").to_pylist()) == {1990, 2000}


def test_a_stream_that_no_fold_can_take_is_set_aside_and_the_rest_goes_on(tmp_path):
    names = TALKS.streams

    def fold(events):
        if len(events) and events[0].id.startswith(names[3]):
            raise ZeroDivisionError("of no use")
        return {"n": len(events)}

    folded = scale.fold_streams(TALKS, fold, to=tmp_path, workers=0)
    assert folded.streams == 19
    assert names[3] not in rows(folded)
    (finding,) = folded.findings
    assert finding.code == "PT302"
    assert re.search(
        rf"{names[3]}: ZeroDivisionError: of no use \(.*test_results.py:\d+", str(finding)
    )
    assert pq.read_table(tmp_path / "aside.parquet").num_rows == 20


def test_a_row_that_cannot_be_read_sets_its_stream_aside(tmp_path):
    scale.write_events(TALKS.feed(), tmp_path / "events.parquet")
    table = pq.read_table(tmp_path / "events.parquet").to_pylist()
    table[7]["payload"] = table[7]["payload"].replace('"occurred":', '"occured":')
    pq.write_table(pa.Table.from_pylist(table), tmp_path / "events.parquet")
    folded = scale.fold_streams(tmp_path / "events.parquet", to=tmp_path / "run", workers=0)
    (finding,) = folded.findings
    assert finding.code == "PT301"
    assert table[7]["id"] in finding.message
    assert "occured" in finding.message
    assert folded.streams == 19


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (lambda _: {"stream": "x"}, "a column that every row already has"),
        (lambda _: {1: "x"}, "a column name that is not a text"),
        (lambda _: [1, 2], "a list with an item that is not a row"),
        (lambda _: {"x": object()}, "do not fit into a table"),
    ],
)
def test_a_result_that_is_no_row_is_a_finding(bad, says, tmp_path):
    name = TALKS.streams[0]
    folded = scale.fold_streams(
        TALKS,
        lambda events: bad(events) if events[0].id.startswith(f"{name}-") else {"x": 1},
        to=tmp_path,
        workers=0,
    )
    (finding,) = folded.findings
    assert finding.code == "PT303"
    assert says in finding.message
    assert folded.streams == 19


def test_a_stream_larger_than_the_memory_is_set_aside_before_it_is_decoded(tmp_path):
    long = [attrs.evolve(event, note="n" * 400) for event in pt.simulate(2, 9_000)]
    pairs = [*TALKS.feed(), *(("long", event) for event in long)]
    folded = scale.fold_streams(pairs, to=tmp_path, workers=0, memory="320 MB")
    (finding,) = folded.findings
    assert finding.code == "PT304"
    assert folded.streams == 20
    assert pq.read_table(tmp_path / "aside.parquet").num_rows == 9_000
    again = scale.fold_streams(tmp_path / "aside.parquet", to=tmp_path / "b", workers=0)
    assert again.events == 9_000


def test_columns_are_of_one_type_in_all_files_and_duckdb_reads_them(tmp_path, monkeypatch):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 40)

    def fold(events):
        return {"n": len(events)} if len(events[0].id) % 2 else {"n": 0.5, "more": "x"}

    folded = scale.fold_streams(TALKS, fold, to=tmp_path, workers=0)
    files = list(folded.results.glob("*.parquet"))
    assert len(files) > 3
    assert len({pq.read_schema(file) for file in files}) == 1
    found = duckdb.sql(f"SELECT count(*), sum(n) FROM '{folded.results}/*.parquet'").fetchall()
    assert found[0][0] == 20


def test_a_schema_says_which_columns_there_are(tmp_path):
    schema = pa.schema([("n", pa.int16()), ("share", pa.float64())])
    folded = scale.fold_streams(
        TALKS, lambda events: {"n": len(events)}, to=tmp_path, workers=0, schema=schema
    )
    assert folded.table().schema.field("n").type == pa.int16()
    assert folded.table().schema.names == ["stream", "n", "share"]


def test_a_source_without_events_has_no_rows(tmp_path):
    folded = scale.fold_streams([], to=tmp_path, workers=0)
    assert (folded.streams, folded.events, folded.table().num_rows) == (0, 0, 0)


def test_what_a_file_of_a_data_set_tells_can_be_folded(tmp_path):
    file = "docs/data/ged-ukraine-to-2018.csv"
    imported = importers.read(file, release="18.1", published="unknown")
    folded = scale.fold_streams(imported, len, to=tmp_path, workers=0)
    # A fold of one's own sees facts; who is who and what is covered is no fact.
    about = (pt.ActorNamed, pt.CoverageStated)
    names = sum(isinstance(event, about) for event in imported.again())
    assert sum(row["value"] for row in rows(folded).values()) + names == folded.events > names > 0


def test_progress_is_told_after_every_bucket(tmp_path, monkeypatch):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 100)
    told = []
    folded = scale.fold_streams(TALKS, to=tmp_path, workers=0, progress=told.append)
    assert told[0].step == "sorting"
    assert [progress.done for progress in told[1:]] == list(range(folded.buckets + 1))
    assert told[-1].events == folded.events
    assert f"{folded.buckets} of {folded.buckets} buckets folded" in str(told[-1])


def test_events_are_sorted_once_for_several_folds(tmp_path):
    first = scale.fold_streams(TALKS, to=tmp_path / "a", buckets=tmp_path / "kept", workers=0)
    before = scale.Buckets.open(tmp_path / "kept")
    told = []
    second = scale.fold_streams(
        TALKS, lambda _: 1, to=tmp_path / "b", buckets=tmp_path / "kept", workers=0,
        progress=told.append,
    )  # fmt: skip
    assert scale.Buckets.open(tmp_path / "kept") == before
    assert "sorting" not in {progress.step for progress in told}
    assert first.streams == second.streams


def test_buckets_of_a_log_that_has_grown_are_sorted_anew(tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log:
        log.append("a", [pt.MeetingHeld(occurred="2023", meeting="m")])
        first = scale.fold_streams(log, to=tmp_path / "1", buckets=tmp_path / "k", workers=0)
        log.append("b", [pt.MeetingHeld(occurred="2023", meeting="m")])
        second = scale.fold_streams(log, to=tmp_path / "2", buckets=tmp_path / "k", workers=0)
    assert (first.streams, second.streams) == (1, 2)


def test_results_are_not_replaced_unless_it_is_said(tmp_path):
    scale.fold_streams(TALKS, lambda _: 1, to=tmp_path, workers=0)
    with pytest.raises(pt.PeacetalksError, match="overwrite=True"):
        scale.fold_streams(TALKS, lambda _: 1, to=tmp_path, workers=0)
    again = scale.fold_streams(TALKS, lambda _: 2, to=tmp_path, workers=0, overwrite=True)
    assert {row["value"] for row in rows(again).values()} == {2}


def test_an_interrupted_run_is_not_continued_with_another_fold(tmp_path):
    def stopping(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scale.fold_streams(TALKS, stopping, to=tmp_path, workers=0)
    with pytest.raises(pt.PeacetalksError, match="with another fold"):
        scale.fold_streams(TALKS, lambda _: 1, to=tmp_path, workers=0)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"source": 3}, "not a source"),
        ({"source": [("a", "b")]}, "not an event"),
        ({"source": [3]}, "not a pair of the name of a stream and an event"),
        ({"source": [("a b", pt.MeetingHeld(occurred="2023", meeting="m"))]}, "valid stream name"),
        ({"source": "nowhere/*.parquet"}, "no Parquet files"),
        ({"source": "nowhere.db"}, "nowhere.db"),
        ({"fold": 3}, "not a fold"),
        ({"fold": {pt.MeetingHeld: len}}, "handlers without initial="),
        ({"fold": len, "initial": 0}, "initial= without handlers"),
        ({"engine": "spark"}, "processes, dask"),
        ({"engine": "dask", "client": 3}, "not a Dask client"),
        ({"memory": "much"}, "not an amount of memory"),
        ({"memory": "100 MB"}, "too little memory"),
        ({"memory": True}, "not an amount of memory"),
        ({"workers": -1}, "not a number of processes"),
        ({"viewpoint": pt.Viewpoint(recorded=3)}, "no time of recording"),
        ({"progress": 3}, "not a function"),
        ({"schema": {"n": "int"}}, "not a schema"),
        ({"schema": pa.schema([("stream", pa.string())])}, "every row already has"),
        ({"to": None}, "not a folder"),
        ({"to": __file__}, "a file where a folder is needed"),
        ({"buckets": __file__}, "a file where a folder is needed"),
    ],
)
def test_bad_arguments_are_refused_with_a_reason(arguments, says, tmp_path):
    told = {"source": TALKS, "to": tmp_path, "workers": 0, **arguments}
    with pytest.raises(pt.PeacetalksError, match=re.escape(says)):
        scale.fold_streams(told.pop("source"), **told)


def test_files_without_the_columns_of_events_are_refused(tmp_path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(pt.PeacetalksError, match="a Parquet file without stream, id, kind"):
        scale.fold_streams(tmp_path / "x.parquet", to=tmp_path / "run", workers=0)


def test_a_missing_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(pt.MissingExtra, match=r"peacetalks\[scale\]"):
        scale.shuffle(TALKS, tmp_path)


def test_a_folder_named_like_a_column_adds_none(tmp_path):
    folded = scale.fold_streams(TALKS, len, to=tmp_path / "release=24", workers=0)
    assert folded.table().column_names == ["stream", "value"]
