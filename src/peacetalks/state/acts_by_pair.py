"""``PairActs``: whether two parties met in rounds, and when force was last used between them.

It is a fold of the facts on record in their order, so that the next day continues from the day before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import is_
from typing import Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.events import KINDS, Event
from peacetalks.events.clocks import settled
from peacetalks.events.force import AttackReported
from peacetalks.events.meetings import MeetingsHeld
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.pairs import Pair, Principal, is_force, pairs_of

__all__ = ["ActsByPair", "Force", "Moment", "PairActs", "later", "moment"]

Moment: TypeAlias = tuple[int, int, int]
"""The position of an event in the order: its day of settling, its earliest instant, its rank."""

_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}
_READ: Final = frozenset({AttackReported, MeetingsHeld, TerritorialControlChanged})


def moment(event: Event) -> Moment:
    """Return the position of an event in the order, precise enough to compare two kinds.

    >>> from peacetalks.events import AttackReported, CeasefireDeclared
    >>> attack = AttackReported(occurred="2031-05-20", by="NORTH", against="SOUTH")
    >>> truce = CeasefireDeclared(occurred="2031-05-20", ceasefire="may")
    >>> moment(attack) < moment(truce)
    True
    """
    return settled(event), event.occurred.lo, _RANK.get(type(event), len(_RANK))


@final
@frozen
class Force:
    """A use of force between two parties.

    Attributes:
        when: its position in the order.
        event: the event that reports it.
    """

    when: Moment
    event: Event

    @classmethod
    def of(cls, event: Event) -> Force:
        """Return the use of force that an event reports."""
        return cls(moment(event), event)


def later(a: Force | None, b: Force) -> Force:
    """Return the later of two uses of force, or the first if they are at the same moment."""
    return b if a is None or a.when < b.when else a


@final
@frozen
class PairActs:
    """What the facts on record say about two parties.

    Attributes:
        rounds: whether they met in rounds of which only the number is known.
        force: the last attack, or area taken by force; None: there is none.
    """

    rounds: bool = False
    force: Force | None = None


@final
@frozen
class ActsByPair:
    """The acts of each pair, with the facts that were read.

    Attributes:
        read: the facts, in order.
        principals: the principal of each actor in them, by code.
        pairs: the acts, by pair.
    """

    read: tuple[Event, ...] = ()
    principals: Mapping[str, str] = FrozenMap()
    pairs: Mapping[Pair, PairActs] = FrozenMap()

    def then(self, facts: Iterable[Event], principal: Principal) -> ActsByPair:
        """Return the acts in other facts; only those after the facts read already are read.

        Args:
            facts: all facts, in order.
            principal: returns the actor for which an actor acts.

        >>> raid = AttackReported(occurred="2031-05-01", by="NORTH", against="SOUTH")
        >>> list(ActsByPair().then([raid], lambda code: code).pairs)
        [('NORTH', 'SOUTH')]
        """
        events = tuple(event for event in facts if type(event) in _READ)
        begins_alike = len(self.read) <= len(events) and all(map(is_, self.read, events))
        known = self.principals.items()
        if not begins_alike or any(principal(code) != found for code, found in known):
            return ActsByPair().then(events, principal)
        principals, pairs = dict(self.principals), dict(self.pairs)

        def noted(code: str) -> str:
            found = principals[code] = principal(code)
            return found

        for event in events[len(self.read) :]:
            rounds = isinstance(event, MeetingsHeld)
            if not rounds and not is_force(event):
                continue
            for pair in pairs_of(event, noted):
                acts = pairs.get(pair, PairActs())
                if rounds:
                    pairs[pair] = attrs.evolve(acts, rounds=True)
                else:
                    pairs[pair] = attrs.evolve(acts, force=later(acts.force, Force.of(event)))
        return ActsByPair(events, principals, pairs)
