"""``Record``: an event as a log holds it."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from peacetalks.construction import Slug, checked
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.when import When

__all__ = ["Record", "checked_event"]


@final
@checked
@frozen
class Record:
    """An event in its envelope: the fact, and when, where and by whom it was recorded.

    The envelope is no part of the fact: equal facts recorded twice are equal facts.

    Attributes:
        event: the fact.
        position: its place in the stream, counted from 1.
        recorded_at: when it entered the log, as an instant.
        stream: the stream.
        global_position: its place in the whole log, counted from 1.
        recorded_by: who recorded it, as the writer said.
        cause: what made the writer record it, as the writer said: a job, a release, a request.

    >>> from peacetalks.events import MeetingHeld
    >>> Record(MeetingHeld(occurred="2023", meeting="m"), 1, "2024-01-02T10:00Z").position
    1
    """

    event: Event
    position: int
    recorded_at: When = field(converter=When)
    stream: Slug | None = field(default=None, kw_only=True)
    global_position: int | None = field(default=None, kw_only=True)
    recorded_by: str | None = field(default=None, kw_only=True)
    cause: str | None = field(default=None, kw_only=True)

    def within(self, recorded: When | int) -> bool:
        """Return whether it was recorded by an instant, or up to a position of the stream."""
        if isinstance(recorded, int):
            return self.position <= recorded
        return self.recorded_at.hi <= recorded.hi


def checked_event(item: Event) -> Event:
    """Return what was given to a history, if it is an event.

    Raises:
        InvalidValue: for anything else.
    """
    if not isinstance(item, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "neither an event nor a record", value=item, hint="give pt.History a list of events"
        )
    return item
