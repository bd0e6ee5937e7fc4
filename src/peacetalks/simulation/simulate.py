"""``simulate``: long streams of coherent events for benchmarks, demos and models.

Each negotiation is a story of its own, told by dice of its own, so it does not depend on how
many there are beside it. Some dozens run at once; the others begin when one of them is over.
Their facts come in the order in which they became known: one that is reported late waits until
its day. No more is kept than what runs and what waits.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Final, final

from attrs import define, frozen

from peacetalks.actors import Actor, Registry, world
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.simulation.dice import SeededDice
from peacetalks.simulation.given import checked_flags, checked_pair, is_number, listed_codes
from peacetalks.simulation.story import Story, arrival, checked_actors, checked_shares
from peacetalks.when import When, WhenLike

__all__ = ["Simulation", "simulate"]

_AT_ONCE: Final = 64
"""So many negotiations run at once."""
_PACE: Final = 4.0
"""Days between two facts of a negotiation, where the period leaves room for it."""
_MOST_A_DAY: Final = 1000
"""So many events of one negotiation happen on a day: what is known of a day is kept until it ends."""
_FULL: Final = 0.9
"""The share of the period that is filled, since gaps are long and short as the dice fall."""
_SPREAD: Final = 365
_DICE: Final = 1_000_003
_CALENDAR: Final = When("0001-01-01").first_day
_ROOM: Final = When("9990-12-31").last_day
"""The last day of a period: plans, deadlines and late reports lie after it, on the calendar."""
_MOST_THIRDS: Final = 4
"""With many actors, so many beside the parties take part in a negotiation."""

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTIES: Final = tuple(f"X{a}{b}" for a in _LETTERS[:10] for b in _LETTERS)
"""ISO 3166 leaves XAA to XXZ to whoever wants them: nothing simulated is told of a real state.

Only up to XJZ, since XKX is in use for Kosovo.
"""
THIRDS: Final = tuple(f"ZZ{letter}" for letter in _LETTERS)


@final
@frozen
class Simulation:
    """Simulated negotiations; going through them again gives the same events.

    Iterating gives the events, ``feed()`` each with the name of its stream, as a log wants it.
    ``len()`` is the number of events.

    Attributes:
        seed: what the dice are made of.
        size: how many events.
        negotiations: in how many streams.
        actors: who takes part; None: two parties, or many states for many negotiations.
        first: the first day on which anything happens.
        last: the last day, about.
        pace: days between two events of a negotiation, on average.
        corrections: the share of corrections, withdrawals and merges.
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
        for number, (day, stream, event) in enumerate(_told(self)):
            while waiting and waiting[0][0] < day:
                yield heapq.heappop(waiting)[2:]
            heapq.heappush(waiting, (arrival(event), number, stream, event))
        while waiting:
            yield heapq.heappop(waiting)[2:]

    @property
    def streams(self) -> tuple[str, ...]:
        """The names of the streams, in the order in which they begin."""
        return tuple(_cast(self, number)[0] for number in range(self.negotiations))

    @property
    def registry(self) -> Registry:
        """The actors that are known, and those that are simulated: what ``check`` is to know."""
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
    """Return simulated negotiations: coherent events, the same for one seed on every machine.

    The events are of a version of this library: a later one may tell another story of a seed.

    Args:
        seed: any whole number.
        size: how many events there are.
        negotiations: in how many streams; each has about as many events as the others.
        actors: codes; of one negotiation the first two are the parties, of several each has two
            of them as parties; the rest mediate, host, count and monitor. None: codes that ISO
            3166 leaves free, so that nothing is told of real states.
        between: the first day, and about the last; where the period is too short for the size,
            more happens on a day.
        pace: days between two events of a negotiation, on average; None: 4, or what fits.
        corrections: the share of events that correct, withdraw or merge facts.
        disputes: the share by which parties confirm and dispute facts or tell them their way.
        late_reports: the share of facts reported 3 to 200 days late.
        sourced: whether each event names a source (of an ``.example`` domain).

    Raises:
        InvalidValue: for a seed, size, share or flag that is none; fewer events than
            negotiations, fewer than three actors, a period that ends before it starts, begins
            before the year 1 or ends after 9990, a pace at which the events do not fit into it,
            or more than 1000 events of a negotiation on a day.

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
    """Return at how many days between two events all of them fit into a period."""
    in_a_row = -(-negotiations // _AT_ONCE)
    of_each = -(-size // negotiations)
    if in_a_row * of_each > _FULL * days * _MOST_A_DAY:
        raise InvalidValue(
            f"more events than fit into {days:,} days, of each negotiation {_MOST_A_DAY:,} a day",
            value=size,
            accepted=f"up to about {int(_FULL * days * _MOST_A_DAY / in_a_row) * negotiations:,}",
            hint=f"a longer period, or more negotiations, of which {_AT_ONCE} run at once",
        )
    return _FULL * days / max(in_a_row * of_each, 1)


def _checked_pace(pace: float, fits: float, size: int, last: When) -> float:
    if not is_number(pace):
        raise InvalidValue("not a pace", value=pace, accepted="a number of days, None")
    if not 1 / _MOST_A_DAY <= pace <= fits:
        raise InvalidValue(
            f"a pace at which {size} events do not end by {last}"
            if pace > fits
            else f"a pace of more than {_MOST_A_DAY:,} events on a day",
            value=pace,
            accepted=f"from {1 / _MOST_A_DAY:g} to {fits:.3g} days",
            hint="a longer period, more negotiations or fewer events",
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
            "a period that leaves no days for what is planned",
            value=str(last),
            accepted="an end by 9990",
        )
    if first.first_day < _CALENDAR:
        raise InvalidValue(
            "a period that begins before the calendar",
            value=str(first),
            accepted="a first day from 0001-01-01",
        )


def _told(simulation: Simulation) -> Iterator[tuple[int, str, Event]]:
    """Yield what is told, with its stream and a day on which, or after which, it happens.

    The negotiation whose calendar is furthest behind tells next, so these days only grow.
    """
    lanes = min(simulation.negotiations, _AT_ONCE)
    first = simulation.first.first_day
    running = [_begun(simulation, number, first, spread=lanes > 1) for number in range(lanes)]
    heapq.heapify(running)
    begun = lanes
    while running:
        lane = running[0]
        if lane.left:
            yield lane.day, lane.stream, lane.story.tell()
            lane.left -= 1
            lane.day = lane.story.day
            heapq.heapreplace(running, lane)
        elif begun < simulation.negotiations:
            heapq.heapreplace(running, _begun(simulation, begun, lane.day))
            begun += 1
        else:
            heapq.heappop(running)


@final
@define(order=False)
class _Lane:
    """A negotiation that runs: its calendar, and how many events of it are left."""

    day: int
    number: int
    stream: str
    story: Story
    left: int

    def __lt__(self, other: _Lane) -> bool:
        return (self.day, self.number) < (other.day, other.number)


def _begun(simulation: Simulation, number: int, day: int, *, spread: bool = False) -> _Lane:
    """Return a negotiation that begins on a day, or soon after it."""
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
    """Return a negotiation's stream, its actors, parties first, and its dice."""
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
