"""A state as plain JSON values: for scripts in other languages, and for ``--json``.

``parts`` has a list of objects for each table that is not empty. An object holds the values of
the part that are known, the key of the part among them (``KEY_FIELDS``: what tells it from the
others of its table), and ``because``: the ids of the events that wrote it. A value that is not
stated is left out; a party of a standing or of violations that is not named is ``""``. Beside
the parts stand the answers people ask for most. Actors stand as codes; ``actors`` has the name of
each once, and null for one that has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import attrs

from peacetalks.codec.plain import key_of, to_plain
from peacetalks.construction import PRESS
from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.names import named_in
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.queries import Phase
from peacetalks.state.register import Register
from peacetalks.when import When

__all__ = ["KEY_FIELDS", "names_of", "state_to_plain", "value_to_plain"]

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
"""The fields of each table's objects that together no two of them share."""

_DERIVED = ("status", "is_open", "missed_by", "unanswered_by", "highest", "skipped", "share")


def state_to_plain(state: NegotiationState) -> dict[str, Any]:
    """Return a state as plain JSON values.

    Any: JSON values.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.reducer.fold import fold
    >>> refusal = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> plain = state_to_plain(fold([refusal]))
    >>> [(part["meeting"], part["status"]) for part in plain["parts"]["meetings"]]
    [('washington', 'refused')]
    >>> plain["refusals"][0]["because"]
    ['no']
    """
    facts = sorted(state.facts, key=lambda event: event.id)
    return {
        "viewpoint": value_to_plain(state.viewpoint),
        "on": state.on.text,
        "fact_count": state.fact_count,
        "phase": value_to_plain(state.phase),
        "phases": value_to_plain(state.phases()),
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
        "actors": names_of(facts, state.actors),
    }


def names_of(events: Iterable[Event], actors: Register) -> dict[str, str | None]:
    """Return the name of each actor that events name, by its code; None: it has none.

    An area that is an actor too has its name here; other areas are called as they stand.

    >>> from peacetalks.events import MeetingRefused
    >>> refusal = MeetingRefused(occurred="2023-11-16", meeting="washington", by=("AZE", "QQQ"))
    >>> names_of([refusal], Register())
    {'AZE': 'Azerbaijan', 'QQQ': None}
    """
    named = {one for event in events for one in named_in(event)}
    codes = {name for what, name in named if what == "actor"} - {PRESS}
    codes |= {name for what, name in named if what == "area" and actors.knows(name)}
    return {code: _name(actors, code) for code in sorted(codes)}


def _name(actors: Register, code: str) -> str | None:
    return actors.name(code) if actors.is_named(code) else None


def _tables(parts: Parts) -> dict[str, list[Any]]:
    tables: dict[str, list[Any]] = {}
    for table, _, part in parts:
        tables.setdefault(table, []).append(value_to_plain(part))
    return tables


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
        return {str(key): value_to_plain(item) for key, item in items.items()}
    if isinstance(value, Iterable):
        return [value_to_plain(item) for item in cast("Iterable[object]", value)]
    return _object(cast("attrs.AttrsInstance", value))


def _object(value: attrs.AttrsInstance) -> dict[str, Any]:
    plain = {
        key_of(field): value_to_plain(known)
        for field in attrs.fields(type(value))
        if field.name not in {"_because", "because", "event"}
        and (known := getattr(value, field.name)) is not None
    }
    for name in _DERIVED:
        derived = getattr(value, name, None)
        if derived is not None and name not in plain:
            plain[name] = value_to_plain(derived)
    events = value.because if isinstance(value, (Part, Phase)) else _one_event(value)
    if events:
        plain["because"] = [event.id for event in events]
    return plain


def _one_event(value: object) -> tuple[Event, ...]:
    event = getattr(value, "event", None)
    return (event,) if isinstance(event, Event) else ()
