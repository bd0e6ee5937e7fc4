"""A negotiation that is played step by step, against a log and a projection of one's own.

A coherent story is told to each stream. It is appended in batches of any size, sent again,
refused where another writer was quicker, read, followed, and read once more from a log that was
opened anew. A plain list keeps what was appended. After each step the log must say what the list
says, seen from now and from every position before, and a projection that was carried forward
batch by batch must be what it is when folded from the start.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final, Protocol, final

from attrs import Factory, define, frozen
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import DrawFn

from peacetalks.errors import NotFound, StaleStream
from peacetalks.events.base import Event
from peacetalks.history import History
from peacetalks.log import EXISTS, Log, MemoryLog
from peacetalks.reducer.fold import fold
from peacetalks.simulation.dice import Dice, SeededDice
from peacetalks.simulation.story import Story, arrival
from peacetalks.state.negotiation import NegotiationState
from peacetalks.testing.broken import refuses
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.verdict import broken
from peacetalks.testing.strategies.stories import drawn_dice

__all__ = ["Batch", "NegotiationMachine"]

_MOST_AT_ONCE: Final = 4
_SHARE: Final = 0.1


class _Printer(Protocol):
    def text(self, obj: str) -> None: ...


@final
@frozen(repr=False)
class Batch:
    """What is told at once to one stream."""

    stream: str
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        return ",\n    ".join([f"Batch({self.stream!r}", *map(repr, self.events)]) + ")"

    def _repr_pretty_(self, printer: _Printer, _: bool) -> None:  # as it is called
        """Print a step as it reads best; Hypothesis would print the fields that tell nothing."""
        printer.text(repr(self))


@final
@define
class _Stream:
    """What the oracle knows of a stream.

    Attributes:
        story: what is told to it.
        late: what happened and is not reported yet.
        today: the day of what was told last.
        events: what was appended, in order.
        states: the state after each position at which a batch ended.
        carried: the projection, carried forward. (Any: whatever the handlers make it.)
        asked: at which position the log was last asked for its history.
    """

    story: Story
    carried: Any
    late: list[Event] = Factory(list[Event])
    today: int = 0
    events: list[Event] = Factory(list[Event])
    states: dict[int, NegotiationState] = Factory(dict[int, NegotiationState])
    asked: int = 0

    def tell(self, dice: Dice) -> Event:
        """Return what is told next; what is reported late comes when it is reported."""
        self.story.world.dice = dice
        while True:
            for event in self.late:
                if arrival(event) <= self.today:
                    self.late.remove(event)
                    return event
            event = self.story.tell()
            if event.reported is None:
                self.today = arrival(event)
                return event
            self.late.append(event)


@st.composite
def _told(draw: DrawFn) -> Batch:
    machine: NegotiationMachine = draw(st.runner())
    stream = draw(st.sampled_from(machine.streams))
    told = [draw(_place(machine, stream)) for _ in range(_MOST_AT_ONCE - 1)]
    last = machine.tell(stream, drawn_dice(draw))
    return Batch(stream, (*(event for event in told if event is not None), last))


@st.composite
def _place(draw: DrawFn, machine: NegotiationMachine, stream: str) -> Event | None:
    """Draw an event or none: what may be none shrinks away, wherever it stands in a batch."""
    return machine.tell(stream, drawn_dice(draw)) if draw(st.booleans()) else None


class NegotiationMachine(RuleBasedStateMachine):
    """A state machine of Hypothesis to subclass; what is overridden is what is tested.

    ``TestMine = Mine.TestCase`` is a test for pytest and unittest, with settings of yours
    (``TestMine.settings = hypothesis.settings(...)``). A ``teardown`` of yours calls this one.

    Attributes:
        handlers: a projection of your own, as ``pt.fold`` takes it; None: the negotiation's.
        initial: the state it starts from, or a function that makes one.
        streams: the streams that are told a story each.
        log: the log that is played against.

    >>> from hypothesis import settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> from peacetalks.events import MeetingRefused
    >>> class Mine(NegotiationMachine):
    ...     handlers = {MeetingRefused: lambda number, event: number + 1}
    ...     initial = 0
    >>> run_state_machine_as_test(Mine, settings=settings(max_examples=2, database=None))
    """

    # Any: the state is whatever the handlers make it, and each handler takes its own kind.
    handlers: ClassVar[Mapping[type[Event], Callable[[Any, Any], Any]] | None] = None
    initial: ClassVar[Any] = None
    streams: ClassVar[tuple[str, ...]] = ("talks", "front")

    batches: Bundle[Batch] = Bundle("batch")

    def __init__(self) -> None:
        super().__init__()
        self.log = self.new_log()
        self._feed: list[tuple[str, Event]] = []
        self._followed: list[tuple[str, Event]] = []
        initial = type(self).initial
        # A fold that changes what it starts from is to spoil one play, not the next.
        self._initial = initial if callable(initial) else copy.deepcopy(initial)
        self._played = {
            stream: _Stream(self.new_story(), self._fold((), self._initial))
            for stream in self.streams
        }

    # To override

    def new_log(self) -> Log:
        """Return a new, empty log; called for each play."""
        return MemoryLog()

    def reopen(self, log: Log) -> Log:
        """Return the log after it was closed and opened again; as it is, for one in memory."""
        return log

    def new_story(self) -> Story:
        """Return the story of a stream; its dice are Hypothesis's from the first fact on."""
        return Story(SeededDice(0), corrections=_SHARE, disputes=_SHARE, late_reports=_SHARE)

    def check(self, history: History) -> None:
        """Raise where a history is not as it must be; called after each step that changed it."""

    # Rules

    def tell(self, stream: str, dice: Dice) -> Event:
        """Return what is told next to a stream."""
        return self._played[stream].tell(dice)

    @rule(target=batches, batch=_told())
    def append(self, batch: Batch) -> Batch:
        """Append what is told next."""
        self._append(batch)
        return batch

    @rule(target=batches, batch=_told())
    def append_too_late(self, batch: Batch) -> Batch:
        """Append what another writer was quicker with: it is refused, and then done again."""
        stands = len(self._played[batch.stream].events)
        with refuses(StaleStream):
            self.log.append(batch.stream, batch.events, expected=stands - 1 if stands else EXISTS)
        self._stands()
        self._append(batch)
        return batch

    @rule(batch=batches)
    def send_again(self, batch: Batch) -> None:
        """Send a batch that is stored already: nothing happens."""
        receipt = self.log.append(batch.stream, batch.events)
        told = (receipt.appended, receipt.duplicates)
        wanted = (0, tuple(event.id for event in batch.events))
        _alike(told, wanted, "a batch sent again is not stored again", f"stream {batch.stream!r}")

    @rule()
    def open_again(self) -> None:
        """Close the log and open it again."""
        self.log = self.reopen(self.log)
        for played in self._played.values():
            played.asked = 0

    @rule(
        stream=st.runner().flatmap(lambda machine: st.sampled_from(machine.streams)),
        after=st.integers(0, 20),
    )
    def read(self, stream: str, after: int) -> None:
        """Read a stream from a position on."""
        events = self._played[stream].events
        if not events:
            with refuses(NotFound):
                self.log.read(stream)
            return
        records = list(self.log.read(stream, after=after))
        place = f"stream {stream!r} after {after}"
        found = [record.event for record in records]
        _same_events(found, events[after:], "a log gives back what it took", place)
        positions = list(range(after + 1, len(events) + 1))
        _alike([r.position for r in records], positions, "positions have no gaps", place)

    @rule()
    def follow(self) -> None:
        """Follow the feed from where it was left."""
        records = self.log.follow(len(self._followed))
        self._followed += [(str(record.stream), record.event) for record in records]
        found, wanted = ([f"{s} {e.id}" for s, e in feed] for feed in (self._followed, self._feed))
        _alike(found, wanted, "a feed gives every record once, in order", "what was followed")
        _alike(self._followed, self._feed, "a feed gives back what was appended", "it")

    @precondition(lambda self: self._feed)
    @rule(back=st.integers(0, 20))
    def look_back(self, back: int) -> None:
        """Ask for the state as it was recorded at an earlier position."""
        seen = [(name, at) for name, played in self._played.items() for at in played.states]
        stream, position = seen[-1 - back % len(seen)]
        self._holds_still(stream, position)

    # Invariants

    @invariant()
    def compare(self) -> None:
        """Hold what must hold after each step."""
        self._stands()
        for stream, played in self._played.items():
            if len(played.events) > played.asked:
                played.asked = len(played.events)
                history = self.log.history(stream)
                state = played.states[len(played.events)]
                law = "a log's history is that of what was appended"
                _alike(history.state(), state, law, f"stream {stream!r}", events=played.events)
                self._carries(played)
                self.check(history)

    def teardown(self) -> None:
        """Verify the log, ask once more for every state before, and close it."""
        try:
            # What broke the play is to be seen, not what follows from it.
            if sys.exc_info()[0] is None:
                for stream, played in self._played.items():
                    for position in played.states:
                        self._holds_still(stream, position)
                verified = self.log.verify()
                if not verified:
                    raise broken("a log verifies", str(verified))
        finally:
            self.log.close()

    # Inside

    def _fold(self, events: Iterable[Event], initial: Any) -> Any:
        # Any: the state is whatever the handlers make it.
        handlers = type(self).handlers
        start: Any = initial() if callable(initial) else initial
        return (
            fold(events, initial=start)
            if handlers is None
            else fold(events, handlers, initial=lambda: start)
        )

    def _append(self, batch: Batch) -> None:
        played = self._played[batch.stream]
        before = len(played.events)
        receipt = self.log.append(batch.stream, batch.events, expected=before)
        played.events += batch.events
        played.carried = self._fold(batch.events, lambda: played.carried)
        played.states[len(played.events)] = History(played.events).state()
        self._feed += [(batch.stream, event) for event in batch.events]
        told = (receipt.appended, receipt.duplicates, receipt.position)
        wanted = (len(batch.events), (), len(played.events))
        _alike(told, wanted, "a receipt says what was stored", f"stream {batch.stream!r}")

    def _stands(self) -> None:
        law = "a log stands where it was written to"
        _alike(self.log.head().position, len(self._feed), law, "its head")
        found = {summary.stream: summary.records for summary in self.log.streams()}
        wanted = {name: len(p.events) for name, p in self._played.items() if p.events}
        _alike(found, wanted, law, "its streams")

    def _carries(self, played: _Stream) -> None:
        # A fold that changes what it starts from would change this very value.
        carried = copy.deepcopy(played.carried)
        whole = self._fold(played.events, self._initial)
        law = "a projection does not depend on batches"
        arrow = "carried forward batch by batch → folded from the start"
        _alike(whole, carried, law, "the two differ", events=played.events, arrow=arrow)

    def _holds_still(self, stream: str, position: int) -> None:
        played = self._played[stream]
        found = self.log.history(stream).state(recorded=position)
        law = "what was recorded stays as it was recorded"
        place = f"stream {stream!r} at {position}"
        _alike(found, played.states[position], law, place, events=played.events)


def _alike(
    found: object,
    wanted: object,
    law: str,
    what: str,
    *,
    events: Iterable[Event] | None = None,
    arrow: str = "expected → found",
) -> None:
    if found != wanted:
        details = differences(wanted, found, whole="it")
        raise broken(law, f"{what}, {arrow}:", details=details, events=events)


def _same_events(found: list[Event], wanted: list[Event], law: str, what: str) -> None:
    """Hold that events are the same; which they are says more than in what they differ."""
    _alike([event.id for event in found], [event.id for event in wanted], law, what)
    _alike(found, wanted, law, what)
