"""Talks: opened, suspended, resumed, ended; who sits in them, and how they go."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    AssessmentMade,
    DelegationNamed,
    DisputeStated,
    Event,
    NegotiationResumed,
    NegotiationSuspended,
    TalksEnded,
    TalksOpened,
)
from peacetalks.events.talks import Judgement, Mode
from peacetalks.simulation.moves.meetings import why
from peacetalks.simulation.world import World

__all__ = ["assess", "end", "name_delegation", "open_talks", "resume", "state_dispute", "suspend"]

MODES: Final[tuple[Mode, ...]] = get_args(Mode)
JUDGEMENTS: Final[tuple[Judgement, ...]] = get_args(Judgement)


def open_talks(world: World) -> Event:
    """Open talks, in place of those that were open."""
    details = world.details(3)
    aim = world.agreements[-1].name if details & 4 and world.agreements else None
    world.talks = world.name("talks")
    world.things.pop("suspension", None)
    return TalksOpened(
        **world.now(),
        talks=world.talks,
        parties=world.parties,
        mediators=world.third() if details & 1 else None,
        mode=world.dice.pick(MODES) if details & 2 else None,
        aim=aim,
    )


def end(world: World) -> Event:
    """End the talks that are open."""
    if world.talks is None:
        return open_talks(world)
    talks, world.talks = world.talks, None
    return TalksEnded(**world.now(), talks=talks, by=world.party() if world.details(1) else None)


def name_delegation(world: World) -> Event:
    """Name who speaks for a party."""
    if world.talks is None:
        return open_talks(world)
    return DelegationNamed(
        **world.now(), talks=world.talks, by=world.party(), persons="the first delegate"
    )


def suspend(world: World) -> Event:
    """Suspend the talks, for a party or for all."""
    if world.talks is None:
        return open_talks(world)
    if world.open("suspension"):
        return resume(world)
    details = world.details(2)
    world.start("suspension")
    return NegotiationSuspended(
        **world.now(),
        talks=world.talks,
        by=world.party(),
        scope="all" if details & 1 else "party",
        reasons=why(world, None) if details & 2 else None,
    )


def resume(world: World) -> Event:
    """Resume talks that were suspended."""
    if world.talks is None or not world.open("suspension"):
        return suspend(world)
    world.end("suspension")
    return NegotiationResumed(
        **world.now(),
        talks=world.talks,
        by=world.parties,
        mediators=world.third() if world.details(1) else None,
    )


def state_dispute(world: World) -> Event:
    """Say what the parties are at odds over."""
    return DisputeStated(
        **world.now(),
        dispute=world.name("dispute"),
        parties=world.parties,
        issue="the border",
        talks=world.talks,
    )


def assess(world: World) -> Event:
    """Judge how the talks go."""
    return AssessmentMade(
        **world.now(),
        by=world.third(),
        subject=world.talks,
        judgement=world.dice.pick(JUDGEMENTS),
        talks=world.talks,
    )
