"""Checkpoints: what a file says that its state must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

import attrs

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.checks.expected import same
from peacetalks.counts import Count
from peacetalks.errors import shown
from peacetalks.events import Checkpoint, Event
from peacetalks.history.why import address, by_kept_id
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import When

__all__ = ["RULES"]

_HIDDEN: Final = frozenset({"because", "writers", "event", "sources"})


def checkpoints(evidence: Evidence) -> Iterator[Remark]:
    """PT195, PT196: a checkpoint that fails, and one of a part or field that is not there."""
    for event in evidence.of(Checkpoint):
        state = evidence.history.at(Viewpoint(on=event.occurred))
        part = _part(state, event.part)
        if part is None:
            told = f"no part {event.part!r} on {event.occurred}"
            yield Remark("PT196", event, told, "$.part", event.part, _addresses(state))
            continue
        fields = _fields(part)
        if event.field not in fields:
            told = f"{event.part!r} has no field {event.field!r}"
            yield Remark("PT196", event, told, "$.field", event.field, fields)
            continue
        value = getattr(part, event.field)
        if not same(value, _meant(state, value, event.expected)):
            told = f"{event.part!r}: {event.field} is {_words(value)} on {event.occurred}"
            yield Remark("PT195", event, f"{told}, expected {_words(event.expected)}")


def _part(state: NegotiationState, where: str) -> Part | None:
    table = getattr(state.parts, where.partition("/")[0], None)
    if not isinstance(table, Mapping):
        return None
    name = where.partition("/")[0]
    parts = cast("Mapping[Any, Part]", table)
    found = {address(name, key): part for key, part in parts.items()}
    return found.get(where) or found.get(by_kept_id(state, where))


def _meant(state: NegotiationState, value: object, expected: object) -> object:
    """Return what is expected; an event may be named by an id that was merged away."""
    named = isinstance(value, Event) and isinstance(expected, str)
    return state.canonical_id(cast("str", expected)) if named else expected


def _addresses(state: NegotiationState) -> list[str]:
    return [address(table, key) for table, key, _ in state.parts]


def _fields(part: Part) -> list[str]:
    """Return what can be asked of a part: its fields, and what is derived from them."""
    own = [field.name for field in attrs.fields(type(part)) if field.name != "_because"]
    derived = [
        name
        for name in dir(type(part))
        if isinstance(getattr(type(part), name, None), property) and name not in _HIDDEN
    ]
    return [*own, *derived]


def _words(value: object) -> str:
    if isinstance(value, (When, Count)):
        return f"'{value}'"
    return shown(value)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (checkpoints,)
