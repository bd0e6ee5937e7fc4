"""Coverage and panels: what was counted where and when, and what is zero or unknown.

Each test is named after a case that once got a wrong answer.
"""

import csv
import datetime as dt
from collections import Counter

import pytest

import peacetalks as pt
from commands import run
from ged_rows import ged, read_ged
from peacetalks import frames

TO_2018 = [ged(year, f"{year}-11-30") for year in (2015, 2016, 2018)]
PAIR = [
    pt.MeetingHeld(id="m", occurred="2031-05-14", meeting="m", participants=("ARM", "AZE")),
]


def histories(reading):
    """Return the history of each stream of an import."""
    streams = {}
    for stream, event in reading.feed("country"):
        streams.setdefault(stream, []).append(event)
    return {stream: pt.History(events) for stream, events in streams.items()}


def toll(day, series="s", **more):
    return pt.CasualtiesReported(
        id=f"{series}-{day}", occurred=day, series=series, measure="killed", **more
    )


def cells(history, columns, **asked):
    """Return the cells of some columns, row by row."""
    rows = frames.panel(history, columns=columns, **asked).rows()
    return [tuple(row[name] for name in columns) for row in rows]


def test_c01_years_that_a_release_does_not_cover_are_null_and_quiet_ones_inside_are_zero(tmp_path):
    told = histories(read_ged(tmp_path, "19.1", *TO_2018, published="2019-06"))
    columns = ["deaths_90d_best", "refusals_365d", "ceasefire_in_force"]
    found = cells(told, columns, every="year", known=None, start="2014", end="2021")
    deaths, *others = zip(*found, strict=True)
    assert deaths == (None, 5, 5, 0, 5, None, None, None)
    assert {cell for column in others for cell in column} == {None}


def test_c02_before_a_release_is_public_nothing_is_known_then(tmp_path):
    told = histories(read_ged(tmp_path, "19.1", *TO_2018, published="2019-06"))
    with pytest.warns(UserWarning, match="all cells that count are null"):
        found = cells(told, ["deaths_best"], every="year", start="2015", end="2018")
    assert found == [(None,)] * 4


def test_c03_a_stream_in_which_nobody_counted_the_dead_has_no_deaths_of_zero():
    ceasefire = pt.CeasefireDeclared(
        id="c", occurred="2031-03-01", parties=("NORTH", "SOUTH"), ceasefire="c"
    )
    columns = ["deaths_30d_low", "deaths_30d_best", "deaths_30d_high", "displaced_low", "phase"]
    (found,) = cells(pt.History([ceasefire]), columns, start="2031-03", end="2031-03")
    assert found[:4] == (None, None, None, None)


def test_c04_pairs_that_are_named_have_a_row_in_each_period():
    rows = frames.panel(
        pt.History([*PAIR, pt.StatementMade(id="s", occurred="2031-06", by="GEO")]),
        columns=["refusals_90d", "phase"], by="dyad", parties=["ARM", "AZE", "GEO"],
        start="2031-01", end="2031-12",
    ).rows()  # fmt: skip
    pairs = Counter((row["a"], row["b"]) for row in rows)
    assert pairs == {("ARM", "AZE"): 12, ("ARM", "GEO"): 12, ("AZE", "GEO"): 12}


def test_c05_a_stream_without_events_has_its_rows():
    two = {"empty": pt.History([]), "talks": pt.History(PAIR)}
    rows = frames.panel(two, columns=["meetings_held"], start="2031-01", end="2031-12").rows()
    assert Counter(row["stream"] for row in rows) == {"empty": 12, "talks": 12}


def test_c07_deaths_by_two_bodies_are_two_columns_or_one_by_preference():
    two = pt.History(
        [
            toll("2017-01-10", "a", count=20, counting_body="UCDP", counting="flow"),
            toll("2017-01-12", "b", count=22, counting_body="ACLED", counting="flow"),
        ]
    )
    with pytest.raises(pt.InvalidValue, match="deaths_30d_best@ACLED, deaths_30d_best@UCDP"):
        frames.panel(two, columns=["deaths_30d_best"], known=None)
    assert cells(two, ["deaths_best@UCDP", "deaths_best@ACLED"], known=None) == [(20, 22)]
    assert cells(two, ["deaths"], known=None, prefer="UCDP") == [(20,)]
    every = frames.panel(two, known=None).rows()[0]
    assert (every["deaths_best@UCDP"], every["deaths_best@ACLED"]) == (20, 22)


