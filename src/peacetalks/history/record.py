"""``Record``: an event as a log holds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

from attrs import field, frozen

from peacetalks.construction import Slug, checked
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.when import When

__all__ = ["Record", "not_recorded", "position_of", "recorded_by"]


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


def recorded_by(records: Iterable[Record], recorded: When | int, last: int) -> list[Record]:
    """Return what a stream held at an instant, or after a position.

    A position names a record, so there must be one: an answer as of a record that is still to
    come would change with it. An instant names a time, whether or not anything was recorded then.

    Args:
        records: of the stream.
        recorded: the instant or position.
        last: the position of its last record.

    Raises:
        InvalidValue: for a position below 0, or one that the stream has not reached.

    >>> from peacetalks.events import MeetingHeld
    >>> record = Record(MeetingHeld(occurred="2023", meeting="m"), 1, "2024-01-02T10:00Z")
    >>> len(recorded_by([record], 1, last=1)), len(recorded_by([record], 0, last=1))
    (1, 0)
    """
    if isinstance(recorded, int):
        if recorded < 0:
            raise InvalidValue("not a position", value=recorded, accepted="0, 1, and so on")
        if recorded > last:
            raise InvalidValue(
                "a position that the stream has not reached",
                value=recorded,
                accepted=f"up to {last}",
            )
    return [record for record in records if record.within(recorded)]


def position_of(events: object) -> int:
    """Return how far a stream had come when events were read from it; 0: they do not say.

    The last record may be erased, damaged or filtered out: then those that are read end before it.
    """
    position: object = getattr(events, "position", None)
    return position if type(position) is int else 0


def not_recorded(recorded: When | int) -> InvalidValue:
    """Return the error for asking when events were recorded that come from no log."""
    return InvalidValue(
        "these events were not recorded in a log",
        value=recorded,
        hint="read them with log.history(stream) to ask what was recorded when",
    )
