"""``Snapshot``: what a fold yields, before any question is asked of it.

Queries and the brief take a snapshot: its tables, its day, the events behind it. The questions
people ask of it are the methods of ``NegotiationState``.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from typing import Any, Self, TypeVar

import attrs
from attrs import field, frozen

from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER, settled
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.ground import LegalAct
from peacetalks.state.mediation import Standing
from peacetalks.state.meetings import Meeting
from peacetalks.state.names import Names
from peacetalks.state.pairs import pairs_of
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.register import Register
from peacetalks.state.texts import Agreement
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import When, day_text

__all__ = ["Snapshot"]

P = TypeVar("P", bound=Part)


@frozen(kw_only=True, repr=False)
class Snapshot:
    """The tables of a negotiation on a day, from a viewpoint.

    Attributes:
        parts: the tables of its parts, as ``state.parts.meetings``.
        viewpoint: from where it is seen; None: a plain fold.
        last: the event folded last, of those whose day can be known.
        fact_count: how many facts it is the fold of: those replaced by later ones and other
            accounts of an act among them; bookkeeping, annotations, checkpoints and unknown
            kinds are none.
        unresolved: bookkeeping that a plain fold met and did not apply.
        unsettled: facts that may have happened by its day, and are not in it.
        disputes: who disputes which event, by the event's id.
        aliases: ids that mean another fact, each with the id of that fact: those merged away,
            and in an account those of tellings that its party's own takes the place of.
        actors: who is on record, under which names and ids.

    >>> Snapshot().day, Snapshot().facts
    (0, ())
    """

    parts: Parts = Parts()
    viewpoint: Viewpoint | None = field(default=None, eq=False)
    last: Event | None = field(default=None, eq=False)
    fact_count: int = field(default=0, eq=False)
    unresolved: tuple[Event, ...] = ()
    unsettled: tuple[Event, ...] = ()
    disputes: FrozenMap[str, tuple[str, ...]] = FrozenMap()
    aliases: FrozenMap[str, str] = field(default=FrozenMap(), eq=False)
    actors: Register = field(default=Register(), eq=False)
    _of_history: Names | None = field(default=None, eq=False, alias="names_of_history")

    def __reduce__(self) -> tuple[object, ...]:
        # What a whole history names may outweigh a state by far.
        fields = (f for f in attrs.fields(type(self)) if f.name != "_of_history")
        told = {str(f.alias): getattr(self, f.name) for f in fields}
        return functools.partial(type(self), **told), ()

    def having(self, **changes: Any) -> Self:
        """Return a copy with other tables or attributes."""
        # Any: a table's type depends on its name.
        tables = {f.name for f in attrs.fields(Parts)}
        parts = {name: value for name, value in changes.items() if name in tables}
        others = {name: value for name, value in changes.items() if name not in tables}
        return attrs.evolve(self, parts=attrs.evolve(self.parts, **parts), **others)

    # The day

    @functools.cached_property
    def day(self) -> int:
        """The day it speaks for, in days since 1970-01-01; 0 if nothing is on record."""
        if self.viewpoint is not None and self.viewpoint.on is not None:
            return _on_calendar(self.viewpoint.on.last_day, self.viewpoint.on)
        return 0 if self.last is None else _on_calendar(settled(self.last), self.last.occurred)

    @property
    def on(self) -> When:
        """The day it speaks for: as asked for, else the last day on record."""
        return When(day_text(self.day))

    @property
    def seen(self) -> str:
        """From where it is seen, in words.

        >>> Snapshot().seen
        'no day'
        """
        if self.viewpoint is None:
            return f"on {self.on}" if self.last else "no day"
        return self.viewpoint.in_words(self.actors)

    # Parts by name

    def meeting(self, meeting: str) -> Meeting:
        """Return a meeting by its identifier; ``NotFound`` if there is none."""
        return _found("meeting", self.parts.meetings, meeting)

    def agreement(self, agreement: str) -> Agreement:
        """Return an agreement by its identifier; ``NotFound`` if there is none."""
        return _found("agreement", self.parts.agreements, agreement)

    def legal_act(self, legal_act: str) -> LegalAct:
        """Return a legal act by its identifier; ``NotFound`` if there is none."""
        return _found("legal act", self.parts.legal_acts, legal_act)

    def event(self, id: str) -> Event | None:  # noqa: A002 # the field is called so
        """Return an event that made the state as it is, by any of its ids; None if it did not."""
        return self._events_by_id.get(self.canonical_id(id))

    def canonical_id(self, id: str) -> str:  # noqa: A002 # the field is called so
        """Return the id of the fact that an id means: its own, unless it was merged away.

        Whatever looks up an id that one event gives of another asks this.
        """
        return self.aliases.get(id, id)

    @functools.cached_property
    def facts(self) -> tuple[Event, ...]:
        """The events that made the state as it is, once each."""
        unique = {id(event): event for _, _, part in self.parts for event in part.because}
        return tuple(unique.values())

    @functools.cached_property
    def facts_by_pair(self) -> Mapping[tuple[str, str], int]:
        """How many facts are about each pair of parties, as ``peacetalks.state.pairs`` counts them.

        A brief and the phases of one state ask for it several times, and read every fact for it.
        """
        principal = self.actors.principal
        return Counter(pair for event in self.facts for pair in pairs_of(event, principal))

    @functools.cached_property
    def standings_by_principals(self) -> Mapping[tuple[str, str], tuple[Standing, ...]]:
        """The standings of mediators with parties, by those for whom the two act."""
        found: dict[tuple[str, str], tuple[Standing, ...]] = {}
        principal = self.actors.principal
        for (mediator, party), standing in self.parts.standings.items():
            key = (principal(mediator), principal(party))
            found[key] = (*found.get(key, ()), standing)
        return found

    @functools.cached_property
    def names(self) -> Names:
        """What can be asked for: what the events of its history name, on any day.

        A plain fold knows its own facts alone. Of a state that was copied or sent from elsewhere
        without its history any name may be right.
        """
        return Names(
            lambda: (*self.facts, *self.unsettled, *self.unresolved),
            self._of_history,
            actors=lambda: self.actors,
            whole=self._of_history is not None or self.viewpoint is None,
        )

    @functools.cached_property
    def _events_by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.facts}


def _on_calendar(day: int, when: When) -> int:
    """Return a day; of what has no last day its first, of what has neither the day 0."""
    return next((d for d in (day, when.first_day) if abs(d) < NEVER), 0)


def _found(what: str, table: FrozenMap[str, P], key: str) -> P:
    if key in table:
        return table[key]
    hint = did_you_mean(key, table)
    raise NotFound(f"no {what} {key!r} on record" + (f"; hint: {hint}" if hint else ""))
