"""What is due and whose move it is; contacts; the phase and its rules; what stands behind."""

import itertools

import pytest

from peacetalks.events import (
    AttackReported,
    CasualtiesReported,
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
    CommitmentMade,
    CommitmentStatusChanged,
    ContactHeld,
    DeadlineExtended,
    DeadlineSet,
    EventDisputed,
    EventRetracted,
    ExpectationStated,
    HostilitiesEnded,
    HostilitiesStarted,
    LegalActAnnulled,
    LegalActIssued,
    MeetingCancelled,
    MeetingsHeld,
    NegotiationResumed,
    NegotiationSuspended,
    OffensiveEnded,
    OffensiveLaunched,
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
    TalksEnded,
    TalksOpened,
)
from peacetalks.history import History
from peacetalks.reducer.fold import fold
from peacetalks.values import After, Participant, Source
from peacetalks.when import When
from stories import BOTH, accepted, at, held, proposed, reached, refused, said


def promised(due=None, on="2024-01-01", commitment="c", by="ARM", **more):
    return CommitmentMade(occurred=on, commitment=commitment, by=by, due=due, **more)


def became(status, on="2024-01-20", commitment="c"):
    return CommitmentStatusChanged(occurred=on, commitment=commitment, status=status)


def expected(due=None, on="2024-01-01", expectation="deal", agreement="a", stage="signed", **more):
    return ExpectationStated(
        occurred=on, expectation=expectation, agreement=agreement, stage=stage, due=due, **more
    )


def overdue(events, on):
    return [(item.due.text, item.days) for item in at(events, on).overdue()]


# Overdue


@pytest.mark.parametrize(("on", "found"), [("2024-02-01", []), ("2024-02-02", [("2024-02-01", 1)])])
def test_a_promise_is_overdue_from_the_day_after(on, found):
    assert overdue([promised("2024-02-01")], on) == found


def test_a_promise_for_a_month_is_overdue_after_its_last_day():
    assert overdue([promised("2024-02")], "2024-02-29") == []
    assert overdue([promised("2024-02")], "2024-03-01") == [("2024-02", 1)]


@pytest.mark.parametrize("status", ["fulfilled", "broken", "lapsed", "waived"])
def test_a_promise_that_ended_is_not_overdue(status):
    assert overdue([promised("2024-02-01"), became(status)], "2024-06-01") == []


def test_a_promise_kept_in_part_is_still_overdue():
    assert len(overdue([promised("2024-02-01"), became("partly_fulfilled")], "2024-06-01")) == 1


def test_a_promise_without_a_day_is_never_overdue():
    assert overdue([promised()], "2099-01-01") == []


def test_promised_again_it_is_open_again():
    events = [promised("2024-02-01"), became("broken"), promised("2024-05-01", on="2024-03-01")]
    assert overdue(events, "2024-05-02") == [("2024-05-01", 1)]


def test_a_promise_after_an_event_is_due_so_long_after_it():
    signed = reached("signed", id="signature", on="2024-01-31")
    events = [promised(After("signature", "P1M")), signed]
    assert overdue(events, "2024-02-29") == []
    assert overdue(events, "2024-03-01") == [("2024-02-29", 1)]


@pytest.mark.parametrize("period", ["P9999Y", "P9999M9999W"])
def test_a_day_beyond_the_calendar_is_no_day(period):
    events = [promised(After("signature", period)), reached("signed", id="signature")]
    assert overdue(events, "2024-03-01") == []


def test_a_promise_after_an_event_that_is_not_on_record_is_not_overdue():
    assert overdue([promised(After("signature", "P1D"))], "2099-01-01") == []


def test_a_promise_after_an_event_that_has_no_end_is_not_overdue():
    events = [promised(After("signature", "P1D")), reached("signed", id="signature", on="2024/..")]
    assert overdue(events, "2099-01-01") == []


@pytest.mark.parametrize("subject", [{"subject": "c", "deadline": "d"}, {"deadline": "c"}])
def test_a_deadline_moves_the_day_of_the_promise_it_is_set_for(subject):
    events = [
        promised("2020-11-15", on="2020-11-10"),
        DeadlineSet(occurred="2020-11-10", due="2020-11-15", **subject),
        DeadlineExtended(
            occurred="2020-11-15",
            deadline=subject["deadline"],
            due="2020-11-25",
            by="ARM",
            granted_by="AZE",
        ),
    ]
    assert overdue(events, "2020-11-25") == []
    assert overdue(events, "2020-11-26") == [("2020-11-25", 1)]
    (found,) = fold(events).parts.deadlines.values()
    assert (found.first_due.text, found.due.text) == ("2020-11-15", "2020-11-25")
    assert (found.extended_by, found.granted_by) == (("ARM",), ("AZE",))


