"""``Story``: tells facts that agree with each other, one after the other, as dice fall.

Meetings are proposed before they are refused, ceasefires declared before they are said to be
broken, agreements climb one stage at a time, and series of figures grow unless corrected; so
``check`` finds no error in a story. Facts come in the order in which they happened. A fact that
is reported late says so in ``reported``.
"""

from __future__ import annotations

from typing import Final, final

from peacetalks.errors import InvalidValue
from peacetalks.events import (
    Event,
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.simulation.dice import Dice
from peacetalks.simulation.given import is_number, listed_codes
from peacetalks.simulation.moves import CORRECTING, DISPUTING, TELLING, Move
from peacetalks.simulation.moves.record import LOOSE
from peacetalks.simulation.world import Recent, World
from peacetalks.when import When

__all__ = ["ACTORS", "START", "Story", "arrival"]

ACTORS: Final = ("ARM", "AZE", "USA", "EU", "RUS", "UN")
"""Two parties, and those who mediate, host and count, unless one says who."""
START: Final = When("2023-09-01").first_day

_EPOCH: Final = 719_163
"""The ordinal of 1970-01-01, from which a ``When`` counts its days."""

_BOOKKEEPING: Final = (
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
_GAPS: Final = (1, 1, 2, 1, 3, 0, 7, 2, 14, 1)
"""Days between one fact and the next."""
_LAGS: Final = (3, 10, 30, 90, 200)
"""Days from a fact until a late report of it."""
_MEAN_GAP: Final = sum(_GAPS) / len(_GAPS)
_COARSE: Final = 100
_FINE: Final = 1_000_000
_LEAST_ACTORS: Final = 3


@final
class Story:
    """A negotiation that is told one fact at a time.

    Args:
        dice: where its choices come from.
        actors: codes of those in it; the first two are the parties, the others mediate, host,
            count and monitor.
        start: the day on which it begins, since 1970-01-01.
        pace: days between two facts, on average; None: as the dice fall, a few days.
        corrections: the share of what is told that corrects, withdraws or merges facts.
        disputes: the share by which parties confirm or dispute facts, or tell them differently.
        late_reports: the share that is reported later than it happened.
        prefix: what the identifiers of events and things begin with.
        digits: how many digits the ids of events have at least.
        sourced: whether each fact names a source.
        claims: whether facts may rest on the word of a party; with any disputes they may.
        moves: what may be told.

    Raises:
        InvalidValue: for fewer than three actors, one that is named twice or no code, or shares
            that are none.

    >>> from peacetalks.simulation.dice import SeededDice
    >>> story = Story(SeededDice(7))
    >>> [event.kind for event in (story.tell() for _ in range(3))]
    ['meeting-proposed', 'proposal-tabled', 'meeting-postponed']
    """

    __slots__ = ("_clock", "_moves", "_rates", "_scale", "_step", "_today", "_was_late", "world")

    def __init__(
        self,
        dice: Dice,
        *,
        actors: tuple[str, ...] = ACTORS,
        start: int = START,
        pace: float | None = None,
        corrections: float = 0,
        disputes: float = 0,
        late_reports: float = 0,
        prefix: str = "",
        digits: int = 2,
        sourced: bool = False,
        claims: bool = False,
        moves: tuple[Move, ...] = TELLING,
    ) -> None:
        checked_actors(actors)
        shares = (late_reports, corrections, disputes)
        self._scale = checked_shares(shares)
        self._rates = tuple(round(share * self._scale) for share in shares)
        self._moves = moves
        self._clock = float(start + _EPOCH)
        self._step = 1.0 if pace is None else pace / _MEAN_GAP
        self._today: set[str] = set()
        self._was_late = False
        self.world: World = World(
            dice,
            tuple(actors[:2]),
            tuple(actors[2:]),
            int(self._clock),
            prefix=prefix,
            digits=digits,
            sourced=sourced,
            claims=claims or disputes > 0,
        )

    def tell(self) -> Event:
        """Return the next fact."""
        dice = self.world.dice
        late, corrections, disputes = self._rates
        turn = dice.number(1, self._scale) if late or corrections or disputes else 0
        # The rarer things need the higher numbers.
        turn -= self._scale - (late + corrections + disputes)
        if turn > late + corrections:
            return self.make(dice.pick(DISPUTING))
        if turn > late:
            return self.make(dice.pick(CORRECTING))
        return self.make(dice.pick(self._moves), late=turn > 0)

    def make(self, move: Move, *, late: bool = False) -> Event:
        """Return what a move tells, some days after the last.

        Args:
            move: what happens.
            late: whether it is reported late, if it is no bookkeeping.
        """
        world = self.world
        gap = world.dice.pick(_GAPS)
        world.lag = world.dice.pick(_LAGS) if late else 0
        # Of one day what was reported late counts as the later, so it has a day of its own.
        self._pass(self._step * (max(gap, 1) if late or self._was_late else gap))
        self._was_late = late
        # Of two facts of one day the order is that of their kinds, which need not be as told; so
        # those that may be about one thing, which are the moves of one module, do not share it.
        if move.__module__ in self._today and self._step >= 1:
            self._pass(1)
        self._today.add(move.__module__)
        world.least = 0
        event = move(world)
        if not (late or isinstance(event, _BOOKKEEPING)):
            world.recent.append(Recent(event, world.least))
            if type(event) in LOOSE:
                world.loose.append(event)
        return event

    @property
    def day(self) -> int:
        """The day of the fact told last, since 1970-01-01."""
        return self.world.day - _EPOCH

    def _pass(self, days: float) -> None:
        self._clock += days
        if int(self._clock) != self.world.day:
            self.world.day = int(self._clock)
            self._today.clear()


def arrival(event: Event) -> int:
    """Return the day by which a fact is known, since 1970-01-01, as stories report it."""
    return (event.reported or event.occurred).first_day


def checked_actors(actors: tuple[str, ...]) -> None:
    """Refuse actors of which no story can be told."""
    listed_codes(actors)
    if len(actors) < _LEAST_ACTORS or len(set(actors)) < len(actors):
        raise InvalidValue(
            "not the actors of a story",
            value=actors,
            accepted="two parties and at least one who is no party, each named once",
        )


def checked_shares(shares: tuple[float, ...]) -> int:
    """Return into how many parts a whole is divided, so that each share is some of them."""
    for share in shares:
        if not is_number(share):
            raise InvalidValue("not a share of what is told", value=share, accepted="from 0 to 1")
    if any(not 0 <= share <= 1 for share in shares) or sum(shares) > 1:
        raise InvalidValue(
            "not shares of what is told", value=shares, accepted="from 0 to 1, together at most 1"
        )
    coarse = all(float(share * _COARSE).is_integer() for share in shares)
    return _COARSE if coarse else _FINE
