"""``History``: events, and the states they fold into, from any viewpoint.

Three steps, each a module: resolve which events count (``resolution.py``, with the theory of
operation), order them (``order.py``), fold them (``reducer/folding.py``). A history keeps the
sequence of a few viewpoints with states along it (``timeline.py``); its answers equal a full fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Unpack, final, overload

from peacetalks._support.deprecation import renamed
from peacetalks._support.wording import count_noun
from peacetalks.actors import Registry
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields.explain import several_events
from peacetalks.history import comparison as _accounts
from peacetalks.history import daily as _daily
from peacetalks.history import differences as _diff
from peacetalks.history import explanation as _why
from peacetalks.history import filtering as _filtering
from peacetalks.history.filtering import E, Others
from peacetalks.history.kept import Kept
from peacetalks.history.order import InOrder, Order
from peacetalks.history.record import Record
from peacetalks.history.resolution import Resolution
from peacetalks.history.timeline import Timeline
from peacetalks.history.timelines import Timelines
from peacetalks.notebook.python import print_history
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.queries import Phase
from peacetalks.state.queries.arguments import codes
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["History"]


@final
class History:
    """The events of one negotiation, and its states from any viewpoint.

    Args:
        events: facts and bookkeeping in any order, events read from a file, or the records of a
            log. If two events with the same id differ, the one that was public first counts, so
            that what was known does not change; ``check`` reports it.
        vocabulary: the kinds, in the order that breaks ties between facts of one day.
        in_order: whether the position in ``events`` decides the order of two events if nothing
            else does. None: it decides for events read from a log or a file; in a list the ids
            decide, and ``check`` reports where that matters.
        registry: the actors known without a statement on record; None: ``peacetalks.world()``.

    Raises:
        InvalidValue: if an item is not an event or a record, or ``events`` is a path (``pt.read``).

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
        self._names = Names(self._events.values, actors=partial(getattr, self, "actors"))
        self._timelines = Timelines(self._kept, self._names, registry)
        placed = self._are_placed(events)
        self._kept.reach(events)
        for item in several_events(events):
            self._kept.take(item, placed=placed)

    def _are_placed(self, events: object) -> bool:
        return isinstance(events, InOrder) if self._in_order is None else self._in_order

    def only(self, events: Iterable[Event]) -> History:
        """Return a history of some of its events, in the places that they have here.

        >>> from peacetalks.events import MeetingHeld
        >>> held = [MeetingHeld(id=id, occurred="2023", meeting=id) for id in "ba"]
        >>> [event.id for event in History(held, in_order=True).only(reversed(held)).events]
        ['b', 'a']
        """
        vocabulary, registry = self.order.vocabulary, self._registry
        some = History(events, vocabulary=vocabulary, in_order=False, registry=registry)
        some._in_order = self._in_order
        some._kept.only(self._kept)
        # Questions may still use names that only the other events have.
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
        """Return the first and the last day, in days since 1970-01-01; None: there is no day.

        Statements about actors have no day: a name does not make a story longer.

        Args:
            known: whether to return the days on which events became public, not happened.

        >>> from peacetalks.events import MeetingHeld
        >>> late = MeetingHeld(occurred="1970-01-02", meeting="m", reported="1970-02-01")
        >>> History([late]).span(), History([late]).span(known=True)
        ((1, 1), (31, 31))
        """
        return self._kept.span(known=known)

    def __repr__(self) -> str:
        return f"<History of {count_noun(len(self._events), 'event')}>"

    def _repr_html_(self) -> str:
        """Return the history as a card: notebooks look for a method of this name."""
        from peacetalks.notebook.history import card_of  # noqa: PLC0415 # only notebooks draw cards

        kinds, actors = _filtering.counts(self.events, self.actors)
        return card_of(len(self), self.span(), kinds, actors)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Print a short history as Python, for IPython and Hypothesis. Any: printers of theirs."""
        print_history(printer, [self._records.get(event.id, event) for event in self.events])

    def extend(self, events: Iterable[Event | Record]) -> None:
        """Take more events, in any order; the events before them are not folded again.

        Raises:
            InvalidValue: if an item is neither an event nor a record.

        >>> from peacetalks.events import MeetingHeld
        >>> history = History([])
        >>> history.extend([MeetingHeld(occurred="2023-07-15", meeting="brussels-2023-07")])
        >>> history.state().meeting("brussels-2023-07").status
        'held'
        """
        added: dict[str, Event] = {}
        plain = True
        placed = self._are_placed(events)
        self._kept.reach(events)
        for item in several_events(events):
            taken = self._kept.take(item, placed=placed)
            if taken is not None:
                event, is_new = taken
                added[event.id] = event
                plain = plain and is_new and self._kept.is_plain(event)
        self._names.add(added.values)
        self._timelines.extend(added, plain=plain)

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
            known: events that were public by the end of this day count, corrections too; None: all.
            recorded: the log as it was at this instant, or after this position of the stream; for
                histories of records.
            told_by: according to this party, by its code or name; for several parties, what their
                accounts share.
            unsettled: whether facts that may have happened by ``on`` count too; otherwise
                ``state.unsettled`` lists them.

        Raises:
            InvalidValue: if a day or a party is not valid, and as ``at`` does.
            NotFound: if no event names a party and no register knows it.
        """
        tellers = codes(told_by, self.names)
        return self.at(
            Viewpoint(on=on, known=known, recorded=recorded, told_by=tellers, unsettled=unsettled)
        )

    def at(self, viewpoint: Viewpoint) -> NegotiationState:
        """Return the negotiation from a viewpoint given as one value.

        Raises:
            InvalidValue: if ``viewpoint`` is not a viewpoint, or if it has ``recorded`` but no log
                recorded the events, or the stream has not reached that position.
            NotFound: as ``state`` does.
        """
        return self.effective(viewpoint).at(viewpoint)

    def states(
        self, on: Iterable[WhenLike], *, known: _daily.Known = None
    ) -> Iterator[NegotiationState]:
        """Yield the negotiation day by day, in one pass.

        Args:
            on: the days, in order.
            known: events that were public by the end of this day count. ``"then"``: on each day
                those public by the end of that day, so that no state knows more than people could
                know. None: all.

        Raises:
            InvalidValue: when it is read, if a day is not valid or is before the previous day.

        >>> from peacetalks.events import MeetingRefused
        >>> late = MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE", reported="2023-12")
        >>> days = ["2023-11-30", "2023-12-31"]
        >>> [len(state.refusals()) for state in History([late]).states(days, known="then")]
        [0, 1]
        >>> [len(state.refusals()) for state in History([late]).states(days)]
        [1, 1]
        """
        return (day.state for day in self.daily(on, known=known))

    def daily(self, on: Iterable[WhenLike], *, known: _daily.Known = None) -> Iterator[_daily.Day]:
        """Yield what ``states`` does, with the facts that settled since any day; raises as it does.

        >>> from peacetalks.events import MeetingHeld
        >>> history = History([MeetingHeld(id="granada", occurred="2023-10-05", meeting="m")])
        >>> [len(each.since(each.day - 31)) for each in history.daily(["2023-09-30", "2023-10-31"])]
        [0, 1]
        """
        events, days = self._events.values(), map(When, on)
        return _daily.days(
            events, self.order, self.effective, days, known, self._names, self._registry
        )

    def effective(self, viewpoint: Viewpoint | None = None) -> Timeline:
        """Return what counts from a viewpoint, whatever its day; raises as ``at`` does.

        Its ``events`` are the effective facts in the one order. ``facts`` has the bookkeeping
        behind each, ``hidden`` facts that do not count, ``problems`` bookkeeping without effect.

        >>> from peacetalks.events import EventRetracted, MeetingHeld
        >>> held = MeetingHeld(id="held", occurred="2023-07-15", meeting="m")
        >>> misread = EventRetracted(occurred="2023-07-20", target="held", reason="misread")
        >>> effective = History([held, misread]).effective()
        >>> effective.events, [fact.event.id for fact in effective.hidden]
        ((), ['held'])
        """
        return self._timelines.of(viewpoint)

    @renamed("History.effective", since="0.1")
    def resolved(self, viewpoint: Viewpoint | None = None) -> Timeline:
        """Deprecated since 0.1: the old name of ``effective``."""
        return self.effective(viewpoint)

    @renamed("History.effective", since="0.1")
    def resolution(self, viewpoint: Viewpoint | None = None) -> Resolution:
        """Deprecated since 0.1: ``effective`` has all of it."""
        timeline = self.effective(viewpoint)
        return Resolution(timeline.facts, timeline.hidden, timeline.problems, timeline.aliases)

    @renamed("History.daily", since="0.1")
    def steps(self, on: Iterable[WhenLike], *, known: _daily.Known = None) -> Iterator[_daily.Day]:
        """Deprecated since 0.1: the old name of ``daily``."""
        return self.daily(on, known=known)

    @property
    def actors(self) -> Register:
        """The actors on record, with their names and ids, according to everything on record now.

        For what was known on a day, or what a party says, see ``state.actors``.

        >>> from peacetalks.events import ActorNamed
        >>> named = ActorNamed(occurred="2017", actor="UCDP:4456", names="Syrian insurgents")
        >>> History([named]).actors.name("UCDP:4456")
        'Syrian insurgents'
        """
        return self.effective().actors

    @property
    def names(self) -> Names:
        """The names that questions may use: those in the events, on any day."""
        return self._names

    def accounts(self, *parties: str, known: WhenLike | None = None) -> _accounts.Accounts:
        """Return how two or more parties tell the story, side by side.

        Raises:
            InvalidValue: if there are fewer than two parties, or a code or day is not valid.
            NotFound: as ``state`` does.

        >>> from peacetalks.events import OffensiveLaunched
        >>> accounts = History([OffensiveLaunched(id="a", occurred="2023-09-19", offensive="o",
        ...                                       claimed_by="ARM")]).accounts("AZE", "ARM")
        >>> [event.id for event in accounts.only["ARM"]], accounts.only["AZE"]
        (['a'], ())
        """
        tellers = codes(parties, self.names)
        if len(set(tellers)) < 2:  # noqa: PLR2004 # a comparison needs two
            raise InvalidValue("accounts needs two or more parties", value=parties)
        return _accounts.accounts(self, tellers, known=known)

    def why(self, part: Part | Phase | str, *, viewpoint: Viewpoint | None = None) -> _why.Why:
        """Return the events, sources and bookkeeping behind a part or a phase, in order.

        Args:
            part: a part or a phase of a state, or its address: ``"meetings/granada-2023-10"``,
                ``"phase/ARM-AZE"``.
            viewpoint: the viewpoint; None: everything is known.

        Raises:
            NotFound: if nothing about the part is on record from the viewpoint.
            InvalidValue: as ``at`` does.
        """
        return _why.why(self, part, viewpoint or Viewpoint())

    def diff(self, a: Viewpoint, b: Viewpoint) -> _diff.Diff:
        """Return which parts differ between two viewpoints, and which events made the difference.

        Raises:
            InvalidValue: as ``at`` does.
        """
        return _diff.diff(self, a, b)

    @overload
    def timeline(self, *, kind: type[E], **others: Unpack[Others]) -> tuple[E, ...]: ...
    @overload
    def timeline(
        self, *, kind: str | None = ..., **others: Unpack[Others]
    ) -> tuple[Event, ...]: ...
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
            since: only facts that may have happened on this day or later.
            until: only facts that may have happened on this day or earlier.
            text: only facts that have this in a text, identifier, code or date, in any case and
                with any white space between the words. Names of fields do not count.
            part: only facts that write to this part, by its address.
            viewpoint: the viewpoint; facts that settled by its day count.

        Raises:
            InvalidValue: if a filter is not valid, if ``since`` is after ``until``, as ``at`` does.
            NotFound: if no event names the actor, the meeting or the part.
        """
        return _filtering.timeline(
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