def test_a_deadline_that_names_no_day_takes_none_away():
    events = [promised("2024-02-01"), DeadlineSet(occurred="2024-01-02", deadline="d", subject="c")]
    assert len(overdue(events, "2024-02-02")) == 1


def test_a_deadline_of_its_own_is_overdue():
    events = [DeadlineSet(occurred="2024-01-01", deadline="d", due="2024-02-01")]
    assert overdue(events, "2024-02-03") == [("2024-02-01", 2)]


def test_a_deadline_for_an_agreement_is_met_by_its_signature():
    deadline = DeadlineSet(occurred="2024-01-01", deadline="d", subject="a", due="2024-02-01")
    assert len(overdue([deadline, reached("initialled")], "2024-02-03")) == 1
    assert overdue([deadline, reached("signed")], "2024-02-03") == []


def test_a_deadline_extended_without_a_day_keeps_its_own():
    events = [
        DeadlineSet(occurred="2024-01-01", deadline="d", due="2024-02-01"),
        DeadlineExtended(occurred="2024-01-30", deadline="d"),
    ]
    assert len(overdue(events, "2024-02-03")) == 1


def test_a_deadline_set_anew_is_a_new_one():
    events = [
        DeadlineSet(occurred="2024-01-01", deadline="d", due="2024-02-01"),
        DeadlineExtended(occurred="2024-01-30", deadline="d", due="2024-03-01", by="ARM"),
        DeadlineSet(occurred="2024-03-02", deadline="d", due="2024-06-01"),
    ]
    (found,) = fold(events).parts.deadlines.values()
    assert (found.first_due.text, found.extended, found.extended_by) == ("2024-06-01", None, None)


def test_what_is_overdue_longest_stands_first():
    events = [promised("2024-03-01", commitment="b"), promised("2024-02-01", commitment="c")]
    assert [item.part.commitment for item in at(events, "2024-06-01").overdue()] == ["c", "b"]


# Expectations


def states_of(events, on):
    state = at(events, on)
    return {
        "open": [e.expectation for e in state.open_expectations()],
        "lapsed": [e.expectation for e in state.lapsed_expectations()],
    }


OPEN = {"open": ["deal"], "lapsed": []}
LAPSED = {"open": [], "lapsed": ["deal"]}
MET = {"open": [], "lapsed": []}


@pytest.mark.parametrize(("on", "found"), [("2023-12-31", OPEN), ("2024-01-01", LAPSED)])
def test_an_expectation_is_open_through_its_day_and_lapsed_after_it(on, found):
    assert states_of([expected("2023-12-31", on="2023-10-17")], on) == found


@pytest.mark.parametrize("far", ["signed", "ratified", "in_force"])
def test_an_expectation_is_met_by_its_stage_or_a_later_one(far):
    events = [expected("2024-06-01"), reached(far, on="2024-05-01")]
    assert states_of(events, "2024-05-02") == MET
    assert states_of(events, "2025-01-01") == MET


@pytest.mark.parametrize("short", ["text_concluded", "initialled"])
def test_an_expectation_is_not_met_by_an_earlier_stage(short):
    events = [expected("2024-06-01"), reached(short, on="2024-05-01")]
    assert states_of(events, "2024-05-02") == OPEN
    assert states_of(events, "2024-06-02") == LAPSED


def test_an_expectation_met_after_its_day_has_lapsed_all_the_same():
    events = [expected("2023-12-31", on="2023-10-17"), reached("signed", on="2025-08-08")]
    assert states_of(events, "2025-08-09") == LAPSED


def test_signed_by_one_it_is_not_met():
    events = [expected("2024-06-01"), reached("signed", by="ARM", parties=BOTH)]
    assert states_of(events, "2024-02-01") == OPEN


def test_an_expectation_in_words_only_never_lapses():
    events = [expected(due_text="in the coming months"), said("2099-01-01")]
    assert states_of(events, "2099-01-01") == OPEN
    assert states_of([*events, reached("signed", on="2098-01-01")], "2099-01-01") == MET


def test_an_expectation_after_an_event_lapses_so_long_after_it():
    events = [expected(After("round", "P30D")), held(on="2024-01-10", id="round")]
    assert states_of(events, "2024-02-09") == OPEN
    assert states_of(events, "2024-02-10") == LAPSED


