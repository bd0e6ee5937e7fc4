"""GDELT: the raw layouts and a renamed copy, with everything that rows of them have been seen to be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.actors import Actor, world
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import AttackReported
from peacetalks.events.mediation import MediationRejected
from peacetalks.events.meetings import MeetingHeld, MeetingRefused
from peacetalks.events.security import CeasefireDeclared
from peacetalks.events.statements import AllegationMade
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.importers.builtin.gdelt_columns import HEADLESS
from peacetalks.importers.cameo.pairing import dyad
from peacetalks.importers.context import Context

FIXTURES = Path(__file__).parents[1] / "fixtures" / "gdelt"


def outcomes(name, **options):
    imported = importers.read(FIXTURES / name, release="r", **{"published": "unknown"} | options)
    return {outcome.rows[0].line: outcome for outcome in imported.outcomes()}, imported


@pytest.fixture(scope="module")
def raw():
    return outcomes("raw-2.0.tsv", published="2024-01-02")[0]


def only(outcome):
    (event,) = outcome.events
    return event


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_the_layouts_are_told_by_their_width():
    assert [len(layout.columns) for layout in HEADLESS] == [57, 58, 61]
    for name in ("raw-1.0-without-addresses.tsv", "raw-1.0.tsv", "raw-2.0.tsv", "renamed.csv"):
        assert importers.read(FIXTURES / name, published="unknown").format.name == "gdelt"


def test_a_refusal_to_meet_is_one_and_the_rejection_of_a_mediator_another(raw):
    refused, rejected = only(raw[1]), only(raw[2])
    assert isinstance(refused, MeetingRefused)
    assert (refused.by, refused.meeting, refused.id) == (("AZE",), "gdelt:101", "gdelt:101")
    assert isinstance(rejected, MediationRejected)
    assert (rejected.by, rejected.mediator) == (("AZE",), "USA")


def test_an_event_carries_the_id_of_its_row_its_code_and_the_release(raw):
    assert only(raw[1]).external_ids == (
        pt.ExternalId("gdelt", "101", "r"),
        pt.ExternalId("cameo-gdelt", "125", "r"),
    )


def test_the_day_is_when_it_happened_and_the_addition_when_it_was_public(raw):
    event = only(raw[1])
    assert event.occurred == pt.When("2023-11-16")
    assert event.reported == pt.When("2023-11-16T12:15:00Z")


def test_an_addition_that_is_no_date_is_found_and_the_release_stands_for_it(raw):
    assert only(raw[29]).reported == pt.When("2024-01-02")
    assert codes(raw[29]) == ["PT204"]


def test_the_article_is_the_source(raw):
    (source,) = only(raw[1]).sources
    assert (source.publisher, source.url) == ("example.org", "https://www.example.org/news/a")


def test_a_visit_and_its_host_are_one_meeting_with_both_rows(raw):
    event = only(raw[3])
    assert isinstance(event, MeetingHeld)
    assert [row.line for row in raw[3].rows] == [3, 5]
    assert [one.actor for one in event.participants] == ["ARM", "FRA"]
    assert [one.id for one in event.external_ids] == ["103", "042", "105", "043"]
    assert codes(raw[3]) == ["PT216"]
    assert raw[3].findings[0].line == 5


def test_a_row_written_again_in_the_same_direction_is_not_joined(raw):
    assert [row.line for row in raw[4].rows] == [4]
    assert [one.id for one in only(raw[4]).external_ids] == ["104", "042"]


def test_talks_of_another_article_are_not_joined(raw):
    assert [row.line for row in raw[25].rows] == [25, 26]
    assert [row.line for row in raw[27].rows] == [27]


def test_an_accusation_is_the_claim_of_the_accuser(raw):
    event = only(raw[6])
    assert isinstance(event, AllegationMade)
    assert (event.by, event.against, event.alleged) == (("ARM",), ("AZE",), "aggression")


def test_places_are_read_in_fips_and_actors_in_cameo(raw):
    event = only(raw[7])
    assert isinstance(event, AttackReported)
    assert event.place.country == "CHN"  # CH is Switzerland in ISO 3166
    assert only(raw[8]).place.country == "RUS"  # and RS Serbia
    assert (event.by, event.against) == (("AZE",), ("ARM",))


@pytest.mark.parametrize(
    ("line", "by", "other"),
    [
        (15, "UN", "of"),
        (16, "TALIBAN", None),
        (18, "AZE-OPP", "audience"),
        (30, "CAMEO:EUR", "audience"),
    ],
)
def test_actors_are_states_parts_of_them_known_groups_or_codes_of_cameo(raw, line, by, other):
    assert only(raw[line]).by == (by,)
    if other == "audience":
        assert only(raw[line]).audience == (("ARM-CHR",) if line == 18 else ("ARM",))


def test_what_no_column_tells_of_a_role_is_read_from_the_code(raw):
    assert only(raw[29]).audience == ("ARM-REL",)


def test_an_actor_that_is_not_known_is_reported_once(raw):
    assert codes(raw[30]) == ["PT207"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (10, ["PT208"]),  # arrests are outside the vocabulary
        (11, ["PT208"]),  # no actor
        (12, ["PT210"]),  # no code
        (13, ["PT204", "PT208"]),  # no date
        (19, ["PT201"]),  # cut off
        (22, ["PT208"]),  # a mediator rejected, and none named
        (23, ["PT208"]),  # an occupation of a whole country
        (28, ["PT202"]),  # no id
    ],
)
def test_a_row_that_makes_nothing_says_why(raw, line, expected):
    assert raw[line].events == ()
    assert codes(raw[line]) == expected


def test_a_latitude_that_is_none_is_found_and_the_rest_of_the_row_kept(raw):
    assert (only(raw[14]).place.latitude, only(raw[14]).place.longitude) == (None, 44.5136)
    assert codes(raw[14]) == ["PT203"]


def test_a_country_that_is_not_in_fips_is_found(raw):
    assert only(raw[33]).place.country is None
    assert codes(raw[33]) == ["PT210"]


def test_an_area_changes_hands_where_the_row_names_one(raw):
    event = only(raw[24])
    assert isinstance(event, TerritorialControlChanged)
    assert (event.from_, event.to, event.certainty) == ("ARM", "AZE", "inferred")


def test_107_is_the_demand_for_a_ceasefire(raw):
    assert only(raw[20]).content == "ceasefire"


def test_an_intent_to_meet_is_an_inferred_proposal(raw):
    event = only(raw[31])
    assert (event.kind, event.certainty) == ("meeting-proposed", "inferred")
    assert event.invitees == ("ARM", "AZE")


def test_things_get_identifiers_of_their_own_so_that_nothing_is_merged(raw):
    assert only(raw[25]).meeting != only(raw[27]).meeting


def test_a_service_instead_of_an_address_is_the_publisher():
    found, _ = outcomes("raw-1.0.tsv")
    event = only(found[1])
    assert isinstance(event, CeasefireDeclared)
    assert [source.publisher for source in event.sources] == ["BBC Monitoring"]
    assert event.announced_by == ("ARM", "AZE")
    assert only(found[3]).sources[0].url is None


def test_rows_without_an_article_are_never_joined():
    found, _ = outcomes("raw-1.0-without-addresses.tsv")
    assert [type(only(outcome)) for outcome in found.values()] == [AgreementStageReached] * 2
    assert only(found[1]).stage == "unspecified"
    assert only(found[1]).reported == pt.When("1994-05-12")


@pytest.mark.parametrize(
    ("line", "code"),
    [(2, "042"), (3, "010"), (4, "100"), (5, "10"), (6, "015"), (8, "0251"), (9, "01")],
)
def test_zeros_that_a_copy_lost_are_found_again(line, code):
    found, _ = outcomes("renamed.csv")
    assert only(found[line]).external_ids[1].id == code


def test_a_code_that_two_could_be_makes_nothing():
    found, _ = outcomes("renamed.csv")
    assert found[7].events == ()
    assert "may have lost a zero" in str(found[7].findings[0])


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_every_row_stands_in_one_outcome_and_the_report_balances(name):
    found, imported = outcomes(name)
    assert imported.report.rows == sum(len(outcome.rows) for outcome in found.values())
    assert imported.report.balances


def test_streams_are_pairs_of_actors_at_the_top_or_countries(raw):
    _, imported = outcomes("raw-2.0.tsv")
    actors, country = imported.rule(), imported.rule("country")
    context = imported.context
    assert actors(raw[18].rows, context) == "ARM-AZE"
    assert actors(raw[22].rows, context) == "ARM"
    assert actors(raw[11].rows, context) == "gdelt-no-actor"
    assert country(raw[7].rows, context) == "CHN"
    assert country(raw[33].rows, context) == "fips-QQ"
    assert country(raw[30].rows, context) == "gdelt-country-not-stated"


def test_an_alias_of_ones_own_goes_before_the_rules_for_roles():
    registry = pt.world().with_alias("NK", "cameo", "AZEOPP")
    found, _ = outcomes("raw-2.0.tsv", registry=registry)
    assert only(found[18]).by == ("NK",)


def made_up(tmp_path, *pairs):
    """Return what becomes of rows of an attack, of which each side is a dictionary of its columns."""
    with (FIXTURES / "renamed.csv").open(encoding="utf-8", newline="") as file:
        row, *_ = csv.DictReader(file)
    blank = {column: "" for column in row if column.startswith(("Actor_1_", "Actor_2_"))}
    attack = {"Event_Code": "190", "Event_Root_Code": "19", "Quad_Class": "4"}
    path = tmp_path / "made-up.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        for number, sides in enumerate(pairs):
            told = {
                f"Actor_{place}_{column}": value
                for place, side in enumerate(sides, 1)
                for column, value in side.items()
            }
            key = {"Global_Event_ID": str(900 + number)}
            writer.writerow({**row, **blank, **attack, **key, **told})
    return list(importers.read(path, release="r", published="unknown").outcomes())


def side(code, name, country=None, **others):
    return {"Country_Code": code, "Name": name, "Country_ABBR": country or code[:3], **others}


SUDAN = side("SDN", "SUDAN")


def test_kurdish_forces_in_syria_are_not_syria(tmp_path):
    kurds = side("SYRMILKUR", "KURDISH FORCES", Ethnic_Code="kur", Role="MIL")
    (outcome,) = made_up(tmp_path, (kurds, side("TUR", "TURKEY")))
    assert only(outcome).by == ("SYR-KUR-MIL",)
    found = pt.History(outcome.events).state()
    assert len(found.attacks(by="SYR")) == 0


def test_the_opposition_in_a_government_is_not_the_government(tmp_path):
    opposition = side("AZEGOVOPP", "OPPOSITION", Role="GOV", Role2="OPP")
    (outcome,) = made_up(tmp_path, (opposition, SUDAN))
    assert only(outcome).by == ("AZE-OPP-GOV",)


def test_rebels_of_an_army_are_not_its_state_and_do_not_fight_themselves(tmp_path):
    rebels = side("SDNMILREB", "SUDANESE REBEL", Role="MIL", Role2="REB")
    (outcome,) = made_up(tmp_path, (rebels, SUDAN))
    assert (only(outcome).by, only(outcome).against) == (("SDN-REB-MIL",), ("SDN",))


def test_an_organ_that_fights_its_state_is_kept_apart_under_its_name_and_the_state_is_not(tmp_path):
    army = side("SDNMIL", "SUDANESE ARMY", Role="MIL")
    (outcome,) = made_up(tmp_path, (army, side("SDN", "KHARTOUM")))
    assert (only(outcome).by, only(outcome).against) == (("SDN-SUDANESE-ARMY",), ("SDN",))
    (stated,) = outcome.actors
    assert (dict(stated.names), stated.within) == ({"en": "SUDANESE ARMY"}, "SDN")


def test_two_organs_of_one_name_are_told_apart_by_their_codes(tmp_path):
    sides = [side(f"SDN{organ}", "KHARTOUM", Role=organ) for organ in ("MIL", "GOV")]
    (outcome,) = made_up(tmp_path, sides)
    assert only(outcome).by == ("SDN-SDNMIL",)
    assert only(outcome).against == ("SDN-SDNGOV",)


def test_the_groups_of_cameo_are_those_of_the_registry(tmp_path):
    groups = {"TAL": "TALIBAN", "HMS": "HAMAS", "HEZ": "HEZBOLLAH", "PLO": "PLO", "OIC": "OIC"}
    sides = [
        (side(f"PSE{code_}", "SOMEBODY", Known_Group_Code=code_), side("ISR", "ISRAEL"))
        for code_ in groups
    ]
    found = made_up(tmp_path, *sides)
    assert [only(outcome).by for outcome in found] == [(code_,) for code_ in groups.values()]


def test_an_actor_of_many_names_has_one_and_a_name_of_many_actors_none(tmp_path):
    pairs = [
        (side(code_, name, "EUR"), SUDAN)
        for code_ in ("EUR", "EUREDU")
        for name in ("EUROPE", "EUROPEAN")
    ]
    events = [e for o in made_up(tmp_path, *pairs) for e in (*o.actors, *o.events)]
    assert {f.code for f in pt.check(events)}.isdisjoint({"PT172", "PT177"})


def test_actors_that_belong_to_one_another_in_a_circle_still_have_a_stream():
    circle = world().with_actors(
        Actor("NORTH", "North", "other", part_of="SOUTH"),
        Actor("SOUTH", "South", "other", part_of="NORTH"),
    )
    assert dyad(Context("gdelt", registry=circle), "NORTH", "AZE") == "AZE-NORTH"
