"""What the day alone changes: turning days, differences, and reports that are right on every day."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import frames
from peacetalks.events.clocks import public, settled
from peacetalks.state.brief import brief
from peacetalks.state.queries.by_day import answers, on_day
from peacetalks.state.queries.phases.dyads import dyads_of
from peacetalks.testing.strategies import histories
from peacetalks.testing.strategies.jumbled import jumbles
from peacetalks.views.report.states import states_of
from peacetalks.when import DAY, When, day_text
from phase_stories import phase_stories

told = st.one_of(
    histories(max_size=20, with_corrections=True, with_late_reports=True),
    jumbles(with_corrections=True, with_late_reports=True).map(pt.History),
    phase_stories().map(pt.History),
)
YEARS = 800
CALENDAR = range(When("1000-01-01").first_day, When("3000-01-01").first_day)


def days_of(history):
    """Return the days on which a fact may happen, settles or becomes public."""
    found = set()
    for event in history.events:
        found |= {event.occurred.first_day, settled(event), public(event) // DAY}
    return sorted(day for day in found if day in CALENDAR)


def alike(state):
    return answers(state, dyads_of(state))


@given(told, st.data())
def test_an_answer_changes_by_itself_on_turning_days_and_on_no_other(history, data):
    days = days_of(history)
    start = data.draw(st.sampled_from(days)) if days else 0
    state = history.state(on=day_text(start))
    last = start + YEARS
    turning = {day.first_day for day in state.turning_days(until=day_text(last))}
    before = alike(state)
    for day in range(start + 1, last + 1):
        now = alike(on_day(state, day))
        assert (now != before) == (day in turning), day_text(day)
        before = now


@given(told, st.data())
def test_a_state_moved_to_a_day_before_the_next_fact_is_the_state_of_that_day(history, data):
    days = days_of(history)
    if not days:
        return
    at = data.draw(st.integers(0, len(days) - 1))
    end = days[at + 1] - 1 if at + 1 < len(days) else days[at] + YEARS
    day = data.draw(st.integers(days[at], max(days[at], end)))
    state = history.state(on=day_text(days[at]))
    asked = history.state(on=day_text(day))
    assert on_day(state, day) == asked
    assert alike(on_day(state, day)) == alike(asked)


def questions(state):
    """Return the answers that people ask for, without counters of days."""
    return (
        state.parts,
        {(p.pair, p.name, p.rule, p.doubt) for p in state.phases()},
        state.phase.pair,
        {m.meeting for m in state.pending_meetings()},
        {m.meeting for m in state.date_passed()},
        {str(late.part) for late in state.overdue()},
        {e.expectation for e in state.lapsed_expectations()},
        {e.expectation for e in state.open_expectations()},
        {c.ceasefire for c in state.ceasefires_in_force()},
        {c.ceasefire for c in state.ceasefires_without_end()},
        {a.agreement: state.stage(a.agreement) for a in state.agreements()},
        {name: act.status_on(state.day) for name, act in state.parts.legal_acts.items()},
        state.disputes,
    )


@given(told, st.data())
def test_a_difference_is_empty_exactly_when_no_answer_but_counters_differs(history, data):
    days = days_of(history) or [0]
    near = st.sampled_from(days).flatmap(lambda day: st.integers(day - 1, day + YEARS))
    one, other = (pt.Viewpoint(on=day_text(data.draw(near))) for _ in range(2))
    a, b = history.at(one), history.at(other)
    # What may have happened by a day and does not count is told, and no answer of these.
    told_apart = a.unsettled != b.unsettled
    found = bool(history.diff(one, other))
    assert found or questions(a) == questions(b)
    assert not found or told_apart or questions(a) != questions(b)


def without_head(text):
    """Return a brief without its first lines, which name the viewpoint."""
    return [line for line in text if "knowing what" not in line][1:]


@settings(max_examples=15)
@given(told, st.data())
def test_a_report_and_a_walk_are_right_on_every_day(history, data):
    page = states_of(history)
    days = days_of(history) or [0]
    first, last = days[0], min(days[-1], days[0] + 3_000) + YEARS
    asked = sorted(data.draw(st.sets(st.integers(first, last), min_size=1, max_size=12)))
    texts = [day_text(day) for day in asked]
    for text, walked in zip(texts, history.states(texts), strict=True):
        state = history.state(on=text)
        assert (walked, walked.phases()) == (state, state.phases())
        shown = page.brief(text, "9999-12-31")
        assert without_head(shown) == without_head(brief(state, f"on {text}").split("\n"))
        then = history.state(on=text, known=text)
        shown = page.brief(text, text)
        assert without_head(shown) == without_head(brief(then, f"on {text}").split("\n"))


@settings(max_examples=15)
@given(phase_stories())
def test_the_phases_of_a_panel_are_those_of_the_state_on_the_last_day_of_each_period(story):
    history = pt.History(story)
    span = history.span() or (0, 0)
    ask = {"start": day_text(span[0]), "end": day_text(span[1] + 400)}
    columns = ["phase", "phase_pair", "fighting", "pending_meetings", "overdue"]
    rows = frames.panel(history, every="month", columns=columns, known=None, **ask).rows()
    assert rows
    for row in rows:
        state = history.state(on=row["period_end"].isoformat())
        fighting = any(phase.name == "fighting" for phase in state.phases())
        pair = state.phase.pair and "-".join(state.phase.pair)
        assert (row["phase"], row["phase_pair"], row["fighting"]) == (
            state.phase.name,
            pair,
            fighting,
        )
        assert row["pending_meetings"] == len(state.pending_meetings())


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
        ("2031-12-06", "the ceasefire nov: in force → lapsed (it was to last until 2031-12-05)"),
        ("2031-12-09", "the meeting cairo: pending → its day has passed"),
        ("2032-01-01", "phase of ARM-AZE: talking"),
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
