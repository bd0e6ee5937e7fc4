"""How far agreements have come, and what is missing."""

from __future__ import annotations

from typing import final

from attrs import frozen

from peacetalks.errors import none_of
from peacetalks.events import Stage
from peacetalks.state.queries.words import OpenProposal, open_preconditions, open_proposals
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.texts import LADDER, Agreement, Precondition

_ON_THE_WAY = tuple(stage for stage in LADDER if stage != "partly_agreed")
"""The stages that every agreement passes; one may be concluded whole."""


_SETTLING = ("partial", "framework", "comprehensive")


@final
@frozen
class Missing:
    """What stands between an agreement and a stage; false where nothing does.

    >>> from peacetalks import AgreementStageReached, fold
    >>> draft = AgreementStageReached(occurred="2023-09-11", agreement="treaty", stage="draft")
    >>> fold([draft]).missing_to("signed", "treaty").stages
    ('text_concluded', 'initialled', 'signed')

    Attributes:
        stages: those not reached, in order, the wanted one last.
        preconditions: those open that name the agreement.
        proposals: those unanswered that are texts of it.
    """

    stages: tuple[Stage, ...]
    preconditions: tuple[Precondition, ...]
    proposals: tuple[OpenProposal, ...]

    def __bool__(self) -> bool:
        return bool(self.stages or self.preconditions or self.proposals)


def agreements(state: Snapshot, *, stage: Stage | None = None) -> tuple[Agreement, ...]:
    """Answer ``NegotiationState.agreements``."""
    return tuple(
        agreement
        for agreement in state.parts.agreements.values()
        if stage is None or stage_of(state, agreement) == stage
    )


def stage_of(state: Snapshot, agreement: Agreement) -> Stage | None:
    """Return the stage of an agreement that holds on the state's day, for all its parties."""
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
    """Return the agreement that the talks aim at; without an aim, the one that settles most.

    Of several aims, that of talks that have not ended goes first.
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


def missing_to(state: Snapshot, stage: Stage, agreement: str) -> Missing:
    """Answer ``NegotiationState.missing_to``."""
    if stage not in LADDER:
        raise none_of("not a stage that an agreement climbs to", stage, LADDER)
    found = state.agreement(agreement)
    today = found.stage_on(state.day)
    # What is to be in force on a later day has not come so far yet.
    highest = today if today in LADDER else found.highest
    reached = -1 if highest is None else LADDER.index(highest)
    wanted = LADDER.index(stage)
    above: tuple[Stage, ...] = tuple(
        s for s in LADDER[reached + 1 : wanted + 1] if s in {stage, *_ON_THE_WAY}
    )
    return Missing(
        above,
        open_preconditions(state, needed_for=agreement) if above else (),
        open_proposals(state, agreement=agreement) if above else (),
    )