def test_an_expectation_after_what_is_not_on_record_stays_open():
    assert states_of([expected(After("round", "P30D"))], "2099-01-01") == OPEN


def test_an_expectation_that_names_no_agreement_is_met_by_none():
    events = [expected("2024-06-01", agreement=None, stage=None), reached("signed")]
    assert states_of(events, "2024-06-02") == LAPSED


# Commitments, proposals, preconditions, and whose move it is


def test_commitments_are_chosen_by_party_and_status():
    events = [
        promised(commitment="one"),
        promised(commitment="two", by=BOTH),
        promised(commitment="three", by="AZE"),
        became("fulfilled", commitment="two"),
        became("broken", commitment="unknown"),
    ]
    state = fold(events)

    def named(**wanted):
        return [c.commitment for c in state.commitments(**wanted)]

    assert named() == ["one", "two", "three", "unknown"]
    assert named(by="ARM") == ["one", "two"]
    assert named(status="open") == ["one", "three"]
    assert named(by="AZE", status="fulfilled") == ["two"]
    assert named(status="broken") == ["unknown"]


def tabled(on="2024-01-01", **more):
    return ProposalTabled(occurred=on, proposal="p", by="AZE", to=("ARM", "RUS"), **more)


def answered(by, response, on="2024-01-10"):
    return ProposalAnswered(occurred=on, proposal="p", by=by, response=response)


@pytest.mark.parametrize("response", ["accepted", "partly_accepted", "countered", "rejected"])
def test_a_proposal_is_open_until_all_it_was_put_to_have_answered(response):
    events = [tabled(), answered("ARM", response)]
    (waiting,) = at(events, "2024-01-31").open_proposals()
    assert (waiting.days, waiting.proposal.unanswered_by) == (30, ("RUS",))
    assert at([*events, answered("RUS", "vetoed")], "2024-01-31").open_proposals() == ()


def test_put_off_is_not_answered():
    state = fold([tabled(), answered("ARM", "deferred"), answered("RUS", "accepted")])
    assert state.parts.proposals["p"].unanswered_by == ("ARM",)


def test_a_new_version_wants_new_answers():
    events = [tabled(), answered(("ARM", "RUS"), "rejected"), tabled("2024-02-01", version="2")]
    assert len(fold(events).open_proposals()) == 1


def test_a_proposal_known_only_from_its_answer_has_waited_for_nobody_knows_how_long():
    state = fold([answered("ARM", "deferred")])
    assert [item.days for item in state.open_proposals()] == [None]


def test_those_who_are_awaited_are_awaited_in_everything():
    events = [
        proposed(planned_for="2024-02-01", on="2024-01-01"),
        tabled(),
        promised(),
        PreconditionStated(occurred="2024-01-01", precondition="x", by="AZE", to="ARM"),
    ]
    state = at(events, "2024-01-20")
    assert len(state.awaiting("ARM")) == 4
    assert len(state.awaiting("AZE")) == 1
    assert len(state.awaiting("RUS")) == 1
    assert state.awaiting("TUR") == ()
    done = [
        accepted("ARM", on="2024-01-05"),
        answered("ARM", "countered"),
        became("fulfilled", on="2024-01-10"),
        PreconditionResolved(occurred="2024-01-10", precondition="x", how="fulfilled"),
    ]
    assert at([*events, *done], "2024-01-20").awaiting("ARM") == ()


# Contacts


def call(on, parties=BOTH, channel="call"):
    return ContactHeld(occurred=on, parties=parties, channel=channel)


@pytest.mark.parametrize("channel", ["call", "letter", "visit"])
def test_calls_letters_and_visits_are_contacts(channel):
    assert fold([call("2024", channel=channel)]).last_contact(*BOTH).text == "2024"


def test_a_shuttle_is_no_contact_between_the_parties():
    assert fold([call("2024", channel="shuttle")]).last_contact(*BOTH) is None


@pytest.mark.parametrize("format_", ["proximity", "shuttle"])
def test_proximity_talks_are_no_contact_between_the_parties(format_):
    assert fold([held(format=format_)]).last_contact(*BOTH) is None


def test_the_last_contact_is_the_latest_of_every_sort():
    state = fold(
        [held(on="2024-01-10"), call("2024-01-05"), reached("signed", "2024-01-08", by=BOTH)]
    )
    assert state.last_contact(*BOTH).text == "2024-01-10"


