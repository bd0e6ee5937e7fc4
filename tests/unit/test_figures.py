"""Figures: what replaces what, what stands side by side, and that nothing is ever added."""

import itertools

import pytest

from peacetalks.errors import NotFound
from peacetalks.events.force import CasualtiesReported
from peacetalks.events.territory import (
    DisplacementReported,
    PopulationReported,
    ReturnReported,
    TerritorialControlChanged,
)
from peacetalks.reducer.folding import fold
from peacetalks.values.count import Count
from peacetalks.values.facts import Source
from stories import at, said


def fled(count, as_of=None, on="2023-09-24", series="exodus", body="ARM", **more):
    return DisplacementReported(
        occurred=on, series=series, count=count, as_of=as_of, counting_body=body, **more
    )


def died(count, as_of=None, on="2023-09-25", series="depot", body="NK", measure="killed", **more):
    return CasualtiesReported(
        occurred=on,
        series=series,
        measure=measure,
        count=count,
        as_of=as_of,
        counting_body=body,
        **more,
    )


def lived(count, on="2023-09-01", body="ARM", area="NK", **more):
    return PopulationReported(occurred=on, area=area, count=count, counting_body=body, **more)


def counts(events):
    return [line.figure.count.figure for line in fold(events).displacement()]


# Replacement


def test_of_one_series_and_body_the_latest_count_stands():
    assert counts([fled(50_000, "2023-09-27"), fled(100_490, "2023-10-01")]) == [100_490]


def test_a_count_that_closed_earlier_never_replaces_a_later_one_whenever_it_is_folded():
    events = [fled(50_000, "2023-09-27"), fled(80_000, "2023-09-29"), fled(100_490, "2023-10-01")]
    for order in itertools.permutations(events):
        assert counts(order) == [100_490]


def test_a_lower_count_replaces_a_higher_one_if_it_closed_later():
    assert counts([fled(120_000, "2023-09-27"), fled(100_490, "2023-10-01")]) == [100_490]


def test_of_two_that_closed_together_the_later_told_stands():
    assert counts([fled(50_000, "2023-09-27"), fled(53_000, "2023-09-27")]) == [53_000]


def test_a_count_without_a_closing_day_closed_when_it_was_reported():
    flight = "2023-09-24/.."
    early = fled(65_000, on=flight, reported="2023-09-28")
    for order in ([early, fled(100_490, "2023-10-01")], [fled(100_490, "2023-10-01"), early]):
        assert counts(order) == [100_490]


def test_a_count_in_words_replaces_the_number_and_does_not_keep_it():
    events = [fled(50_000, "2023-09-27"), fled(None, "2023-10-01", share_text="almost all")]
    (line,) = fold(events).displacement()
    assert (line.figure.count, line.figure.share_text) == (None, "almost all")


def test_what_a_later_count_does_not_state_is_not_taken_from_the_earlier_one():
    base = lived(120_000, id="base")
    events = [
        base,
        fled(50_000, "2023-09-27", population_base="base", share_text="almost half"),
        fled(100_490, on="2023-10-05"),
    ]
    (line,) = fold(events).displacement()
    assert (line.base, line.figure.share_text, line.figure.as_of) == (None, None, None)


# The key


KEYS = {
    "series": {"series": "other"},
    "counting body": {"body": "UNHCR-X"},
    "no counting body": {"body": None},
    "measure": {"measure": "stock"},
    "group": {"group": "children"},
    "origin": {"origin": "Shushi"},
    "destination": {"destination": "GEO"},
}


@pytest.mark.parametrize("differs", KEYS)
def test_figures_that_differ_in_any_of_the_key_stand_side_by_side(differs):
    first = fled(100_490, "2023-10-01", measure="cumulative", group="all", origin="NK")
    fields = {"measure": "cumulative", "group": "all", "origin": "NK"} | KEYS[differs]
    state = fold([first, fled(30_000, "2023-10-01", **fields)])
    found = [line.figure.count.best for line in state.displacement()]
    assert sorted(found) == [30_000, 100_490]
    assert 130_490 not in found
    assert "130,490" not in state.summary()


