"""Who is who in files of data sets: rival authorities, directions, names, places, bodies.

Each test is named after a case that once got a wrong answer.
"""

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import AttackReported

INPUTS = Path(__file__).parent / "inputs" / "actors"


def outcomes_of(name):
    return list(importers.read(INPUTS / name, release="1", published="unknown").outcomes())


def acts_of(name, kind=AttackReported):
    return [
        next(event for event in outcome.events if isinstance(event, kind))
        for outcome in outcomes_of(name)
    ]


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def named(outcome):
    return {actor.actor: actor.names.get("en") for actor in outcome.actors}


def test_a01_a_rival_authority_is_an_actor_of_its_own_and_a_branch_is_not():
    yemen, libya, palestine, ukraine = acts_of("A01-factions.csv")
    assert yemen.by == ("YEM-SUPREME-POLITICAL-COUNCIL", "YEM")
    assert libya.by == ("LBY-HAFTAR-FACTION", "LBY-GOVERNMENT-OF-NATIONAL-ACCORD")
    assert palestine.by == ("PSE-GAZA-STRIP", "PSE")
    assert ukraine.by == ("RUS", "UKR")


def test_a01_who_is_not_understood_whole_is_reported_and_stands_within_the_state():
    rows = outcomes_of("A01-factions.csv")
    assert [codes(row) for row in rows] == [["PT207"], ["PT207", "PT207"], ["PT207"], []]
    (council,) = rows[0].actors[:1]
    assert council.within == "YEM"
    assert (council.organ_of, council.sort) == (None, "faction")
    assert council.names["en"] == "Military Forces of Yemen (2016-) Supreme Political Council"
    assert "within 'YEM'" in rows[0].findings[0].message


def test_a02_an_agreement_of_two_has_two_parties():
    (agreement,) = acts_of("A02-agreement-of-two.csv", AgreementStageReached)
    assert agreement.parties == ("YEM-SUPREME-POLITICAL-COUNCIL", "YEM")


def test_a03_a_battle_has_no_attacker():
    (battle,) = acts_of("A03-direction.csv")
    assert battle.by[0] == "AFG"
    assert len(battle.by) == 2
    assert battle.against is None


def test_a06_the_name_in_the_row_goes_with_its_code():
    (row,) = outcomes_of("A06-ged-names.csv")
    history = pt.History([*row.actors, *row.events])
    attack = next(event for event in row.events if event.kind == "attack-reported")
    assert [history.actors.name(code) for code in attack.by] == ["Syria", "Syrian insurgents"]
    assert "Syrian insurgents" in history.state().summary()
    assert "UCDP" not in history.state().summary()
    (insurgents,) = [actor for actor in row.actors if actor.actor == attack.by[1]]
    assert dict(insurgents.ids) == {"ucdp-actor": "9104"}
    assert insurgents.occurred.text == "2017-01-30"
    assert insurgents.sources[0].publisher == "Uppsala Conflict Data Program"
    (syria,) = [actor for actor in row.actors if actor.actor == "SYR"]
    assert (dict(syria.ids), dict(syria.names)) == ({"ucdp-actor": "9003"}, {})


def test_a06_an_actor_is_stated_before_the_first_fact_that_names_it():
    events = list(importers.read(INPUTS / "A06-ged-names.csv", release="1", published="unknown"))
    kinds = [event.kind for event in events]
    assert kinds.index("attack-reported") == kinds.count("actor-named") > 0


@pytest.mark.parametrize(
    ("name", "code"), [("A07-one-actor.csv", "NK"), ("A07-one-actor-ged.csv", "NK")]
)
def test_a07_a_name_that_the_registry_knows_is_that_actor_in_every_importer(name, code):
    (row,) = outcomes_of(name)
    assert row.events[0].by == ("AZE", code)
    assert codes(row) == []


def test_a07_the_army_of_an_actor_is_a_part_of_it():
    army, whole = outcomes_of("A07-one-actor.tab")
    assert (army.events[0].by, army.events[0].against) == (("AZE-MILITARY",), ("NK-MILITARY",))
    assert named(army)["NK-MILITARY"] == "Military (Nagorno-Karabakh)"
    assert (whole.events[0].by, whole.events[0].against) == (("AZE",), ("NK",))
    assert codes(army) == codes(whole) == []


def test_a10_a_code_and_a_name_of_a_place_that_contradict_one_another_are_a_finding():
    (row,) = outcomes_of("A10-place.csv")
    assert codes(row) == ["PT218"]
    told = row.findings[0].message
    assert "isonum '31' is AZE" in told
    assert "'Armenia' is ARM" in told
    assert told.endswith("AZE was used")
    assert row.events[0].place.country == "AZE"
    streams = {
        stream
        for stream, _ in importers.read(INPUTS / "A10-place.csv", published="unknown").feed(
            "country"
        )
    }
    assert streams == {"AZE"}


def test_a11_the_body_that_counted_is_stated_like_everybody_else():
    (row,) = outcomes_of("A10-place.csv")
    (acled,) = [actor for actor in row.actors if actor.actor == "ACLED"]
    assert acled.sort == "organisation"
    assert acled.names["en"] == "Armed Conflict Location & Event Data"


def test_a12_a_place_without_a_known_country_is_a_finding():
    (row,) = outcomes_of("A12-no-code.csv")
    assert codes(row) == ["PT207", "PT207"]
    assert any("Akrotiri and Dhekelia" in finding.message for finding in row.findings)
    assert row.events[0].place.country == "ACLED-COUNTRY:AKROTIRI-AND-DHEKELIA"
