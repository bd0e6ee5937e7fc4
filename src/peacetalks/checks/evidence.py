"""``Evidence``: what a rule looks at. ``Issue``: what a rule reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Final, TypeVar, cast, final

from attrs import frozen

from peacetalks.errors import did_you_mean
from peacetalks.events import Event
from peacetalks.findings import Rule
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.history.timeline import Timeline
from peacetalks.primitives.when import When
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.register import Register

__all__ = ["Evidence", "Issue", "by_kind", "describe", "well_before"]

E = TypeVar("E", bound=Event)

_MOST_COMPARED: Final = 1_000
"""Among more words than this, a misspelt one is compared only with those of the same beginning."""
_HEAD: Final = 3


@final
@frozen
class Issue:
    """What a rule reports about an event.

    Attributes:
        rule: the rule, with the code and the severity.
        event: the event whose line is shown.
        message: what is wrong, with which values, and a hint.
        path: the place inside the event.
        wrong: a word that may be misspelt.
        known: the words that may have been meant.
    """

    rule: Rule
    event: Event
    message: str
    path: str = "$"
    wrong: str | None = None
    known: Collection[str] = ()

    def hint(self) -> str:
        """Return the nearest of the known words as the end of a message, or an empty text."""
        if self.wrong is None:
            return ""
        near = self.known
        if len(near) > _MOST_COMPARED:
            head = self.wrong[:_HEAD]
            near = list(islice((w for w in near if w[:_HEAD] == head), _MOST_COMPARED))
        suggestion = did_you_mean(self.wrong, near)
        return f"; hint: {suggestion}" if suggestion else ""


@final
@frozen
class Evidence:
    """What a rule looks at.

    Attributes:
        events: every event as it was passed in, bookkeeping included, in that order.
        facts: the current facts, in the order of the history.
        kinds: the current facts by their class.
        history: the history of all events.
        effective: which events count, which do not, and bookkeeping without effect.
        state: the negotiation on the day of the check.
        actors: the actors on record, with the registry that ``check`` was called with.
    """

    events: tuple[Event, ...]
    facts: tuple[Event, ...]
    kinds: Mapping[type[Event], tuple[Event, ...]]
    history: History
    effective: Timeline
    state: NegotiationState
    actors: Register

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the facts of a kind, in the order of the history."""
        return cast("tuple[E, ...]", self.kinds.get(kind, ()))

    @property
    def facts_and_bookkeeping(self) -> tuple[Event, ...]:
        """The current facts, and the bookkeeping as it was passed in."""
        return (*self.facts, *(event for event in self.events if isinstance(event, BOOKKEEPING)))


def by_kind(events: Iterable[Event]) -> dict[type[Event], tuple[Event, ...]]:
    """Return events by their class."""
    grouped: dict[type[Event], list[Event]] = defaultdict(list)
    for event in events:
        grouped[type(event)].append(event)
    return {kind: tuple(members) for kind, members in grouped.items()}


def describe(event: Event) -> str:
    """Return the kind and id of an event, as messages name it."""
    return f"{event.kind} {event.id!r}"


def well_before(a: When, b: When) -> bool:
    """Return whether one day was certainly before another, in any time zone.

    A day compared with an instant may be the day in another time zone, so the two must be more
    than one day apart.
    """
    days = {"year", "month", "day"}
    slack = 0 if a.precision in days and b.precision in days else 1
    return a.last_day + slack < b.first_day