def test_a_contact_told_late_does_not_replace_a_later_one():
    assert fold([call("2024-01-10"), call("2024-01-05")]).last_contact(*BOTH).text == "2024-01-10"


def test_the_order_of_the_two_does_not_matter():
    state = fold([call("2024-01-10")])
    assert state.last_contact("AZE", "ARM") == state.last_contact("ARM", "AZE")


def test_contacts_are_chosen_by_level_and_by_whether_a_mediator_was_there():
    state = fold(
        [
            held(on="2024-01-01", meeting="one", level="leaders", mediators="EU"),
            held(on="2024-01-02", meeting="two", level="foreign_ministers"),
            held([*BOTH, Participant("USA", "facilitator")], on="2024-01-03", meeting="three"),
        ]
    )
    assert state.last_contact(*BOTH).text == "2024-01-03"
    assert state.last_contact(*BOTH, level="leaders").text == "2024-01-01"
    assert state.last_contact(*BOTH, mediated=False).text == "2024-01-02"
    assert state.last_contact(*BOTH, level="envoys") is None


def test_those_who_only_witnessed_were_in_contact_with_nobody():
    state = fold([held(["ARM", Participant("AZE", "witness")])])
    assert state.last_contact(*BOTH) is None


@pytest.mark.parametrize(
    ("contacts", "days"),
    [
        ([call("2024-01-31")], (1, 1)),
        ([call("2024-01")], (1, 31)),
        ([call("[2024-01-10,2024-01-20]")], (12, 22)),
        ([call("[..2024-01-20]")], (12, None)),
        ([call("[..2024-01-20]"), call("2024-01-10", channel="letter")], (12, 22)),
        ([call("2024-02-01")], (0, 0)),
    ],
)
def test_days_since_contact_are_a_low_and_a_high(contacts, days):
    assert at([*contacts, said("2024-02-01")], "2024-02-01").days_since_contact(*BOTH) == days


def test_days_since_no_contact_are_not_known():
    assert fold([]).days_since_contact(*BOTH) is None


# Ceasefires, violations, legal acts


def truce(on="2024-01-01", ceasefire="c", parties=BOTH, **more):
    return CeasefireDeclared(occurred=on, ceasefire=ceasefire, parties=parties, **more)


def in_force(events, on):
    return [c.ceasefire for c in at([*events, said(on)], on).ceasefires_in_force()]


def test_a_ceasefire_holds_from_its_day_through_its_last():
    events = [truce(effective_from="2024-01-03", expires="2024-02-01")]
    found = {day: in_force(events, f"2024-{day}") for day in ("01-02", "01-03", "02-01", "02-02")}
    assert found == {"01-02": [], "01-03": ["c"], "02-01": ["c"], "02-02": []}


def test_a_ceasefire_that_names_no_end_holds_until_one_is_on_record():
    assert in_force([truce()], "2034-01-01") == ["c"]
    assert in_force([truce(), CeasefireEnded(occurred="2024-06-01", ceasefire="c")], "2034") == []


def test_a_ceasefire_extended_holds_longer():
    events = [truce(expires="2024-02-01")]
    later = CeasefireExtended(occurred="2024-01-31", ceasefire="c", expires="2024-03-01")
    assert in_force([*events, later], "2024-02-15") == ["c"]
    silent = CeasefireExtended(occurred="2024-01-31", ceasefire="c")
    assert in_force([*events, silent], "2024-02-15") == []


def test_a_violation_alleged_ends_no_ceasefire():
    alleged = CeasefireViolationAlleged(occurred="2024-01-05", ceasefire="c", by="ARM")
    assert in_force([truce(), alleged], "2024-02-01") == ["c"]


@pytest.mark.parametrize("end", [[], [CeasefireEnded(occurred="2024-02-01", ceasefire="c")]])
def test_declared_anew_after_its_end_it_does_not_end_on_the_old_day(end):
    events = [truce(effective_from="2024-01-02", expires="2024-02-01"), *end, truce("2024-06-01")]
    assert in_force(events, "2024-06-02") == ["c"]
    assert at(events, "2024-06-02").parts.ceasefires["c"].effective_from is None


def test_a_legal_act_is_issued_in_force_and_annulled():
    decree = LegalActIssued(occurred="2023-09-28", legal_act="d", effective="2024-01-01")
    undone = LegalActAnnulled(occurred="2023-10-19", legal_act="d", effective="2024-03-01")
    found = fold([decree, undone]).legal_act("d")
    days = ("2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01")
    assert [found.status_on(When(day).first_day) for day in days] == [
        "issued",
        "in_force",
        "in_force",
        "annulled",
    ]


