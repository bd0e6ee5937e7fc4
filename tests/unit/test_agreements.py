"""The table of agreements, row by row."""

import pytest

from peacetalks.errors import NotFound
from peacetalks.events.agreements import AgreementViolationAlleged
from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.primitives.when import When
from peacetalks.reducer.folding import fold
from peacetalks.state.agreements import LADDER
from stories import BOTH, agreement, at, proposed, reached, stage

ENDS = ("denounced", "expired", "rejected", "superseded")


# Stages


def test_the_ladder_is_the_one_of_the_rules():
    assert LADDER == (
        "draft",
        "partly_agreed",
        "text_concluded",
        "initialled",
        "signed",
        "ratified",
        "in_force",
    )


@pytest.mark.parametrize("high", LADDER)
@pytest.mark.parametrize("low", LADDER)
def test_a_later_stage_moves_and_an_earlier_one_is_kept_out(low, high):
    top = max(low, high, key=LADDER.index)
    assert stage(reached(low), reached(high, "2024-02-01")) == top


@pytest.mark.parametrize("last", LADDER)
def test_a_stage_implies_no_other_and_names_those_that_were_skipped(last):
    found = agreement(reached(last))
    assert set(found.stages) == {last}
    assert found.skipped == LADDER[: LADDER.index(last)]


def test_an_earlier_stage_told_late_keeps_its_own_day():
    found = agreement(reached("signed"), reached("initialled", "2024-01-05"))
    assert (found.stage, found.since.text) == ("signed", "2024-01-01")
    assert found.stages["initialled"].text == "2024-01-05"


def test_the_day_of_a_stage_is_that_of_the_first_event_that_tells_of_it():
    found = agreement(reached("signed"), reached("signed", "2024-02-01"))
    assert (found.since.text, found.stages["signed"].text) == ("2024-01-01", "2024-01-01")


def test_initialled_by_all_is_not_signed():
    found = agreement(reached("initialled", parties=BOTH, by=BOTH))
    assert (found.stage, found.signed_by) == ("initialled", ())
    assert "signed" not in found.stages


@pytest.mark.parametrize("later", ["ratified", "in_force"])
def test_signed_by_all_implies_nothing_after_it(later):
    found = agreement(reached("signed", parties=BOTH))
    assert found.stage == "signed"
    assert later not in found.stages


def test_an_initialling_after_the_signature_unsigns_nothing():
    found = agreement(reached("signed", parties=BOTH), reached("initialled", "2024-02-01"))
    assert (found.stage, found.signed_by) == ("signed", BOTH)


def test_an_unspecified_stage_says_only_that_there_is_one():
    assert stage(reached("unspecified")) == "unspecified"
    assert stage(reached("signed"), reached("unspecified", "2024-02-01")) == "signed"
    assert stage(reached("unspecified"), reached("draft", "2024-02-01")) == "draft"


def test_an_agreement_known_only_by_a_complaint_has_no_agreement_part():
    complaint = AgreementViolationAlleged(occurred="2024", agreement="a", by="ARM", against="AZE")
    with pytest.raises(NotFound):
        fold([complaint]).agreement("a")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("after", LADDER)
def test_an_end_is_not_left_by_the_same_version(end, after):
    assert stage(reached("signed"), reached(end, "2024-02-01"), reached(after, "2024-03-01")) == end


# By some of the parties


def test_signed_by_one_it_stands_at_the_lowest_and_partly_the_higher():
    found = agreement(
        reached("initialled", parties=BOTH), reached("signed", "2024-02-01", by="ARM")
    )
    assert (found.stage, found.partly) == ("initialled", "signed")
    assert (found.signed_by, found.by_party) == (("ARM",), {"ARM": "signed"})


def test_signed_by_the_other_too_it_is_signed():
    found = agreement(
        reached("initialled", parties=BOTH),
        reached("signed", "2024-02-01", by="ARM"),
        reached("signed", "2024-02-05", by="AZE"),
    )
    assert (found.stage, found.partly, found.since.text) == ("signed", None, "2024-02-05")
    assert found.signed_by == BOTH


