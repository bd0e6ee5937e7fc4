"""The effective facts of a history, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events import Event, UnknownEvent
from peacetalks.history.why import writes_to
from peacetalks.state.queries.asked import actor as code_of
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values import Participant
from peacetalks.when import When, WhenLike

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["actors_of", "timeline"]

_NAMING = ("by", "against", "to", "of", "invitees", "parties", "absent", "claimed_by", "witnesses")


def timeline(
    history: History,
    *,
    kind: str | type[Event] | None = None,
    actor: str | None = None,
    meeting: str | None = None,
    since: WhenLike | None = None,
    until: WhenLike | None = None,
    text: str | None = None,
    part: str | None = None,
    viewpoint: Viewpoint | None = None,
) -> tuple[Event, ...]:
    """Answer ``History.timeline``."""
    tag = None if kind is None else _tag(kind)
    named = None if actor is None else code_of(actor)
    first, last = (None if day is None else When(day) for day in (since, until))
    if first is not None and last is not None and first.lo > last.hi:
        accepted = f"a day up to {last}, which is the last one asked for"
        raise InvalidValue("no day to begin with", value=str(first), accepted=accepted)
    seen = viewpoint or Viewpoint()
    timeline_ = history.resolved(seen)
    facts = timeline_.events
    if tag is not None and tag not in history.order.vocabulary.tags:
        _on_record(tag, history.order.vocabulary.tags, facts)
    if text is not None and not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a text to look for", value=text)
    day = None if seen.on is None else seen.on.last_day
    return tuple(
        event
        for event in facts[: timeline_.upto(day)]
        if tag in {None, event.kind}
        and (named is None or named in actors_of(event))
        and (meeting is None or getattr(event, "meeting", None) == meeting)
        and (first is None or event.occurred.hi >= first.lo)
        and (last is None or event.occurred.lo <= last.hi)
        and (text is None or text.casefold() in repr(event).casefold())
        and (part is None or writes_to(event, part))
    )


def _tag(kind: str | type[Event]) -> str:
    if isinstance(kind, str):
        return kind
    if not isinstance(kind, type) or not issubclass(kind, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a kind", value=kind, accepted="a kind of event, or its tag")
    return kind.kind


def _on_record(tag: str, known: tuple[str, ...], facts: tuple[Event, ...]) -> None:
    """Refuse the tag of a kind that neither the vocabulary nor any fact has."""
    kinds = {*known, UnknownEvent.kind, *(event.kind for event in facts)}
    if tag not in kinds:
        raise InvalidValue("no such kind", value=tag, hint=did_you_mean(tag, sorted(kinds)))


def actors_of(event: Event) -> frozenset[str]:
    """Return every actor that an event names.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023", meeting="m", participants=("ARM", "AZE"), mediators="EU")
    >>> sorted(actors_of(held))
    ['ARM', 'AZE', 'EU']
    """
    named: set[str] = set()
    for field in attrs.fields(type(event)):
        value = getattr(event, field.name)
        if field.name in _NAMING and value:
            named.update((value,) if isinstance(value, str) else cast("tuple[str, ...]", value))
        elif field.name in {"mediator", "counting_body", "monitor", "from_", "actor"} and value:
            named.add(str(value))
        elif field.name in {"participants", "mediators"}:
            people = cast("tuple[Participant, ...]", value or ())
            named.update(person.actor for person in people)
    return frozenset(named)
