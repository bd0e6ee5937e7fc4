"""What was said and done stays on record, or gives way to a last word."""

import pytest

from peacetalks.events.agreements import ImplementationReported, MonitoringSet, VoteHeld
from peacetalks.events.force import IncidentReported
from peacetalks.events.law import RulingIssued
from peacetalks.events.meetings import ReadoutIssued
from peacetalks.events.statements import AllegationMade, StatementMade
from peacetalks.events.talks import AssessmentMade, DisputeStated
from peacetalks.events.territory import HumanitarianAccessChanged, TerritorialControlChanged
from peacetalks.reducer.folding import fold


def on_record(*events):
    return [fact.event for fact in fold(events).parts.on_record.values()]


def test_what_was_said_and_done_stays_on_record_each_of_it():
    events = [
        StatementMade(occurred="2023-01-01", by="ARM", topics="peace", text="first"),
        StatementMade(occurred="2023-01-02", by="ARM", topics="peace", text="second"),
        AllegationMade(occurred="2023-01-04", by="ARM", against="AZE", alleged="attack"),
        AllegationMade(occurred="2023-01-05", by="ARM", against="AZE", alleged="attack"),
        ReadoutIssued(occurred="2023-01-05", subject="call", by="USA"),
        ReadoutIssued(occurred="2023-01-06", subject="call", by="USA"),
    ]
    assert on_record(*events) == events


@pytest.mark.parametrize(
    ("kind", "same", "other"),
    [
        (
            AssessmentMade,
            {"by": "ARM", "subject": "deal", "judgement": "progress"},
            {"talks": "t"},
        ),
        (DisputeStated, {"dispute": "port"}, {"claimed_by": "ARM"}),
        (VoteHeld, {"vote": "v"}, {"vote": "w"}),
        (RulingIssued, {"ruling": "r"}, {"ruling": "s"}),
        (IncidentReported, {"incident": "depot"}, {"claimed_by": "AZE"}),
        (MonitoringSet, {"monitor": "EU"}, {"agreement": "a"}),
        (ImplementationReported, {"agreement": "a"}, {"provision": "5"}),
        (HumanitarianAccessChanged, {"route": "road"}, {"for_": "aid"}),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_a_last_word_replaces_what_was_told_of_the_same_and_nothing_else(kind, same, other):
    first, second = (kind(occurred=day, **same) for day in ("2023-01-01", "2023-01-02"))
    apart = kind(occurred="2023-01-03", **{**same, **other})
    assert on_record(first, second, apart) == [second, apart]


def test_a_last_word_of_a_thing_that_is_not_stated_replaces_nothing():
    opened = [
        HumanitarianAccessChanged(occurred=day, direction="opened") for day in ("2023", "2024")
    ]
    judged = [AssessmentMade(occurred=day, judgement="progress") for day in ("2023", "2024")]
    assert on_record(*opened, *judged) == [*opened, *judged]


def test_those_who_judge_together_are_a_set():
    judged = [
        AssessmentMade(occurred="2023", by=by, judgement="progress")
        for by in (("ARM", "AZE"), ("AZE", "ARM"))
    ]
    assert on_record(*judged) == judged[1:]


def test_each_taking_by_force_stays_though_the_area_changes_hands_again():
    def took(day, mode):
        return TerritorialControlChanged(occurred=day, area="port", to="AZE", mode=mode)

    events = [took("2023-01-01", "force"), took("2023-01-02", "force"), took("2024", "handover")]
    assert on_record(*events) == events[:2]
    assert fold(events).control("port").mode == "handover"
