"""``World``: what has happened in a story so far, as far as the next fact depends on it.

It has the meetings, texts, ceasefires and other things that are open, and the actors. It drops
what is over, so a story of ten million facts needs no more memory than a short one.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from typing import Any, Final, Literal, TypeAlias, final

from attrs import Factory, define

from peacetalks.events import Event
from peacetalks.primitives.when import When
from peacetalks.testing.simulation.dice import Dice
from peacetalks.values.facts import Source

__all__ = ["Agreement", "Figures", "Meeting", "Recent", "World"]

Status: TypeAlias = Literal["open", "refused", "off", "held"]

MOST_OPEN: Final = 6
"""The most things of one type that are open at once; the oldest is dropped."""
_RECENT: Final = 12
_PUBLISHERS: Final = ("news-agency.example", "ministry.example", "daily.example", "radio.example")


@final
@define
class Meeting:
    """A meeting that may still change.

    ``since`` is the day on which it was called off; ``undated`` is true if it was postponed
    without a new day.
    """

    name: str
    invitees: tuple[str, ...]
    mediator: str | None = None
    status: Status = "open"
    since: int = 0
    undated: bool = False
    answers: dict[str, str] = Factory(dict[str, str])


@final
@define
class Agreement:
    """An agreement, and the stage of its current version.

    ``rank`` is the index of the stage in the ladder; -1: none.
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
    """A series of figures that only grows: its counting body, and ``latest``, its last figure.

    If it is part of a population, ``base`` is the id of the population report and ``most`` the
    population.
    """

    name: str
    body: str | None
    latest: int = 0
    base: str | None = None
    most: int = 0


@final
@define
class Recent:
    """A fact that may be corrected or disputed; its figure has to stay above ``least``."""

    event: Event
    least: int = 0


@final
@define
class World:
    """What the next fact depends on.

    Attributes:
        dice: the source of choices.
        parties: the parties who negotiate.
        thirds: the actors who mediate, host, count and monitor.
        day: the day of the next fact, as an ordinal.
        prefix: the prefix of identifiers.
        digits: the digits of the numbers in ids, which order facts of the same day and kind.
        sourced: whether each fact names a source.
        claims: whether facts may be claims of a party.
        lag: the days until the next fact is reported; 0: it is reported at once.
        facts_made: the number of events so far.
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
    facts_made: int = 0
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
        """Return the fields that every fact has, for the next fact (Any: fields of all types)."""
        self.facts_made += 1
        common: dict[str, Any] = {
            "occurred": self.on(0),
            "id": f"{self.prefix}e{self.facts_made:0{self.digits}}",
        }
        if self.lag:
            common["reported"] = self.on(self.lag)
        if self.sourced:
            publisher = _PUBLISHERS[self.facts_made % len(_PUBLISHERS)]
            common["sources"] = (Source(publisher, published=self.on(self.lag)),)
        return common

    def on(self, days: int) -> When:
        """Return the day that is ``days`` after the current one."""
        return When(dt.date.fromordinal(self.day + days).isoformat())

    def ahead(self, most: int = 60) -> When:
        """Return a later day, at most ``most`` days ahead."""
        return self.on(self.dice.number(1, most))

    def details(self, number: int) -> int:
        """Return ``number`` random bits, each of which may add a detail to the next fact."""
        return self.dice.number(0, (1 << number) - 1)

    def party(self) -> str:
        """Return one of the parties."""
        return self.dice.pick(self.parties)

    def third(self) -> str:
        """Return an actor that is not a party."""
        return self.dice.pick(self.thirds)

    def other(self, party: str) -> str:
        """Return the party after this one."""
        return self.parties[(self.parties.index(party) + 1) % len(self.parties)]

    def claimed(self, party: str) -> tuple[str, ...]:
        """Return the party that claims the next fact, if facts may be claims."""
        return (party,) if self.claims else ()

    def name(self, noun: str) -> str:
        """Return a new identifier."""
        serial = self.serials[noun] = self.serials.get(noun, 0) + 1
        return f"{self.prefix}{noun}-{serial}"

    def start(self, noun: str) -> str:
        """Open a new thing and return its identifier."""
        name = self.name(noun)
        things = self.things.setdefault(noun, [])
        things.append(name)
        if len(things) > MOST_OPEN:
            del things[0]
        return name

    def open(self, noun: str) -> str | None:
        """Return an open thing, if there is one."""
        things = self.things.get(noun)
        return self.dice.pick(things) if things else None

    def end(self, noun: str) -> str | None:
        """Close an open thing and return its identifier, if there is one."""
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
        """Remember a value that a part of the state will have, for a later checkpoint."""
        self.checks.append((part, field, value))
        del self.checks[:-4]
