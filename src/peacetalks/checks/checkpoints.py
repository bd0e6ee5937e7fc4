"""Check checkpoints: the state that a file says it must lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

import attrs

from peacetalks.checks.evidence import Evidence, Issue
from peacetalks.checks.expected import same
from peacetalks.errors import shown
from peacetalks.events import Event
from peacetalks.events.bookkeeping import Checkpoint
from peacetalks.findings import checks
from peacetalks.history.explanation import address, by_kept_id
from peacetalks.primitives.when import When
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.count import Count

__all__ = ["RULES"]

_HIDDEN: Final = frozenset({"because", "writers", "event", "sources"})


def unmet_checkpoints(evidence: Evidence) -> Iterator[Issue]:
    """Report a checkpoint that fails, and one whose part or field does not exist."""
    for event in evidence.of(Checkpoint):
        state = evidence.history.at(Viewpoint(on=event.occurred))
        part = _part(state, event.part)
        if part is None:
            message = f"there is no part {event.part!r} on {event.occurred}"
            yield Issue(
                checks.CHECKPOINT_OF_NOTHING,
                event,
                message,
                "$.part",
                event.part,
                _addresses(state),
            )
            continue
        fields = _fields(part)
        if event.field not in fields:
            message = f"{event.part!r} has no field {event.field!r}"
            yield Issue(
                checks.CHECKPOINT_OF_NOTHING, event, message, "$.field", event.field, fields
            )
            continue
        value = getattr(part, event.field)
        if not same(value, _expected(state, value, event.expected)):
            message = (
                f"{event.part!r}: {event.field} is {_text(value)} on {event.occurred}, "
                f"expected {_text(event.expected)}"
            )
            yield Issue(checks.CHECKPOINT_FAILS, event, message)


def _part(state: NegotiationState, where: str) -> Part | None:
    table = getattr(state.parts, where.partition("/")[0], None)
    if not isinstance(table, Mapping):
        return None
    name = where.partition("/")[0]
    parts = cast("Mapping[Any, Part]", table)
    by_address = {address(name, key): part for key, part in parts.items()}
    return by_address.get(where) or by_address.get(by_kept_id(state, where))


def _expected(state: NegotiationState, value: object, expected: object) -> object:
    """Return the expected value; an id that was merged away becomes the id that was kept."""
    is_id = isinstance(value, Event) and isinstance(expected, str)
    return state.canonical_id(cast("str", expected)) if is_id else expected


def _addresses(state: NegotiationState) -> list[str]:
    return [address(table, key) for table, key, _ in state.parts]


def _fields(part: Part) -> list[str]:
    """Return the fields of a part, and the properties that are derived from them."""
    own = [field.name for field in attrs.fields(type(part)) if field.name != "_because"]
    derived = [
        name
        for name in dir(type(part))
        if isinstance(getattr(type(part), name, None), property) and name not in _HIDDEN
    ]
    return [*own, *derived]


def _text(value: object) -> str:
    if isinstance(value, (When, Count)):
        return f"'{value}'"
    return shown(value)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (unmet_checkpoints,)
