"""The machine plays a negotiation, and each planted bug ends the play with readable steps."""

import contextlib
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import peacetalks as pt
from peacetalks.log import Log
from peacetalks.log.memory import MemoryStore
from peacetalks.testing import BrokenLaw
from peacetalks.testing.machine import NegotiationMachine
from peacetalks.testing.simulation.dice import SeededDice
from peacetalks.testing.simulation.story import Story

HARD = settings(
    max_examples=200,
    database=None,
    derandomize=True,
    deadline=None,
    stateful_step_count=12,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
)


def end_of_play(machine):
    """Return the error that a play ends with, and its steps as they are printed."""
    with pytest.raises(Exception) as ended:  # noqa: PT011 # each test looks at what it is
        run_state_machine_as_test(machine, settings=HARD)
    return ended.value, "\n".join(ended.value.__notes__)


class Small(NegotiationMachine):
    streams = ("talks",)


TestOurOwn = NegotiationMachine.TestCase
TestOurOwn.settings = settings(stateful_step_count=20, deadline=None)


class OnDisk(NegotiationMachine):
    """Kept in a file that is closed and opened in between."""

    def new_log(self):
        self.folder = tempfile.TemporaryDirectory()
        return pt.open_log(Path(self.folder.name, "talks.db"))

    def reopen(self, log):
        log.close()
        return pt.open_log(log.name, create=False)

    def teardown(self):
        super().teardown()
        self.folder.cleanup()


def test_a_log_in_a_file_is_played_with_and_opened_again():
    run_state_machine_as_test(OnDisk, settings=settings(HARD, max_examples=10))


def test_the_play_meets_corrections_disputes_late_reports_and_half_of_all_kinds():
    kinds, late = set(), []

    class Watched(NegotiationMachine):
        def teardown(self):
            for _, event in self._feed:
                kinds.add(event.kind)
                late.extend([event] if event.reported else [])
            super().teardown()

    run_state_machine_as_test(Watched, settings=settings(HARD, max_examples=60))
    assert late
    assert kinds > {"event-corrected", "event-disputed", "event-confirmed"}
    assert {kind.partition("-")[0] for kind in kinds} > {"meeting", "mediation", "agreement"}
    assert len(kinds) > 40


# Logs


class Losing(MemoryStore):
    """Loses the last of several rows once they are acknowledged."""

    number = 0

    def insert(self, rows):
        self.number = super().insert(rows)
        return self.number

    @contextlib.contextmanager
    def writing(self):
        with super().writing() as store:
            yield store
        if self.number > 1:
            row = self._rows.pop()
            self._streams[row.stream].remove(row)
            del self._ids[row.stream, row.id]
        self.number = 0


class Reordering(MemoryStore):
    """Gives back a batch from behind."""

    def readable(self, query, **bounds):
        return list(reversed(super().readable(query, **bounds)))


class Forgetting(MemoryStore):
    """Takes what it holds for new."""

    def insert(self, rows):
        self._ids.clear()
        return super().insert(rows)

    def held(self, stream, ids):  # noqa: ARG002 # as it is called
        return {}


class Restamping(MemoryStore):
    """Says of a row that it was recorded first."""

    def readable(self, query, **bounds):
        rows = super().readable(query, **bounds)
        return [row._replace(position=1) for row in rows] if bounds["after"] == 0 else rows


class Overwriting(MemoryStore):
    """Changes a row that is there."""

    def insert(self, rows):
        number = super().insert(rows)
        self._rows[0] = self._rows[0]._replace(id="other")
        return number


FEED = "a feed gives every record once, in order"
READ = "a log gives back what it took"


@pytest.mark.planted
@pytest.mark.parametrize(
    ("store", "laws"),
    [
        (Losing, ["a log is at the position it was written to"]),
        (Reordering, [FEED, READ]),
        (Restamping, ["what was recorded stays as it was recorded", "positions have no gaps"]),
        (Overwriting, [FEED, READ, "a log verifies"]),
    ],
)
def test_a_log_with_a_bug_ends_the_play(store, laws):
    class Played(Small):
        def new_log(self):
            return Log(store())

    error, steps = end_of_play(Played)
    assert error.law in laws
    assert "batch_0 = state.append(batch=Batch('talks',\n    " in steps


@pytest.mark.planted
def test_a_log_that_loses_an_event_shows_two_events_and_what_was_expected():
    class Played(NegotiationMachine):
        def new_log(self):
            return Log(Losing())

    error, steps = end_of_play(Played)
    assert str(error) == (
        "a log is at the position it was written to: its head, expected → found:\n  it: 2 → 1"
    )
    assert steps.count("occurred=") == 2
    assert "note=None" not in steps


@pytest.mark.planted
def test_a_log_that_does_not_look_at_expected_ends_the_play(monkeypatch):
    monkeypatch.setattr("peacetalks.log.appending._is_expected", lambda *_: True)
    error, steps = end_of_play(Small)
    assert "StaleStream was expected" in str(error)
    assert "append_too_late" in steps


@pytest.mark.planted
def test_a_log_that_stores_again_what_it_holds_ends_the_play():
    class Played(Small):
        def new_log(self):
            return Log(Forgetting())

    error, steps = end_of_play(Played)
    assert error.law == "a batch sent again is not stored again"
    assert "state.send_again(batch=batch_0)" in steps


# Projections


def note(meetings, event):
    meetings.append(event.meeting)
    return meetings


def put(meetings, event):
    meetings[event.meeting] = event.kind
    return meetings


SHARED = {}


class Remembers:
    """Passes over what it saw before, which stands beside the state."""

    def __init__(self):
        self.seen = set()

    def __call__(self, number, event):
        new = event.id not in self.seen
        self.seen.add(event.id)
        return number + new


