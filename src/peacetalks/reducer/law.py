"""Legal acts and measures between actors: handlers."""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import Event
from peacetalks.events.law import LegalActAnnulled, LegalActIssued, RelationsMeasureTaken
from peacetalks.reducer.draft import Draft
from peacetalks.state.law import LegalActDraft, RelationsMeasureDraft

__all__ = ["LAW"]


def legal_act_issued(draft: Draft, event: LegalActIssued) -> Draft:
    """Issue a legal act."""
    act = draft.part(LegalActDraft, event.legal_act)
    # An act that is issued again is no longer annulled.
    act.clear(event, "annulled", "annulled_by", "annulled_from")
    act.write(
        event,
        issued=event.occurred,
        by=event.by,
        content=event.content,
        effective=event.effective,
    )
    return draft


def legal_act_annulled(draft: Draft, event: LegalActAnnulled) -> Draft:
    """Annul a legal act."""
    draft.part(LegalActDraft, event.legal_act).write(
        event,
        annulled=event.occurred,
        annulled_by=event.by,
        annulled_from=event.effective,
    )
    return draft


def relations_measure_taken(draft: Draft, event: RelationsMeasureTaken) -> Draft:
    """Record a measure, or its next status."""
    draft.part(RelationsMeasureDraft, event.relations_measure).write(
        event,
        since=event.occurred,
        by=event.by,
        against=event.against,
        measure=event.measure,
        status=event.status,
        count=event.count,
        until=event.until,
        linked_to=event.linked_to,
    )
    return draft


# Any: each handler takes the kind that is its key.
LAW: Final[dict[type[Event], Any]] = {
    LegalActIssued: legal_act_issued,
    LegalActAnnulled: legal_act_annulled,
    RelationsMeasureTaken: relations_measure_taken,
}
