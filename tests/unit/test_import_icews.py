"""ICEWS: as published, and copies with labels, with everything that rows have been seen to be."""

from __future__ import annotations

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.events.mediation import MediationAccepted
from peacetalks.events.meetings import MeetingHeld

FIXTURES = Path(__file__).parents[1] / "fixtures" / "icews"


def outcomes(name, **options):
    imported = importers.read(FIXTURES / name, release="r", published="2019-01-01", **options)
    return {outcome.rows[0].line: outcome for outcome in imported.outcomes()}, imported


@pytest.fixture(scope="module")
def published():
    return outcomes("published.tab")[0]


@pytest.fixture(scope="module")
def labels():
    return outcomes("labels.csv")[0]


def only(outcome):
    (event,) = outcome.events
    return event


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_a_row_is_known_by_its_id_and_its_day(published):
    assert only(published[2]).id == "icews:501:2018-06-01"
    assert only(published[17]).id == "icews:501:2018-06-02"


def test_the_story_and_the_sentence_are_the_source(published):
    (source,) = only(published[3]).sources
    assert (source.publisher, source.locator) == ("Example Press", "story 901, sentence 2")


def test_an_event_carries_the_row_the_code_and_the_story(published):
    assert [(one.scheme, one.id) for one in only(published[2]).external_ids] == [
        ("icews", "501:2018-06-01"),
        ("cameo-icews", "125"),
        ("icews-story", "900"),
    ]


def test_a_role_of_the_state_speaks_for_it_and_is_the_office(published):
    event = only(published[2])
    assert (event.by, event.office, event.speaker) == (("AZE",), "Foreign Affairs", None)


def test_a_head_of_government_speaks_for_the_state_and_is_the_speaker(published):
    event = only(published[11])
    assert isinstance(event, MediationAccepted)
    assert (event.by, event.speaker, event.mediator) == (("ARM",), "Nikol Pashinyan", "EU")


def test_a_visit_of_one_sentence_is_one_meeting_and_of_another_sentence_another(published):
    event = only(published[3])
    assert isinstance(event, MeetingHeld)
    assert [row.line for row in published[3].rows] == [3, 4]
    assert event.participants[0].person == "Nikol Pashinyan"
    assert [row.line for row in published[5].rows] == [5]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        (6, "by", "AZE-OPPOSITION-SUPPORTER"),
        (7, "by", "HAMAS"),
        (7, "against", "PSE"),  # "Palestinian Territory, Occupied" is in no table by this name
        (8, "parties", "TALIBAN-MILITANT"),
        (9, "by", "NAM-CITIZEN"),
        (9, "audience", "EU"),
        (13, "by", "ARM-GOVERNOR"),  # of a province
        (14, "by", "VAT-PRIEST"),  # brackets in brackets
        (14, "audience", "ICEWS:ROBERT-KOCHARYAN"),  # of parliament, and of the opposition
    ],
)
def test_actors_are_states_parts_of_them_or_names_of_icews(published, line, field, code):
    assert getattr(only(published[line]), field) == (code,)


def test_an_unspecified_actor_is_nobody(published):
    assert only(published[8]).announced_by == ("TALIBAN-MILITANT",)
    assert published[10].events == ()
    assert codes(published[10]) == ["PT208"]


def test_namibia_is_no_missing_value_and_na_is_no_place(published):
    assert only(published[9]).place == pt.Place(
        "Windhoek", country="NAM", latitude=-22.55, longitude=17.08
    )
    assert only(published[14]).place is None
    assert only(published[14]).sources[0].locator is None


def test_107_is_the_demand_to_settle(published):
    assert only(published[12]).content == "settlement of the dispute"


@pytest.mark.parametrize(
    ("line", "expected"), [(18, ["PT202"]), (19, ["PT204", "PT202"]), (20, ["PT210"])]
)
def test_a_row_that_makes_nothing_says_why(published, line, expected):
    assert published[line].events == ()
    assert codes(published[line]) == expected


@pytest.mark.parametrize(
    ("line", "code"), [(2, "040"), (3, "193"), (4, "010"), (5, "10"), (7, "036")]
)
def test_labels_in_any_case_stand_for_codes_and_lost_zeros(labels, line, code):
    assert only(labels[line]).external_ids[1].id == code


def test_a_number_that_two_codes_could_be_makes_nothing_if_the_label_is_neither(labels):
    assert labels[6].events == ()
    assert codes(labels[6]) == ["PT210"]