def test_it_stands_at_the_lowest_of_the_stages_of_its_parties():
    found = agreement(
        reached("signed", by="ARM", parties=BOTH), reached("initialled", "2024-02-01", by="AZE")
    )
    assert (found.stage, found.partly) == ("initialled", "signed")


def test_signed_by_one_and_nothing_else_it_has_no_stage():
    found = agreement(reached("signed", by="ARM", parties=BOTH))
    assert (found.stage, found.partly) == (None, "signed")
    assert fold([reached("signed", by="ARM", parties=BOTH)]).missing_to("signed", "a")


def test_a_party_that_falls_back_keeps_its_stage():
    found = agreement(
        reached("signed", by="ARM", parties=BOTH), reached("initialled", "2024-02-01", by="ARM")
    )
    assert found.by_party["ARM"] == "signed"


def test_a_witness_who_signs_signs_for_no_party():
    found = agreement(
        reached("initialled", parties=BOTH), reached("signed", "2024-02-01", by="USA")
    )
    assert (found.stage, found.partly) == ("initialled", None)


def test_parties_that_go_on_alone_after_all_have_signed_date_no_earlier_stage():
    found = agreement(
        reached("initialled", by="ARM", parties=BOTH),
        reached("signed", "2024-02-01"),
        reached("ratified", "2024-03-01", by="AZE"),
    )
    assert (found.stage, found.partly) == ("signed", "ratified")
    assert "initialled" not in found.stages


def test_all_the_parties_and_a_witness_are_all():
    assert stage(reached("signed", by=(*BOTH, "RUS"), parties=BOTH)) == "signed"


# Parts


@pytest.mark.parametrize("far", LADDER[1:])
def test_a_part_makes_the_whole_partly_agreed_at_most(far):
    events = [reached("draft", agreement="whole"), reached(far, "2024-02-01", part_of="whole")]
    assert stage(*events, name="whole") == "partly_agreed"
    assert stage(*events) == far


def test_a_part_makes_a_whole_of_which_nothing_was_known():
    assert stage(reached("signed", part_of="whole"), name="whole") == "partly_agreed"


def test_the_draft_of_a_part_agrees_nothing():
    events = [reached("draft", agreement="whole"), reached("draft", "2024-02-01", part_of="whole")]
    assert stage(*events, name="whole") == "draft"


@pytest.mark.parametrize("far", [*LADDER[1:], *ENDS])
def test_a_part_moves_a_whole_that_has_come_further_nowhere(far):
    events = [reached(far, agreement="whole"), reached("signed", "2024-02-01", part_of="whole")]
    assert stage(*events, name="whole") == far


@pytest.mark.parametrize("end", ["rejected", "suspended", "denounced"])
def test_a_part_that_fails_agrees_nothing(end):
    assert stage(reached(end, part_of="whole"), name="whole") is None


# Days


def test_in_force_from_a_later_day_it_is_ratified_until_then():
    events = [
        reached("ratified"),
        reached("in_force", "2024-02-01", effective_from="2024-07-01"),
    ]
    assert stage(*events, on="2024-06-30") == "ratified"
    assert stage(*events, on="2024-07-01") == "in_force"
    assert at(events, "2024-06-30").missing_to("in_force", "a").stages == ("in_force",)
    assert not at(events, "2024-07-01").missing_to("in_force", "a")


@pytest.mark.parametrize("end", ["denounced", "expired"])
def test_denounced_it_stands_until_that_has_effect(end):
    events = [reached("in_force"), reached(end, "2024-02-01", effective_from="2024-07-01")]
    assert stage(*events, on="2024-06-30") == "in_force"
    assert stage(*events, on="2024-07-01") == end


