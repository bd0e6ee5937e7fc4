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
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    Annotation,
    Checkpoint,
    Event,
    MeetingAccepted,
    MeetingCancelled,
    MeetingPostponed,
    MeetingRefused,
    ProposalAnswered,
    UnknownEvent,
)
from peacetalks.events.identity import COMPUTED, content_id, content_key, differing, same_content
from peacetalks.events.tellings import Tellings
from peacetalks.values import Count
from peacetalks.when import When

__all__ = ["RULES", "UNKNOWN_KIND"]

UNKNOWN_KIND: Final = "PT184"

_NO_FACTS: Final = (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    Annotation,
    Checkpoint,
    UnknownEvent,
)
_JOIN: Final = "join them by an events-merged if they are one fact, else leave act out"
_PART: Final = "give each an act of its own, or leave act out"
_WORDS: Final = ("version", "body", "provision", "group", "route")
"""Fields of plain text that say which thing is meant, not how it was told."""
_TELLING: Final = frozenset(
    {"sources", "external_ids", "reported", "certainty", "claimed_by", "basis", "trigger", "act"}
)
"""Fields that say how a fact is known, not what happened."""
_ANSWERS: Final = (
    MeetingAccepted,
    MeetingRefused,
    MeetingPostponed,
    MeetingCancelled,
    ProposalAnswered,
)
_THINGS: Final = ("meeting", "proposal")
"""The fields that name what they answer."""


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
                yield Remark("PT182", event, _compared(event, first))


def repeated(evidence: Evidence) -> Iterator[Remark]:
    """PT182: an event without an id that repeats another one but for the order of names."""
    kept = {event.id for event in evidence.history.events}
    dropped = {e.id: e for e in evidence.given if e.id not in kept}
    if not dropped:
        return
    computed = (e for e in evidence.history.events if e.id.startswith(COMPUTED))
    first = {content_key(event): event for event in computed}
    for event in dropped.values():
        told = f"repeats {named(first[content_key(event)])} but for the order of names"
        yield Remark("PT182", event, f"{told}, and counts once; hint: leave it out")


def told_again(evidence: Evidence) -> Iterator[Remark]:
    """PT186: one answer to a meeting or proposal, by one party, on neighbouring days."""
    before: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in evidence.facts:
        for thing in _THINGS:
            name = getattr(event, thing, None)
            if name is None:
                continue
            run = before[thing, name]
            if not isinstance(event, _ANSWERS) or (run and type(run[0]) is not type(event)):
                run.clear()
            run[:] = [other for other in run if _days_between(other, event) <= 1]
            first = next((other for other in run if _may_be_one(other, event)), None)
            if first is not None:
                told = f"may tell of {named(first)} once more, one day later"
                yield Remark("PT186", event, f"{told}; hint: join the two, if they are one act")
            if isinstance(event, _ANSWERS):
                run.append(event)


def _may_be_one(one: Event, other: Event) -> bool:
    """Return whether two answers of one kind, to one thing, may be one on neighbouring days."""
    first, second = (set(getattr(event, "by", None) or ()) for event in (one, other))
    return (
        _days_between(one, other) == 1
        and not first.isdisjoint(second)
        and not _two_accounts(one, other)
    )


def _days_between(one: Event, other: Event) -> int:
    return other.occurred.first_day - one.occurred.last_day


def _compared(event: Event, first: Event) -> str:
    """Return what is said of a fact that tells of the same as an earlier one."""
    join = "hint: join them by an events-merged"
    apart = [name for name in differing(event, first) if name not in _TELLING]
    if apart:
        told = f"tells of the same as {named(first)}, with other {', '.join(apart)}"
        return f"{told}; {join}, or correct one of them"
    if same_content(event, first) and content_id(event) != content_id(first):
        return f"says the same as {named(first)} but for the order of names; {join}"
    return f"says the same as {named(first)}; {join}"


def act_of_another(evidence: Evidence) -> Iterator[Remark]:
    """PT187: a fact that shares its act with another, and is no rival telling of it."""
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
            yield Remark("PT187", event, f"{told}; both count; hint: {hint}", "$.act")


def unknown_kinds(evidence: Evidence) -> Iterator[Remark]:
    """PT184: a fact of a kind that is not known here."""
    for event in evidence.of(UnknownEvent):
        told = f"unknown kind {event.tag!r}; it is kept and not counted"
        tags = evidence.history.order.vocabulary.tags
        yield Remark("PT184", event, told, "$.kind", event.tag, tags)


def _two_accounts(one: Event, other: Event) -> bool:
    """Return whether two facts are kept apart on purpose: one act, or two parties' words."""
    if one.act is not None and one.act == other.act:
        return True
    return bool(
        one.claimed_by and other.claimed_by and set(one.claimed_by) != set(other.claimed_by)
    )


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
    repeated,
    told_again,
    act_of_another,
    unknown_kinds,
)
