"""``View``: the input of a column's function, with the parties that the row is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from typing import Any, Final, TypeAlias, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.force import AttackReported
from peacetalks.history.daily import Day
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.force import Offensive
from peacetalks.state.meetings import Contact, Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.pairs import foes, pairs_of
from peacetalks.state.parts import Parts
from peacetalks.state.record import OnRecord
from peacetalks.state.register import Register

__all__ = ["Pair", "Pairs", "View", "concerns_pair", "is_between"]

Pair: TypeAlias = tuple[str, str]
"""The codes of two parties, in alphabetical order."""


@final
@frozen
class View:
    """A negotiation at the end of a period, for one row.

    Attributes:
        end: the negotiation on that day.
        live: its state without the parts that are over.
        parties: the parties that the row is about: a pair, or the parties of the negotiation.
        pair: whether the row is about a pair.
    """

    end: Day
    live: NegotiationState
    parties: tuple[str, ...]
    pair: bool

    @property
    def day(self) -> int:
        """The last day of the period, in days since 1970-01-01."""
        return self.end.day

    def concerns(self, *named: Iterable[str] | None) -> bool:
        """Return whether something that names these actors belongs in the row.

        In the row of a negotiation everything does. In the row of a pair, what names both of
        them does, and what names no one else.
        """
        return not self.pair or concerns_pair(self.parties, named, self.live.actors)

    def between(self, *named: Iterable[str] | None) -> bool:
        """Return whether an act that names these actors belongs in the row.

        In the row of a negotiation every act does; in the row of a pair, those that name both.
        """
        return not self.pair or is_between(self.parties, named, self.live.actors)

    def facts(self, days: int) -> Sequence[Event]:
        """Return the facts that settled in the last ``days`` days, including this day."""
        return self.end.since(self.day - days)

    def within(self, day: int, days: int) -> bool:
        """Return whether a day, in days since 1970-01-01, is one of the last ``days`` days."""
        return self.day - days < day <= self.day


def concerns_pair(
    pair: Iterable[str], named: Iterable[Iterable[str] | None], actors: Register
) -> bool:
    """Return whether something names both of a pair, or no one else."""
    acting, both = _principals(pair, named, actors), set(pair)
    return acting <= both or acting >= both


def is_between(
    pair: Iterable[str], named: Iterable[Iterable[str] | None], actors: Register
) -> bool:
    """Return whether something names both of a pair."""
    return _principals(pair, named, actors) >= set(pair)


def _principals(
    pair: Iterable[str], named: Iterable[Iterable[str] | None], actors: Register
) -> set[str]:
    """Return the actors that the acts count for: an organ's acts count for its state.

    If the pair is of two actors of the same state that fought each other, each counts for itself.
    """
    if len(actors.principals(pair)) == 1:
        return {code for codes in named for code in codes or ()}
    return {code for codes in named for code in actors.principals(codes)}


@final
class Pairs:
    """The pairs of parties between whom anything is on record, updated day by day.

    A pair stays, even if the fact that first named it is retracted.
    """

    def __init__(self) -> None:
        self._before = Parts()
        self._pairs: set[Pair] = set()

    def follow(self, state: NegotiationState) -> tuple[Pair, ...]:
        """Return the pairs of the next day, sorted."""
        principal = state.actors.principal
        for name, pairs in _PAIRS.items():
            table: FrozenMap[Any, Any] = getattr(state.parts, name)
            parts = table.others_than(getattr(self._before, name))
            for part in parts.values():
                named = list(pairs(part))
                if name in _FORCE:
                    self._pairs.update(foes(named, principal, sided=name != "hostilities"))
                else:
                    both = ((principal(a), principal(b)) for a, b in named)
                    self._pairs.update((min(a, b), max(a, b)) for a, b in both if a != b)
        self._before = state.parts
        return tuple(sorted(self._pairs))


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
"""The tables of acts of force, where two actors of the same principal can be a pair."""


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
"""The pairs of parties in a part of each table."""
