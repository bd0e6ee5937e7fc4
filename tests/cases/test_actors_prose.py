"""Whom prose names: all signatories, or none and a finding.

Each test is named after a case that once got a wrong answer.
"""

from pathlib import Path

from peacetalks import importers

INPUTS = Path(__file__).parent / "inputs" / "actors"


def read(name):
    return list(importers.read(INPUTS / name, published="unknown").outcomes())


def told(outcome):
    return [(finding.code, finding.message) for finding in outcome.findings]


def test_a04_all_signatories_are_parties_and_three_letters_of_prose_are_no_code():
    several, states, one_unknown = read("A04-prose.csv")
    own = ("PA-X:HILL-VALLEY-FRONT", "PA-X:LOWLAND-PEOPLES-MOVEMENT")
    assert [event.parties for event in several.events] == [(*own, "NPL")] * 2
    unknown = [("HILL VALLEY FRONT", own[0]), ("LOWLAND PEOPLE'S MOVEMENT", own[1])]
    assert told(several) == [
        ("PT207", f"not in the registry of actors: {name!r}; its code is {code!r}")
        for name, code in unknown
    ]
    assert [event.parties for event in states.events] == [("TUR", "GRC")] * 2
    assert told(states) == []
    assert [event.parties for event in one_unknown.events] == [
        ("PER", "PA-X:MADE-UP-REVOLUTIONARY-FRONT")
    ] * 2
    assert [code for code, _ in told(one_unknown)] == ["PT207"]


def test_a05_a_row_whose_parties_were_not_read_says_so():
    fronts, nobody = read("A05-unread.csv")
    assert [event.parties for event in fronts.events] == [
        ("PA-X:HILL-VALLEY-FRONT", "PA-X:LOWLAND-MOVEMENT")
    ] * 2
    assert [code for code, _ in told(fronts)] == ["PT207", "PT207"]
    assert [event.parties for event in nobody.events] == [None, None]
    assert told(nobody) == [("PT220", "part: none could be read; not read: 'the parties'")]
