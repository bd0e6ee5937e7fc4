"""``laws.check_fold``: what passes, what is refused, and that it leaves the clock alone."""

import datetime as dt
import functools
import inspect
import itertools
import operator
import os
import re
import time
from typing import ClassVar

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.errors import InvalidValue
from peacetalks.events.unknown import UnknownEvent
from peacetalks.testing import BrokenLaw, laws
from peacetalks.testing.laws import fold_laws
from peacetalks.testing.laws.clocks import CLOCKS, clock
from peacetalks.testing.laws.fold_inputs import folding
from peacetalks.testing.strategies import events, histories


def counting(state, event):
    state[event.meeting] = state.get(event.meeting, 0) + 1
    return state


@attrs.frozen(kw_only=True)
class Streamed(pt.Event):
    schema: ClassVar[int] = 2  # how older versions are read is no matter of a fold
    viewers: int = 0


def test_the_negotiation_itself_holds_the_laws():
    laws.check_fold(pt.fold, max_examples=50)


@pytest.mark.parametrize(
    ("handlers", "initial"),
    [
        ({pt.MeetingRefused: lambda number, _: number + 1}, 0),
        ({pt.MeetingRefused: counting}, dict),
        ({pt.MeetingRefused: lambda found, event: [*found, event]}, list),
        ({Streamed: lambda number, event: number + event.viewers}, 0),
        ({UnknownEvent: lambda tags, event: tags | {event.tag}}, frozenset()),
        ({}, None),
    ],
    ids=["number", "dict", "list", "own kind", "unknown", "none"],
)
def test_handlers_that_hold_the_laws_pass(handlers, initial):
    laws.check_fold(handlers, initial=initial, max_examples=10)


def test_a_function_with_a_start_of_its_own_or_given_passes():
    def fold(events, *, initial=0):
        return initial + sum(1 for _ in events)

    laws.check_fold(fold, max_examples=10)
    laws.check_fold(fold, initial=5, max_examples=10)
    with_handlers = functools.partial(pt.fold, handlers={pt.MeetingRefused: counting})
    laws.check_fold(with_handlers, initial=dict, max_examples=10)


def test_a_step_becomes_a_fold_as_the_hint_says():
    def fold(events, *, initial):
        return functools.reduce(pt.evolve, events, initial)

    laws.check_fold(fold, initial=pt.NegotiationState(), max_examples=10)


def test_a_handler_of_an_own_kind_is_reached():
    def handler(_, event):
        raise LookupError(event.viewers)

    with pytest.raises(BrokenLaw) as caught:
        laws.check_fold({Streamed: handler}, initial=0)
    (event,) = caught.value.events
    assert event == Streamed(occurred=event.occurred)


@pytest.mark.parametrize(
    ("fold", "told"),
    [
        (7, "not a fold: 7; accepted: handlers by kind"),
        (pt.evolve, "a fold that cannot be resumed: its signature is fold(state: "),
        (lambda: 0, "a fold that cannot be resumed"),
        (len, "hint: to make a fold of step(state, event)"),
        (lambda events, *, initial: (events, initial), "a fold that needs a state to start from"),
        ({pt.MeetingRefused: counting}, "handlers without a state to start from"),
    ],
)
def test_what_is_no_fold_is_refused_with_what_is_accepted(fold, told):
    with pytest.raises(InvalidValue, match=re.escape(told)):
        laws.check_fold(fold)


def test_what_is_no_handler_start_or_number_is_refused():
    with pytest.raises(InvalidValue, match="the key of a handler is not a kind"):
        laws.check_fold({"meeting-refused": counting}, initial=dict)
    with pytest.raises(InvalidValue, match="is not a function"):
        laws.check_fold({pt.MeetingRefused: 1}, initial=dict)
    with pytest.raises(InvalidValue, match=r"cannot be copied.*pass a function that makes one"):
        laws.check_fold({pt.MeetingRefused: counting}, initial=(x for x in ()))
    for wrong in (0, -1, 1.5, True, "9"):
        with pytest.raises(InvalidValue, match="not a number of examples"):
            laws.check_fold(pt.fold, max_examples=wrong)


@pytest.mark.parametrize(
    "handler",
    [lambda event: event, lambda _, __, more: more, lambda: 0, lambda *, state: state],
)
def test_a_handler_that_is_called_with_anything_else_is_refused_with_how_it_is(handler):
    told = f"a handler of meeting-refused with the signature {inspect.signature(handler)}"
    with pytest.raises(InvalidValue, match=re.escape(told)):
        laws.check_fold({pt.MeetingRefused: handler}, initial=0)


@pytest.mark.parametrize(
    "handler",
    [max, operator.add, lambda *both: both[0], functools.partial(lambda _, state, __: state, 1)],
)
def test_a_handler_that_can_be_called_with_a_state_and_an_event_is_none_to_refuse(handler):
    assert folding({pt.MeetingRefused: handler}, 0).kinds == (pt.MeetingRefused,)


def test_what_is_no_comparison_or_no_strategy_is_refused():
    with pytest.raises(InvalidValue, match="not a comparison: 3"):
        laws.check_fold(pt.fold, same=3)
    for wrong in ([], pt.History([]), 3):
        with pytest.raises(InvalidValue, match="not a strategy of histories"):
            laws.check_fold(pt.fold, histories=wrong)


def test_a_state_that_cannot_be_copied_is_held_to_the_other_laws():
    @attrs.frozen
    class Open:
        lines: object = attrs.field(factory=lambda: (line for line in ()), eq=False)
        number: int = 0

    handlers = {pt.MeetingRefused: lambda state, _: attrs.evolve(state, number=state.number + 1)}
    laws.check_fold(handlers, initial=Open, max_examples=20)
    counted = itertools.count()
    handlers = {pt.MeetingRefused: lambda state, _: attrs.evolve(state, number=next(counted))}
    with pytest.raises(BrokenLaw) as caught:
        laws.check_fold(handlers, initial=Open)
    assert caught.value.law == "determinism"


