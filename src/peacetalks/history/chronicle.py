"""``Chronicle``: what a question about a history needs from it.

``History`` imports the questions (accounts, differences, the basis of a part). So they take a
``Chronicle`` and do not import ``History``.
"""

from __future__ import annotations

from typing import Protocol

from peacetalks.events import Event
from peacetalks.history.order import Order
from peacetalks.history.timeline import Timeline
from peacetalks.state.names import Names
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Chronicle"]


class Chronicle(Protocol):
    """Events in the one order, and which of them count from a viewpoint."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, bookkeeping included, in the one order."""
        ...

    @property
    def order(self) -> Order:
        """The one order, with the places of these events."""
        ...

    @property
    def names(self) -> Names:
        """The names that questions may use: those in the events, on any day."""
        ...

    def effective(self, viewpoint: Viewpoint | None = None) -> Timeline:
        """Return the facts that count from a viewpoint, whatever its day; None: all is known."""
        ...

    def at(self, viewpoint: Viewpoint) -> NegotiationState:
        """Return the negotiation as it is from a viewpoint."""
        ...
