"""States on one day after another equal the states that are asked for one by one."""

import datetime as dt
from collections import Counter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.events.clocks import public, settled
from peacetalks.primitives.when import DAY
from peacetalks.state.carried import Carried
from peacetalks.state.pairs import pairs_of
from peacetalks.testing.strategies import histories
from peacetalks.testing.strategies.jumbled import jumbles

told = st.one_of(
    histories(max_size=40, with_corrections=True, with_disputes=True, with_late_reports=True),
    jumbles(with_corrections=True, with_disputes=True, with_late_reports=True).map(pt.History),
)


def days_of(history, every):
    """Return days from the first to the last on which anything happened or became public."""
    known = [max(settled(e), public(e) // DAY) for e in history.events]
    near = [n for n in known if abs(n) < 60_000] or [0]
    first, last = min(near) - 3, min(max(near), min(near) + 4_000) + 2
    start = dt.date(1970, 1, 1)
    numbers = range(first, last, every)[:200]
    return [(start + dt.timedelta(days=n)).isoformat() for n in numbers]


def alike(one, other):
    return one == other and one.viewpoint == other.viewpoint and one.last == other.last


@given(told, st.sampled_from([1, 7, 31]))
def test_each_state_knows_what_was_public_on_its_day(history, every):
    days = days_of(history, every)
    for day, state in zip(days, history.states(days, known="then"), strict=True):
        assert alike(state, pt.History(history.events).state(on=day, known=day))


@given(told, st.sampled_from([3, 31]), st.sampled_from([None, "2023-06-01"]))
def test_each_state_of_one_viewpoint_is_that_of_its_day(history, every, known):
    days = days_of(history, every)
    for day, state in zip(days, history.states(days, known=known), strict=True):
        assert alike(state, pt.History(history.events).state(on=day, known=known))


@given(told, st.sampled_from([7, 31]), st.sampled_from([None, "then"]), st.randoms())
def test_pairs_are_counted_alike_whatever_state_was_asked_before(history, every, known, random):
    states = list(history.states(days_of(history, every), known=known))
    random.shuffle(states)
    for state in states:
        principal = state.actors.principal
        afresh = Counter(pair for event in state.facts for pair in pairs_of(event, principal))
        assert state.facts_by_pair == afresh
        acts = Carried().acts_by_pair(state.parts, state.actors)
        assert list(state.acts_by_pair.items()) == list(acts.items())


def test_a_new_principal_changes_the_pairs_of_earlier_facts():
    raid = pt.AttackReported(occurred="2031-01-05", by="ARMY", against="SOUTH")
    army = pt.ActorNamed(occurred="2031-02-05", actor="ARMY", names="Army", organ_of="NORTH")
    states = pt.History([raid, army]).states(["2031-01-31", "2031-02-28"], known="then")
    pairs = [(dict(state.facts_by_pair), list(state.acts_by_pair)) for state in states]
    before, after = ("ARMY", "SOUTH"), ("NORTH", "SOUTH")
    assert pairs == [({before: 1}, [before]), ({after: 1}, [after])]


def test_a_raid_reported_late_is_found_among_later_ones():
    late = pt.AttackReported(
        occurred="2031-01-05", by="EAST", against="SOUTH", reported="2031-03-01"
    )
    raid = pt.AttackReported(occurred="2031-02-05", by="NORTH", against="SOUTH")
    states = pt.History([raid, late]).states(["2031-02-28", "2031-03-31"], known="then")
    first, second = ("EAST", "SOUTH"), ("NORTH", "SOUTH")
    assert [list(state.acts_by_pair) for state in states] == [[second], [first, second]]


def test_days_that_fall_are_refused():
    with pytest.raises(pt.InvalidValue, match="a day before the previous day"):
        list(pt.History([]).states(["2023-02", "2023-01"]))


def test_a_record_that_is_corrected_to_have_been_public_later_is_unknown_until_then():
    told = pt.MeetingRefused(id="no", occurred="2023-01-05", meeting="m", reported="2023-01-06")
    right = attrs.evolve(told, id="no", reported="2023-03-01")
    corrected = pt.EventCorrected(
        occurred="2023-05-01", target="no", replacement=right, reason="misread", origin="record"
    )
    days = ["2023-01-31", "2023-02-28", "2023-03-31"]
    states = pt.History([told, corrected]).states(days, known="then")
    assert [len(state.refusals()) for state in states] == [0, 0, 1]


def test_a_fact_that_is_told_last_and_took_days_to_settle_may_have_happened_before():
    history = pt.History([pt.MeetingHeld(occurred="2023-01-05", meeting="m")])
    history.state()
    span = pt.MeetingHeld(id="span", occurred="[2023-02-01..2023-02-20]", meeting="n")
    history.extend([span])
    assert history.state(on="2023-02-10").unsettled == (span,)
