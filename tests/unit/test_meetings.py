"""The table of meetings, row by row; what is pending, passed."""

import pytest

from peacetalks.events.bookkeeping import Annotation
from peacetalks.events.meetings import (
    ContactHeld,
    MeetingCancelled,
    MeetingPostponed,
    MeetingProposed,
    MeetingsHeld,
)
from peacetalks.events.unknown import UnknownEvent
from peacetalks.reducer.folding import evolve, fold
from peacetalks.values.count import Count
from peacetalks.values.facts import Participant, Reason
from stories import BOTH, accepted, at, held, meeting, proposed, refused, said


def postponed(on="2023-11-10", planned_for=None, **more):
    return MeetingPostponed(occurred=on, meeting="m", planned_for=planned_for, **more)


def cancelled(by=None, on="2023-11-12", **more):
    return MeetingCancelled(occurred=on, meeting="m", by=by, **more)


# Proposed


def test_a_proposal_answers_for_nobody():
    found = meeting(proposed())
    assert found.status == "proposed"
    assert [found.answer_of(code) for code in BOTH] == [None, None]


def test_a_proposer_among_the_invitees_counts_as_yes():
    found = meeting(proposed(by="ARM"))
    assert (found.answer_of("ARM"), found.answer_of("AZE")) == ("yes", None)
    assert found.status == "proposed"


def test_a_proposer_who_is_not_invited_answers_nothing():
    assert meeting(proposed(by="USA")).answers == {}


def test_a_proposer_counts_as_yes_when_the_invitees_are_told_later():
    found = meeting(proposed(by="ARM", invitees=None), proposed(on="2023-11-02"))
    assert found.answer_of("ARM") == "yes"


def test_a_proposal_by_all_who_are_invited_is_agreed():
    assert meeting(proposed(by=BOTH)).status == "agreed"


def test_proposing_again_while_open_amends_and_keeps_the_answers():
    found = meeting(
        proposed(planned_for="2023-11-20", level="leaders"),
        accepted("ARM"),
        proposed(on="2023-11-06", invitees=None, planned_for="2023-11-25"),
    )
    assert (found.planned_for.text, found.level, found.invitees) == ("2023-11-25", "leaders", BOTH)
    assert (found.answer_of("ARM"), found.attempt) == ("yes", 1)


@pytest.mark.parametrize("ended", [refused(), cancelled("AZE"), cancelled("USA")])
def test_proposing_again_after_a_refusal_or_cancellation_is_a_new_attempt(ended):
    found = meeting(
        proposed(by="ARM", planned_for="2023-11-20"), ended, proposed(on="2023-12-01", by="AZE")
    )
    assert (found.attempt, found.status) == (2, "proposed")
    assert (found.answer_of("ARM"), found.answer_of("AZE")) == (None, "yes")
    assert found.cancelled is None
    assert found.planned_for is None


def test_old_refusals_stay_with_their_attempt():
    state = fold(
        [proposed(), refused(), proposed(on="2023-12-01"), refused("ARM", on="2023-12-05")]
    )
    assert [(r.by, r.attempt) for r in state.refusals()] == [("AZE", 1), ("ARM", 2)]
    assert state.meeting("m").refused_by == ("ARM",)


# Accepted


def test_only_when_all_say_yes_is_it_agreed():
    assert meeting(proposed(), accepted("ARM")).status == "proposed"
    assert meeting(proposed(), accepted("ARM"), accepted("AZE")).status == "agreed"


def test_a_yes_on_conditions_is_yes_if_and_agrees_nothing():
    found = meeting(proposed(), accepted("ARM"), accepted("AZE", conditions="a new venue"))
    assert found.answer_of("AZE") == "yes_if"
    assert found.answers["AZE"].conditions[0].text == "a new venue"
    assert found.status == "proposed"


def test_said_to_have_no_conditions_is_a_plain_yes():
    assert meeting(proposed(), accepted("AZE", conditions=())).answer_of("AZE") == "yes"


def test_invitees_that_nobody_stated_never_make_it_agreed():
    assert meeting(proposed(invitees=None), accepted(BOTH)).status == "proposed"
    assert meeting(proposed(invitees=()), accepted(BOTH)).status == "proposed"


# Postponed


def test_a_postponement_is_no_refusal():
    state = fold([proposed(), postponed(by="AZE", reasons=Reason("mediator_bias", against="USA"))])
    assert state.refusals() == ()
    assert state.meeting("m").status == "postponed"
    assert state.standing("USA", "AZE").level == "unknown"


