"""Talks: handlers."""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import Event
from peacetalks.events.talks import (
    DelegationNamed,
    NegotiationResumed,
    NegotiationSuspended,
    TalksEnded,
    TalksOpened,
)
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.mediation import negotiation_resumed_under, open_under
from peacetalks.state.talks import TalksDraft

__all__ = ["TALKS"]


def talks_opened(draft: Draft, event: TalksOpened) -> Draft:
    """Open talks, or open them again; parties that come to them accept the mediators by conduct."""
    talks = draft.part(TalksDraft, event.talks)
    talks.clear(event, "ended", "outcome")
    talks.write(
        event,
        opened=event.occurred,
        parties=event.parties,
        mediators=event.mediators,
        format=event.format,
        mode=event.mode,
        agenda=event.agenda,
        aim=event.aim,
        parent=event.parent,
        round=event.round,
    )
    open_under(draft, event)
    return draft


def talks_ended(draft: Draft, event: TalksEnded) -> Draft:
    """End talks and any suspension of them."""
    talks = draft.part(TalksDraft, event.talks)
    talks.write(event, ended=event.occurred, outcome=event.outcome, round=event.round)
    # Talks that have ended are no longer suspended, even if they are opened again.
    if talks.suspended_by or talks.suspended_for_all:
        talks.suspended_by, talks.suspended_for_all = (), False
        talks.credit(event, "suspended_for_all", "suspended_by")
        talks.clear(event, "suspended", "resume_if")
    return draft


def delegation_named(draft: Draft, event: DelegationNamed) -> Draft:
    """Record who negotiates for a party."""
    talks = draft.part(TalksDraft, event.talks)
    talks.credit(event, "named")
    for party in event.by or ():
        if event.persons is not None:
            talks.put(event, "delegations", party, event.persons)
    return draft


def negotiation_suspended(draft: Draft, event: NegotiationSuspended) -> Draft:
    """Suspend talks for the parties that left them, or for all."""
    talks = draft.part(TalksDraft, event.talks)
    talks.write(event, suspended=event.occurred, resume_if=event.resume_if)
    if event.scope == "all" or not event.by:
        talks.suspended_for_all = True
    talks.suspended_by = tuple(dict.fromkeys((*talks.suspended_by, *(event.by or ()))))
    talks.credit(event, "suspended_for_all", "suspended_by")
    return draft


def negotiation_resumed(draft: Draft, event: NegotiationResumed) -> Draft:
    """Resume talks for the parties that came back or, if none is named, for all."""
    talks = draft.part(TalksDraft, event.talks)
    returning = event.by
    absent = () if returning is None else tuple(c for c in talks.suspended_by if c not in returning)
    talks.suspended_by = absent
    talks.suspended_for_all = talks.suspended_for_all and bool(absent)
    talks.credit(event, "suspended_for_all", "suspended_by")
    if not absent:
        talks.clear(event, "suspended", "resume_if")
    negotiation_resumed_under(draft, event)
    return draft


# Any: each handler takes the kind that is its key.
TALKS: Final[dict[type[Event], Any]] = {
    TalksOpened: talks_opened,
    TalksEnded: talks_ended,
    DelegationNamed: delegation_named,
    NegotiationSuspended: negotiation_suspended,
    NegotiationResumed: negotiation_resumed,
}
