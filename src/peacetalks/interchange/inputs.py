"""What every export starts from: the events in order, and how they were recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias, final
from urllib.parse import quote

import attrs

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.tellings import identifiers_of
from peacetalks.history import History, Record
from peacetalks.history.order import InOrder
from peacetalks.primitives.when import When, instant_text

__all__ = [
    "NAMESPACE",
    "Given",
    "Inputs",
    "inputs_of",
    "instant",
    "source_uri",
    "stream_uri",
    "subject",
]

Given: TypeAlias = History | Iterable[Event | Record]
"""What can be exported: a history, its events, or its records in a log."""

NAMESPACE: Final = "urn:peacetalks:"
"""The start of URIs by default; it is not a registered URN namespace."""

_CLOCK: Final = ("minute", "second", "microsecond")
_URI: Final = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")


@final
@attrs.frozen
class Inputs:
    """The events of one negotiation, and their records.

    Attributes:
        history: all events.
        records: by event id, the first record of the event, if it came as a record.
    """

    history: History
    records: dict[str, Record]

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, in the order of the history."""
        return self.history.events


def inputs_of(given: Given) -> Inputs:
    """Return the history of some events, with their records.

    A ``History`` does not give its records: pass ``log.read(stream)`` for formats that include
    them.
    """
    if isinstance(given, History):
        return Inputs(given, {})
    items = list(given)
    records: dict[str, Record] = {}
    for item in items:
        if isinstance(item, Record):
            first = records.setdefault(item.event.id, item)
            if item.position < first.position:
                records[item.event.id] = item
    return Inputs(History(items, in_order=isinstance(given, InOrder)), records)


def stream_uri(stream: str) -> str:
    """Return the default URI of a stream.

    >>> stream_uri("south-caucasus")
    'urn:peacetalks:south-caucasus'
    """
    return f"{NAMESPACE}{quote(stream, safe='')}"


def source_uri(source: str | None, records: Iterable[Record]) -> str:
    """Return ``source``, or by default the URI of the only stream of the records, or of events.

    Raises:
        InvalidValue: if ``source`` is not a URI reference (RFC 3986).
    """
    if source is None:
        streams = {record.stream for record in records}
        return stream_uri((streams.pop() if len(streams) == 1 else None) or "events")
    if not isinstance(source, str) or not _URI.fullmatch(source):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not a URI",
            value=source,
            accepted="such as 'https://example.org/talks', without spaces",
        )
    return source


def instant(when: When) -> str | None:
    """Return the instant of a date in RFC 3339, or None if it is not an instant (a day is not).

    A time to the minute counts as an instant; an approximate time does not.

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
    return next((str(getattr(event, name)) for name in identifiers_of(type(event))), None)
