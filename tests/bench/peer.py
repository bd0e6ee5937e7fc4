"""The Python peer, ``eventsourcing``, its documented way: event classes, its default transcoder."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from eventsourcing.application import project_aggregate
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import (
    DatetimeAsISO,
    EventStore,
    InfrastructureFactory,
    JSONTranscoder,
    Mapper,
    UUIDAsHex,
)
from eventsourcing.utils import Environment, get_topic

import peacetalks as pt

__all__ = ["appended", "peer_events", "read_and_folded", "stored"]


class Negotiation(Aggregate):
    """A state of four tallies; ours keeps all fields, and what stands behind them."""

    def __init__(self) -> None:
        self.meetings: dict[str, str] = {}
        self.offensives: dict[str, str] = {}
        self.displaced: dict[str, int] = {}

    class MeetingProposed(Aggregate.Event):
        id: str
        occurred: dt.datetime
        sources: list[Any]
        meeting: str
        by: list[str]
        invitees: list[str]
        level: str

        def apply(self, aggregate: Any) -> None:
            aggregate.meetings[self.meeting] = "proposed"

    class MeetingRefused(Aggregate.Event):
        id: str
        occurred: dt.datetime
        sources: list[Any]
        meeting: str
        by: list[str]
        reasons: list[Any]

        def apply(self, aggregate: Any) -> None:
            aggregate.meetings[self.meeting] = "refused"

    class OffensiveLaunched(Aggregate.Event):
        id: str
        occurred: dt.datetime
        sources: list[Any]
        offensive: str
        by: list[str]
        against: list[str]
        area: list[str]

        def apply(self, aggregate: Any) -> None:
            aggregate.offensives[self.offensive] = "open"

    class DisplacementReported(Aggregate.Event):
        id: str
        occurred: dt.datetime
        sources: list[Any]
        series: str
        group: str
        origin: str
        count: dict[str, Any]
        measure: str
        counting_body: str

        def apply(self, aggregate: Any) -> None:
            aggregate.displaced[self.series] = self.count["best"]


def peer_events(events: list[pt.events.Event]) -> list[Any]:
    """Return the same facts as events of the peer."""
    stream, now = uuid4(), dt.datetime.now(dt.UTC)
    made: list[Any] = [
        Negotiation.Created(
            originator_topic=get_topic(Negotiation),
            originator_id=stream,
            originator_version=1,
            timestamp=now,
        )
    ]
    for version, event in enumerate(events, 2):
        plain = pt.to_plain(event)
        cls = getattr(Negotiation, type(event).__name__)
        day = dt.datetime.fromisoformat(plain.pop("occurred")).replace(tzinfo=dt.UTC)
        plain.pop("kind")
        made.append(
            cls(
                originator_id=stream,
                originator_version=version,
                timestamp=now,
                occurred=day,
                **plain,
            )
        )
    return made


def _store(path: str) -> tuple[Any, Any]:
    transcoder = JSONTranscoder()
    transcoder.register(UUIDAsHex())
    transcoder.register(DatetimeAsISO())
    environment = Environment(
        name="bench",
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": path},
    )
    factory: Any = InfrastructureFactory.construct(environment)
    return EventStore(Mapper(transcoder), factory.application_recorder()), factory


def appended(events: list[Any], path: str, batch: int) -> Any:
    """Return what appends the events in batches."""
    store, factory = _store(path)

    def run() -> None:
        for start in range(0, len(events), batch):
            store.put(events[start : start + batch])
        factory.close()

    return run


def stored(events: list[Any], path: str) -> Any:
    """Store events; return their stream."""
    appended(events, path, 10_000)()
    return events[0].originator_id


def read_and_folded(stream: Any, path: str) -> Any:
    """Return what reads, decodes and folds a stream."""
    store, factory = _store(path)

    def run() -> None:
        project_aggregate(None, store.get(stream))
        factory.close()

    return run
