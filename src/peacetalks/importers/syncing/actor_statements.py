"""Find what the streams of a log already say about actors, so that it is not stated twice."""

from __future__ import annotations

from collections.abc import Iterator

from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.importers.actors.unstated import Unstated
from peacetalks.importers.syncing.current import records_of
from peacetalks.log import Log

__all__ = ["registered"]


def registered(log: Log, scheme: str) -> Unstated:
    """Return an ``Unstated`` that knows what a log says; each stream is read when it is needed.

    Statements stay on record: when a row is withdrawn, its facts are retracted, but not the names
    of its actors. Only statements of the data set itself are compared, so what people state,
    retract or correct about an actor is not overruled.

    Args:
        log: the log.
        scheme: the scheme of the ids of rows of the data set.
    """
    streams = {summary.stream for summary in log.streams()}
    prefix = f"{scheme}:actor:"

    def said_before(stream: str) -> Iterator[ActorNamed]:
        if stream in streams:
            for record in records_of(log, stream, (ActorNamed,)):
                event = record.event
                if isinstance(event, ActorNamed) and event.id.startswith(prefix):
                    yield event

    return Unstated(said_before)
