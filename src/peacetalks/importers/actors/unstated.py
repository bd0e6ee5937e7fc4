"""``Unstated`` finds what rows say about actors that their stream does not say yet.

The last word about an actor holds: what became known last, and among things that became known at
the same time, as in one release, what is about the latest day. What a row says is stated if it
becomes the last word, so a name that returns is stated again. It is also stated if it was known
earlier than any statement of it. The order of the rows in a file does not decide the last word: if
a statement in between would replace it, it is stated again after that one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, final

from attrs import define, field

from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.clocks import public
from peacetalks.importers.actors.statements import first_known, said_by
from peacetalks.importers.report import Outcome
from peacetalks.importers.tables.row import Said

__all__ = ["Unstated"]

_Key: TypeAlias = tuple[int, int]
"""When a statement became known, and the time it is about."""


def _nothing(stream: str) -> Iterable[ActorNamed]:
    """Return the statements of a new stream: none."""
    del stream
    return ()


@final
class Unstated:
    """Finds what rows say about actors that their stream does not say yet.

    Args:
        said_before: gives the statements of a stream before the first row; called once per stream.
    """

    def __init__(self, said_before: Callable[[str], Iterable[ActorNamed]] = _nothing) -> None:
        self._said_before = said_before
        self._streams: dict[str, dict[str, _Statements]] = {}

    def then_facts(self, stream: str, outcome: Outcome) -> tuple[Event, ...]:
        """Return the facts of rows, preceded by the statements that their stream lacks."""
        new = self.of(stream, outcome)
        return (*new, *outcome.events) if new else outcome.events

    def of(self, stream: str, outcome: Outcome) -> list[ActorNamed]:
        """Return the statements of rows that their stream lacks, and count them as stated."""
        if not outcome.said or not outcome.events:
            return []
        by_actor = self._streams.get(stream)
        if by_actor is None:
            by_actor = self._streams[stream] = {}
            for before in self._said_before(stream):
                by_actor.setdefault(before.actor, _Statements()).add(_key(before), said_by(before))
        first = first_known(outcome.events)
        at = _key(first)
        new: list[ActorNamed] = []
        for said in outcome.said:
            statements = by_actor.get(said.code)
            if statements is not None and statements.holds(said, at, outcome):
                continue
            stated = outcome.stated(said, first)
            if stated is not None:
                statements = by_actor.setdefault(said.code, _Statements())
                new += statements.missing(_key(stated), said, stated, outcome)
        return new


def _key(event: Event) -> _Key:
    return public(event), event.occurred.lo


@final
@define
class _Statements:
    """What a stream says about one actor."""

    since: dict[Said, int] = field(factory=dict[Said, int])
    """When each statement became known first."""
    last: Said | None = None
    key: _Key = (0, 0)
    """The key of the last word."""
    seen: tuple[_Key, Outcome] | None = None
    """The latest row that says the last word."""

    def add(self, key: _Key, said: Said) -> None:
        """Count something as stated."""
        self.since[said] = min(key[0], self.since.get(said, key[0]))
        if self.last is None or key >= self.key:
            self.last, self.key = said, key

    def holds(self, said: Said, at: _Key, outcome: Outcome) -> bool:
        """Whether something is the last word, and was known by then."""
        if (self.last is not said and self.last != said) or self.since[said] > at[0]:
            return False
        if self.seen is None or self.seen[0] < at:
            self.seen = (at, outcome)
        return True

    def missing(
        self, key: _Key, said: Said, stated: ActorNamed, outcome: Outcome
    ) -> list[ActorNamed]:
        """Return the statements to add when a row says something that is not the last word."""
        known = self.since.get(said)
        if known is not None and known <= key[0] and key <= self.key:
            return []
        before, seen = self.last, self.seen
        self.add(key, said)
        if self.last is not said or before == said:
            return [stated]
        self.seen = (key, outcome)
        if before is None or seen is None or seen[0] <= key:
            return [stated]
        # A row that was read before, but is about a later time, says the old word: state it again.
        again = seen[1].stated(before, first_known(seen[1].events))
        if again is None:
            return [stated]
        self.add(_key(again), before)
        self.seen = seen
        return [stated, again]
