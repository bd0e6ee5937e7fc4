"""What is promised, due, expected, tabled; whose move it is."""

import pytest

from peacetalks.events.agreements import (
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
)
from peacetalks.events.statements import (
    CommitmentMade,
    CommitmentStatusChanged,
    DeadlineExtended,
    DeadlineSet,
    ExpectationStated,
)
from peacetalks.reducer.folding import fold
from peacetalks.values.due import After
from stories import BOTH, accepted, at, held, proposed, reached, said


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
