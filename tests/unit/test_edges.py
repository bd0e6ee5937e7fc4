"""Edges that mutants of the core lived on: equal dates, single instants, the last quiet day."""

import pytest

import peacetalks as pt
from peacetalks.events.force import OffensiveLaunched
from peacetalks.events.statements import StatementMade
from peacetalks.primitives.when import DAY, day_text, instant_text
from peacetalks.state.queries.phases.force import QUIET_DAYS

INSTANT = "2023-09-20T13:04:05.000001Z"


@pytest.mark.parametrize("text", ["2023", "2023-10", "2023-10-04", INSTANT, "[..2023]", "2023/.."])
def test_a_date_is_neither_before_nor_after_itself_and_as_early_and_as_late(text):
    when = pt.When(text)
    assert not when < when  # noqa: PLR0124 # that is the question
    assert not when > when  # noqa: PLR0124 # see above
    assert when <= when  # noqa: PLR0124 # see above
    assert when >= when  # noqa: PLR0124 # see above


@pytest.mark.parametrize(
    "instant", [0, 1, 59_999_999, 3_599_999_999, 86_399_999_999, 1_700_000_003_000_007]
)
def test_an_instant_is_written_so_that_it_is_read_as_the_same(instant):
    assert pt.When(instant_text(instant)).lo == instant


def test_a_span_and_a_range_may_be_one_instant():
    assert pt.When(f"{INSTANT}/{INSTANT}").lo == pt.When(f"[{INSTANT}..{INSTANT}]").hi


@pytest.mark.parametrize(("days", "found"), [(QUIET_DAYS, False), (QUIET_DAYS + 1, True)])
def test_an_offensive_without_an_end_is_found_after_the_last_day_of_quiet_and_not_on_it(
    days, found
):
    first = pt.When("2023-01-01").lo // DAY
    told = [
        OffensiveLaunched(id="o", occurred="2023-01-01", offensive="o", by="AZE", against="ARM"),
        StatementMade(id="s", occurred=day_text(first + days), by="AZE"),
    ]
    codes = [finding.code for finding in pt.check(told, on=day_text(first + days))]
    assert ("PT191" in codes) == found


# Folds

BOTH = ("ARM", "AZE")


def stage(stage, day, **more):
    return pt.AgreementStageReached(occurred=day, agreement="treaty", stage=stage, **more)


@pytest.mark.parametrize(
    ("later", "left"), [("text_concluded", "initialled"), ("initialled", None), ("signed", None)]
)
def test_what_only_some_have_reached_is_forgotten_once_all_have_come_as_far_and_not_before(
    later, left
):
    told = [
        stage("draft", "2023-01-01", parties=BOTH),
        stage("initialled", "2023-02-01", by="ARM"),
        stage(later, "2023-03-01"),
    ]
    treaty = pt.fold(told).agreement("treaty")
    assert (treaty.stage, treaty.partly) == (later, left)


def test_a_stage_that_exactly_the_parties_reach_is_reached_by_all():
    told = [stage("draft", "2023-01-01", parties=BOTH), stage("signed", "2023-02-01", by=BOTH)]
    treaty = pt.fold(told).agreement("treaty")
    assert (treaty.stage, treaty.by_party) == ("signed", {})


def test_a_mediator_whose_standing_is_restored_is_active_only_if_it_was_suspended():
    told = [
        pt.MediationOffered(occurred="2023-01-01", mediator="EU", parties=BOTH),
        pt.MediatorStandingRestored(occurred="2023-02-01", mediator="EU", by="AZE"),
    ]
    assert pt.fold(told).standing("EU", "AZE").role == "offered"


def test_of_two_meetings_on_one_day_the_later_in_order_is_the_last_contact():
    told = [pt.MeetingHeld(occurred="2023-01-01", meeting=name, participants=BOTH) for name in "ab"]
    assert [contact.meeting for contact in pt.fold(told).parts.contacts.values()] == ["b"]


def test_a_fact_on_record_has_the_key_that_its_successor_shares():
    assessment = pt.AssessmentMade(occurred="2023", by="AZE", judgement="progress")
    assert [row.key[0] for row in pt.fold([assessment]).parts.on_record.values()] == [("AZE",)]


def test_a_fact_that_stays_on_record_for_good_has_its_id_as_its_key():
    statement = pt.StatementMade(occurred="2023", by="AZE", id="said")
    assert [row.key for row in pt.fold([statement]).parts.on_record.values()] == [("said",)]
