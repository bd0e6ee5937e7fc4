"""The effective facts of a history, filtered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias, TypedDict, TypeVar, cast

import attrs

from peacetalks.errors import InvalidValue, NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import KindLike, not_a_kind, tag_of
from peacetalks.history.chronicle import Chronicle
from peacetalks.history.explanation import address, writes_to
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.pairs import codes_of
from peacetalks.state.queries.arguments import any_actor, any_thing
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["E", "Others", "actors_of", "counts", "texts_of", "timeline"]

E = TypeVar("E", bound=Event)
_Filter: TypeAlias = Callable[[Event], bool]

_ACTOR_FIELDS = (
    *("by", "against", "to", "of", "invitees", "parties", "absent", "claimed_by", "witnesses"),
    *("mediator", "counting_body", "monitor", "from_", "actor", "participants", "mediators"),
)


class Others(TypedDict, total=False):
    """The arguments of ``History.timeline`` other than the kind, for its signatures."""

    actor: str | None
    meeting: str | None
    since: WhenLike | None
    until: WhenLike | None
    text: str | None
    part: str | None
    viewpoint: Viewpoint | None


def timeline(
    history: Chronicle,
    *,
    kind: KindLike | None = None,
    actor: str | None = None,
    meeting: str | None = None,
    since: WhenLike | None = None,
    until: WhenLike | None = None,
    text: str | None = None,
    part: str | None = None,
    viewpoint: Viewpoint | None = None,
) -> tuple[Event, ...]:
    """Answer ``History.timeline``."""
    seen = viewpoint or Viewpoint()
    timeline_ = history.effective(seen)
    facts = timeline_.events[: timeline_.upto(None if seen.on is None else seen.on.last_day)]
    code = any_actor(history.names, actor, "actor")
    filters = (
        *_of_kind(kind, history, timeline_.events),
        *_of_actor(code, timeline_.actors),
        *_of_meeting(any_thing(history.names, meeting, "meeting")),
        *_of_days(since, until),
        *_of_text(text),
        *_of_part(part),
    )
    matching = tuple(event for event in facts if all(passes(event) for passes in filters))
    if part is not None and not matching:
        _check_part(history, part)
    return matching


def _of_kind(
    kind: KindLike | None, history: Chronicle, facts: tuple[Event, ...]
) -> Iterator[_Filter]:
    if kind is not None:
        tag = tag_of(kind)
        if tag not in history.order.vocabulary.tags:
            _check_tag(tag, history.order.vocabulary.tags, facts)
        yield lambda event: event.kind == tag


def _of_actor(code: str | None, actors: Register) -> Iterator[_Filter]:
    if code is not None:
        yield lambda event: actors.is_meant(code, *actors_of(event))


def _of_meeting(meeting: str | None) -> Iterator[_Filter]:
    if meeting is not None:
        yield lambda event: getattr(event, "meeting", None) == meeting


def _of_days(since: WhenLike | None, until: WhenLike | None) -> Iterator[_Filter]:
    first, last = (None if day is None else When(day) for day in (since, until))
    if first is not None:
        if last is not None and first.lo > last.hi:
            accepted = f"a day up to {last}, the last day asked for"
            raise InvalidValue("since is after until", value=str(first), accepted=accepted)
        yield lambda event: event.occurred.hi >= first.lo
    if last is not None:
        yield lambda event: event.occurred.lo <= last.hi


def _of_text(text: str | None) -> Iterator[_Filter]:
    if text is not None:
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue("text is not a string", value=text)
        sought = _normalised(text)
        yield lambda event: any(sought in _normalised(own) for own in texts_of(event))


def _of_part(part: str | None) -> Iterator[_Filter]:
    if part is not None:
        yield lambda event: writes_to(event, part)


def _check_part(history: Chronicle, part: str) -> None:
    """Refuse the address of a part to which no event writes on any day."""
    events = (*history.events, *history.effective().events)
    if not any(writes_to(event, part) for event in events):
        addresses = (address(table, key) for table, key, _ in history.at(Viewpoint()).parts)
        hint = did_you_mean(part, addresses) or "an address looks like meetings/granada-2023-10"
        raise NotFound(f"no event writes to the part {part!r} on any day; hint: {hint}")


def _normalised(text: str) -> str:
    """Return a text for comparison: without differences of case or white space."""
    return " ".join(text.casefold().split())


def texts_of(event: Event) -> Iterator[str]:
    """Yield the words, identifiers, codes and dates in an event, however deeply nested.

    The names of fields, the kind and fields that are left out are not among them.

    >>> from peacetalks.events import StatementMade
    >>> statement = StatementMade(occurred="2023-11", by="AZE", text="No talks.", place="Baku")
    >>> list(texts_of(statement))
    ['2023-11', 'Baku', 'AZE', 'No talks.']
    """
    if isinstance(event, UnknownEvent):
        yield from _texts_of_raw(event.raw)
    else:
        yield from _texts_in(event)


def _texts_of_raw(raw: str) -> Iterator[str]:
    try:
        value = json.loads(raw)
    except ValueError:  # an event made by hand in Python, not read from a file
        value = raw
    if isinstance(value, dict):
        value = {**cast("dict[str, object]", value), "kind": None}
    yield from _texts_in(value)


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


def _check_tag(tag: str, known: tuple[str, ...], facts: tuple[Event, ...]) -> None:
    """Refuse a tag that neither the vocabulary nor any fact has."""
    kinds = {*known, UnknownEvent.kind, *(event.kind for event in facts)}
    if tag not in kinds:
        raise not_a_kind(tag, sorted(kinds))


def actors_of(event: Event) -> frozenset[str]:
    """Return all actors that an event names.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023", meeting="m", participants=("ARM", "AZE"), mediators="EU")
    >>> sorted(actors_of(held))
    ['ARM', 'AZE', 'EU']
    """
    values = (getattr(event, name, None) for name in _ACTOR_FIELDS)
    # A number is not an actor: ``against`` of a vote is the number of votes against.
    return frozenset(code for value in values for code in codes_of(value) if code)


def counts(
    events: Collection[Event], actors: Register
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how many events there are of each kind, and how many name each actor, by its name.

    >>> from peacetalks.events import MeetingAccepted
    >>> accepted = MeetingAccepted(occurred="2023-10-03", meeting="granada-2023-10", by="ARM")
    >>> kinds, actors = counts([accepted], Register())
    >>> dict(kinds), actors
    ({'meeting-accepted': 1}, {'Armenia': 1})
    """
    kinds = Counter(event.kind for event in events)
    codes = Counter(code for event in events for code in actors_of(event))
    return kinds, {actors.shown(code): number for code, number in codes.items()}