class Started:
    """Makes another start each time, as what reads a clock does."""

    folds = 0

    def __call__(self):
        self.folds += 1
        return self.folds % 2


def counted(number, _):
    return number + 1


@pytest.mark.planted
@pytest.mark.parametrize(
    ("handler", "start", "law", "told"),
    [
        (note, [], "no aliasing", "[0]: nothing → 'meeting-1'"),
        (put, {}, "no aliasing", "['meeting-1']: nothing → 'meeting-proposed'"),
        (
            put,
            lambda: SHARED,
            "no aliasing",
            "a fold changes the result of a later fold of no events",
        ),
        (Remembers(), 0, "determinism", "the state: 1 → 0"),
        (counted, Started(), "determinism", "folding the same events again"),
        (lambda number, _: 1 // number, 0, "totality", "ZeroDivisionError"),
    ],
    ids=["list", "dict", "shared by two starts", "memory", "start by chance", "raises"],
)
def test_a_projection_that_is_no_fold_ends_the_play_with_the_law_and_few_events(
    handler, start, law, told
):
    class Played(Small):
        handlers: ClassVar = {pt.MeetingProposed: handler}
        initial: ClassVar = staticmethod(start) if callable(start) else start

    SHARED.clear()
    error, _ = end_of_play(Played)
    assert type(error) is BrokenLaw
    assert error.law == law
    assert told in str(error)
    kinds = [event.kind for event in error.events]
    assert kinds == ([] if isinstance(start, Started) else ["meeting-proposed"])


@pytest.mark.parametrize(
    ("handler", "start"), [(note, list), (put, dict), (counted, 0), (counted, lambda: 5)]
)
def test_a_projection_that_is_a_fold_is_no_bug(handler, start):
    class Played(Small):
        handlers: ClassVar = {pt.MeetingProposed: handler}
        initial: ClassVar = staticmethod(start) if callable(start) else start

    run_state_machine_as_test(Played, settings=settings(HARD, max_examples=20))


def test_a_projection_is_looked_at_once_however_many_plays():
    plays, folded = [], []

    class Played(Small):
        handlers: ClassVar = {pt.MeetingProposed: lambda number, _: folded.append(1) or number}
        initial: ClassVar = 0

        def teardown(self):
            plays.append(len(folded))
            super().teardown()

    run_state_machine_as_test(Played, settings=settings(HARD, max_examples=10))
    before_the_play, *_ = plays
    assert plays[-1] < 2 * before_the_play


@pytest.mark.planted
def test_a_start_that_only_a_long_play_changes_ends_the_play(monkeypatch):
    monkeypatch.setattr("peacetalks.testing.machine._STORIES", 0)

    class Played(Small):
        handlers: ClassVar = {pt.MeetingProposed: put}
        initial: ClassVar = {}

    error, steps = end_of_play(Played)
    assert error.law == "no aliasing"
    assert "the fold changes the initial value" in str(error)
    assert "batch_0 = state.append(" in steps


@pytest.mark.planted
def test_a_projection_that_depends_on_where_a_batch_ends_ends_the_play(monkeypatch):
    monkeypatch.setattr("peacetalks.testing.machine._STORIES", 0)

    class Counting(Small):
        handlers: ClassVar = {pt.MeetingProposed: counted}
        initial: ClassVar = Started()

    error, _ = end_of_play(Counting)
    assert error.law == "a projection does not depend on batches"
    assert "carried forward batch by batch → folded from the start" in str(error)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"streams": ()}, "not the names of streams: ()"),
        ({"streams": "talks"}, "not the names of streams: 'talks'"),
        ({"streams": ("a b",)}, "not a valid stream name: 'a b'"),
        ({"handlers": 3}, "not handlers by kind: 3"),
        ({"handlers": {pt.MeetingHeld: lambda event: event}}, "with the signature (event)"),
        ({"new_log": lambda _: None}, "not a log: it has no append(): None"),
    ],
)
def test_what_is_overridden_by_what_cannot_be_played_with_is_refused(wrong, told):
    error, _ = end_of_play(type("Wrong", (NegotiationMachine,), wrong))
    assert type(error) is pt.InvalidValue
    assert told in str(error)


def test_the_check_of_the_user_is_asked_and_ends_the_play():
    class NobodyRefuses(Small):
        def check(self, history):
            if history.state().refusals():
                raise ValueError("somebody refused")

    error, steps = end_of_play(NobodyRefuses)
    assert str(error) == "somebody refused"
    assert 1 <= steps.count("Meeting") <= 2
    assert "MeetingRefused(" in steps


def test_what_broke_the_play_is_seen_and_not_what_follows_from_it():
    closed = []

    class Breaks(Small):
        def new_log(self):
            return Log(Overwriting())

        def check(self, history):
            raise ValueError(f"this first, after {len(history)} events"[:10])

        def teardown(self):
            super().teardown()
            closed.append(self.log)

    error, _ = end_of_play(Breaks)
    assert str(error) == "this first"
    with pytest.raises(pt.LogUnavailable):
        closed[-1].head()


def test_the_story_and_the_streams_are_the_users_to_choose():
    told = []

    class Quiet(NegotiationMachine):
        streams = ("one", "two", "three")

        def new_story(self):
            return Story(SeededDice(0), actors=("A", "B", "C"))

        def check(self, history):
            told.extend(history.events)

    run_state_machine_as_test(Quiet, settings=settings(HARD, max_examples=10))
    assert {event.kind for event in told}.isdisjoint({"event-corrected", "event-disputed"})
    assert any("A" in (getattr(event, "by", None) or ()) for event in told)
