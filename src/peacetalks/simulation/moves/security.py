"""Ceasefires, blockades, peacekeepers, prisoners, disarmament."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
    DisarmamentReported,
    Event,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
    PrisonersReleased,
)
from peacetalks.events.security import DisarmamentStage
from peacetalks.simulation.moves.ground import counted
from peacetalks.simulation.world import World

__all__ = [
    "allege_violation",
    "declare_ceasefire",
    "deploy",
    "disarm",
    "ease_blockade",
    "end_ceasefire",
    "extend_ceasefire",
    "impose_blockade",
    "release_prisoners",
    "withdraw",
]

STAGES: Final[tuple[DisarmamentStage, ...]] = get_args(DisarmamentStage)


def declare_ceasefire(world: World) -> Event:
    """Declare a ceasefire, from now or a later day on, for ever or for some days."""
    details = world.details(2)
    start = world.dice.number(1, 5) if details & 1 else 0
    return CeasefireDeclared(
        **world.now(),
        ceasefire=world.start("ceasefire"),
        parties=world.parties,
        effective_from=world.on(start) if start else None,
        expires=world.on(start + world.dice.number(3, 90)) if details & 2 else None,
        brokered_by=world.third() if details & 1 else None,
    )


def extend_ceasefire(world: World) -> Event:
    """Extend a ceasefire."""
    name = world.open("ceasefire")
    if name is None:
        return declare_ceasefire(world)
    return CeasefireExtended(**world.now(), ceasefire=name, expires=world.ahead(90))


def allege_violation(world: World) -> Event:
    """Say that the other side broke a ceasefire."""
    name = world.open("ceasefire")
    if name is None:
        return declare_ceasefire(world)
    party = world.party()
    return CeasefireViolationAlleged(
        **world.now(),
        ceasefire=name,
        by=party,
        against=world.other(party),
        claimed_by=world.claimed(party),
    )


def end_ceasefire(world: World) -> Event:
    """End a ceasefire."""
    name = world.end("ceasefire")
    if name is None:
        return declare_ceasefire(world)
    return CeasefireEnded(**world.now(), ceasefire=name)


def impose_blockade(world: World) -> Event:
    """Close a road."""
    return BlockadeImposed(
        **world.now(), blockade=world.start("blockade"), route="the corridor", by=world.party()
    )


def ease_blockade(world: World) -> Event:
    """Open a road that was closed."""
    name = world.end("blockade")
    if name is None:
        return impose_blockade(world)
    return BlockadeEased(**world.now(), blockade=name, by=world.party())


def deploy(world: World) -> Event:
    """Send peacekeepers or observers."""
    return PeacekeepersDeployed(
        **world.now(),
        force=world.start("force"),
        by=world.third(),
        count=counted(world, 2000),
        form="observers" if world.details(1) else None,
    )


def withdraw(world: World) -> Event:
    """Call peacekeepers back."""
    name = world.end("force")
    if name is None:
        return deploy(world)
    return PeacekeepersWithdrawn(**world.now(), force=name)


def release_prisoners(world: World) -> Event:
    """Release prisoners, one-sidedly or in an exchange."""
    party = world.party()
    return PrisonersReleased(
        **world.now(),
        by=party,
        to=world.other(party),
        count=world.dice.number(1, 60),
        exchange=bool(world.details(1)),
    )


def disarm(world: World) -> Event:
    """Report how far forces are disarmed."""
    return DisarmamentReported(
        **world.now(),
        by=world.party(),
        stage=world.dice.pick(STAGES),
        count=counted(world, 300),
        verifier=world.third(),
    )
