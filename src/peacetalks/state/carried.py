"""``Carried``: what one state of a timeline has counted, so that the next need not count it again.

A panel asks for the phases on hundreds of days. Most facts are the same on all of them. A state
shares its unchanged tables and parts with the state before it, so changes are found by identity.

Several threads may ask at once: what is carried is replaced by one assignment, and never changed in
place. The answers are the same whatever was asked before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.acts_by_pair import ActsByPair, PairActs
from peacetalks.state.pairs import Pair, Principal, pairs_of
from peacetalks.state.parts import Parts, tables_of
from peacetalks.state.register import Register

__all__ = ["Carried"]


@final
@frozen
class _Counts:
    """The facts about each pair in some parts.

    Attributes:
        parts: the parts. They keep the events alive, so that no other event has the same identity.
        principals: the principal of each actor in the facts, by code.
        uses: how many parts each event is behind, by the identity of the event.
        pairs: the number of facts about each pair.
    """

    parts: Parts = Parts()
    principals: Mapping[str, str] = FrozenMap()
    uses: Mapping[int, int] = FrozenMap()
    pairs: Mapping[Pair, int] = FrozenMap()


_NOTHING: Final = _Counts()


@final
class Carried:
    """What was counted for the state that was asked last.

    >>> from peacetalks import History, datasets
    >>> state = History(datasets.south_caucasus()).state(on="2023-11-17")
    >>> Carried().facts_by_pair(state.parts, state.actors) == state.facts_by_pair
    True
    """

    __slots__ = ("_acts", "_counts")

    def __init__(self) -> None:
        self._acts = ActsByPair()
        self._counts = _NOTHING

    def facts_by_pair(self, parts: Parts, actors: Register) -> Counter[Pair]:
        """Return the number of facts about each pair of parties, as ``pairs_of`` finds them.

        Args:
            parts: the parts that the facts are behind.
            actors: the register of their actors.
        """
        counts, principal = self._counts, actors.principal
        # Most statements about actors change no principal.
        if any(principal(code) != known for code, known in counts.principals.items()):
            counts = _NOTHING
        counts = self._counts = _recounted(counts, parts, principal)
        return Counter(counts.pairs)

    def acts_by_pair(self, parts: Parts, actors: Register) -> Mapping[Pair, PairActs]:
        """Return the meetings in rounds and the last use of force of each pair of parties."""
        facts = (part.event for part in parts.on_record.values())
        acts = self._acts = self._acts.then(facts, actors.principal)
        return acts.pairs


def _recounted(before: _Counts, parts: Parts, principal: Principal) -> _Counts:
    uses, pairs, principals = dict(before.uses), dict(before.pairs), dict(before.principals)

    def noted(code: str) -> str:
        found = principals[code] = principal(code)
        return found

    for event, change in _changes(before.parts, parts):
        earlier = uses.pop(id(event), 0)
        now = earlier + change
        if now:
            uses[id(event)] = now
        if bool(now) != bool(earlier):
            for pair in pairs_of(event, noted):
                pairs[pair] = pairs.get(pair, 0) + (1 if now else -1)
    counted = {pair: number for pair, number in pairs.items() if number}
    return _Counts(parts, principals, uses, counted)


def _changes(before: Parts, now: Parts) -> Iterable[tuple[Event, int]]:
    """Return the events that more or fewer parts rest on, with how many more or fewer."""
    events: dict[int, Event] = {}
    changes: Counter[int] = Counter()

    def add(more: Iterable[Event], by: int) -> None:
        for event in more:
            events[id(event)] = event
            changes[id(event)] += by

    earlier = tables_of(before)
    for name, table in tables_of(now).items():
        gone = earlier[name].others_than(table)
        for key, part in table.others_than(earlier[name]).items():
            replaced = gone.pop(key, None)
            add(part.events_behind(replaced), 1)
            if replaced is not None:
                add(replaced.events_behind(part), -1)
        for part in gone.values():
            add(part.events_behind(), -1)
    return [(events[key], change) for key, change in changes.items() if change]
