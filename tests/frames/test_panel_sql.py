"""The columns of panels on real data, as DuckDB computes them from the files and the events."""

from functools import cache
from pathlib import Path
from typing import get_args

import duckdb
import pytest

import peacetalks as pt
from peacetalks import frames, importers, scale
from peacetalks.frames.panels.cameo import goldstein

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
SYRIA = DATA / "ged-syria" / "ged-syria-2016-2019.csv"
UKRAINE = DATA / "ged-ukraine" / "release-to-2019.csv"
ICEWS = DATA / "icews" / "events-2018-06.tab"
GDELT = DATA / "gdelt" / "events-2020-11-13.csv"
GED = """
    SELECT date_start::DATE AS first, date_end::DATE AS last,
      country, low::DOUBLE::BIGINT AS low, best::DOUBLE::BIGINT AS best,
      high::DOUBLE::BIGINT AS high
    FROM read_csv('{path}', all_varchar = true, header = true)
    WHERE try_cast(id AS DOUBLE) IS NOT NULL
"""
BOUNDS = ("low", "best", "high")

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside the repository")


@cache
def imported(path):
    """Return the histories of a GED file, by country: read once for all panels of it."""
    streams = {}
    for stream, event in importers.read(path, release="1", published="2021-06").feed("country"):
        streams.setdefault(stream, []).append(event)
    return {stream: pt.History(events) for stream, events in streams.items()}


def spread_evenly(bound):
    """Return the part of a number that falls on the days from ``since`` to ``upto``, in SQL."""
    days = "(last - first + 1)"
    after, before = "(least(last, upto) - first + 1)", "(greatest(first, since) - first)"
    return f"sum({bound} * {after} // {days} - {bound} * {before} // {days})::BIGINT"


@needs_data
@pytest.mark.parametrize("days", [None, 90])
@pytest.mark.parametrize("every", ["year", "month"])
@pytest.mark.parametrize("path", [SYRIA, UKRAINE], ids=lambda path: path.stem)
def test_deaths_by_country_are_those_that_sql_adds_up_in_the_file(path, every, days):
    window = "" if days is None else f"{days}d_"
    columns = [f"deaths_{window}{bound}" for bound in BOUNDS]
    panel = frames.panel(
        imported(path), every=every, known=None, by="country", columns=columns,
        start="2014", end="2019",
    )  # fmt: skip
    since = "p.period_start" if days is None else f"p.period_end - {days - 1}"
    counted = duckdb.sql(
        f"""
        WITH ged AS ({GED.format(path=path)}),
        periods AS (SELECT country_name, period_start, period_end, {since} AS since,
                           period_end AS upto FROM panel p)
        SELECT country_name, period_start, {", ".join(map(spread_evenly, BOUNDS))}
        FROM periods p JOIN ged ON country = country_name AND first <= upto AND last >= since
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    ours = [
        (row["country_name"], row["period_start"], *(row[name] for name in columns))
        for row in panel.rows()
        if row[columns[0]] is not None
    ]
    assert len(counted) > 3
    assert [row for row in ours if any(row[2:])] == [row for row in counted if any(row[2:])]
    if days is None:
        assert max(row[3] for row in ours) > (100 if every == "month" else 500)


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
            GROUP BY ALL HAVING coalesce(ours, 0) <> theirs
            """
        ).fetchall()
        assert wrong == []
        found += max(n or 0 for n in panel.column(f"refusals_{days}d_{category}"))
    assert found >= 3


@pytest.mark.parametrize("body", ["ARM", "UNHCR"])
def test_the_displaced_are_those_that_sql_finds_in_the_events(talks, body):
    """The newest series in which a body counts people in all."""
    told = frames.events(talks.timeline(), kind="displacement-reported")  # noqa: F841 # named in the SQL
    panel = frames.panel(talks, known=None, columns={
        "displaced_low": f"displaced_low@{body}", "displaced_high": f"displaced_high@{body}"
    })  # fmt: skip
    theirs = duckdb.sql(
        f"""
        WITH closed AS (
          SELECT *, coalesce(as_of_last, settled) AS day FROM told
          WHERE counting_body = '{body}'
            AND (measure IS NULL OR measure IN ('cumulative', 'stock'))
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
    assert len(theirs) >= 4
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
    told = [
        event
        for one in importers.read(ICEWS, published="unknown").outcomes()
        for event in one.events
    ]
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
    bodies = sorted({getattr(event, "counting_body", None) or "" for _, event in told} - {""})
    columns = ["refusals_90d", f"deaths_90d_best@{bodies[0]}", "overdue"]
    panel = frames.Panel(
        every="quarter", columns=columns, start=told[0][1].occurred.text[:4], end="2024"
    )
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
        assert {name: row[name] for name in columns} == {name: mine[name] for name in columns}
