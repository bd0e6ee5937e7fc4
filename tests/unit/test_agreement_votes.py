"""Votes on agreements, ratification step by step, and new versions in the place of old."""

import pytest

from peacetalks.events.agreements import RatificationStep, VoteHeld
from peacetalks.events.security import CeasefireDeclared
from stories import BOTH, agreement, at, reached, stage


def vote(binding, result="rejected", on="2024-02-01", **more):
    return VoteHeld(occurred=on, vote="v", subject="a", result=result, binding=binding, **more)


def step(result="approved", on="2024-03-01", **more):
    return RatificationStep(occurred=on, agreement="a", result=result, **more)


# Votes and ratification


def test_a_vote_that_binds_and_rejects_rejects():
    found = agreement(reached("signed", parties=BOTH), vote(binding=True))
    assert (found.stage, found.signed_by) == ("rejected", BOTH)
    assert found.stages["signed"].text == "2024-01-01"


@pytest.mark.parametrize("binding", [False, None])
def test_a_vote_that_does_not_bind_rejects_politically_and_keeps_the_stage(binding):
    found = agreement(reached("signed", parties=BOTH), vote(binding=binding))
    assert (found.stage, found.rejected_politically) == ("signed", True)


@pytest.mark.parametrize("result", ["adopted", "no_result", None])
@pytest.mark.parametrize("binding", [True, False])
def test_a_vote_that_does_not_reject_moves_nothing(result, binding):
    found = agreement(reached("initialled"), vote(binding=binding, result=result))
    assert (found.stage, found.rejected_politically) == ("initialled", False)


@pytest.mark.parametrize("no", [vote(binding=True), step("rejected", body="senate")])
def test_a_rejection_leaves_a_ceasefire_in_force(no):
    truce = CeasefireDeclared(occurred="2024-01-02", ceasefire="c", parties=BOTH)
    state = at([truce, reached("signed"), no], "2024-06-01")
    assert state.stage("a") == "rejected"
    assert [c.ceasefire for c in state.ceasefires_in_force()] == ["c"]


def test_a_body_that_rejects_rejects_and_leaves_the_signatures():
    found = agreement(reached("signed", parties=BOTH), step("rejected", body="senate", by="ARM"))
    assert (found.stage, found.signed_by, found.ratification) == (
        "rejected",
        BOTH,
        {"senate": "rejected"},
    )


def test_the_last_body_that_approves_ratifies():
    events = [
        reached("signed", parties=BOTH),
        step(body="senate", by="ARM", outstanding=("duma",)),
    ]
    assert stage(*events) == "signed"
    assert stage(*events, step(on="2024-04-01", body="duma", outstanding=())) == "ratified"


def test_it_is_ratified_when_each_of_those_outstanding_has_approved():
    events = [
        reached("signed"),
        step(body="senate", outstanding=("duma", "court")),
        step(body="court", on="2024-04-01"),
    ]
    assert (stage(*events), agreement(*events).outstanding) == ("signed", ("duma",))
    assert stage(*events, step(body="duma", on="2024-05-01")) == "ratified"


@pytest.mark.parametrize("result", ["deferred", None])
def test_a_body_that_decides_nothing_ratifies_nothing(result):
    assert stage(reached("signed"), step(result, body="senate")) == "signed"


def test_an_approval_of_which_nobody_says_whether_it_is_the_last_ratifies_nothing():
    found = agreement(reached("signed"), step(body="senate", by="ARM"))
    assert (found.stage, found.approved_by) == ("signed", ("ARM",))


# Versions


def test_a_new_version_signed_supersedes_the_old_one():
    found = agreement(
        reached("signed", version="1", parties=BOTH),
        vote(binding=False),
        reached("signed", "2024-06-01", version="2", by=BOTH),
    )
    assert (found.version, found.superseded_versions) == ("2", ("1",))
    assert (found.stage, found.stages["signed"].text) == ("signed", "2024-06-01")
    assert not found.rejected_politically


@pytest.mark.parametrize("early", ["draft", "partly_agreed", "text_concluded", "initialled"])
def test_a_new_version_that_is_not_signed_unsigns_nothing(early):
    found = agreement(
        reached("signed", version="1", parties=BOTH), reached(early, "2024-06-01", version="2")
    )
    assert (found.version, found.stage, found.signed_by) == ("1", "signed", BOTH)


def test_a_new_version_of_what_nobody_signed_takes_its_place():
    found = agreement(
        reached("initialled", version="1", parties=BOTH),
        reached("draft", "2024-02-01", version="2"),
    )
    assert (found.version, found.stage) == ("2", "draft")
    assert found.superseded_versions == ("1",)


def test_what_is_told_of_an_old_version_afterwards_moves_nothing():
    found = agreement(
        reached("signed", version="1"),
        reached("signed", "2024-02-01", version="2"),
        reached("in_force", "2024-03-01", version="1"),
    )
    assert (found.version, found.stage) == ("2", "signed")


@pytest.mark.parametrize("no", [vote(binding=True, version="1"), step("rejected", version="1")])
def test_an_old_version_that_is_rejected_does_not_reject_the_new_one(no):
    new = reached("signed", "2024-01-20", version="2")
    assert stage(reached("signed", version="1"), new, no) == "signed"


def test_a_version_rejected_by_a_vote_gives_way_to_a_new_text():
    events = [
        reached("signed", version="1"),
        vote(binding=True, version="1"),
        reached("text_concluded", "2024-05-01", version="2"),
    ]
    assert stage(*events) == "text_concluded"


def test_an_agreement_is_superseded_once_the_one_in_its_place_is_signed():
    old = reached("signed", agreement="old")
    new = reached("initialled", "2024-02-01", supersedes="old")
    assert stage(old, new, name="old") == "signed"
    assert stage(old, new, reached("signed", "2024-03-01"), name="old") == "superseded"
