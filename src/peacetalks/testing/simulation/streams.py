"""``simulate``: long streams of coherent events for benchmarks, demos and models.

Each negotiation is a separate story with its own dice, so it does not depend on how many others
there are. Up to 64 run at once; another begins when one of them is over. Events come in the
order in which they became known: a fact that is reported late waits until its day. Only the
running negotiations and the waiting facts are kept in memory.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Final, final

from attrs import define, frozen

from peacetalks.actors import Actor, Registry, world
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.primitives.when import When, WhenLike
from peacetalks.testing.simulation.dice import SeededDice
from peacetalks.testing.simulation.inputs import (
    checked_flags,
    checked_pair,
    is_number,
    listed_codes,
)
from peacetalks.testing.simulation.story import Story, arrival, checked_actors, checked_shares

__all__ = ["Simulation", "simulate"]

_AT_ONCE: Final = 64  # the most negotiations that run at once
_PACE: Final = 4.0  # days between two facts of a negotiation, if the period is long enough
_MOST_A_DAY: Final = 1000  # events of a negotiation, all of which are kept until the day ends
_FULL: Final = 0.9  # the share of the period to fill, since the length of gaps is random
_SPREAD: Final = 365
_DICE: Final = 1_000_003
_CALENDAR: Final = When("0001-01-01").first_day
_ROOM: Final = When("9990-12-31").last_day  # plans, deadlines and late reports need later days
_MOST_THIRDS: Final = 4  # the most actors besides the parties of a negotiation

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTIES: Final = tuple(f"X{a}{b}" for a in _LETTERS[:10] for b in _LETTERS)
"""Codes that ISO 3166 leaves to users (XAA to XXZ), so that no fact is about a real state.

