"""``calendar``: the meetings and deadlines of a negotiation as iCalendar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks._text.characters import without_hidden
from peacetalks.interchange.agenda.entry import Entry, entries
from peacetalks.interchange.agenda.revisions import Revisions
from peacetalks.interchange.inputs import Given, inputs_of, source_uri
from peacetalks.primitives.when import WhenLike
from peacetalks.state.viewpoint import Viewpoint

# Any: the values of the icalendar library.
__all__ = ["Agenda", "calendar"]

_PRODUCT: Final = "-//peacetalks//peacetalks//EN"


@final
@frozen
class Agenda:
    """A calendar, and what could not be placed in it.

    Attributes:
        calendar: an ``icalendar.Calendar``; ``calendar.to_ical()`` gives the bytes of a file.
        shown: the addresses of the meetings, deadlines and commitments in it.
        undated: the addresses of those that are not in it, since their day is not known.
    """

    calendar: Any
    shown: tuple[str, ...]
    undated: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.shown)


def calendar(
    given: Given,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    source: str | None = None,
) -> Agenda:
    """Return the planned and held meetings, the deadlines and the dated commitments.

    An imprecise date, such as a month, covers all its possible days, as tentative. Nothing
    depends on the clock: the same history from the same viewpoint gives the same calendar. A
    later calendar updates an earlier one: identifiers stay the same, and sequence numbers rise.

    Args:
        given: a history, or its events.
        on: count what had happened by the end of this day; None: all.
        known: count what was public by the end of this day; None: all.
        source: the URI of the stream, which makes the identifiers of two streams differ. None:
            the stream of the records, or ``urn:peacetalks:events``, which is enough for one
            history.

    Raises:
        MissingExtra: if icalendar is not installed.
        InvalidValue: if ``source`` is not a URI.

    >>> from peacetalks.events import MeetingProposed
    >>> planned = MeetingProposed(occurred="2023-11-10", meeting="washington",
    ...                           planned_for="2023-11-20", invitees=("ARM", "AZE"))
    >>> some_day = MeetingProposed(occurred="2023-11-21", meeting="border")
    >>> agenda = calendar([planned, some_day])
    >>> [str(event["summary"]) for event in agenda.calendar.walk("VEVENT")], agenda.undated
    (['Proposed: meeting of Armenia, Azerbaijan'], ('meetings/border',))
    """
    icalendar = import_extra("interchange", "icalendar")
    inputs = inputs_of(given)
    uri = source_uri(source, inputs.records.values())
    viewpoint = Viewpoint(on=on, known=known)
    listed = list(entries(inputs.history.at(viewpoint), Revisions(inputs.history, viewpoint)))
    result = icalendar.Calendar()
    result.add("prodid", _PRODUCT)
    result.add("version", "2.0")
    shown = [entry for entry in listed if entry.slot is not None]
    for entry in sorted(shown, key=_by_day):
        result.add_component(_component(icalendar, entry, uri))
    return Agenda(result, _addresses(shown), _addresses(e for e in listed if e.slot is None))


def _by_day(entry: Entry) -> tuple[str, str]:
    return "" if entry.slot is None else entry.slot.start.isoformat(), entry.address


def _addresses(listed: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.address for entry in listed)


def _component(icalendar: Any, entry: Entry, source: str) -> Any:
    event = icalendar.Event()
    event.add("uid", entry.uid(source))
    event.add("dtstamp", entry.revision.stamp)
    event.add("sequence", entry.revision.number)
    if entry.slot is not None:
        event.add("dtstart", entry.slot.start)
        if entry.slot.end is not None:
            event.add("dtend", entry.slot.end)
    # TEXT has no control characters other than tab and line feed (RFC 5545, 3.1).
    event.add("summary", without_hidden(entry.summary))
    event.add("description", without_hidden("\n".join(entry.lines)))
    if entry.place is not None:
        event.add("location", without_hidden(entry.place))
    event.add("status", entry.status)
    # The entry does not make the user busy (RFC 5545, 3.8.2.7).
    event.add("transp", "TRANSPARENT")
    return event
