"""The laws of places and sets hold, and catch what they are there to catch."""

import pytest
from hypothesis import given, settings

import peacetalks as pt
from peacetalks.history import comparison, kept, resolution
from peacetalks.history.order import Order
from place_laws import LAWS
from planted import assert_caught, planting


@pytest.mark.parametrize("name", LAWS)
def test_every_history_keeps_the_law(name):
    law = LAWS[name]

    @settings(deadline=None)
    @given(law.cases)
    def holds(case):
        law.says(pt.History, case)

    holds()


BUGS, bug = planting()


@bug(caught_by="of_facts_that_are_equal_in_all_but_their_place_the_later_one_is_later")
def places_are_not_looked_at(patch):
    patch.setattr(Order, "_place", lambda _, event: (0, event.id))


@bug(caught_by="of_two_corrections_of_one_day_the_one_recorded_later_holds")
def of_two_corrections_the_ids_decide(patch):
    patch.setattr(Order, "recency", lambda _, event: (pt.events.clocks.public(event), event.id))


@bug(caught_by="a_log_and_its_export_answer_alike")
def a_file_has_no_places(patch):
    patch.setattr(pt.History, "_are_placed", lambda *_: False)


@bug(caught_by="events_answer_alike_in_any_arrival_that_keeps_their_places")
def records_stand_in_the_order_of_their_arrival(patch):
    count = iter(range(10**9))
    patch.setattr(kept, "_position", lambda _: next(count))


@bug(caught_by="events_answer_alike_in_any_arrival_that_keeps_their_places")
def a_place_that_comes_late_is_lost(patch):
    patch.setattr(kept.Kept, "_moves_earlier", lambda *_: False)


@bug(caught_by="in_what_order_names_stand_says_nothing_of_who_shares_a_fact")
def accounts_compare_names_in_their_order(patch):
    patch.setattr(comparison, "same_content", lambda one, other: one == other)


@bug(caught_by="in_what_order_names_stand_says_nothing_of_who_shares_a_fact")
def the_account_of_several_compares_names_in_their_order(patch):
    patch.setattr(resolution, "same_content", lambda one, other: one == other)


@bug(caught_by="what_repeats_another_but_for_the_order_of_names_counts_once")
def a_history_takes_names_in_another_order_for_another_fact(patch):
    patch.setattr(kept, "names_in", lambda _: None)


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, caught_by = BUGS[name]
    law = LAWS[caught_by]

    def holds(case):
        law.says(pt.History, case)

    assert_caught(plant, monkeypatch, given(law.cases)(holds), examples=600)
