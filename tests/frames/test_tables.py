"""States, parts, findings and what stands behind a part, as tables: they say what the state says."""

import datetime as dt

import attrs
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import peacetalks as pt
from peacetalks import errors, frames
from peacetalks.primitives.when import day_text
from peacetalks.state.parts import Parts

DAYS = ["2021-06-30", "2022-12-31", "2023-09-20", "2023-11-17", "2024-06-30"]
TABLES = [field.name for field in attrs.fields(Parts)]


@pytest.fixture(scope="module")
def talks():
    return pt.History(pt.datasets.south_caucasus())


@pytest.fixture(scope="module")
def made_up():
    told = pt.simulate(5, 400, negotiations=1, late_reports=0.2, corrections=0.05, disputes=0.05)
    return pt.History(told)


@pytest.fixture(params=["talks", "made_up"])
def history(request):
    return request.getfixturevalue(request.param)


def days_of(history):
    first, last = history.span()
    return [day_text(first + (last - first) * part // 5) for part in range(6)]


def if_looked_for(state, number, *kinds):
    """Return a number; None if it is zero, and nobody is known to have looked for the kinds."""
    return number or (0 if all(map(state.covered, kinds)) else None)


@pytest.mark.parametrize("known", [None, "then", "2023-11-17"])
def test_a_row_of_states_says_what_the_state_of_its_day_says(history, known):
    days = days_of(history)
    rows = frames.states(history, days, known=known).rows()
    assert [row["on"].isoformat() for row in rows] == days
    for row in rows:
        day = row["on"].isoformat()
        state = history.state(on=day, known=day if known == "then" else known)
        assert row["facts"] == state.fact_count
        assert row["meetings"] == len(state.parts.meetings)
        assert row["pending_meetings"] == if_looked_for(
            state, len(state.pending_meetings()), "meeting-proposed"
        )
        assert row["refusals"] == len(state.refusals())
        assert row["open_proposals"] == if_looked_for(
            state, len(state.open_proposals()), "proposal-tabled"
        )
        assert row["open_preconditions"] == if_looked_for(
            state, len(state.open_preconditions()), "precondition-stated"
        )
        assert row["agreements"] == len(state.parts.agreements)
        assert row["overdue"] == if_looked_for(
            state, len(state.overdue()), "commitment-made", "deadline-set"
        )
        assert row["ceasefires_in_force"] == if_looked_for(
            state, len(state.ceasefires_in_force()), "ceasefire-declared"
        )
        assert row["figures"] == len(state.parts.figures)
        assert row["disputes"] == len(state.disputes)
        assert row["known"] == {
            None: None, "then": row["on"], "2023-11-17": dt.date(2023, 11, 17)
        }[known]  # fmt: skip


def test_states_of_a_log_have_a_row_for_each_stream_and_day(talks, made_up, tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log:
        log.append("aze-arm", talks.events)
        log.append("made-up", made_up.events)
        table = frames.states(log, ["2022-01-01", "2023-01-01"])
    by_place = frames.states(str(tmp_path / "talks.db"), ["2022-01-01", "2023-01-01"])
    assert table.rows() == by_place.rows()
    assert table.column("stream") == ["aze-arm"] * 2 + ["made-up"] * 2
    alone = frames.states(talks, ["2022-01-01", "2023-01-01"])
    assert table.column("facts")[:2] == alone.column("facts")


@pytest.mark.parametrize("name", TABLES)
def test_the_parts_of_a_state_are_rows_with_their_fields(history, name):
    state = history.state()
    table = frames.parts(state, name)
    parts = list(getattr(state.parts, name).values())
    assert len(table) == len(parts)
    if not parts:
        return
    for row, part in zip(table.rows(), parts, strict=True):
        assert row["because"] == [event.id for event in part.because]
        for field in attrs.fields(type(part)):
            value = getattr(part, field.name, None)
            if isinstance(value, str) and field.name in row:
                assert row[field.name] == value
            if isinstance(value, pt.When) and f"{field.name}_last" in row:
                assert row[field.name] == value.text
                day = row[f"{field.name}_last"]
                assert day is None or day.isoformat() == day_text(value.last_day)
            if isinstance(value, pt.Count):
                bounds = (row[f"{field.name}_{one}"] for one in ("low", "best", "high"))
                assert tuple(bounds) == (value.low, value.best, value.high)


def test_a_table_of_parts_that_is_none_is_refused_with_those_there_are(talks):
    with pytest.raises(errors.InvalidValue, match="meetings"):
        frames.parts(talks.state(), "meeting")


def test_findings_are_rows_with_place_and_severity(talks):
    found = pt.check(talks)
    table = frames.findings(found)
    assert table.column("code") == [one.code for one in found]
    assert table.column("message") == [one.message for one in found]
    assert table.column("line") == [one.line for one in found]
    assert [table.column("severity").count(word) for word in ("error", "warning", "note")] == [
        len(found.errors), len(found.warnings), len(found.notes)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "part",
    ["meetings/granada-2023-10", "standings/FRA/AZE", "legal_acts/nk-dissolution"],
)
def test_what_stands_behind_a_part_is_a_row_with_its_role(talks, part):
    told = talks.why(part)
    table = frames.why(told)
    assert table.column("id") == [
        event.id
        for events in (told.facts, told.accounts, told.hidden, told.bookkeeping)
        for event in events
    ]
    for role in ("facts", "accounts", "hidden", "bookkeeping"):
        assert table.column("role").count(role) == len(getattr(told, role))


# Every table, to every library


@pytest.fixture(
    scope="module",
    params=["events", "of a kind", "states", "parts", "findings", "why", "panel"],
)
def table(request, talks):
    return {
        "events": lambda: frames.events(talks),
        "of a kind": lambda: frames.events(talks, kind="meeting-held"),
        "states": lambda: frames.states(talks, DAYS, known="then"),
        "parts": lambda: frames.parts(talks.state(), "meetings"),
        "findings": lambda: frames.findings(pt.check(talks)),
        "why": lambda: frames.why(talks.why("meetings/granada-2023-10")),
        "panel": lambda: frames.panel(talks, every="quarter"),
    }[request.param]()


def test_every_library_takes_a_table_as_it_is(table):
    t = table
    assert pa.table(t).equals(t.arrow)
    polars = pl.DataFrame(t)
    assert (polars.height, tuple(polars.columns)) == (len(t), t.names)
    pandas = pd.DataFrame.from_arrow(t)
    assert (len(pandas), tuple(pandas.columns)) == (len(t), t.names)
    (counted,) = duckdb.sql("SELECT count(*) FROM t").fetchall()
    assert counted == (len(t),)
    assert tuple(duckdb.sql("FROM t").columns) == t.names


def test_a_table_becomes_a_data_frame_of_pandas_or_polars(table):
    pandas, polars = table.to_pandas(), table.to_polars()
    assert isinstance(pandas, pd.DataFrame)
    assert (len(pandas), tuple(pandas.columns)) == (len(table), table.names)
    assert polars.equals(pl.DataFrame(table))
    assert pa.Table.from_pandas(pandas, schema=table.schema).to_pylist() == table.rows()


def test_in_pandas_a_number_that_is_not_known_leaves_the_others_whole(talks):
    table = frames.events(talks, kind="displacement-reported")
    low = table.to_pandas()["count_low"]
    assert None in table.column("count_low")
    assert [None if pd.isna(each) else each for each in low] == table.column("count_low")
    assert all(isinstance(each, int) for each in low.dropna())


@pytest.mark.parametrize("n", [0, 1, 5, 10_000, -1, -10_000])
def test_the_head_of_a_table_is_that_of_a_data_frame(talks, n):
    table = frames.events(talks)
    assert table.head(n).rows() == table.to_polars().head(n).to_arrow().to_pylist()
    assert len(table.head(n)) == len(table.to_pandas().head(n))
    assert len(table.head()) == 5


def test_polars_reads_the_memory_of_a_table_without_a_copy(talks):
    t = frames.panel(talks, every="month", columns=["open_proposals"])
    ours = t.arrow.column("open_proposals").chunk(0).buffers()[1].address
    theirs = pl.DataFrame(t)["open_proposals"].to_arrow().buffers()[1].address
    assert ours == theirs


def test_dates_are_dates_counts_are_three_integers_and_sources_are_structs(talks):
    schema = frames.events(talks, kind="displacement-reported").schema
    assert str(schema.field("occurred_first").type) == "date32[day]"
    assert [str(schema.field(f"count_{one}").type) for one in ("low", "best", "high")] == [
        "int64"
    ] * 3
    assert "publisher: string" in str(schema.field("sources").type)


def test_a_table_goes_to_parquet_and_back_with_what_its_columns_mean(table, tmp_path):
    table.to_parquet(tmp_path / "t.parquet")
    back = pq.read_table(tmp_path / "t.parquet")
    assert back.equals(table.arrow)
    assert [field.metadata for field in back.schema] == [field.metadata for field in table.schema]


def test_a_table_goes_to_csv_with_a_line_for_each_row(table, tmp_path):
    table.to_csv(tmp_path / "t.csv")
    back = pl.read_csv(tmp_path / "t.csv", infer_schema_length=None)
    assert back.height == len(table)


def test_a_table_of_nothing_has_the_columns_of_one_with_rows(talks):
    for empty, full in (
        (frames.events([]), frames.events(talks)),
        (frames.findings([]), frames.findings(pt.check(talks))),
        (frames.parts(pt.History([]).state(), "figures"), frames.parts(talks.state(), "figures")),
        (frames.states(talks, []), frames.states(talks, DAYS)),
    ):
        assert len(empty) == 0
        assert empty.schema.equals(full.schema)
