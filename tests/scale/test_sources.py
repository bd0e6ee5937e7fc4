"""What a source holds is folded, all of it and once, whatever its files are called."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import peacetalks as pt
from peacetalks import importers, scale
from scale_folds import rows

TALKS = pt.simulate(11, 400, negotiations=20)
OTHERS = pt.simulate(12, 60, negotiations=3)
GED = "docs/data/ged-ukraine-to-2018.csv"


def notes(events):
    return {"notes": " ".join(event.note or "" for event in events)}


def folded(source, to, **told):
    return scale.fold_streams(source, told.pop("fold", len), to=to, workers=0, **told)


def test_what_a_redacted_log_lacks_is_not_brought_back_by_buckets_of_before(tmp_path):
    kept = tmp_path / "kept"
    with pt.open_log(tmp_path / "talks.db") as log:
        held = [
            pt.MeetingHeld(id=f"e{n}", occurred="2023", meeting="m", note=f"note {n}") for n in "12"
        ]
        log.append("a", held)
        before = folded(log, tmp_path / "1", fold=notes, buckets=kept)
        log.redact(tmp_path / "redacted.db", [("a", "e1")])
    after = folded(tmp_path / "redacted.db", tmp_path / "2", fold=notes, buckets=kept)
    assert rows(before) == {"a": {"notes": "note 1 note 2"}}
    assert rows(after) == {"a": {"notes": "note 2"}}


@pytest.mark.parametrize(
    "name", ["talks[1].parquet", "talk*.parquet", "talks?.parquet", "stream=x/a.parquet"]
)
def test_a_file_is_read_by_its_name_and_by_no_pattern(name, tmp_path):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    scale.write_events(TALKS.feed(), file)
    scale.write_events(OTHERS.feed(), tmp_path / "talks1.parquet")
    assert set(rows(folded(file, tmp_path / "run"))) == set(TALKS.streams)


def test_a_log_in_a_folder_with_a_bracket_in_its_name_is_a_log(tmp_path):
    place = tmp_path / "talks [2023]" / "talks.db"
    place.parent.mkdir()
    with pt.open_log(place) as log:
        log.append("a", [pt.MeetingHeld(id="e", occurred="2023", meeting="m")])
    assert set(rows(folded(str(place), tmp_path / "run"))) == {"a"}


def test_events_are_counted_once_where_the_runs_lie_in_the_folder_of_the_source(tmp_path):
    def fold(events):
        if events[0].id.startswith(TALKS.streams[0]):
            raise ValueError
        return len(events)

    scale.write_events(TALKS.feed(), tmp_path / "talks.parquet")
    folded(tmp_path, tmp_path / "one", fold=fold)
    folded(tmp_path, tmp_path, fold=fold, buckets=tmp_path / "kept")
    for source in (tmp_path, f"{tmp_path}/*.parquet", [tmp_path, tmp_path / "talks.parquet"]):
        assert folded(source, tmp_path / "again", overwrite=True).events == 400
    assert folded(tmp_path / "one" / "aside.parquet", tmp_path / "aside").events == 20
    assert folded(f"{tmp_path}/*/aside.parquet", tmp_path / "pattern").events == 20


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("stream", pa.array([None, *["a"] * 399]), "without a stream"),
        ("version", pa.array(["1"] * 400), "another type of version"),
        ("payload", pa.array([b"{}"] * 400), "another type of payload"),
        ("payload", pa.array([5] * 400), "another type of payload"),
    ],
)
def test_columns_of_another_type_are_refused(column, values, says, tmp_path):
    file = tmp_path / "events.parquet"
    scale.write_events(TALKS.feed(), file)
    table = pq.read_table(file)
    pq.write_table(table.set_column(table.column_names.index(column), column, values), file)
    with pytest.raises(pt.InvalidValue, match=says):
        folded(file, tmp_path / "run")


def test_what_is_no_parquet_file_is_refused(tmp_path):
    (tmp_path / "events.parquet").write_text("stream,id")
    with pytest.raises(pt.InvalidValue, match="not a Parquet file"):
        folded(tmp_path / "events.parquet", tmp_path / "run")


def test_texts_in_a_dictionary_and_large_texts_are_texts(tmp_path):
    scale.write_events(TALKS.feed(), tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    columns = {name: table.column(name) for name in table.column_names}
    columns["stream"] = columns["stream"].dictionary_encode()
    columns["payload"] = columns["payload"].cast(pa.large_string())
    pq.write_table(pa.table(columns), tmp_path / "b.parquet")
    assert folded(tmp_path / "b.parquet", tmp_path / "run").events == 400


def test_a_file_of_a_data_set_divided_otherwise_is_told_from_others(tmp_path):
    def sorts(source, to):
        told = []
        made = folded(source, tmp_path / to, buckets=tmp_path / "kept", progress=told.append)
        return made.events, "sorting" in {progress.step for progress in told}

    def ged(release="18.1"):
        return importers.read(GED, release=release, published="unknown")

    # Each stream states its actors for itself.
    events = {by: sum(1 for _ in ged().feed(by)) for by in ("dyad", "conflict", None)}
    assert sorts(ged().feed("dyad"), "1") == (events["dyad"], True)
    assert sorts(ged().feed("dyad"), "2") == (events["dyad"], False)
    assert sorts(ged().feed("conflict"), "3") == (events["conflict"], True)
    assert sorts(ged("18.2").feed("conflict"), "4") == (events["conflict"], True)
    assert sorts(ged("18.2"), "5") == (events[None], True)


def test_a_file_of_a_data_set_that_has_been_read_is_folded_whole(tmp_path):
    imported = importers.read(GED, release="18.1", published="unknown")
    events = len(list(imported.feed()))
    assert folded(imported, tmp_path / "run").events == events > 0
    assert folded(imported.feed(), tmp_path / "again").events == events


def test_pairs_are_sorted_anew_where_a_run_is_overwritten(tmp_path):
    folded(TALKS.feed(), tmp_path / "run")
    with pytest.raises(pt.InvalidValue, match="cannot be compared"):
        folded(
            TALKS.feed(), tmp_path / "other", buckets=tmp_path / "run" / "buckets", overwrite=True
        )
    assert folded(OTHERS.feed(), tmp_path / "run", overwrite=True).events == 60


@pytest.mark.parametrize("notes", [["x" * 60_000] * 40, ["ä" * 2_000_000] * 3])
def test_large_payloads_are_written_in_groups_that_fit_into_memory(notes, tmp_path):
    pairs = [
        (f"s{n % 7}", pt.MeetingHeld(id=f"e{n}", occurred="2023", meeting="m", note=note))
        for n, note in enumerate(notes * 4)
    ]
    scale.write_events(pairs, tmp_path / "events.parquet")
    assert pq.ParquetFile(tmp_path / "events.parquet").num_row_groups > 1


def test_rows_larger_than_the_memory_for_sorting_are_sorted_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr("peacetalks.scale.buckets._BYTES", 100_000)
    monkeypatch.setattr("peacetalks.scale.memory._HELD", 0.005)
    pairs = [
        (
            f"s{n % 50}",
            pt.MeetingHeld(
                id=f"e{n:03}", occurred="2023", meeting="m", note=os.urandom(2_000).hex()
            ),
        )
        for n in range(600)
    ]
    made = scale.shuffle(pairs, tmp_path / "kept", memory="320 MB", workers=1)
    held = pq.ParquetFile(made.file).read(["bucket", "stream", "id"]).to_pylist()
    keys = [tuple(row.values()) for row in held]
    assert keys == sorted(keys)
    assert len(made.buckets) > 10
    assert {key[2] for key in keys} == {event.id for _, event in pairs}
    assert folded(made.folder, tmp_path / "run").events == 600
