"""Names that travel with the code: what a brief, a question and a comparison make of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

import peacetalks as pt

ATTACK = pt.AttackReported(id="a", occurred="2017-01-30", by=("SYR", "UCDP:999"))
NAMED = pt.ActorNamed(
    occurred="2018",
    reported="2018-06-01",
    actor="UCDP:999",
    names="Lakeside rebels",
    within="SYR",
)


def army(**more: object) -> pt.ActorNamed:
    return pt.ActorNamed(occurred="2031", actor="ARMY", names="Northern army", **more)  # type: ignore[arg-type] # fields of the kind


RAID = pt.AttackReported(occurred="2031-05-01", by="ARMY", against="SOUTH")
OUR_OWN = pt.AttackReported(occurred="2031-05-02", by="ARMY", against="NORTH")


def test_a_brief_prints_the_name_that_a_source_gives():
    text = pt.History([ATTACK, NAMED]).state(on="2017-02-01").summary()
    assert "UCDP:999" not in text
    assert text.startswith("Syria - Lakeside rebels ")
    assert "FIGHTING     Syria and Lakeside rebels: force was used" in text


def test_a_name_stands_as_it_is_spelt_in_a_title():
    named = [
        pt.ActorNamed(occurred="2018", actor="SYR", names="the Syrian Arab Republic"),
        pt.ActorNamed(occurred="2018", actor="UCDP:999", names="المعارضة"),
    ]
    text = pt.History([ATTACK, *named]).state().summary()
    assert text.splitlines()[0] == "the Syrian Arab Republic - المعارضة"


def test_an_actor_with_a_stated_name_is_no_stranger():
    plain, named = pt.History([ATTACK]).state(), pt.History([ATTACK, NAMED]).state()
    assert "1 actor not in the registry: UCDP:999" in plain.summary()
    assert "not in the registry" not in named.summary()


def test_two_actors_of_one_name_are_told_apart_by_their_codes():
    front = [pt.ActorNamed(occurred="2031", actor=c, names="Front") for c in ("EAST", "WEST")]
    fight = pt.AttackReported(occurred="2031-05-01", by="EAST", against="WEST")
    assert "Front (EAST) and Front (WEST)" in pt.History([fight, *front]).state().summary()


def test_long_names_keep_the_width_and_the_length_of_a_brief():
    codes = [f"X{n}" for n in range(30)]
    named = [
        pt.ActorNamed(occurred="2031", actor=c, names=f"{c}: " + "a name " * 30) for c in codes
    ]
    met = [
        pt.MeetingHeld(
            occurred="2031-05-01", meeting=f"m-{a}", participants=(a, b), mediators=codes[:3]
        )
        for a, b in pairwise(codes)
    ]
    wars = [pt.AttackReported(occurred="2031-05-01", by=a, against=b) for a, b in pairwise(codes)]
    lines = pt.History([*named, *met, *wars]).state().summary().splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 120


def test_another_name_of_an_actor_is_no_difference():
    renamed = pt.ActorNamed(
        occurred="2020", reported="2020-06-01", actor="UCDP:999", names="Lakeside front"
    )
    claim = pt.AttackReported(occurred="2017-01-31", by="SYR", against="UCDP:999", claimed_by="SYR")
    history = pt.History([ATTACK, claim, NAMED, renamed])
    before, after = (pt.Viewpoint(on="2017-02-01", known=day) for day in ("2019", "2021"))
    assert not history.diff(before, after)


def test_a_question_by_a_name_is_answered_before_the_name_was_public():
    history = pt.History([ATTACK, NAMED])
    for state in history.states(["2018-05-31", "2018-06-02"], known="then"):
        assert state.attacks(between=("Syria", "Lakeside rebels")) == (ATTACK,)


def test_a_name_of_two_actors_is_refused_with_both_codes():
    front = [pt.ActorNamed(occurred="2031", actor=c, names="Front") for c in ("EAST", "WEST")]
    state = pt.History(front).state()
    for ask in (
        lambda: state.refusals(by="Front"),
        lambda: state.standing("USA", "Front"),
        lambda: state.casualties(side="Front"),
        lambda: pt.History(front).timeline(actor="Front"),
        lambda: pt.History(front).state(told_by="Front"),
    ):
        with pytest.raises(pt.InvalidValue, match=r"2 actors: 'Front'.*\(EAST\), Front \(WEST\)"):
            ask()


def test_one_of_the_same_name_whom_no_event_names_is_not_meant():
    registry = pt.world().with_actors(pt.Actor("LAKE", "Lakeside rebels", "entity"))
    state = pt.History([ATTACK, NAMED], registry=registry).state()
    assert state.attacks(between=("SYR", "Lakeside rebels")) == (ATTACK,)


def test_a_slip_in_a_name_is_told_with_the_code_and_the_name():
    state = pt.History([ATTACK, NAMED]).state()
    with pytest.raises(pt.InvalidValue, match=r"did you mean 'UCDP:999' \(Lakeside rebels\)\?"):
        state.refusals(by="Lakeside rebel")


def test_a_code_known_by_its_name_alone_is_known():
    assert pt.History([NAMED]).state().refusals(by="UCDP:999") == ()


def test_an_attack_of_an_organ_is_one_of_its_state():
    state = pt.History([RAID, army(organ_of="NORTH")]).state()
    assert state.phase.pair == ("NORTH", "SOUTH")
    assert state.attacks(by="NORTH") == state.attacks(by="Northern army") == (RAID,)
    assert state.attacks(between=("NORTH", "SOUTH")) == (RAID,)
    assert "Northern army" not in state.summary().partition("GROUND")[0]
    assert RAID.by == ("ARMY",)


def test_an_organ_that_talks_with_its_state_is_no_pair():
    there = pt.MeetingHeld(occurred="2031-05-01", meeting="m", participants=("ARMY", "NORTH"))
    state = pt.History([there, army(organ_of="NORTH")]).state()
    assert (state.phases(), state.phase.pair) == ((), None)
    assert state.phase_between("ARMY", "NORTH").name == "unrecorded"
    assert state.last_contact("ARMY", "NORTH") is None


def test_an_organ_that_fought_its_state_is_on_record_as_its_foe():
    history = pt.History([OUR_OWN, army(organ_of="NORTH")])
    state = history.state(on="2031-05-02")
    assert [(p.name, p.pair) for p in state.phases()] == [("fighting", ("ARMY", "NORTH"))]
    assert state.phase == state.phase_between("NORTH", "ARMY") == state.phases()[0]
    assert state.attacks(between=("NORTH", "ARMY")) == (OUR_OWN,)
    assert state.attacks(by="ARMY") == state.attacks(against="NORTH") == (OUR_OWN,)
    assert state.attacks(by="NORTH") == state.attacks(against="ARMY") == ()
    brief = " ".join(state.summary().split())
    assert "not stated" not in brief.lower()
    assert "1 attack between Northern army and NORTH" in brief
    assert "1 by Northern army" in brief
    assert "PT178" in {finding.code for finding in pt.check(history)}


def test_an_organ_that_fought_its_state_still_fights_others_for_it():
    state = pt.History([OUR_OWN, RAID, army(organ_of="NORTH")]).state()
    assert {phase.pair for phase in state.phases()} == {("ARMY", "NORTH"), ("NORTH", "SOUTH")}
    assert state.attacks(between=("ARMY", "NORTH")) == (OUR_OWN,)
    assert state.attacks(by="NORTH") == state.attacks(between=("NORTH", "SOUTH")) == (RAID,)


def test_a_faction_is_an_actor_of_its_own():
    state = pt.History([OUR_OWN, army(within="NORTH")]).state()
    assert state.phase.pair == ("ARMY", "NORTH")
    assert state.attacks(by="NORTH") == ()


def test_who_is_an_organ_is_known_from_the_day_it_is_said():
    told = army(organ_of="NORTH", reported="2032-01-01")
    history = pt.History([RAID, told])
    pairs = [history.state(known=day).phase.pair for day in ("2031-12-31", "2032-01-01")]
    assert pairs == [("ARMY", "SOUTH"), ("NORTH", "SOUTH")]


def test_what_a_ministry_says_of_a_mediator_bears_on_how_it_stands_with_the_state():
    events = [
        army(organ_of="NORTH"),
        pt.MediationAccepted(occurred="2031-01-01", by="NORTH", mediator="USA"),
        pt.MediatorStandingWarned(occurred="2031-02-01", by="ARMY", mediator="USA"),
    ]
    state = pt.History(events).state()
    standing = state.standing("USA", "NORTH")
    assert (standing.level, str(standing.since)) == ("warned", "2031-02-01")
    assert [change.what for change in standing.history] == ["accepted", "warned"]
    assert state.acceptable_mediators("NORTH") == ()
    assert state.standing("USA", "ARMY").level == "warned"


def test_an_answer_of_a_ministry_is_the_answer_that_was_awaited():
    asked = pt.MeetingProposed(occurred="2031-01-01", meeting="m", invitees=("NORTH", "SOUTH"))
    yes = pt.MeetingAccepted(occurred="2031-01-02", meeting="m", by="ARMY")
    state = pt.History([army(organ_of="NORTH"), asked, yes]).state()
    assert state.awaiting("NORTH") == ()
    assert [meeting.meeting for meeting in state.awaiting("SOUTH")] == ["m"]
    text = state.summary()
    assert "SOUTH's answer" in text
    assert "NORTH's answer" not in text


@pytest.mark.parametrize(
    "end",
    [
        pt.ActorMerged(
            occurred="2031-06-01", reported="2031-07-01", actors=("ARMY", "X"), into="X"
        ),
        pt.ActorSplit(occurred="2031-06-01", reported="2031-07-01", actor="ARMY", into=("X",)),
    ],
    ids=lambda event: event.kind,
)
def test_a_difference_says_that_an_actor_merged_or_split(end):
    history = pt.History([RAID, army(reported="2031-01-15"), end])
    before, after = pt.Viewpoint(known="2031-06-30"), pt.Viewpoint(known="2031-07-01")
    (turn,) = [one for one in history.diff(before, after).turns if one.about.startswith("actors/")]
    assert turn.about == "actors/ARMY"
    assert turn.said == "the actor Northern army: not on record → became X on 2031-06-01"
    assert not [one for one in history.diff(after, after).turns if one.about.startswith("actors/")]
