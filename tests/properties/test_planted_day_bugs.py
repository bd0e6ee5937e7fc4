"""The laws of phases and of days catch what they are there to catch: each planted bug breaks one."""

from itertools import combinations

import pytest
from hypothesis import given

from day_laws import LAWS
from peacetalks.history import differences
from peacetalks.primitives.when import When, day_text
from peacetalks.state import acts_by_pair, carried
from peacetalks.state.pairs import pairs_of
from peacetalks.state.queries import by_day
from peacetalks.state.queries.phases import agreements, dyads, meetings, pair_phase, rules
from peacetalks.state.queries.phases import force as fighting
from peacetalks.views.html_report import states
from planted import assert_caught, planting

pytestmark = pytest.mark.planted

BUGS, bug = planting()


MODEL = "the_phase_of_each_pair_is_that_of_the_model"
TURNING = "an_answer_changes_by_itself_on_turning_days_and_on_no_other"
DIFFERENCE = "a_difference_is_empty_exactly_when_no_answer_but_counters_differs"
REPORT = "a_report_and_a_walk_are_right_on_every_day"


@bug(caught_by=MODEL)
def a_ceasefire_silences_what_comes_after_it(patch):
    patch.setattr(fighting, "_is_later", lambda *_: True)


@bug(caught_by=MODEL)
def a_ceasefire_silences_nothing(patch):
    patch.setattr(fighting, "_is_later", lambda *_: False)


@bug(caught_by=MODEL)
def an_attack_alone_is_no_force(patch):
    whole = acts_by_pair.is_force
    patch.setattr(acts_by_pair, "is_force", lambda e: e.kind != "attack-reported" and whole(e))


@bug(caught_by=MODEL)
def an_alleged_violation_is_force(patch):
    whole = dyads.violated_between
    patch.setattr(dyads, "violated_between", lambda *of, **_: whole(*of, proven=False))


@bug(caught_by=MODEL)
def two_who_attack_a_third_fight_each_other(patch):
    def every(event, principal):
        both = {*(getattr(event, "by", None) or ()), *(getattr(event, "against", None) or ())}
        return tuple({*pairs_of(event, principal), *combinations(sorted(both), 2)})

    for module in (acts_by_pair, carried):
        patch.setattr(module, "pairs_of", every)


@bug(caught_by=MODEL)
def any_agreement_is_full(patch):
    patch.setattr(agreements, "_is_full", lambda *_: True)


@bug(caught_by=MODEL)
def a_refusal_stays_the_last_word(patch):
    patch.setattr(meetings, "_pending", lambda *_: [])


@bug(caught_by=MODEL)
def an_agreement_goes_before_fighting(patch):
    first, *others = rules.RULES
    patch.setattr(pair_phase, "RULES", (*others[:3], first, *others[3:]))


@bug(caught_by=MODEL)
def what_ended_long_ago_is_not_on_record(patch):
    patch.setattr(dyads.Dyad, "on_record", lambda dyad, _: bool(dyad.talks))


@bug(caught_by=TURNING)
def the_term_of_a_ceasefire_is_forgotten(patch):
    patch.setattr(by_day, "_may_turn_force", lambda *_: iter(()))


@bug(caught_by=TURNING)
def a_window_closes_a_day_too_late(patch):
    patch.setattr(by_day, "PENDING_DAYS", by_day.PENDING_DAYS + 1)


@bug(caught_by=TURNING)
def every_day_that_may_turn_is_said_to_turn(patch):
    def turning(state, found, until=None):
        days = by_day._may_turn(state, found)
        return tuple(When(day_text(d)) for d in days if state.day < d <= When(until).last_day)

    patch.setattr(by_day, "turning_days", turning)


@bug(caught_by=DIFFERENCE)
def a_difference_sees_only_what_facts_changed(patch):
    patch.setattr(differences, "_turns", lambda *_: iter(()))


@bug(caught_by=DIFFERENCE)
def days_left_are_a_difference(patch):
    whole = by_day.answers
    patch.setattr(
        differences,
        "answers",
        lambda state, found: (
            whole(state, found) | {("phase", "day"): by_day.Answer(str(state.day))}
        ),
    )


@bug(caught_by=REPORT)
def a_report_changes_on_days_of_events_only(patch):
    patch.setattr(states, "_turning", lambda *_: [])


@bug(caught_by=REPORT)
def a_report_counts_days_up_to_the_day_of_the_last_event(patch):
    whole = states.filled
    patch.setattr(states, "filled", lambda line, day, width: whole(line, day - 1, width))


@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, law = BUGS[name]
    check, drawn, _ = LAWS[law]
    holds = given(*drawn)(check)
    by = (AssertionError, BaseExceptionGroup)
    assert_caught(plant, monkeypatch, holds, examples=4_000, by=by)
