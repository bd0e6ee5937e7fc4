"""``Evidence``: what a rule looks at, and ``Remark``: what it says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Final, TypeVar, cast, final

from attrs import frozen

from peacetalks.errors import did_you_mean
from peacetalks.events import Event
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.history.resolve import Resolution
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.register import Register
from peacetalks.when import When

__all__ = ["Evidence", "Remark", "by_kind", "named", "well_before"]

E = TypeVar("E", bound=Event)

_MOST_COMPARED: Final = 1_000
"""With so many words a misspelt one is compared; of more, with those that begin as it does."""
_HEAD: Final = 3


@final
@frozen
class Remark:
    """What a rule says of an event.

    Attributes:
        code: one of ``CODES``.
        event: the event at whose line it is shown.
        message: what was found, with which values; a hint.
        path: the place inside the event.
        wrong: a word that may be misspelt.
        known: the words it may have meant.
    """

    code: str
    event: Event
    message: str
    path: str = "$"
    wrong: str | None = None
    known: Collection[str] = ()

    def hint(self) -> str:
        """Return the nearest of the known words, as the end of a message; of many, those alike."""
        if self.wrong is None:
            return ""
        near = self.known
        if len(near) > _MOST_COMPARED:
            head = self.wrong[:_HEAD]
            near = list(islice((w for w in near if w[:_HEAD] == head), _MOST_COMPARED))
        meant = did_you_mean(self.wrong, near)
        return f"; hint: {meant}" if meant else ""


@final
@frozen
class Evidence:
    """What a rule looks at.

    Attributes:
        given: every event as it was given, bookkeeping included, in the order given.
        facts: the facts as they stand now, in the one order.
        kinds: the same by their class.
        history: all of it.
        resolution: what counts, what does not, and bookkeeping without effect.
        state: the negotiation on the day of the check.
        actors: who is on record, with the registry that the check was given.
    """

    given: tuple[Event, ...]
    facts: tuple[Event, ...]
    kinds: Mapping[type[Event], tuple[Event, ...]]
    history: History
    resolution: Resolution
    state: NegotiationState
    actors: Register

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the facts of a kind, in the one order."""
        return cast("tuple[E, ...]", self.kinds.get(kind, ()))

    @property
    def standing(self) -> tuple[Event, ...]:
        """The facts as they stand now, and the bookkeeping as it was given."""
        return (*self.facts, *(event for event in self.given if isinstance(event, BOOKKEEPING)))


def by_kind(events: Iterable[Event]) -> dict[type[Event], tuple[Event, ...]]:
    """Return events by their class."""
    found: dict[type[Event], list[Event]] = defaultdict(list)
    for event in events:
        found[type(event)].append(event)
    return {kind: tuple(several) for kind, several in found.items()}


def named(event: Event) -> str:
    """Return how a message names an event."""
    return f"{event.kind} {event.id!r}"


def well_before(a: When, b: When) -> bool:
    """Return whether one day was certainly before another, wherever on earth it was written.

    A day beside an instant may be the day of another time zone, so those need a day between.
    """
    days = {"year", "month", "day"}
    slack = 0 if a.precision in days and b.precision in days else 1
    return a.last_day + slack < b.first_day
