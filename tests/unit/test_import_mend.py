"""MEND: rows known by what they say, for their ids are given anew in every release."""

from __future__ import annotations

from pathlib import Path

import pytest

from csv_files import read_rows, write_rows
from peacetalks import importers
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.meetings import MeetingHeld
from peacetalks.primitives.when import When
from peacetalks.testing.laws.junk_values import JUNK

FIXTURES = Path(__file__).parents[1] / "fixtures" / "mend"


def read(name):
    return importers.read(FIXTURES / name, release=name, published="unknown")


def by_line(name):
    return {
        outcome.rows[0].raw["med_event_ID"] + f"/{n}": outcome
        for n, outcome in enumerate(read(name).outcomes())
    }


@pytest.fixture(scope="module")
def glopad():
    return list(by_line("glopad.csv").values())


@pytest.fixture(scope="module")
def mend():
    return list(by_line("mend.csv").values())


def codes(outcome):
    return [finding.code for finding in outcome.findings if finding.code != "PT207"]


def test_a_mediation_is_a_meeting_with_its_mediators_and_parties(glopad):
    (event,) = glopad[0].events
    assert isinstance(event, MeetingHeld)
    assert [(one.actor, one.role, one.person) for one in event.mediators] == [
        ("AU", "mediator", "Jane Doe")
    ]
    assert [one.actor for one in event.participants] == ["SDN", "MEND:MADE-UP-MOVEMENT"]
    assert event.occurred == When("2023-02-01")
    assert (event.format, event.certainty) == ("Made-up Process", "reported")
    assert event.place.country == "ETH"
    assert (event.place.latitude, event.place.longitude) == (9.03, 38.74)


def test_ids_and_columns_that_change_leave_the_row_what_it_was(glopad, mend):
    assert [outcome.key for outcome in glopad] == [outcome.key for outcome in mend[:4]]
    assert not read("mend.csv").format.stable_ids
    own = [one.id for one in mend[0].events[0].external_ids if one.scheme == "mend-id"]
    assert own == ["SUD202302-10"]


def test_a_second_row_of_one_content_has_a_number_and_no_event_shares_its_id(mend):
    assert mend[5].key == f"{mend[4].key}-2"
    ids = [event.id for outcome in mend for event in outcome.events]
    assert len(ids) == len(set(ids))


def test_two_places_of_one_day_and_article_are_two_rows_without_numbers(tmp_path):
    columns, rows = read_rows(FIXTURES / "mend.csv")
    place = columns.index("med_location - MULTISELECT")
    other = [*rows[0][:place], "Khartoum", *rows[0][place + 1 :]]
    both = importers.read(
        write_rows(tmp_path / "two.csv", columns, [rows[0], other]), published="unknown"
    )
    one, two = (outcome.key for outcome in both.outcomes())
    assert one != two
    assert "-" not in f"{one}{two}"


def test_a_row_that_repeats_another_under_a_new_id_makes_nothing(mend):
    assert mend[6].events == ()
    assert codes(mend[6]) == ["PT215"]


def test_a_person_is_put_to_a_third_party_only_where_there_is_one_of_each(glopad):
    assert {one.person for one in glopad[1].events[0].mediators} == {None}
    assert glopad[0].events[0].note.startswith("mediators named: Jane Doe")


def test_a_shuttle_is_a_format_of_the_meeting(glopad, mend):
    assert glopad[1].events[0].format == mend[1].events[0].format == "shuttle"


def test_an_agreement_is_linked_by_its_id_in_pax(glopad):
    _, agreement = glopad[1].events
    assert isinstance(agreement, AgreementStageReached)
    assert (agreement.agreement, agreement.stage) == ("pa-x:9001", "unspecified")
    assert ("pa-x", "9001") in {(one.scheme, one.id) for one in agreement.external_ids}
    assert agreement.title == "Made-up declaration"


def test_an_agreement_without_that_id_is_named_by_its_row(glopad):
    _, agreement = glopad[3].events
    assert agreement.agreement == agreement.id
    assert agreement.scope == "ceasefire"


def test_an_empty_day_is_the_month_and_virtual_is_no_place(glopad):
    (event,) = glopad[2].events
    assert event.occurred == When("2023-02")
    assert event.place is None
    assert event.format == "virtual; mediation-related"