def test_postponed_to_a_day_moves_the_day_and_keeps_the_answers():
    found = meeting(
        proposed(planned_for="2023-11-20"), accepted("ARM"), postponed(planned_for="2023-12-20")
    )
    assert (found.planned_for.text, found.answer_of("ARM")) == ("2023-12-20", "yes")
    assert (found.status, found.postponed) == ("proposed", None)


def test_a_new_day_ends_a_postponement_without_one():
    found = meeting(proposed(), postponed(), postponed("2023-11-15", planned_for="2023-12-20"))
    assert found.status == "proposed"


def test_a_proposal_with_a_day_ends_a_postponement_too():
    found = meeting(proposed(), postponed(), proposed(on="2023-11-15", planned_for="2023-12-20"))
    assert (found.status, found.planned_for.text) == ("proposed", "2023-12-20")
    assert meeting(proposed(), postponed(), proposed(on="2023-11-15")).status == "postponed"


def test_postponing_what_was_refused_leaves_it_refused():
    assert meeting(proposed(), refused(on="2023-11-05"), postponed()).status == "refused"


# Cancelled


def test_cancelled_by_an_invitee_is_that_invitees_no():
    found = meeting(proposed(), accepted(BOTH), cancelled("AZE", reasons="scheduling"))
    assert (found.status, found.answer_of("AZE"), found.answer_of("ARM")) == (
        "cancelled",
        "no",
        "yes",
    )
    assert [(r.by, r.categories) for r in found.refusals] == [("AZE", ("scheduling",))]


@pytest.mark.parametrize("by", ["USA", None, ()])
def test_cancelled_by_a_host_or_mediator_is_no_refusal(by):
    found = meeting(proposed(mediators="USA"), cancelled(by))
    assert (found.status, found.refusals) == ("cancelled", ())


def test_bias_claimed_by_an_invitee_who_cancels_bears_on_the_mediator():
    why = Reason("mediator_bias", against="USA")
    assert fold([proposed(), cancelled("AZE", reasons=why)]).standing("USA", "AZE").level == (
        "doubted"
    )
    assert fold([proposed(), cancelled("EU", reasons=why)]).standing("USA", "EU").level == (
        "unknown"
    )


# Held


def test_held_with_all_there_missed_nobody():
    found = meeting(proposed(), accepted(BOTH), held())
    assert (found.status, found.missed_by) == ("held", ())


def test_held_without_some_says_without_whom_and_keeps_the_refusals():
    state = fold([proposed(), refused(), held(("ARM", "GEO"), mediators="EU")])
    found = state.meeting("m")
    assert (found.status, found.missed_by) == ("held", ("AZE",))
    assert [(r.by, r.held_later) for r in state.refusals()] == [("AZE", False)]


def test_those_said_to_be_absent_are_missed_even_where_nobody_lists_who_came():
    assert meeting(held(None, absent="AZE")).missed_by == ("AZE",)


def test_an_invitee_there_in_another_role_was_there():
    there = ("ARM", Participant("AZE", "observer"))
    assert meeting(proposed(), held(there)).missed_by == ()


@pytest.mark.parametrize("late", [refused(on="2023-11-25"), accepted("AZE", on="2023-11-25")])
def test_an_answer_after_it_was_held_leaves_it_held(late):
    assert meeting(proposed(), held(), late).status == "held"


@pytest.mark.parametrize("late", [cancelled("AZE", on="2023-11-25"), postponed(on="2023-11-25")])
def test_nothing_that_comes_after_unholds_a_meeting(late):
    assert meeting(proposed(), held(), late).status == "held"


# Unknown meetings


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (accepted("ARM"), "mentioned"),
        (refused(), "refused"),
        (postponed(), "postponed"),
        (postponed(planned_for="2023-12-01"), "mentioned"),
        (cancelled("AZE"), "cancelled"),
        (held(), "held"),
    ],
)
def test_a_fact_about_an_unknown_meeting_makes_it_and_states_nothing_else(event, status):
    found = meeting(event)
    assert found.status == status
    assert (found.invitees, found.proposed, found.proposed_by, found.level) == (None,) * 4


# Told in several ways


def test_of_two_tellings_of_one_act_the_first_is_folded_and_both_are_kept():
    state = fold(
        [
            proposed(),
            refused(act="no", claimed_by="ARM"),
            postponed(act="no", by="AZE", claimed_by="AZE"),
        ]
    )
    assert state.meeting("m").status == "refused"
    assert state.labels("no") == {"ARM": "meeting-refused", "AZE": "meeting-postponed"}
    assert state.meeting("m") in state.disputed()


def test_the_other_order_folds_the_other_telling():
    state = fold([postponed(act="no", claimed_by="AZE"), refused(act="no", claimed_by="ARM")])
    assert (state.meeting("m").status, state.refusals()) == ("postponed", ())


