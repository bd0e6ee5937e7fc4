"""The columns of panels on real data, as DuckDB computes them from the files and the events."""

from pathlib import Path
from typing import get_args

import duckdb
import pytest

import peacetalks as pt
from peacetalks import frames, importers, scale
from peacetalks.frames.panels.cameo import goldstein

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
SYRIA = DATA / "ged-syria" / "ged-syria-2016-2019.csv"
ICEWS = DATA / "icews" / "events-2018-06.tab"
GDELT = DATA / "gdelt" / "events-2020-11-13.csv"
DYAD = "14637"
RAW_SYRIA = f"""
    SELECT id::DOUBLE::BIGINT AS id,
      -- A sum of several incidents closed on its last day (event_clarity 2); of one act on a
      -- day that is not known, nobody dies after it was reported.
      CASE WHEN event_clarity::DOUBLE = 2 THEN date_end::DATE ELSE
        greatest(date_start::DATE, least(date_end::DATE, coalesce(list_min(list_transform(
          string_split(source_date, ';'), lambda day: try_cast(day AS DATE))), date_end::DATE)))
      END AS day,
      low::DOUBLE::BIGINT AS low, best::DOUBLE::BIGINT AS best, high::DOUBLE::BIGINT AS high
    FROM read_csv('{SYRIA}', all_varchar = true, header = true)
    WHERE dyad_new_id::DOUBLE::BIGINT = {DYAD}
"""

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside the repository")


@pytest.fixture(scope="module")
def syria():
    told = [
        event
        for outcome in importers.read(SYRIA).outcomes()
        for event in outcome.events
        if any(
            one.scheme == "ucdp-dyad" and one.id == DYAD for one in outcome.events[0].external_ids
        )
    ]
    return pt.History(told)


@needs_data
@pytest.mark.parametrize("every", ["month", "week"])
def test_deaths_in_syria_are_those_that_sql_adds_up_in_the_file(syria, every):
    panel = frames.panel(
        syria,
        every=every,
        known=None,
        columns=[f"deaths_{days}d_{one}" for days in (30, 90) for one in ("low", "best", "high")],
    )
    bounds = ", ".join(
        f"coalesce(sum({one}) FILTER (day > p.period_end - {days}), 0)::BIGINT "
        f"AS deaths_{days}d_{one}"
        for days in (30, 90)
        for one in ("low", "best", "high")
    )
    counted = duckdb.sql(
        f"""
        WITH ged AS ({RAW_SYRIA})
        SELECT p.period_end, {bounds}
        FROM panel p LEFT JOIN ged ON day <= p.period_end AND day > p.period_end - 90
        GROUP BY p.period_end ORDER BY p.period_end
        """
    ).fetchall()
    ours = [tuple(row.values())[2:] for row in panel.rows()]
    assert len(ours) > 40
    assert [row[1:] for row in counted] == [row[-6:] for row in ours]
    assert max(row[-2] for row in ours) > 1_000


@pytest.fixture(scope="module")
def talks():
    return pt.History(pt.datasets.south_caucasus())


@pytest.mark.parametrize("days", [30, 90, 365])
def test_refusals_by_category_are_those_that_sql_counts_in_the_events(talks, days):
    told = frames.events(talks.timeline(), kind="meeting-refused")  # noqa: F841 # named in the SQL
    panel = frames.panel(talks, known=None)
    found = 0
    for category in get_args(pt.values.ReasonCategory):
        wrong = duckdb.sql(
            f"""
            WITH reasons AS (
              SELECT id, settled, unnest(reasons).category AS category FROM told
            )
            SELECT p.period_end, p.refusals_{days}d_{category} AS ours, count(DISTINCT r.id) AS theirs
            FROM panel p LEFT JOIN reasons r ON r.category = '{category}'
              AND r.settled <= p.period_end AND r.settled > p.period_end - {days}
            GROUP BY ALL HAVING ours <> theirs
            """
        ).fetchall()
        assert wrong == []
        found += max(panel.column(f"refusals_{days}d_{category}"))
    assert found >= 3


