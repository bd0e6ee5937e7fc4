"""Events as a table: the fields that all kinds share, and those of one kind."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.codec.plain import to_plain
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.clocks import public, reported, settled
from peacetalks.events.unknown import UnknownEvent
from peacetalks.frames.columns import (
    Column,
    build_table,
    columns_of,
    day_of,
    text_column,
    value_columns,
)
from peacetalks.frames.inputs import one_kind
from peacetalks.frames.table import Table
from peacetalks.history import History
from peacetalks.history.filtering import actors_of
from peacetalks.history.record import Record
from peacetalks.log import Log
from peacetalks.primitives.when import ALWAYS, When
from peacetalks.values.facts import ExternalId, Place, Source

__all__ = ["EventRow", "Events", "event_columns", "event_rows", "events"]

Events: TypeAlias = Log | History | Iterable[Event | Record]
"""A log, a history, or events: a list, the result of ``pt.read``, ``history.timeline()``."""
_COMMON: Final = frozenset(field.name for field in attrs.fields(Event))


@final
@frozen
class EventRow:
    """An event and its stream; None if it does not come from a log."""

    event: Event
    stream: str | None = None


def events(source: Events, *, kind: str | type[Event] | None = None) -> Table:
    """Return events as a table, one row per event, in the order given.

    A history or a log gives all its events as recorded, corrections included. For the facts that
    count from a viewpoint, pass ``history.timeline(...)``.

    Args:
        source: a log, a history or events.
        kind: only events of this kind, by tag or class. The fields of the kind are columns then;
            without ``kind`` one column, ``fields``, has them as JSON.

    Raises:
        InvalidValue: if an item is not an event, or ``kind`` is not a kind.
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt
    >>> refused = pt.MeetingRefused(id="no", occurred="2023-11", meeting="washington", by="AZE")
    >>> (row,) = events([refused], kind="meeting-refused").rows()
    >>> str(row["occurred_last"]), row["by"], row["meeting"]
    ('2023-11-30', ['AZE'], 'washington')
    """
    wanted = None if kind is None else one_kind(kind)
    rows = (row for row in event_rows(source) if wanted is None or type(row.event) is wanted)
    return build_table(event_columns(wanted), rows)


def event_rows(source: Events) -> Iterator[EventRow]:
    """Yield events with their streams.

    Raises:
        InvalidValue: if ``source`` is not a log or events, or an item is not an event.
    """
    if isinstance(source, Log):
        for summary in source.streams():
            for record in source.read(summary.stream):
                yield EventRow(record.event, summary.stream)
        return
    if not _has_events(source):
        raise InvalidValue(
            "neither a log nor events",
            value=source,
            accepted="a log, a history or events",
            hint="pt.open_log(place), pt.read(path)",
        )
    for item in source.events if isinstance(source, History) else source:
        event = item.event if isinstance(item, Record) else item
        if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # see above
            raise InvalidValue("not an event", value=event, accepted="events or records")
        yield EventRow(event)


def _has_events(source: object) -> bool:
    return isinstance(source, History | Iterable) and not isinstance(source, str)


def event_columns(kind: type[Event] | None) -> tuple[Column, ...]:
    """Return the columns of events of all kinds, or of one kind."""
    return (*_common_columns(), *(_kind_columns(kind) if kind else [_fields()]))


def _common_columns() -> Iterator[Column]:
    pa = import_extra("frames", "pyarrow")
    texts = pa.list_(pa.string())
    yield text_column("stream", lambda t: t.stream, "the negotiation, if read from a log")
    yield text_column("id", lambda t: t.event.id, "the id of the event")
    yield text_column("kind", lambda t: _tag(t.event), "the tag of its kind")
    yield from value_columns("occurred", When, lambda t: t.event.occurred)
    yield Column(
        "settled", pa.date32(), lambda t: day_of(settled(t.event)), "the day by which it happened"
    )
    yield from value_columns("reported", When, lambda t: reported(t.event))
    yield Column(
        "public",
        pa.timestamp("us", "UTC"),
        lambda t: _instant(public(t.event)),
        "the instant by which it was public",
    )
    yield text_column("certainty", lambda t: t.event.certainty, "how sure the coder is")
    yield Column("actors", texts, lambda t: sorted(actors_of(t.event)), "all actors that it names")
    yield Column("claimed_by", texts, lambda t: list(t.event.claimed_by), "who claims it")
    for name in ("act", "speaker", "office", "note"):
        yield from value_columns(name, str | None, _reader(name))
    for name in ("basis", "trigger"):
        yield from value_columns(name, tuple[str, ...], _reader(name))
    yield from value_columns("place", Place | None, _reader("place"))
    yield from value_columns("sources", tuple[Source, ...], _reader("sources"))
    yield from value_columns("external_ids", tuple[ExternalId, ...], _reader("external_ids"))


def _reader(name: str) -> Callable[[EventRow], object]:
    return lambda t: getattr(t.event, name)


def _kind_columns(kind: type[Event]) -> Iterator[Column]:
    for column in columns_of(kind, leave_out=_COMMON):
        yield attrs.evolve(column, read=functools.partial(_of_event, column.read))


def _of_event(read: Callable[[Event], object], item: EventRow) -> object:
    return read(item.event)


def _fields() -> Column:
    return text_column("fields", lambda t: _as_json(t.event), "the fields of its kind, as JSON")


def _as_json(event: Event) -> str:
    if isinstance(event, UnknownEvent):
        return event.raw
    own = {f.name.rstrip("_") for f in attrs.fields(type(event)) if f.name not in _COMMON}
    plain = {key: value for key, value in to_plain(event).items() if key in own}
    return json.dumps(plain, ensure_ascii=False)


def _tag(event: Event) -> str:
    return event.tag if isinstance(event, UnknownEvent) else event.kind


def _instant(instant: int) -> int | None:
    return instant if abs(instant) < ALWAYS else None
