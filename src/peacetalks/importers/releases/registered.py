"""What the streams of a log say of actors: nobody is told there twice what stands there last."""

from __future__ import annotations

from collections.abc import Iterator

from peacetalks.events import ActorNamed
from peacetalks.importers.releases.standing import records_of
from peacetalks.importers.stated import Unstated
from peacetalks.log import Log

__all__ = ["registered"]


def registered(log: Log, scheme: str) -> Unstated:
    """Return what tells what a log does not say yet; each stream is read when it is asked for.

    What is on record stays: a row that is withdrawn takes its facts along, and not the name of
    an actor. What people say of an actor, retract or correct is not stated against them: only
    what the data set says itself is compared.

    Args:
        log: the log.
        scheme: whose ids the rows of the data set have.
    """
    there = {summary.stream for summary in log.streams()}
    ours = f"{scheme}:actor:"

    def said_before(stream: str) -> Iterator[ActorNamed]:
        if stream in there:
            for record in records_of(log, stream, (ActorNamed,)):
                event = record.event
                if isinstance(event, ActorNamed) and event.id.startswith(ours):
                    yield event

    return Unstated(said_before)
