"""What a scenario asks of a state: what equals what, and how a difference reads."""

import pytest

import peacetalks as pt
from peacetalks.testing import given
from refused_meeting import ASK, MET, NO, first_lines

TREATY = pt.AgreementStageReached(
    id="treaty", occurred="2023-12-07", agreement="treaty", stage="initialled"
)
PEOPLE = pt.DisplacementReported(
    id="fled", occurred="2023-10-03", series="exodus", count=pt.Count.more_than(100_000)
)
ALL = given(ASK, NO, MET, TREATY, PEOPLE)

HOLDS = {
    "a number of answers": {"refusals": 1, "facts": 5, "pending_meetings": 0},
    "one answer for each key": {"standing": {("USA", "AZE"): "doubted", ("FRA", "AZE"): "unknown"}},
    "an argument by name alone": {"refusals": {"AZE": 1, "ARM": 0, ("AZE", "mediator_bias"): 1}},
    "a property by its text": {"phase": "blocked"},
    "a property by fields": {"phase": {"name": "blocked", "doubt": None}},
    "a part by its word": {"meeting": {"washington": "refused", "granada": "held"}},
    "a part by fields": {"meeting": {"washington": {"attempt": 1, "planned_for": "2023-11-20"}}},
    "a part by derived fields": {
        "meeting": {"washington": {"refused_by": ["AZE"], "agenda": None}}
    },
    "who wrote it": {"meeting": {"washington": {"because": ["no", "ask"]}}},
    "answers in any order": {"meeting": {"washington": {"invitees": ["AZE", "ARM"]}}},
    "answers as a set": {"meeting": {"washington": {"invitees": {"AZE", "ARM"}}}},
    "one answer by itself": {"refusals": "washington", "mediators": "USA"},
    "answers by fields": {"refusals": [{"by": "AZE", "against": ["USA"], "on": "2023-11-16"}]},
    "answers by parts": {"refusals": [{"event": "no"}]},
    "a stage": {"stage": {"treaty": "initialled"}, "agreement": {"treaty": "initialled"}},
    "what is missing": {"missing_to": {("signed", "treaty"): {"stages": ["signed"]}}},
    "several arguments of one sort": {"acceptable_mediators": {("ARM", "AZE"): ()}},
    "days since": {"days_since_contact": {("ARM", "AZE"): 63, ("ARM", "USA"): None}},
    "a day": {"last_contact": {("ARM", "AZE"): pt.When("2023-10-05")}, "on": "2023-12-07"},
    "a figure": {"displacement": [{"figure": {"count": "more than 100,000"}}]},
    "nothing there": {"meeting": {"vienna": None}, "control": {"NK": None}},
    "a table of parts": {"meetings": 2, "figures": 1, "offensives": 0},
    "a part of a table": {"meetings": {"granada": {"status": "held"}, "vienna": None}},
    "an event": {"event": {"no": {"by": ["AZE"]}, "nobody": None}},
    "events by themselves": {"facts": [MET, ASK, NO, TREATY, PEOPLE], "last": TREATY},
    "a map": {"disputes": {}},
    "nothing of several": {"displacement": {"nk": None}, "refusals": {"ARM": None}},
    "no rows": {"offensives": None},
    "what an event tells": {"refusals": NO},
    "what events tell": {"refusals": [NO]},
    "the day by its text": {"day": "2023-12-07"},
    "the day": {"day": pt.When("2023-12-07")},
    "the day by its number": {"day": 19698},
}


@pytest.mark.parametrize("expected", HOLDS.values(), ids=HOLDS)
def test_what_is_as_expected_gives_the_scenario_back(expected):
    assert ALL.then(**expected) is ALL


