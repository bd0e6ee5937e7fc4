"""The phase of each pair is what the naive model makes of the table of phases."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, note, settings

import peacetalks as pt
from day_laws import asked, named_in, the_phase_of_each_pair_is_that_of_the_model
from drawing import drawing
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import AttackReported, HostilitiesStarted
from peacetalks.events.meetings import MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.security import CeasefireDeclared
from peacetalks.events.statements import StatementMade
from peacetalks.events.talks import NegotiationSuspended, TalksOpened
from peacetalks.primitives.when import When, day_text
from phase_model import NAMES, main_pair, pairs, phase_of

TWO = ("NORTH", "SOUTH")
DEEP = settings.get_profile("deep").max_examples
STORIES = 5_000 if settings.default.max_examples >= DEEP else settings.default.max_examples


@settings(max_examples=STORIES)
@given(asked())
def test_the_phase_of_each_pair_is_that_of_the_model(drawn):
    the_phase_of_each_pair_is_that_of_the_model(drawn)


@settings(max_examples=STORIES)
@given(asked())
def test_the_pairs_on_record_are_those_of_the_model(drawn):
    story, days = drawn
    history = pt.History(story)
    for day in days:
        phases = history.state(on=day_text(day)).phases()
        told = sorted(phase.pair for phase in phases if phase.name != "unrecorded")
        note(day_text(day))
        assert told == pairs(story, day)


@settings(max_examples=STORIES)
@given(asked())
def test_the_main_pair_is_that_of_the_model(drawn):
    story, days = drawn
    history = pt.History(story)
    for day in days:
        state = history.state(on=day_text(day))
        note(day_text(day))
        assert state.phase.pair == main_pair(story, day, state.facts)


# A story for each row of the table, so that the model is held to something too.
WAR = HostilitiesStarted(occurred="2031-01-01", hostilities="war", parties=TWO)
TALKS = TalksOpened(occurred="2031-01-01", talks="lake", parties=TWO, aim="treaty")
PROPOSED = MeetingProposed(occurred="2031-01-05", meeting="m", invitees=TWO, by="NORTH")


def treaty(stage):
    return AgreementStageReached(occurred="2031-02-01", agreement="treaty", stage=stage)


ROWS = {
    "fighting": [WAR],
    "implementing": [TALKS, treaty("in_force")],
    "signed": [TALKS, treaty("signed")],
    "concluding": [TALKS, treaty("initialled")],
    "suspended": [TALKS, NegotiationSuspended(occurred="2031-02-02", talks="lake", by="NORTH")],
    "blocked": [PROPOSED, MeetingRefused(occurred="2031-02-02", meeting="m", by="SOUTH")],
    "talking": [PROPOSED],
    "ceasefire": [WAR, CeasefireDeclared(occurred="2031-02-02", ceasefire="c", parties=TWO)],
    "dormant": [AttackReported(occurred="2031-01-01", by="NORTH", against="SOUTH")],
    "unrecorded": [StatementMade(occurred="2031-01-01", by="NORTH")],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_model_has_a_story_for_each_row_of_the_table(name):
    assert phase_of(ROWS[name], *TWO, When("2031-02-15").last_day) == name


def test_a_row_above_wins_over_the_rows_below():
    held = MeetingHeld(occurred="2031-02-14", meeting="k", participants=TWO)
    every = [*dict.fromkeys(event for story in ROWS.values() for event in story), held]
    every.sort(key=lambda event: event.occurred)
    assert phase_of(every, *TWO, When("2031-02-15").last_day) == "implementing"
    war_again = AttackReported(occurred="2031-02-15", by="SOUTH", against="NORTH")
    assert phase_of([*every, war_again], *TWO, When("2031-02-15").last_day) == "fighting"


# What the model is compared on: a law is worth what its stories reach.
@pytest.mark.planted
def test_random_stories_reach_every_phase_often():
    reached = Counter()

    @drawing(500)
    @given(asked())
    def tell(drawn):
        story, days = drawn
        reached.update(
            {
                phase_of(story, a, b, day)
                for day in days
                for a, b in combinations(named_in(story), 2)
            }
        )

    tell()
    assert set(reached) == set(NAMES)
    assert min(reached.values()) >= 4, reached
