"""What every form starts from: the events in the one order, and how they were recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias, final
from urllib.parse import quote

import attrs

from peacetalks.construction import Slug, field_types
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.history import History, Record
from peacetalks.history.order import InOrder
from peacetalks.when import When, instant_text

__all__ = ["NAMESPACE", "Given", "Told", "instant", "source_uri", "stream_uri", "subject", "told"]

Given: TypeAlias = History | Iterable[Event | Record]
"""What can be exported: a history, or the events or records of one."""

NAMESPACE: Final = "urn:peacetalks:"
"""What URIs start with where nobody gives another; no namespace that is registered for URNs."""

_CLOCK: Final = ("minute", "second", "microsecond")
_URI: Final = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")


@final
@attrs.frozen
class Told:
    """The events of one negotiation.

    Attributes:
        history: all of them.
        records: how each was recorded first, by its id, where it came as a record.
    """

    history: History
    records: dict[str, Record]

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, in the one order."""
        return self.history.events


def told(given: Given) -> Told:
    """Return the events of a history; of records also how each was recorded.

    A ``History`` keeps its records to itself: give the records (``log.read(stream)``) where a
    form has room for them.
    """
    if isinstance(given, History):
        return Told(given, {})
    items = list(given)
    records: dict[str, Record] = {}
    for item in items:
        if isinstance(item, Record):
            first = records.setdefault(item.event.id, item)
            if item.position < first.position:
                records[item.event.id] = item
    return Told(History(items, in_order=isinstance(given, InOrder)), records)


def stream_uri(stream: str) -> str:
    """Return the URI that names a stream where nobody gives another.

    >>> stream_uri("south-caucasus")
    'urn:peacetalks:south-caucasus'
    """
    return f"{NAMESPACE}{quote(stream, safe='')}"


def source_uri(source: str | None, records: Iterable[Record]) -> str:
    """Return a URI as given, else that of the only stream of the records, else of any events.

    Raises:
        InvalidValue: for what is no URI reference (RFC 3986).
    """
    if source is None:
        streams = {record.stream for record in records}
        return stream_uri((streams.pop() if len(streams) == 1 else None) or "events")
    if not isinstance(source, str) or not _URI.fullmatch(source):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not a URI", value=source, accepted="as in 'https://example.org/talks', without spaces"
        )
    return source


def instant(when: When) -> str | None:
    """Return the instant that a date is, in RFC 3339; None: it is none, as a day is none.

    A minute counts, as clock times are told by the minute; about a minute does not.

    >>> instant(When("2023-09-20T13:00+04:00")), instant(When("2023-09-20"))
    ('2023-09-20T09:00:00Z', None)
    """
    if (
        when.precision not in _CLOCK
        or when.is_span
        or when.alternatives
        or when.approximate
        or when.uncertain
    ):
        return None
    return instant_text(when.lo).replace(".000000Z", "Z")


def subject(event: Event) -> str | None:
    """Return what an event is about: the first identifier that its kind requires.

    >>> from peacetalks.events import EventRetracted, MeetingHeld
    >>> subject(MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10"))
    'granada-2023-10'
    >>> subject(EventRetracted(occurred="2023-09-26", target="depot-125"))
    'depot-125'
    """
    hints = field_types(type(event))
    for field in attrs.fields(type(event)):
        if field.default is attrs.NOTHING and hints[field.name] == Slug:
            return str(getattr(event, field.name))
    return None
