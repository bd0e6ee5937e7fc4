"""The entries of a calendar: a meeting, a deadline or a commitment each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import final
from urllib.parse import quote

from attrs import frozen

from peacetalks.interchange.agenda.days import Slot, by_then, slot
from peacetalks.interchange.agenda.revisions import Revision, Revisions, Subject
from peacetalks.interchange.agenda.wording import (
    STATUS,
    Status,
    of_due,
    of_meeting,
    sources,
    told_as,
)
from peacetalks.state.meetings import Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.words import due_date
from peacetalks.state.words import Commitment, Deadline
from peacetalks.when import When

__all__ = ["Entry", "entries"]


@final
@frozen
class Entry:
    """What a calendar shows of a meeting, a deadline or a commitment.

    Attributes:
        address: of the part of the state, as ``"meetings/granada-2023-10"``.
        slot: where it stands; None: nowhere, its day is not known.
        status: as RFC 5545 has it.
        summary: what it is, in a line.
        lines: what else is known, with the sources.
        place: where a meeting is to be, or was, held.
        revision: of when this is, and how often it changed before.
    """

    address: str
    slot: Slot | None
    status: Status
    summary: str
    lines: tuple[str, ...]
    place: str | None
    revision: Revision

    def uid(self, source: str) -> str:
        """Return the identifier under which calendars know it: a UUID (RFC 7986, 5.3)."""
        table, _, key = self.address.partition("/")
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source}#{table}/{quote(key, safe='')}"))


def entries(state: NegotiationState, revisions: Revisions) -> Iterator[Entry]:
    """Yield an entry for each meeting, each deadline, and each commitment that names a day.

    A meeting that was held stands where it was held, any other where it was last planned. A
    commitment that names a day and has a deadline of its own stands twice: what each is called
    in calendars must not depend on which of them was told first.
    """
    for meeting in state.parts.meetings.values():
        yield _of_meeting(state, meeting, revisions.of(("meetings", meeting.meeting)))
    for deadline in state.parts.deadlines.values():
        promise = _promise(state, deadline)
        subject = ("deadlines", deadline.deadline)
        yield _of_due(state, subject, deadline, promise, revisions.of(subject))
    set_for = _deadlines(state)
    for promise in state.parts.commitments.values():
        if promise.due is not None:
            name = promise.commitment
            subject = ("commitments", name)
            yield _of_due(state, subject, set_for.get(name), promise, revisions.of(subject))


def _of_meeting(state: NegotiationState, meeting: Meeting, revision: Revision) -> Entry:
    when = meeting.held or meeting.planned_for
    where = None if when is None else slot(when)
    status = STATUS[meeting.status]
    summary, lines = of_meeting(meeting, state.actors)
    return Entry(
        address=f"meetings/{meeting.meeting}",
        slot=where,
        status=status if status == "CANCELLED" else _sure(where, status),
        summary=summary,
        lines=(*lines, *_date(when, where), *sources([meeting])),
        place=None if meeting.place is None else meeting.place.name,
        revision=revision,
    )


def _of_due(
    state: NegotiationState,
    subject: Subject,
    deadline: Deadline | None,
    promise: Commitment | None,
    revision: Revision,
) -> Entry:
    parts = [part for part in (deadline, promise) if part is not None]
    dues = (part.due for part in parts if part.due is not None)
    due = due_date(state, next(dues, None))
    when = None if due is None else by_then(due)
    where = None if when is None else slot(when)
    status: Status = "CONFIRMED" if promise is None else STATUS[promise.status]
    table, name = subject
    summary, lines = of_due(name, deadline, promise, state.actors)
    return Entry(
        address=f"{table}/{name}",
        slot=where,
        status=status if status == "CANCELLED" else _sure(where, status),
        summary=summary,
        lines=(*lines, *_date(when, where), *sources(parts)),
        place=None,
        revision=revision,
    )


def _sure(where: Slot | None, status: Status) -> Status:
    """Return a status that claims no more than is known of the day."""
    return status if where is None or where.exact else "TENTATIVE"


def _date(when: When | None, where: Slot | None) -> list[str]:
    return [] if when is None or where is None else [told_as(when, exact=where.exact)]


def _promise(state: NegotiationState, deadline: Deadline) -> Commitment | None:
    """Return the commitment that a deadline is set for."""
    names = (deadline.subject, deadline.deadline)
    found = (state.parts.commitments.get(name) for name in names if name is not None)
    return next((promise for promise in found if promise is not None), None)


def _deadlines(state: NegotiationState) -> dict[str, Deadline]:
    """Return the deadlines by what they are set for; the first counts, as in ``state.overdue``."""
    found: dict[str, Deadline] = {}
    for deadline in state.parts.deadlines.values():
        for name in (deadline.subject, deadline.deadline):
            if name is not None and deadline.due is not None:
                found.setdefault(name, deadline)
    return found
