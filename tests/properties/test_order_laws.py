"""The laws of the one order of events."""

import itertools
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import Annotation
from peacetalks.events.clocks import public, settled
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import MeetingAccepted, MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.security import CeasefireDeclared
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history import History, in_order, order
from peacetalks.log import MemoryLog
from peacetalks.testing.strategies import events
from peacetalks.testing.strategies.crowds import crowded


@attrs.frozen(kw_only=True)
class SummitLivestreamed(Event):
    url: str = ""


@attrs.frozen(kw_only=True)
class TreePlanted(Event):
    pass


# One day, so that the later parts of the key decide.
DAY = "2023-10-04"
ONE_DAY = [
    MeetingProposed(occurred=DAY, meeting="a"),
    MeetingProposed(occurred=DAY, meeting="b"),
    MeetingAccepted(occurred=DAY, meeting="a"),
    MeetingRefused(occurred=DAY, meeting="a", reported="2023-10-05"),
    MeetingRefused(occurred=DAY, meeting="b"),
    MeetingRefused(occurred=f"{DAY}T09:00Z", meeting="b"),
    MeetingHeld(occurred="2023-10", meeting="a", reported=DAY),
    CeasefireDeclared(occurred=DAY, ceasefire="c"),
    Annotation(occurred=DAY, namespace="n", payload={}),
    Annotation(occurred=DAY, id="same", namespace="n", payload={"a": 1}),
    Annotation(occurred=DAY, id="same", namespace="n", payload={"a": 2}),
    Annotation(occurred=DAY, id="same", namespace="n", payload={"a": 2}, note="read twice"),
    UnknownEvent(occurred=DAY, tag="new", raw="{}"),
    SummitLivestreamed(occurred=DAY),
    TreePlanted(occurred=DAY),
]
MANY = st.lists(events() | crowded() | st.sampled_from(ONE_DAY), max_size=12)


def told(facts):
    """Return facts with all that tells them apart, their notes and given ids included."""
    return [(type(fact), repr(fact)) for fact in facts]


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_arrival(facts, random):
    shuffled = random.sample(facts, len(facts))
    assert told(in_order(shuffled)) == told(in_order(facts))


@given(st.permutations(ONE_DAY))
def test_facts_of_one_day_have_one_order(facts):
    assert told(in_order(facts)) == told(in_order(ONE_DAY))


def test_any_three_facts_of_one_day_have_the_order_they_have_among_all():
    whole = told(in_order(ONE_DAY))
    for three in itertools.combinations(ONE_DAY, 3):
        places = [whole.index(one) for one in told(in_order(three))]
        assert places == sorted(places)


@given(MANY)
def test_ordering_again_changes_nothing_and_nothing_is_lost(facts):
    ordered = in_order(facts)
    assert told(in_order(ordered)) == told(ordered)
    assert sorted(map(id, ordered)) == sorted(map(id, facts))
    assert in_order(iter(facts)) == ordered


@given(MANY)
def test_the_order_survives_pickling(facts):
    again = pickle.loads(pickle.dumps(facts))  # our own bytes
    assert told(in_order(again)) == told(in_order(facts))


@given(MANY, MANY)
def test_two_facts_keep_their_order_whatever_stands_between_them(some, others):
    alone = told(in_order(some))
    kept = [one for one in told(in_order(some + others)) if one in alone]
    # What came twice stands beside itself.
    assert list(dict.fromkeys(kept)) == list(dict.fromkeys(alone))


@given(MANY)
def test_the_day_by_which_it_happened_comes_first_then_the_earliest_instant(facts):
    keys = [(settled(fact), fact.occurred.lo) for fact in in_order(facts)]
    assert keys == sorted(keys)


RANKED = [
    "meeting-proposed",
    "meeting-accepted",
    "meeting-refused",
    "ceasefire-declared",
    "annotation",
]


def kinds_of_one_day(facts):
    return list(dict.fromkeys(fact.kind for fact in facts if fact.occurred.text == DAY))


def test_on_one_day_kinds_stand_in_their_rank_and_those_without_a_vocabulary_last_by_their_tags():
    kinds = kinds_of_one_day(in_order(reversed(ONE_DAY)))
    assert kinds == [*RANKED, "summit-livestreamed", "tree-planted", "unknown-event"]


@given(st.permutations(ONE_DAY), st.booleans())
def test_own_kinds_rank_as_their_vocabulary_lists_them(facts, planted_first):
    own = [TreePlanted, SummitLivestreamed][:: 1 if planted_first else -1]
    vocabulary = CORE.with_kinds(*own)
    wanted = [*RANKED, *(kind.kind for kind in own), "unknown-event"]
    assert kinds_of_one_day(in_order(facts, vocabulary=vocabulary)) == wanted
    unique = {fact.id: fact for fact in facts}.values()
    history = History(unique, vocabulary=vocabulary)
    assert kinds_of_one_day(history.events) == wanted
    assert kinds_of_one_day(history.timeline()) == wanted
    log = MemoryLog(vocabulary=vocabulary)
    log.append("talks", [fact for fact in unique if not isinstance(fact, UnknownEvent)])
    assert kinds_of_one_day(log.history("talks").events) == wanted[:-1]


@pytest.mark.planted
def test_the_law_of_own_kinds_sees_kinds_that_rank_by_their_tags(monkeypatch):
    monkeypatch.setattr(order, "_ranks", lambda _: {k: rank for rank, k in enumerate(CORE.kinds)})
    with pytest.raises(AssertionError):
        test_own_kinds_rank_as_their_vocabulary_lists_them()


def test_of_one_kind_what_was_known_first_comes_first_then_the_id_decides():
    early = MeetingRefused(occurred=DAY, id="z", meeting="m", reported=DAY)
    late = MeetingRefused(occurred=DAY, id="a", meeting="m", reported="2023-10-05")
    also = MeetingRefused(occurred=DAY, id="b", meeting="m", reported="2023-10-05")
    assert public(early) < public(late) == public(also)
    for facts in itertools.permutations([early, late, also]):
        assert in_order(facts) == [early, late, also]
