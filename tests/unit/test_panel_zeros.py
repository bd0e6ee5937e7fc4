"""Zeros of panels: what a coverage does not reach, and what is on record without a place in a row."""

import warnings

import attrs
import pytest

import peacetalks as pt
from peacetalks import frames
from peacetalks.frames.panels import covered
from peacetalks.primitives.when import day_text

KILLED = "casualties-reported:killed"


def covering(counts=KILLED, period="2031", occurred="../..", **more):
    return pt.CoverageStated(
        occurred=occurred, coverage="c", counts=counts, period=period, complete="complete", **more
    )


def killed(day="2031-02-03", series="x", **more):
    return pt.CasualtiesReported(occurred=day, series=series, measure="killed", **more)


def attack(day="2031-02-03", **more):
    return pt.AttackReported(occurred=day, by="RUS", against="UKR", **more)


def column(events, name, known=None, start="2031-01", end="2031-03", **asked):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        table = frames.panel(
            pt.History(events), columns=[name], known=known, start=start, end=end, **asked
        )
    return table.column(name)


def test_what_is_covered_in_a_place_is_no_zero_of_pairs_that_are_not_on_record_there():
    told = [covering("attack-reported", places="UKR"), attack()]
    pairs = {"by": "dyad", "universe": [("RUS", "UKR"), ("BRA", "CHL")], "every": "quarter"}
    assert column(told, "attacks", **pairs) == [None, 1]
    pairs["every"] = "month"
    assert column(told, "attacks", **pairs) == [None, 0, None, 1, None, 0]


def test_what_is_covered_between_parties_is_no_zero_of_a_country():
    told = [covering("attack-reported", parties=["ARM", "AZE"])]
    assert column(told, "attacks", by="country", universe=["ARM"]) == [None] * 3
    assert column(told, "attacks", by="dyad", universe=["ARM", "AZE"]) == [0] * 3


def test_two_places_one_after_the_other_are_not_one_place_all_the_year():
    one = covering("attack-reported", places="GEO", period="2031-01/2031-06")
    other = attrs.evolve(one, coverage="d", places=("CHL",), period=pt.When("2031-07/2031-12"))
    assert column([one, other], "attacks", every="year") == [None]


def test_a_fact_that_names_no_country_leaves_zeros_of_countries_open():
    told = [covering("attack-reported", places="UKR"), attack(place="Kharkiv")]
    assert column(told, "attacks", by="country") == [0, None, 0]
    placed = [told[0], attack(place=pt.Place("Kharkiv", country="UKR"))]
    assert column(placed, "attacks", by="country") == [0, 1, 0]


def test_deaths_that_name_no_incident_leave_zeros_of_pairs_open():
    told = [covering([KILLED, "attack-reported"]), attack(), killed(count=3)]
    asked = {"by": "dyad", "universe": ["RUS", "UKR"]}
    assert column(told, "deaths", **asked) == [0, None, 0]
    assert column(told, "attacks", **asked) == [0, 1, 0]


def test_nothing_is_assumed_of_countries_or_of_pairs_that_are_not_on_record():
    told = [
        pt.MeetingHeld(occurred=day, meeting=day, participants=("ARM", "AZE"))
        for day in ("2031-01-05", "2031-04-05")
    ]
    assert column(told, "meetings_held", by="country", universe=["BRA"]) == [None] * 3
    pairs = {"by": "dyad", "universe": [("ARM", "AZE"), ("BRA", "CHL")]}
    assert column(told, "meetings_held", **pairs) == [1, None, 0, None, 0, None]


@pytest.mark.parametrize(
    "toll",
    [
        {"day": "2031", "count": 900},
        {"day": "2031", "count": 900, "counting": "cumulative"},
        {"day": "../..", "count": 900, "counting": "flow"},
        {"day": "[2031-01..2031-03]", "count": 900},
    ],
)
def test_a_toll_that_is_booked_nowhere_leaves_zeros_open(toll):
    assert column([covering(), killed(**toll)], "deaths") == [None] * 3


def test_bounds_take_a_toll_of_unstated_sort_for_what_a_month_can_have_had():
    told = [covering(), killed("2031", count=900)]
    assert column(told, "deaths_high", spread="bounds") == [900] * 3
    assert column(told, "deaths_low", spread="bounds") == [None] * 3


@pytest.mark.parametrize(
    ("coverage", "cells"),
    [
        (covering(period="2031/2039", occurred="2031-02-28"), [0, 0, None]),
        (covering(period="2031/..", occurred="2031-02-28"), [None] * 3),
        (covering(period="[2031-01..2031-03]"), [None] * 3),
    ],
)
def test_a_coverage_has_no_days_to_come_and_none_that_it_does_not_name(coverage, cells):
    assert column([coverage], "deaths") == cells
    whole = pt.History([coverage]).state().covered(KILLED, during="2031-03")
    assert bool(whole) == (cells[-1] == 0)


def test_who_is_not_stated_to_have_counted_is_not_who_covers():
    told = [covering(body="UCDP"), killed(count=3)]
    assert column(told, "deaths@unstated") == [None, 3, None]
    assert column(told, "deaths@UCDP") == [0, 0, 0]


def test_flows_of_one_series_and_the_same_days_are_one_however_the_days_are_written():
    two = [
        killed("2031-02", count=10, counting="flow", reported="2031-03-01"),
        killed("2031-02-01/2031-02-28", count=11, counting="flow", reported="2031-03-02"),
    ]
    assert column(two, "deaths") == [None, 11, None]


def test_an_act_counts_no_later_than_it_was_reported():
    told = attack("2031", reported="2031-02-10")
    assert column([told], "attacks") == [None, 1, None]


def test_a_correction_of_the_record_moves_the_day_since_which_a_coverage_is_known():
    stated = attrs.evolve(covering(occurred="2031-01-10", period="2030"), id="s")
    corrected = pt.EventCorrected(
        occurred="2031-06-01",
        target="s",
        origin="record",
        replacement=attrs.evolve(stated, occurred="2031-03-10"),
    )
    history = pt.History([stated, corrected])
    assert [day_text(one.since) for one in covered.stated(history)] == ["2031-03-10"]
    for known, basis in (("2031-03-09", None), ("2031-03-31", "stated")):
        assert history.state(known=known).covered(KILLED, during="2030").basis == basis


def test_bodies_that_counted_nothing_are_refused_as_preferred():
    told = [killed(count=3, counting_body="UCDP")]
    with pytest.raises(pt.InvalidValue, match=r"did not count .* 'UCPD'; accepted: UCDP"):
        column(told, "deaths", prefer="UCPD")
    with pytest.raises(pt.InvalidValue, match="two columns of the same name: 'deaths_body'"):
        frames.panel(
            pt.History(told),
            columns={"deaths_body": frames.Count(what="vote-held"), "deaths": "deaths"},
            prefer="UCDP",
        )


def test_numbers_of_any_size_are_spread_as_in_python():
    told = [killed("0001-01-01/2031-12-31", count=10**14, counting="flow")]
    walked = frames.Panel(columns=["deaths"], known=None, start="2031-01", end="2031-03")
    assert column(told, "deaths") == [row["deaths"] for row in walked.rows(pt.History(told))]
