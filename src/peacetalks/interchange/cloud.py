"""CloudEvents: a history as events for queues, brokers and webhooks.

Source: CloudEvents, version 1.0.2 (Cloud Native Computing Foundation), with its JSON event
format and JSON batch format, and its documented extensions *recordedtime* and *sequence*.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast
from urllib.parse import quote

import attrs

from peacetalks import codec
from peacetalks._text.characters import escaped_in_json
from peacetalks.errors import Finding, ReadError, shown
from peacetalks.events import Event, Vocabulary
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.findings import files
from peacetalks.history import Record
from peacetalks.interchange.inputs import Given, inputs_of, instant, source_uri, subject

# Any: JSON values.
__all__ = ["BATCH", "cloud_events", "cloud_text", "events_of"]

BATCH: Final = "application/cloudevents-batch+json"
"""The media type of a list of CloudEvents."""

_VERSION: Final = "1.0"
# What a CloudEvents String may not have (section "Type System"): control characters, and
# noncharacter code points. The percent sign is encoded too, so that different ids stay different.
_FORBIDDEN: Final = re.compile(
    "[%\x00-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def cloud_events(given: Given, *, source: str | None = None) -> list[dict[str, Any]]:
    """Return a history as a batch of CloudEvents, bookkeeping included, in the order of the history.

    ``data`` is the event as peacetalks writes it, always with its id; ``events_of`` reads it
    back. ``time`` is present only if the event has an instant; a day is not an instant.

    Args:
        given: a history, or its events. The records of a log also give when each event was
            recorded (``recordedtime``) and its place in the stream (``sequence``).
        source: the URI of the stream; together with ``id`` it identifies an event worldwide.
            None: the stream of the records, or ``urn:peacetalks:events``, which is enough for
            one history.

    Raises:
        InvalidValue: if ``source`` is not a URI, or JSON cannot represent an event.

    >>> from peacetalks.events import MeetingRefused
    >>> refusal = MeetingRefused(occurred="2023-11-16", meeting="washington", by="AZE", id="no")
    >>> cloud_events([refusal], source="https://example.org/talks")[0]
    ... # doctest: +NORMALIZE_WHITESPACE
    {'specversion': '1.0', 'id': 'no', 'source': 'https://example.org/talks',
     'type': 'peacetalks.meeting-refused', 'subject': 'washington',
     'datacontenttype': 'application/json',
     'data': {'kind': 'meeting-refused', 'id': 'no', 'occurred': '2023-11-16',
              'meeting': 'washington', 'by': ['AZE']}}
    """
    inputs = inputs_of(given)
    uri = source_uri(source, inputs.records.values())
    return [_envelope(event, inputs.records.get(event.id), uri) for event in inputs.events]


def cloud_text(batch: Iterable[Mapping[str, Any]]) -> str:
    """Return a batch as the text of a JSON list, one event per line."""
    lines = ",\n".join(escaped_in_json(json.dumps(envelope, allow_nan=False)) for envelope in batch)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def _envelope(event: Event, record: Record | None, source: str) -> dict[str, Any]:
    codec.encode(event)  # raises an error for an event that could not be read back
    kind = event.tag if isinstance(event, UnknownEvent) else event.kind
    about = subject(event)
    time = instant(event.occurred)
    return {
        "specversion": _VERSION,
        "id": _text(event.id),
        "source": source,
        "type": f"peacetalks.{_text(kind)}",
        **({} if about is None else {"subject": _text(about)}),
        **({} if time is None else {"time": time}),
        "datacontenttype": "application/json",
        **_recorded(record),
        "data": _data(event),
    }


def _recorded(record: Record | None) -> dict[str, Any]:
    if record is None:
        return {}
    recorded = instant(record.recorded_at)
    times = {} if recorded is None else {"recordedtime": recorded}
    return {**times, "sequence": str(record.position), "sequencetype": "Integer"}


def _data(event: Event) -> dict[str, Any]:
    """Return an event as peacetalks writes it, but always with its id."""
    plain = codec.to_plain(event)
    head: dict[str, Any] = {key: plain.pop(key) for key in ("kind", "v") if key in plain}
    plain.pop("id", None)
    return {**head, "id": event.id, **plain}


def _text(value: str) -> str:
    return _FORBIDDEN.sub(lambda match: quote(match[0], safe=""), value)


def events_of(
    batch: str | bytes | Iterable[Mapping[str, Any]], *, vocabulary: Vocabulary = CORE
) -> tuple[Event, ...]:
    """Return the events of a batch of CloudEvents that peacetalks wrote.

    Args:
        batch: the text of a JSON list, or the list itself.
        vocabulary: the known kinds; events of other kinds are kept as ``UnknownEvent``.

    Raises:
        ReadError: if anything cannot be read, with a finding for each error; ``line`` is the
            place in the list, counted from 1.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")
    >>> events_of(cloud_events([held])) == (held,)
    True
    """
    findings: list[Finding] = []
    events: list[Event] = []
    for number, envelope in enumerate(_listed(batch), 1):
        try:
            events.append(codec.decode(_payload(envelope), vocabulary=vocabulary))
        except ReadError as error:
            findings += [_at_line(finding, number) for finding in error.findings]
    if findings:
        raise ReadError(findings)
    return tuple(events)


def _listed(batch: str | bytes | Iterable[Mapping[str, Any]]) -> list[Any]:
    try:
        items: object = json.loads(batch) if isinstance(batch, (str, bytes)) else list(batch)
    except (ValueError, TypeError, RecursionError) as error:
        raise ReadError([_unreadable(f"not a batch of CloudEvents: {error}")]) from None
    if not isinstance(items, list):
        raise ReadError([_unreadable(f"not a batch of CloudEvents: {shown(items)}")])
    return items  # pyright: ignore[reportUnknownVariableType] # a list of any values


def _payload(envelope: object) -> Mapping[str, Any]:
    if not isinstance(envelope, Mapping):
        raise ReadError([_unreadable(f"not a CloudEvent: {shown(envelope)}")])
    cloud = cast("Mapping[str, Any]", envelope)
    if cloud.get("specversion") != _VERSION:
        version = shown(cloud.get("specversion"))
        raise ReadError([_unreadable(f"not a CloudEvent of version 1.0: {version}")])
    data = cloud.get("data")
    if not isinstance(data, Mapping):
        raise ReadError([_unreadable(f"the data of the CloudEvent is not an event: {shown(data)}")])
    return cast("Mapping[str, Any]", data)


def _unreadable(message: str) -> Finding:
    return files.UNREADABLE.finding(message)


def _at_line(finding: Finding, number: int) -> Finding:
    return attrs.evolve(finding, line=number)
