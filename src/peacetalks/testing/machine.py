"""A negotiation that is played step by step, against a log and a user-defined projection.

Each stream gets a coherent story. The machine appends it in batches of any size, sends batches
again, appends too late after another writer, reads, follows the feed, and reads again from a log
that was opened again. A plain list keeps what was appended. After each step the log must agree
with the list, now and as of every earlier position, and a projection that was carried forward
batch by batch must be equal to one folded from the start.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar, Final, Protocol, final
from weakref import WeakKeyDictionary

import attrs
from attrs import Factory, define, frozen
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import DrawFn

from peacetalks._support.public_names import publish
from peacetalks.errors import InvalidValue, NotFound, StaleStream
from peacetalks.events.base import Event
from peacetalks.history import History
from peacetalks.log import EXISTS, Log, MemoryLog
from peacetalks.log.batch import checked_stream
from peacetalks.reducer.folding import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.testing.broken import BrokenLaw, refuses
from peacetalks.testing.difference import differences
from peacetalks.testing.handlers import checked_handlers
from peacetalks.testing.laws.fold_inputs import Folding, folding
from peacetalks.testing.laws.fold_laws import FoldLaws, copied
from peacetalks.testing.laws.searching import without_traceback
from peacetalks.testing.log_story import checked_log
from peacetalks.testing.simulation.dice import Dice, SeededDice
from peacetalks.testing.simulation.story import Story, arrival
from peacetalks.testing.strategies.story_strategies import drawn_dice
from peacetalks.testing.verdict import broken

__all__ = ["Batch", "NegotiationMachine"]

_MOST_AT_ONCE: Final = 4
_SHARE: Final = 0.1
_STORIES: Final = 10
_LENGTH: Final = 300
_SIZES: Final = (1, 2, 3, 4, 6, 8, 16, 32, 64)
"""Before the first play a projection is checked with these first parts of ``_STORIES`` stories,
each of ``_LENGTH`` events."""


class _Printer(Protocol):
    def text(self, obj: str) -> None: ...


@final
@frozen(repr=False)
class Batch:
    """Events that are appended to a stream at once."""

    stream: str
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        return ",\n    ".join([f"Batch({self.stream!r}", *map(repr, self.events)]) + ")"

    def _repr_pretty_(self, printer: _Printer, _: bool) -> None:  # called with both
        """Print a batch briefly; Hypothesis would also print fields that do not matter."""
        printer.text(repr(self))


@final
@define
class _Stream:
    """What the machine knows about a stream.

    Attributes:
        story: the story of the stream.
        late: the events that have happened but are not reported yet.
        today: the day of the last event.
        events: the events that were appended, in order.
        states: the state at the end of each batch, by position.
        carried: the projection, carried forward. (Any: as the handlers make it.)
        compared: the position at which the history was last compared.
    """

    story: Story
    carried: Any
    late: list[Event] = Factory(list[Event])
    today: int = 0
    events: list[Event] = Factory(list[Event])
    states: dict[int, NegotiationState] = Factory(dict[int, NegotiationState])
    compared: int = 0

    def tell(self, dice: Dice) -> Event:
        """Return the next event; an event that is reported late comes when it is reported."""
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
def _next_batch(draw: DrawFn) -> Batch:
    machine: NegotiationMachine = draw(st.runner())
    stream = draw(st.sampled_from(machine.streams))
    tell = partial(machine.tell, stream)
    return Batch(stream, (*draw(_several(tell, _MOST_AT_ONCE - 1)), tell(drawn_dice(draw))))


@st.composite
def _several(draw: DrawFn, tell: Callable[[Dice], Event], most: int) -> tuple[Event, ...]:
    """Draw events at places that may be empty, so that shrinking can remove any of them."""
    places = [tell(drawn_dice(draw)) if draw(st.booleans()) else None for _ in range(most)]
    return tuple(event for event in places if event is not None)


class NegotiationMachine(RuleBasedStateMachine):
    """A Hypothesis state machine to subclass; override what you want to test.

    ``TestMine = Mine.TestCase`` is a test for pytest and unittest, with your settings
    (``TestMine.settings = hypothesis.settings(...)``). If you override ``teardown``, call this one.

    Attributes:
        handlers: your projection, as for ``pt.fold``; None: the state of the negotiation.
        initial: the state it starts from, or a function that makes one.
        streams: the streams, which have a story each.
        log: the log to test.

    >>> from hypothesis import settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> from peacetalks.events import MeetingRefused
    >>> class Mine(NegotiationMachine):
    ...     handlers = {MeetingRefused: lambda number, event: number + 1}
    ...     initial = 0
    >>> run_state_machine_as_test(Mine, settings=settings(max_examples=2, database=None))
    """

    # Any: the state can be of any type, and each handler takes its own kind.
    handlers: ClassVar[Mapping[type[Event], Callable[[Any, Any], Any]] | None] = None
    initial: ClassVar[Any] = None
    streams: ClassVar[tuple[str, ...]] = ("talks", "front")

    batches: Bundle[Batch] = Bundle("batch")

    def __init__(self) -> None:
        super().__init__()
        self._feed: list[tuple[str, Event]] = []
        self._followed: list[tuple[str, Event]] = []
        self._laws = FoldLaws(_folding(type(self)), operator.eq)
        self._hold_before_the_play()
        self._played = {
            stream: _Stream(self.new_story(), self._laws.fold.whole(()))
            for stream in _checked_streams(self.streams)
        }
        self.log: Log = checked_log(self.new_log())

    # To override

    def new_log(self) -> Log:
        """Return a new, empty log; called at the start of each play."""
        return MemoryLog()

    def reopen(self, log: Log) -> Log:
        """Close a log and return it opened again; the default returns it unchanged."""
        return log

    def new_story(self) -> Story:
        """Return the story of a stream; its dice are replaced by those of Hypothesis."""
        return Story(SeededDice(0), corrections=_SHARE, disputes=_SHARE, late_reports=_SHARE)

    def check(self, history: History) -> None:
        """Raise if a history is not as it must be; called after each step that changed it."""

    # Rules

    def tell(self, stream: str, dice: Dice) -> Event:
        """Return the next event of a stream."""
        return self._played[stream].tell(dice)

    @rule(target=batches, batch=_next_batch())
    def append(self, batch: Batch) -> Batch:
        """Append the next events."""
        self._append(batch)
        return batch

    @rule(target=batches, batch=_next_batch())
    def append_too_late(self, batch: Batch) -> Batch:
        """Append at an old position, as if another writer was faster; then append again."""
        position = len(self._played[batch.stream].events)
        expected = position - 1 if position else EXISTS
        with refuses(StaleStream):
            self.log.append(batch.stream, batch.events, expected=expected)
        self._check_positions()
        self._append(batch)
        return batch

    @rule(batch=batches)
    def send_again(self, batch: Batch) -> None:
        """Send a batch that is already stored; nothing changes."""
        receipt = self.log.append(batch.stream, batch.events)
        found = (receipt.appended, receipt.duplicates)
        wanted = (0, tuple(event.id for event in batch.events))
        _equal(found, wanted, "a batch sent again is not stored again", f"stream {batch.stream!r}")

    @rule()
    def open_again(self) -> None:
        """Close the log and open it again."""
        self.log = self.reopen(self.log)
        for played in self._played.values():
            played.compared = 0

    @rule(
        stream=st.runner().flatmap(lambda machine: st.sampled_from(machine.streams)),
        after=st.integers(0, 20),
    )
    def read(self, stream: str, after: int) -> None:
        """Read a stream after a position."""
        events = self._played[stream].events
        if not events:
            with refuses(NotFound):
                self.log.read(stream)
            return
        records = list(self.log.read(stream, after=after))
        place = f"stream {stream!r} after {after}"
        found = [record.event for record in records]
        _same_events(found, events[after:], "a log gives back what was appended", place)
        positions = list(range(after + 1, len(events) + 1))
        _equal([r.position for r in records], positions, "positions have no gaps", place)

    @rule()
    def follow(self) -> None:
        """Continue to follow the feed."""
        records = self.log.follow(len(self._followed))
        self._followed += [(str(record.stream), record.event) for record in records]
        found, wanted = ([f"{s} {e.id}" for s, e in feed] for feed in (self._followed, self._feed))
        _equal(found, wanted, "a feed gives every record once, in order", "the feed")
        _equal(self._followed, self._feed, "a feed gives back what was appended", "the feed")

    @precondition(lambda self: self._feed)
    @rule(back=st.integers(0, 20))
    def look_back(self, back: int) -> None:
        """Ask for the state as it was recorded at an earlier position."""
        seen = [(name, at) for name, played in self._played.items() for at in played.states]
        stream, position = seen[-1 - back % len(seen)]
        self._check_recorded(stream, position)

    # Invariants

    @invariant()
    def compare(self) -> None:
        """Check the log and the projection after each step."""
        self._check_positions()
        for stream, played in self._played.items():
            if len(played.events) > played.compared:
                played.compared = len(played.events)
                history = self.log.history(stream)
                state = played.states[len(played.events)]
                law = "a log's history is that of what was appended"
                _equal(history.state(), state, law, f"stream {stream!r}", events=played.events)
                self._check_carried(played)
                self.check(history)

    def teardown(self) -> None:
        """Verify the log, check every earlier state again, and close the log.

        Raises:
            BrokenLaw: if the log does not verify, or an earlier state has changed.
        """
        try:
            # After an error only that error matters, not what follows from it.
            if sys.exc_info()[0] is None:
                for stream, played in self._played.items():
                    for position in played.states:
                        self._check_recorded(stream, position)
                verified = self.log.verify()
                if not verified:
                    raise broken("a log verifies", str(verified))
        finally:
            self.log.close()

    # Inside

    def _hold_before_the_play(self) -> None:
        """Raise if a projection breaks a law of folds with the first parts of stories.

        A projection with hidden state could differ from play to play, which Hypothesis reports as
        flaky. So each class is checked once, and the result is raised in every play.
        """
        cls = type(self)
        if cls.handlers is not None and cls not in _BROKEN_LAWS:
            _BROKEN_LAWS[cls] = self._broken_before_the_play()
        error = _BROKEN_LAWS.get(cls)
        if error is not None:
            raise without_traceback(error)

    def _broken_before_the_play(self) -> BrokenLaw | None:
        for seed in range(_STORIES):
            stream, dice = _Stream(self.new_story(), None), SeededDice(seed)
            events = (stream.tell(dice) for _ in range(_LENGTH))
            story = tuple(event for event in events if type(event) in self._laws.fold.kinds)
            for size in _SIZES:
                try:
                    self._laws.hold(story[:size])
                except BrokenLaw as broke:
                    return without_traceback(broke)
        return None

    def _append(self, batch: Batch) -> None:
        played = self._played[batch.stream]
        before = len(played.events)
        receipt = self.log.append(batch.stream, batch.events, expected=before)
        played.events += batch.events
        played.carried = self._laws.fold.from_state(batch.events, played.carried)
        played.states[len(played.events)] = History(played.events, in_order=True).state()
        self._feed += [(batch.stream, event) for event in batch.events]
        found = (receipt.appended, receipt.duplicates, receipt.position)
        wanted = (len(batch.events), (), len(played.events))
        _equal(found, wanted, "a receipt says what was stored", f"stream {batch.stream!r}")

    def _check_positions(self) -> None:
        law = "a log is at the position it was written to"
        _equal(self.log.head().position, len(self._feed), law, "its head")
        found = {summary.stream: summary.records for summary in self.log.streams()}
        wanted = {name: len(p.events) for name, p in self._played.items() if p.events}
        _equal(found, wanted, law, "its streams")

    def _check_carried(self, played: _Stream) -> None:
        # A copy, because a fold that changes its start would change this value too.
        carried = copied(played.carried)
        whole = self._laws.fold.whole(tuple(played.events))
        law = "a projection does not depend on batches"
        arrow = "carried forward batch by batch → folded from the start"
        _equal(whole, carried, law, "the two differ", events=played.events, arrow=arrow)
        self._laws.keeps_its_start(tuple(played.events))

    def _check_recorded(self, stream: str, position: int) -> None:
        played = self._played[stream]
        found = self.log.history(stream).state(recorded=position)
        law = "what was recorded stays as it was recorded"
        place = f"stream {stream!r} at {position}"
        _equal(found, played.states[position], law, place, events=played.events)


_BROKEN_LAWS: Final = WeakKeyDictionary[type[NegotiationMachine], BrokenLaw | None]()
"""The law that a class was found to break before its first play, or None."""


def _folding(machine: type[NegotiationMachine]) -> Folding[Any]:
    # Any: the state can be of any type.
    if machine.handlers is not None:
        return folding(checked_handlers(machine.handlers), machine.initial)
    return folding(fold, attrs.NOTHING if machine.initial is None else machine.initial)


def _checked_streams(streams: Iterable[str]) -> tuple[str, ...]:
    names = tuple(streams) if isinstance(streams, (tuple, list)) else ()
    if not names:
        raise InvalidValue("not the names of streams", value=streams, accepted="('talks', 'front')")
    return tuple(map(checked_stream, names))


def _equal(
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
    """Check that events are the same, first their ids, which are easier to read."""
    _equal([event.id for event in found], [event.id for event in wanted], law, what)
    _equal(found, wanted, law, what)


# Here and not in the package, which loads this module only when somebody asks for it.
publish("peacetalks.testing", NegotiationMachine)
