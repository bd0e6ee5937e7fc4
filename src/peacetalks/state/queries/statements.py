"""Questions about statements, promises and expectations: what is due, overdue, lapsed or awaited."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import TypeAlias, final

from attrs import frozen

from peacetalks.events.statements import AllegationMade, StatementMade
from peacetalks.primitives.when import ALWAYS, When, day_text
from peacetalks.state.agreements import LADDER, Precondition, Proposal
from peacetalks.state.meetings import Meeting
from peacetalks.state.queries import arguments
from peacetalks.state.queries.agreements import open_preconditions, proposal_unanswered_by
from peacetalks.state.queries.meetings import is_pending, unanswered_by
from peacetalks.state.queries.record import of_kind, same_text
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.statements import Commitment, Deadline, Expectation, Promise
from peacetalks.values.due import After, Due

Awaited: TypeAlias = Meeting | Proposal | Commitment | Precondition
"""Something that is awaited from a party: an answer to a meeting or a proposal, what it promised, a
precondition that it has to meet."""


@final
@frozen
class Overdue:
    """Something whose day has passed.

    >>> from peacetalks import CommitmentMade, History
    >>> vow = CommitmentMade(
    ...     occurred="2023-12-07", commitment="release", by="AZE", due="2023-12-31"
    ... )
    >>> state = History([vow]).state(on="2024-01-03")
    >>> [(late.part.commitment, late.days) for late in state.overdue()]
    [('release', 3)]

    Attributes:
        part: the commitment or deadline.
        due: the day it was due.
        days: the number of days since the last day that the due date allows.
    """

    part: Commitment | Deadline
    due: When
    days: int


def due_date(state: Snapshot, due: Due | None) -> When | None:
    """Return the day something is due; None if it depends on an event that is not on record."""
    if due is None or isinstance(due, When):
        return due
    event = state.event(due.event)
    if event is None or event.occurred.hi == ALWAYS:
        return None
    return later(event.occurred, due)


@functools.lru_cache(maxsize=1 << 10)
def later(when: When, after: After) -> When | None:
    """Return the day a given time after a date; None if it is outside the calendar."""
    import pendulum  # noqa: PLC0415 # takes 50 ms, and few programs need it

    start = dt.date.fromisoformat(day_text(when.last_day))
    try:
        moved = pendulum.datetime(start.year, start.month, start.day) + after.duration
    except (ValueError, OverflowError):
        return None
    return When(moved.date().isoformat())


def overdue(state: Snapshot) -> tuple[Overdue, ...]:
    """Return the open commitments and deadlines whose day has passed."""
    late = [
        Overdue(part, due, state.day - due.last_day)
        for part, due in pending(state)
        if due is not None and due.last_day < state.day
    ]
    return tuple(sorted(late, key=lambda item: item.due))


def pending(state: Snapshot) -> Iterator[tuple[Commitment | Deadline, When | None]]:
    """Yield what still has to be done, with the day it is due; None: no day is known."""
    by_deadline = _due_by_deadline(state)
    for commitment in state.parts.commitments.values():
        if commitment.status in {"open", "partly_fulfilled"}:
            due = by_deadline.get(commitment.commitment, commitment.due)
            yield commitment, due_date(state, due)
    for deadline in state.parts.deadlines.values():
        if not _was_met(state, deadline):
            yield deadline, due_date(state, deadline.due)


def _due_by_deadline(state: Snapshot) -> dict[str, Due]:
    """Return when things with a deadline are due; of several deadlines the first counts."""
    dues: dict[str, Due] = {}
    for deadline in state.parts.deadlines.values():
        for name in (deadline.subject, deadline.deadline):
            if name is not None and deadline.due is not None:
                dues.setdefault(name, deadline.due)
    return dues


def _was_met(state: Snapshot, deadline: Deadline) -> bool:
    """Return whether the subject of a deadline was done, or is a commitment, with its own status."""
    for name in (deadline.subject, deadline.deadline):
        if name is not None and name in state.parts.commitments:
            return True
        agreement = state.parts.agreements.get(name or "")
        signed = None if agreement is None else agreement.stages.get("signed")
        was_set = deadline.because_of("first_due")
        # A deadline set after the signature is for something else: a ratification, a vote.
        if signed is not None and not (was_set and signed.before(was_set.occurred)):
            return True
    return False


def expectation_met(state: Snapshot, expectation: Expectation) -> bool:
    """Return whether the agreement reached the expected stage by the expected day."""
    agreement = state.parts.agreements.get(expectation.agreement or "")
    if agreement is None or expectation.stage not in LADDER:
        return False
    due = due_date(state, expectation.due)
    enough = LADDER[LADDER.index(expectation.stage) :]
    reached = (agreement.stages[stage] for stage in enough if stage in agreement.stages)
    return any(due is None or when.first_day <= due.last_day for when in reached)


def open_expectations(state: Snapshot) -> tuple[Expectation, ...]:
    """Return the expectations that are not met and whose day has not passed."""
    return tuple(
        expectation
        for expectation in state.parts.expectations.values()
        if not expectation_met(state, expectation) and not _past(state, expectation)
    )


def lapsed_expectations(state: Snapshot) -> tuple[Expectation, ...]:
    """Return the expectations whose day passed before they were met."""
    return tuple(
        expectation
        for expectation in state.parts.expectations.values()
        if not expectation_met(state, expectation) and _past(state, expectation)
    )


def _past(state: Snapshot, expectation: Expectation) -> bool:
    due = due_date(state, expectation.due)
    return due is not None and due.last_day < state.day


def commitments(
    state: Snapshot, *, by: str | None = None, status: Promise | None = None
) -> tuple[Commitment, ...]:
    """Answer ``NegotiationState.commitments``."""
    return tuple(
        commitment
        for commitment in state.parts.commitments.values()
        if state.actors.is_meant(by, *(commitment.by or ())) and status in {None, commitment.status}
    )


def awaiting(state: Snapshot, party: str) -> tuple[Awaited, ...]:
    """Answer ``NegotiationState.awaiting``."""
    meetings = (
        meeting
        for meeting in state.parts.meetings.values()
        if is_pending(state, meeting) and unanswered_by(state, meeting, party)
    )
    meant = state.actors.is_meant
    proposals = (
        p for p in state.parts.proposals.values() if meant(party, *proposal_unanswered_by(state, p))
    )
    promised = commitments(state, by=party, status="open")
    required = (p for p in open_preconditions(state) if meant(party, *(p.to or ())))
    return (*meetings, *proposals, *promised, *required)


def statements_by(
    state: Snapshot, *, by: str | None = None, about: str | None = None
) -> tuple[StatementMade, ...]:
    """Return the statements on record, in order.

    Args:
        state: the state.
        by: only statements by this actor.
        about: only statements with this subject or topic.

    Raises:
        InvalidValue: if ``by`` is not a code or a known name.
        NotFound: if ``by`` is not in any event or register.
    """
    by = arguments.any_actor(state.names, by)
    return tuple(
        said
        for said in of_kind(state, StatementMade)
        if state.actors.is_meant(by, *(said.by or ()))
        and (
            about is None or any(same_text(about, t) for t in (said.subject, *(said.topics or ())))
        )
    )


def allegations(
    state: Snapshot,
    *,
    by: str | None = None,
    against: str | None = None,
    alleged: str | None = None,
) -> tuple[AllegationMade, ...]:
    """Return the accusations on record, in order.

    Args:
        state: the state.
        by: only accusations by this actor.
        against: only accusations against this actor.
        alleged: only accusations of this kind of act, for example ``"ethnic cleansing"``.

    Raises:
        InvalidValue: if an actor is not a code or a known name.
        NotFound: if an actor is not in any event or register.
    """
    by, against = arguments.any_actor(state.names, by), arguments.any_actor(state.names, against)
    return tuple(
        claim
        for claim in of_kind(state, AllegationMade)
        if state.actors.is_meant(by, *(claim.by or ()))
        and state.actors.is_meant(against, *(claim.against or ()))
        and (alleged is None or same_text(alleged, claim.alleged))
    )
