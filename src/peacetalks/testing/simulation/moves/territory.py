"""Territory and people: control of areas, displacement and returns, access."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.world import Figures, World
from peacetalks.values.count import Count

__all__ = [
    "AREAS",
    "change_access",
    "change_control",
    "count_displaced",
    "count_population",
    "count_returned",
    "counted",
]

AREAS: Final = ("northern district", "southern district", "river crossing", "old town", "plateau")
MODES: Final[tuple[events.ControlMode, ...]] = get_args(events.ControlMode)
DIRECTIONS: Final[tuple[events.Direction, ...]] = get_args(events.Direction)
MEASURES: Final[tuple[events.DisplacementMeasure, ...]] = get_args(events.DisplacementMeasure)


def counted(world: World, most: int) -> Count:
    """Return a count: exact, approximate, a lower bound or a range."""
    number = world.dice.number(1, most)
    words = world.details(2)
    if words == 0:
        return Count.exactly(number)
    if words == 1:
        return Count.about(number)
    return Count.more_than(number) if words & 1 else Count.between(number, number * 2)


@move(events.TerritorialControlChanged, "seldom")
def change_control(world: World) -> Event:
    """Take control of an area, or hand it over."""
    party = world.party()
    return events.TerritorialControlChanged(
        **world.now(),
        area=world.dice.pick(AREAS),
        offensive=world.open("offensive"),
        from_=world.other(party),
        to=party,
        mode=world.dice.pick(MODES),
        contested_by=world.other(party) if world.details(1) else None,
    )


@move(events.PopulationReported, "seldom")
def count_population(world: World) -> Event:
    """Count the population of an area."""
    count = 1000 * world.dice.number(50, 500)
    common = world.now()
    world.bases.append((common["id"], count))
    del world.bases[:-4]
    return events.PopulationReported(
        **common,
        area=world.dice.pick(AREAS),
        count=count,
        as_of=world.on(0),
        counting_body=world.third(),
    )


@move(events.DisplacementReported, "now and then")
def count_displaced(world: World) -> Event:
    """Count the displaced, with a higher figure each time, in one series."""
    if world.details(2) == 3:  # noqa: PLR2004 # one in four
        return events.DisplacementReported(
            **world.now(),
            series=world.name("flows"),
            count=counted(world, 5000),
            measure=world.dice.pick(MEASURES[1:]),
        )
    series = _growing(world, "displaced")
    return events.DisplacementReported(
        **world.now(),
        series=series.name,
        origin=AREAS[0],
        population_base=series.base,
        count=series.latest,
        measure="cumulative",
        as_of=world.on(0),
        counting_body=series.body,
    )


@move(events.ReturnReported, "seldom")
def count_returned(world: World) -> Event:
    """Count those who returned."""
    series = _growing(world, "returned")
    return events.ReturnReported(
        **world.now(),
        series=series.name,
        destination=AREAS[0],
        population_base=series.base,
        count=series.latest,
        measure="cumulative",
        as_of=world.on(0),
        counting_body=series.body,
    )


def _growing(world: World, noun: str) -> Figures:
    """Return a series with a higher figure, which never exceeds the population it is part of."""
    series = world.series(noun)
    if series.latest == 0 and world.bases:
        series.base, series.most = world.bases[-1]
    grown = series.latest + world.dice.number(1, 5000)
    if series.base is not None and grown > series.most:
        series = world.series(noun, new=True)
        grown = world.dice.number(1, 5000)
    world.least, series.latest = series.latest, grown
    return series


@move(events.HumanitarianAccessChanged, "seldom")
def change_access(world: World) -> Event:
    """Open, close or restrict a way for people and aid."""
    return events.HumanitarianAccessChanged(
        **world.now(),
        route="the mountain road",
        direction=world.dice.pick(DIRECTIONS),
        by=world.party(),
        commitment=world.open("commitment"),
    )
