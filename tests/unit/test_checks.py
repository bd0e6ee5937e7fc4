"""Findings: each code with a story that has it and a corrected one that has not."""

import json
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.checks import CODES, Findings
from peacetalks.codec import decode
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.history import Record
from peacetalks.testing import strategies
from peacetalks.testing.strategies.crowds import crowded
from stories import BOTH, accepted, held, proposed, reached, refused, said

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "findings.md"


def story(code):
    lines = [json.loads(line) for line in CODES[code].example.splitlines()]
    return [as_it_was_stored(line) if line["id"] == "fix" else decode(line) for line in lines]


def as_it_was_stored(line):
    """Return a correction as older versions made it: under any id of the replacement."""
    made = decode({**line, "target": line["replacement"]["id"]})
    object.__setattr__(made, "target", line["target"])
    return made


def changed(code, **by_id):
    """Return the story of a code with fields of some of its events changed."""
    lines = [json.loads(line) for line in CODES[code].example.splitlines()]
    return [decode(line | by_id.get(line["id"], {})) for line in lines]


def codes_of(findings):
    return [finding.code for finding in findings]


def truce(**more):
    return pt.CeasefireDeclared(occurred="2023-09-20", ceasefire="c", **more)


def fled(on, count, **more):
    return pt.DisplacementReported(
        occurred=on, series="s", measure="cumulative", count=count, **more
    )


CORRECTED = {
    "PT101": [*story("PT101"), proposed(meeting="washington")],
    "PT102": [*story("PT102"), proposed("2023-10-03", meeting="granada")],
    "PT103": changed("PT103", no={"occurred": "2023-10-04"}),
    "PT104": changed("PT104", ask={"occurred": "[..2023-10-01]"}),
    "PT105": [*story("PT105"), held(on="2023-10-05", meeting="granada")],
    "PT111": [
        *story("PT111"),
        pt.MediatorStandingRestored(occurred="2023-01-01", by="AZE", mediator="FRA"),
    ],
    "PT121": [
        *story("PT121"),
        pt.ProposalTabled(occurred="2023-11-01", proposal="treaty-text-6"),
    ],
    "PT122": changed("PT122", text={"occurred": "2023-08-30"}),
    "PT123": [*story("PT123"), reached("initialled", "2025-08-01", agreement="peace-treaty")],
    "PT124": changed("PT124", draft={"version": "2"}, initialled={"version": "1"}),
    "PT125": changed("PT125", signed={"scope": "partial"}),
    "PT131": changed("PT131", freed={"count": {"low": 30, "best": 32}}),
    "PT132": [*story("PT132"), pt.EventRetracted(occurred="2023-09-27", target="first")],
    "PT133": changed("PT133", base={"count": 145_000}),
    "PT134": changed("PT134", vote={"turnout": 0.624}),
    "PT135": changed("PT135", first={"group": "NK"}, second={"group": "ARM"}),
    "PT136": changed("PT136", toll={"counting": "cumulative"}),
    "PT141": changed("PT141", end={"occurred": "2023-09-20"}),
    "PT142": changed("PT142", truce={"effective_from": "2023-09-20T13:00+04:00"}),
    "PT143": changed("PT143", set={"due": "2020-11-15"}),
    "PT144": changed("PT144", decree={"reported": "2023-09-28"}),
    "PT145": changed("PT145", killed={"as_of": "2023-09-25"}),
    "PT151": [*story("PT151"), said("2023-09-25", id="depot-125")],
    "PT152": changed("PT152", yes={"target": "said"}),
    "PT153": [*changed("PT153", b={"target": "c"}), said("2023-09-25", id="c")],
    "PT154": changed(
        "PT154",
        fix={"replacement": {"kind": "statement-made", "id": "said", "occurred": "2023-09-24"}},
    ),
    "PT155": changed(
        "PT155",
        fix={"replacement": {"kind": "statement-made", "id": "said", "occurred": "2023-09-24"}},
    ),
    "PT156": [*story("PT156"), pt.EventRetracted(occurred="2023-09-28", target="ab")],
    "PT157": changed("PT157", own={"period": "2020-11/2023-10"}),
    "PT158": changed("PT158", own={"counts": ["casualties-reported:killed"]}),
    "PT159": changed("PT159", some={"complete": "complete"}),
    "PT160": changed("PT160", own={"period": "2020-11/2023-10"}),
    "PT161": changed("PT161", said={"reported": "2023-10-02"}),
    "PT162": changed("PT162", said={"note": "from what followed"}),
    "PT163": changed("PT163", said={"sources": [{"publisher": "example.org"}]}),
    "PT171": changed("PT171", said={"by": "AZE"}),
    "PT172": changed("PT172", two={"reported": "2023-11-01"}),
    "PT173": changed("PT173", north={"within": None}),
    "PT174": changed("PT174", guard={"within": None}),
    "PT175": changed("PT175", south={"ids": {"ucdp-actor": "292"}}),
    "PT176": changed("PT176", guard={"within": "ARM"}),
    "PT177": changed("PT177", south={"names": {"en": "Southern Alliance"}}),
    "PT178": changed("PT178", guard={"organ_of": None, "within": "NORTH"}),
    "PT179": changed("PT179", split={"into": ["NORTH", "ARM"]}),
    "PT180": changed("PT180", north={"names": {"en": "Armenia"}}),
    "PT181": [story("PT181")[0]],
    "PT182": [*story("PT182"), pt.EventsMerged(occurred="2024", canonical="b", duplicates="c")],
    "PT183": [*story("PT183"), said("2023-09-30", id="granada-refusal")],
    "PT184": changed("PT184", live={"kind": "statement-made"}),
    "PT185": changed("PT185", second={"reported": "2023-09-26"}),
    "PT186": [
        *story("PT186"),
        pt.EventsMerged(occurred="2024", canonical="no", duplicates="again"),
    ],
    "PT187": changed("PT187", ask={"act": None}),
    "PT191": [*story("PT191"), pt.OffensiveEnded(occurred="2023-09-20", offensive="nk-2023")],
    "PT195": changed("PT195", test={"expected": "proposed"}),
    "PT196": [*story("PT196"), held(on="2023-10-01", meeting="granada")],
}


