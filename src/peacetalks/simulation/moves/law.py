"""Law and relations: acts issued and annulled, rulings, measures between states."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    Event,
    LegalActAnnulled,
    LegalActIssued,
    RelationsMeasureTaken,
    RulingIssued,
)
from peacetalks.events.law import MeasureTaken
from peacetalks.simulation.world import World

__all__ = ["annul", "issue", "rule", "take_measure"]

MEASURES: Final[tuple[MeasureTaken, ...]] = get_args(MeasureTaken)


def issue(world: World) -> Event:
    """Issue a law or decree."""
    return LegalActIssued(
        **world.now(),
        legal_act=world.start("legal-act"),
        by=world.party(),
        content="a state of emergency",
        effective=world.ahead(30) if world.details(1) else None,
    )


def annul(world: World) -> Event:
    """Annul a law or decree."""
    name = world.end("legal-act")
    if name is None:
        return issue(world)
    return LegalActAnnulled(**world.now(), legal_act=name, by=world.party())


def rule(world: World) -> Event:
    """Rule, as a court."""
    return RulingIssued(
        **world.now(),
        ruling=world.name("ruling"),
        court=world.third(),
        subject="the detainees",
        orders="access for the families",
    )


def take_measure(world: World) -> Event:
    """Impose a measure on another, or lift one."""
    name = world.end("measure") if world.details(1) else None
    party = world.party()
    return RelationsMeasureTaken(
        **world.now(),
        relations_measure=name or world.start("measure"),
        by=party,
        against=world.other(party),
        measure=world.dice.pick(MEASURES),
        status="lifted" if name else "imposed",
    )
