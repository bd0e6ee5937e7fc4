"""``History``: events, and the states they fold into, from any viewpoint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.clocks import public, settled
from peacetalks.history.order import in_order
from peacetalks.reducer.fold import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import WhenLike

__all__ = ["History"]


@final
class History:
    """The events of one negotiation.

    Args:
        events: facts in any order; what is folded is in the one order of ``in_order``.

    >>> from peacetalks.events import MeetingProposed, MeetingRefused
    >>> history = History([
    ...     MeetingRefused(occurred="2023-11-16", meeting="washington", by="AZE"),
    ...     MeetingProposed(occurred="2023-11-10", meeting="washington", invitees=("ARM", "AZE")),
    ... ])
    >>> history.state(on="2023-11-15").meeting("washington").status
    'proposed'
    >>> history.state().meeting("washington").status
    'refused'
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = tuple(in_order(_checked(event) for event in events))

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, in the one order."""
        return self._events

    def state(
        self, *, on: WhenLike | None = None, known: WhenLike | None = None
    ) -> NegotiationState:
        """Return the negotiation as it stood on a day, as known on a day.

        Args:
            on: facts that had settled by the end of this day count; None: all.
            known: facts public by the end of this day count; None: all.
        """
        viewpoint = Viewpoint(on=on, known=known)
        last_day = None if viewpoint.on is None else viewpoint.on.last_day
        known_by = None if viewpoint.known is None else viewpoint.known.hi
        visible = [e for e in self._events if known_by is None or public(e) <= known_by]
        if last_day is None:
            return fold(visible).having(viewpoint=viewpoint)
        settled_by = [event for event in visible if settled(event) <= last_day]
        unsettled = tuple(
            event
            for event in visible
            if settled(event) > last_day and event.occurred.first_day <= last_day
        )
        return fold(settled_by).having(viewpoint=viewpoint, unsettled=unsettled)

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        return f"<History of {len(self._events)} events>"


def _checked(event: Event) -> Event:
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not an event", value=event, hint="give pt.History a list of events")
    return event