@pytest.mark.parametrize("every", ["month", "week", "year"])
def test_c08_a_column_of_the_period_counts_each_death_once(every):
    days = [dt.date(2031, 1, 1) + dt.timedelta(n) for n in range(365)]
    history = pt.History(
        toll(day, f"s{day}", count=1, counting_body="X", reported=day) for day in days
    )
    found = cells(history, ["deaths_best"], every=every, start="2031-01-01", end="2031-12-31")
    assert sum(deaths for (deaths,) in found) == 365


def test_c09_more_than_is_a_lower_bound_without_a_best_estimate():
    more_than = toll("2031-06-10", count=pt.Count(low=61_000, qualifier="more_than"))
    columns = ["deaths_30d_low", "deaths_30d_best", "deaths_30d_high"]
    assert cells(pt.History([more_than]), columns, known=None) == [(61_000, None, None)]


@pytest.mark.parametrize("counting", [None, "cumulative"])
def test_c10_a_toll_of_fourteen_months_is_in_no_month(counting):
    city = toll("2030-04-15/2031-06-30", count=61_000, counting=counting, reported="2031-07-02")
    asked = {"known": None, "start": "2031-04", "end": "2031-08"}
    with pytest.warns(UserWarning, match="null"):
        found = cells(pt.History([city]), ["deaths_30d_low", "deaths_best"], **asked)
    assert found == [(None, None)] * 5


def test_c10_a_toll_that_does_not_say_since_when_counts_where_all_its_days_are():
    city = toll("2030-04-15/2031-06-30", count=61_000, reported="2031-07-02")
    assert cells(
        pt.History([city]), ["deaths"], every="P2Y", known=None, start="2030", end="2031"
    ) == [(61_000,)]


def test_c10_tolls_of_all_since_some_day_have_differences():
    tolls = [
        toll(f"2031-01-01/{day}", "s", count=count, counting="cumulative", as_of=day)
        for day, count in (("2031-01-31", 100), ("2031-02-28", 140), ("2031-03-31", 130))
    ]
    columns = ["deaths_best", "deaths_by_difference_best"]
    found = cells(pt.History(tolls), columns, known=None, start="2031-01", end="2031-03")
    assert found == [(None, None), (None, 40), (None, None)]


def test_c11_one_toll_in_two_series_is_a_finding():
    two = [toll("2031-06-10", name, count=60, counting_body="NORTH") for name in ("ford", "attack")]
    assert "PT135" in [finding.code for finding in pt.check(two)]


@pytest.fixture
def two_countries(tmp_path):
    """Return the path of a log of GED rows of two countries."""
    rows = [ged(1, "2017-01-30"), ged(2, "2017-01-30", country="Georgia")]
    reading = read_ged(tmp_path, "18.1", *rows, published="2018-06")
    with pt.open_log(tmp_path / "t.db") as log:
        for stream, events in histories(reading).items():
            log.append(stream, events.events)
    return tmp_path / "t.db"


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_c13_the_command_makes_one_panel_of_all_streams_of_a_log(two_countries, tmp_path):
    asked = ("--every", "year", "--hindsight", "--column", "deaths_best")
    path = tmp_path / "p.csv"
    assert run("panel", two_countries, *asked, "-o", path)[0] == 0
    assert [(row["stream"], row["deaths_best"]) for row in rows_of(path)] == [
        ("GEO", "5"),
        ("UKR", "5"),
    ]
    path = tmp_path / "c.csv"
    asked += ("--by", "country", "--universe", "UKR,France", "--start", "2016", "--end", "2017")
    assert run("panel", two_countries, *asked, "-o", path)[0] == 0
    assert [(row["country_name"], row["deaths_best"]) for row in rows_of(path)] == [
        ("Ukraine", ""),
        ("Ukraine", "5"),
        ("France", ""),
        ("France", ""),
    ]


def test_c14_a_panel_in_which_nothing_was_known_says_what_hindsight_has(tmp_path):
    reading = read_ged(tmp_path, "19.1", *TO_2018, published="2019-06")
    log = tmp_path / "t.db"
    with pt.open_log(log) as opened:
        for stream, history in histories(reading).items():
            opened.append(stream, history.events)
    path = tmp_path / "p.csv"
    code, _, err = run("panel", log, "--every", "year", "--column", "deaths_90d_best", "-o", path)
    assert (code, [row["stream"] for row in rows_of(path)]) == (0, ["UKR"])
    assert "null (1)" in err
    assert "--hindsight) there are 4 rows about streams, from 2015-01-01 to 2018-12-31" in err
