"""Writers that collide, played against all logs at once, and a negotiation against each."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

import peacetalks as pt
from contracts_places import POSTGRES, schema
from peacetalks.testing import NegotiationMachine

STREAMS = st.sampled_from(["aze-arm", "nk", "é"])
IDS = st.integers(0, 12).map("e{}".format)
DAYS = st.integers(1, 28).map("2023-09-{:02}".format)
BATCHES = st.lists(
    st.builds(
        lambda name, day, text: pt.StatementMade(id=name, occurred=day, text=text, by="AZE"),
        IDS,
        DAYS,
        st.sampled_from([None, "x", "';--"]),
    ),
    max_size=4,
)
EXPECTED = st.sampled_from([pt.ANY, pt.ANY, pt.ANY, pt.NO_STREAM, pt.EXISTS, 0, 1, 2, 5])


class Refused(Exception):
    """What the oracle refuses, by the name of the error."""


class Logs(RuleBasedStateMachine):
    """A log in memory and one in a place, and what they must hold."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.place = self.new_place()
        self.logs = [pt.MemoryLog(), pt.open_log(self.place)]
        self.model = []  # (stream, event), in the order of the log
        self.followed = [[] for _ in self.logs]

    def held(self, stream):
        return [event for name, event in self.model if name == stream]

    def expect(self, stream, events, expected):
        """Return ids that are stored and ids held already, or raise what is refused."""
        by_id = {}
        for event in events:
            if by_id.setdefault(event.id, event) != event:
                raise Refused("ConflictingEvent")
        held = {event.id: event for event in self.held(stream)}
        count = len(held)
        words = {pt.ANY: True, pt.NO_STREAM: count == 0, pt.EXISTS: count > 0}
        stands = words.get(expected, expected == count)
        if not stands and not self.is_retry(stream, list(by_id), expected):
            raise Refused("StaleStream")
        if any(event.id in held and held[event.id] != event for event in by_id.values()):
            raise Refused("ConflictingEvent")
        return [name for name in by_id if name not in held]

    def is_retry(self, stream, ids, expected):
        held = [event.id for event in self.held(stream)]
        start = 0 if expected is pt.NO_STREAM else expected
        if not ids or expected is pt.EXISTS or start >= len(held) or not set(ids) <= set(held):
            return False
        # Where an id is held with other content, both errors are true; the first wins.
        new = [name for name in ids if held.index(name) >= start]
        return held[start : start + len(new)] == new

    @rule(stream=STREAMS, events=BATCHES, expected=EXPECTED)
    def append(self, stream, events, expected):
        try:
            fresh = self.expect(stream, events, expected)
        except Refused as refused:
            self.check_refused(stream, events, expected, str(refused))
            return
        before = len(self.held(stream))
        first = {event.id: event for event in reversed(events)}
        self.model += [(stream, first[name]) for name in fresh]
        for log in self.logs:
            receipt = log.append(stream, events, expected=expected)
            assert receipt.appended == len(fresh)
            assert len(receipt.duplicates) == len(events) - len(fresh)
            assert receipt.position == before + len(fresh)
            assert receipt.head.position == len(self.model)

    def check_refused(self, stream, events, expected, name):
        for log in self.logs:
            with pytest.raises(pt.LogError) as raised:
                log.append(stream, events, expected=expected)
            assert type(raised.value).__name__ == name, log

    @rule()
    def reopen(self):
        self.logs[1].close()
        self.logs[1] = pt.open_log(self.place, create=False)

    @rule(stream=STREAMS, after=st.integers(0, 4))
    def read(self, stream, after):
        for log in self.logs:
            if not self.held(stream):
                with pytest.raises(pt.NotFound):
                    log.read(stream)
                continue
            records = list(log.read(stream, after=after))
            assert [r.event for r in records] == self.held(stream)[after:]
            assert [r.position for r in records] == list(
                range(after + 1, len(self.held(stream)) + 1)
            )

    @rule()
    def follow(self):
        for log, seen in zip(self.logs, self.followed, strict=True):
            seen.extend((r.stream, r.event) for r in log.follow(len(seen)))
            assert seen == self.model

    @invariant()
    def all_logs_stand_where_the_oracle_does(self):
        names = sorted({stream for stream, _ in self.model})
        for log in self.logs:
            assert log.head().position == len(self.model)
            told = [(summary.stream, summary.records) for summary in log.streams()]
            assert told == [(name, len(self.held(name))) for name in names]

    def teardown(self):
        for log in self.logs:
            assert log.verify()
            log.close()
        shutil.rmtree(self.folder)


@pytest.fixture(params=["sqlite", POSTGRES])
def place_of(request):
    """Return what gives a new place in a folder."""
    if request.param == "sqlite":
        return lambda folder: Path(folder, "talks.db")
    server, _ = request.getfixturevalue("server")
    return lambda _: schema(server)


def test_all_logs_do_what_a_list_would(place_of):
    class Played(Logs):
        def new_place(self):
            return place_of(self.folder)

    run_state_machine_as_test(Played, settings=plays(2))


class Negotiation(NegotiationMachine):
    """A negotiation in a log that is closed and opened in between."""

    def new_log(self):
        self.folder = tempfile.mkdtemp()
        self.place = self.new_place()
        return pt.open_log(self.place)

    def reopen(self, log):
        log.close()
        return pt.open_log(self.place, create=False)

    def teardown(self):
        super().teardown()
        shutil.rmtree(self.folder)


def test_a_negotiation_in_memory_is_what_a_list_would_say():
    run_state_machine_as_test(NegotiationMachine, settings=plays(4))


def test_a_negotiation_is_what_a_list_would_say(place_of):
    class Played(Negotiation):
        def new_place(self):
            return place_of(self.folder)

    run_state_machine_as_test(Played, settings=plays(4))


def plays(part):
    """Return settings for a part of the plays that other properties get."""
    number = max(20, settings.default.max_examples // part)
    return settings(max_examples=number, stateful_step_count=15, deadline=None)
