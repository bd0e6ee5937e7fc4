"""The phase, its rules and which of them goes first."""

import itertools

import pytest

from peacetalks.events import (
    AttackReported,
    CasualtiesReported,
    CeasefireDeclared,
    ContactHeld,
    HostilitiesEnded,
    HostilitiesStarted,
    MeetingCancelled,
    MeetingsHeld,
    NegotiationResumed,
    NegotiationSuspended,
    OffensiveEnded,
    OffensiveLaunched,
    TalksEnded,
    TalksOpened,
)
from peacetalks.reducer.fold import fold
from peacetalks.values import Participant
from stories import BOTH, accepted, at, held, proposed, reached, refused, said


def call(on, parties=BOTH, channel="call"):
    return ContactHeld(occurred=on, parties=parties, channel=channel)


def truce(on="2024-01-01", ceasefire="c", parties=BOTH, **more):
    return CeasefireDeclared(occurred=on, ceasefire=ceasefire, parties=parties, **more)


# Each rule


def offensive(on="2024-01-10", **more):
    return OffensiveLaunched(occurred=on, offensive="o", by="AZE", against="ARM", **more)


def fight(on="2024-01-10"):
    return HostilitiesStarted(occurred=on, hostilities="h", parties=BOTH)


def talks(aim="a", on="2023-01-01", name="t", **more):
    return TalksOpened(occurred=on, talks=name, parties=BOTH, aim=aim, **more)


def suspended(on="2024-01-05"):
    return NegotiationSuspended(occurred=on, talks="t", by="AZE", scope="party")


def phase(events, on="2024-01-31"):
    return at(events, on).phase


SCENES = {
    "fighting": [offensive()],
    "implementing": [reached("in_force", scope="comprehensive")],
    "signed": [reached("signed", agreement="b", scope="comprehensive")],
    "concluding": [reached("initialled", agreement="c", scope="comprehensive")],
    "suspended": [talks(aim=None), suspended()],
    "blocked": [proposed(on="2024-01-01"), refused(on="2024-01-10")],
    "talking": [held(on="2024-01-09", meeting="other")],
    "dormant": [said("2024-01-01")],
}
PHASES = tuple(SCENES)


@pytest.mark.parametrize("name", PHASES)
def test_every_phase_has_its_rule_and_the_brief_prints_it(name):
    found = phase(SCENES[name])
    assert (found.name, str(found), found.doubt) == (name, name, None)
    printed = " ".join(at(SCENES[name], "2024-01-31").summary().split())
    assert f"{name.upper()} rule: {found.rule}" in printed


