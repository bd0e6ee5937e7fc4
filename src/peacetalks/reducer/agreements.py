"""Agreements: how a stage is reached.

=============================================  ===============================================
event                                          effect
=============================================  ===============================================
a later stage of the ladder                    the agreement moves there; no stage is implied
an earlier stage of the same version           the stage is kept
only some of the parties reach a stage         each party has its own stage; the agreement has the
                                               stage of the last, and *partly* that of the first
a stage of a part                              takes the whole no further than partly agreed
a binding vote, or a body, rejects it          rejected; signatures stay
a vote that is not binding rejects it          rejected politically; the stage is kept
another version is signed                      it supersedes the version before; a signed version
                                               stays until then
every body has approved                        ratified
a vote or step on another version              changes nothing about the present one
in force, denounced, expired from a later day  kept with that day; as before until then
P suspends it / resumes it                     suspended for P alone / as before
initials, and alleged violations               neither make it signed nor undo that
=============================================  ===============================================

The ladder is ``state.agreements.LADDER``; the stages that leave it are ``ENDS``; ``REACHING`` is
the table. Proposals and preconditions have no ladder; their handlers are in this module too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from peacetalks.actors.code import Codes
from peacetalks.events import Event, Stage
from peacetalks.events.agreements import (
    AgreementStageReached,
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
    RatificationStep,
    VoteHeld,
)
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.mediation import witness
from peacetalks.reducer.meetings import meet
from peacetalks.state.agreements import (
    LADDER,
    AgreementDraft,
    PreconditionDraft,
    ProposalDraft,
)
from peacetalks.state.straight import writer

__all__ = ["AGREEMENTS", "ENDS", "REACHING"]


def __dir__() -> list[str]:
    return sorted(__all__)


ENDS: Final[tuple[Stage, ...]] = ("denounced", "expired", "rejected", "superseded")
"""The stages that an agreement leaves only by a new version."""

_write_terms: Final = writer(
    "title",
    "part_of",
    "scope",
    "parties",
    "version",
    "supersedes",
    "witnesses",
    "provisions",
)
_RANKS: Final[dict[str | None, int]] = {stage: rank for rank, stage in enumerate(LADDER)}
_SIGNED: Final = LADDER.index("signed")


def agreement_stage_reached(draft: Draft, event: AgreementStageReached) -> Draft:
    """Move an agreement to a stage, as far as the table allows."""
    agreement = draft.part(AgreementDraft, event.agreement)
    new_actors = [code for code in event.by or () if code not in agreement.acted_by]
    if new_actors:
        agreement.acted_by = _joined(agreement.acted_by, tuple(new_actors))
        agreement.credit(event, *(f"acted_by.{code}" for code in new_actors))
    if _other_version(agreement, event):
        _supersede(agreement, event)
    else:
        _describe(agreement, event)
        _reach(agreement, event)
    if event.part_of is not None:
        _partly_agree(draft.part(AgreementDraft, event.part_of), event)
    signers = event.by or event.parties or agreement.parties or ()
    if event.stage == "signed":
        witness(draft, event, signers, event.parties or agreement.parties or ())
        if event.certainty != "provisional":
            meet(draft, event, signers, "signature")
    return draft


def vote_held(draft: Draft, event: VoteHeld) -> Draft:
    """Record a vote on an agreement; a binding vote that rejects it ends it."""
    if event.subject is None or event.result != "rejected":
        return draft
    agreement = draft.part(AgreementDraft, event.subject)
    if _other_version(agreement, event):
        agreement.credit(event, f"votes.{event.version}")
    elif event.binding:
        _end(agreement, "rejected", event)
    else:
        agreement.write(event, rejected_politically=True)
    return draft


def ratification_step(draft: Draft, event: RatificationStep) -> Draft:
    """Record what a body did; the last approval ratifies the agreement, a rejection ends it."""
    agreement = draft.part(AgreementDraft, event.agreement)
    body = event.body or event.by
    if _other_version(agreement, event):
        agreement.credit(event, f"ratification.{event.version}.{body}")
        return draft
    outstanding = event.outstanding
    if outstanding is None and agreement.outstanding and event.result == "approved":
        outstanding = tuple(name for name in agreement.outstanding if name != body)
    agreement.write(event, outstanding=outstanding)
    if body is not None:
        agreement.put(event, "ratification", body, event.result)
    if event.result == "rejected":
        _end(agreement, "rejected", event)
    elif event.result == "approved":
        if event.by is not None:
            agreement.approved_by = _joined(agreement.approved_by, (event.by,))
            agreement.credit(event, f"approved_by.{event.by}")
        if outstanding == ():
            _climb(agreement, "ratified", event)
    return draft


def proposal_tabled(draft: Draft, event: ProposalTabled) -> Draft:
    """Table a proposal; a new version needs new answers."""
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
    """Record answers to a proposal."""
    proposal = draft.part(ProposalDraft, event.proposal)
    proposal.credit(event, "named")
    for party in event.by or ():
        proposal.put(event, "answers", party, event.response)
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
    """Record how a precondition ended."""
    precondition = draft.part(PreconditionDraft, event.precondition)
    precondition.write(event, how=event.how, resolved=event.occurred)
    return draft


def _other_version(
    agreement: AgreementDraft, event: AgreementStageReached | VoteHeld | RatificationStep
) -> bool:
    ours, theirs = agreement.version, event.version
    return ours is not None and theirs is not None and ours != theirs


def _is_signed(agreement: AgreementDraft) -> bool:
    return _rank(agreement.stage) >= _SIGNED


def _supersede(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    """Let a new version replace the present one, or record that another version is superseded."""
    version = str(event.version)
    if event.stage == "superseded" or version in agreement.superseded_versions:
        agreement.superseded_versions = _joined(agreement.superseded_versions, (version,))
        agreement.credit(event, f"superseded.{version}")
        return
    if _is_signed(agreement) and event.stage not in LADDER[_SIGNED:]:
        # A new version that is only drafted or initialled does not undo signatures.
        agreement.credit(event, f"versions.{version}")
        return
    agreement.superseded_versions = _joined(
        agreement.superseded_versions, (str(agreement.version),)
    )
    agreement.credit(event, f"superseded.{agreement.version}")
    agreement.stages = FrozenMap()
    agreement.by_party = FrozenMap()
    agreement.signed_by = ()
    agreement.approved_by = ()
    agreement.suspended_by = ()
    agreement.suspended_for_all = False
    agreement.ratification = FrozenMap()
    agreement.rejected_politically = False
    agreement.clear(event, "stage", "since", "partly", "in_force_from", "ended_from", "outstanding")
    agreement.credit(event, "stages", "by_party", "signed_by", "approved_by", "suspended_by")
    _describe(agreement, event)
    _reach(agreement, event)


def _describe(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    _write_terms(agreement, event)
    if event.approved_by:
        agreement.approved_by = _joined(agreement.approved_by, event.approved_by)
        agreement.credit(event, "approved_by")


def _reach(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    """Do what the table says about a stage, for all parties or for some."""
    reach_for_all = REACHING[event.stage]
    if event.stage in LADDER and _only_some(agreement, event.by):
        _reach_for_some(agreement, event, event.by or ())
    else:
        reach_for_all(agreement, event)


def _advance(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    _climb(agreement, event.stage, event)


def _be_signed(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    _climb(agreement, event.stage, event)
    _sign(agreement, event, event.by or agreement.parties or ())


def _come_into_force(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    _climb(agreement, event.stage, event)
    agreement.write(event, in_force_from=event.effective_from)


def _come_to_an_end(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    _end(agreement, event.stage, event)
    agreement.write(event, ended_from=event.effective_from)


def _leave_unspecified(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    if agreement.stage is None:
        agreement.write(event, stage=event.stage, since=event.occurred)


def _climb(agreement: AgreementDraft, stage: Stage, event: Event) -> None:
    """Move to a stage of the ladder, unless a higher stage or an end has been reached."""
    if stage not in agreement.stages:
        agreement.put(event, "stages", stage, event.occurred)
    if agreement.stage in ENDS:
        return
    if _rank(stage) > _rank(agreement.stage):
        agreement.write(event, stage=stage, since=event.occurred)
    if agreement.partly is not None and _rank(stage) >= _rank(agreement.partly):
        agreement.clear(event, "partly")


def _only_some(agreement: AgreementDraft, by: Codes | None) -> bool:
    return bool(by and agreement.parties) and not set(agreement.parties or ()) <= set(by or ())


def _reach_for_some(agreement: AgreementDraft, event: AgreementStageReached, by: Codes) -> None:
    for party in by:
        if _rank(event.stage) > _rank(agreement.by_party.get(party)):
            agreement.put(event, "by_party", party, event.stage)
    if event.stage == "signed":
        _sign(agreement, event, by)
    if agreement.stage in ENDS:
        return
    reached = [agreement.by_party.get(party) for party in agreement.parties or ()]
    ranks = [_RANKS.get(stage, -1) for stage in reached]
    if min(ranks) > _rank(agreement.stage):
        _climb(agreement, LADDER[min(ranks)], event)
    if max(ranks) > _rank(agreement.stage):
        agreement.write(event, partly=LADDER[max(ranks)])
    else:
        agreement.clear(event, "partly")


def _rank(stage: Stage | None) -> int:
    return _RANKS.get(stage, -1)


def _sign(agreement: AgreementDraft, event: Event, signers: Codes) -> None:
    agreement.signed_by = _joined(agreement.signed_by, signers)
    agreement.credit(event, "signed_by", *(f"signed_by.{code}" for code in signers))


def _suspend_or_resume(agreement: AgreementDraft, event: AgreementStageReached) -> None:
    parties = event.by or agreement.parties or ()
    if event.stage == "suspended":
        agreement.suspended_by = _joined(agreement.suspended_by, parties)
        # If no party is named or known, it is suspended for all.
        agreement.suspended_for_all = agreement.suspended_for_all or not parties
    else:
        suspended = () if event.by is None else agreement.suspended_by
        agreement.suspended_by = tuple(code for code in suspended if code not in parties)
        agreement.suspended_for_all = False
    agreement.credit(event, "suspended_by", *(f"suspended_by.{code}" for code in parties))


def _end(agreement: AgreementDraft, stage: Stage, event: Event) -> None:
    agreement.write(event, stage=stage, since=event.occurred)


def _partly_agree(whole: AgreementDraft, event: AgreementStageReached) -> None:
    if event.stage in LADDER[1:] and whole.stage in {None, "unspecified", "draft"}:
        _climb(whole, "partly_agreed", event)
    else:
        whole.credit(event, f"parts.{event.agreement}")


def _joined(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))


REACHING: Final[dict[Stage, Callable[[AgreementDraft, AgreementStageReached], None]]] = {
    **dict.fromkeys(LADDER, _advance),
    "signed": _be_signed,
    "in_force": _come_into_force,
    "suspended": _suspend_or_resume,
    "resumed": _suspend_or_resume,
    **dict.fromkeys(ENDS, _come_to_an_end),
    "unspecified": _leave_unspecified,
}
"""What each stage does to an agreement of the same version, if all of its parties reach it."""

# Any: each handler takes the kind that is its key.
AGREEMENTS: Final[dict[type[Event], Any]] = {
    AgreementStageReached: agreement_stage_reached,
    VoteHeld: vote_held,
    RatificationStep: ratification_step,
}

PROPOSALS: Final[dict[type[Event], Any]] = {
    ProposalTabled: proposal_tabled,
    ProposalAnswered: proposal_answered,
    PreconditionStated: precondition_stated,
    PreconditionResolved: precondition_resolved,
}
