"""Checkpoints: a file of events that says what its own state must be."""

import pytest

import peacetalks as pt
from peacetalks.checks.expected import same
from peacetalks.codec import decode
from stories import accepted, held, proposed, said


def codes_of(findings):
    return [finding.code for finding in findings]


def expecting(part, field, expected, on="2023-12-01"):
    asserted = {"part": part, "field": field, "expected": expected}
    return decode({"kind": "checkpoint", "occurred": on} | asserted)


MET = [
    proposed("2023-11-01", planned_for="2023-11-20", mediators="EU"),
    accepted("ARM"),
    held(level="leaders"),
    pt.MediationRejected(occurred="2023-11-25", by="AZE", mediator="FRA"),
    pt.PeacekeepersDeployed(occurred="2023-11-26", force="f", count=pt.Count.more_than(100)),
    pt.PeacekeepersDeployed(occurred="2023-11-26", force="g", count=1960),
]


@pytest.mark.parametrize(
    ("part", "field", "expected"),
    [
        ("meetings/m", "status", "held"),
        ("meetings/m", "planned_for", "2023-11-20"),
        ("meetings/m", "invitees", ["AZE", "ARM"]),
        ("meetings/m", "mediators", "EU"),
        ("meetings/m", "mediators", [{"actor": "EU", "role": "mediator"}]),
        ("meetings/m", "answers", {"ARM": "yes"}),
        ("meetings/m", "agenda", None),
        ("meetings/m", "attempt", 1),
        ("standings/FRA/AZE", "level", "rejected"),
        ("peacekeepers/f", "count", "more than 100"),
        ("peacekeepers/f", "count", {"low": 100}),
        ("peacekeepers/g", "count", 1960),
    ],
)
def test_a_checkpoint_that_holds_is_no_finding(part, field, expected):
    assert codes_of(pt.check([*MET, expecting(part, field, expected)])) == []


@pytest.mark.parametrize(
    ("part", "field", "expected", "code"),
    [
        ("meetings/m", "status", "refused", "PT195"),
        ("meetings/m", "planned_for", "tomorrow", "PT195"),
        ("meetings/m", "invitees", ["AZE"], "PT195"),
        ("meetings/m", "invitees", ["AZE", "ARM", "NK"], "PT195"),
        ("meetings/m", "answers", {"AZE": "yes"}, "PT195"),
        ("meetings/m", "answers", 3, "PT195"),
        ("meetings/m", "held", None, "PT195"),
        ("meetings/m", "held", 20231120, "PT195"),
        ("meetings/m", "mediators", [{"actor": "EU", "rank": 1}], "PT195"),
        ("peacekeepers/f", "count", 100.5, "PT195"),
        ("peacekeepers/g", "count", 1961, "PT195"),
        ("meetings/n", "status", "held", "PT196"),
        ("nothing/n", "status", "held", "PT196"),
        ("having", "status", "held", "PT196"),
        ("meetings/m", "stattus", "held", "PT196"),
        ("meetings/m", "write", "held", "PT196"),
    ],
)
def test_a_checkpoint_that_fails_is_a_finding(part, field, expected, code):
    assert codes_of(pt.check([*MET, expecting(part, field, expected)])) == [code]


def test_a_checkpoint_speaks_of_its_own_day():
    early = expecting("meetings/m", "status", "proposed", on="2023-11-02")
    assert codes_of(pt.check([*MET, early])) == []


def test_an_event_in_a_part_is_expected_by_its_id():
    assert same(said("2023", id="a"), "a")
    assert not same(said("2023", id="a"), "b")
