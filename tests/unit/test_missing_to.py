"""What stands between an agreement and a stage; agreements by stage."""

import pytest

from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events.agreements import (
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
)
from peacetalks.reducer.folding import fold
from peacetalks.state.agreements import LADDER
from stories import reached, said

# What is missing


def test_what_is_missing_is_stages_then_preconditions_then_proposals():
    events = [
        reached("text_concluded"),
        PreconditionStated(occurred="2024", precondition="constitution", needed_for="a"),
        PreconditionStated(occurred="2024", precondition="osce", needed_for="a"),
        PreconditionStated(occurred="2024", precondition="elsewhere", needed_for="b"),
        PreconditionResolved(occurred="2024-05-01", precondition="osce", how="fulfilled"),
        ProposalTabled(occurred="2024-02-01", proposal="open", to="ARM", agreement="a"),
        ProposalTabled(occurred="2024-02-01", proposal="other", to="ARM", agreement="b"),
        ProposalTabled(occurred="2024-02-01", proposal="done", to="ARM", agreement="a"),
        ProposalAnswered(occurred="2024-03-01", proposal="done", by="ARM", response="accepted"),
    ]
    missing = fold(events).missing_to("signed", "a")
    assert missing.stages == ("initialled", "signed")
    assert [p.precondition for p in missing.preconditions] == ["constitution"]
    assert [p.proposal.proposal for p in missing.proposals] == ["open"]


@pytest.mark.parametrize("how", ["refused", "lapsed"])
def test_a_precondition_that_was_refused_still_stands_in_the_way(how):
    events = [
        reached("initialled"),
        PreconditionStated(occurred="2024", precondition="p", needed_for="a"),
        PreconditionResolved(occurred="2024-05-01", precondition="p", how=how),
    ]
    assert len(fold(events).missing_to("signed", "a").preconditions) == 1


@pytest.mark.parametrize("wanted", LADDER)
def test_nothing_is_missing_to_a_stage_that_was_reached(wanted):
    assert not fold([reached(wanted)]).missing_to(wanted, "a")


@pytest.mark.parametrize("wanted", LADDER)
def test_the_wanted_stage_is_the_last_that_is_missing(wanted):
    assert fold([reached("unspecified")]).missing_to(wanted, "a").stages[-1] == wanted


def test_to_be_agreed_in_part_is_no_stage_that_every_agreement_passes():
    missing = fold([reached("draft")]).missing_to("signed", "a")
    assert missing.stages == ("text_concluded", "initialled", "signed")


@pytest.mark.parametrize("wrong", ["sined", "suspended", "rejected", ""])
def test_a_stage_that_nothing_climbs_to_is_an_error_that_says_which_are(wrong):
    with pytest.raises(InvalidValue, match="accepted: draft, partly_agreed"):
        fold([reached("draft")]).missing_to(wrong, "a")


def test_a_misspelt_agreement_is_an_error_with_a_hint():
    with pytest.raises(NotFound, match="did you mean 'peace-treaty'"):
        fold([reached("draft", agreement="peace-treaty")]).missing_to("signed", "peace-traty")


def test_agreements_are_listed_by_the_stage_of_the_day():
    events = [
        reached("in_force", agreement="now"),
        reached("in_force", agreement="later", effective_from="2024-07-01"),
        said("2024-02-01"),
    ]
    state = fold(events)
    assert [a.agreement for a in state.agreements(stage="in_force")] == ["now"]
    assert [a.agreement for a in state.agreements(stage="ratified")] == ["later"]
    assert len(state.agreements()) == 2
