"""``History``: events, and the states they fold into, from any viewpoint.

Three steps, each a module: *resolve* which events count (``resolve.py``, with the theory of
operation), *order* them (``order.py``), *fold* them (``reducer/fold.py``). A history keeps the
resolved sequence of a few viewpoints, each with states along it (``timeline.py``), so that
a state on any day costs a bisect and a short fold. Every answer equals a fold from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, final

from peacetalks.actors import Registry
from peacetalks.errors import InvalidValue
from peacetalks.events import CORE, Event
from peacetalks.events.clocks import NEVER, public, settled
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import accounts as _accounts
from peacetalks.history import diff as _diff
from peacetalks.history import narrative as _narrative
from peacetalks.history import walk as _walk
from peacetalks.history import why as _why
from peacetalks.history.kept import Kept
from peacetalks.history.order import InOrder, Order
from peacetalks.history.record import Record
from peacetalks.history.resolve import Resolution
from peacetalks.history.timeline import Timeline
from peacetalks.history.timelines import Timelines
from peacetalks.misuse import several_events
from peacetalks.plural import many
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.part import Part
from peacetalks.state.queries import Phase
from peacetalks.state.queries.asked import codes
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import DAY, When, WhenLike

__all__ = ["History"]


@final
class History:
    """The events of one negotiation, and its states from any viewpoint.

    Args:
        events: facts and bookkeeping in any order, what was read from a file, or the records of
            a log. Of two events of one id with different content the one that was public first
            counts, so that what was known stays as it was; ``check`` tells.
        vocabulary: the kinds, in the order that breaks ties between facts of one day.
        in_order: whether of two events that are equal in all that decides, the one that comes
            later is the later one. None: it is where they come from a log, or were read from a
            file; of a list their ids decide, and ``check`` tells where that matters.
        registry: who is known without a statement on record; None: ``peacetalks.world()``.

    Raises:
        InvalidValue: for what is neither an event nor a record, and for a path: ``pt.read`` reads
            files.

    >>> from peacetalks import Viewpoint
    >>> from peacetalks.events import EventRetracted, MeetingProposed, MeetingRefused
    >>> history = History([
    ...     MeetingRefused(occurred="2023-11-16", meeting="washington", by="AZE", id="no"),
    ...     MeetingProposed(occurred="2023-11-10", meeting="washington", invitees=("ARM", "AZE")),
    ...     EventRetracted(occurred="2023-11-20", target="no", reason="misread"),
    ... ])
    >>> history.state(on="2023-11-17", known="2023-11-17").meeting("washington").status
    'refused'
    >>> history.state(on="2023-11-17").meeting("washington").status
    'proposed'
    >>> then, now = Viewpoint(known="2023-11-17"), Viewpoint()
    >>> len(history.at(then).refusals()), [d.part for d in history.diff(then, now).differences]
    (1, ['meetings/washington'])
    >>> [e.id for e in history.why("meetings/washington").hidden], history.timeline(actor="USA")
    (['no'], ())
    """

    def __init__(
        self,
        events: Iterable[Event | Record],
        *,
        vocabulary: Vocabulary = CORE,
        in_order: bool | None = None,
        registry: Registry | None = None,
    ) -> None:
        self._kept = Kept(vocabulary)
        self._events, self._records = self._kept.events, self._kept.records
        self._in_order = in_order
        self._registry = registry
        self._names = Names(self._events.values, actors=self._all_actors)
        self._timelines = Timelines(self._kept, self._names, registry)
        placed = self._are_placed(events)
        self._kept.reach(events)
        for item in several_events(events):
            self._kept.take(item, placed=placed)

    def _are_placed(self, events: object) -> bool:
        return isinstance(events, InOrder) if self._in_order is None else self._in_order

    def only(self, events: Iterable[Event]) -> History:
        """Return the history of some of its events, in the places that they have here.

        >>> from peacetalks.events import MeetingHeld
        >>> held = [MeetingHeld(id=id, occurred="2023", meeting=id) for id in "ba"]
        >>> [event.id for event in History(held, in_order=True).only(reversed(held)).events]
        ['b', 'a']
        """
        vocabulary, registry = self.order.vocabulary, self._registry
        some = History(events, vocabulary=vocabulary, in_order=False, registry=registry)
        some._in_order = self._in_order
        some._kept.only(self._kept)
        # Whom only the other events name is known all the same.
        some.names.add(self._events.values)
        return some

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, bookkeeping included, in the one order."""
        return tuple(self.order.sorted(self._events.values()))

    @property
    def order(self) -> Order:
        """The one order, with the places of these events; it sorts any of them."""
        return self._kept.order

    def __len__(self) -> int:
        return len(self._events)

    def span(self, *, known: bool = False) -> tuple[int, int] | None:
        """Return the first and the last day, in days since 1970-01-01; None: there is none.

        Statements about who is who are of no day: a name does not make a story longer.

        Args:
            known: on which anything became public, instead of happened.

        >>> from peacetalks.events import MeetingHeld
        >>> late = MeetingHeld(occurred="1970-01-02", meeting="m", reported="1970-02-01")
        >>> History([late]).span(), History([late]).span(known=True)
        ((1, 1), (31, 31))
        """
        events = [e for e in self._events.values() if not isinstance(e, STATEMENTS)]
        days = [public(e) // DAY for e in events] if known else [settled(e) for e in events]
        ours = [day for day in days if abs(day) < NEVER]
        return (min(ours), max(ours)) if ours else None

    def __repr__(self) -> str:
        return f"<History of {many(len(self._events), 'event')}>"

    def _repr_html_(self) -> str:
        """Return it as a card, for notebooks, which look for a method of this name."""
        from peacetalks.history.card import card_of  # noqa: PLC0415 # the card reads histories

        return card_of(self)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Print a short history as the Python that makes it, one event per line.

        IPython and Hypothesis call it. Any: both have a printer of their own.
        """
        from peacetalks.history.card import print_python  # noqa: PLC0415 # it reads histories

        print_python(printer, [self._records.get(event.id, event) for event in self.events])

    def extend(self, events: Iterable[Event | Record]) -> None:
        """Take more events, in any order; what stands before them is not folded again.

        Raises:
            InvalidValue: for what is neither an event nor a record.

        >>> from peacetalks.events import MeetingHeld
        >>> history = History([])
        >>> history.extend([MeetingHeld(occurred="2023-07-15", meeting="brussels-2023-07")])
        >>> history.state().meeting("brussels-2023-07").status
        'held'
        """
        fresh: dict[str, Event] = {}
        plain = True
        placed = self._are_placed(events)
        self._kept.reach(events)
        for item in several_events(events):
            taken = self._kept.take(item, placed=placed)
            if taken is not None:
                event, is_new = taken
                fresh[event.id] = event
                plain = plain and is_new and self._kept.stands_alone(event)
        self._names.add(fresh.values)
        self._timelines.extend(fresh, plain=plain)

    # Viewpoints

    def state(
        self,
        *,
        on: WhenLike | None = None,
        known: WhenLike | None = None,
        recorded: WhenLike | int | None = None,
        told_by: str | Iterable[str] = (),
        unsettled: bool = False,
    ) -> NegotiationState:
        """Return the negotiation from a viewpoint.

        Args:
            on: facts that had settled by the end of this day count; None: all.
            known: what was public by the end of this day counts, corrections too; None: all.
            recorded: the log as it stood at this instant, or after this position of the
                stream; for histories of records.
            told_by: the account of this party, by its code or name, or what the accounts of
                several share.
            unsettled: whether facts that may have happened by ``on`` count too; otherwise
                ``state.unsettled`` lists them.

        Raises:
            InvalidValue: for a day or a party that is none, and as ``at`` does.
            NotFound: for a party that no event names, and no register knows.
        """
        tellers = codes(told_by, self.names)
        return self.at(
            Viewpoint(on=on, known=known, recorded=recorded, told_by=tellers, unsettled=unsettled)
        )

    def at(self, viewpoint: Viewpoint) -> NegotiationState:
        """Return the negotiation from a viewpoint given as one value.

        Raises:
            InvalidValue: for what is no viewpoint, ``recorded`` of events that no log recorded,
                or a position that the stream has not reached.
            NotFound: as ``state`` does.
        """
        return self.resolved(viewpoint).at(viewpoint)

    def states(
        self, on: Iterable[WhenLike], *, known: _walk.Known = None
    ) -> Iterator[NegotiationState]:
        """Yield the negotiation on one day after another, in one pass.

        Args:
            on: the days, none before the one before it.
            known: what was public by the end of this day counts; ``"then"``: on each day what
                was public by its end, so that no state knows more than people could; None: all.

        Raises:
            InvalidValue: once it is read, for a day that is none, or before the one before it.

        >>> from peacetalks.events import MeetingRefused
        >>> late = MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE", reported="2023-12")
        >>> days = ["2023-11-30", "2023-12-31"]
        >>> [len(state.refusals()) for state in History([late]).states(days, known="then")]
        [0, 1]
        >>> [len(state.refusals()) for state in History([late]).states(days)]
        [1, 1]
        """
        return (step.state for step in self.steps(on, known=known))

    def steps(self, on: Iterable[WhenLike], *, known: _walk.Known = None) -> Iterator[_walk.Step]:
        """Yield what ``states`` does, with the facts that settled since a day; raises as it does.

        >>> from peacetalks.events import MeetingHeld
        >>> history = History([MeetingHeld(id="granada", occurred="2023-10-05", meeting="m")])
        >>> [len(step.since(step.day - 31)) for step in history.steps(["2023-09-30", "2023-10-31"])]
        [0, 1]
        """
        events = self._events.values()
        days = map(When, on)
        return _walk.walk(
            events, self.order, self.resolved, days, known, self._names, self._registry
        )

    def resolved(self, viewpoint: Viewpoint | None = None) -> Timeline:
        """Return the effective facts of a viewpoint, whatever its day, in the one order.

        Raises:
            InvalidValue: as ``at`` does.
        """
        return self._timelines.of(viewpoint)

    def resolution(self, viewpoint: Viewpoint | None = None) -> Resolution:
        """Return what counts from a viewpoint, what does not, and bookkeeping without effect.

        Raises:
            InvalidValue: as ``at`` does.
        """
        return self._timelines.resolution(viewpoint)

    @property
    def actors(self) -> Register:
        """Who is on record, under which names and ids, knowing all that is on record now.

        What was known on a day, or who a party says it is, ``state.actors`` tells.

        >>> from peacetalks.events import ActorNamed
        >>> named = ActorNamed(occurred="2017", actor="UCDP:4456", names="Syrian insurgents")
        >>> History([named]).actors.name("UCDP:4456")
        'Syrian insurgents'
        """
        return self.resolved().actors

    def _all_actors(self) -> Register:
        return self.actors

    @property
    def names(self) -> Names:
        """What questions may ask for: what the events name, on any day."""
        return self._names

    # Questions about several viewpoints, or about what stands behind one

    def accounts(self, *parties: str, known: WhenLike | None = None) -> _accounts.Accounts:
        """Return how two parties or more tell the story, side by side.

        Raises:
            InvalidValue: for fewer than two parties, what is no party's code, or no date.
            NotFound: as ``state`` does.

        >>> from peacetalks.events import OffensiveLaunched
        >>> told = History([OffensiveLaunched(id="a", occurred="2023-09-19", offensive="o",
        ...                                   claimed_by="ARM")]).accounts("AZE", "ARM")
        >>> [event.id for event in told.only["ARM"]], told.only["AZE"]
        (['a'], ())
        """
        told = codes(parties, self.names)
        if len(set(told)) < 2:  # noqa: PLR2004 # a comparison is of two
            raise InvalidValue("accounts are compared of two parties or more", value=parties)
        return _accounts.accounts(self, told, known=known)

    def why(self, part: Part | Phase | str, *, viewpoint: Viewpoint | None = None) -> _why.Why:
        """Return the events, sources and bookkeeping behind a part or a phase, in order.

        Args:
            part: a part or a phase of a state, or its address: ``"meetings/granada-2023-10"``,
                ``"phase/ARM-AZE"``.
            viewpoint: from where it is seen; None: knowing all.

        Raises:
            NotFound: for a part of which nothing is on record from there.
            InvalidValue: as ``at`` does.
        """
        return _why.why(self, part, viewpoint or Viewpoint())

    def diff(self, a: Viewpoint, b: Viewpoint) -> _diff.Diff:
        """Return which parts differ between two viewpoints, and which events did it.

        Raises:
            InvalidValue: as ``at`` does.
        """
        return _diff.diff(self, a, b)

    def timeline(
        self,
        *,
        kind: str | type[Event] | None = None,
        actor: str | None = None,
        meeting: str | None = None,
        since: WhenLike | None = None,
        until: WhenLike | None = None,
        text: str | None = None,
        part: str | None = None,
        viewpoint: Viewpoint | None = None,
    ) -> tuple[Event, ...]:
        """Return the effective facts that pass all filters, in the one order.

        Args:
            kind: only facts of this kind, by tag or class.
            actor: only facts that name this actor anywhere, by its code or name.
            meeting: only facts about this meeting.
            since: only facts that can have happened on this day or later.
            until: only facts that can have happened on this day or earlier.
            text: only facts that say this in a text, identifier, code or date, in any case and
                with any white space between the words. Names of fields are no such text.
            part: only facts that write to this part, by its address.
            viewpoint: from where; its day counts as ``until``.

        Raises:
            InvalidValue: for a kind, an actor or a day that is none, where no day is left, and as
                ``at`` does.
            NotFound: for an actor, a meeting or a part that no event names.
        """
        return _narrative.timeline(
            self,
            kind=kind,
            actor=actor,
            meeting=meeting,
            since=since,
            until=until,
            text=text,
            part=part,
            viewpoint=viewpoint,
        )
