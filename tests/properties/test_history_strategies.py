"""What the strategies of whole stories draw: histories, logs, viewpoints."""

from random import Random

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.events.clocks import public
from peacetalks.fields.convert import listed
from peacetalks.testing import strategies
from peacetalks.testing.strategies import histories, logs, meetings, viewpoints
from peacetalks.testing.strategies.crowds import crowded

QUIET = settings(
    database=None,
    derandomize=True,
    max_examples=2000,
    phases=[Phase.generate, Phase.shrink],
)
FEW = settings(max_examples=max(10, settings().max_examples // 2))
ALL = {"with_corrections": True, "with_disputes": True, "with_late_reports": True}
CORRECTIONS = (pt.EventCorrected, pt.EventRetracted, pt.EventsMerged)
DISPUTES = (pt.EventConfirmed, pt.EventDisputed)
COHERENT = pytest.mark.parametrize("coherent", [True, False])


def plainest(strategy, condition=lambda _: True):
    return find(strategy, condition, settings=QUIET)


@COHERENT
@FEW
@given(data=st.data(), sizes=st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted))
def test_a_history_has_as_many_events_as_asked_for(coherent, data, sizes):
    history = data.draw(histories(*sizes, coherent=coherent, **ALL))
    assert sizes[0] <= len(history) <= sizes[1]


@COHERENT
@FEW
@given(data=st.data())
def test_every_party_of_a_history_is_one_of_the_actors(coherent, data):
    actors = ["SDN", "SSD", "IGAD", "ETH"]
    history = data.draw(histories(max_size=12, actors=actors, coherent=coherent, **ALL))
    for event in history.events:
        for name in ("claimed_by", "by", "counting_body", "actor", "invitees"):
            said = getattr(event, name, None) or ()
            assert set(listed(said, (str, pt.Participant))) <= {*actors, "press"}, name


@given(histories(coherent=False))
def test_nothing_is_corrected_disputed_or_late_unless_asked_for(history):
    for event in history.events:
        assert not isinstance(event, CORRECTIONS + DISPUTES)
        assert event.claimed_by == ()
        assert event.act is None
        assert event.reported is None
        assert all(source.published is None for source in event.sources)


ASKED = {
    "with_corrections": CORRECTIONS,
    "with_disputes": DISPUTES,
}


@pytest.mark.parametrize(
    ("flag", "kind"), [(flag, kind) for flag, kinds in ASKED.items() for kind in kinds]
)
def test_what_is_asked_for_is_drawn_and_nothing_else(flag, kind):
    jumbled = histories(coherent=False, **{flag: True})
    found = plainest(jumbled, lambda h: any(isinstance(e, kind) for e in h.events))
    assert len(found) <= 3
    others = [kinds for name, kinds in ASKED.items() if name != flag]
    assert not any(isinstance(e, kinds) for kinds in others for e in found.events)


def test_late_reports_are_drawn_where_asked_for():
    late = histories(coherent=False, with_late_reports=True)
    found = plainest(late, lambda h: any(public(e) > e.occurred.hi for e in h.events))
    assert len(found) == 1


TANGLES = {
    "a retraction of a retraction": lambda events: any(
        isinstance(e, pt.EventRetracted) and isinstance(events.get(e.target), pt.EventRetracted)
        for e in events.values()
    ),
    "retractions in a circle": lambda events: any(
        isinstance(e, pt.EventRetracted)
        and e.target != e.id
        and getattr(events.get(e.target), "target", None) == e.id
        for e in events.values()
    ),
    "a target that is not there": lambda events: any(
        getattr(e, "target", e.id) not in events for e in events.values()
    ),
    "a replacement of another kind": lambda events: any(
        isinstance(e, pt.EventCorrected)
        and e.target in events
        and type(e.replacement) is not type(events[e.target])
        for e in events.values()
    ),
    "an act told twice": lambda events: (
        len({e.act for e in events.values()} - {None})
        < sum(e.act is not None for e in events.values())
    ),
    "two facts about one meeting": lambda events: (
        len([e for e in events.values() if getattr(e, "meeting", None) == "m"]) > 1
    ),
}


@pytest.mark.parametrize("tangle", TANGLES)
def test_jumbled_facts_tangle_in_every_way(tangle):
    find(
        histories(coherent=False, **ALL),
        lambda history: TANGLES[tangle](by_id(history)),
        settings=settings(QUIET, phases=[Phase.generate]),
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_jumbled_history_shrinks_to_what_matters(seed):
    found = find(
        histories(coherent=False, **ALL),
        lambda history: _retracts_another_retraction(by_id(history)),
        settings=QUIET,
        random=Random(seed),
    )
    assert [event.kind for event in found.events] == ["event-retracted"] * 2


def _retracts_another_retraction(events):
    return any(
        isinstance(e, pt.EventRetracted)
        and e.target != e.id
        and isinstance(events.get(e.target), pt.EventRetracted)
        for e in events.values()
    )


def by_id(history):
    return {event.id: event for event in history.events}


def test_a_jumbled_history_shrinks_to_plain_facts():
    found = plainest(histories(coherent=False), lambda h: len(h) >= 2)
    assert [repr(event) for event in found.events] == [
        "MeetingProposed(occurred='2023-09-01', id='e1', meeting='m', invitees=('ARM', 'AZE'))",
        "MeetingProposed(occurred='2023-09-01', id='e2', meeting='m', invitees=('ARM', 'AZE'))",
    ]


def test_an_empty_history_is_the_plainest():
    assert len(plainest(histories())) == len(plainest(histories(coherent=False))) == 0


@FEW
@given(histories(max_size=12, **ALL))
def test_a_coherent_history_has_no_error(history):
    assert not [f for f in pt.check(history.events) if f.severity == "error"]


@given(meetings())
def test_the_story_of_a_meeting_is_of_meetings(story):
    assert story
    assert all("meeting" in event.kind for event in story)


def test_the_plainest_meeting_is_one_that_is_proposed():
    assert [event.kind for event in plainest(meetings())] == ["meeting-proposed"]


# Viewpoints


@COHERENT
@FEW
@given(data=st.data())
def test_a_history_answers_from_every_viewpoint_drawn_for_it(coherent, data):
    history = data.draw(histories(max_size=6, coherent=coherent, **ALL))
    seen = data.draw(viewpoints(history))
    assert seen.recorded is None or not len(history)
    assert history.at(seen).viewpoint == seen


@FEW
@given(data=st.data())
def test_a_recorded_history_answers_from_every_viewpoint_drawn_for_it(data):
    log = data.draw(logs(min_size=1, max_size=5, **ALL))
    history = log.history(data.draw(st.sampled_from([s.stream for s in log.streams()])))
    seen = data.draw(viewpoints(history))
    assert history.at(seen).viewpoint == seen


STORY = pt.History(
    [
        pt.MeetingRefused(occurred="2023-10-04", meeting="m", by="AZE", reported="2023-10-09"),
        pt.MeetingHeld(occurred="2023-10-05/2023-10-06", meeting="m", claimed_by="ARM"),
    ]
)


@given(viewpoints(STORY))
def test_viewpoints_are_of_days_and_parties_that_matter(seen):
    days = {f"2023-10-{day:02}" for day in range(3, 11)}
    assert {str(day) for day in (seen.on, seen.known) if day is not None} <= days
    assert set(seen.told_by) <= {"AZE", "ARM"}


@pytest.mark.parametrize("day", ["2023-10-03", "2023-10-04", "2023-10-08", "2023-10-10"])
def test_the_days_of_facts_and_those_beside_them_are_drawn(day):
    assert plainest(viewpoints(STORY), lambda seen: str(seen.known) == day)
    assert plainest(viewpoints(STORY), lambda seen: str(seen.on) == day)


def test_every_position_of_a_log_is_drawn():
    history = pt.MemoryLog()
    history.append("talks", STORY.events)
    recorded = history.history("talks")
    for position in (0, 1, 2):
        plainest(viewpoints(recorded), lambda seen, at=position: seen.recorded == at)


def test_knowing_all_is_the_plainest_viewpoint():
    assert plainest(viewpoints(STORY)) == plainest(viewpoints()) == pt.Viewpoint()


@given(viewpoints())
def test_viewpoints_of_no_history_ask_for_no_record(seen):
    assert seen.recorded is None
    # Whose account it is must be known: nobody is, where nothing is on record.
    anybody = attrs.evolve(seen, told_by=())
    assert pt.History([]).at(anybody).viewpoint == anybody


# Logs


@FEW
@given(logs(min_size=2, max_size=6, **ALL))
def test_a_log_holds_stories_and_verifies(log):
    assert log.verify()
    assert 1 <= len(log.streams()) <= 3
    for stream in log.streams():
        assert 2 <= stream.records <= 6


@FEW
@given(logs(max_size=6))
def test_no_fact_of_a_coherent_log_is_recorded_before_it_was_public(log):
    for stream in log.streams():
        for record in log.read(stream.stream):
            assert public(record.event) <= record.recorded_at.hi


def test_the_plainest_log_is_empty():
    assert plainest(logs()).head().position == 0


def test_several_streams_take_turns():
    def takes_turns(log):
        streams = [record.stream for record in log.follow()]
        return streams != sorted(streams)

    plainest(logs(), takes_turns)


# Facts that meet


@given(crowded([pt.MeetingHeld, pt.MeetingRefused], actors=["ARM", "AZE"]))
def test_crowded_facts_are_of_the_kinds_and_actors_asked_for(event):
    assert isinstance(event, pt.MeetingHeld | pt.MeetingRefused)
    assert event.meeting in {"a", "b", "peace-treaty"}
    assert set(event.claimed_by) <= {"ARM", "AZE"}


@attrs.frozen(kw_only=True)
class BridgeOpened(pt.Event):
    bridge: str
    length: int = 0


@given(crowded(BridgeOpened))
def test_facts_of_ones_own_kinds_meet_too(event):
    assert event.length in range(6)


def test_the_package_names_every_strategy():
    assert sorted(strategies.__all__) == strategies.__all__
    assert all(callable(getattr(strategies, name)) for name in strategies.__all__)
