"""The crosswalk: whole, well-formed, and as careful as its reasons say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from peacetalks.errors import InvalidValue
from peacetalks.events.force import HostilitiesStarted, OffensiveLaunched
from peacetalks.events.meetings import MeetingProposed
from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.events.statements import AllegationMade, DeadlineSet, DemandMade
from peacetalks.importers import Context, Row, crosswalk
from peacetalks.importers.cameo import conversion as cameo
from peacetalks.primitives.when import When
from peacetalks.values.facts import Place

MASTER = Path(__file__).parents[2] / ".." / "shared" / "domain" / "cameo_master.csv"
DIALECTS = ("icews", "gdelt")
RULES = {dialect: crosswalk.rules("CAMEO", dialect) for dialect in DIALECTS}
ALL = [(dialect, code) for dialect in DIALECTS for code in RULES[dialect]]


def built(dialect, code, *, is_mutual=False):
    """What a row of a code makes that says all that a row can say."""
    row = Row(["id"], ["1"])
    row.key = "1"
    coded = cameo.Coded(
        occurred=When("2023-11-16"),
        reported=When("2023-11-17"),
        source=cameo.Party("AZE", person="H. Hajiyev"),
        target=cameo.Party("ARM"),
        is_mutual=is_mutual,
        place=Place("Lachin", country="AZE"),
        is_area=True,
        sources=(),
        external_ids=(),
    )
    return row, list(cameo.events((row,), Context(dialect), dialect, code, coded))


def test_every_code_of_both_dialects_has_a_rule():
    assert {dialect: len(found) for dialect, found in RULES.items()} == {"icews": 312, "gdelt": 312}


@pytest.mark.skipif(not MASTER.exists(), reason="the list of codes is not beside the repository")
def test_the_codes_and_labels_are_those_of_the_published_lists():
    with MASTER.open(encoding="utf-8") as file:
        master = list(csv.DictReader(file))
    for dialect in DIALECTS:
        assert set(RULES[dialect]) == {row["code"] for row in master}
    assert {c: rule.label for c, rule in RULES["icews"].items()} == {
        row["code"]: row["icews_label"] for row in master
    }


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("is_mutual", [False, True])
def test_every_kind_and_field_of_the_crosswalk_can_be_built(dialect, is_mutual):
    for code, rule in RULES[dialect].items():
        row, made = built(dialect, code, is_mutual=is_mutual)
        assert [type(event) for event in made] == [act.kind for act in rule.acts]
        assert row.findings == []
        assert len({event.id for event in made}) == len(made)
        for event, act in zip(made, rule.acts, strict=True):
            for name, text in act.fields.items():
                if text not in {"source", "target", "both", ""} and name != "note":
                    value = getattr(event, name)
                    assert value in {text, (text,)}, name


def test_a_code_that_makes_nothing_says_why():
    silent = [(d, c) for d, c in ALL if not RULES[d][c].acts and not RULES[d][c].reason]
    assert silent == []


def test_claims_are_kinds_of_claims_and_only_they():
    alleged = (AllegationMade, CeasefireViolationAlleged)
    for dialect, code in ALL:
        rule = RULES[dialect][code]
        claims = any(act.kind in alleged for act in rule.acts)
        assert (rule.stated_as == "claim") == claims, (dialect, code)


def test_the_accuser_claims_an_accusation():
    _, (event,) = built("icews", "1124")
    assert (event.by, event.against, event.claimed_by) == (("AZE",), ("ARM",), ())
    assert event.alleged == "war crimes"


@pytest.mark.parametrize("code", ["196", "201", "203"])
def test_nobody_claims_what_is_coded_as_an_act_but_is_a_characterisation(code):
    _, (event,) = built("gdelt", code)
    assert (event.by, event.against, event.claimed_by) == (None, ("AZE",), ())


def test_no_code_is_an_offensive_or_the_start_of_hostilities():
    kinds = {act.kind for found in RULES.values() for rule in found.values() for act in rule.acts}
    assert not kinds & {OffensiveLaunched, HostilitiesStarted}


@pytest.mark.parametrize("code", ["101", "102", "103", "105", "106", "107", "108"])
def test_codes_that_mean_different_things_are_read_by_their_dialect(code):
    icews, gdelt = (RULES[dialect][code] for dialect in DIALECTS)
    assert (icews.label, icews.acts) != (gdelt.label, gdelt.acts)


def test_a_demand_to_meet_is_108_in_one_dialect_and_106_in_the_other():
    kinds = {d: {c: RULES[d][c].acts[0].kind for c in ("106", "108")} for d in DIALECTS}
    assert kinds["icews"] == {"106": MeetingProposed, "108": DemandMade}
    assert kinds["gdelt"] == {"106": DemandMade, "108": MeetingProposed}


def test_an_ultimatum_is_a_demand_and_its_deadline():
    _, (demand, deadline) = built("gdelt", "139")
    assert isinstance(demand, DemandMade)
    assert isinstance(deadline, DeadlineSet)
    assert (demand.id, demand.force, deadline.subject) == ("gdelt:1", "ultimatum", demand.demand)


def test_who_mediates_is_the_source_or_the_target_as_the_code_says():
    told = {}
    for code in ("038", "039", "126", "165"):
        told[code] = built("icews", code)[1][0].mediator
    (meeting,) = built("icews", "045")[1]
    assert told == {"038": "ARM", "039": "AZE", "126": "ARM", "165": "AZE"}
    assert [one.actor for one in meeting.mediators] == ["AZE"]
    assert [one.actor for one in meeting.participants] == ["ARM"]


def test_what_the_coder_inferred_has_a_note():
    for dialect, code in ALL:
        for event in built(dialect, code)[1]:
            assert event.certainty != "inferred" or event.note


def test_the_other_side_is_kept_where_a_kind_has_no_field_for_it():
    _, (event,) = built("icews", "125")
    assert event.note == "the other side: ARM"


def test_a_root_is_labelled_as_its_residual_code():
    assert cameo.labelled("consult", "icews") == "040"
    assert cameo.labelled("CONSULT", "icews") == "040"
    assert cameo.labelled("no such label", "icews") is None


def test_labels_tell_one_code_each_but_for_roots():
    labels = {}
    for code, rule in RULES["icews"].items():
        labels.setdefault(rule.label.casefold(), set()).add(code)
    shared = [sorted(codes) for codes in labels.values() if len(codes) > 1]
    assert all(f"{codes[0]}0" == codes[1] for codes in shared)


def test_an_unknown_dialect_says_which_there_are():
    with pytest.raises(InvalidValue, match=r"did you mean 'CAMEO gdelt'"):
        crosswalk.rules("CAMEO", "gdlt")


def test_no_row_has_a_field_without_a_value_or_a_name():
    for dialect, code in ALL:
        for act in RULES[dialect][code].acts:
            assert all(name.isidentifier() for name in act.fields), (dialect, code)