def test_an_annulment_that_became_known_late_counts_only_for_those_who_know_it():
    decree = LegalActIssued(occurred="2023-09-28", legal_act="d")
    undone = LegalActAnnulled(occurred="2023-10-19", legal_act="d", reported="2023-12-22")
    history = History([decree, undone])

    def status(known):
        state = history.state(on="2023-11-17", known=known)
        return state.legal_act("d").status_on(state.day)

    assert (status("2023-11-17"), status("2023-12-23")) == ("in_force", "annulled")


# The phase: each rule


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


def test_two_who_meet_and_are_not_the_parties_of_the_talks_move_no_phase():
    events = [talks(aim=None), held(["AZE", "USA"], on="2024-01-09")]
    assert phase(events).name == "dormant"
    assert phase(events[1:]).name == "talking"


# Told in several ways, by whom, from how many sources


def test_what_each_party_calls_an_offensive():
    words = {"ARM": "aggression", "AZE": "anti-terrorist measures", "press": "offensive"}
    state = fold([offensive(labels=words, act="x")])
    assert state.labels("o") == words
    assert state.labels("x") == words
    assert state.labels("unknown") == {}
    assert state.disputed() == ()


def test_a_telling_as_fact_is_labelled_as_nobodys_side():
    assert fold([refused(act="x")]).labels("x") == {"press": "meeting-refused"}


def test_labels_of_an_offensive_are_kept_side_by_side():
    state = fold([offensive(labels={"ARM": "aggression"}), offensive(labels={"AZE": "measures"})])
    assert state.labels("o") == {"ARM": "aggression", "AZE": "measures"}


ONE = Source("one", url="https://one.example", published="2024-01-02")
ELSEWHERE_IN_ONE = Source("one", url="https://one.example", published="2024-01-02", locator="p. 2")
TWO = Source("two", published="2024-01-02")


def test_single_sourced_is_what_rests_on_one_document():
    state = fold(
        [
            refused(meeting="one", sources=ONE),
            refused(meeting="twice-in-one", sources=(ONE, ELSEWHERE_IN_ONE)),
            refused(meeting="two", sources=(ONE, TWO)),
            refused(meeting="none"),
        ]
    )
    assert [part.meeting for part in state.single_sourced()] == ["one", "twice-in-one"]


def test_one_sided_is_what_rests_on_one_partys_word():
    state = fold(
        [
            refused(meeting="one", claimed_by="ARM"),
            refused(meeting="both", claimed_by=BOTH),
            refused(meeting="fact"),
            refused(meeting="mixed", claimed_by="ARM", reasons="venue"),
            accepted("ARM", meeting="mixed"),
        ]
    )
    assert [part.meeting for part in state.one_sided()] == ["one"]


def test_a_dispute_that_was_resolved_marks_the_parts_it_is_about():
    state = fold([refused(id="no"), refused(id="yes", meeting="other")])
    disputed = state.having(disputes={"no": ("AZE",)}).disputed()
    assert [part.meeting for part in disputed] == ["m"]


def test_bookkeeping_is_listed_and_not_applied_and_does_not_move_the_day():
    events = [
        refused(id="no"),
        EventRetracted(occurred="2024-06-01", target="no"),
        EventDisputed(occurred="2024-06-02", target="no", by="AZE"),
    ]
    state = fold(events)
    assert len(state.refusals()) == 1
    assert state.unresolved == tuple(events[1:])
    assert state.on.text == "2023-11-10"


# The day


@pytest.mark.parametrize(
    ("occurred", "on"),
    [
        ("2023-11", "2023-11-30"),
        ("2023-11-01/2023-12-01", "2023-11-01"),
        ("[2023-11-01..]", "2023-11-01"),
        ("../..", "1970-01-01"),
        ("[1948-01-01..]", "1948-01-01"),
    ],
)
def test_the_day_of_a_state_is_one_of_the_calendar(occurred, on):
    state = fold([said(occurred, by="ARM")])
    assert state.on.text == on
    assert state.summary()


def test_a_fact_without_a_last_day_does_not_move_the_day_of_the_others():
    assert fold([refused(), said("[2020..]")]).on.text == "2023-11-10"


def test_asked_for_a_day_without_end_it_speaks_for_the_first():
    assert at([refused()], "2024-01-01/..").on.text == "2024-01-01"
