"""Results as plain JSON values: for scripts in other languages, and for ``--json``.

An object has the known values of a part of a state, including its key (``KEY_FIELDS``, the fields
that identify it in its table), and ``because``, the ids of the events that wrote it. A value that
is not stated is left out; a party of a standing or of violations that is not named is ``""``.
Answers and receipts have all their fields instead, null where there is nothing, and events in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, TypeAlias, cast

import attrs

from peacetalks import codec
from peacetalks.codec.plain import key_of
from peacetalks.errors import Finding
from peacetalks.events import Event
from peacetalks.history import Diff, Record, Why
from peacetalks.history.differences import Change, Difference
from peacetalks.history.who import Listed, Roster
from peacetalks.log import Head, Receipt, StreamSummary, Verification
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.state.on_record import OnRecord
from peacetalks.state.part import Part
from peacetalks.state.queries import Phase

__all__ = ["ANSWERS", "KEY_FIELDS", "Shown", "event_to_plain", "fields", "to_plain"]

# Any: JSON values, and values of any class.
Shown: TypeAlias = Callable[[Any], object]
"""Returns what is shown of a value: a text, or values by key."""

KEY_FIELDS: Final[FrozenMap[str, tuple[str, ...]]] = FrozenMap(
    {
        "meetings": ("meeting",),
        "contacts": ("a", "b", "channel", "level", "mediated"),
        "standings": ("mediator", "party"),
        "talks": ("talks",),
        "proposals": ("proposal",),
        "preconditions": ("precondition",),
        "agreements": ("agreement",),
        "expectations": ("expectation",),
        "commitments": ("commitment",),
        "deadlines": ("deadline",),
        "demands": ("demand",),
        "hostilities": ("hostilities",),
        "offensives": ("offensive",),
        "ceasefires": ("ceasefire",),
        "blockades": ("blockade",),
        "peacekeepers": ("force",),
        "violations": ("subject", "by", "against"),
        "controls": ("area",),
        "figures": (
            *("subject", "series", "measure", "group", "origin", "destination"),
            "counting_body",
        ),
        "legal_acts": ("legal_act",),
        "relations_measures": ("relations_measure",),
        "acts": ("act",),
        "on_record": ("kind", "key"),
    }
)
"""The fields that together identify an object in each table."""

_DERIVED = ("status", "is_open", "missed_by", "unanswered_by", "highest", "skipped", "share")


def fields(names: str) -> Callable[[Any], dict[str, object]]:
    """Return what shows fields in the given order; ``key=field`` shows one under another key.

    >>> fields("code row=line")(Finding(code="PT001", message="unreadable line", line=3))
    {'code': 'PT001', 'row': 3}
    """
    keys = [(key, name or key) for key, _, name in (each.partition("=") for each in names.split())]
    return lambda value: {key: getattr(value, name) for key, name in keys}


def _change(change: Change) -> dict[str, object]:
    # Both are values of a state, where events are shown by their ids.
    return {
        "field": change.field,
        "before": to_plain(change.before),
        "after": to_plain(change.after),
    }


def _listed(one: Listed) -> dict[str, object]:
    stated = one.stated or OnRecord(code=one.code)
    return {
        "code": one.code,
        "name": one.name,
        "facts": one.facts,
        "streams": one.streams,
        "stated": one.stated is not None,
        "names": stated.names,
        "languages": stated.languages,
        "sort": one.sort,
        "organ_of": one.organ_of,
        "within": one.within,
        "ids": stated.ids,
        "valid": stated.valid,
        "became": [{"occurred": when, "actor": code} for when, code in stated.became],
        "because": [event.id for event in stated.because],
    }


def _roster(listing: Roster) -> dict[str, object]:
    ambiguous = [{"name": name, "codes": codes} for name, codes in listing.ambiguous]
    return {"actors": listing.actors, "unnamed": listing.unnamed, "ambiguous": ambiguous}


ANSWERS: Final[Mapping[type, Shown]] = {
    Change: _change,
    Diff: fields("from=a to=b turns differences"),
    Difference: fields("part changes by"),
    Finding: fields("code severity file line column path message"),
    Head: str,
    Listed: _listed,
    Receipt: fields("stream appended duplicates reordered first last position recorded_at head"),
    Record: fields("global_position stream position recorded_at recorded_by cause event"),
    Roster: _roster,
    StreamSummary: fields("stream records recorded_at"),
    Verification: lambda verification: {
        "verified": bool(verification),
        **fields("records head redacted problem")(verification),
    },
    Why: fields("part facts hidden bookkeeping sources"),
}
"""What is shown of answers and receipts."""


def event_to_plain(event: Event) -> dict[str, Any]:
    """Return an event as plain JSON values, including an id that was computed.

    >>> from peacetalks.events import MeetingRefused
    >>> plain = event_to_plain(MeetingRefused(occurred="2023-11-16", meeting="washington"))
    >>> plain["kind"], plain["id"][:3]
    ('meeting-refused', 'e1-')
    """
    return codec.to_plain(event) | {"id": event.id}


_id_of: Final[Callable[[Event], object]] = attrgetter("id")


def to_plain(
    value: object,
    table: Mapping[type, Shown] = ANSWERS,
    *,
    event: Callable[[Event], object] = _id_of,
) -> Any:
    """Return any value as plain JSON values.

    Args:
        value: a value of a state, an answer, or a collection of them.
        table: what is shown of values of some classes; of other classes, the stated fields.
        event: what is shown of an event; within a value of ``table``, the whole event.

    >>> to_plain((When("2023-10-05"), None))
    ['2023-10-05', None]
    """
    shown = table.get(type(value))
    if shown is not None:
        return to_plain(shown(value), table, event=event_to_plain)
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, When):
        return value.text
    if isinstance(value, Event):
        return event(value)
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value)
        return {str(key): to_plain(item, table, event=event) for key, item in items.items()}
    if isinstance(value, Iterable):
        several = cast("Iterable[object]", value)
        return [to_plain(item, table, event=event) for item in several]
    return _stated(cast("attrs.AttrsInstance", value))


def _stated(value: attrs.AttrsInstance) -> dict[str, Any]:
    """Return the stated fields of a value, what follows from them, and the ids of its events."""
    plain = {
        key_of(field): to_plain(known)
        for field in attrs.fields(type(value))
        if field.name not in {"_because", "because", "event"}
        and (known := getattr(value, field.name)) is not None
    }
    for name in _DERIVED:
        derived = getattr(value, name, None)
        if derived is not None and name not in plain:
            plain[name] = to_plain(derived)
    events = value.because if isinstance(value, (Part, Phase)) else _one_event(value)
    if events:
        plain["because"] = [event.id for event in events]
    return plain


def _one_event(value: object) -> tuple[Event, ...]:
    event = getattr(value, "event", None)
    return (event,) if isinstance(event, Event) else ()
