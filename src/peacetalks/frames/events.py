"""Events as a table: what all kinds have in common, and what one kind says."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.codec.plain import to_plain
from peacetalks.errors import InvalidValue
from peacetalks.events import Event, UnknownEvent
from peacetalks.events.clocks import public, reported, settled
from peacetalks.extras import needed
from peacetalks.frames.columns import Column, columns_of, day_of, made, text_column, values_of
from peacetalks.frames.given import one_kind
from peacetalks.frames.table import Table
from peacetalks.history import History
from peacetalks.history.narrative import actors_of
from peacetalks.history.record import Record
from peacetalks.log import Log
from peacetalks.values import ExternalId, Place, Source
from peacetalks.when import ALWAYS, When

__all__ = ["Events", "Told", "event_columns", "events", "told"]

Events: TypeAlias = Log | History | Iterable[Event | Record]
"""A log, a history, or events: a list of them, what was read from a file, ``history.timeline()``."""
_COMMON: Final = frozenset(field.name for field in attrs.fields(Event))


@final
@frozen
class Told:
    """An event, and the stream it is told in; None: it was read from no log."""

    event: Event
    stream: str | None = None


def events(source: Events, *, kind: str | type[Event] | None = None) -> Table:
    """Return events as a table, a row each, in the order given.

    What is given is what becomes a row: of a history or log all events as they were told,
    corrections among them; of ``history.timeline(...)`` the facts as they count from a viewpoint.

    Args:
        source: a log, a history or events.
        kind: only events of this kind, by tag or class; what it says of its own has columns of
            its own then, instead of ``fields``, the JSON of what an event says.

    Raises:
        InvalidValue: for what is no event, or no kind.
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> refused = pt.MeetingRefused(id="no", occurred="2023-11", meeting="washington", by="AZE")
    >>> (row,) = events([refused], kind="meeting-refused").rows()
    >>> str(row["occurred_last"]), row["by"], row["meeting"]
    ('2023-11-30', ['AZE'], 'washington')
    """
    wanted = None if kind is None else one_kind(kind)
    listed = (t for t in told(source) if wanted is None or type(t.event) is wanted)
    return made(event_columns(wanted), listed)


def told(source: Events) -> Iterator[Told]:
    """Yield events with their streams.

    Raises:
        InvalidValue: for what is no event.
    """
    if isinstance(source, Log):
        for summary in source.streams():
            for record in source.read(summary.stream):
                yield Told(record.event, summary.stream)
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
        yield Told(event)


def _has_events(source: object) -> bool:
    return isinstance(source, History | Iterable) and not isinstance(source, str)


def event_columns(kind: type[Event] | None) -> tuple[Column, ...]:
    """Return the columns of events, or of those of one kind."""
    return (*_first_columns(), *(_own(kind) if kind else [_fields()]))


def _first_columns() -> Iterator[Column]:
    pa = needed("frames", "pyarrow")
    texts = pa.list_(pa.string())
    yield text_column("stream", lambda t: t.stream, "the negotiation, in a log")
    yield text_column("id", lambda t: t.event.id, "the id of the event")
    yield text_column("kind", lambda t: _tag(t.event), "the tag of its kind")
    yield from values_of("occurred", When, lambda t: t.event.occurred)
    yield Column(
        "settled", pa.date32(), lambda t: day_of(settled(t.event)), "the day by which it happened"
    )
    yield from values_of("reported", When, lambda t: reported(t.event))
    yield Column(
        "public",
        pa.timestamp("us", "UTC"),
        lambda t: _instant(public(t.event)),
        "the instant by which it was known",
    )
    yield text_column("certainty", lambda t: t.event.certainty, "how sure the coder is")
    yield Column("actors", texts, lambda t: sorted(actors_of(t.event)), "all actors that it names")
    yield Column("claimed_by", texts, lambda t: list(t.event.claimed_by), "on whose word it rests")
    for name in ("act", "speaker", "office", "note"):
        yield from values_of(name, str | None, _reader(name))
    for name in ("basis", "trigger"):
        yield from values_of(name, tuple[str, ...], _reader(name))
    yield from values_of("place", Place | None, _reader("place"))
    yield from values_of("sources", tuple[Source, ...], _reader("sources"))
    yield from values_of("external_ids", tuple[ExternalId, ...], _reader("external_ids"))


def _reader(name: str) -> Callable[[Told], object]:
    return lambda t: getattr(t.event, name)


def _own(kind: type[Event]) -> Iterator[Column]:
    for column in columns_of(kind, leave_out=_COMMON):
        yield attrs.evolve(column, read=functools.partial(_of_event, column.read))


def _of_event(read: Callable[[Event], object], item: Told) -> object:
    return read(item.event)


def _fields() -> Column:
    return text_column("fields", lambda t: _as_json(t.event), "what it says of its own, as JSON")


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
