"""``Story``: makes consistent facts, one after another, with choices from dice.

Meetings are proposed before they are refused, ceasefires are declared before violations are
alleged, agreements move up one stage at a time, and series of figures grow unless corrected. So
``check`` finds no error in a story. Facts come in the order in which they happened; if a fact is
reported late, ``reported`` has the day.
"""

from __future__ import annotations

from typing import Final, final

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.primitives.when import When
from peacetalks.testing.simulation.dice import Dice
from peacetalks.testing.simulation.inputs import is_number, listed_codes
from peacetalks.testing.simulation.moves import CORRECTING, DISPUTING, TELLING, Move
from peacetalks.testing.simulation.moves.bookkeeping import LOOSE
from peacetalks.testing.simulation.world import Recent, World

__all__ = ["ACTORS", "START", "Story", "arrival"]

ACTORS: Final = ("ARM", "AZE", "USA", "EU", "RUS", "UN")
"""The default actors: two parties, then those who mediate, host and count."""
START: Final = When("2023-09-01").first_day

_EPOCH: Final = 719_163
"""The ordinal of 1970-01-01, the day from which a ``When`` counts."""

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
    """A negotiation that gives one fact at a time.

    Args:
        dice: the source of its choices.
        actors: the codes of its actors; the first two are the parties, the others mediate, host,
            count and monitor.
        start: the day on which it starts, in days since 1970-01-01.
        pace: days between two facts, on average; None: a few days, at random.
        corrections: the share of events that correct, retract or merge facts.
        disputes: the share of events by which parties confirm or dispute facts, or give their
            own account.
        late_reports: the share of facts that are reported late.
        prefix: the prefix of the identifiers of events and things.
        digits: the least number of digits in the ids of events.
        sourced: whether each fact names a source.
        claims: whether facts may be claims of a party; if there are disputes they always may.
        moves: the moves to choose from.

    Raises:
        InvalidValue: if there are fewer than three actors, an actor is named twice or is not a
            code, or a share is not valid.

    >>> from peacetalks.testing.simulation.dice import SeededDice
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
        # The highest numbers give the rarer events.
        turn -= self._scale - (late + corrections + disputes)
        if turn > late + corrections:
            return self.make(dice.pick(DISPUTING))
        if turn > late:
            return self.make(dice.pick(CORRECTING))
        return self.make(dice.pick(self._moves), late=turn > 0)

    def make(self, move: Move, *, late: bool = False) -> Event:
        """Return the event of a move, some days after the last event.

        Args:
            move: the move.
            late: whether the event is reported late.
        """
        world = self.world
        gap = world.dice.pick(_GAPS)
        world.lag = world.dice.pick(_LAGS) if late else 0
        # On the same day, a late report would count as later, so it gets a separate day.
        self._pass(self._step * (max(gap, 1) if late or self._was_late else gap))
        self._was_late = late
        # Facts of the same day are ordered by kind, which may differ from the order of the story.
        # So moves about the same subject, which may be about the same thing, get different days.
        if move.about in self._today and self._step >= 1:
            self._pass(1)
        self._today.add(move.about)
        world.least = 0
        event = move(world)
        if not (late or isinstance(event, BOOKKEEPING)):
            world.recent.append(Recent(event, world.least))
            if type(event) in LOOSE:
                world.loose.append(event)
        return event

    @property
    def day(self) -> int:
        """The day of the last fact, in days since 1970-01-01."""
        return self.world.day - _EPOCH

    def _pass(self, days: float) -> None:
        self._clock += days
        if int(self._clock) != self.world.day:
            self.world.day = int(self._clock)
            self._today.clear()


def arrival(event: Event) -> int:
    """Return the day on which a fact of a story is known, in days since 1970-01-01."""
    return (event.reported or event.occurred).first_day


def checked_actors(actors: tuple[str, ...]) -> None:
    """Check the actors of a story.

    Raises:
        InvalidValue: if they are not codes, fewer than three, or not distinct.
    """
    listed_codes(actors)
    if len(actors) < _LEAST_ACTORS or len(set(actors)) < len(actors):
        raise InvalidValue(
            "not the actors of a story",
            value=actors,
            accepted="two parties and at least one other actor, each named once",
        )


def checked_shares(shares: tuple[float, ...]) -> int:
    """Return the number of parts into which a whole is divided, so that shares are whole parts.

    Raises:
        InvalidValue: if a share is not from 0 to 1, or together they are more than 1.
    """
    for share in shares:
        if not is_number(share):
            raise InvalidValue("not a share of events", value=share, accepted="from 0 to 1")
    if any(not 0 <= share <= 1 for share in shares) or sum(shares) > 1:
        raise InvalidValue(
            "not shares of events", value=shares, accepted="from 0 to 1, together at most 1"
        )
    coarse = all(float(share * _COARSE).is_integer() for share in shares)
    return _COARSE if coarse else _FINE