def test_what_is_related_to_mediation_is_inferred_to_be_a_meeting(glopad):
    (event,) = glopad[2].events
    assert event.certainty == "inferred"
    assert "counts statements" in event.note


def test_a_list_of_separators_alone_is_empty_and_a_blank_says_nothing(glopad):
    assert glopad[2].events[0].participants == ()
    assert [one.actor for one in glopad[3].events[0].participants] == ["MEND:MADE-UP-MOVEMENT"]


def test_addresses_keep_semicolons_of_their_own_and_are_the_sources(glopad):
    assert [one.url for one in glopad[1].events[0].sources] == [
        "https://example.org/b;k=1",
        "https://example.org/c",
        "https://example.org/d",
    ]
    assert glopad[1].events[0].sources[0].publisher == "example.org"
    assert [one.publisher for one in glopad[3].events[0].sources] == ["MEND"]


def test_the_text_of_articles_stays_in_the_row_as_it_is(glopad):
    assert "SUBSCRIBE NOW" in glopad[0].rows[0].raw["Summary"]
    assert not any("SUBSCRIBE" in repr(event) for outcome in glopad for event in outcome.events)


def test_a_place_looked_up_wrongly_is_kept_as_stated(glopad, mend):
    assert glopad[3].events[0].place.country == mend[3].events[0].place.country == "CAN"


def test_impossible_dates_and_codes_are_findings(mend):
    assert codes(mend[7]) == ["PT204"]
    assert mend[7].events[0].occurred == When("2023-02")
    assert codes(mend[8]) == ["PT204", "PT208"]
    assert codes(mend[9]) == ["PT208"]
    assert codes(mend[10]) == ["PT202"]
    assert sorted(codes(mend[11])) == ["PT203", "PT210", "PT210", "PT210"]


def test_rows_divide_by_country_or_mechanism(glopad):
    imported = read("glopad.csv")
    told = {
        by: imported.rule(by)(glopad[0].rows, imported.context) for by in imported.format.streams
    }
    assert told == {"country": "SDN", "mechanism": "mend-made-up-process"}


def test_junk_in_any_field_is_an_event_or_a_finding_and_no_row_is_lost(tmp_path):
    columns, rows = read_rows(FIXTURES / "mend.csv")
    spoilt = [
        [*rows[1][:index], junk, *rows[1][index + 1 :]]
        for index in range(len(columns))
        for junk in JUNK
    ]
    imported = importers.read(
        write_rows(tmp_path / "junk.csv", columns, spoilt), published="unknown"
    )
    outcomes = list(imported.outcomes())
    assert sum(len(one.rows) for one in outcomes) == len(spoilt)
    assert all(one.events or one.findings for one in outcomes)
    ids = [event.id for one in outcomes for event in one.events]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["glopad.csv", "mend.csv"])
def test_keys_do_not_depend_on_what_stands_before_a_row_of_its_own_content(tmp_path, name):
    columns, rows = read_rows(FIXTURES / name)
    backwards = importers.read(
        write_rows(tmp_path / "backwards.csv", columns, rows[3::-1]), published="unknown"
    )
    assert [o.key for o in backwards.outcomes()] == [o.key for o in read(name).outcomes()][3::-1]


def test_names_are_looked_up_as_names_and_never_as_codes(tmp_path):
    columns, rows = read_rows(FIXTURES / "mend.csv")
    local, third = columns.index("local_parties"), columns.index("third_party")
    number = columns.index("third_party_id_PAX")
    rows[0][local] = "Government of Sudan; AND; PER; The Hill Valley Front; Sudan"
    rows[0][third], rows[0][number] = "AU; Made-up Ministry", ";651"
    (outcome,) = importers.read(
        write_rows(tmp_path / "names.csv", columns, rows[:1]), published="unknown"
    ).outcomes()
    (event,) = outcome.events
    parties = ["SDN", "MEND:AND", "MEND:PER", "MEND:HILL-VALLEY-FRONT"]
    assert [one.actor for one in event.participants] == parties
    assert [one.actor for one in event.mediators] == ["AU", "EGY"]
    reported = [finding.message for finding in outcome.findings if finding.code == "PT207"]
    assert reported == [
        "not in the registry of actors: 'AND'; its code is 'MEND:AND'",
        "not in the registry of actors: 'PER'; its code is 'MEND:PER'",
        "not in the registry of actors: 'The Hill Valley Front'; its code is 'MEND:HILL-VALLEY-FRONT'",
    ]
