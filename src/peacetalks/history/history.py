"""``History``: events, and the states they fold into, from any viewpoint.

Three steps, each a module: *resolve* which events count (``resolve.py``, with the theory of
operation), *order* them (``order.py``), *fold* them (``reducer/fold.py``). A history keeps the
resolved sequence of a few viewpoints, each with states along it (``timeline.py``), so that
a state on any day costs a bisect and a short fold. Every answer equals a fold from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, final

from peacetalks.construction import Codes
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER, public, settled
from peacetalks.history import accounts as _accounts
from peacetalks.history import diff as _diff
from peacetalks.history import narrative as _narrative
from peacetalks.history import walk as _walk
from peacetalks.history import why as _why
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.order import in_order, sort_key
from peacetalks.history.record import Record, not_recorded, position_of, recorded_by
from peacetalks.history.resolve import Effective, Resolution, resolve
from peacetalks.history.timeline import Timeline
from peacetalks.plural import many
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import DAY, When, WhenLike

__all__ = ["History"]

_VIEWPOINTS_KEPT = 4
_MOST_PRINTED = 50
_Key = tuple[int | None, When | int | None, Codes]


@final
class History:
    """The events of one negotiation, and its states from any viewpoint.

    Args:
        events: facts and bookkeeping in any order, or the records of a log. Of two events of
            one id with different content the one that was public first counts, so that what
            was known stays as it was; ``check`` tells.

    Raises:
        InvalidValue: for what is neither an event nor a record.

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

    def __init__(self, events: Iterable[Event | Record]) -> None:
        self._events: dict[str, Event] = {}
        self._records: dict[str, Record] = {}
        self._position = position_of(events)
        self._awaited: set[str] = set()
        self._timelines: dict[_Key, Timeline] = {}
        for item in events:
            self._take(item)

    def _take(self, item: Event | Record) -> Event | None:
        """Keep an event; return it if it is new."""
        if isinstance(item, Record):
            event = item.event
            self._position = max(self._position, item.position)
            recorded = self._records.setdefault(event.id, item)
            if item.position < recorded.position:
                self._records[event.id] = item
        else:
            event = _checked(item)
        held = self._events.get(event.id)
        if held == event or (held is not None and _before(held, event)):
            return None
        self._events[event.id] = event
        if isinstance(event, BOOKKEEPING):
            self._awaited.update(targets(event))
        return event

    def _stands_alone(self, event: Event) -> bool:
        """Return whether an event neither is bookkeeping nor is meant by any."""
        return not isinstance(event, BOOKKEEPING) and event.id not in self._awaited

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, bookkeeping included, in the one order."""
        return tuple(in_order(self._events.values()))

    def __len__(self) -> int:
        return len(self._events)

    def span(self, *, known: bool = False) -> tuple[int, int] | None:
        """Return the first and the last day, in days since 1970-01-01; None: there is none.

        Args:
            known: on which anything became public, instead of happened.

        >>> from peacetalks.events import MeetingHeld
        >>> late = MeetingHeld(occurred="1970-01-02", meeting="m", reported="1970-02-01")
        >>> History([late]).span(), History([late]).span(known=True)
        ((1, 1), (31, 31))
        """
        events = self._events.values()
        days = [public(e) // DAY for e in events] if known else [settled(e) for e in events]
        ours = [day for day in days if abs(day) < NEVER]
        return (min(ours), max(ours)) if ours else None

    def __repr__(self) -> str:
        return f"<History of {many(len(self._events), 'event')}>"

    def _repr_html_(self) -> str:
        """Return it as a card, for notebooks, which look for a method of this name."""
        from peacetalks.history.card import card_of  # noqa: PLC0415 # the card reads histories

        return card_of(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # as it is called
        """Print a short history as the Python that makes it, an event a line.

        IPython and Hypothesis look for a method of this name. Any: both have a printer of their
        own, with these methods.
        """
        if cycle or len(self._events) > _MOST_PRINTED:
            printer.text(repr(self))
            return
        if not self._events:
            printer.text("History([])")
            return
        with printer.group(4, "History([", ""):
            for event in self.events:
                printer.break_()
                printer.text(f"{self._records.get(event.id, event)!r},")
        printer.break_()
        printer.text("])")

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
        self._position = max(self._position, position_of(events))
        for item in events:
            number = len(self._events)
            event = self._take(item)
            if event is not None:
                fresh[event.id] = event
                plain = plain and len(self._events) > number and self._stands_alone(event)
        for key, timeline in self._timelines.items():
            known, recorded, told_by = key
            acts = told_by and any(event.act for event in fresh.values())
            if not plain or recorded is not None or acts:
                timeline.replace(self._resolve(key).facts)
                continue
            timeline.extend(
                Effective(event, event)
                for event in fresh.values()
                if (known is None or public(event) <= known)
                and (not told_by or not event.claimed_by or set(told_by) <= set(event.claimed_by))
            )

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
            told_by: the account of this party, or what the accounts of several share.
            unsettled: whether facts that may have happened by ``on`` count too; otherwise
                ``state.unsettled`` lists them.

        Raises:
            InvalidValue: for a day or a party that is none, and as ``at`` does.
        """
        return self.at(
            Viewpoint(on=on, known=known, recorded=recorded, told_by=told_by, unsettled=unsettled)
        )

    def at(self, viewpoint: Viewpoint) -> NegotiationState:
        """Return the negotiation from a viewpoint given as one value.

        Raises:
            InvalidValue: for what is no viewpoint, ``recorded`` of events that no log recorded,
                or a position that the stream has not reached.
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
        return _walk.walk(self._events.values(), self.resolved, map(When, on), known)

    def resolved(self, viewpoint: Viewpoint | None = None) -> Timeline:
        """Return the effective facts of a viewpoint, whatever its day, in the one order.

        Raises:
            InvalidValue: as ``at`` does.
        """
        seen = _seen(viewpoint)
        known = None if seen.known is None else seen.known.hi
        key = (known, seen.recorded, tuple(sorted(set(seen.told_by))))
        timeline = self._timelines.get(key)
        if timeline is None:
            timeline = Timeline(self._resolve(key).facts)
        # The one asked for last is kept longest. Other threads may be asking: nothing is
        # changed in place.
        others = [item for item in self._timelines.items() if item[0] != key]
        self._timelines = dict([*others, (key, timeline)][-_VIEWPOINTS_KEPT:])
        return timeline

    def resolution(self, viewpoint: Viewpoint | None = None) -> Resolution:
        """Return what counts from a viewpoint, what does not, and bookkeeping without effect.

        Raises:
            InvalidValue: as ``at`` does.
        """
        seen = _seen(viewpoint)
        known = None if seen.known is None else seen.known.hi
        return self._resolve((known, seen.recorded, seen.told_by))

    def _resolve(self, key: _Key) -> Resolution:
        known, recorded, told_by = key
        events: Iterable[Event] = self._events.values()
        if recorded is not None:
            events = self._recorded_by(recorded)
        return resolve(events, known=known, told_by=told_by)

    def _recorded_by(self, recorded: When | int) -> list[Event]:
        if len(self._records) < len(self._events):
            raise not_recorded(recorded)
        return [r.event for r in recorded_by(self._records.values(), recorded, self._position)]

    # Questions about several viewpoints, or about what stands behind one

    def accounts(self, *parties: str, known: WhenLike | None = None) -> _accounts.Accounts:
        """Return how parties tell the story, side by side.

        Raises:
            InvalidValue: for what is no party's code, or no date.

        >>> from peacetalks.events import OffensiveLaunched
        >>> told = History([OffensiveLaunched(id="a", occurred="2023-09-19", offensive="o",
        ...                                   claimed_by="ARM")]).accounts("AZE", "ARM")
        >>> [event.id for event in told.only["ARM"]], told.only["AZE"]
        (['a'], ())
        """
        return _accounts.accounts(self, parties, known=known)

    def why(self, part: Part | str, *, viewpoint: Viewpoint | None = None) -> _why.Why:
        """Return the events, sources and bookkeeping behind a part of a state, in order.

        Args:
            part: a part, or its address as ``"meetings/granada-2023-10"``.
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
            text: only facts in which this text stands, in any case.
            part: only facts that write to this part, by its address.
            viewpoint: from where; its day counts as ``until``.

        Raises:
            InvalidValue: for a kind, an actor or a day that is none, where no day is left, and as
                ``at`` does.
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


def _before(held: Event, event: Event) -> bool:
    return (public(held), sort_key(held), repr(held)) <= (
        public(event),
        sort_key(event),
        repr(event),
    )


def _checked(event: Event) -> Event:
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "neither an event nor a record", value=event, hint="give pt.History a list of events"
        )
    return event


def _seen(viewpoint: Viewpoint | None) -> Viewpoint:
    if viewpoint is None:
        return Viewpoint()
    if not isinstance(viewpoint, Viewpoint):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("no viewpoint", value=viewpoint, hint="pt.Viewpoint(on='2023-11-17')")
    return viewpoint
