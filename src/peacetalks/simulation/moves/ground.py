"""Ground and people: who holds an area, how many fled and came back, which road is open."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import (
    DisplacementReported,
    Event,
    HumanitarianAccessChanged,
    PopulationReported,
    ReturnReported,
    TerritorialControlChanged,
)
from peacetalks.events.ground import ControlMode, Direction, DisplacementMeasure
from peacetalks.simulation.world import Figures, World
from peacetalks.values import Count

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
MODES: Final[tuple[ControlMode, ...]] = get_args(ControlMode)
DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)
MEASURES: Final[tuple[DisplacementMeasure, ...]] = get_args(DisplacementMeasure)


def counted(world: World, most: int) -> Count:
    """Return a figure, in the words of those who give one."""
    number = world.dice.number(1, most)
    words = world.details(2)
    if words == 0:
        return Count.exactly(number)
    if words == 1:
        return Count.about(number)
    return Count.more_than(number) if words & 1 else Count.between(number, number * 2)


def change_control(world: World) -> Event:
    """Take an area, or hand it over."""
    party = world.party()
    return TerritorialControlChanged(
        **world.now(),
        area=world.dice.pick(AREAS),
        offensive=world.open("offensive"),
        from_=world.other(party),
        to=party,
        mode=world.dice.pick(MODES),
        contested_by=world.other(party) if world.details(1) else None,
    )


def count_population(world: World) -> Event:
    """Count who lives in an area."""
    count = 1000 * world.dice.number(50, 500)
    common = world.now()
    world.bases.append((common["id"], count))
    del world.bases[:-4]
    return PopulationReported(
        **common,
        area=world.dice.pick(AREAS),
        count=count,
        as_of=world.on(0),
        counting_body=world.third(),
    )


def count_displaced(world: World) -> Event:
    """Count those who fled: more each time, in one series."""
    if world.details(2) == 3:  # noqa: PLR2004 # one in four
        return DisplacementReported(
            **world.now(),
            series=world.name("flows"),
            count=counted(world, 5000),
            measure=world.dice.pick(MEASURES[1:]),
        )
    series = _growing(world, "displaced")
    return DisplacementReported(
        **world.now(),
        series=series.name,
        origin=AREAS[0],
        population_base=series.base,
        count=series.stands,
        measure="cumulative",
        as_of=world.on(0),
        counting_body=series.body,
    )


def count_returned(world: World) -> Event:
    """Count those who came back."""
    series = _growing(world, "returned")
    return ReturnReported(
        **world.now(),
        series=series.name,
        destination=AREAS[0],
        population_base=series.base,
        count=series.stands,
        measure="cumulative",
        as_of=world.on(0),
        counting_body=series.body,
    )


def _growing(world: World, noun: str) -> Figures:
    """Return a series whose figure has grown, and nowhere above the base that it is a share of."""
    series = world.series(noun)
    if series.stands == 0 and world.bases:
        series.base, series.most = world.bases[-1]
    grown = series.stands + world.dice.number(1, 5000)
    if series.base is not None and grown > series.most:
        series = world.series(noun, new=True)
        grown = world.dice.number(1, 5000)
    world.least, series.stands = series.stands, grown
    return series


def change_access(world: World) -> Event:
    """Open, close or restrict a way for people and aid."""
    return HumanitarianAccessChanged(
        **world.now(),
        route="the mountain road",
        direction=world.dice.pick(DIRECTIONS),
        by=world.party(),
        commitment=world.open("commitment"),
    )
