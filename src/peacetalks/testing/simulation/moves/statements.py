"""Speech acts: statements, allegations, demands, commitments, expectations and deadlines."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves import agreements
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.world import World
from peacetalks.values.due import After, Due

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

STANCES: Final[tuple[events.Stance, ...]] = get_args(events.Stance)
MODALITIES: Final[tuple[events.Modality, ...]] = get_args(events.Modality)
STATUSES: Final[tuple[events.CommitmentStatus, ...]] = get_args(events.CommitmentStatus)


@move(events.StatementMade, "often")
def state(world: World) -> Event:
    """Make a statement."""
    details = world.details(3)
    party = world.parties[details & 1]
    return events.StatementMade(
        **world.now(),
        by=party,
        audience=world.other(party) if details & 2 else None,
        stance=world.dice.pick(STANCES) if details & 4 else None,
        text="we want peace",
    )


@move(events.AllegationMade, "now and then")
def allege(world: World) -> Event:
    """Allege that the other side did something."""
    party = world.party()
    return events.AllegationMade(
        **world.now(),
        by=party,
        against=world.other(party),
        alleged="fire across the line",
        claimed_by=world.claimed(party),
    )


def _due(world: World) -> Due | None:
    """Return a later day, a day relative to an earlier fact, or None."""
    details = world.details(2)
    if details == 3 and world.recent:  # noqa: PLR2004 # one in four
        return After(world.recent[-1].event.id, "P30D")
    return world.ahead() if details & 1 else None


@move(events.ExpectationStated, "now and then")
def expect(world: World) -> Event:
    """State an expectation, with a day or with words only."""
    details = world.details(2)
    return events.ExpectationStated(
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


@move(events.DemandMade, "seldom")
def demand(world: World) -> Event:
    """Make a demand on the other side."""
    party = world.party()
    return events.DemandMade(
        **world.now(),
        demand=world.start("demand"),
        by=party,
        of=world.other(party),
        content="release the prisoners",
    )


@move(events.CommitmentMade, "now and then")
def promise(world: World) -> Event:
    """Make a commitment."""
    party = world.party()
    return events.CommitmentMade(
        **world.now(),
        commitment=world.start("commitment"),
        by=party,
        to=world.other(party),
        under=world.open("ceasefire"),
        content="return the remains of the fallen",
        due=_due(world),
    )


@move(events.CommitmentStatusChanged, "now and then")
def change_commitment(world: World) -> Event:
    """Fulfil a commitment, break it, or let it lapse."""
    name = world.end("commitment")
    if name is None:
        return promise(world)
    return events.CommitmentStatusChanged(
        **world.now(), commitment=name, status=world.dice.pick(STATUSES)
    )


@move(events.DeadlineSet, "seldom")
def set_deadline(world: World) -> Event:
    """Set a deadline."""
    return events.DeadlineSet(
        **world.now(),
        deadline=world.start("deadline"),
        subject=agreements.named(world),
        due=world.ahead(),
    )


@move(events.DeadlineExtended, "seldom")
def extend_deadline(world: World) -> Event:
    """Extend a deadline."""
    name = world.open("deadline")
    if name is None:
        return set_deadline(world)
    party = world.party()
    return events.DeadlineExtended(
        **world.now(), deadline=name, due=world.ahead(120), by=party, granted_by=world.other(party)
    )
