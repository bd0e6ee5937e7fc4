"""The entries of a calendar: one for each meeting, deadline or commitment."""

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
    date_line,
    of_due,
    of_meeting,
    sources,
)
from peacetalks.primitives.when import When
from peacetalks.state.meetings import Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.statements import due_date
from peacetalks.state.statements import Commitment, Deadline

__all__ = ["Entry", "entries"]


@final
@frozen
class Entry:
    """What a calendar shows of a meeting, a deadline or a commitment.

    Attributes:
        address: the address of the part of the state, such as ``"meetings/granada-2023-10"``.
        slot: the days or instant of the entry; None: its day is not known.
        status: the status in the terms of RFC 5545.
        summary: what it is, in one line.
        lines: what else is known, with the sources.
        place: where a meeting is to be held, or was held.
        revision: how often the entry changed before, and when it last changed.
    """

    address: str
    slot: Slot | None
    status: Status
    summary: str
    lines: tuple[str, ...]
    place: str | None
    revision: Revision

    def uid(self, source: str) -> str:
        """Return the identifier of the entry in calendars: a UUID (RFC 7986, 5.3)."""
        table, _, key = self.address.partition("/")
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source}#{table}/{quote(key, safe='')}"))


def entries(state: NegotiationState, revisions: Revisions) -> Iterator[Entry]:
    """Yield an entry for each meeting, each deadline, and each commitment that names a day.

    A meeting that was held is on the day it was held, any other on the day last planned. A
    commitment that names a day and also has a deadline gives two entries: their identifiers must
    not depend on which of the two was recorded first.
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
    placed = None if when is None else slot(when)
    status = STATUS[meeting.status]
    summary, lines = of_meeting(meeting, state.actors)
    return Entry(
        address=f"meetings/{meeting.meeting}",
        slot=placed,
        status=status if status == "CANCELLED" else _as_certain(placed, status),
        summary=summary,
        lines=(*lines, *_date(when, placed), *sources([meeting])),
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
    placed = None if when is None else slot(when)
    status: Status = "CONFIRMED" if promise is None else STATUS[promise.status]
    table, name = subject
    summary, lines = of_due(name, deadline, promise, state.actors)
    return Entry(
        address=f"{table}/{name}",
        slot=placed,
        status=status if status == "CANCELLED" else _as_certain(placed, status),
        summary=summary,
        lines=(*lines, *_date(when, placed), *sources(parts)),
        place=None,
        revision=revision,
    )


def _as_certain(placed: Slot | None, status: Status) -> Status:
    """Return a status that is no more certain than the day of the entry."""
    return status if placed is None or placed.exact else "TENTATIVE"


def _date(when: When | None, placed: Slot | None) -> list[str]:
    return [] if when is None or placed is None else [date_line(when, exact=placed.exact)]


def _promise(state: NegotiationState, deadline: Deadline) -> Commitment | None:
    """Return the commitment that a deadline is set for."""
    names = (deadline.subject, deadline.deadline)
    promises = (state.parts.commitments.get(name) for name in names if name is not None)
    return next((promise for promise in promises if promise is not None), None)


def _deadlines(state: NegotiationState) -> dict[str, Deadline]:
    """Return the deadlines by what they are set for; the first counts, as in ``state.overdue``."""
    by_subject: dict[str, Deadline] = {}
    for deadline in state.parts.deadlines.values():
        for name in (deadline.subject, deadline.deadline):
            if name is not None and deadline.due is not None:
                by_subject.setdefault(name, deadline)
    return by_subject
