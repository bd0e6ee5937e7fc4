"""Identity: ids used twice, facts told twice, kinds that are not known."""

from __future__ import annotations

import functools
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final, cast

import attrs

from peacetalks.checks.evidence import Evidence, Remark, named
from peacetalks.checks.said import plain_hint, said
from peacetalks.construction import Area, Code, Codes, Slug, field_types
from peacetalks.events import (
    CORE,
    ActorAliased,
    ActorMerged,
    ActorSplit,
    Annotation,
    Checkpoint,
    Event,
    UnknownEvent,
)
from peacetalks.events.tellings import Tellings
from peacetalks.values import Count
from peacetalks.when import When

__all__ = ["RULES", "UNKNOWN_KIND"]

UNKNOWN_KIND: Final = "PT184"

_NO_FACTS: Final = (ActorAliased, ActorMerged, ActorSplit, Annotation, Checkpoint, UnknownEvent)
_JOIN: Final = "join them by an events-merged if they are one fact, else leave act out"
_PART: Final = "give each an act of its own, or leave act out"
_WORDS: Final = ("version", "body", "provision", "group", "route")
"""Fields of plain text that say which thing is meant, not how it was told."""


def id_used_twice(evidence: Evidence) -> Iterator[Remark]:
    """PT181: an id given to two events that differ."""
    first: dict[str, Event] = {}
    for event in evidence.given:
        if first.setdefault(event.id, event) != event:
            told = (
                f"the id of another event, a {first[event.id].kind} of {first[event.id].occurred}"
            )
            hint = "hint: a change of an earlier fact is an event-corrected"
            yield Remark("PT181", event, f"{told}; {hint}", "$.id")


def told_twice(evidence: Evidence) -> Iterator[Remark]:
    """PT182: facts of one kind, day, actors and object under different ids."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in evidence.facts:
        key = _key(event)
        if key is not None:
            groups[key].append(event)
    for first, *others in groups.values():
        for event in others:
            if not _two_accounts(first, event):
                told = f"says the same as {named(first)}"
                yield Remark("PT182", event, f"{told}; hint: join them by an events-merged")


def act_of_another(evidence: Evidence) -> Iterator[Remark]:
    """PT185: a fact that shares its act with another, and is no rival telling of it."""
    acts: dict[str, list[Event]] = defaultdict(list)
    for event in evidence.facts:
        if event.act is not None:
            acts[event.act].append(event)
    for act, events in acts.items():
        tellings = Tellings()
        first, *others = (event for event in events if tellings.take(event))
        for event in others:
            told = (
                f"shares the act {act!r} with {named(first)}, but is no other side's telling of it"
            )
            hint = _JOIN if type(event) is type(first) else _PART
            yield Remark("PT185", event, f"{told}; both count; hint: {hint}", "$.act")


def unknown_kinds(evidence: Evidence) -> Iterator[Remark]:
    """PT184: a fact of a kind that is not known here."""
    for event in evidence.of(UnknownEvent):
        told = f"unknown kind {event.tag!r}; it is kept and not counted"
        yield Remark("PT184", event, told, "$.kind", event.tag, CORE.tags)


def _two_accounts(one: Event, other: Event) -> bool:
    """Return whether two facts are kept apart on purpose: one act, or two parties' words."""
    if one.act is not None and one.act == other.act:
        return True
    return bool(one.claimed_by and other.claimed_by and one.claimed_by != other.claimed_by)


def _key(event: Event) -> tuple[object, ...] | None:
    """Return what two tellings of one fact share; None: the fact names no thing."""
    if isinstance(event, _NO_FACTS):
        return None
    objects, details, named_actors = _fields(type(event))
    things = tuple(getattr(event, name) for name in objects)
    if not any(thing is not None for thing in things):
        return None
    actors = frozenset(
        (place, code)
        for path, code in said(event, Code)
        if (place := path.split("[")[0].split(".")[1]) in named_actors
    )
    said_of_it = tuple(getattr(event, name) for name in details)
    days = (event.occurred.first_day, event.occurred.last_day)
    return event.kind, days, actors, things, said_of_it


def _fields_of(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the names of a kind's own fields: its things, its details, its actors."""
    # Any: a class, since fields are read off it.
    common = {field.name for field in attrs.fields(Event)}
    hints = {
        name: plain_hint(hint) for name, hint in field_types(kind).items() if name not in common
    }
    objects = tuple(name for name, hint in hints.items() if hint == Slug)
    details = tuple(
        name
        for name, hint in hints.items()
        if hint in {Area, Count, When, int, bool, float}
        or typing.get_origin(hint) is typing.Literal
        or (hint is str and name in _WORDS)
    )
    actors = tuple(
        str(field.alias)
        for field in attrs.fields(kind)
        if hints.get(field.name) in {Code, Codes} or field.name in {"participants", "mediators"}
    )
    return objects, details, actors


_fields = cast(
    "Callable[[Any], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]",
    functools.cache(_fields_of),
)

RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    id_used_twice,
    told_twice,
    act_of_another,
    unknown_kinds,
)
