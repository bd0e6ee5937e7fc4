"""Force: hostilities and offensives, attacks and incidents, and who counted the dead."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    AttackReported,
    CasualtiesReported,
    Event,
    HostilitiesEnded,
    HostilitiesStarted,
    IncidentReported,
    MobilisationReported,
    OffensiveEnded,
    OffensiveLaunched,
)
from peacetalks.events.force import Measure
from peacetalks.simulation.moves.ground import AREAS, counted
from peacetalks.simulation.world import World

__all__ = [
    "attack",
    "count_casualties",
    "end_hostilities",
    "end_offensive",
    "launch_offensive",
    "mobilise",
    "report_incident",
    "start_hostilities",
]

MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
_FORMS: Final = ("shelling", "a drone strike", "an ambush", "sniper fire")


def start_hostilities(world: World) -> Event:
    """Begin to fight."""
    return HostilitiesStarted(
        **world.now(), hostilities=world.start("hostilities"), parties=world.parties
    )


def end_hostilities(world: World) -> Event:
    """Cease to fight."""
    name = world.end("hostilities")
    if name is None:
        return start_hostilities(world)
    return HostilitiesEnded(**world.now(), hostilities=name)


def launch_offensive(world: World) -> Event:
    """Launch an offensive; each side may have a word of its own for it."""
    details = world.details(1)
    party = world.party()
    other = world.other(party)
    return OffensiveLaunched(
        **world.now(),
        offensive=world.start("offensive"),
        by=party,
        against=other,
        area=world.dice.pick(AREAS),
        labels={party: "a police operation", other: "an invasion"} if details else None,
    )


def end_offensive(world: World) -> Event:
    """End an offensive."""
    name = world.end("offensive")
    if name is None:
        return launch_offensive(world)
    return OffensiveEnded(**world.now(), offensive=name)


def attack(world: World) -> Event:
    """Attack, as the side that was attacked reports it."""
    party = world.party()
    return AttackReported(
        **world.now(),
        by=party,
        against=world.other(party),
        form=world.dice.pick(_FORMS),
        claimed_by=world.claimed(world.other(party)),
    )


def mobilise(world: World) -> Event:
    """Move forces."""
    return MobilisationReported(
        **world.now(), by=world.party(), area=world.dice.pick(AREAS), count=counted(world, 500)
    )


def report_incident(world: World) -> Event:
    """Report what bears on the talks and is no attack."""
    return IncidentReported(
        **world.now(), incident=world.start("incident"), what="an explosion", cause="not known"
    )


def count_casualties(world: World) -> Event:
    """Count the dead, more of them each time, or others who were hurt."""
    if world.details(2) == 3:  # noqa: PLR2004 # one in four
        return CasualtiesReported(
            **world.now(),
            series=world.name("losses"),
            incident=world.open("incident"),
            measure=world.dice.pick(MEASURES[1:]),
            count=counted(world, 200),
        )
    series = world.series("casualties")
    world.least, series.stands = series.stands, series.stands + world.dice.number(1, 40)
    party = world.parties[world.told % len(world.parties)]
    return CasualtiesReported(
        **world.now(),
        series=series.name,
        subject=party,
        measure="killed",
        count=series.stands,
        as_of=world.on(0),
        counting_body=series.body,
        claimed_by=world.claimed(party),
    )