DIFFERS = [
    ({"refusals": 2}, "refusals: expected 2, found 1 (washington)"),
    ({"refusals": {"ARM": 1}}, "refusals ARM: expected 1, found none"),
    ({"pending_meetings": ["granada"]}, "pending_meetings: expected 'granada', found none"),
    (
        {"standing": {("USA", "AZE"): "warned"}},
        "standing USA, AZE: expected 'warned', found 'doubted'",
    ),
    ({"phase": "talking"}, "phase: expected 'talking', found 'blocked'"),
    (
        {"meeting": {"washington": {"status": "held", "attempt": 1}}},
        "meeting washington, status: expected 'held', found 'refused'",
    ),
    (
        {"meeting": {"washingtn": "held"}},
        (
            "meeting washingtn: expected 'held', found no meeting 'washingtn' on record; "
            "hint: did you mean 'washington'?"
        ),
    ),
    ({"meeting": {"granada": None}}, "meeting granada: expected None, found 'held'"),
    (
        {"meeting": {"vienna": {"status": "held"}}},
        "meeting vienna: expected {status: 'held'}, found no meeting 'vienna' on record",
    ),
    (
        {"meetings": {"grenada": "held"}},
        "meetings grenada: expected 'held', found nothing in meetings (did you mean 'granada'?)",
    ),
    (
        {"days_since_contact": {("ARM", "AZE"): 2}},
        "days_since_contact ARM, AZE: expected 2, found 63, 63",
    ),
    (
        {"refusals": [{"by": "ARM", "meeting": "washington"}]},
        (
            "refusals: expected {by: 'ARM', meeting: 'washington'}, "
            "found {by: 'AZE', meeting: 'washington'}"
        ),
    ),
    ({"last": NO}, "last: expected 'no', found treaty"),
    ({"phase": ["blocked"]}, "phase: expected a list of 'blocked', found 'blocked'"),
    ({"refusals": None}, "refusals: expected None, found washington"),
    ({"refusals": ASK}, "refusals: expected 'ask', found washington"),
    ({"day": "2023-12-08"}, "day: expected '2023-12-08', found '2023-12-07'"),
    ({"day": 1}, "day: expected 1, found 19698"),
    (
        {"meeting": {"washington": {"attempt": True}}},
        "meeting washington, attempt: expected True, found 1",
    ),
    ({"facts": True}, "facts: expected True, found met, ask, no, treaty, fled"),
]


@pytest.mark.parametrize(("expected", "told"), DIFFERS)
def test_what_is_not_so_is_told_in_a_line(expected, told):
    assert first_lines(lambda: ALL.then(**expected)) == [told]


def test_all_that_is_not_so_is_told_at_once():
    lines = first_lines(lambda: ALL.then(refusals=3, facts=5, phase="talking", mediators=0))
    assert [line.partition(":")[0] for line in lines] == ["refusals", "phase", "mediators"]


SLIPS = [
    ({"refusal": 1}, "did you mean 'refusals'"),
    ({"summary": "x"}, "see help"),
    ({"standing": "warned"}, r"arguments \(mediator, party\)"),
    ({"standing": {"USA": "warned"}}, r"arguments \(mediator, party\)"),
    ({"stage": {("treaty", "x"): "signed"}}, r"arguments \(agreement\)"),
    ({"meeting": {"granada": {"statsu": "held"}}}, "Meeting has no field.*did you mean 'status'"),
    ({"refusals": [{"bye": "AZE"}]}, "Refusal has no field.*accepted.*against"),
    ({"agreements": {"sighed": 1}}, "did you mean 'signed'"),
    (
        {"refusals": {"by": "AZE"}},
        r"fields of an answer, use a list: refusals=\[{'by': ...}",
    ),
    (
        {"refusals": {"on": "2023"}},
        r"fields of an answer, use a list: refusals=\[{'on': ...}",
    ),
    ({"refusals": {"aze": 1}}, "did you mean 'AZE'"),
    ({}, "one value, or names"),
]


@pytest.mark.parametrize(("expected", "told"), SLIPS)
def test_a_slip_in_a_question_is_an_error_and_no_broken_law(expected, told):
    with pytest.raises(pt.InvalidValue, match=told):
        ALL.then(**expected)
