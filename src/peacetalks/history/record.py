"""``Record``: an event as a log holds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, final

from attrs import field, frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.fields.check import checked
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When

if TYPE_CHECKING:
    from typing_extensions import TypeVar  # one with a default: a Record is a Record[Event]

    T_co = TypeVar("T_co", bound=Event, default=Event, covariant=True)
else:
    from typing import TypeVar

    T_co = TypeVar("T_co", bound=Event, covariant=True)

__all__ = ["Record", "not_recorded", "position_of", "recorded_by"]


@final
@checked
@frozen(weakref_slot=False)
class Record(Generic[T_co]):
    """An event in its envelope: the fact, and when, where and by whom it was recorded.

    The envelope is not part of the fact: the same fact recorded twice is the same fact.

    Attributes:
        event: the fact.
        position: its position in the stream, counted from 1.
        recorded_at: the instant at which it entered the log.
        stream: the stream.
        global_position: its position in the whole log, counted from 1.
        recorded_by: who recorded it, as stated by the writer.
        cause: why it was recorded, as stated by the writer: a job, a release, a request.

    >>> from peacetalks.events import MeetingHeld
    >>> Record(MeetingHeld(occurred="2023", meeting="m"), 1, "2024-01-02T10:00Z").position
    1
    """

    event: T_co
    position: int
    recorded_at: When = field(converter=When)
    stream: Slug | None = field(default=None, kw_only=True)
    global_position: int | None = field(default=None, kw_only=True)
    recorded_by: str | None = field(default=None, kw_only=True)
    cause: str | None = field(default=None, kw_only=True)

    def within(self, recorded: When | int) -> bool:
        """Return whether it had been recorded by an instant, or up to a position of the stream."""
        if isinstance(recorded, int):
            return self.position <= recorded
        return self.recorded_at.hi <= recorded.hi


def recorded_by(records: Iterable[Record], recorded: When | int, last: int) -> list[Record]:
    """Return what a stream held at an instant, or after a position.

    A position names a record, which must exist: an answer as of a future record would change when
    that record is written. An instant names a time, whether or not anything was recorded then.

    Args:
        records: the records of the stream.
        recorded: the instant or position.
        last: the position of the last record of the stream.

    Raises:
        InvalidValue: if ``recorded`` is below 0, or a position that the stream has not reached.

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
    """Return the last position of a stream when events were read from it; 0: not stated.

    If the last record is erased, damaged or filtered out, the events that were read end before it.
    """
    position: object = getattr(events, "position", None)
    return position if type(position) is int else 0


def not_recorded(recorded: When | int) -> InvalidValue:
    """Return the error for ``recorded`` with events that do not come from a log."""
    return InvalidValue(
        "these events were not recorded in a log",
        value=recorded,
        hint="read them with log.history(stream) to see what was recorded when",
    )
