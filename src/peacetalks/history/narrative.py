"""The effective facts of a history, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from peacetalks.events import Event
from peacetalks.history.why import writes_to
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
    """Return the effective facts that pass all filters, in the one order.

    Args:
        history: the history.
        kind: only facts of this kind, by tag or class.
        actor: only facts that name this actor anywhere.
        meeting: only facts about this meeting.
        since: only facts that can have happened on this day or later.
        until: only facts that can have happened on this day or earlier.
        text: only facts in which this text stands, in any case.
        part: only facts that write to this part, by its address.
        viewpoint: from where; its day counts as ``until``.
    """
    tag = kind if isinstance(kind, str) or kind is None else kind.kind
    seen = viewpoint or Viewpoint()
    events = history.resolved(seen)
    day = None if seen.on is None else seen.on.last_day
    return tuple(
        event
        for event in events.events[: events.upto(day)]
        if tag in {None, event.kind}
        and (actor is None or actor in actors_of(event))
        and (meeting is None or getattr(event, "meeting", None) == meeting)
        and (since is None or event.occurred.hi >= When(since).lo)
        and (until is None or event.occurred.lo <= When(until).hi)
        and (text is None or text.casefold() in repr(event).casefold())
        and (part is None or writes_to(event, part))
    )


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
