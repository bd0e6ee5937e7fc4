"""The laws of the kit catch what they are there to catch: each planted bug breaks one, by name.

Beside the name, the message says what differs and shows a story that is small.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import random
import time

import attrs
import pytest

import peacetalks as pt
from peacetalks import codec
from peacetalks.events.unknown import UnknownEvent
from peacetalks.testing import laws
from planted import broken_by, said

pytestmark = pytest.mark.planted

# Folds


def counting(state, event):
    state[event.meeting] = state.get(event.meeting, 0) + 1
    return state


def test_a_reducer_that_writes_to_its_initial_value():
    error = broken_by(laws.check_fold, {pt.MeetingRefused: counting}, initial={})
    assert error.law == "no aliasing"
    what, difference, head, story, hint = said(error)
    assert what == "no aliasing: the fold changes the initial value (before → after)"
    assert difference == "  ['a']: nothing → 1"
    assert head == "with these events:"
    assert story.startswith('{"kind": "meeting-refused", "occurred": "2023-09')
    assert "pass a function that makes the first state, such as initial=dict" in hint


def test_a_reducer_that_writes_to_the_state_it_is_resumed_from():
    def handler(state, event):
        return counting({} if state is None else state, event)

    error = broken_by(laws.check_fold, {pt.MeetingRefused: handler}, initial=None)
    assert error.law == "no aliasing"
    assert "a resumed fold changes the state that it starts from" in str(error)
    assert said(error)[1].endswith("]: 1 → 2")
    assert len(error.events) == 2


def test_a_start_that_two_folds_share():
    shared = {}
    error = broken_by(laws.check_fold, {pt.MeetingRefused: counting}, initial=lambda: shared)
    assert error.law == "no aliasing"
    assert "the next fold changes a state" in str(error)
    assert len(error.events) == 1


def kinds_by_id(events, *, initial={}):  # noqa: B006 # the bug
    for event in events:
        initial[event.id] = event.kind
    return initial


def kinds(events, *, initial=set()):  # noqa: B006 # the bug
    for event in events:
        initial.add(event.kind)
    return initial


@pytest.mark.parametrize("fold", [kinds_by_id, kinds])
def test_a_default_that_is_written_to_and_says_the_same_when_written_to_again(fold):
    error = broken_by(laws.check_fold, fold)
    assert error.law == "no aliasing"
    assert "a fold changes the result of a later fold of no events" in str(error)
    assert ": nothing → '" in said(error)[1]
    assert error.events
    assert "made once and shared" in said(error)[-1]


@dataclasses.dataclass
class Met:
    meetings: set[str] = dataclasses.field(default_factory=lambda: SHARED)


SHARED: set[str] = set()


def met(state, event):
    state.meetings.add(event.meeting)
    return state


def named(state, event):
    state[event.meeting] = event.kind
    return state


@pytest.mark.parametrize("name", ["a start", "a part of a start"])
def test_what_two_starts_share_and_says_the_same_when_written_to_again(name):
    shared = {}
    handler, start = {"a start": (named, lambda: shared), "a part of a start": (met, Met)}[name]
    error = broken_by(laws.check_fold, {pt.MeetingProposed: handler}, initial=start)
    assert error.law == "no aliasing"
    assert "a fold changes the result of a later fold of no events" in str(error)
    assert pt.MeetingProposed in {type(event) for event in error.events}


def test_a_reducer_that_remembers_beside_its_state_what_it_saw():
    seen = set()

    def handler(number, event):
        new = event.id not in seen
        seen.add(event.id)
        return number + new

    error = broken_by(laws.check_fold, {pt.MeetingProposed: handler}, initial=0)
    assert error.law == "determinism"
    assert said(error)[1] == "  the state: 1 → 0"
    assert "cache outside the state" in said(error)[-1]
    assert [type(event) for event in error.events] == [pt.MeetingProposed]


def test_a_reducer_that_forgets_to_return():
    def handler(state, event):
        state.update({event.meeting: 1})

    error = broken_by(laws.check_fold, {pt.MeetingProposed: handler}, initial=dict)
    assert error.law == "totality"
    assert "look for a handler without a return" in said(error)[-1]
    assert len(error.events) == 2


@pytest.mark.parametrize(
    "read",
    [lambda: dt.datetime.now(dt.UTC), time.time_ns, time.perf_counter_ns],
    ids=["now", "time", "counter"],
)
def test_a_reducer_that_reads_the_clock(read):
    handlers = {pt.MeetingRefused: lambda *_: read()}
    error = broken_by(laws.check_fold, handlers, initial=0)
    assert error.law == "determinism"
    assert "folding the same events again gives another state" in str(error)
    assert len(error.events) == 1


def test_a_reducer_that_asks_only_for_the_date_of_today():
    def handler(longest, _):
        return max(longest, (dt.date.today() - dt.date(2023, 9, 1)).days)  # noqa: DTZ011 # the bug

    handlers = {pt.OffensiveLaunched: handler}
    error = broken_by(laws.check_fold, handlers, initial=0)
    assert error.law == "determinism"
    assert "on another day" in str(error)
    assert "event.occurred" in said(error)[-1]
    assert len(error.events) == 1


def test_a_reducer_that_counts_outside_its_state():
    numbers = itertools.count()
    handlers = {pt.MeetingRefused: lambda *_: next(numbers)}
    error = broken_by(laws.check_fold, handlers, initial=0)
    assert error.law == "determinism"
    assert len(error.events) == 1


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_a_reducer_that_throws_dice_is_said_to_do_so_however_seldom(share):
    handlers = {pt.MeetingRefused: lambda number, _: number + (random.random() < share)}
    error = broken_by(laws.check_fold, handlers, initial=0)
    assert error.law == "determinism"
    assert "random numbers" in said(error)[-1]
    assert len(error.events) <= 3


def test_a_reducer_that_takes_events_for_their_addresses():
    handlers = {pt.MeetingRefused: lambda seen, event: seen | {id(event)}}
    error = broken_by(laws.check_fold, handlers, initial=frozenset())
    assert error.law == "determinism"
    assert "folding equal events" in str(error)
    assert len(error.events) == 1


def test_a_reducer_that_raises_for_a_kind():
    def handler(*_):
        raise LookupError("no such offensive")

    error = broken_by(laws.check_fold, {pt.OffensiveLaunched: handler}, initial=0)
    assert error.law == "totality"
    assert "the fold raises LookupError: no such offensive (" in str(error)
    assert "in handler)" in str(error)
    assert type(error.__cause__) is LookupError
    assert [type(event) for event in error.events] == [pt.OffensiveLaunched]


def test_a_fold_of_all_kinds_that_raises_for_a_field_that_one_kind_leaves_out():
    def fold(events, *, initial=0):
        for event in events:
            if isinstance(event, pt.MeetingRefused):
                initial += len(event.by)
        return initial

    error = broken_by(laws.check_fold, fold)
    assert error.law == "totality"
    assert type(error.__cause__) is TypeError
    (event,) = error.events
    assert event == pt.MeetingRefused(occurred=event.occurred, meeting=event.meeting)


def test_a_fold_that_expects_events_to_make_sense():
    def answered(pending, event):
        return pending - {event.meeting}

    def proposed(pending, event):
        if event.meeting in pending:
            raise ValueError("proposed twice")
        return pending | {event.meeting}

    handlers = {pt.MeetingProposed: proposed, pt.MeetingRefused: answered}
    error = broken_by(laws.check_fold, handlers, initial=frozenset())
    assert error.law == "totality"
    assert len(error.events) == 2
    assert {type(event) for event in error.events} == {pt.MeetingProposed}


def test_a_fold_that_remembers_something_beside_its_state():
    def fold(events, *, initial=0):
        last = None
        for event in events:
            initial += type(event) is last
            last = type(event)
        return initial

    error = broken_by(laws.check_fold, fold)
    assert error.law == "resuming"
    assert "a fold resumed after 1 of 2 events gives another state" in str(error)
    assert "  the state: 1 → 0" in said(error)
    assert "# resumed here" in said(error)
    assert len(error.events) == 2


def test_a_fold_that_does_something_at_its_end():
    def fold(events, *, initial=()):
        return tuple(sorted(initial)[-1:]) + tuple(event.kind for event in events)

    error = broken_by(laws.check_fold, fold)
    assert error.law == "resuming"
    assert len(error.events) <= 2


def test_states_that_do_not_compare_break_the_law_of_equality():
    class State:
        refusals = 0

    error = broken_by(laws.check_fold, {pt.MeetingRefused: lambda state, _: state}, initial=State)
    assert error.law == "equality"
    assert "with no events at all" in said(error)
    assert "same=..." in said(error)[-1]


def test_a_comparison_that_raises_breaks_the_law_of_equality():
    def same(*_):
        raise TypeError("an array has no truth")

    error = broken_by(laws.check_fold, pt.fold, same=same)
    assert error.law == "equality"
    assert "an array has no truth" in str(error)


# Codecs


def dropping(name):
    def encode(event):
        plain = pt.to_plain(event)
        plain.pop(name, None)
        return plain

    return encode


def test_a_codec_that_drops_a_field():
    error = broken_by(
        laws.check_codec, dropping("note"), codec.decode, kinds=pt.MeetingRefused, max_examples=200
    )
    assert error.law == "round trip"
    assert "  note: '' → None" in said(error)
    assert len(error.events) == 1
    assert [json.loads(said(error)[-1])["note"]] == [""]


def test_a_codec_that_drops_a_field_of_one_kind_among_all():
    error = broken_by(laws.check_codec, dropping("invitees"), codec.decode)
    assert error.law == "round trip"
    assert "invitees: " in str(error)


@pytest.mark.parametrize("change", [lambda _: None, lambda event: event.id], ids=["lost", "given"])
def test_a_codec_that_changes_ids_breaks_the_round_trip(change):
    def decode(text):
        event = codec.decode(text)
        return event if type(event) is UnknownEvent else attrs.evolve(event, id=change(event))

    error = broken_by(laws.check_codec, codec.encode, decode, kinds=[pt.MeetingRefused])
    assert error.law == "round trip"
    assert "id" in said(error)[1]
    assert len(error.events) == 1


def test_a_codec_that_lays_out_anew_what_it_does_not_know():
    def encode(event):
        return json.dumps(pt.to_plain(event))

    error = broken_by(laws.check_codec, encode, codec.decode, kinds=pt.MeetingRefused)
    assert error.law == "unknown kinds"
    assert "raw: " in said(error)[1]


def test_a_codec_that_reads_another_kind():
    def decode(text):
        return codec.decode(text.replace("meeting-refused", "meeting-accepted"))

    error = broken_by(laws.check_codec, codec.encode, decode, kinds=pt.MeetingRefused)
    assert "a MeetingRefused comes back as a MeetingAccepted" in str(error)


@pytest.mark.parametrize(
    ("encode", "decode", "told"),
    [
        (lambda event: event.nothing, codec.decode, "writing by the codec raises AttributeError"),
        (lambda event: event.kind, codec.decode, "an event written by the codec cannot be read"),
    ],
)
def test_a_codec_that_raises_breaks_the_round_trip_and_its_error_is_told(encode, decode, told):
    error = broken_by(laws.check_codec, encode, decode, kinds=pt.MeetingRefused)
    assert error.law == "round trip"
    assert told in str(error)
    assert error.__cause__ is not None
