"""A state as plain JSON values: for scripts in other languages, and for ``--json``.

Parts are objects of the values that are known, with ``because``: the ids of the events that
wrote them. Beside the parts stand the answers people ask for most. Keys that are not texts
become texts joined by ``/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import attrs

from peacetalks.codec.plain import key_of, to_plain
from peacetalks.events import Event
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.when import When

__all__ = ["state_to_plain", "value_to_plain"]

_DERIVED = ("status", "is_open", "missed_by", "unanswered_by", "highest", "skipped", "share")


def state_to_plain(state: NegotiationState) -> dict[str, Any]:
    """Return a state as plain JSON values.

    Any: JSON values.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.reducer.fold import fold
    >>> refusal = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> plain = state_to_plain(fold([refusal]))
    >>> plain["parts"]["meetings"]["washington"]["status"], plain["refusals"][0]["because"]
    ('refused', ['no'])
    """
    facts = sorted(state.facts, key=lambda event: event.id)
    return {
        "viewpoint": value_to_plain(state.viewpoint),
        "on": state.on.text,
        "phase": value_to_plain(state.phase),
        "refusals": value_to_plain(state.refusals()),
        "pending_meetings": [meeting.meeting for meeting in state.pending_meetings()],
        "date_passed": [meeting.meeting for meeting in state.date_passed()],
        "overdue": value_to_plain(state.overdue()),
        "open_expectations": [e.expectation for e in state.open_expectations()],
        "lapsed_expectations": [e.expectation for e in state.lapsed_expectations()],
        "open_preconditions": [p.precondition for p in state.open_preconditions()],
        "open_proposals": value_to_plain(state.open_proposals()),
        "displacement": value_to_plain(state.displacement()),
        "parts": _tables(state.parts),
        "disputes": value_to_plain(state.disputes),
        "unsettled": [event.id for event in state.unsettled],
        "unresolved": [event.id for event in state.unresolved],
        "facts": [to_plain(event) | {"id": event.id} for event in facts],
    }


def _tables(parts: Parts) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for table, key, part in parts:
        tables.setdefault(table, {})[_key(key)] = value_to_plain(part)
    return tables


def _key(key: object) -> str:
    if isinstance(key, tuple):
        return "/".join(_key(item) for item in cast("tuple[object, ...]", key))
    return "" if key is None else str(key)


def value_to_plain(value: object) -> Any:
    """Return any value of a state as plain JSON values; events as their ids.

    Any: JSON values.

    >>> value_to_plain((When("2023-10-05"), None))
    ['2023-10-05', None]
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, When):
        return value.text
    if isinstance(value, Event):
        return value.id
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value)
        return {_key(key): value_to_plain(item) for key, item in items.items()}
    if isinstance(value, Iterable):
        return [value_to_plain(item) for item in cast("Iterable[object]", value)]
    return _object(cast("attrs.AttrsInstance", value))


def _object(value: attrs.AttrsInstance) -> dict[str, Any]:
    plain = {
        key_of(field): value_to_plain(known)
        for field in attrs.fields(type(value))
        if field.name not in {"_because", "event"}
        and (known := getattr(value, field.name)) is not None
    }
    for name in _DERIVED:
        derived = getattr(value, name, None)
        if derived is not None and name not in plain:
            plain[name] = value_to_plain(derived)
    events = value.because if isinstance(value, Part) else _one_event(value)
    if events:
        plain["because"] = [event.id for event in events]
    return plain


def _one_event(value: object) -> tuple[Event, ...]:
    event = getattr(value, "event", None)
    return (event,) if isinstance(event, Event) else ()
