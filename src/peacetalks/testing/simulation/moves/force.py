"""Force: hostilities and offensives, attacks and incidents, and who counted the dead."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.moves.territory import AREAS, counted
from peacetalks.testing.simulation.world import World

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

MEASURES: Final[tuple[events.Measure, ...]] = get_args(events.Measure)
_FORMS: Final = ("shelling", "a drone strike", "an ambush", "sniper fire")


@move(events.HostilitiesStarted, "seldom")
def start_hostilities(world: World) -> Event:
    """Start hostilities."""
    return events.HostilitiesStarted(
        **world.now(), hostilities=world.start("hostilities"), parties=world.parties
    )


@move(events.HostilitiesEnded, "seldom")
def end_hostilities(world: World) -> Event:
    """End hostilities."""
    name = world.end("hostilities")
    if name is None:
        return start_hostilities(world)
    return events.HostilitiesEnded(**world.now(), hostilities=name)


@move(events.OffensiveLaunched, "seldom")
def launch_offensive(world: World) -> Event:
    """Launch an offensive; each side may have its own name for it."""
    details = world.details(1)
    party = world.party()
    other = world.other(party)
    return events.OffensiveLaunched(
        **world.now(),
        offensive=world.start("offensive"),
        by=party,
        against=other,
        area=world.dice.pick(AREAS),
        labels={party: "a police operation", other: "an invasion"} if details else None,
    )


@move(events.OffensiveEnded, "seldom")
def end_offensive(world: World) -> Event:
    """End an offensive."""
    name = world.end("offensive")
    if name is None:
        return launch_offensive(world)
    return events.OffensiveEnded(**world.now(), offensive=name)


@move(events.AttackReported, "often")
def attack(world: World) -> Event:
    """Attack; the attacked side reports it."""
    party = world.party()
    return events.AttackReported(
        **world.now(),
        by=party,
        against=world.other(party),
        form=world.dice.pick(_FORMS),
        claimed_by=world.claimed(world.other(party)),
    )


@move(events.MobilisationReported, "seldom")
def mobilise(world: World) -> Event:
    """Move forces."""
    return events.MobilisationReported(
        **world.now(), by=world.party(), area=world.dice.pick(AREAS), count=counted(world, 500)
    )


@move(events.IncidentReported, "seldom")
def report_incident(world: World) -> Event:
    """Report an incident that affects the talks but is not an attack."""
    return events.IncidentReported(
        **world.now(), incident=world.start("incident"), what="an explosion", cause="not known"
    )


@move(events.CasualtiesReported, "now and then")
def count_casualties(world: World) -> Event:
    """Count the dead, with a higher figure each time, or count other casualties."""
    if world.details(2) == 3:  # noqa: PLR2004 # one in four
        return events.CasualtiesReported(
            **world.now(),
            series=world.name("losses"),
            incident=world.open("incident"),
            measure=world.dice.pick(MEASURES[1:]),
            count=counted(world, 200),
        )
    series = world.series("casualties")
    world.least, series.latest = series.latest, series.latest + world.dice.number(1, 40)
    party = world.parties[world.facts_made % len(world.parties)]
    return events.CasualtiesReported(
        **world.now(),
        series=series.name,
        subject=party,
        measure="killed",
        count=series.latest,
        as_of=world.on(0),
        counting_body=series.body,
        claimed_by=world.claimed(party),
    )