@pytest.mark.parametrize("name", ["published.tab", "labels.csv"])
def test_every_row_stands_in_one_outcome_and_the_report_balances(name):
    found, imported = outcomes(name)
    assert imported.report.rows == sum(len(outcome.rows) for outcome in found.values())
    assert imported.report.balances


def test_streams_are_pairs_of_actors_at_the_top_or_countries(published):
    _, imported = outcomes("published.tab")
    actors, country = imported.rule(), imported.rule("country")
    context = imported.context
    assert actors(published[2].rows, context) == "ARM-AZE"
    assert actors(published[6].rows, context) == "AZE"
    assert actors(published[8].rows, context) == "TALIBAN"
    assert actors(published[10].rows, context) == "icews-no-actor"
    assert country(published[9].rows, context) == "NAM"
    assert country(published[14].rows, context) == "icews-country-not-stated"


def made_up(tmp_path, *pairs, sectors="NA"):
    """Return what becomes of rows of an attack, of which each side is a name and a country."""
    columns, row, *_ = (FIXTURES / "published.tab").read_text("utf-8").splitlines()
    columns, lines = columns.split("\t"), [columns]
    for number, ((one, home), (other, country)) in enumerate(pairs):
        told = {
            **dict(zip(columns, row.split("\t"), strict=True)),
            "Event ID": str(number), "Event Text": "Use conventional military force",
            "CAMEO Code": "190", "Source Name": one, "Source Country": home,
            "Source Sectors": sectors, "Target Name": other, "Target Country": country,
            "Target Sectors": "NA",
        }  # fmt: skip
        lines.append("\t".join(told.values()))
    path = tmp_path / "made-up.tab"
    path.write_text("\n".join(lines), "utf-8")
    imported = importers.read(path, release="r", published="unknown")
    return list(imported.outcomes()), imported


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Hamas", "Occupied Palestinian Territory", "HAMAS"),
        ("Taliban", "Afghanistan", "TALIBAN"),
        ("Houthis", "Yemen", "ANSARALLAH"),
        ("Kurdistan Workers' Party", "Turkey", "PKK"),
        ("Abkhazia", "Georgia", "ABK"),
        ("Somaliland", "Somalia", "SML"),
        ("Lebanese Forces", "Lebanon", "LEBANESE-FORCES"),
        ("Islamic State of Iraq and the Levant", "Iraq", "ISLAMIC-STATE"),
    ],
)
def test_who_the_registry_knows_is_not_denied_for_a_country_beside_it(
    tmp_path, name, country, code
):
    (outcome,), imported = made_up(tmp_path, ((name, country), ("Chad", "Chad")))
    assert only(outcome).by == (code,)
    assert codes(outcome) == []
    assert imported.rule()(outcome.rows, imported.context) == "-".join(sorted((code, "TCD")))


def test_a_militant_of_a_group_stands_within_it_and_in_its_stream(tmp_path):
    names = ("Taliban", "Militant (Taliban)")
    found, imported = made_up(
        tmp_path, *(((name, "Afghanistan"), ("Chad", "Chad")) for name in names)
    )
    assert [only(outcome).by for outcome in found] == [("TALIBAN",), ("TALIBAN-MILITANT",)]
    streams = {imported.rule()(outcome.rows, imported.context) for outcome in found}
    assert streams == {"TALIBAN-TCD"}


def test_a_state_beside_another_state_is_a_contradiction_that_is_told_once(tmp_path):
    (outcome,), imported = made_up(tmp_path, (("Georgia", "United States"), ("Chad", "Chad")))
    assert only(outcome).by == ("ICEWS:GEORGIA",)
    assert imported.rule()(outcome.rows, imported.context) == "ICEWS:GEORGIA-TCD"
    assert codes(outcome) == ["PT207", "PT218"]
    assert "'Georgia' is GEO, but its country is USA" in outcome.findings[1].message


def test_a_state_that_fights_its_army_is_no_faction_of_itself(tmp_path):
    sides = (("Military (India)", "India"), ("India", "India"))
    (outcome,), _ = made_up(tmp_path, sides, sectors="Military,Government")
    assert only(outcome).by == ("IND-MILITARY-INDIA",)
    assert only(outcome).against == ("IND",)
    assert [(stated.actor, stated.within) for stated in outcome.actors] == [
        ("IND-MILITARY-INDIA", "IND")
    ]
