"""The Python peer, ``eventsourcing``: as documented, and as fast as possible.

The documented way is event classes with ``apply`` and the default transcoder. The fastest that we
found is msgspec Structs, mapped as a whole, and a function dispatched by type.
"""

from __future__ import annotations

import datetime as dt
from functools import singledispatch
from typing import Any
from uuid import UUID, uuid4

import msgspec
from eventsourcing.application import project_aggregate
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import (
    DatetimeAsISO,
    EventStore,
    InfrastructureFactory,
    JSONTranscoder,
    Mapper,
    StoredEvent,
    UUIDAsHex,
)
from eventsourcing.utils import Environment, get_topic, resolve_topic

import peacetalks as pt

__all__ = [
    "appended",
    "documented",
    "fastest",
    "peer_events",
    "read_and_folded",
    "read_and_folded_fast",
    "stored",
    "struct_events",
]


class Negotiation(Aggregate):
    """A state of three tallies; ours keeps all fields, and the events behind them."""

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


class _Struct(msgspec.Struct, frozen=True, kw_only=True):
    originator_id: UUID
    originator_version: int
    timestamp: dt.datetime
    id: str
    occurred: dt.datetime
    sources: list[Any]


class MeetingProposed(_Struct, frozen=True, kw_only=True):
    meeting: str
    by: list[str]
    invitees: list[str]
    level: str


class MeetingRefused(_Struct, frozen=True, kw_only=True):
    meeting: str
    by: list[str]
    reasons: list[Any]


class OffensiveLaunched(_Struct, frozen=True, kw_only=True):
    offensive: str
    by: list[str]
    against: list[str]
    area: str


class DisplacementReported(_Struct, frozen=True, kw_only=True):
    series: str
    group: str
    origin: str
    count: dict[str, Any]
    measure: str
    counting_body: str


_STRUCTS = (MeetingProposed, MeetingRefused, OffensiveLaunched, DisplacementReported)


def struct_events(events: list[pt.events.Event]) -> list[Any]:
    """Return the same facts as msgspec Structs."""
    by_name = {struct.__name__: struct for struct in _STRUCTS}
    made = peer_events(events)[1:]
    return [
        by_name[type(event).__name__](
            **{name: value for name, value in vars(event).items() if not name.startswith("_")}
        )
        for event in made
    ]


@singledispatch
def _apply(event: Any, state: Any) -> Any:
    raise NotImplementedError(type(event))


@_apply.register
def _(event: MeetingProposed, state: Any) -> Any:
    state["meetings"][event.meeting] = "proposed"
    return state


@_apply.register
def _(event: MeetingRefused, state: Any) -> Any:
    state["meetings"][event.meeting] = "refused"
    return state


@_apply.register
def _(event: OffensiveLaunched, state: Any) -> Any:
    state["offensives"][event.offensive] = "open"
    return state


@_apply.register
def _(event: DisplacementReported, state: Any) -> Any:
    state["displaced"][event.series] = event.count["best"]
    return state


def documented(events: list[Any]) -> Any:
    """Fold events as documented."""
    return project_aggregate(None, events)


def fastest(events: Any) -> Any:
    """Fold Structs with a function dispatched by type, which changes one state in place."""
    state: Any = {"meetings": {}, "offensives": {}, "displaced": {}}
    for event in events:
        state = _apply(event, state)
    return state


class _StructMapper(Mapper[UUID]):
    """Maps whole Structs to JSON, as the peer's own examples with msgspec do."""

    def __init__(self) -> None:
        super().__init__(transcoder=JSONTranscoder())  # both methods are overridden

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=get_topic(type(domain_event)),
            state=msgspec.json.encode(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        return msgspec.json.decode(stored_event.state, type=resolve_topic(stored_event.topic))


def _store(path: str, mapper: Any = None) -> tuple[Any, Any]:
    environment = Environment(
        name="bench",
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": path},
    )
    factory: Any = InfrastructureFactory.construct(environment)
    return EventStore(mapper or _mapper(), factory.application_recorder()), factory


def _mapper() -> Any:
    transcoder = JSONTranscoder()
    transcoder.register(UUIDAsHex())
    transcoder.register(DatetimeAsISO())
    return Mapper(transcoder)


def _mapper_of(events: list[Any]) -> Any:
    return _StructMapper() if isinstance(events[0], msgspec.Struct) else None


def appended(events: list[Any], path: str, batch: int) -> Any:
    """Return a function that appends events of either type in batches."""
    store, factory = _store(path, _mapper_of(events))

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
    """Return a function that reads, decodes and folds a stream as documented."""
    store, factory = _store(path)

    def run() -> None:
        documented(store.get(stream))
        factory.close()

    return run


def read_and_folded_fast(stream: Any, path: str) -> Any:
    """Return a function that reads, decodes and folds a stream of Structs."""
    store, factory = _store(path, _StructMapper())

    def run() -> None:
        fastest(store.get(stream))
        factory.close()

    return run
