"""Check identity: ids used twice, facts recorded twice, unknown kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

import attrs

from peacetalks.checks.evidence import Evidence, Issue, describe
from peacetalks.checks.field_values import values_of
from peacetalks.events import Event
from peacetalks.events.agreements import ProposalAnswered
from peacetalks.events.bookkeeping import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    Annotation,
    Checkpoint,
)
from peacetalks.events.content import COMPUTED
from peacetalks.events.identity import content_id, content_key, differing, same_content
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingPostponed,
    MeetingRefused,
)
from peacetalks.events.tellings import Tellings
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields import shape as shapes
from peacetalks.findings import checks
from peacetalks.values.count import Count

__all__ = ["RULES"]

_NO_FACTS: Final = (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    Annotation,
    Checkpoint,
    UnknownEvent,
)
_JOIN: Final = "join them with events-merged if they are one fact, otherwise leave act out"
_SEPARATE: Final = "give each an act of its own, or leave act out"
_IDENTIFYING: Final = ("version", "body", "provision", "group", "route")
"""Text fields that say which thing is meant, not how it is described."""
_DETAILS: Final = frozenset(
    {
        *(shapes.AREA, shapes.Value(Count)),
        *(shapes.Simple.DATE, shapes.Simple.WHOLE_NUMBER, shapes.Simple.FLAG, shapes.Simple.NUMBER),
    }
)
"""The shapes of fields that say what happened."""
_COMMON: Final = frozenset(field.name for field in attrs.fields(Event))
_PROVENANCE: Final = frozenset(
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
"""The fields that name what is answered."""


def id_used_twice(evidence: Evidence) -> Iterator[Issue]:
    """Report an id given to two events that differ."""
    first: dict[str, Event] = {}
    for event in evidence.events:
        if first.setdefault(event.id, event) != event:
            other = first[event.id]
            message = (
                f"a {other.kind} of {other.occurred} already has this id; "
                f"hint: to change an earlier fact, use event-corrected"
            )
            yield Issue(checks.ID_USED_TWICE, event, message, "$.id")


def recorded_twice(evidence: Evidence) -> Iterator[Issue]:
    """Report facts of one kind, day, actors and object under different ids."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in evidence.facts:
        key = _key(event)
        if key is not None:
            groups[key].append(event)
    for first, *others in groups.values():
        for event in others:
            if not _two_accounts(first, event):
                yield Issue(checks.RECORDED_TWICE, event, _repetition(event, first))


def repeated(evidence: Evidence) -> Iterator[Issue]:
    """Report an event without an id that repeats another with the names in another order."""
    kept = {event.id for event in evidence.history.events}
    dropped = {e.id: e for e in evidence.events if e.id not in kept}
    if not dropped:
        return
    computed = (e for e in evidence.history.events if e.id.startswith(COMPUTED))
    first = {content_key(event): event for event in computed}
    for event in dropped.values():
        message = (
            f"repeats {describe(first[content_key(event)])} with the names in another order; "
            f"they count once; hint: leave it out"
        )
        yield Issue(checks.RECORDED_TWICE, event, message)


def answered_again(evidence: Evidence) -> Iterator[Issue]:
    """Report one answer to a meeting or proposal, by one party, on neighbouring days."""
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
                message = (
                    f"may be the same answer as {describe(first)}, one day later; "
                    f"hint: join them with events-merged if they are one act"
                )
                yield Issue(checks.ANSWERED_TWICE, event, message)
            if isinstance(event, _ANSWERS):
                run.append(event)


def _may_be_one(one: Event, other: Event) -> bool:
    """Return whether two answers of one kind to one thing may be one answer, a day apart."""
    first, second = (set(getattr(event, "by", None) or ()) for event in (one, other))
    return (
        _days_between(one, other) == 1
        and not first.isdisjoint(second)
        and not _two_accounts(one, other)
    )


def _days_between(one: Event, other: Event) -> int:
    return other.occurred.first_day - one.occurred.last_day


def _repetition(event: Event, first: Event) -> str:
    """Return the message about a fact that repeats an earlier one."""
    join = "hint: join them with events-merged"
    apart = [name for name in differing(event, first) if name not in _PROVENANCE]
    if apart:
        fields = ", ".join(apart)
        return (
            f"describes the same fact as {describe(first)}, but differs in {fields}; {join}, "
            f"or correct one of them"
        )
    if same_content(event, first) and content_id(event) != content_id(first):
        return f"repeats {describe(first)} with the names in another order; {join}"
    return f"repeats {describe(first)}; {join}"


def shares_act(evidence: Evidence) -> Iterator[Issue]:
    """Report a fact that shares its act with another, but is not another account of it."""
    acts: dict[str, list[Event]] = defaultdict(list)
    for event in evidence.facts:
        if event.act is not None:
            acts[event.act].append(event)
    for act, events in acts.items():
        tellings = Tellings()
        first, *others = (event for event in events if tellings.take(event))
        for event in others:
            hint = _JOIN if type(event) is type(first) else _SEPARATE
            message = (
                f"shares the act {act!r} with {describe(first)}, but is not another side's account "
                f"of it, so both count; hint: {hint}"
            )
            yield Issue(checks.NOT_ANOTHER_ACCOUNT, event, message, "$.act")


def unknown_kinds(evidence: Evidence) -> Iterator[Issue]:
    """Report a fact of an unknown kind."""
    for event in evidence.of(UnknownEvent):
        message = f"unknown kind {event.tag!r}; the event is kept but does not count"
        tags = evidence.history.order.vocabulary.tags
        yield Issue(checks.UNKNOWN_KIND, event, message, "$.kind", event.tag, tags)


def _two_accounts(one: Event, other: Event) -> bool:
    """Return whether two facts are separate on purpose: one act, or claims of two parties."""
    if one.act is not None and one.act == other.act:
        return True
    return bool(
        one.claimed_by and other.claimed_by and set(one.claimed_by) != set(other.claimed_by)
    )


def _key(event: Event) -> tuple[object, ...] | None:
    """Return what two records of one fact have in common, or None if the fact names no thing."""
    if isinstance(event, _NO_FACTS):
        return None
    objects, details, actor_fields = _fields_of(type(event))
    things = tuple(getattr(event, name) for name in objects)
    if not any(thing is not None for thing in things):
        return None
    actors = frozenset(
        (place, code)
        for path, code in values_of(event, shapes.CODE)
        if (place := path.split("[")[0].split(".")[1]) in actor_fields
    )
    values = tuple(getattr(event, name) for name in details)
    days = (event.occurred.first_day, event.occurred.last_day)
    return event.kind, days, actors, things, values


@shapes.by_class
def _fields_of(kind: type[Event]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the names of a kind's own fields: those for things, for details and for actors."""
    own = [
        (field, shapes.options(shape))
        for field, shape in shapes.fields_of(kind)
        if field.name not in _COMMON
    ]
    objects = tuple(field.name for field, held in own if held == (shapes.SLUG,))
    details = tuple(
        field.name
        for field, held in own
        if len(held) == 1
        and (
            held[0] in _DETAILS
            or isinstance(held[0], shapes.Words)
            or (held[0] == shapes.TEXT and field.name in _IDENTIFYING)
        )
    )
    actors = tuple(
        str(field.alias)
        for field, held in own
        if held in {(shapes.CODE,), (shapes.ListOf(shapes.CODE),)}
        or field.name in {"participants", "mediators"}
    )
    return objects, details, actors


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    id_used_twice,
    recorded_twice,
    repeated,
    answered_again,
    shares_act,
    unknown_kinds,
)
