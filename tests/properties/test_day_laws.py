"""What the day alone changes: turning days, differences, and reports that are right on every day."""

import attrs
import pytest
from hypothesis import given, settings

import peacetalks as pt
from day_laws import LAWS
from peacetalks.primitives.when import When, day_text


@pytest.mark.parametrize("law", LAWS)
def test_it_is_a_law_that(law):
    check, drawn, stories = LAWS[law]
    stories = stories or settings.default.max_examples
    settings(max_examples=stories)(given(*drawn)(check))()


DATES = [
    pt.TalksOpened(occurred="2031-09-20", talks="t", parties=("ARM", "AZE")),
    pt.MeetingHeld(occurred="2031-10-02", meeting="m", participants=("ARM", "AZE")),
    pt.CeasefireDeclared(
        occurred="2031-11-20", parties=("ARM", "AZE"), ceasefire="nov", expires="2031-12-05"
    ),
    pt.DeadlineSet(occurred="2031-11-21", deadline="answer", subject="plan", due="2031-12-01"),
    pt.MeetingProposed(
        occurred="2031-11-23", meeting="cairo", invitees=("ARM", "AZE"), planned_for="2031-12-08"
    ),
]


def test_the_turning_days_of_a_story_are_those_that_a_reader_would_name():
    turning = [str(day) for day in pt.History(DATES).state(on="2031-11-23").turning_days()]
    # The deadline, the ceasefire, the day of the meeting, ninety days after the last meeting.
    assert turning == ["2031-12-02", "2031-12-06", "2031-12-09", "2032-01-01"]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2031-12-02", "the deadline answer: not overdue → overdue by 1 day (due 2031-12-01)"),
        ("2031-12-06", "the ceasefire nov: in force → lapsed (its last day was 2031-12-05)"),
        ("2031-12-09", "the meeting cairo: pending → its day has passed"),
        ("2032-01-01", "phase of Armenia and Azerbaijan: talking"),
    ],
)
def test_a_difference_says_in_a_sentence_what_the_day_alone_changed(on, said):
    history = pt.History(DATES)
    before = day_text(When(on).first_day - 1)
    assert said in str(history.diff(pt.Viewpoint(on=before), pt.Viewpoint(on=on)))
    later = pt.Viewpoint(on=day_text(When(on).first_day + 1))
    assert not history.diff(pt.Viewpoint(on=on), later)


def test_what_hangs_on_another_event_turns_when_that_is_due():
    vow = pt.CommitmentMade(
        occurred="2031-01-05", commitment="c", by="ARM", due=pt.After("held", "P30D")
    )
    held = pt.MeetingHeld(id="held", occurred="2031-01-10", meeting="m")
    state = pt.History([vow, held]).state()
    assert [str(day) for day in state.turning_days()] == ["2031-02-10"]
    assert attrs.evolve(state, viewpoint=None).turning_days() == state.turning_days()
