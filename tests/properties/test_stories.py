"""Coherent stories: they make sense, reach everything, and shrink to what a person can read."""

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.events.kinds import CORE
from peacetalks.testing.simulation.story import arrival
from peacetalks.testing.strategies.story_strategies import meeting_stories, stories
from story_reach import LEVELS, PATHS, STAGES, reached

FLAGS = st.fixed_dictionaries(
    {name: st.booleans() for name in ("with_corrections", "with_disputes", "with_late_reports")}
)
MAY_BE = {
    "PT105",  # a meeting was planned, and nothing more is told of it
    "PT111",  # a party met under a mediator that it had rejected
    "PT125",  # what a signed text settles is left out
    "PT186",  # an answer is given on two days running
    "PT191",  # an offensive has no end yet
}


@given(FLAGS.flatmap(lambda flags: stories(max_size=60, **flags)))
def test_a_check_finds_no_error_in_a_coherent_story_and_only_what_may_be_so(story):
    found = pt.check(story)
    assert {finding.code for finding in found} <= MAY_BE, str(found)


@given(meeting_stories())
def test_the_story_of_meetings_makes_sense_and_tells_of_nothing_else(story):
    assert {finding.code for finding in pt.check(story)} <= MAY_BE
    assert all(event.kind.startswith("meeting-") for event in story)


@given(stories(max_size=40))
def test_a_plain_story_has_no_corrections_disputes_or_late_reports(story):
    assert not pt.fold(story).unresolved
    assert not [event for event in story if event.claimed_by or event.act or event.reported]


@given(stories(max_size=40, with_late_reports=True, with_corrections=True))
def test_a_story_is_told_in_the_order_in_which_it_became_known(story):
    assert [arrival(event) for event in story] == sorted(map(arrival, story))
    assert len({event.id for event in story}) == len(story)


@pytest.mark.parametrize(
    ("what", "size"),
    [
        (lambda story: any(isinstance(e, pt.MeetingHeld) for e in story), 2),
        (lambda story: pt.fold(story).refusals(), 2),
        (lambda story: [m for m in meetings(story) if m.attempt > 1], 3),
        (lambda story: [s for s in standings(story) if s.level == "warned"], 1),
        (lambda story: pt.fold(story).violations(), 2),
        (lambda story: [e for e in story if isinstance(e, pt.EventCorrected)], 2),
    ],
)
def test_a_story_shrinks_to_what_it_takes(what, size):
    found = find(
        stories(with_corrections=True),
        lambda story: bool(what(story)),
        settings=settings(max_examples=5000, database=None, derandomize=True),
    )
    assert len(found) == size
    assert len(repr(found)) < 200 * size


def meetings(story):
    return pt.fold(story).parts.meetings.values()


def standings(story):
    return pt.fold(story).parts.standings.values()


def kinds_missing(reach):
    return [kind.kind for kind in CORE.kinds if not reach["kind", kind.kind]]


def ways_missing(reach):
    return [path for path in PATHS if not reach["meeting", path]]


def standings_missing(reach):
    steps = [key[1] for key in reach if key[0] == "standing"]
    to, left = ({step[end] for step in steps if end or step[0] != step[1]} for end in (1, 0))
    return [level for level in LEVELS if level not in to & left]


def stages_missing(reach):
    return [stage for stage in STAGES if not reach["stage", stage]]


MISSING = (kinds_missing, ways_missing, standings_missing, stages_missing)


@pytest.fixture(scope="module")
def reach():
    few = reached(2_500)  # mostly enough
    return reached(10_000) if any(missing(few) for missing in MISSING) else few


# The page of the testing kit shows what they reach.
@pytest.mark.house
@pytest.mark.parametrize("missing", MISSING)
def test_ten_thousand_stories_reach_everything(missing, reach):
    assert missing(reach) == []
