"""Questions about agreements: their stages, what they lack, open proposals and preconditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.errors import NotFound, none_of
from peacetalks.events import Stage
from peacetalks.state.agreements import LADDER, Agreement, Precondition, Proposal
from peacetalks.state.queries.meetings import has_answered
from peacetalks.state.snapshot import Snapshot
from peacetalks.values.facts import Condition

_REQUIRED = tuple(stage for stage in LADDER if stage != "partly_agreed")
"""The stages that every agreement passes. A text need not be agreed in parts first."""

_SETTLING = ("partial", "framework", "comprehensive")
"""The scopes of agreements that settle a conflict, from the least to the most."""

HELD_UP: Final = ("needed_for", "agreement", "meeting", "talks", "part_of", "aim", "supersedes")
"""The fields that name something that a precondition can hold up."""


@final
@frozen
class OpenProposal:
    """A proposal without an answer.

    >>> from peacetalks import History, ProposalTabled
    >>> text = ProposalTabled(occurred="2023-09-11", proposal="draft-5", by="AZE", to="ARM")
    >>> state = History([text]).state(on="2023-09-21")
    >>> [(each.proposal.proposal, each.days) for each in state.open_proposals()]
    [('draft-5', 10)]

    Attributes:
        proposal: the proposal.
        days: the least number of days that it has waited; None: its date is not known.
    """

    proposal: Proposal
    days: int | None


@final
@frozen
class Missing:
    """What an agreement still needs to reach a stage; false if it needs nothing.

    >>> from peacetalks import AgreementStageReached, fold
    >>> draft = AgreementStageReached(occurred="2023-09-11", agreement="treaty", stage="draft")
    >>> fold([draft]).missing_to("signed", "treaty").stages
    ('text_concluded', 'initialled', 'signed')

    Attributes:
        stages: the stages not reached, in order, the wanted one last.
        preconditions: the open preconditions that name the agreement.
        proposals: the unanswered proposals that are texts of the agreement.
    """

    stages: tuple[Stage, ...]
    preconditions: tuple[Precondition, ...]
    proposals: tuple[OpenProposal, ...]

    def __bool__(self) -> bool:
        return bool(self.stages or self.preconditions or self.proposals)


def agreements_at(state: Snapshot, *, stage: Stage | None = None) -> tuple[Agreement, ...]:
    """Answer ``NegotiationState.agreements``."""
    return tuple(
        agreement
        for agreement in state.parts.agreements.values()
        if stage is None or stage_of(state, agreement) == stage
    )


def stage_of(state: Snapshot, agreement: Agreement) -> Stage | None:
    """Return the stage of an agreement on the day of the state, for all its parties."""
    stage = agreement.stage_on(state.day)
    suspended = set(state.actors.principals(agreement.suspended_by))
    for_all = suspended and suspended >= set(
        state.actors.principals(agreement.parties) or suspended
    )
    if stage in LADDER and (for_all or agreement.suspended_for_all):
        return "suspended"
    replaced = any(
        other.supersedes == agreement.agreement and "signed" in other.stages
        for other in state.parts.agreements.values()
    )
    return "superseded" if replaced else stage


def aim(state: Snapshot) -> Agreement | None:
    """Return the agreement at which the talks aim; without an aim, the one that settles most.

    If there are several aims, the aim of talks that have not ended comes first.
    """
    aimed = sorted(
        (talks for talks in state.parts.talks.values() if talks.aim is not None),
        key=lambda talks: talks.status == "ended",
    )
    if aimed:
        known = (state.parts.agreements.get(talks.aim or "") for talks in aimed)
        return next((agreement for agreement in known if agreement is not None), None)
    settling = [a for a in state.parts.agreements.values() if a.scope in _SETTLING]
    return max(settling, key=lambda a: _SETTLING.index(a.scope or "partial"), default=None)


def missing_to(state: Snapshot, stage: Stage, agreement: str | None = None) -> Missing:
    """Answer ``NegotiationState.missing_to``."""
    if agreement is None:
        aimed = aim(state)
        if aimed is None:
            raise NotFound("the talks aim at no agreement; hint: name one of state.agreements()")
        agreement = aimed.agreement
    if stage not in LADDER:
        raise none_of("not a stage that an agreement works towards", stage, LADDER)
    part = state.agreement(agreement)
    today = part.stage_on(state.day)
    # An agreement that will be in force from a later day has not reached that stage yet.
    highest = today if today in LADDER else part.highest
    reached = -1 if highest is None else LADDER.index(highest)
    wanted = LADDER.index(stage)
    missing: tuple[Stage, ...] = tuple(
        s for s in LADDER[reached + 1 : wanted + 1] if s in {stage, *_REQUIRED}
    )
    return Missing(
        missing,
        open_preconditions(state, needed_for=agreement) if missing else (),
        open_proposals(state, agreement=agreement) if missing else (),
    )


def open_preconditions(
    state: Snapshot, *, needed_for: str | None = None
) -> tuple[Precondition, ...]:
    """Return the preconditions that are open."""
    return tuple(
        precondition
        for precondition in state.parts.preconditions.values()
        if precondition.is_open and needed_for in {None, precondition.needed_for}
    )


def open_proposals(state: Snapshot, *, agreement: str | None = None) -> tuple[OpenProposal, ...]:
    """Return the proposals without an answer, with the days that they have waited."""
    waiting = (
        OpenProposal(p, None if p.tabled is None else max(0, state.day - p.tabled.last_day))
        for p in state.parts.proposals.values()
        if _is_open(state, p) and agreement in {None, p.agreement}
    )
    return tuple(sorted(waiting, key=lambda item: item.days or 0, reverse=True))


def _is_open(state: Snapshot, proposal: Proposal) -> bool:
    return any(proposal_unanswered_by(state, proposal)) if proposal.to else proposal.is_open


def proposal_unanswered_by(state: Snapshot, proposal: Proposal) -> Iterator[str]:
    """Return the addressees for which nobody has answered, or which have deferred their answer."""
    answered = [code for code, answer in proposal.answers.items() if answer != "deferred"]
    return (code for code in proposal.unanswered_by if not has_answered(state, answered, code))


def is_met(state: Snapshot, condition: Condition) -> bool:
    """Return whether the precondition of a condition is met, or the event that meets it on record."""
    name = condition.satisfied_by
    if name is None:
        return False
    precondition = state.parts.preconditions.get(name)
    if precondition is not None:
        return precondition.how in {"fulfilled", "waived", "withdrawn"}
    return state.event(name) is not None


def is_refused(state: Snapshot, condition: Condition) -> bool:
    """Return whether the precondition of a condition was refused or lapsed."""
    precondition = state.parts.preconditions.get(condition.satisfied_by or "")
    return precondition is not None and precondition.how in {"refused", "lapsed"}
