"""``Unstated``: what rows say of actors that their stream does not say yet.

The last word about an actor holds: what was known last, and of what was known at once, as all of
one release is, what is of the latest day. What a row says is stated where it becomes the last
word, so a name that returns is stated again; and where it was known before anything that says so.
In which order a file has its rows does not decide the last word: where another one comes in
before it, it is stated again after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, final

from attrs import define, field

from peacetalks.events import ActorNamed, Event
from peacetalks.events.clocks import public
from peacetalks.importers.report import Outcome
from peacetalks.importers.row import Said
from peacetalks.importers.statements import first_known, said_by

__all__ = ["Unstated"]

_Key: TypeAlias = tuple[int, int]
"""When something was known, and of when it is."""


def _nothing(stream: str) -> Iterable[ActorNamed]:
    """Return what a new stream says of actors."""
    del stream
    return ()


@final
class Unstated:
    """Tells what rows say of actors that their stream does not say yet.

    Args:
        said_before: what a stream says of actors before the first row; asked for once.
    """

    def __init__(self, said_before: Callable[[str], Iterable[ActorNamed]] = _nothing) -> None:
        self._said_before = said_before
        self._streams: dict[str, dict[str, _Words]] = {}

    def then_facts(self, stream: str, outcome: Outcome) -> tuple[Event, ...]:
        """Return the facts of rows, after what their stream does not say yet of the actors."""
        fresh = self.of(stream, outcome)
        return (*fresh, *outcome.events) if fresh else outcome.events

    def of(self, stream: str, outcome: Outcome) -> list[ActorNamed]:
        """Return what rows say and their stream does not, which it does from now on."""
        if not outcome.said or not outcome.events:
            return []
        there = self._streams.get(stream)
        if there is None:
            there = self._streams[stream] = {}
            for before in self._said_before(stream):
                there.setdefault(before.actor, _Words()).add(_key(before), said_by(before))
        first = first_known(outcome.events)
        at = _key(first)
        fresh: list[ActorNamed] = []
        for said in outcome.said:
            words = there.get(said.code)
            if words is not None and words.holds(said, at, outcome):
                continue
            stated = outcome.stated(said, first)
            if stated is not None:
                words = there.setdefault(said.code, _Words())
                fresh += words.said(_key(stated), said, stated, outcome)
        return fresh


def _key(event: Event) -> _Key:
    return public(event), event.occurred.lo


@final
@define
class _Words:
    """What a stream says of one actor."""

    since: dict[Said, int] = field(factory=dict[Said, int])
    """From when each word was known first."""
    last: Said | None = None
    key: _Key = (0, 0)
    """When the last word was stated."""
    seen: tuple[_Key, Outcome] | None = None
    """The latest row that says the last word."""

    def add(self, key: _Key, said: Said) -> None:
        """Take something for stated."""
        self.since[said] = min(key[0], self.since.get(said, key[0]))
        if self.last is None or key >= self.key:
            self.last, self.key = said, key

    def holds(self, said: Said, at: _Key, outcome: Outcome) -> bool:
        """Whether something is the last word, and was known by the time."""
        if (self.last is not said and self.last != said) or self.since[said] > at[0]:
            return False
        if self.seen is None or self.seen[0] < at:
            self.seen = (at, outcome)
        return True

    def said(self, key: _Key, said: Said, stated: ActorNamed, outcome: Outcome) -> list[ActorNamed]:
        """Return what is to be stated where a row says something that is not the last word."""
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
        # The rows that say the last word of the others come in another order than their days.
        again = seen[1].stated(before, first_known(seen[1].events))
        if again is None:
            return [stated]
        self.add(_key(again), before)
        self.seen = seen
        return [stated, again]