def test_names_and_codes_of_one_area_are_one_key():
    events = [
        fled(50_000, "2023-09-27", origin="Nagorno-Karabakh"),
        fled(100_490, "2023-10-01", origin="NK"),
    ]
    assert counts(events) == [100_490]


def test_those_who_fled_and_those_who_returned_are_never_compared():
    back = ReturnReported(
        occurred="2024-05-01", series="exodus", count=12, counting_body="ARM", as_of="2024-05-01"
    )
    state = fold([fled(100_490, "2023-10-01"), back])
    assert [line.figure.count.best for line in state.displacement()] == [100_490]
    assert [line.figure.count.best for line in state.returns()] == [12]
    assert not state.displacement()[0].older


def test_only_the_wanted_series_is_listed():
    state = fold([fled(1, series="a"), fled(2, series="b")])
    assert [line.figure.count.best for line in state.displacement("b")] == [2]
    with pytest.raises(NotFound, match="no event names the series 'c'"):
        state.displacement("c")


# Bases and shares


def test_bases_of_several_bodies_stand_side_by_side_each_with_who_counted():
    state = fold([lived(120_000), lived(50_000, body="AZE"), lived(145_000, area="ARM")])
    found = {(x.figure.counting_body, x.figure.count.best) for x in state.populations("NK")}
    assert found == {("ARM", 120_000), ("AZE", 50_000)}
    assert state.populations("Nagorno-Karabakh") == state.populations("NK")
    assert len(state.populations()) == 3


def test_a_figure_is_a_share_of_the_base_it_names_and_of_no_other():
    events = [
        lived(120_000, id="arm"),
        lived(50_000, id="aze", body="AZE"),
        fled(30_000, "2023-10-01", population_base="aze"),
        fled(60_000, "2023-10-01", body="RUS", population_base="gone"),
    ]
    first, second = sorted(fold(events).displacement(), key=lambda x: x.figure.count.best)
    assert (first.base.counting_body, first.share) == ("AZE", (0.6, 0.6))
    assert (second.base, second.share) == (None, (None, None))


@pytest.mark.parametrize(
    ("count", "base", "share"),
    [
        (Count.exactly(60), Count.exactly(120), (0.5, 0.5)),
        (Count.about(60), Count.about(120), (0.5, 0.5)),
        (Count.more_than(60), Count.exactly(120), (0.5, None)),
        (Count.at_most(60), Count.exactly(120), (None, 0.5)),
        (Count.between(30, 60), Count.between(60, 120), (0.25, 1.0)),
        (Count.exactly(60), Count.between(60, 120), (0.5, 1.0)),
        (Count.some("many"), Count.exactly(120), (None, None)),
        (Count.exactly(60), Count.some("many"), (None, None)),
        (Count.exactly(60), Count.exactly(0), (None, None)),
        (Count.exactly(0), Count.exactly(120), (0.0, 0.0)),
    ],
)
def test_a_share_is_a_range_as_wide_as_the_figures_are(count, base, share):
    state = fold([lived(base, id="base"), fled(count, population_base="base")])
    assert state.displacement()[0].share == share


def test_a_share_that_is_not_known_is_not_printed():
    state = fold([lived(Count.exactly(0), id="base"), fled(7, population_base="base")])
    assert "%" not in state.summary()


# Older


@pytest.mark.parametrize(("closed", "older"), [("2023-10-01", False), ("2023-09-30", True)])
def test_a_figure_is_marked_as_older_when_it_closed_more_than_seven_days_before(closed, older):
    events = [fled(100_490, "2023-10-08"), fled(99_000, closed, body="RUS")]
    newest, other = fold(events).displacement()
    assert (newest.older, other.older) == (False, older)


def test_a_figure_of_another_series_or_measure_makes_none_older():
    events = [
        fled(99_000, "2023-10-01"),
        fled(1, "2023-12-01", series="other"),
        fled(1, "2023-12-01", measure="stock"),
    ]
    assert not any(line.older for line in fold(events).displacement())


