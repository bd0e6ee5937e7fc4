"""Talks: opened, suspended, resumed and ended; delegations, disputes and assessments."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.moves.meetings import why
from peacetalks.testing.simulation.world import World

__all__ = ["assess", "end", "name_delegation", "open_talks", "resume", "state_dispute", "suspend"]

MODES: Final[tuple[events.Mode, ...]] = get_args(events.Mode)
JUDGEMENTS: Final[tuple[events.Judgement, ...]] = get_args(events.Judgement)


@move(events.TalksOpened, "seldom")
def open_talks(world: World) -> Event:
    """Open talks, which replace those that were open."""
    details = world.details(3)
    aim = world.agreements[-1].name if details & 4 and world.agreements else None
    world.talks = world.name("talks")
    world.things.pop("suspension", None)
    return events.TalksOpened(
        **world.now(),
        talks=world.talks,
        parties=world.parties,
        mediators=world.third() if details & 1 else None,
        mode=world.dice.pick(MODES) if details & 2 else None,
        aim=aim,
    )


@move(events.TalksEnded, "seldom")
def end(world: World) -> Event:
    """End the open talks."""
    if world.talks is None:
        return open_talks(world)
    talks, world.talks = world.talks, None
    return events.TalksEnded(
        **world.now(), talks=talks, by=world.party() if world.details(1) else None
    )


@move(events.DelegationNamed, "seldom")
def name_delegation(world: World) -> Event:
    """Name who speaks for a party."""
    if world.talks is None:
        return open_talks(world)
    return events.DelegationNamed(
        **world.now(), talks=world.talks, by=world.party(), persons="the first delegate"
    )


@move(events.NegotiationSuspended, "seldom")
def suspend(world: World) -> Event:
    """Suspend the talks, for a party or for all."""
    if world.talks is None:
        return open_talks(world)
    if world.open("suspension"):
        return resume(world)
    details = world.details(2)
    world.start("suspension")
    return events.NegotiationSuspended(
        **world.now(),
        talks=world.talks,
        by=world.party(),
        scope="all" if details & 1 else "party",
        reasons=why(world, None) if details & 2 else None,
    )


@move(events.NegotiationResumed, "seldom", times=2)
def resume(world: World) -> Event:
    """Resume talks that were suspended."""
    if world.talks is None or not world.open("suspension"):
        return suspend(world)
    world.end("suspension")
    return events.NegotiationResumed(
        **world.now(),
        talks=world.talks,
        by=world.parties,
        mediators=world.third() if world.details(1) else None,
    )


@move(events.DisputeStated, "seldom")
def state_dispute(world: World) -> Event:
    """State an issue that the parties dispute."""
    return events.DisputeStated(
        **world.now(),
        dispute=world.name("dispute"),
        parties=world.parties,
        issue="the border",
        talks=world.talks,
    )


@move(events.AssessmentMade, "seldom")
def assess(world: World) -> Event:
    """Assess how the talks are going."""
    return events.AssessmentMade(
        **world.now(),
        by=world.third(),
        subject=world.talks,
        judgement=world.dice.pick(JUDGEMENTS),
        talks=world.talks,
    )
