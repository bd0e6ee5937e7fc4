"""CloudEvents: a history as the events that queues, brokers and webhooks carry.

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
from peacetalks.errors import Finding, ReadError, shown
from peacetalks.events import CORE, Event, UnknownEvent, Vocabulary
from peacetalks.history import Record
from peacetalks.interchange.given import Given, instant, source_uri, subject, told

# Any: JSON values.
__all__ = ["BATCH", "cloud_events", "cloud_text", "events_of"]

BATCH: Final = "application/cloudevents-batch+json"
"""The media type of a list of CloudEvents."""

_VERSION: Final = "1.0"
_UNREADABLE: Final = "PT001"
# What a CloudEvents String may not hold (section "Type System"): control characters, and code
# points that are no characters. A percent sign is encoded too, so that no two ids become one.
_FORBIDDEN: Final = re.compile(
    "[%\x00-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def cloud_events(given: Given, *, source: str | None = None) -> list[dict[str, Any]]:
    """Return a history as a batch of CloudEvents, in the one order; bookkeeping goes over too.

    ``data`` is the event as peacetalks writes it, always with its id; ``events_of`` reads it
    back. ``time`` is there only where the source tells an instant: a day is none.

    Args:
        given: a history, or its events; of the records of a log also when each was recorded
            (``recordedtime``), and its place in the stream (``sequence``).
        source: the URI of the stream; with ``id`` it names an event in all the world. None: the
            stream of the records, or ``urn:peacetalks:events``, which is enough for one history.

    Raises:
        InvalidValue: for a source that is no URI, or an event that JSON cannot hold.

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
    ours = told(given)
    named = source_uri(source, ours.records.values())
    return [_envelope(event, ours.records.get(event.id), named) for event in ours.events]


def cloud_text(batch: Iterable[Mapping[str, Any]]) -> str:
    """Return a batch as the text of a JSON list, an event a line."""
    lines = ",\n".join(json.dumps(envelope, allow_nan=False) for envelope in batch)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def _envelope(event: Event, record: Record | None, source: str) -> dict[str, Any]:
    kind = event.tag if isinstance(event, UnknownEvent) else event.kind
    about = subject(event)
    happened = instant(event.occurred)
    return {
        "specversion": _VERSION,
        "id": _text(event.id),
        "source": source,
        "type": f"peacetalks.{_text(kind)}",
        **({} if about is None else {"subject": _text(about)}),
        **({} if happened is None else {"time": happened}),
        "datacontenttype": "application/json",
        **_recorded(record),
        "data": _data(event),
    }


def _recorded(record: Record | None) -> dict[str, Any]:
    if record is None:
        return {}
    entered = instant(record.recorded_at)
    times = {} if entered is None else {"recordedtime": entered}
    return {**times, "sequence": str(record.position), "sequencetype": "Integer"}


def _data(event: Event) -> dict[str, Any]:
    """Return an event as peacetalks writes it, with its id where that is left to be computed."""
    plain = codec.to_plain(event)
    head: dict[str, Any] = {key: plain.pop(key) for key in ("kind", "v") if key in plain}
    plain.pop("id", None)
    return {**head, "id": event.id, **plain}


def _text(value: str) -> str:
    return _FORBIDDEN.sub(lambda found: quote(found[0], safe=""), value)


def events_of(
    batch: str | bytes | Iterable[Mapping[str, Any]], *, vocabulary: Vocabulary = CORE
) -> tuple[Event, ...]:
    """Return the events of a batch of CloudEvents that peacetalks wrote.

    Args:
        batch: the text of a JSON list, or the list itself.
        vocabulary: the kinds that are understood; others are kept as ``UnknownEvent``.

    Raises:
        ReadError: with a finding for each thing that is wrong; ``line`` counts the list.

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
            findings += [_placed(finding, number) for finding in error.findings]
    if findings:
        raise ReadError(findings)
    return tuple(events)


def _listed(batch: str | bytes | Iterable[Mapping[str, Any]]) -> list[Any]:
    try:
        found: object = json.loads(batch) if isinstance(batch, (str, bytes)) else list(batch)
    except (ValueError, TypeError, RecursionError) as error:
        raise ReadError([_unreadable(f"not a batch of CloudEvents: {error}")]) from None
    if not isinstance(found, list):
        raise ReadError([_unreadable(f"not a batch of CloudEvents: {shown(found)}")])
    return found  # pyright: ignore[reportUnknownVariableType] # of anything


def _payload(envelope: object) -> Mapping[str, Any]:
    if not isinstance(envelope, Mapping):
        raise ReadError([_unreadable(f"not a CloudEvent: {shown(envelope)}")])
    cloud = cast("Mapping[str, Any]", envelope)
    if cloud.get("specversion") != _VERSION:
        version = shown(cloud.get("specversion"))
        raise ReadError([_unreadable(f"not a CloudEvent of version 1.0: {version}")])
    data = cloud.get("data")
    if not isinstance(data, Mapping):
        raise ReadError([_unreadable(f"a CloudEvent without an event as its data: {shown(data)}")])
    return cast("Mapping[str, Any]", data)


def _unreadable(message: str) -> Finding:
    return Finding(code=_UNREADABLE, message=message)


def _placed(finding: Finding, number: int) -> Finding:
    return attrs.evolve(finding, line=number)
