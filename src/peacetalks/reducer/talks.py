"""Talks, proposals and preconditions: handlers."""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import (
    DelegationNamed,
    Event,
    NegotiationResumed,
    NegotiationSuspended,
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
    TalksEnded,
    TalksOpened,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.mediation import negotiation_resumed_under, open_under
from peacetalks.state.texts import PreconditionDraft, ProposalDraft, TalksDraft

__all__ = ["TALKS"]


def talks_opened(draft: Draft, event: TalksOpened) -> Draft:
    """Open talks, or open them again; who comes to them accepts their mediators by conduct."""
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
    """End talks, and with them their suspension."""
    talks = draft.part(TalksDraft, event.talks)
    talks.write(event, ended=event.occurred, outcome=event.outcome, round=event.round)
    # Talks that ended are suspended no longer, also when they are opened again.
    if talks.suspended_by or talks.suspended_for_all:
        talks.suspended_by, talks.suspended_for_all = (), False
        talks.credit(event, "suspended_for_all", "suspended_by")
        talks.clear(event, "suspended", "resume_if")
    return draft


def delegation_named(draft: Draft, event: DelegationNamed) -> Draft:
    """Take down who negotiates for a party."""
    talks = draft.part(TalksDraft, event.talks)
    talks.credit(event, "named")
    for party in event.by or ():
        if event.persons is not None:
            talks.delegations = talks.delegations.having(party, event.persons)
            talks.credit(event, f"delegations.{party}")
    return draft


def negotiation_suspended(draft: Draft, event: NegotiationSuspended) -> Draft:
    """Suspend talks for the parties that stepped out, or for all."""
    talks = draft.part(TalksDraft, event.talks)
    talks.write(event, suspended=event.occurred, resume_if=event.resume_if)
    if event.scope == "all" or not event.by:
        talks.suspended_for_all = True
    talks.suspended_by = tuple(dict.fromkeys((*talks.suspended_by, *(event.by or ()))))
    talks.credit(event, "suspended_for_all", "suspended_by")
    return draft


def negotiation_resumed(draft: Draft, event: NegotiationResumed) -> Draft:
    """Resume talks for the parties that came back; without a party named, for all."""
    talks = draft.part(TalksDraft, event.talks)
    back = event.by
    still = () if back is None else tuple(c for c in talks.suspended_by if c not in back)
    talks.suspended_by = still
    talks.suspended_for_all = talks.suspended_for_all and bool(still)
    talks.credit(event, "suspended_for_all", "suspended_by")
    if not still:
        talks.clear(event, "suspended", "resume_if")
    negotiation_resumed_under(draft, event)
    return draft


def proposal_tabled(draft: Draft, event: ProposalTabled) -> Draft:
    """Table a proposal; a new version wants new answers."""
    proposal = draft.part(ProposalDraft, event.proposal)
    if proposal.tabled is not None:
        proposal.answers = FrozenMap()
        proposal.credit(event, "answers")
    proposal.write(
        event,
        tabled=event.occurred,
        by=event.by,
        to=event.to,
        title=event.title,
        version=event.version,
        agreement=event.agreement,
    )
    return draft


def proposal_answered(draft: Draft, event: ProposalAnswered) -> Draft:
    """Take down answers to a proposal."""
    proposal = draft.part(ProposalDraft, event.proposal)
    proposal.credit(event, "named")
    for party in event.by or ():
        proposal.answers = proposal.answers.having(party, event.response)
        proposal.credit(event, f"answers.{party}")
    return draft


def precondition_stated(draft: Draft, event: PreconditionStated) -> Draft:
    """State a precondition, or state it again after it was resolved."""
    precondition = draft.part(PreconditionDraft, event.precondition)
    precondition.clear(event, "how", "resolved")
    precondition.write(
        event,
        stated=event.occurred,
        by=event.by,
        to=event.to,
        needed_for=event.needed_for,
        content=event.content,
    )
    return draft


def precondition_resolved(draft: Draft, event: PreconditionResolved) -> Draft:
    """Take down how a precondition ended."""
    precondition = draft.part(PreconditionDraft, event.precondition)
    precondition.write(event, how=event.how, resolved=event.occurred)
    return draft


# Any: each handler takes the kind it stands beside.
TALKS: Final[dict[type[Event], Any]] = {
    TalksOpened: talks_opened,
    TalksEnded: talks_ended,
    DelegationNamed: delegation_named,
    NegotiationSuspended: negotiation_suspended,
    NegotiationResumed: negotiation_resumed,
    ProposalTabled: proposal_tabled,
    ProposalAnswered: proposal_answered,
    PreconditionStated: precondition_stated,
    PreconditionResolved: precondition_resolved,
}
