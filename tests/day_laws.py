"""Laws of phases, and of what the day alone changes: turning days, differences, reports right on every day."""

from itertools import combinations

from hypothesis import note
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import frames
from peacetalks.events.clocks import public, settled
from peacetalks.primitives.when import DAY, When, day_text
from peacetalks.state.brief import brief_text
from peacetalks.state.queries.by_day import answers, on_day
from peacetalks.state.queries.phases.dyads import dyads_of
from peacetalks.testing.strategies import histories
from peacetalks.testing.strategies.jumbled import jumbles
from peacetalks.views.html_report.states import states_of
from phase_model import phase_of
from phase_model_tables import actors_in
from phase_stories import days_to_ask, phase_stories

__all__ = ["LAWS", "asked", "named_in", "the_phase_of_each_pair_is_that_of_the_model"]

told = st.one_of(
    histories(max_size=20, with_corrections=True, with_late_reports=True),
    jumbles(with_corrections=True, with_late_reports=True).map(pt.History),
    phase_stories().map(pt.History),
)
YEARS = 800
CALENDAR = range(When("1000-01-01").first_day, When("3000-01-01").first_day)


def days_of(history):
    """Return the days on which a fact may happen, settles or becomes public, as corrected too."""
    found = set()
    for event in (*history.events, *history.effective().events):
        found |= {event.occurred.first_day, settled(event), public(event) // DAY}
    return sorted(day for day in found if day in CALENDAR)


def alike(state):
    return answers(state, dyads_of(state))


def an_answer_changes_by_itself_on_turning_days_and_on_no_other(history, data):
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


def a_state_moved_to_a_day_before_the_next_fact_is_the_state_of_that_day(history, data):
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


def a_difference_is_empty_exactly_when_no_answer_but_counters_differs(history, data):
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


def a_report_and_a_walk_are_right_on_every_day(history, data):
    page = states_of(history)
    days = days_of(history) or [0]
    first, last = days[0], min(days[-1], days[0] + 3_000) + YEARS
    asked = sorted(data.draw(st.sets(st.integers(first, last), min_size=1, max_size=12)))
    texts = [day_text(day) for day in asked]
    for text, walked in zip(texts, history.states(texts), strict=True):
        state = history.state(on=text)
        assert (walked, walked.phases()) == (state, state.phases())
        shown = page.brief(text, "9999-12-31")
        assert without_head(shown) == without_head(brief_text(state, f"on {text}").split("\n"))
        then = history.state(on=text, known=text)
        shown = page.brief(text, text)
        assert without_head(shown) == without_head(brief_text(then, f"on {text}").split("\n"))


def the_phases_of_a_panel_are_those_of_the_state_on_the_last_day_of_each_period(story):
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
        assert (row["phase"], row["phase_pair"]) == (state.phase.name, pair)
        # None: nobody is known to have looked for attacks, or for meetings.
        assert row["fighting"] in ({True} if fighting else {False, None})
        assert (row["pending_meetings"] or 0) == len(state.pending_meetings())


@st.composite
def asked(draw):
    """Draw a story and the days to ask it on."""
    story = draw(phase_stories())
    return story, draw(days_to_ask(story))


def named_in(story):
    return sorted({code for event in story for code in actors_in(event)})


def the_phase_of_each_pair_is_that_of_the_model(drawn):
    story, days = drawn
    history = pt.History(story)
    for day in days:
        state = history.state(on=day_text(day))
        for a, b in combinations(named_in(story), 2):
            note(f"{a} and {b} on {day_text(day)}")
            assert state.phase_between(a, b).name == phase_of(story, a, b, day)


LAWS = {
    "the_phase_of_each_pair_is_that_of_the_model": (
        the_phase_of_each_pair_is_that_of_the_model,
        (asked(),),
        None,
    ),
    "an_answer_changes_by_itself_on_turning_days_and_on_no_other": (
        an_answer_changes_by_itself_on_turning_days_and_on_no_other,
        (told, st.data()),
        None,
    ),
    "a_state_moved_to_a_day_before_the_next_fact_is_the_state_of_that_day": (
        a_state_moved_to_a_day_before_the_next_fact_is_the_state_of_that_day,
        (told, st.data()),
        None,
    ),
    "a_difference_is_empty_exactly_when_no_answer_but_counters_differs": (
        a_difference_is_empty_exactly_when_no_answer_but_counters_differs,
        (told, st.data()),
        None,
    ),
    "a_report_and_a_walk_are_right_on_every_day": (
        a_report_and_a_walk_are_right_on_every_day,
        (told, st.data()),
        15,
    ),
    "the_phases_of_a_panel_are_those_of_the_state_on_the_last_day_of_each_period": (
        the_phases_of_a_panel_are_those_of_the_state_on_the_last_day_of_each_period,
        (phase_stories(),),
        15,
    ),
}
"""Each law by its name: what holds, of what, and of how many stories; None: of as many as usual."""