PAIRS = [
    pair
    for pair in itertools.combinations(PHASES, 2)
    if not set(pair) <= {"implementing", "signed", "concluding"}  # one agreement alone counts
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_rules_that_hold_the_first_gives_the_phase(first, second):
    name = min(first, second, key=PHASES.index)
    assert phase([*SCENES[first], *SCENES[second]]).name == name


def test_nothing_on_record_is_dormant():
    assert fold([]).phase.name == "dormant"


@pytest.mark.parametrize(
    "end",
    [
        OffensiveEnded(occurred="2024-01-20", offensive="o"),
        truce("2024-01-20"),
        truce("2024-01-10"),
        truce("2024-01-20", parties=None),
    ],
)
def test_an_end_or_a_later_ceasefire_ends_the_fighting(end):
    assert phase([offensive(), end]).name == "dormant"


@pytest.mark.parametrize(
    "no_end",
    [
        truce("2024-01-01"),
        truce("2024-01-20", parties=("RUS", "UKR")),
        truce("2024-01-20", effective_from="2024-02-01"),
        truce("2024-01-20", expires="2024-01-25"),
        HostilitiesEnded(occurred="2024-01-20", hostilities="h"),
    ],
)
def test_a_ceasefire_that_does_not_hold_now_and_here_ends_no_fighting(no_end):
    assert phase([offensive(), no_end]).name == "fighting"


def test_hostilities_are_fighting_until_they_end():
    assert phase([fight()]).name == "fighting"
    over = HostilitiesEnded(occurred="2024-01-20", hostilities="h")
    assert phase([fight(), over]).name == "dormant"
    assert phase([fight(), over, fight("2024-01-25")]).name == "fighting"


def test_one_attack_is_never_an_offensive():
    assert phase([AttackReported(occurred="2024-01-30", by="AZE", against="ARM")]).name == "dormant"


@pytest.mark.parametrize(("on", "doubted"), [("2024-02-09", False), ("2024-02-10", True)])
def test_an_offensive_of_which_nothing_is_heard_for_thirty_days_is_doubted(on, doubted):
    found = phase([offensive(), said("2024-01-11")], on)
    assert found.name == "fighting"
    assert (found.doubt is not None) == doubted
    assert not doubted or "31 days" in found.doubt


@pytest.mark.parametrize(
    "force",
    [
        AttackReported(occurred="2024-02-20"),
        fight("2024-02-20"),
        CasualtiesReported(occurred="2024-02-20", series="s", measure="killed", count=1),
    ],
)
def test_force_since_then_takes_the_doubt_away(force):
    assert phase([offensive(), force], "2024-03-01").doubt is None


@pytest.mark.parametrize("stage", ["signed", "ratified"])
def test_signed_or_ratified_is_signed(stage):
    assert phase([reached(stage, scope="partial")]).name == "signed"


def test_in_force_from_a_later_day_is_signed_until_then():
    events = [reached("in_force", scope="framework", effective_from="2024-07-01")]
    assert (phase(events, "2024-06-30").name, phase(events, "2024-07-01").name) == (
        "signed",
        "implementing",
    )


@pytest.mark.parametrize("stage", ["draft", "partly_agreed", "rejected", "unspecified"])
def test_less_than_a_concluded_text_makes_no_phase(stage):
    assert phase([reached(stage, scope="comprehensive")]).name == "dormant"


@pytest.mark.parametrize("scope", ["statement", "ceasefire", "process", "procedural", None])
@pytest.mark.parametrize("stage", ["signed", "in_force"])
def test_a_ceasefire_or_a_joint_statement_makes_no_phase(scope, stage):
    assert phase([reached(stage, scope=scope)]).name == "dormant"


def test_the_phase_looks_only_at_the_aim_of_the_talks():
    other = reached("in_force", agreement="b", scope="comprehensive")
    assert phase([talks(), reached("initialled"), other]).name == "concluding"


def test_an_aim_of_which_nothing_is_on_record_has_no_stage():
    assert phase([talks(), reached("in_force", agreement="b", scope="partial")]).name == "dormant"


def test_the_aim_of_talks_that_go_on_comes_before_that_of_talks_that_ended():
    events = [
        talks(),
        TalksEnded(occurred="2023-06-01", talks="t"),
        reached("in_force"),
        talks(aim="b", on="2023-07-01", name="u"),
        reached("initialled", agreement="b"),
    ]
    assert phase(events).name == "concluding"
    assert phase(events[:3]).name == "implementing"


def test_without_an_aim_the_highest_scope_counts():
    events = [
        reached("in_force", agreement="b", scope="partial"),
        reached("initialled", agreement="c", scope="comprehensive"),
        reached("signed", agreement="d", scope="framework"),
    ]
    assert phase(events).name == "concluding"


def test_suspended_talks_are_suspended_until_they_resume_or_end():
    events = SCENES["suspended"]
    back = NegotiationResumed(occurred="2024-01-20", talks="t", by="AZE")
    assert phase(events).name == "suspended"
    assert phase([*events, back]).name == "dormant"
    assert phase([*events, TalksEnded(occurred="2024-01-20", talks="t")]).name == "dormant"


def test_a_refusal_blocks_only_while_no_meeting_is_open():
    elsewhere = proposed(on="2024-01-12", meeting="other")
    assert phase([*SCENES["blocked"], elsewhere]).name == "talking"


def test_a_refusal_blocks_only_while_it_is_the_last_word():
    events = SCENES["blocked"]
    assert phase([*events, held(on="2024-01-20", meeting="other")]).name == "talking"
    assert phase([*events, accepted("AZE", on="2024-01-12")]).name == "talking"


def test_a_host_who_calls_off_blocks_nothing():
    called_off = MeetingCancelled(occurred="2024-01-10", meeting="m", by="USA")
    assert phase([proposed(on="2024-01-01"), called_off]).name == "dormant"


@pytest.mark.parametrize(("on", "name"), [("2024-04-08", "talking"), ("2024-04-09", "dormant")])
def test_a_meeting_counts_as_talking_for_ninety_days(on, name):
    assert phase(SCENES["talking"], on).name == name


@pytest.mark.parametrize(
    "nothing",
    [
        MeetingsHeld(occurred="2024-01-09", participants=BOTH),
        held(on="2023-11-01/2024-01-09"),
        held(on="2024-01-09/.."),
        call("2024-01-09"),
        held(["AZE"], on="2024-01-09"),
        held(["AZE", "USA"], on="2024-01-09", mediators="USA"),
        held(["AZE", Participant("USA", "mediator")], on="2024-01-09"),
        held(None, on="2024-01-09"),
        proposed(on="2024-01-09", invitees="AZE", by="USA"),
    ],
)
def test_rounds_without_a_day_long_spans_calls_and_visits_move_no_phase(nothing):
    assert phase([nothing, said("2024-01-10")]).name == "dormant"


@pytest.mark.parametrize(
    ("span", "name"),
    [("2023-12-10/2024-01-09", "talking"), ("2023-12-09/2024-01-09", "dormant")],
)
def test_a_meeting_that_spans_more_than_thirty_one_days_is_no_one_meeting(span, name):
    assert phase([held(on=span), said("2024-01-10")]).name == name


def test_the_parties_are_those_of_the_talks_that_the_meeting_belongs_to():
    others = TalksOpened(occurred="2023", talks="u", parties=("USA", "AZE"))
    between = held(["USA", "AZE"], on="2024-01-09", talks="t")
    assert phase([talks(aim=None), others, between]).name == "dormant"
    assert phase([talks(aim=None), others, held(["USA", "AZE"], on="2024-01-09")]).name == "talking"


def test_two_who_meet_and_are_not_the_parties_of_the_talks_move_no_phase():
    events = [talks(aim=None), held(["AZE", "USA"], on="2024-01-09")]
    assert phase(events).name == "dormant"
    assert phase(events[1:]).name == "talking"