def test_every_code_has_a_story_and_a_corrected_one():
    assert set(CORRECTED) == set(CODES)
    assert all(code == rule.code for code, rule in CODES.items())
    assert all(code.startswith("PT1") and code >= "PT101" for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_story_of_a_code_has_it_and_nothing_else(code):
    found = pt.check(story(code))
    assert set(codes_of(found)) == {code}
    assert found[0].severity == CODES[code].severity


@pytest.mark.parametrize("code", CORRECTED)
def test_the_corrected_story_has_nothing(code):
    assert codes_of(pt.check(CORRECTED[code])) == []


@pytest.mark.parametrize(
    ("code", "events"),
    [
        ("PT101", [pt.MeetingPostponed(occurred="2023-06-08", meeting="m", by="AZE")]),
        ("PT103", [proposed("2023-11-01"), held(on="2023-11-05"), accepted("ARM", "2023-11-09")]),
        ("PT123", [reached("in_force")]),
        ("PT124", [reached("rejected"), reached("draft", "2024-02-01")]),
        ("PT134", [fled("2023-10-01", pt.Count(-1, 20, 30))]),
        ("PT134", [fled("2023-10-01", -7)]),
        ("PT134", [said("2023", place=pt.Place("Nowhere", latitude=90.5))]),
        ("PT134", [said("2023", place=pt.Place("Nowhere", longitude=-181))]),
        ("PT134", [pt.VoteHeld(occurred="2023", vote="v", turnout=-0.1)]),
        ("PT141", [truce(expires="2023-09-01")]),
        (
            "PT142",
            [pt.LegalActIssued(occurred="2023-09-28", legal_act="d", effective="2023-09-01")],
        ),
        ("PT143", [proposed("2023-11-01", planned_for="2023-10-01"), held(on="2023-11-02")]),
        ("PT143", [pt.CommitmentMade(occurred="2023-11-01", commitment="c", due="2023-10-01")]),
        ("PT163", [said("2023", external_ids=pt.ExternalId(" ", "7"))]),
        ("PT163", [said("2023", external_ids=pt.ExternalId("pa-x", ""))]),
        ("PT183", [said("2023", act="nobody-elses")]),
        ("PT183", [pt.DisplacementReported(occurred="2023", series="s", population_base="x")]),
        ("PT183", [pt.PreconditionStated(occurred="2023", precondition="p", needed_for="x")]),
        ("PT183", [proposed(), refused(reasons=pt.Reason("other", trigger=("x",)))]),
        ("PT183", [proposed(), accepted("ARM", conditions=pt.Condition("c", satisfied_by="x"))]),
        ("PT183", [pt.CommitmentMade(occurred="2023", commitment="c", due=pt.After("x", "P1D"))]),
        ("PT125", [reached("signed", by="ARM"), reached("signed", "2024-01-05", by="AZE")]),
        ("PT125", [reached("signed", parties=BOTH), reached("signed", "2024-01-05", version="2")]),
        ("PT145", [fled("2023-09-25", 5, as_of="2023-09-24")]),
    ],
)
def test_a_code_is_found_in_other_stories_too(code, events):
    assert codes_of(pt.check(events)) == [code]


@pytest.mark.parametrize(
    "events",
    [
        [held(), proposed("2024-01-01"), accepted("AZE", "2024-01-02")],
        [reached("signed")],
        [
            reached("signed", parties=BOTH, by="ARM", scope="partial"),
            reached("signed", "2024-01-05", by="AZE"),
        ],
        [
            pt.TalksOpened(occurred="2023-10-01", talks="t", parties=BOTH, aim="a"),
            reached("signed", parties=BOTH),
        ],
        [reached("signed", parties=BOTH, part_of="whole")],
        [
            reached("signed"),
            pt.RatificationStep(occurred="2024-02-01", agreement="a", outstanding=()),
            reached("in_force", "2024-03-01"),
        ],
        [proposed(), accepted("ARM"), held(on="2023-11-05")],
        [truce(effective_from="2023-09-19T23:30-05:00")],
        [said("2023-10-01", by="press")],
        [said("2023-10-01", by="ARM", text="a"), said("2023-10-01", by="ARM", text="b")],
        [
            refused(on="2022-12-22", claimed_by="RUS", act="absence"),
            pt.MeetingPostponed(occurred="2022-12-22", meeting="m", act="absence"),
            proposed("2022-12-01"),
        ],
        [
            pt.CasualtiesReported(occurred=f"2023-09-2{day}", series="s", measure=what, count=count)
            for day, what, count in [(5, "missing", 100), (6, "missing", 40), (7, "killed", 9)]
        ],
        [pt.OffensiveLaunched(occurred="2023-09-19", offensive="o"), truce(), said("2023-12-01")],
        [proposed(), refused(claimed_by="ARM"), refused(claimed_by="AZE")],
        [proposed(), refused(act="no", claimed_by="ARM"), refused(act="no")],
        [fled("2023-09-25", pt.Count.about(100)), fled("2023-09-26", 95)],
        [fled("2023-09-25", pt.Count.more_than(100)), fled("2023-09-26", pt.Count.at_least(90))],
        [fled("2023-09-25", pt.Count.some("many")), fled("2023-09-26", 95), fled("2023-09-27", 99)],
        [
            pt.PopulationReported(id="base", occurred="2023-09", area="NK", count=100),
            fled("2023-09-26", None, population_base="base"),
        ],
        [fled("2023-09-25", 0), pt.VoteHeld(occurred="2023", vote="v", turnout=1)],
        [said("2023", place=pt.Place("the pole", latitude=90, longitude=-180.0))],
    ],
)
def test_what_can_be_right_is_not_found(events):
    assert codes_of(pt.check(events)) == []


MERGES = [
    said("2023-09-25", id="a"),
    said("2023-09-26", id="b"),
    pt.EventsMerged(id="ab", occurred="2024", canonical="a", duplicates="b"),
    pt.EventsMerged(id="ba", occurred="2024", canonical="b", duplicates="a"),
]


def test_a_merge_that_was_retracted_closes_no_cycle():
    assert codes_of(pt.check(MERGES)) == ["PT153"]
    assert codes_of(pt.check([*MERGES, pt.EventRetracted(occurred="2024", target="ab")])) == []


@pytest.mark.parametrize(
    "events",
    [
        [proposed(meeting="granada-2023"), refused(meeting="grenada-2023")],
        [
            pt.ProposalTabled(occurred="2023-01-01", proposal="text-of-may"),
            pt.ProposalAnswered(occurred="2023-01-02", proposal="text-of-mai"),
        ],
        [said("2023", id="depot-125"), pt.EventRetracted(occurred="2023", target="depot-126")],
        [said("2023", id="o-brien"), said("2023", trigger="o-brian")],
        [held(), pt.Checkpoint(occurred="2024", part="meetings/n", field="held", expected=None)],
        [held(), pt.Checkpoint(occurred="2024", part="meetings/m", field="hold", expected=None)],
        [pt.UnknownEvent(occurred="2023", tag="meeting-hold", raw="{}")],
    ],
)
def test_a_misspelt_word_is_told_with_what_was_meant(events):
    assert "; hint: did you mean '" in pt.check(events)[0].message


def test_in_a_long_stream_only_words_that_begin_alike_and_the_first_findings_have_hints():
    known = [proposed(meeting=f"other-{number}") for number in range(1_200)]
    many = [refused(meeting="granda", speaker=str(number)) for number in range(150)]
    found = pt.check([*known, proposed(meeting="granada"), *many])
    told = [f for f in found if f.code == "PT101"]
    hinted = [f for f in told if f.message.endswith("did you mean 'granada'?")]
    assert (len(told), len(hinted)) == (150, 100)


def test_a_rejected_mediator_who_presides_is_accepted_and_a_co_mediator_doubted():
    rejected = pt.MediationRejected(occurred="2023-01-01", by="AZE", mediator="FRA")
    told = [
        pt.check([rejected, held(mediators=pt.Participant("FRA", role))])[0].message
        for role in ("mediator", "co_mediator")
    ]
    assert told[0].endswith("by this conduct the mediator counts as accepted")
    assert told[1].endswith("by this conduct the mediator counts as doubted")


def test_a_planned_day_is_long_past_on_some_days_only():
    events = [proposed("2023-10-01", planned_for="2023-10-05")]
    assert codes_of(pt.check(events)) == []
    assert codes_of(pt.check(events, on="2023-11-04")) == []
    assert codes_of(pt.check(events, on="2023-11-05")) == ["PT105"]


def test_an_unknown_actor_is_told_of_once_with_who_may_be_meant():
    (finding,) = pt.check([said("2023-10-01", by="AZR"), said("2023-10-02", by=("AZR", "ARM"))])
    assert finding.path == "$.by[0]"
    assert "unknown actor 'AZR', also in 1 other event; hint: did you mean 'AZE'" in finding.message


def test_a_registry_of_ones_own_makes_an_actor_known():
    events = [said("2023-10-01", by="HDC")]
    known = pt.world().with_actors(pt.Actor("HDC", "Centre for Humanitarian Dialogue", "entity"))
    assert codes_of(pt.check(events)) == ["PT171"]
    assert codes_of(pt.check(events, registry=known)) == []


def test_events_a_history_and_records_are_checked_alike():
    events = story("PT103")
    records = [Record(event, i, "2024-01-02T10:00Z") for i, event in enumerate(events, 1)]
    assert pt.check(events) == pt.check(pt.History(events)) == pt.check(records)


def test_findings_are_a_sequence_that_cannot_change():
    found = pt.check([*story("PT103"), *story("PT161"), said("2023-10-01", by="XXW")])
    assert isinstance(found, Findings)
    assert repr(found) == "Findings(1 error, 1 warning, 1 note)"
    assert (*found.errors, *found.warnings, *found.notes) == tuple(
        sorted(found, key=lambda f: ["error", "warning", "note"].index(f.severity))
    )
    assert found[0:2] == tuple(found)[:2]
    assert repr(Findings()) == "Findings(nothing found)"
    assert str(Findings()) == ""
    with pytest.raises(AttributeError):
        found.findings = ()


@pytest.mark.parametrize("name", pt.datasets.names())
def test_the_packaged_streams_have_no_errors(name):
    assert pt.check(pt.datasets.load(name)).errors == ()


def test_what_the_south_caucasus_stream_is_warned_of_is_known():
    found = pt.check(pt.datasets.south_caucasus())
    assert [(f.code, f.message.split("'")[1]) for f in found.warnings] == [
        ("PT111", "chisinau-2023-06-held"),
        ("PT105", "obrien-visit-proposed"),
    ]


@frozen(kw_only=True)
class ThingSeen(Event):
    """A kind of one's own with fields named as others are, and of other types."""

    meeting: int = 0
    reasons: tuple[str, ...] = ("x",)
    conditions: tuple[str, ...] = ("x",)
    due: str = "soon"
    population_base: int = 3
    count: str = "many"


OWN = strategies.events(ThingSeen)
JUNK = crowded() | strategies.events() | strategies.unknown_events() | OWN


@given(st.lists(JUNK, max_size=8), st.none() | strategies.whens())
def test_nothing_makes_a_check_raise(events, on):
    found = pt.check(events, on=on)
    assert {finding.code for finding in found} <= set(CODES)
    assert str(found).count("\n") >= len(found) - 1


@given(st.lists(crowded(), max_size=12))
def test_the_order_of_arrival_changes_no_finding(events):
    unique = list({event.id: event for event in events}.values())
    assert pt.check(unique) == pt.check(unique[::-1])


def test_kinds_of_ones_own_are_no_unknown_kinds():
    assert codes_of(pt.check([ThingSeen(occurred="2023-10-01")])) == []
    assert ThingSeen not in CORE


def page():
    lines = PAGE.read_text(encoding="utf-8").split("\n## ")
    return {part.split(":")[0]: part for part in lines if part.startswith("PT")}


def test_the_page_of_findings_has_every_code_with_its_example_and_remedy():
    told, text = page(), PAGE.read_text(encoding="utf-8")
    assert list(told) == list(CODES)
    for code, rule in CODES.items():
        assert f"\n| {code} | {rule.severity} | {rule.title} |\n" in text
        assert told[code].startswith(f"{code}: {rule.title}\n"), code
        assert f"Severity: {rule.severity}." in told[code], code
        assert rule.example in told[code], code
        assert rule.remedy in told[code], code
