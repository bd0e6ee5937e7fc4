"""The effective facts of a history, filtered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import attrs

from peacetalks.errors import InvalidValue, NotFound, did_you_mean
from peacetalks.events import Event, UnknownEvent
from peacetalks.history.why import address, writes_to
from peacetalks.state.pairs import codes_of
from peacetalks.state.queries.asked import any_actor, any_thing
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import When, WhenLike

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["actors_of", "texts_of", "timeline"]

_NAMING = (
    *("by", "against", "to", "of", "invitees", "parties", "absent", "claimed_by", "witnesses"),
    *("mediator", "counting_body", "monitor", "from_", "actor", "participants", "mediators"),
)


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
    named = any_actor(history.names, actor, "actor")
    meeting = any_thing(history.names, meeting, "meeting")
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
    sought = None if text is None else _plain(text)
    day = None if seen.on is None else seen.on.last_day
    is_meant = timeline_.actors.is_meant
    found = tuple(
        event
        for event in facts[: timeline_.upto(day)]
        if tag in {None, event.kind}
        and (named is None or is_meant(named, *actors_of(event)))
        and (meeting is None or getattr(event, "meeting", None) == meeting)
        and (first is None or event.occurred.hi >= first.lo)
        and (last is None or event.occurred.lo <= last.hi)
        and (sought is None or any(sought in _plain(told) for told in texts_of(event)))
        and (part is None or writes_to(event, part))
    )
    if part is not None and not found:
        _check_part(history, part)
    return found


def _check_part(history: History, part: str) -> None:
    """Refuse the address of a part to which no event writes, on any day."""
    events = (*history.events, *history.resolved().events)
    if not any(writes_to(event, part) for event in events):
        there = (address(table, key) for table, key, _ in history.state().parts)
        hint = did_you_mean(part, there) or "an address is as meetings/granada-2023-10"
        raise NotFound(f"no event writes to the part {part!r}, on any day; hint: {hint}")


def _plain(text: str) -> str:
    """Return a text as it is compared: in any case, a line break or two blanks as one blank."""
    return " ".join(text.casefold().split())


def texts_of(event: Event) -> Iterator[str]:
    """Yield what an event says in words, identifiers, codes and dates, however deep inside.

    Names of fields, the kind and what was left out are no words of the fact.

    >>> from peacetalks.events import StatementMade
    >>> said = StatementMade(occurred="2023-11", by="AZE", text="No talks.", place="Baku")
    >>> list(texts_of(said))
    ['2023-11', 'Baku', 'AZE', 'No talks.']
    """
    if isinstance(event, UnknownEvent):
        yield from _texts_of_raw(event.raw)
    else:
        yield from _texts_in(event)


def _texts_of_raw(raw: str) -> Iterator[str]:
    try:
        told = json.loads(raw)
    except ValueError:  # made in Python, by hand: no file holds it
        told = raw
    if isinstance(told, dict):
        told = {**cast("dict[str, object]", told), "kind": None}
    yield from _texts_in(told)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, (str, When)):
        yield str(value)
    elif isinstance(value, Mapping):
        for inside in cast("Mapping[object, object]", value).values():
            yield from _texts_in(inside)
    elif isinstance(value, (tuple, list)):
        for inside in cast("Sequence[object]", value):
            yield from _texts_in(inside)
    elif attrs.has(type(value)):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            inside = getattr(value, field.name)
            if inside != field.default:
                yield from _texts_in(inside)


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
    values = (getattr(event, name, None) for name in _NAMING)
    # A count is nobody: so many voted against it.
    return frozenset(code for value in values for code in codes_of(value) if code)
