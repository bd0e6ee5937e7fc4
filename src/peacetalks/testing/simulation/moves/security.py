"""Ceasefires, blockades, peacekeepers, prisoners, disarmament."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.moves.territory import counted
from peacetalks.testing.simulation.world import World

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

STAGES: Final[tuple[events.DisarmamentStage, ...]] = get_args(events.DisarmamentStage)


@move(events.CeasefireDeclared, "now and then")
def declare_ceasefire(world: World) -> Event:
    """Declare a ceasefire, from now or a later day, with or without an end."""
    details = world.details(2)
    start = world.dice.number(1, 5) if details & 1 else 0
    return events.CeasefireDeclared(
        **world.now(),
        ceasefire=world.start("ceasefire"),
        parties=world.parties,
        effective_from=world.on(start) if start else None,
        expires=world.on(start + world.dice.number(3, 90)) if details & 2 else None,
        brokered_by=world.third() if details & 1 else None,
    )


@move(events.CeasefireExtended, "seldom")
def extend_ceasefire(world: World) -> Event:
    """Extend a ceasefire."""
    name = world.open("ceasefire")
    if name is None:
        return declare_ceasefire(world)
    return events.CeasefireExtended(**world.now(), ceasefire=name, expires=world.ahead(90))


@move(events.CeasefireViolationAlleged, "now and then")
def allege_violation(world: World) -> Event:
    """Allege that the other side broke a ceasefire."""
    name = world.open("ceasefire")
    if name is None:
        return declare_ceasefire(world)
    party = world.party()
    return events.CeasefireViolationAlleged(
        **world.now(),
        ceasefire=name,
        by=party,
        against=world.other(party),
        claimed_by=world.claimed(party),
    )


@move(events.CeasefireEnded, "seldom")
def end_ceasefire(world: World) -> Event:
    """End a ceasefire."""
    name = world.end("ceasefire")
    if name is None:
        return declare_ceasefire(world)
    return events.CeasefireEnded(**world.now(), ceasefire=name)


@move(events.BlockadeImposed, "seldom")
def impose_blockade(world: World) -> Event:
    """Impose a blockade."""
    return events.BlockadeImposed(
        **world.now(), blockade=world.start("blockade"), route="the corridor", by=world.party()
    )


@move(events.BlockadeEased, "seldom")
def ease_blockade(world: World) -> Event:
    """Ease a blockade."""
    name = world.end("blockade")
    if name is None:
        return impose_blockade(world)
    return events.BlockadeEased(**world.now(), blockade=name, by=world.party())


@move(events.PeacekeepersDeployed, "seldom")
def deploy(world: World) -> Event:
    """Deploy peacekeepers or observers."""
    return events.PeacekeepersDeployed(
        **world.now(),
        force=world.start("force"),
        by=world.third(),
        count=counted(world, 2000),
        form="observers" if world.details(1) else None,
    )


@move(events.PeacekeepersWithdrawn, "seldom")
def withdraw(world: World) -> Event:
    """Withdraw peacekeepers."""
    name = world.end("force")
    if name is None:
        return deploy(world)
    return events.PeacekeepersWithdrawn(**world.now(), force=name)


@move(events.PrisonersReleased, "seldom")
def release_prisoners(world: World) -> Event:
    """Release prisoners, unilaterally or in an exchange."""
    party = world.party()
    return events.PrisonersReleased(
        **world.now(),
        by=party,
        to=world.other(party),
        count=world.dice.number(1, 60),
        exchange=bool(world.details(1)),
    )


@move(events.DisarmamentReported, "seldom")
def disarm(world: World) -> Event:
    """Report a stage of disarmament."""
    return events.DisarmamentReported(
        **world.now(),
        by=world.party(),
        stage=world.dice.pick(STAGES),
        count=counted(world, 300),
        verifier=world.third(),
    )
