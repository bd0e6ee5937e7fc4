"""``View``: what a column is computed from, and whom a row is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from typing import Any, Final, TypeAlias, final

from attrs import frozen

from peacetalks.events import AttackReported, Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.history.walk import Step
from peacetalks.state.force import Offensive
from peacetalks.state.ground import OnRecord
from peacetalks.state.meetings import Contact, Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.pairs import foes, pairs_of
from peacetalks.state.parts import Parts

__all__ = ["Pair", "Pairs", "View"]

Pair: TypeAlias = tuple[str, str]
"""The codes of two parties, in the order of the alphabet."""


@final
@frozen
class View:
    """A negotiation at the end of a period, as a row shows it.

    Attributes:
        step: the negotiation.
        live: its state without what is over.
        parties: whom the row is about: the two of a pair, or the parties of the negotiation.
        pair: whether it is about a pair.
    """

    step: Step
    live: NegotiationState
    parties: tuple[str, ...]
    pair: bool

    @property
    def day(self) -> int:
        """The last day of the period, in days since 1970-01-01."""
        return self.step.day

    def concerns(self, *named: Iterable[str] | None) -> bool:
        """Return whether something between these actors belongs in the row.

        In the row of a negotiation everything does; in that of a pair what names both, and what
        names nobody but the two.
        """
        if not self.pair:
            return True
        actors = self._counted(named)
        return actors <= set(self.parties) or actors >= set(self.parties)

    def between(self, *named: Iterable[str] | None) -> bool:
        """Return whether an act that names these actors belongs in the row.

        In the row of a negotiation every act does; in that of a pair those that name both.
        """
        if not self.pair:
            return True
        return self._counted(named) >= set(self.parties)

    def _counted(self, named: Iterable[Iterable[str] | None]) -> set[str]:
        """Return for whom the acts of actors count: those of an organ for its state.

        In the row of two of one state, who fought each other, each stands for itself.
        """
        principals = self.live.actors.principals
        if len(principals(self.parties)) == 1:
            return {code for codes in named for code in codes or ()}
        return {code for codes in named for code in principals(codes)}

    def facts(self, days: int) -> Sequence[Event]:
        """Return the facts that settled in the last so many days, this one included."""
        return self.step.since(self.day - days)

    def within(self, day: int, days: int) -> bool:
        """Return whether a day, in days since 1970-01-01, is among the last so many."""
        return self.day - days < day <= self.day


@final
class Pairs:
    """The pairs of parties between whom anything is on record, by and by.

    A pair stays, even where the fact that named it first is retracted.
    """

    def __init__(self) -> None:
        self._before = Parts()
        self._found: set[Pair] = set()

    def follow(self, state: NegotiationState) -> tuple[Pair, ...]:
        """Return the pairs of the next day, in the order of their codes."""
        principal = state.actors.principal
        for name, pairs in _PAIRS.items():
            table: FrozenMap[Any, Any] = getattr(state.parts, name)
            parts = table.others_than(getattr(self._before, name))
            for part in parts.values():
                named = list(pairs(part))
                if name in _FORCE:
                    self._found.update(foes(named, principal, sided=name != "hostilities"))
                else:
                    both = ((principal(a), principal(b)) for a, b in named)
                    self._found.update((min(a, b), max(a, b)) for a, b in both if a != b)
        self._before = state.parts
        return tuple(sorted(self._found))


def _contact(contact: Contact) -> Iterable[Pair]:
    return ((contact.a, contact.b),)


def _invitees(meeting: Meeting) -> Iterable[Pair]:
    return _among(meeting.invitees)


def _parties(part: Any) -> Iterable[Pair]:
    return _among(part.parties)


def _among(codes: Iterable[str] | None) -> Iterable[Pair]:
    return combinations(sorted(set(codes or ())), 2)


def _sides(offensive: Offensive) -> Iterable[Pair]:
    pairs = product(offensive.by or (), offensive.against or ())
    return ((min(pair), max(pair)) for pair in pairs if len(set(pair)) > 1)


def _attackers(fact: OnRecord) -> Iterable[Pair]:
    return pairs_of(fact.event) if isinstance(fact.event, AttackReported) else ()


_FORCE: Final = frozenset({"hostilities", "offensives", "on_record"})
"""The tables of acts of force: two of one principal who fought each other are a pair."""


_PAIRS: Final[dict[str, Callable[[Any], Iterable[Pair]]]] = {
    "contacts": _contact,
    "meetings": _invitees,
    "talks": _parties,
    "agreements": _parties,
    "ceasefires": _parties,
    "hostilities": _parties,
    "offensives": _sides,
    "on_record": _attackers,
}
"""Between which two parties the parts of a table are."""
