"""Words: statements and allegations, and what was demanded, promised and expected by when."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    AllegationMade,
    CommitmentMade,
    CommitmentStatusChanged,
    DeadlineExtended,
    DeadlineSet,
    DemandMade,
    Event,
    ExpectationStated,
    StatementMade,
)
from peacetalks.events.words import CommitmentStatus, Modality, Stance
from peacetalks.simulation.moves import agreements
from peacetalks.simulation.world import World
from peacetalks.values import After, Due

__all__ = [
    "allege",
    "change_commitment",
    "demand",
    "expect",
    "extend_deadline",
    "promise",
    "set_deadline",
    "state",
]

STANCES: Final[tuple[Stance, ...]] = get_args(Stance)
MODALITIES: Final[tuple[Modality, ...]] = get_args(Modality)
STATUSES: Final[tuple[CommitmentStatus, ...]] = get_args(CommitmentStatus)


def state(world: World) -> Event:
    """Make a statement."""
    details = world.details(3)
    party = world.parties[details & 1]
    return StatementMade(
        **world.now(),
        by=party,
        audience=world.other(party) if details & 2 else None,
        stance=world.dice.pick(STANCES) if details & 4 else None,
        text="we want peace",
    )


def allege(world: World) -> Event:
    """Say that the other side did something."""
    party = world.party()
    return AllegationMade(
        **world.now(),
        by=party,
        against=world.other(party),
        alleged="fire across the line",
        claimed_by=world.claimed(party),
    )


def _due(world: World) -> Due | None:
    """Return a day to come, or one reckoned from an earlier fact, or none."""
    details = world.details(2)
    if details == 3 and world.recent:  # noqa: PLR2004 # one in four
        return After(world.recent[-1].event.id, "P30D")
    return world.ahead() if details & 1 else None


def expect(world: World) -> Event:
    """Say what is expected, by a day or in words that name none."""
    details = world.details(2)
    return ExpectationStated(
        **world.now(),
        expectation=world.start("expectation"),
        by=world.third() if details & 1 else world.party(),
        outcome="a signature",
        modality=world.dice.pick(MODALITIES) if details & 2 else None,
        agreement=agreements.named(world),
        stage="signed",
        due=_due(world),
        due_text=None if details & 2 else "in the coming months",
    )


def demand(world: World) -> Event:
    """Demand something of the other side."""
    party = world.party()
    return DemandMade(
        **world.now(),
        demand=world.start("demand"),
        by=party,
        of=world.other(party),
        content="release the prisoners",
    )


def promise(world: World) -> Event:
    """Commit oneself to something."""
    party = world.party()
    return CommitmentMade(
        **world.now(),
        commitment=world.start("commitment"),
        by=party,
        to=world.other(party),
        under=world.open("ceasefire"),
        content="return the remains of the fallen",
        due=_due(world),
    )


def change_commitment(world: World) -> Event:
    """Keep a promise, break it, or let it lapse."""
    name = world.end("commitment")
    if name is None:
        return promise(world)
    return CommitmentStatusChanged(**world.now(), commitment=name, status=world.dice.pick(STATUSES))


def set_deadline(world: World) -> Event:
    """Set a deadline."""
    return DeadlineSet(
        **world.now(),
        deadline=world.start("deadline"),
        subject=agreements.named(world),
        due=world.ahead(),
    )


def extend_deadline(world: World) -> Event:
    """Put a deadline off."""
    name = world.open("deadline")
    if name is None:
        return set_deadline(world)
    party = world.party()
    return DeadlineExtended(
        **world.now(), deadline=name, due=world.ahead(120), by=party, granted_by=world.other(party)
    )