def test_the_displaced_are_those_that_sql_finds_in_the_events(talks):
    """The newest series that counts people in all, over the bodies that counted it lately."""
    told = frames.events(talks.timeline(), kind="displacement-reported")  # noqa: F841 # named in the SQL
    panel = frames.panel(talks, known=None, columns=["displaced_low", "displaced_high"])
    theirs = duckdb.sql(
        """
        WITH closed AS (
          SELECT *, coalesce(as_of_last, settled) AS day FROM told
          WHERE measure IS NULL OR measure IN ('cumulative', 'stock')
        ), latest AS (
          SELECT p.period_end, c.*, row_number() OVER (
            PARTITION BY p.period_end, series, measure, "group", to_json(origin),
              to_json(destination), counting_body ORDER BY day DESC, id DESC) AS back
          FROM panel p JOIN closed c ON c.settled <= p.period_end
        ), figure AS (SELECT * FROM latest WHERE back = 1),
        newest AS (
          SELECT *, row_number() OVER (
            PARTITION BY period_end ORDER BY day DESC, series DESC, counting_body DESC) AS rank
          FROM figure
        ), head AS (SELECT * FROM newest WHERE rank = 1)
        SELECT h.period_end,
          min(coalesce(f.count_low, CASE WHEN f.count_high IS NULL THEN f.count_best END)) AS low,
          CASE WHEN count(*) = count(coalesce(f.count_high,
              CASE WHEN f.count_low IS NULL THEN f.count_best END))
            THEN max(coalesce(f.count_high, f.count_best)) END AS high
        FROM head h JOIN figure f ON f.period_end = h.period_end AND f.series = h.series
          AND f.measure IS NOT DISTINCT FROM h.measure AND h.day - f.day <= 365
        GROUP BY h.period_end ORDER BY h.period_end
        """
    ).fetchall()
    ours = {
        row["period_end"]: (row["displaced_low"], row["displaced_high"]) for row in panel.rows()
    }
    assert len(theirs) > 12
    assert {day: (low, high) for day, low, high in theirs} == {
        day: found for day, found in ours.items() if found != (None, None)
    }


@needs_data
def test_the_goldstein_values_of_icews_are_its_intensities():
    published = duckdb.sql(
        f"""
        SELECT "CAMEO Code", Intensity::DOUBLE, count(*)
        FROM read_csv('{ICEWS}', delim = '\t', quote = '', all_varchar = true) GROUP BY ALL
        """
    ).fetchall()
    assert len(published) > 80
    wrong = [
        (code, intensity)
        for code, intensity, _ in published
        if _on_the_scale("cameo-icews", code) != intensity
    ]
    assert wrong == []


@needs_data
def test_the_goldstein_values_of_gdelt_are_its_scale():
    published = duckdb.sql(
        f"""
        SELECT Event_Code, Goldstein_Scale::DOUBLE, count(*)
        FROM read_csv('{GDELT}', all_varchar = true)
        WHERE Goldstein_Scale IS NOT NULL GROUP BY ALL
        """
    ).fetchall()
    assert len(published) > 60
    wrong = [
        (code, value)
        for code, value, _ in published
        if _on_the_scale("cameo-gdelt", code) not in {value, None}
    ]
    unknown = [code for code, _, _ in published if _on_the_scale("cameo-gdelt", code) is None]
    assert (wrong, unknown) == ([], [])


def _on_the_scale(scheme, code):
    coded = pt.AttackReported(occurred="2020", external_ids=pt.ExternalId(scheme, code))
    return goldstein(coded)


@needs_data
def test_the_goldstein_sum_of_icews_is_the_sum_of_its_intensities():
    told = [event for one in importers.read(ICEWS).outcomes() for event in one.events]
    # The rows of both sides of a meeting are one event: its first row stands for it.
    ids = ((one.id for one in event.external_ids if one.scheme == "icews") for event in told)
    rows = [next(of_one) for of_one in ids]
    panel = frames.panel(
        pt.History(told), known=None, every="month", columns=["goldstein_30d"],
        start="2018-06-01", end="2018-06-30",
    )  # fmt: skip
    ((summed,),) = duckdb.sql(
        f"""
        SELECT sum(Intensity::DOUBLE) FROM (SELECT unnest(?) AS row)
        JOIN read_csv('{ICEWS}', delim = '\t', quote = '', all_varchar = true)
        ON row = "Event ID" || ':' || "Event Date"
        """,
        params=[rows],
    ).fetchall()
    assert panel.column("goldstein_30d") == [pytest.approx(summed)]


def test_a_panel_over_many_streams_is_the_panel_of_each(tmp_path):
    told = list(pt.simulate(11, 2_000, negotiations=20, late_reports=0.1).feed())
    panel = frames.Panel(every="quarter", columns=["refusals_90d", "deaths_90d_best", "overdue"])
    folded = scale.fold_streams(told, panel, to=tmp_path / "panel")
    streams = {}
    for stream, event in told:
        streams.setdefault(stream, []).append(event)
    ours = {
        (stream, str(row["period_end"])): row
        for stream, events in streams.items()
        for row in panel.rows(pt.History(events))
    }
    theirs = folded.table().to_pylist()
    assert len(theirs) == len(ours) > 100
    for row in theirs:
        mine = ours[row["stream"], str(row["period_end"])]
        assert {name: row[name] for name in ("refusals_90d", "deaths_90d_best", "overdue")} == {
            name: mine[name] for name in ("refusals_90d", "deaths_90d_best", "overdue")
        }
