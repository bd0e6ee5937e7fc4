"""Questions: names that are nowhere, words, days and conduct; each planted bug breaks its law."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from asked_laws import LAWS
from peacetalks.events import clocks
from peacetalks.events.content import is_event
from peacetalks.history import filtering
from peacetalks.reducer import agreements, talks
from peacetalks.reducer.mediation import offer_all
from peacetalks.state import names
from peacetalks.state.names import Names
from peacetalks.state.queries import arguments, mediation
from peacetalks.state.snapshot import Snapshot
from peacetalks.values import due
from peacetalks.views.figures import bars, standings

BUGS = {}


def bug(caught_by):
    """Keep a bug, with the law that catches it."""

    def keep(plant):
        BUGS[plant.__name__] = (plant, caught_by)
        return plant

    return keep


@pytest.mark.parametrize("name", LAWS)
def test_the_law_holds(name):
    if "figure_of_standing" in name:
        pytest.importorskip("matplotlib")

    @settings(suppress_health_check=list(HealthCheck))
    @given(LAWS[name].cases)
    def holds(case):
        LAWS[name].says(case)

    holds()


NAMED = "what_any_event_names_is_accepted_on_every_day"


@bug(caught_by=NAMED)
def names_are_those_of_the_facts_of_the_day(patch):
    patch.setattr(Snapshot, "names", property(lambda self: Names(lambda: self.facts)))


@bug(caught_by=NAMED)
def names_inside_values_are_not_read(patch):
    plain = names.named_in
    patch.setattr(names, "named_in", lambda value: plain(value) if is_event(value) else ())


@bug(caught_by=NAMED)
def what_replaces_a_fact_is_not_read(patch):
    patch.setattr(names, "EventCorrected", ())


@bug(caught_by=NAMED)
def an_area_is_known_by_its_name_and_not_by_its_code(patch):
    patch.setattr(arguments, "_canonical", lambda asked: asked)
    patch.setattr(arguments, "_meanings", lambda *_: ())


@bug(caught_by="what_no_event_names_is_not_found_on_any_day")
def any_code_is_taken_for_an_actor(patch):
    patch.setattr(arguments, "is_known", lambda *_: True)


@bug(caught_by="what_no_event_names_is_not_found_on_any_day")
def any_identifier_is_taken_for_a_thing(patch):
    patch.setattr(arguments, "thing", lambda _, asked, *__: asked)


@bug(caught_by="what_a_history_takes_later_is_known_as_if_it_had_it_from_the_start")
def what_comes_later_is_not_read(patch):
    patch.setattr(Names, "add", lambda *_: None)


@bug(caught_by="a_mediator_and_its_party_are_told_from_a_party_and_its_mediator")
def who_mediates_is_read_off_the_state_of_the_day(patch):
    def check_sides(state, mediator, party):
        here = {one for one, _ in state.parts.standings}
        if mediator not in here and party in here:
            raise mediation.NotFound("swapped")

    patch.setattr(mediation, "check_sides", check_sides)


@bug(caught_by="every_text_that_a_fact_says_finds_it_and_nothing_else_does")
def the_python_of_a_fact_is_searched(patch):
    patch.setattr(filtering, "texts_of", lambda event: [repr(event)])


@bug(caught_by="a_figure_settles_at_its_closing_with_a_dated_source_and_without")
def a_figure_does_not_settle_before_the_act_where_its_source_has_a_day(patch):
    plain = clocks._settled

    def clamped(event, known):
        day = plain(event, known)
        return day if known is None else max(day, event.occurred.first_day)

    patch.setattr(clocks, "_settled", clamped)


@bug(caught_by="a_period_between_two_days_is_as_long_after_any_other")
def the_months_of_an_interval_are_kept(patch):
    text = due._duration_text

    def with_months(value):
        fields = ("years", "months", "remaining_days", "weeks", "remaining_seconds", "hours")
        kept = {name: getattr(value, name, 0) for name in (*fields, "minutes", "microseconds")}
        return text(type("Duration", (), {**kept, "days": value.days, "seconds": 0})())

    patch.setattr(due, "_duration_text", with_months)


CONDUCT = "who_comes_to_talks_under_a_mediator_stands_as_who_meets_under_it"


@bug(caught_by=CONDUCT)
def mediators_of_talks_are_only_offered(patch):
    def offered(draft, event):
        offer_all(draft, event, event.mediators, event.parties)

    patch.setattr(talks, "open_under", offered)


@bug(caught_by=CONDUCT)
def to_sign_before_a_witness_is_no_conduct(patch):
    patch.setattr(agreements, "witness", lambda *_: None)


DRAWN = "a_figure_of_standing_says_on_every_day_what_the_state_says"


@bug(caught_by=DRAWN)
def a_level_of_the_last_day_has_no_bar(patch):
    plain = bars.stretches

    def short(said, starts, end):
        return (s for s in plain(said, starts, end) if s.first < starts[-1])

    patch.setattr(bars, "stretches", short)


@bug(caught_by=DRAWN)
def a_condition_that_was_met_changes_no_bar(patch):
    plain = standings._days

    def days(history, last, pairs, known):
        told = [c.event for pair in pairs for c in last.parts.standings[pair].history]
        ours = {clocks.settled(event) for event in told}
        return [day for day in plain(history, last, pairs, known) if day in ours]

    patch.setattr(standings, "_days", days)


@bug(caught_by=DRAWN)
def a_bar_says_what_was_said_and_not_how(patch):
    plain = standings._word_of
    patch.setattr(standings, "_word_of", lambda one: (said := plain(one)) and (said[0], False))


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, caught_by = BUGS[name]
    if caught_by == DRAWN:
        pytest.importorskip("matplotlib")

    @settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=4_000,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(LAWS[caught_by].cases)
    def holds(case):
        LAWS[caught_by].says(case)

    plant(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception, arguments.NotFound)):
        holds()