def test_a_telling_counts_as_told_before_over_a_resumed_fold():
    before = fold([refused(act="no", claimed_by="ARM")])
    after = evolve(before, refused(act="no", claimed_by="AZE"))
    assert len(after.refusals()) == 1


def test_an_act_told_once_is_not_disputed():
    assert fold([refused(act="no")]).disputed() == ()


@pytest.mark.parametrize(
    "passed_over",
    [
        Annotation(occurred="2023", namespace="n", payload={}, act="no"),
        UnknownEvent(occurred="2023", tag="walkout-staged", raw="{}", act="no"),
    ],
)
def test_what_a_fold_passes_over_does_not_stand_in_the_place_of_a_telling(passed_over):
    assert fold([passed_over, refused(act="no")]).meeting("m").status == "refused"


# Pending, and passed


def test_a_planned_meeting_is_pending_through_its_day():
    events = [proposed(planned_for="2023-11-20")]
    assert [m.meeting for m in at(events, "2023-11-20").pending_meetings()] == ["m"]
    assert at(events, "2023-11-21").pending_meetings() == ()


def test_a_planned_month_passes_with_its_last_day():
    events = [proposed(planned_for="2023-11")]
    assert at(events, "2023-11-30").date_passed() == ()
    assert len(at(events, "2023-12-01").date_passed()) == 1


@pytest.mark.parametrize("answers", [[], [accepted("ARM")], [accepted("ARM"), accepted("AZE")]])
def test_a_day_that_passed_without_news_is_said_and_nothing_is_folded(answers):
    state = at([proposed(planned_for="2023-11-20"), *answers], "2023-11-21")
    assert [m.meeting for m in state.date_passed()] == ["m"]
    assert state.meeting("m").status in {"proposed", "agreed"}
    assert "date passed, outcome not recorded" in state.summary()


@pytest.mark.parametrize("known", [refused(), cancelled("USA"), held(), postponed()])
def test_a_day_of_which_the_outcome_is_known_did_not_pass_in_silence(known):
    assert at([proposed(planned_for="2023-11-20"), known], "2023-12-21").date_passed() == ()


@pytest.mark.parametrize(("on", "pending"), [("2023-05-01", 1), ("2023-05-02", 0)])
def test_a_proposal_without_a_day_is_pending_for_ninety_days(on, pending):
    assert len(at([proposed(on="2023-01-31")], on).pending_meetings()) == pending


@pytest.mark.parametrize(("on", "pending"), [("2024-02-08", 1), ("2024-02-09", 0)])
def test_a_meeting_put_off_without_a_day_is_pending_for_ninety_days_after(on, pending):
    events = [proposed(planned_for="2023-11-20"), postponed("2023-11-10")]
    assert len(at(events, on).pending_meetings()) == pending


def test_a_new_attempt_without_a_day_is_pending_and_did_not_pass():
    events = [proposed(planned_for="2023-11-20"), refused(), proposed(on="2023-12-01")]
    state = at(events, "2023-12-15")
    assert [m.meeting for m in state.pending_meetings()] == ["m"]
    assert state.date_passed() == ()


@pytest.mark.parametrize("ended", [refused(), cancelled("USA"), held()])
def test_what_is_over_is_not_pending(ended):
    assert at([proposed(planned_for="2023-12-20"), ended], "2023-11-21").pending_meetings() == ()


def test_a_pending_meeting_waits_for_those_who_have_not_answered():
    state = at([proposed(by="ARM", planned_for="2023-12-20"), said("2023-11-03")], "2023-11-04")
    assert [m.meeting for m in state.awaiting("AZE")] == ["m"]
    assert state.awaiting("ARM") == ()


# Contacts that are no meetings


def test_several_rounds_invent_no_meeting():
    rounds = MeetingsHeld(occurred="[..2023-11-16]", participants=BOTH, count=Count.some("several"))
    state = fold([rounds])
    assert not state.parts.meetings
    assert state.last_contact("ARM", "AZE") == rounds.occurred


def test_a_call_is_a_contact_and_no_meeting():
    state = fold([ContactHeld(occurred="2023-11-27", parties=BOTH, channel="call")])
    assert (len(state.parts.meetings), len(state.parts.contacts)) == (0, 1)


def test_everything_of_a_meeting_is_answered_for_by_its_events():
    events = [
        MeetingProposed(occurred="2023-11-01", meeting="m", invitees=BOTH, planned_for="2023-12"),
        refused(),
    ]
    found = meeting(*events)
    assert found.because == tuple(events)
    assert found.because_of("planned_for") is events[0]
    assert found.because_of("answers.AZE") is events[1]
