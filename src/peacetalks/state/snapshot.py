"""``Snapshot``: the result of a fold, without the questions.

Queries and the brief take a snapshot: its tables, its day, the events behind it. ``NegotiationState``
adds the questions as methods.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final, Self, TypeVar

import attrs
from attrs import field, frozen

from peacetalks._support.deprecation import renamed
from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER, settled
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, day_text
from peacetalks.state.acts_by_pair import PairActs
from peacetalks.state.agreements import Agreement
from peacetalks.state.carried import Carried
from peacetalks.state.coverage import Coverage
from peacetalks.state.law import LegalAct
from peacetalks.state.mediation import Standing
from peacetalks.state.meetings import Meeting
from peacetalks.state.names import Names
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Snapshot"]

P = TypeVar("P", bound=Part)

_OF_A_HISTORY: Final = frozenset({"_of_history", "_carried"})


@frozen(kw_only=True, repr=False)
class Snapshot:
    """The tables of a negotiation on a day, from a viewpoint.

    Attributes:
        parts: the tables of its parts, for example ``state.parts.meetings``.
        viewpoint: from where it is seen; None: a plain fold.
        last: the last event folded, of those with a day.
        fact_count: the number of facts folded, including facts that later ones replaced and other
            accounts of an act. Bookkeeping, annotations, checkpoints and unknown kinds are not
            facts.
        unresolved: bookkeeping that a plain fold did not apply.
        unsettled: facts that may have happened by its day, and do not count.
        disputes: the actors that dispute an event, by the id of the event.
        aliases: ids that stand for another fact, with the id of that fact: those of merged facts,
            and in a party's account those of facts that its own version replaces.
        actors: the actors on record, with their names and ids.
        coverage: what was counted, where and when, according to the statements on record.

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
    coverage: Coverage = field(default=Coverage(), eq=False)
    _of_history: Names | None = field(default=None, eq=False, alias="names_of_history")
    _carried: Carried | None = field(default=None, eq=False, alias="carried")

    def __reduce__(self) -> tuple[object, ...]:
        # The names of a whole history, and what another state has counted, may take far more memory
        # than a state.
        fields = (f for f in attrs.fields(type(self)) if f.name not in _OF_A_HISTORY)
        arguments = {str(f.alias): getattr(self, f.name) for f in fields}
        return functools.partial(type(self), **arguments), ()

    def evolve(self, **changes: Any) -> Self:
        """Return a copy with other tables or attributes."""
        # Any: the type of a table depends on its name.
        tables = {f.name for f in attrs.fields(Parts)}
        parts = {name: value for name, value in changes.items() if name in tables}
        others = {name: value for name, value in changes.items() if name not in tables}
        return attrs.evolve(self, parts=attrs.evolve(self.parts, **parts), **others)

    @renamed("NegotiationState.evolve", since="0.1")
    def having(self, **changes: Any) -> Self:
        """Deprecated since 0.1: the old name of ``evolve``."""
        return self.evolve(**changes)

    # The day

    @functools.cached_property
    def day(self) -> int:
        """Its day, in days since 1970-01-01; 0 if nothing is on record."""
        if self.viewpoint is not None and self.viewpoint.on is not None:
            return _on_calendar(self.viewpoint.on.last_day, self.viewpoint.on)
        return 0 if self.last is None else _on_calendar(settled(self.last), self.last.occurred)

    @property
    def on(self) -> When:
        """Its day: the day of its viewpoint, or else the last day on record."""
        return When(day_text(self.day))

    @property
    def seen(self) -> str:
        """Its viewpoint, in words.

        >>> Snapshot().seen
        'no day'
        """
        if self.viewpoint is None:
            return f"on {self.on}" if self.last else "no day"
        return self.viewpoint.in_words(self.actors)

    # Parts by name

    def meeting(self, meeting: str) -> Meeting:
        """Return a meeting by its identifier; ``NotFound`` if there is none."""
        return _by_identifier("meeting", self.parts.meetings, meeting)

    def agreement(self, agreement: str) -> Agreement:
        """Return an agreement by its identifier; ``NotFound`` if there is none."""
        return _by_identifier("agreement", self.parts.agreements, agreement)

    def legal_act(self, legal_act: str) -> LegalAct:
        """Return a legal act by its identifier; ``NotFound`` if there is none."""
        return _by_identifier("legal act", self.parts.legal_acts, legal_act)

    def event(self, id: str) -> Event | None:  # noqa: A002 # the field is called so
        """Return one of ``facts`` by any of its ids; None if it is not one of them."""
        return self._events_by_id.get(self.canonical_id(id))

    def canonical_id(self, id: str) -> str:  # noqa: A002 # the field is called so
        """Return the id of the fact that an id stands for: the same, unless the fact was merged.

        Use it to look up an id with which one event refers to another.
        """
        return self.aliases.get(id, id)

    @functools.cached_property
    def facts(self) -> tuple[Event, ...]:
        """The events behind the parts, once each."""
        unique = {id(event): event for _, _, part in self.parts for event in part.because}
        return tuple(unique.values())

    @functools.cached_property
    def facts_by_pair(self) -> Mapping[tuple[str, str], int]:
        """The number of facts about each pair of parties, as ``peacetalks.state.pairs`` finds them.

        It is cached because it reads every fact, and a brief needs it several times.
        """
        return (self._carried or Carried()).facts_by_pair(self.parts, self.actors)

    @property
    def acts_by_pair(self) -> Mapping[tuple[str, str], PairActs]:
        """The meetings in rounds and the last use of force of each pair, by facts on record."""
        return (self._carried or Carried()).acts_by_pair(self.parts, self.actors)

    @functools.cached_property
    def on_record_by_subject(self) -> Mapping[str, tuple[Event, ...]]:
        """The facts on record about each subject.

        It is cached because questions about ceasefires look up each of them.
        """
        found: dict[str, list[Event]] = {}
        for fact in self.parts.on_record.values():
            subject = getattr(fact.event, "subject", None)
            if isinstance(subject, str):
                found.setdefault(subject, []).append(fact.event)
        return {subject: tuple(events) for subject, events in found.items()}

    @functools.cached_property
    def standings_by_principals(self) -> Mapping[tuple[str, str], tuple[Standing, ...]]:
        """The standings of mediators with parties, by the principals of the two."""
        standings: dict[tuple[str, str], tuple[Standing, ...]] = {}
        principal = self.actors.principal
        for (mediator, party), standing in self.parts.standings.items():
            key = (principal(mediator), principal(party))
            standings[key] = (*standings.get(key, ()), standing)
        return standings

    @functools.cached_property
    def names(self) -> Names:
        """The names that questions may use: those in the events of its history, on any day.

        A plain fold knows only the names in its own facts. A state that was pickled has no history,
        so that it accepts any name.
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
    """Return the last day of a date, or its first day if it has no last, or 0 if it has neither."""
    return next((d for d in (day, when.first_day) if abs(d) < NEVER), 0)


def _by_identifier(what: str, table: FrozenMap[str, P], key: str) -> P:
    if key in table:
        return table[key]
    hint = did_you_mean(key, table)
    raise NotFound(f"no {what} {key!r} on record" + (f"; hint: {hint}" if hint else ""))
