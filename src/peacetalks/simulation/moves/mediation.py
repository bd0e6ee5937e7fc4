"""Mediation: offered, accepted, rejected; doubted, warned, restored; ended."""

from __future__ import annotations

from peacetalks.events import (
    Event,
    GuaranteeGiven,
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
    MediatorBiasClaimed,
    MediatorStandingRestored,
    MediatorStandingWarned,
)
from peacetalks.simulation.moves.meetings import why
from peacetalks.simulation.world import World
from peacetalks.values import Condition

__all__ = ["accept", "claim_bias", "end", "guarantee", "offer", "reject", "restore", "warn"]


def offer(world: World) -> Event:
    """Offer to mediate."""
    return MediationOffered(**world.now(), mediator=world.third(), parties=world.parties)


def accept(world: World) -> Event:
    """Accept a mediator: outright, on a condition that is open, or on a precondition."""
    details = world.details(2)
    condition = None
    if details & 1:
        met_by = world.open("precondition") if details & 2 else None
        condition = Condition("sanctions are lifted", satisfied_by=met_by)
    return MediationAccepted(
        **world.now(), by=world.party(), mediator=world.third(), conditions=condition
    )


def reject(world: World) -> Event:
    """Reject a mediator: altogether, or for one format."""
    details = world.details(2)
    mediator = world.third()
    limited = details == 3  # noqa: PLR2004 # one in four
    return MediationRejected(
        **world.now(),
        by=world.party(),
        mediator=mediator,
        scope="format" if limited else "all",
        limited_to="trilateral" if limited else None,
        reasons=why(world, mediator) if details & 1 else None,
    )


def claim_bias(world: World) -> Event:
    """Claim that a mediator takes sides."""
    party = world.party()
    return MediatorBiasClaimed(
        **world.now(),
        by=party,
        mediator=world.third(),
        favouring=world.other(party) if world.details(1) else None,
    )


def warn(world: World) -> Event:
    """Warn a mediator that its standing is at risk."""
    return MediatorStandingWarned(**world.now(), by=world.party(), mediator=world.third())


def restore(world: World) -> Event:
    """Restore the standing of a mediator."""
    return MediatorStandingRestored(**world.now(), by=world.party(), mediator=world.third())


def end(world: World) -> Event:
    """End the part of a mediator, for a party or for all."""
    by = world.party() if world.details(1) else None
    return MediationEnded(**world.now(), mediator=world.third(), by=by)


def guarantee(world: World) -> Event:
    """Guarantee what the parties agreed, or are to agree."""
    return GuaranteeGiven(
        **world.now(),
        agreement=world.agreements[-1].name if world.agreements else None,
        by=world.third(),
        to=world.parties,
    )
