"""Checkpoints: what a file says that its state must be.

An expected value is compared with the field of a part as people would read it: a date with any
text of the same bounds, a count with its number or its words, several values in any order (one
of them stands for itself), and a value of several fields (an answer, a participant, a place)
with its words, with its first field, or with a map of some of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

import attrs

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.counts import Count
from peacetalks.errors import InvalidWhen, did_you_mean, shown
from peacetalks.events import Checkpoint, Event
from peacetalks.history.why import address
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import When

__all__ = ["RULES", "same"]

_HIDDEN: Final = frozenset({"because", "writers", "event", "sources"})


def checkpoints(evidence: Evidence) -> Iterator[Remark]:
    """PT195, PT196: a checkpoint that fails, and one of a part or field that is not there."""
    for event in evidence.of(Checkpoint):
        state = evidence.history.at(Viewpoint(on=event.occurred))
        part = _part(state, event.part)
        if part is None:
            hint = did_you_mean(event.part, _addresses(state))
            told = f"no part {event.part!r} on {event.occurred}"
            yield Remark("PT196", event, f"{told}; hint: {hint}" if hint else told, "$.part")
            continue
        fields = _fields(part)
        if event.field not in fields:
            hint = did_you_mean(event.field, fields)
            told = f"{event.part!r} has no field {event.field!r}"
            yield Remark("PT196", event, f"{told}; hint: {hint}" if hint else told, "$.field")
            continue
        value = getattr(part, event.field)
        if not same(value, event.expected):
            told = f"{event.part} {event.field} is {_words(value)} on {event.occurred}"
            yield Remark("PT195", event, f"{told}, expected {_words(event.expected)}")


def same(value: Any, expected: Any) -> bool:
    """Return whether a value of a state is what a checkpoint expects.

    Any: the value of any field, and what JSON can hold.

    >>> same(When("2023-10-05"), "2023-10-05"), same(Count.more_than(100), "more than 100")
    (True, True)
    >>> same(("ARM", "AZE"), ("AZE", "ARM")), same(("AZE",), "AZE"), same("held", "refused")
    (True, True, False)
    """
    if value is None or expected is None or isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    if isinstance(value, When):
        return _same_days(value, expected)
    if isinstance(value, Count):
        return _same_count(value, expected)
    if isinstance(value, Event):
        return value == expected or value.id == expected
    if isinstance(value, Mapping):
        return _same_map(cast("Mapping[Any, Any]", value), expected)
    if isinstance(value, (tuple, list)):
        return _same_items(tuple(cast("tuple[Any, ...]", value)), expected)
    if attrs.has(type(value)):
        return value == expected or _same_object(value, expected)
    return bool(value == expected)


def _same_days(value: When, expected: object) -> bool:
    if not isinstance(expected, (str, When)):
        return False
    try:
        other = When(expected)
    except InvalidWhen:
        return False
    return (value.lo, value.hi, value.is_span) == (other.lo, other.hi, other.is_span)


def _same_count(value: Count, expected: object) -> bool:
    if isinstance(expected, int):
        known = {value.low, value.best, value.high} - {None}
        return value.best == expected or known == {expected}
    if isinstance(expected, Mapping):
        return _same_object(value, cast("Mapping[Any, Any]", expected))
    return value == expected or str(value) == expected


def _same_map(value: Mapping[Any, Any], expected: Any) -> bool:
    if not isinstance(expected, Mapping):
        return False
    told = {str(key): item for key, item in cast("Mapping[Any, Any]", expected).items()}
    known = {str(key): item for key, item in value.items()}
    return known.keys() == told.keys() and all(same(known[key], told[key]) for key in told)


def _same_items(value: tuple[Any, ...], expected: Any) -> bool:
    wanted = tuple(expected) if isinstance(expected, (tuple, list)) else (expected,)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] # of anything
    left = list(value)
    for item in wanted:
        found = next((i for i, there in enumerate(left) if same(there, item)), None)
        if found is None:
            return False
        del left[found]
    return not left


def _same_object(value: Any, expected: Any) -> bool:
    names = [field.name for field in attrs.fields(type(value))]
    if isinstance(expected, Mapping):
        told = cast("Mapping[Any, Any]", expected)
        return all(key in names and same(getattr(value, key), told[key]) for key in told)
    return str(value) == expected or (bool(names) and same(getattr(value, names[0]), expected))


def _part(state: NegotiationState, where: str) -> Part | None:
    table = getattr(state.parts, where.partition("/")[0], None)
    if not isinstance(table, Mapping):
        return None
    name = where.partition("/")[0]
    parts = cast("Mapping[Any, Part]", table)
    return next((part for key, part in parts.items() if address(name, key) == where), None)


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
