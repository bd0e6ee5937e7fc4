"""Laws of what importers state of actors: known with the facts, whatever the order of the rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from import_fixtures import FILES
from peacetalks import importers
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.clocks import public
from peacetalks.events.force import AttackReported
from peacetalks.importers import Context, Outcome, Said
from peacetalks.importers.actors.unstated import Unstated

SCHEME = "made-up"
CONTEXT = Context(SCHEME)
ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.integers(1, 4).map(lambda year: f"201{year}-06-01"),
        st.integers(1, 3).map(lambda year: f"202{year}-06-01"),
    ),
    max_size=8,
)


def outcome(number, name, day, known):
    attack = AttackReported(id=f"{SCHEME}:{number}", occurred=day, reported=known, by="X:X")
    return Outcome((), (attack,), (), str(number), (Said("X:X", name),), CONTEXT)


def stated(rows):
    """Return what a stream gets of rows: the statements and facts, in turn."""
    unstated = Unstated()
    return [
        event
        for number, row in enumerate(rows)
        for event in unstated.then_facts("", outcome(number, *row))
    ]


def is_said(said, statements):
    return any(
        one.actor == said.code
        and (one.names.get("en", ""), one.sort) == (said.name, said.sort)
        and (one.organ_of, one.within, dict(one.ids))
        == (said.organ_of, said.within, dict(said.ids))
        for one in statements
    )


@pytest.mark.parametrize("published", ["unknown", "2040-01-01"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_whoever_knows_a_fact_knows_what_its_row_says_of_its_actors(path, published):
    read = importers.read(path, release="1", published=published)
    there = {event.id: event for event in read.again() if isinstance(event, ActorNamed)}
    for one in read.outcomes():
        if one.events:
            first = min(map(public, one.events))
            known = [event for event in there.values() if public(event) <= first]
            for said in one.said:
                assert one.stated(said, one.events[0]) is None or is_said(said, known), said


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_nobody_is_stated_whom_no_event_of_the_file_names(path):
    events = list(importers.read(path, release="1", published="unknown"))
    named = pt.History(events).names
    for event in events:
        if isinstance(event, ActorNamed):
            assert named.meanings(event.actor) == (event.actor,)


@given(ROWS)
def test_the_last_word_is_that_of_the_latest_row_whatever_their_order(rows):
    events = stated(rows)
    assert len({event.id for event in events}) == len(events)
    if rows:
        log = pt.MemoryLog()
        log.append("s", events)
        latest = max((known, day) for _, day, known in rows)
        names = {name for name, day, known in rows if (known, day) == latest}
        assert log.history("s").actors.name("X:X") in names
    for number, row in enumerate(rows):
        fact = outcome(number, *row).events[0]
        known = [e for e in events if isinstance(e, ActorNamed) and public(e) <= public(fact)]
        assert is_said(Said("X:X", row[0]), known)


@given(ROWS)
def test_what_a_log_says_already_is_not_stated_again(rows):
    events = [event for event in stated(rows) if isinstance(event, ActorNamed)]
    again = Unstated(lambda _stream: events)
    more = [e for n, row in enumerate(rows) for e in again.of("", outcome(n, *row))]
    assert {event.id for event in more} <= {event.id for event in events}


@given(ROWS)
def test_a_name_is_stated_no_more_often_than_it_changes(rows):
    in_turn = sorted(rows, key=lambda row: row[:0:-1])
    changes = sum(one[0] != other[0] for one, other in pairwise(in_turn))
    events = [event for event in stated(in_turn) if isinstance(event, ActorNamed)]
    assert len(events) <= changes + bool(rows)
