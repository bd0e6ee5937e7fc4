"""``World``: what a story has told so far, as far as the next fact has to agree with it.

It knows which meetings, texts, ceasefires and the like are open, and who takes part; it keeps
no more of what is over, so a story of ten million facts takes the room of a short one.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from typing import Any, Final, Literal, TypeAlias, final

from attrs import Factory, define

from peacetalks.events import Event
from peacetalks.simulation.dice import Dice
from peacetalks.values import Source
from peacetalks.when import When

__all__ = ["Agreement", "Figures", "Meeting", "Recent", "World"]

Standing: TypeAlias = Literal["open", "refused", "off", "held"]

MOST_OPEN: Final = 6
"""So many things of one sort are open at once; the oldest is lost sight of."""
_RECENT: Final = 12
_PUBLISHERS: Final = ("news-agency.example", "ministry.example", "daily.example", "radio.example")


@final
@define
class Meeting:
    """A meeting that may still change.

    ``since`` is the day from which it is off; ``undated``: it was put off without a day.
    """

    name: str
    invitees: tuple[str, ...]
    mediator: str | None = None
    stands: Standing = "open"
    since: int = 0
    undated: bool = False
    answers: dict[str, str] = Factory(dict[str, str])


@final
@define
class Agreement:
    """An agreement, and how far its present version has come.

    ``rank`` is the place in the ladder of stages that was reached; -1: none.
    """

    name: str
    version: int = 1
    rank: int = -1
    over: bool = False
    signed_by: tuple[str, ...] = ()
    suspended_by: tuple[str, ...] = ()


@final
@define
class Figures:
    """A series of figures that only grows: how high it stands, and whose count it is."""

    name: str
    body: str | None
    stands: int = 0
    base: str | None = None
    most: int = 0


@final
@define
class Recent:
    """A fact that may be corrected or disputed; a figure in it not below ``least``."""

    event: Event
    least: int = 0


@final
@define
class World:
    """What the next fact has to agree with.

    Attributes:
        dice: where choices come from.
        parties: who negotiates with whom.
        thirds: who mediates, hosts, counts and monitors.
        day: the day of the next fact, as an ordinal.
        prefix: what identifiers begin with.
        digits: of the numbers in events' ids: of one day and kind, the id decides which is first.
        sourced: whether each fact names a source.
        claims: whether facts may rest on the word of a party.
        lag: after how many days the next fact is reported; 0: at once.
    """

    dice: Dice
    parties: tuple[str, ...]
    thirds: tuple[str, ...]
    day: int
    prefix: str = ""
    digits: int = 2
    sourced: bool = False
    claims: bool = False
    lag: int = 0
    told: int = 0
    serials: dict[str, int] = Factory(dict[str, int])
    things: dict[str, list[str]] = Factory(dict[str, list[str]])
    meetings: list[Meeting] = Factory(list[Meeting])
    agreements: list[Agreement] = Factory(list[Agreement])
    figures: dict[str, list[Figures]] = Factory(dict[str, list[Figures]])
    talks: str | None = None
    bases: list[tuple[str, int]] = Factory(list[tuple[str, int]])
    recent: deque[Recent] = Factory(lambda: deque[Recent](maxlen=_RECENT))
    loose: deque[Event] = Factory(lambda: deque[Event](maxlen=_RECENT))
    twins: list[tuple[str, str]] = Factory(list[tuple[str, str]])
    checks: list[tuple[str, str, object]] = Factory(list[tuple[str, str, object]])
    accounts: list[tuple[str, str, str]] = Factory(list[tuple[str, str, str]])
    least: int = 0

    def now(self) -> dict[str, Any]:
        """Return what every fact of this moment has in common (Any: fields of all types)."""
        self.told += 1
        common: dict[str, Any] = {
            "occurred": self.on(0),
            "id": f"{self.prefix}e{self.told:0{self.digits}}",
        }
        if self.lag:
            common["reported"] = self.on(self.lag)
        if self.sourced:
            publisher = _PUBLISHERS[self.told % len(_PUBLISHERS)]
            common["sources"] = (Source(publisher, published=self.on(self.lag)),)
        return common

    def on(self, days: int) -> When:
        """Return the day so many days from the present one."""
        return When(dt.date.fromordinal(self.day + days).isoformat())

    def ahead(self, most: int = 60) -> When:
        """Return a day to come."""
        return self.on(self.dice.number(1, most))

    def details(self, number: int) -> int:
        """Return so many bits, each of which may add a detail to the next fact."""
        return self.dice.number(0, (1 << number) - 1)

    def party(self) -> str:
        """Return one of the parties."""
        return self.dice.pick(self.parties)

    def third(self) -> str:
        """Return one who is no party."""
        return self.dice.pick(self.thirds)

    def other(self, party: str) -> str:
        """Return the party after this one."""
        return self.parties[(self.parties.index(party) + 1) % len(self.parties)]

    def claimed(self, party: str) -> tuple[str, ...]:
        """Return the party on whose word the next fact rests, if facts rest on any."""
        return (party,) if self.claims else ()

    def name(self, noun: str) -> str:
        """Return an identifier that nothing has yet."""
        serial = self.serials[noun] = self.serials.get(noun, 0) + 1
        return f"{self.prefix}{noun}-{serial}"

    def start(self, noun: str) -> str:
        """Open a thing and return its identifier."""
        name = self.name(noun)
        things = self.things.setdefault(noun, [])
        things.append(name)
        if len(things) > MOST_OPEN:
            del things[0]
        return name

    def open(self, noun: str) -> str | None:
        """Return a thing that is open, if there is one."""
        things = self.things.get(noun)
        return self.dice.pick(things) if things else None

    def end(self, noun: str) -> str | None:
        """Close a thing that is open and return its identifier."""
        name = self.open(noun)
        if name is not None:
            self.things[noun].remove(name)
        return name

    def series(self, noun: str, *, new: bool = False) -> Figures:
        """Return a series of figures that grows, counted by one body."""
        several = self.figures.setdefault(noun, [])
        if several and not new and self.details(2):
            return several[-1]
        bodies = (None, *self.thirds)
        several.append(Figures(self.name(noun), bodies[len(several) % len(bodies)]))
        del several[:-1]
        return several[-1]

    def expect(self, part: str, field: str, value: object) -> None:
        """Remember what a part of the state will say, for a checkpoint to come."""
        self.checks.append((part, field, value))
        del self.checks[:-4]
