"""A negotiation that is played step by step, against a log and a projection of one's own.

A coherent story is told to each stream. It is appended in batches of any size, sent again,
refused where another writer was quicker, read, followed, and read once more from a log that was
opened anew. A plain list keeps what was appended. After each step the log must say what the list
says, seen from now and from every position before, and a projection that was carried forward
batch by batch must be what it is when folded from the start.
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

from peacetalks.errors import InvalidValue, NotFound, StaleStream
from peacetalks.events.base import Event
from peacetalks.history import History
from peacetalks.log import EXISTS, Log, MemoryLog
from peacetalks.log.batch import checked_stream
from peacetalks.reducer.fold import fold
from peacetalks.simulation.dice import Dice, SeededDice
from peacetalks.simulation.story import Story, arrival
from peacetalks.state.negotiation import NegotiationState
from peacetalks.testing.broken import BrokenLaw, refuses
from peacetalks.testing.difference import differences
from peacetalks.testing.handlers import checked_handlers
from peacetalks.testing.laws.fold_laws import FoldLaws, kept
from peacetalks.testing.laws.folding import Folding, folding
from peacetalks.testing.laws.search import afresh
from peacetalks.testing.laws.verdict import broken
from peacetalks.testing.log_story import checked_log
from peacetalks.testing.strategies.stories import drawn_dice

__all__ = ["Batch", "NegotiationMachine"]

_MOST_AT_ONCE: Final = 4
_SHARE: Final = 0.1
_STORIES: Final = 10
_TOLD: Final = 300
_SIZES: Final = (1, 2, 3, 4, 6, 8, 16, 32, 64)
"""So far into so many stories a projection is looked at before the first play."""


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
    tell = partial(machine.tell, stream)
    return Batch(stream, (*draw(_several(tell, _MOST_AT_ONCE - 1)), tell(drawn_dice(draw))))


@st.composite
def _several(draw: DrawFn, tell: Callable[[Dice], Event], most: int) -> tuple[Event, ...]:
    """Draw events at places that may be empty: so each shrinks away, wherever it stands."""
    places = [tell(drawn_dice(draw)) if draw(st.booleans()) else None for _ in range(most)]
    return tuple(event for event in places if event is not None)


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
        """Verify the log, ask once more for every state before, and close it.

        Raises:
            BrokenLaw: if the log does not verify, or a state is another than it was.
        """
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

    def _hold_before_the_play(self) -> None:
        """Raise if a projection does not hold the laws of a fold with the beginnings of stories.

        What it keeps beside its state would differ from play to play, which Hypothesis calls
        flaky; so it is looked at once for each class, and what was found is told each time.
        """
        cls = type(self)
        if cls.handlers is not None and cls not in _FOUND:
            _FOUND[cls] = self._broken_before_the_play()
        found = _FOUND.get(cls)
        if found is not None:
            raise afresh(found)

    def _broken_before_the_play(self) -> BrokenLaw | None:
        for seed in range(_STORIES):
            stream, dice = _Stream(self.new_story(), None), SeededDice(seed)
            told = (stream.tell(dice) for _ in range(_TOLD))
            story = tuple(event for event in told if type(event) in self._laws.fold.kinds)
            for size in _SIZES:
                try:
                    self._laws.hold(story[:size])
                except BrokenLaw as broke:
                    return afresh(broke)
        return None

    def _append(self, batch: Batch) -> None:
        played = self._played[batch.stream]
        before = len(played.events)
        receipt = self.log.append(batch.stream, batch.events, expected=before)
        played.events += batch.events
        played.carried = self._laws.fold.from_state(batch.events, played.carried)
        played.states[len(played.events)] = History(played.events, in_order=True).state()
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
        carried = kept(played.carried)
        whole = self._laws.fold.whole(tuple(played.events))
        law = "a projection does not depend on batches"
        arrow = "carried forward batch by batch → folded from the start"
        _alike(whole, carried, law, "the two differ", events=played.events, arrow=arrow)
        self._laws.keeps_its_start(tuple(played.events))

    def _holds_still(self, stream: str, position: int) -> None:
        played = self._played[stream]
        found = self.log.history(stream).state(recorded=position)
        law = "what was recorded stays as it was recorded"
        place = f"stream {stream!r} at {position}"
        _alike(found, played.states[position], law, place, events=played.events)


_FOUND: Final = WeakKeyDictionary[type[NegotiationMachine], BrokenLaw | None]()
"""What was found before the first play of a class."""


def _folding(machine: type[NegotiationMachine]) -> Folding[Any]:
    # Any: the state is whatever the handlers make it.
    if machine.handlers is not None:
        return folding(checked_handlers(machine.handlers), machine.initial)
    return folding(fold, attrs.NOTHING if machine.initial is None else machine.initial)


def _checked_streams(streams: Iterable[str]) -> tuple[str, ...]:
    names = tuple(streams) if isinstance(streams, (tuple, list)) else ()
    if not names:
        raise InvalidValue("not the names of streams", value=streams, accepted="('talks', 'front')")
    return tuple(map(checked_stream, names))


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
