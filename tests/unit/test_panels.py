"""Panels: a row knows what was public at the end of its period, and the figures are those of SQL."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

import peacetalks as pt
from peacetalks import frames
from peacetalks.testing.strategies import histories


@pytest.fixture(scope="module")
def talks():
    return pt.History(pt.datasets.south_caucasus())


def test_with_hindsight_some_cells_do_change():
    told = pt.MeetingRefused(id="no", occurred="2023-01-05", meeting="m", by="AZE")
    late = pt.MeetingRefused(
        id="late", occurred="2023-01-20", meeting="n", by="AZE", reported="2023-03-01"
    )
    for known, expected in ((None, [2, 2]), ("then", [1, 1])):
        table = frames.panel(
            pt.History([told, late]), known=known, columns=["refusals_90d"], end="2023-02"
        )
        assert table.column("refusals_90d") == expected


@settings(max_examples=30)
@given(histories(max_size=40, with_corrections=True, with_disputes=True, with_late_reports=True))
def test_what_is_left_out_of_the_live_state_changes_no_answer(history):
    columns = ["open_proposals", "pending_meetings", "overdue", "ceasefire_in_force", "disputes"]
    for row in frames.Panel(every="P10D", columns=columns).rows(history):
        day = row["period_end"]
        state = history.state(on=day, known=day)
        assert (row["open_proposals"] or 0) == len(state.open_proposals())
        assert (row["pending_meetings"] or 0) == len(state.pending_meetings())
        assert (row["overdue"] or 0) == len(state.overdue())
        assert bool(row["ceasefire_in_force"]) == bool(state.ceasefires_in_force())
        assert row["disputes"] == len(state.disputes)


def test_refusals_and_offensives_are_those_that_sql_counts_in_the_events(talks):
    events = frames.events(talks.timeline())  # noqa: F841 # named in the SQL
    panel = frames.panel(talks, known=None)
    wrong = duckdb.sql(
        """
        SELECT p.period_end, p.refusals_90d, count(e.id) AS counted
        FROM panel p LEFT JOIN events e
          ON e.kind = 'meeting-refused' AND e.settled <= p.period_end
         AND e.settled > p.period_end - 90
        GROUP BY ALL HAVING coalesce(p.refusals_90d, 0) <> counted
        """
    ).fetchall()
    assert wrong == []
    wrong = duckdb.sql(
        """
        SELECT p.period_end, p.offensives_30d, count(e.id) AS counted
        FROM panel p LEFT JOIN events e
          ON e.kind = 'offensive-launched' AND e.settled <= p.period_end
         AND e.settled > p.period_end - 30
        GROUP BY ALL HAVING coalesce(p.offensives_30d, 0) <> counted
        """
    ).fetchall()
    assert wrong == []
    assert max(n for n in panel.column("refusals_90d") if n) == 2


def test_frames_are_read_by_every_library_as_they_are(talks):
    t = frames.events(talks)
    assert pl.DataFrame(t).shape == pd.DataFrame.from_arrow(t).shape == (183, 24)
    assert pa.table(t).equals(t.arrow)
    assert duckdb.sql("SELECT count(*) FROM t").fetchall() == [(183,)]


def test_the_columns_of_panels_have_their_types(talks):
    schema = frames.panel(talks, every="year").schema
    assert schema.names[:4] == ["stream", "period_start", "period_end", "attacks"]
    without_bodies = dict.fromkeys(name.partition("@")[0] for name in schema.names[3:])
    assert list(without_bodies) == list(frames.COLUMNS)
    types = {str(field.type) for field in schema}
    assert types == {
        "string",
        "date32[day]",
        "int32",
        "int64",
        "double",
        "bool",
        "list<item: string>",
    }


def test_a_table_goes_to_csv_and_parquet_and_back(talks, tmp_path):
    table = frames.panel(talks, every="quarter")
    table.to_csv(tmp_path / "panel.csv")
    table.to_parquet(tmp_path / "panel.parquet")
    assert pl.read_parquet(tmp_path / "panel.parquet").equals(pl.DataFrame(table))
    assert pl.read_csv(tmp_path / "panel.csv").shape == pl.DataFrame(table).shape
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"every": "fortnight"}, "not the length of a period"),
        ({"columns": ["refusal_90d"]}, "did you mean"),
        ({"columns": [lambda _: 1]}, "a column without a name"),
        ({"columns": {"stream": len}}, "two columns of the same name"),
        ({"by": "pair"}, "stream, country, dyad"),
        ({"parties": "AZE"}, "a single party"),
        ({"columns": {"x": lambda _: object()}}, "do not fit into a column"),
        ({"columns": 5}, "not columns"),
        ({"start": "2024", "end": "2020"}, "a start after the end: '2024'; accepted: .* 2020"),
        ({"start": "../2020"}, "a start without a first day"),
        ({"end": "2020/.."}, "an end without a last day"),
    ],
)
def test_what_no_panel_can_be_made_of_is_refused(talks, wrong, told):
    with pytest.raises(pt.InvalidValue, match=told):
        frames.panel(talks, **wrong)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"d": lambda _: {"a": 1}, "d.a": lambda _: 2},
            "two columns of the same name in CSV: 'd.a'",
        ),
        ({"raw": lambda _: b"\xff"}, "CSV cannot hold a column of bytes: 'raw'"),
    ],
)
def test_no_csv_is_written_of_what_it_cannot_hold(talks, columns, told, tmp_path):
    with pytest.raises(pt.InvalidValue, match=told):
        frames.panel(talks, every="year", columns=columns).to_csv(tmp_path / "panel.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_log_is_named_by_its_place_as_a_text_or_a_path(talks, tmp_path):
    place = tmp_path / "talks.db"
    with pt.open_log(place) as log:
        log.append("arm-aze", talks.events)
    asked = {"every": "year", "columns": ["refusals_365d"]}
    assert frames.panel(place, **asked).rows() == frames.panel(str(place), **asked).rows() != []


def test_a_function_of_ones_own_sees_the_state_of_each_period(talks):
    def phase(state):
        return state.phase.name

    rows = frames.panel(talks, every="year", columns=[phase]).rows()
    for row in rows:
        day = row["period_end"]
        assert row["phase"] == talks.state(on=day, known=day).phase.name


def test_an_empty_history_has_no_rows_and_the_same_columns(talks):
    with pytest.warns(UserWarning, match="no row: no day is on record"):
        empty = frames.panel(pt.History([]))
    assert len(empty) == 0
    names = [name.partition("@")[0] for name in frames.panel(talks, every="year").schema.names]
    assert empty.schema.names == list(dict.fromkeys(names))


def test_what_an_organ_does_stands_in_the_rows_of_its_state():
    army = pt.ActorNamed(occurred="2030", actor="ARMY", names="The army", organ_of="NORTH")
    front = pt.ActorNamed(occurred="2030", actor="FRONT", names="The Front", within="NORTH")
    attacks = [
        pt.AttackReported(occurred="2031-05-02", by=by, against="SOUTH")
        for by in ("ARMY", "NORTH", "FRONT")
    ]
    rows = frames.panel(pt.History([army, front, *attacks]), every="month", by="dyad")
    pairs = [(row["a"], row["b"]) for row in rows.arrow.to_pylist()]
    assert pairs == [("FRONT", "SOUTH"), ("NORTH", "SOUTH")]
