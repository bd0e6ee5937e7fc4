"""What is due, overdue, lapsed, open; whose move it is."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.state.meetings import Meeting
from peacetalks.state.queries.meetings import has_answered, is_pending, unanswered_by
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.texts import LADDER, Precondition, Proposal
from peacetalks.state.words import Commitment, Deadline, Expectation, Promise
from peacetalks.values import After, Condition, Due
from peacetalks.when import ALWAYS, When, day_text

HELD_UP: Final = ("needed_for", "agreement", "meeting", "talks", "part_of", "aim", "supersedes")
"""The fields that name what a precondition can hold up."""

Awaited: TypeAlias = Meeting | Proposal | Commitment | Precondition
"""What a party is waited for: an answer to a meeting or a proposal, what it promised, a
precondition that was put to it."""


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
        days: how many days ago the last day it could be was.
    """

    part: Commitment | Deadline
    due: When
    days: int


@final
@frozen
class OpenProposal:
    """A proposal that waits for an answer.

    >>> from peacetalks import History, ProposalTabled
    >>> text = ProposalTabled(occurred="2023-09-11", proposal="draft-5", by="AZE", to="ARM")
    >>> state = History([text]).state(on="2023-09-21")
    >>> [(each.proposal.proposal, each.days) for each in state.open_proposals()]
    [('draft-5', 10)]

    Attributes:
        proposal: the proposal.
        days: how many days it has waited, at least; None: it is not known since when.
    """

    proposal: Proposal
    days: int | None


def due_date(state: Snapshot, due: Due | None) -> When | None:
    """Return the day something is due; None if it hangs on an event that is not on record."""
    if due is None or isinstance(due, When):
        return due
    event = state.event(due.event)
    if event is None or event.occurred.hi == ALWAYS:
        return None
    return later(event.occurred, due)


@functools.lru_cache(maxsize=1 << 10)
def later(when: When, after: After) -> When | None:
    """Return a day so long after another; None if it falls outside the calendar."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who ask for it pay

    start = dt.date.fromisoformat(day_text(when.last_day))
    try:
        moved = pendulum.datetime(start.year, start.month, start.day) + after.duration
    except (ValueError, OverflowError):
        return None
    return When(moved.date().isoformat())


def overdue(state: Snapshot) -> tuple[Overdue, ...]:
    """Return the open commitments and deadlines whose day has passed."""
    found = [
        Overdue(part, due, state.day - due.last_day)
        for part, due in pending(state)
        if due is not None and due.last_day < state.day
    ]
    return tuple(sorted(found, key=lambda item: item.due))


def pending(state: Snapshot) -> Iterator[tuple[Commitment | Deadline, When | None]]:
    """Yield what is still to be done, and the day it is due; None: no day is known."""
    moved = _days_set(state)
    for commitment in state.parts.commitments.values():
        if commitment.status in {"open", "partly_fulfilled"}:
            day = moved.get(commitment.commitment, commitment.due)
            yield commitment, due_date(state, day)
    for deadline in state.parts.deadlines.values():
        if not _was_met(state, deadline):
            yield deadline, due_date(state, deadline.due)


def _days_set(state: Snapshot) -> dict[str, Due]:
    """Return when things are due for which deadlines were set: the first counts."""
    found: dict[str, Due] = {}
    for deadline in state.parts.deadlines.values():
        for name in (deadline.subject, deadline.deadline):
            if name is not None and deadline.due is not None:
                found.setdefault(name, deadline.due)
    return found


def _was_met(state: Snapshot, deadline: Deadline) -> bool:
    """Return whether what a deadline is set for was done, or speaks for itself elsewhere."""
    for name in (deadline.subject, deadline.deadline):
        if name is not None and name in state.parts.commitments:
            return True
        agreement = state.parts.agreements.get(name or "")
        signed = None if agreement is None else agreement.stages.get("signed")
        was_set = deadline.because_of("first_due")
        # A day that was set after the signature is for something else: to ratify, to vote.
        if signed is not None and not (was_set and signed.before(was_set.occurred)):
            return True
    return False


def expectation_met(state: Snapshot, expectation: Expectation) -> bool:
    """Return whether the agreement reached the stage it speaks of, and by the day it speaks of."""
    agreement = state.parts.agreements.get(expectation.agreement or "")
    if agreement is None or expectation.stage not in LADDER:
        return False
    due = due_date(state, expectation.due)
    enough = LADDER[LADDER.index(expectation.stage) :]
    reached = (agreement.stages[stage] for stage in enough if stage in agreement.stages)
    return any(due is None or when.first_day <= due.last_day for when in reached)


def open_expectations(state: Snapshot) -> tuple[Expectation, ...]:
    """Return the expectations that are neither met nor past their day."""
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


def open_preconditions(
    state: Snapshot, *, needed_for: str | None = None
) -> tuple[Precondition, ...]:
    """Return the preconditions that still stand."""
    return tuple(
        precondition
        for precondition in state.parts.preconditions.values()
        if precondition.is_open and needed_for in {None, precondition.needed_for}
    )


def open_proposals(state: Snapshot, *, agreement: str | None = None) -> tuple[OpenProposal, ...]:
    """Return the proposals that wait for an answer, with the days they have waited."""
    found = (
        OpenProposal(p, None if p.tabled is None else max(0, state.day - p.tabled.last_day))
        for p in state.parts.proposals.values()
        if _is_open(state, p) and agreement in {None, p.agreement}
    )
    return tuple(sorted(found, key=lambda item: item.days or 0, reverse=True))


def _is_open(state: Snapshot, proposal: Proposal) -> bool:
    return any(_unanswered_by(state, proposal)) if proposal.to else proposal.is_open


def awaiting(state: Snapshot, party: str) -> tuple[Awaited, ...]:
    """Answer ``NegotiationState.awaiting``."""
    meetings = (
        meeting
        for meeting in state.parts.meetings.values()
        if is_pending(state, meeting) and unanswered_by(state, meeting, party)
    )
    meant = state.actors.is_meant
    proposals = (
        p for p in state.parts.proposals.values() if meant(party, *_unanswered_by(state, p))
    )
    promised = commitments(state, by=party, status="open")
    wanted = (p for p in open_preconditions(state) if meant(party, *(p.to or ())))
    return (*meetings, *proposals, *promised, *wanted)


def _unanswered_by(state: Snapshot, proposal: Proposal) -> Iterator[str]:
    """Return to whom a proposal was put and for whom nobody has answered, or has put it off."""
    given = [code for code, answer in proposal.answers.items() if answer != "deferred"]
    return (code for code in proposal.unanswered_by if not has_answered(state, given, code))


def is_met(state: Snapshot, condition: Condition) -> bool:
    """Return whether the event or precondition that meets a condition is on record."""
    name = condition.satisfied_by
    if name is None:
        return False
    precondition = state.parts.preconditions.get(name)
    if precondition is not None:
        return precondition.how in {"fulfilled", "waived", "withdrawn"}
    return state.event(name) is not None


def is_refused(state: Snapshot, condition: Condition) -> bool:
    """Return whether the precondition that a condition names was refused or lapsed."""
    precondition = state.parts.preconditions.get(condition.satisfied_by or "")
    return precondition is not None and precondition.how in {"refused", "lapsed"}
