"""Mediation: offered, accepted, rejected; doubted, warned, restored; ended."""

from __future__ import annotations

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.moves.meetings import why
from peacetalks.testing.simulation.world import World
from peacetalks.values.facts import Condition

__all__ = ["accept", "claim_bias", "end", "guarantee", "offer", "reject", "restore", "warn"]


@move(events.MediationOffered, "seldom")
def offer(world: World) -> Event:
    """Offer to mediate."""
    return events.MediationOffered(**world.now(), mediator=world.third(), parties=world.parties)


@move(events.MediationAccepted, "often")
def accept(world: World) -> Event:
    """Accept a mediator: outright, on an open condition, or on a precondition."""
    details = world.details(2)
    condition = None
    if details & 1:
        met_by = world.open("precondition") if details & 2 else None
        condition = Condition("sanctions are lifted", satisfied_by=met_by)
    return events.MediationAccepted(
        **world.now(), by=world.party(), mediator=world.third(), conditions=condition
    )


@move(events.MediatorStandingWarned, "now and then")
def warn(world: World) -> Event:
    """Warn a mediator that its standing is at risk."""
    return events.MediatorStandingWarned(**world.now(), by=world.party(), mediator=world.third())


@move(events.MediationRejected, "now and then")
def reject(world: World) -> Event:
    """Reject a mediator: completely, or for one format."""
    details = world.details(2)
    mediator = world.third()
    limited = details == 3  # noqa: PLR2004 # one in four
    return events.MediationRejected(
        **world.now(),
        by=world.party(),
        mediator=mediator,
        scope="format" if limited else "all",
        limited_to="trilateral" if limited else None,
        reasons=why(world, mediator) if details & 1 else None,
    )


@move(events.MediatorBiasClaimed, "seldom")
def claim_bias(world: World) -> Event:
    """Claim that a mediator takes sides."""
    party = world.party()
    return events.MediatorBiasClaimed(
        **world.now(),
        by=party,
        mediator=world.third(),
        favouring=world.other(party) if world.details(1) else None,
    )


@move(events.MediatorStandingRestored, "seldom")
def restore(world: World) -> Event:
    """Restore the standing of a mediator."""
    return events.MediatorStandingRestored(**world.now(), by=world.party(), mediator=world.third())


@move(events.MediationEnded, "seldom")
def end(world: World) -> Event:
    """End a mediation, for a party or for all."""
    by = world.party() if world.details(1) else None
    return events.MediationEnded(**world.now(), mediator=world.third(), by=by)


@move(events.GuaranteeGiven, "seldom")
def guarantee(world: World) -> Event:
    """Guarantee what the parties agreed, or are to agree."""
    return events.GuaranteeGiven(
        **world.now(),
        agreement=world.agreements[-1].name if world.agreements else None,
        by=world.third(),
        to=world.parties,
    )
