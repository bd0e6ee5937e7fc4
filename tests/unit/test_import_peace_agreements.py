"""UCDP Peace Agreements: signed, by whom, of what, and that some ended."""

from __future__ import annotations

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.primitives.when import When

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ucdp-peace-agreements"
NAME = "ucdp-peace-agreements"


@pytest.fixture(scope="module")
def imported():
    return importers.read(FIXTURES / "221.csv", release="22.1", published="2022-06-01")


@pytest.fixture(scope="module")
def rows(imported):
    found = list(imported.outcomes())
    return {outcome.key or outcome.rows[0].raw["pa_name"]: outcome for outcome in found}


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def signed(outcome):
    return outcome.events[0]


def test_an_agreement_is_signed_between_its_parties_on_its_day(rows):
    event = signed(rows["9001"])
    assert (event.id, event.agreement) == (f"{NAME}:9001", f"{NAME}:9001")
    assert (event.stage, event.scope, event.title) == ("signed", "partial", "Made-up accord")
    assert event.occurred == When("1994-04-04")
    assert event.parties == ("GEO", "ABK")
    assert event.reported == When("2022-06-01")


def test_third_parties_witness_and_are_told_whole_in_the_note(rows):
    event = signed(rows["9001"])
    assert event.witnesses == ("UN", "OSCE", "RUS")
    assert event.note == "third parties: UN, OSCE, Russia; They all witnessed the agreement."


def test_who_signed_and_fights_in_no_dyad_is_a_witness_and_no_party(rows):
    event = signed(rows["9002"])
    assert (event.parties, event.witnesses) == (("GEO", "ABK"), ("UN", "RUS"))
    assert signed(rows["9005"]).witnesses == ("ECOWAS", "ZMB")


def test_what_is_no_name_of_an_actor_is_no_witness(rows):
    assert "a bishop" in signed(rows["9005"]).note


def test_full_is_comprehensive_and_inclusive_is_not(rows):
    assert signed(rows["9002"]).scope == "comprehensive"
    # UCDP calls this one comprehensive, as all dyads signed it: it settles a part.
    assert signed(rows["9001"]).scope == "partial"
    assert signed(rows["9003"]).scope == "process"
    assert ("ucdp-pa-inclusive", "1") in {
        (one.scheme, one.id) for one in signed(rows["9001"]).external_ids
    }


def test_provisions_are_read_from_columns_with_blanks_after_their_names(rows):
    assert "return of refugees" in signed(rows["9001"]).provisions
    assert "referendum on the status of the territory" in signed(rows["9001"]).provisions
    assert signed(rows["9002"]).provisions == ()


def test_the_end_of_an_agreement_is_inferred_from_its_signature_on(rows):
    _, ended = rows["9002"].events
    assert (ended.stage, ended.certainty, ended.basis) == ("expired", "inferred", (f"{NAME}:9002",))
    assert ended.occurred == When("1998-05-20")
    assert ended.note == "Fighting broke out on 20 May 1998."
    history = pt.History(rows["9002"].events)
    assert history.state(on="1998-05-19").parts.agreements[f"{NAME}:9002"].stage == "signed"
    assert history.state(on="1998-05-20").parts.agreements[f"{NAME}:9002"].stage == "expired"


def test_an_end_without_a_day_is_bounded_by_the_time_the_release_covers(rows):
    assert rows["9003"].events[1].occurred == When("[1975-12-26..2021-12-31]")


def test_an_end_before_the_signature_is_left_out_with_a_finding(rows):
    assert len(rows["9005"].events) == 1
    assert "PT205" in codes(rows["9005"])


def test_an_end_of_what_has_not_ended_is_a_contradiction(rows):
    assert len(rows["9006"].events) == 1
    assert codes(rows["9006"]).count("PT218") == 2


def test_a_name_with_commas_stays_one_party(rows):
    assert signed(rows["9005"]).parties == ("GNB", "JUNTA-FOR-THE-CONSOLIDATION-OF-DEMOCRACY")


def test_names_that_fit_no_ids_make_no_parties(rows):
    assert signed(rows["9006"]).parties is None
    assert any("3 names for 1 ids" in finding.message for finding in rows["9006"].findings)


def test_ids_in_any_order_are_one_stream(imported, rows):
    told = rows["9004"].rows
    assert imported.rule("conflict")(told, imported.context) == "ucdp-conflict-221-264"
    assert imported.rule("dyad")(told, imported.context) == "ucdp-dyad-560-561"
    assert imported.rule("country")(rows["9003"].rows, imported.context) == "IRN-IRQ"
    assert imported.rule()(told, imported.context) == "ucdp-peace-process-125"


def test_all_ids_of_a_list_are_external_ids(rows):
    told = [(one.scheme, one.id) for one in signed(rows["9004"]).external_ids]
    assert told[0] == (NAME, "9004")
    assert {("ucdp-conflict", "264"), ("ucdp-conflict", "221"), ("ucdp-dyad", "560")} < set(told)


def test_codes_that_stand_for_nothing_known_are_no_values(rows):
    assert codes(rows["9002"]) == []  # termdur -99
    assert "-1" not in {one.id for one in signed(rows["9003"]).external_ids}


def test_without_a_day_the_year_is_kept(rows):
    assert signed(rows["9007"]).occurred == When("2001")


def test_no_such_day_and_no_id_are_findings(rows):
    assert codes(rows["9008"]) == ["PT204", "PT208"]
    assert codes(rows["Made-up accord without an id"]) == ["PT203", "PT202"]