def test_a_figure_of_a_flight_that_goes_on_does_not_make_the_others_older():
    events = [
        fled(99_000, "2023-10-01"),
        fled(65_000, on="2023-09-24/..", reported="2023-09-28", body="RUS"),
    ]
    newest, other = fold(events).displacement()
    assert (newest.figure.count.best, newest.older, other.older) == (99_000, False, False)


def test_the_newest_figure_stands_first():
    events = [
        fled(1, "2023-10-01", body="RUS"),
        fled(2, "2023-10-03"),
        fled(3, "2023-10-02", body="EU"),
    ]
    assert counts(events) == [2, 3, 1]


# Settled at the closing


def test_a_count_counts_from_its_closing_not_from_the_start_of_the_flight():
    events = [said("2023-09-20"), fled(100_490, "2023-10-01", on="2023-09-24/2023-10-01")]
    assert at(events, "2023-09-30").displacement() == ()
    assert len(at(events, "2023-10-01").displacement()) == 1


def test_a_count_reported_before_its_span_ended_counts_from_the_report():
    press = Source("press", published="2023-09-28")
    events = [fled(65_000, on="2023-09-24/..", sources=press)]
    assert at(events, "2023-09-27").displacement() == ()
    assert len(at(events, "2023-09-28").displacement()) == 1


# Casualties


DEATHS = [
    died(68, "2023-09-26", group="civilians"),
    died(170, "2023-09-29", group="civilians"),
    died(192, "2023-10-01", body="AZE", group="AZE", series="offensive"),
    died(512, "2023-10-01", body="AZE", group="AZE", series="offensive", measure="wounded"),
    died(200, "2023-10-01", group="NK", series="offensive"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {170, 192, 512, 200}),
        ({"side": "AZE"}, {192, 512}),
        ({"side": "AZE", "measure": "killed"}, {192}),
        ({"counting_body": "NK"}, {170, 200}),
        ({"series": "depot"}, {170}),
        ({"series": "depot", "counting_body": "AZE"}, set()),
        ({"measure": "missing"}, set()),
    ],
)
def test_casualties_are_chosen_by_every_filter_and_never_added(wanted, found):
    figures = fold(DEATHS).casualties(**wanted)
    assert {figure.count.best for figure in figures} == found


def test_the_incident_stays_with_the_figure():
    (figure,) = fold([died(68, incident="fuel-depot")]).casualties()
    assert figure.incident == "fuel-depot"
    assert figure.event.count.best == 68


def test_the_dead_as_known_from_day_to_day_are_the_last_count_never_the_sum():
    events = [died(68, "2023-09-26"), died(170, "2023-09-29")]
    assert [f.count.best for f in at(events, "2023-09-27").casualties()] == [68]
    assert [f.count.best for f in at(events, "2023-09-30").casualties()] == [170]


# Control


def took(area, on="2023-09-20", **more):
    return TerritorialControlChanged(occurred=on, area=area, **more)


@pytest.mark.parametrize("asked", ["NK", "Nagorno-Karabakh", "nagorno karabakh", "Artsakh"])
def test_control_is_found_by_every_name_of_an_area(asked):
    state = fold([took("Nagorno-Karabakh", to="AZE", from_="NK", mode="force")])
    found = state.control(asked)
    assert (found.area, found.holder, found.from_, found.mode) == ("NK", "AZE", "NK", "force")


def test_control_of_an_area_without_a_code_goes_by_its_name():
    state = fold([took("Kalbajar", to="AZE")])
    assert state.control("Kalbajar").holder == "AZE"
    assert state.control("NK") is None


def test_what_the_next_change_of_control_does_not_say_is_not_stated():
    events = [took("NK", to="AZE", mode="force", contested_by="ARM"), took("NK", "2023-10-01")]
    found = fold(events).control("NK")
    assert (found.holder, found.mode, found.contested_by) == (None, None, None)
    assert found.since.text == "2023-10-01"


def test_contested_control_is_disputed():
    state = fold([took("NK", to="AZE", contested_by="ARM"), took("Kalbajar", to="AZE")])
    assert [part.area for part in state.disputed()] == ["NK"]