def test_denounced_without_a_day_it_ends_at_once():
    assert stage(reached("in_force"), reached("denounced", "2024-02-01")) == "denounced"


def test_the_stage_of_any_day_can_be_asked_of_the_agreement_itself():
    found = agreement(reached("in_force", effective_from="2024-07-01"))
    days = [When(day).first_day for day in ("2024-06-30", "2024-07-01")]
    assert [found.stage_on(day) for day in days] == ["ratified", "in_force"]


# Suspended


def test_suspended_by_one_it_stands_and_says_for_whom_it_does_not():
    events = [reached("in_force", parties=BOTH), reached("suspended", "2024-02-01", by="ARM")]
    assert stage(*events) == "in_force"
    assert agreement(*events).suspended_by == ("ARM",)
    assert "suspended for Armenia" in fold(events).summary()


@pytest.mark.parametrize(
    "suspended",
    [
        [reached("suspended", "2024-02-01")],
        [reached("suspended", "2024-02-01", by="ARM"), reached("suspended", "2024-03", by="AZE")],
    ],
)
def test_suspended_by_all_it_is_suspended_and_resumed_it_stands_as_before(suspended):
    events = [reached("in_force", parties=BOTH), *suspended]
    assert stage(*events) == "suspended"
    assert stage(*events, reached("resumed", "2024-05-01")) == "in_force"
    assert stage(*events, reached("resumed", "2024-05-01", by="ARM")) == "in_force"
    assert agreement(*events, reached("resumed", "2024-05-01", by="ARM")).suspended_by == ("AZE",)


def test_suspended_where_no_party_is_known_it_is_suspended_for_all():
    events = [reached("in_force"), reached("suspended", "2024-02-01")]
    assert stage(*events) == "suspended"
    assert stage(*events, reached("resumed", "2024-03-01")) == "in_force"


# Violations


@pytest.mark.parametrize("before", [*LADDER, *ENDS])
def test_a_violation_alleged_never_moves_a_stage(before):
    alleged = [
        AgreementViolationAlleged(occurred="2024-02-01", agreement="a", by="ARM", against="AZE"),
        CeasefireViolationAlleged(occurred="2024-02-01", ceasefire="a", by="AZE", against="ARM"),
    ]
    assert agreement(reached(before), *alleged) == agreement(reached(before))


def test_violations_are_counted_for_each_accuser_and_accused():
    events = [
        AgreementViolationAlleged(occurred="2024-02-05", agreement="a", by="ARM", against="AZE"),
        AgreementViolationAlleged(occurred="2024-02-01", agreement="a", by="ARM", against="AZE"),
        AgreementViolationAlleged(occurred="2024-02-03", agreement="a", by="AZE", against="ARM"),
        AgreementViolationAlleged(occurred="2024-02-03", agreement="a"),
    ]
    state = fold(events)
    (found,) = state.violations(alleged_by="ARM")
    assert (found.against, found.allegations) == ("AZE", 2)
    assert (found.first.text, found.last.text) == ("2024-02-01", "2024-02-05")
    assert len(state.violations()) == 3


# Signatures and contact


def test_a_signature_by_both_is_a_contact():
    state = fold([reached("signed", by=BOTH)])
    assert state.last_contact("AZE", "ARM").text == "2024-01-01"


def test_a_signature_is_a_contact_of_the_parties_that_earlier_facts_name():
    state = fold([reached("draft", parties=BOTH), reached("signed", "2024-02-01")])
    assert state.last_contact("ARM", "AZE").text == "2024-02-01"


@pytest.mark.parametrize("short", ["initialled", "ratified", "in_force"])
def test_no_other_stage_is_a_contact(short):
    assert fold([reached(short, parties=BOTH)]).last_contact("ARM", "AZE") is None


def test_a_signature_only_reported_provisionally_is_no_contact():
    rumour = reached("signed", parties=BOTH, certainty="provisional")
    assert fold([rumour, proposed()]).last_contact("ARM", "AZE") is None
