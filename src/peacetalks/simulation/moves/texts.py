"""Texts on the table: proposals and their answers, preconditions, monitoring."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    AgreementViolationAlleged,
    Event,
    ImplementationReported,
    MonitoringReported,
    MonitoringSet,
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
)
from peacetalks.events.texts import ImplementationStatus, Resolution, Response
from peacetalks.simulation.moves import agreements
from peacetalks.simulation.world import World

__all__ = [
    "allege_violation",
    "answer",
    "monitor",
    "report_implementation",
    "report_monitoring",
    "resolve_precondition",
    "state_precondition",
    "table",
]

RESPONSES: Final[tuple[Response, ...]] = get_args(Response)
RESOLUTIONS: Final[tuple[Resolution, ...]] = get_args(Resolution)
STATUSES: Final[tuple[ImplementationStatus, ...]] = get_args(ImplementationStatus)


def table(world: World) -> Event:
    """Table a proposal."""
    party = world.party()
    name = world.start("proposal")
    world.expect(f"proposals/{name}", "by", (party,))
    return ProposalTabled(
        **world.now(),
        proposal=name,
        by=party,
        to=world.other(party),
        agreement=agreements.named(world) if world.details(1) else None,
    )


def answer(world: World) -> Event:
    """Answer a proposal that is on the table; some answers take it off."""
    if not world.open("proposal"):
        return table(world)
    response = world.dice.pick(RESPONSES)
    stays = response in {"countered", "deferred", "partly_accepted"}
    name = world.open("proposal") if stays else world.end("proposal")
    return ProposalAnswered(**world.now(), proposal=name or "", by=world.party(), response=response)


def state_precondition(world: World) -> Event:
    """State what must be so before something else can be."""
    party = world.party()
    return PreconditionStated(
        **world.now(),
        precondition=world.start("precondition"),
        by=party,
        to=world.other(party),
        needed_for=agreements.named(world) if world.details(1) else None,
        content="the road is opened",
    )


def resolve_precondition(world: World) -> Event:
    """Meet a precondition, or waive, withdraw or refuse it."""
    name = world.end("precondition")
    if name is None:
        return state_precondition(world)
    return PreconditionResolved(**world.now(), precondition=name, how=world.dice.pick(RESOLUTIONS))


def report_implementation(world: World) -> Event:
    """Report how far an agreement is carried out."""
    name = agreements.named(world)
    if name is None:
        return agreements.reach(world)
    return ImplementationReported(
        **world.now(), agreement=name, status=world.dice.pick(STATUSES), by=world.third()
    )


def allege_violation(world: World) -> Event:
    """Say that the other side broke an agreement."""
    name = agreements.named(world)
    if name is None:
        return agreements.reach(world)
    party = world.party()
    return AgreementViolationAlleged(
        **world.now(),
        agreement=name,
        by=party,
        against=world.other(party),
        claimed_by=world.claimed(party),
    )


def monitor(world: World) -> Event:
    """Give a monitor a mandate."""
    return MonitoringSet(
        **world.now(),
        agreement=world.open("ceasefire") or agreements.named(world),
        monitor=world.third(),
        until=world.ahead(365) if world.details(1) else None,
    )


def report_monitoring(world: World) -> Event:
    """Report what a monitor saw."""
    return MonitoringReported(
        **world.now(),
        monitor=world.third(),
        subject=world.open("ceasefire") or agreements.named(world),
        count=world.dice.number(0, 20),
    )
