"""Refusals of meetings: who refused and why, what became of it, and how they are chosen."""

import pytest

from peacetalks.events.meetings import MeetingRefused
from peacetalks.reducer.folding import fold
from peacetalks.state.part import UNSTATED
from peacetalks.values.facts import Reason
from stories import BOTH, accepted, held, meeting, proposed, refused

# Refused


def test_one_no_refuses_whatever_the_others_say():
    found = meeting(proposed(), accepted("ARM"), refused("AZE"), accepted("ARM", on="2023-11-11"))
    assert (found.status, found.refused_by) == ("refused", ("AZE",))


def test_a_later_yes_counts_and_is_flagged_reversed():
    found = meeting(proposed(), accepted("ARM"), refused(), accepted("AZE", on="2023-11-12"))
    assert found.status == "agreed"
    assert found.answers["AZE"].reversed
    assert not found.answers["ARM"].reversed
    assert [r.by for r in found.refusals] == ["AZE"]


def test_a_yes_said_twice_after_a_no_stays_flagged_reversed():
    found = meeting(refused(), accepted("AZE", on="2023-11-12"), accepted("AZE", on="2023-11-13"))
    assert found.answers["AZE"].reversed


def test_a_no_after_a_yes_refuses():
    assert meeting(proposed(), accepted("AZE"), refused()).status == "refused"


def test_a_refusal_by_two_is_two_refusals():
    assert [r.by for r in fold([proposed(), refused(BOTH)]).refusals()] == list(BOTH)


# Held after all


def test_a_refusal_is_marked_when_the_refuser_came_after_all():
    state = fold([proposed(), refused(), held()])
    assert [r.held_later for r in state.refusals()] == [True]


def test_a_refusal_after_the_meeting_is_not_marked_as_held_later():
    state = fold([held(on="2023-11-01"), refused(on="2023-11-10")])
    assert [r.held_later for r in state.refusals()] == [False]


# By nobody stated


def test_an_answer_by_nobody_stated_is_kept_as_a_fact():
    event = MeetingRefused(occurred="2023", meeting="m")
    assert event in fold([event]).facts


def test_a_refusal_by_nobody_named_is_a_refusal_by_not_stated():
    state = fold([MeetingRefused(occurred="2023-11-16", meeting="washington")])
    assert state.meeting("washington").status == "refused"
    assert [refusal.by for refusal in state.refusals()] == [UNSTATED]
    assert "REFUSED by not stated" in state.summary()


# Chosen and listed


REFUSALS = [
    proposed(meeting="washington", mediators="USA"),
    refused(
        on="2023-11-16",
        meeting="washington",
        reasons=Reason("mediator_bias", against="USA"),
        alternatives_offered="a meeting at the border",
    ),
    proposed(on="2023-09-01", meeting="granada", mediators=("EU", "FRA")),
    refused(
        on="2023-10-04",
        meeting="granada",
        reasons=(Reason("mediator_bias", against="FRA"), Reason("mediator_composition")),
    ),
    refused("ARM", on="2023-12-01", meeting="sochi"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["granada", "washington", "sochi"]),
        ({"by": "AZE"}, ["granada", "washington"]),
        ({"by": "TUR"}, []),
        ({"category": "mediator_composition"}, ["granada"]),
        ({"category": "venue"}, []),
        ({"citing": "USA"}, ["washington"]),
        ({"citing": "EU"}, []),
        ({"mediator": "EU"}, ["granada"]),
        ({"mediator": "FRA", "citing": "FRA", "by": "AZE"}, ["granada"]),
        ({"mediator": "FRA", "by": "ARM"}, []),
    ],
)
def test_refusals_are_chosen_by_every_filter_and_stand_in_order(wanted, found):
    assert [r.meeting for r in fold(REFUSALS).refusals(**wanted)] == found


def test_a_reason_that_is_not_stated_differs_from_none_given():
    state = fold([*REFUSALS, refused("ARM", on="2023-12-02", meeting="x", reasons="none_given")])
    silent, mute = state.refusals(by="ARM")
    assert (silent.reasons, mute.categories) == (None, ("none_given",))


def test_alternatives_offered_lists_those_who_offered_one():
    assert [r.meeting for r in fold(REFUSALS).alternatives_offered()] == ["washington"]
    assert fold([refused(alternatives_offered=())]).alternatives_offered() == ()
