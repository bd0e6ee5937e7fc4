"""Expectations, commitments, deadlines and demands: handlers."""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import Event
from peacetalks.events.statements import (
    CommitmentMade,
    CommitmentStatusChanged,
    DeadlineExtended,
    DeadlineSet,
    DemandMade,
    ExpectationStated,
)
from peacetalks.reducer.draft import Draft
from peacetalks.state.statements import (
    CommitmentDraft,
    DeadlineDraft,
    DemandDraft,
    ExpectationDraft,
)

__all__ = ["STATEMENTS"]


def expectation_stated(draft: Draft, event: ExpectationStated) -> Draft:
    """Record an expectation, or a new statement of it."""
    draft.part(ExpectationDraft, event.expectation).write(
        event,
        stated=event.occurred,
        by=event.by,
        outcome=event.outcome,
        modality=event.modality,
        jointly=event.jointly,
        agreement=event.agreement,
        stage=event.stage,
        due=event.due,
        due_text=event.due_text,
    )
    return draft


def commitment_made(draft: Draft, event: CommitmentMade) -> Draft:
    """Record a promise; if it is made again, it is open again."""
    commitment = draft.part(CommitmentDraft, event.commitment)
    if commitment.made is not None:
        commitment.clear(event, "outcome", "ended")
    commitment.write(
        event,
        made=event.occurred,
        by=event.by,
        to=event.to,
        under=event.under,
        content=event.content,
        due=event.due,
        conditions=event.conditions,
    )
    return draft


def commitment_status_changed(draft: Draft, event: CommitmentStatusChanged) -> Draft:
    """Record what became of a promise."""
    draft.part(CommitmentDraft, event.commitment).write(
        event, outcome=event.status, ended=event.occurred
    )
    return draft


def deadline_set(draft: Draft, event: DeadlineSet) -> Draft:
    """Set a deadline; if it is set again, the new day replaces the old."""
    deadline = draft.part(DeadlineDraft, event.deadline)
    deadline.clear(event, "extended", "extended_by", "granted_by", "reasons")
    deadline.write(event, subject=event.subject, due=event.due, first_due=event.due)
    return draft


def deadline_extended(draft: Draft, event: DeadlineExtended) -> Draft:
    """Move a deadline; the day that was set first is kept."""
    draft.part(DeadlineDraft, event.deadline).write(
        event,
        due=event.due,
        extended=event.occurred,
        extended_by=event.by,
        granted_by=event.granted_by,
        reasons=event.reasons,
    )
    return draft


def demand_made(draft: Draft, event: DemandMade) -> Draft:
    """Record a demand."""
    draft.part(DemandDraft, event.demand).write(
        event,
        made=event.occurred,
        by=event.by,
        of=event.of,
        force=event.force,
        content=event.content,
    )
    return draft


# Any: each handler takes the kind that is its key.
STATEMENTS: Final[dict[type[Event], Any]] = {
    ExpectationStated: expectation_stated,
    CommitmentMade: commitment_made,
    CommitmentStatusChanged: commitment_status_changed,
    DeadlineSet: deadline_set,
    DeadlineExtended: deadline_extended,
    DemandMade: demand_made,
}
