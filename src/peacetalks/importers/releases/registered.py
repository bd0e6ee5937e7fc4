"""Which actors are on record in the streams of a log: nobody is stated twice under one name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import final

from peacetalks.events import ActorNamed
from peacetalks.importers.releases.standing import records_of
from peacetalks.log import Log

__all__ = ["Registered"]


@final
class Registered:
    """The actors that the streams of a log state, each stream read once and when it is asked for.

    What is on record stays: a row that is withdrawn takes its facts along, and not the name of
    an actor.

    Args:
        log: the log.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._there = {summary.stream for summary in log.streams()}
        self._stated: dict[str, set[Hashable]] = {}

    def unstated(self, stream: str, actors: Iterable[ActorNamed]) -> list[ActorNamed]:
        """Return those actors that a stream does not state as they are, each once."""
        stated = self._of(stream)
        fresh = {_content(actor): actor for actor in actors}
        return [actor for content, actor in fresh.items() if content not in stated]

    def state(self, stream: str, actors: Iterable[ActorNamed]) -> None:
        """Take actors for stated, after they were written."""
        self._of(stream).update(map(_content, actors))

    def _of(self, stream: str) -> set[Hashable]:
        if stream not in self._stated:
            self._stated[stream] = self._read(stream) if stream in self._there else set()
        return self._stated[stream]

    def _read(self, stream: str) -> set[Hashable]:
        # What people retracted or corrected is not stated again either.
        records = records_of(self._log, stream, (ActorNamed,))
        events = (record.event for record in records)
        return {_content(event) for event in events if isinstance(event, ActorNamed)}


def _content(actor: ActorNamed) -> Hashable:
    """Return what is stated of an actor, whenever and by whichever release."""
    names, ids = (tuple(sorted(texts.items())) for texts in (actor.names, actor.ids))
    return (actor.actor, names, actor.sort, actor.organ_of, actor.within, ids)