Only up to XJZ, because XKX is in use for Kosovo.
"""
THIRDS: Final = tuple(f"ZZ{letter}" for letter in _LETTERS)


@final
@frozen
class Simulation:
    """Simulated negotiations. Iterating again gives the same events.

    Iterating gives the events, and ``feed()`` gives each with the name of its stream, for a log.
    ``len()`` is the number of events.

    Attributes:
        seed: the seed of the dice.
        size: the number of events.
        negotiations: the number of streams.
        actors: the actors; None: made-up codes.
        first: the first day on which anything happens.
        last: the last day, approximately.
        pace: days between two events of a negotiation, on average.
        corrections: the share of corrections, retractions and merges.
        disputes: the share of confirmations, disputes and second accounts.
        late_reports: the share of facts that are reported late.
        sourced: whether each event names a source.
    """

    seed: int
    size: int
    negotiations: int
    actors: tuple[str, ...] | None
    first: When
    last: When
    pace: float
    corrections: float
    disputes: float
    late_reports: float
    sourced: bool

    @property
    def signature(self) -> str:
        """A text that differs from that of any other simulation.

        >>> simulate(1, 10).signature == simulate(1, 10).signature != simulate(2, 10).signature
        True
        """
        return f"simulation {self!r}"

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Event]:
        return (event for _, event in self.feed())

    def feed(self) -> Iterator[tuple[str, Event]]:
        """Yield each event with the name of its stream, in the order in which they became known.

        >>> for stream, event in simulate(1, 3, negotiations=2).feed():
        ...     print(stream, event.id, event.kind)
        xez-xbo-2 xez-xbo-2-e1 precondition-stated
        xfe-xde-1 xfe-xde-1-e1 talks-opened
        xfe-xde-1 xfe-xde-1-e2 hostilities-started
        """
        waiting: list[tuple[int, int, str, Event]] = []
        for number, (day, stream, event) in enumerate(_events_by_day(self)):
            while waiting and waiting[0][0] < day:
                yield heapq.heappop(waiting)[2:]
            heapq.heappush(waiting, (arrival(event), number, stream, event))
        while waiting:
            yield heapq.heappop(waiting)[2:]

    @property
    def streams(self) -> tuple[str, ...]:
        """The names of the streams, in the order in which they start."""
        return tuple(_cast(self, number)[0] for number in range(self.negotiations))

    @property
    def registry(self) -> Registry:
        """The registry with the simulated actors added, for ``check``."""
        known = world()
        new = dict.fromkeys(code for code in _pool(self) if code not in known)
        return known.with_actors(
            *(Actor(code, f"simulated actor {code}", "entity") for code in new)
        )


def simulate(
    seed: int,
    size: int = 1000,
    *,
    negotiations: int = 1,
    actors: Iterable[str] | None = None,
    between: tuple[WhenLike, WhenLike] = ("1990-01-01", "2029-12-31"),
    pace: float | None = None,
    corrections: float = 0.02,
    disputes: float = 0.02,
    late_reports: float = 0.05,
    sourced: bool = True,
) -> Simulation:
    """Return simulated negotiations: coherent events, the same for a seed on every machine.

    Another version of this library may give other events for the same seed.

    Args:
        seed: any whole number.
        size: the number of events.
        negotiations: the number of streams; all have about the same number of events.
        actors: codes of actors. In a single negotiation the first two are the parties; with
            several, each has two of them as parties. The others mediate, host, count and monitor.
            None: codes that ISO 3166 leaves to users, so that no fact is about a real state.
        between: the first day, and approximately the last. If the period is short for the size,
            more happens on a day.
        pace: days between two events of a negotiation, on average; None: 4, or what fits.
        corrections: the share of events that correct, retract or merge facts.
        disputes: the share of events by which parties confirm facts, dispute them or give their
            own account.
        late_reports: the share of facts reported 3 to 200 days late.
        sourced: whether each event names a source (of an ``.example`` domain).

    Raises:
        InvalidValue: if an argument is not valid; there are fewer events than negotiations, or
            fewer than three actors; the period ends before it starts, begins before the year 1,
            or ends after 9990; or the events do not fit into the period at this pace, or at 1000
            events of a negotiation per day.

    >>> talks = simulate(7, 1000)
    >>> first = next(iter(talks))
    >>> first.kind, str(first.occurred), len(talks)
    ('statement-made', '1990-01-02', 1000)
    """
    first, last = map(When, checked_pair(between, "('1990-01-01', '2029-12-31')"))
    listed = None if actors is None else listed_codes(actors)
    _check(seed, size, negotiations, listed)
    _check_period(first, last)
    checked_flags(sourced=sourced)
    checked_shares((late_reports, corrections, disputes))
    days = last.last_day - first.first_day + 1
    fits = _longest_pace(size, negotiations, days)
    return Simulation(
        seed,
        size,
        negotiations,
        listed,
        first,
        last,
        min(_PACE, fits) if pace is None else _checked_pace(pace, fits, size, last),
        corrections,
        disputes,
        late_reports,
        sourced,
    )


def _longest_pace(size: int, negotiations: int, days: int) -> float:
    """Return the most days between two events with which all of them fit into a period.

    Raises:
        InvalidValue: if they do not fit at all.
    """
    in_a_row = -(-negotiations // _AT_ONCE)
    of_each = -(-size // negotiations)
    if in_a_row * of_each > _FULL * days * _MOST_A_DAY:
        raise InvalidValue(
            f"more events than fit into {days:,} days at {_MOST_A_DAY:,} a day per negotiation",
            value=size,
            accepted=f"up to about {int(_FULL * days * _MOST_A_DAY / in_a_row) * negotiations:,}",
            hint=f"use a longer period, or more negotiations ({_AT_ONCE} run at once)",
        )
    return _FULL * days / max(in_a_row * of_each, 1)


def _checked_pace(pace: float, fits: float, size: int, last: When) -> float:
    if not is_number(pace):
        raise InvalidValue("not a pace", value=pace, accepted="a number of days, None")
    if not 1 / _MOST_A_DAY <= pace <= fits:
        raise InvalidValue(
            f"a pace at which {size} events do not end by {last}"
            if pace > fits
            else f"a pace of more than {_MOST_A_DAY:,} events a day",
            value=pace,
            accepted=f"from {1 / _MOST_A_DAY:g} to {fits:.3g} days",
            hint="use a longer period, more negotiations or fewer events",
        )
    return pace


def _check(
    seed: int,
    size: int,
    negotiations: int,
    actors: tuple[str, ...] | None,
) -> None:
    if type(seed) is not int:
        raise InvalidValue("not a seed", value=seed, accepted="a whole number")
    if type(size) is not int or size < 0:
        raise InvalidValue("not a number of events", value=size, accepted="0 or more")
    if type(negotiations) is not int or not 1 <= negotiations <= max(size, 1):
        raise InvalidValue(
            "not a number of negotiations",
            value=negotiations,
            accepted=f"from 1 to the number of events, {size}",
        )
    if actors is not None:
        checked_actors(actors)


def _check_period(first: When, last: When) -> None:
    if last.last_day < first.first_day:
        raise InvalidValue("a period that ends before it starts", value=(str(first), str(last)))
    if last.last_day > _ROOM:
        raise InvalidValue(
            "a period that leaves no later days for plans",
            value=str(last),
            accepted="an end by 9990",
        )
    if first.first_day < _CALENDAR:
        raise InvalidValue(
            "a period that begins before the calendar",
            value=str(first),
            accepted="a first day from 0001-01-01",
        )


def _events_by_day(simulation: Simulation) -> Iterator[tuple[int, str, Event]]:
    """Yield each event with its stream and a day on or after which it happens.

    The negotiation whose calendar is furthest behind comes next, so these days never decrease.
    """
    lanes = min(simulation.negotiations, _AT_ONCE)
    first = simulation.first.first_day
    running = [_started(simulation, number, first, spread=lanes > 1) for number in range(lanes)]
    heapq.heapify(running)
    started = lanes
    while running:
        lane = running[0]
        if lane.left:
            yield lane.day, lane.stream, lane.story.tell()
            lane.left -= 1
            lane.day = lane.story.day
            heapq.heapreplace(running, lane)
        elif started < simulation.negotiations:
            heapq.heapreplace(running, _started(simulation, started, lane.day))
            started += 1
        else:
            heapq.heappop(running)


@final
@define(order=False)
class _Lane:
    """A running negotiation: its current day, and the number of its events that are left."""

    day: int
    number: int
    stream: str
    story: Story
    left: int

    def __lt__(self, other: _Lane) -> bool:
        return (self.day, self.number) < (other.day, other.number)


def _started(simulation: Simulation, number: int, day: int, *, spread: bool = False) -> _Lane:
    """Return a negotiation that starts on a day, or soon after it."""
    stream, actors, dice = _cast(simulation, number)
    each, more = divmod(simulation.size, simulation.negotiations)
    left = each + (number < more)
    if spread:
        days = simulation.last.last_day - simulation.first.first_day
        day += dice.number(0, min(_SPREAD, days // 20))
    story = Story(
        dice,
        actors=actors,
        start=day,
        pace=simulation.pace,
        corrections=simulation.corrections,
        disputes=simulation.disputes,
        late_reports=simulation.late_reports,
        prefix="" if simulation.negotiations == 1 else f"{stream}-",
        digits=len(str(left)),
        sourced=simulation.sourced,
    )
    return _Lane(day, number, stream, story, left)


def _pool(simulation: Simulation) -> tuple[str, ...]:
    return simulation.actors or (*PARTIES, *THIRDS)


def _cast(simulation: Simulation, number: int) -> tuple[str, tuple[str, ...], SeededDice]:
    """Return the stream of a negotiation, its actors with the parties first, and its dice."""
    dice = SeededDice(simulation.seed * _DICE + number)
    pool = simulation.actors or PARTIES
    thirds = simulation.actors or THIRDS
    if simulation.negotiations == 1:
        first, second = pool[:2]
    else:
        first = dice.pick(pool)
        second = dice.pick([code for code in pool if code != first])
    start = 0 if simulation.negotiations == 1 else dice.number(0, len(thirds) - 1)
    others = [code for code in (*thirds[start:], *thirds[:start]) if code not in {first, second}]
    stream = f"{first}-{second}".lower()
    if simulation.negotiations > 1:
        stream = f"{stream}-{number + 1}"
    return stream, (first, second, *others[:_MOST_THIRDS]), dice
