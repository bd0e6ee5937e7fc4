"""UNHCR: stocks at the end of a year, flows of a year, and who counts as displaced at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import peacetalks as pt
from csv_files import read_rows
from peacetalks import importers
from peacetalks.events.territory import DisplacementReported, PopulationReported, ReturnReported
from peacetalks.importers.builtin import BUILT_IN
from peacetalks.primitives.when import When

FIXTURES = Path(__file__).parents[1] / "fixtures" / "unhcr"


def outcomes(name, **options):
    options.setdefault("release", "2023.12")
    imported = importers.read(FIXTURES / name, **{"published": "unknown"} | options)
    return {outcome.rows[0].line: outcome for outcome in imported.outcomes()}, imported


@pytest.fixture(scope="module")
def rows():
    return outcomes("population.csv")[0]


def one(outcome, column):
    (event,) = (event for event in outcome.events if event.id.endswith(f":{column}"))
    return event


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_a_stock_is_of_the_last_day_of_the_year_and_says_who_from_where_to_where(rows):
    event = one(rows[3], "refugees")
    assert isinstance(event, DisplacementReported)
    assert str(event.count) == "143,054"
    assert (event.measure, event.group) == ("stock", "refugees")
    assert (event.origin, event.destination) == ("AZE", "ARM")
    assert event.occurred == event.as_of == When("2023-12-31")
    assert event.counting_body == "UNHCR"


def test_a_later_year_replaces_an_earlier_one_and_no_year_is_known_before_its_end(rows):
    pair = [event for line in (2, 3, 4) for event in rows[line].events]
    assert len({one(rows[line], "refugees").series for line in (2, 3, 4)}) == 1
    history = pt.History(pair)

    def refugees(on):
        told = history.state(on=on).displacement()
        return [line.figure.count.best for line in told if line.figure.group == "refugees"]

    assert refugees("2022-12-30") == []
    assert refugees("2023-12-30") == [27_933]
    assert refugees("2023-12-31") == [143_054]
    assert refugees("2024-06-01") == [143_054]
    assert refugees("2025-01-01") == [137_147]


def test_no_figure_of_unhcr_is_cumulative_so_that_a_fall_is_no_contradiction(rows):
    events = [event for outcome in rows.values() for event in outcome.events]
    assert {event.measure for event in events if hasattr(event, "measure")} == {"stock", "flow"}
    assert "PT132" not in {finding.code for finding in pt.check(pt.History(events))}


def test_returns_are_a_flow_of_the_year_from_asylum_to_origin(rows):
    event = one(rows[7], "returned_refugees")
    assert isinstance(event, ReturnReported)
    assert (event.measure, event.origin, event.destination) == ("flow", "EGY", "SDN")
    assert event.occurred == When("2023-01-01/2023-12-31")
    assert "2023" in event.series


def test_the_returns_of_one_year_replace_those_of_no_other(tmp_path):
    columns, (_, row, *_) = read_rows(FIXTURES / "population.csv")
    path = tmp_path / "returns.csv"
    index = columns.index("returned_refugees")
    lines = [",".join(columns)]
    for year, number in (("2022", "100"), ("2023", "7")):
        lines.append(",".join([year, *row[1:index], number, *row[index + 1 :]]))
    path.write_text("\n".join(lines) + "\n")
    history = pt.History(importers.read(path, published="unknown"))
    told = [f for f in history.state().parts.figures.values() if f.subject == "return"]
    assert sorted(figure.count.best for figure in told) == [7, 100]


def test_a_five_stands_for_fewer_than_five_too(rows):
    assert str(one(rows[6], "refugees").count) == "about 5"
    assert one(rows[6], "refugees").count.best == 5
    assert one(rows[5], "asylum_seekers").count.qualifier is None


def test_the_codes_of_unhcr_are_not_those_of_iso(rows):
    assert one(rows[5], "refugees").destination == "AUT"  # AUS to UNHCR
    assert one(rows[6], "refugees").destination == "AUS"  # AUL to UNHCR
    assert one(rows[7], "refugees").destination == "EGY"  # ARE to UNHCR


def test_without_iso_the_codes_are_those_of_unhcr(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,,AUS,,12\n")
    event, _ = importers.read(path, published="unknown")
    assert (event.origin, event.destination) == ("AZE", "AUT")


def test_serbia_is_told_to_be_counted_with_kosovo(rows):
    assert "Kosovo" in one(rows[9], "refugees").note
    assert one(rows[9], "refugees").destination == "SRB"
    assert one(rows[3], "refugees").note is None


def test_a_host_community_and_the_stateless_are_a_population_and_not_displaced(rows):
    for column in ("hst", "stateless"):
        event = one(rows[8], column)
        assert isinstance(event, PopulationReported)
        assert event.area == "COL"
    assert one(rows[8], "hst").group == "host community"
    # Beside that of its own people, a host community of another origin is another figure.
    assert one(rows[9], "hst").group == "host community (origin: UKR)"


def test_people_of_no_known_origin_have_none(rows):
    assert one(rows[10], "refugees").origin is None
    assert one(rows[11], "refugees").origin == "UNHCR:STA"
    assert codes(rows[11]) == ["PT207"]


def test_a_population_of_no_known_country_is_a_finding(rows):
    assert [event.id.rpartition(":")[2] for event in rows[12].events] == ["returned_refugees"]
    assert "700" in rows[12].findings[0].message


def test_a_row_of_zeros_says_that_there_is_about_nobody(rows):
    told = [(event.group, str(event.count)) for event in rows[13].events]
    assert told == [("refugees", "about 0"), ("asylum-seekers", "about 0")]


def test_what_is_no_number_of_persons_is_a_finding_for_each_column(rows):
    assert rows[14].events == ()
    assert codes(rows[14]) == ["PT203", "PT203", "PT203", "PT208"]


def test_a_year_before_unhcr_is_none(rows):
    assert codes(rows[15]) == ["PT204"]


def test_a_row_without_a_country_has_no_id(rows):
    assert codes(rows[16]) == ["PT202"]


def test_a_release_of_the_middle_of_a_year_has_figures_of_the_middle_of_it():
    rows, _ = outcomes("population.csv", published="2024-10-08")
    assert one(rows[4], "refugees").as_of == When("2024-06-30")
    assert one(rows[3], "refugees").as_of == When("2023-12-31")


@pytest.mark.parametrize("name", ["population.csv", "interface.csv", "interface.json", "hdx.csv"])
def test_all_layouts_tell_the_same_of_a_pair_under_the_same_id(name):
    rows, imported = outcomes(name)
    told = {event.id: event for outcome in rows.values() for event in outcome.events}
    assert told["unhcr:2023-AZE-ARM:refugees"].count.best == 143_054
    assert told["unhcr:2023-AZE-ARM:asylum_seekers"].count.best == 5
    assert imported.report.balances


def test_a_sum_over_all_countries_is_of_none_of_them():
    rows, _ = outcomes("interface.json")
    (event,) = (e for o in rows.values() for e in o.events if e.id == "unhcr:2023-all-ARM:refugees")
    assert (event.origin, event.destination, event.count.best) == (None, "ARM", 143_900)


def test_flows_are_not_taken_for_a_stock():
    rows, _ = outcomes("flows.csv")
    assert rows[2].events == ()
    assert "flows" in rows[2].findings[0].message


def test_every_event_carries_its_row_its_column_and_its_codes_with_the_release(rows):
    told = one(rows[5], "refugees").external_ids
    assert [(found.scheme, found.id) for found in told] == [
        ("unhcr", "2023-AZE-AUT"),
        ("unhcr-population-type", "refugees"),
        ("unhcr-coo", "AZE"),
        ("unhcr-coa", "AUS"),
    ]
    assert {found.release for found in told} == {"2023.12"}


def test_rows_divide_by_origin_asylum_or_pair(rows):
    _, imported = outcomes("population.csv")
    told = {by: imported.rule(by)(rows[5].rows, imported.context) for by in imported.format.streams}
    assert told == {"origin": "AZE", "asylum": "AUT", "pair": "AZE-AUT"}
    unknown = imported.rule("pair")(rows[12].rows, imported.context)
    assert unknown == "UKR-unhcr-unk"


def test_unhcr_is_among_the_formats_built_in():
    assert "unhcr" in [format_.name for format_ in BUILT_IN]