def test_a_start_without_equality_is_no_aliasing():
    class State:
        pass

    with pytest.raises(BrokenLaw) as caught:
        laws.check_fold({pt.MeetingRefused: lambda state, _: state}, initial=State())
    assert caught.value.law == "equality"


def test_a_start_that_depends_on_chance_is_no_aliasing():
    starts = itertools.count()
    handlers = {pt.MeetingRefused: lambda number, _: number + 1}
    with pytest.raises(BrokenLaw) as caught:
        laws.check_fold(handlers, initial=lambda: next(starts) % 3)
    assert caught.value.law == "determinism"


def test_the_same_line_finds_the_same():
    def fold(events, *, initial=0):
        return initial + sum(len(event.by) for event in events if hasattr(event, "by"))

    found = set()
    for _ in range(2):
        with pytest.raises(BrokenLaw) as caught:
            laws.check_fold(fold)
        found.add(str(caught.value))
    assert len(found) == 1


def test_peoples_own_stories_are_tried_as_they_are_and_not_cut_down():
    def proposed_first(state, event):
        return {**state, event.meeting: "proposed"}

    def refused(state, event):
        return {**state, event.meeting: state[event.meeting] + ", refused"}

    handlers = {pt.MeetingProposed: proposed_first, pt.MeetingRefused: refused}
    proposals = st.lists(events(pt.MeetingProposed), max_size=3)
    laws.check_fold(handlers, initial=dict, histories=proposals, max_examples=20)
    laws.check_fold(pt.fold, histories=histories(max_size=6), max_examples=20)
    seen = []
    story = (
        pt.MeetingHeld(occurred="2023", meeting="m"),
        pt.MeetingRefused(occurred="2023", meeting="m"),
    )
    with pytest.raises(BrokenLaw) as caught:
        laws.check_fold(
            handlers, initial=dict, histories=st.just(story).map(lambda s: seen.append(s) or s)
        )
    assert caught.value.events == story


def test_states_may_be_compared_by_a_function():
    class State:
        refusals = 0

    def handler(state, _):
        new = State()
        new.refusals = state.refusals + 1
        return new

    laws.check_fold(
        {pt.MeetingRefused: handler},
        initial=State,
        same=lambda one, other: one.refusals == other.refusals,
        max_examples=20,
    )


def test_a_state_that_can_be_called_is_handed_on_as_it_is():
    class Counter:
        def __init__(self, number=0):
            self.number = number

        def __call__(self):
            raise AssertionError("a state was taken for what makes one")

        def __eq__(self, other):
            return self.number == other.number

        __hash__ = None

    handlers = {pt.MeetingRefused: lambda state, _: Counter(state.number + 1)}
    laws.check_fold(handlers, initial=Counter, max_examples=20)


def test_many_events_are_resumed_at_some_places():
    cuts = fold_laws._cuts(1000)
    assert len(cuts) == 17
    assert (cuts[0], cuts[-1]) == (0, 1000)
    assert list(fold_laws._cuts(3)) == [0, 1, 2, 3]


def test_it_may_run_inside_a_test_of_hypothesis():
    @settings(suppress_health_check=[*HealthCheck])
    @given(st.integers(0, 3))
    def inside(start):
        laws.check_fold({pt.MeetingRefused: lambda n, _: n + 1}, initial=start, max_examples=2)

    inside()


# The clock


@pytest.mark.skipif(not CLOCKS, reason="no time.tzset here")
def test_the_two_clocks_never_show_the_same_date():
    dates = []
    for zone in CLOCKS:
        with clock(zone):
            dates.append(dt.date.today())  # noqa: DTZ011 # the date of the clock is what is asked for
    assert dates[0] != dates[1]


@pytest.mark.skipif(not CLOCKS, reason="no time.tzset here")
@pytest.mark.parametrize("kept", [None, "UTC-3"])
def test_the_clock_is_put_back_whatever_happens(monkeypatch, kept):
    if kept is None:
        monkeypatch.delenv("TZ", raising=False)
    else:
        monkeypatch.setenv("TZ", kept)
    time.tzset()
    before = time.timezone

    def handler(state, _):
        if dt.datetime.now().astimezone().utcoffset() == dt.timedelta(hours=-12):  # the bug
            raise RuntimeError("far west")
        return state

    with pytest.raises(BrokenLaw, match="far west"):
        laws.check_fold({pt.MeetingRefused: handler}, initial=0)
    assert os.environ.get("TZ") == kept
    assert time.timezone == before
    monkeypatch.undo()
    time.tzset()


# Chance


def test_what_goes_wrong_once_and_never_again_is_told_all_the_same():
    raised = []

    def handler(state, _):
        if not raised:
            raised.append(True)
            raise RuntimeError("only now")
        return state

    with pytest.raises(BrokenLaw, match="only now") as caught:
        laws.check_fold({pt.MeetingRefused: handler}, initial=0)
    assert caught.value.law == "totality"


def test_dice_that_first_show_when_a_fold_is_resumed_are_called_dice():
    folds = itertools.count(1)

    def fold(events, *, initial=0):
        return initial + len(events) + (next(folds) % 3 == 0)

    story = (pt.MeetingHeld(occurred="2023", meeting="m"),)
    own = fold_laws.FoldLaws(folding(fold, attrs.NOTHING), operator.eq)
    state = fold(story)
    with pytest.raises(BrokenLaw) as caught:
        own._can_be_resumed(story, 0, state)
    assert caught.value.law == "determinism"
