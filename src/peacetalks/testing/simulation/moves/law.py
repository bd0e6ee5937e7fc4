"""Law and relations: acts issued and annulled, rulings, measures between states."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.world import World

__all__ = ["annul", "issue", "rule", "take_measure"]

MEASURES: Final[tuple[events.MeasureTaken, ...]] = get_args(events.MeasureTaken)


@move(events.LegalActIssued, "seldom")
def issue(world: World) -> Event:
    """Issue a law or decree."""
    return events.LegalActIssued(
        **world.now(),
        legal_act=world.start("legal-act"),
        by=world.party(),
        content="a state of emergency",
        effective=world.ahead(30) if world.details(1) else None,
    )


@move(events.LegalActAnnulled, "seldom")
def annul(world: World) -> Event:
    """Annul a law or decree."""
    name = world.end("legal-act")
    if name is None:
        return issue(world)
    return events.LegalActAnnulled(**world.now(), legal_act=name, by=world.party())


@move(events.RulingIssued, "seldom")
def rule(world: World) -> Event:
    """Issue a ruling."""
    return events.RulingIssued(
        **world.now(),
        ruling=world.name("ruling"),
        court=world.third(),
        subject="the detainees",
        orders="access for the families",
    )


@move(events.RelationsMeasureTaken, "seldom")
def take_measure(world: World) -> Event:
    """Impose a measure on the other party, or lift one."""
    name = world.end("measure") if world.details(1) else None
    party = world.party()
    return events.RelationsMeasureTaken(
        **world.now(),
        relations_measure=name or world.start("measure"),
        by=party,
        against=world.other(party),
        measure=world.dice.pick(MEASURES),
        status="lifted" if name else "imposed",
    )
