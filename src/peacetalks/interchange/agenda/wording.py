"""The texts of a calendar entry: its summary, its description and its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from peacetalks.primitives.when import When
from peacetalks.state.meetings import Meeting, MeetingStatus
from peacetalks.state.part import Part
from peacetalks.state.register import Register
from peacetalks.state.statements import Commitment, Deadline, Promise

__all__ = ["STATUS", "Status", "date_line", "of_due", "of_meeting", "sources"]

Status: TypeAlias = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
"""The status of a ``VEVENT`` (RFC 5545, 3.8.1.11)."""

STATUS: Final[dict[MeetingStatus | Promise, Status]] = {
    "mentioned": "TENTATIVE",
    "proposed": "TENTATIVE",
    "agreed": "CONFIRMED",
    "postponed": "CANCELLED",  # without a new day; it does not take place on the old day
    "refused": "CANCELLED",
    "cancelled": "CANCELLED",
    "held": "CONFIRMED",
    "open": "CONFIRMED",
    "fulfilled": "CONFIRMED",
    "partly_fulfilled": "CONFIRMED",
    "broken": "CONFIRMED",
    "lapsed": "CANCELLED",
    "waived": "CANCELLED",
}
"""The status of an entry, by the status of the meeting or commitment."""


def _names(codes: Iterable[str], actors: Register) -> str:
    return ", ".join(map(actors.shown, codes))


def of_meeting(meeting: Meeting, actors: Register) -> tuple[str, list[str]]:
    """Return the summary of a meeting, and the lines that describe it.

    Args:
        meeting: the meeting.
        actors: the actors on record, for their names.
    """
    present = [p.actor for p in meeting.participants or () if p.role == "party"]
    parties = _names(present or meeting.invitees or (), actors)
    place = f" in {meeting.place}" if meeting.place else ""
    what = f"meeting of {parties}{place}" if parties else f"meeting {meeting.meeting}{place}"
    status = "Proposed" if meeting.status == "mentioned" else meeting.status.capitalize()
    return f"{status}: {what}", list(_meeting_lines(meeting, actors))


def _meeting_lines(meeting: Meeting, actors: Register) -> Iterator[str]:
    yield f"Meeting {meeting.meeting}: {meeting.status}"
    if meeting.level and meeting.level != "unspecified":
        yield f"Level: {meeting.level.replace('_', ' ')}"
    if meeting.mediators:
        yield f"Mediated by {_names((one.actor for one in meeting.mediators), actors)}"
    if meeting.proposed_by:
        yield f"Proposed by {_names(meeting.proposed_by, actors)}"
    if meeting.refused_by:
        yield f"Refused by {_names(meeting.refused_by, actors)}"
    if meeting.cancelled_by and meeting.cancelled:
        yield f"Cancelled by {_names(meeting.cancelled_by, actors)}"
    if meeting.status == "postponed":
        yield "Postponed without a new day"
    if meeting.agenda:
        yield f"Agenda: {'; '.join(meeting.agenda)}"
    if meeting.outcome:
        yield f"Outcome: {meeting.outcome}"


def of_due(
    name: str, deadline: Deadline | None, promise: Commitment | None, actors: Register
) -> tuple[str, list[str]]:
    """Return the summary of something that is due, and the lines that describe it.

    Args:
        name: the identifier of the deadline, or of the commitment if it has no deadline.
        deadline: the deadline, if one was set.
        promise: the commitment that is due, if any.
        actors: the actors on record, for their names.
    """
    about = None if deadline is None else deadline.subject
    what = (promise and promise.content) or about or name
    status = f" ({promise.status.replace('_', ' ')})" if promise else ""
    by = f"{_names(promise.by, actors)}: " if promise and promise.by else ""
    lines = [f"Commitment {promise.commitment}: {promise.status}"] if promise else []
    if deadline is not None:
        lines += _deadline_lines(deadline, actors)
    return f"Due{status}: {by}{what}", lines


def _deadline_lines(deadline: Deadline, actors: Register) -> Iterator[str]:
    yield f"Deadline {deadline.deadline}"
    if deadline.extended:
        requested = (
            f", requested by {_names(deadline.extended_by, actors)}" if deadline.extended_by else ""
        )
        granted = (
            f", granted by {_names(deadline.granted_by, actors)}" if deadline.granted_by else ""
        )
        yield f"Moved from {deadline.first_due}{requested}{granted}"


def date_line(when: When, *, exact: bool) -> str:
    """Return the line that gives a date as the sources do."""
    return f"Date: {when}" if exact else f"Date: {when}; the exact day is not known"


def sources(parts: Iterable[Part]) -> list[str]:
    """Return a line for each source of some parts: its address, or else its publisher."""
    every = (source for part in parts for source in part.sources)
    return list(dict.fromkeys(f"Source: {source.url or source.publisher}" for source in every))
