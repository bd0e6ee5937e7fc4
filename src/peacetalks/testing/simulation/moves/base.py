"""``Move``: what a story can do next, with the kind that it makes and how often it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.testing.simulation.world import World

__all__ = ["Chance", "Move", "move"]

Chance: TypeAlias = Literal["often", "now and then", "seldom", "correcting", "disputing"]
"""How often a move is chosen; the last two, only in stories with corrections or disputes."""


@final
@frozen(eq=False)
class Move:
    """A move: a function of the world that returns the next fact.

    Attributes:
        make: the function.
        kind: the kind that it makes, if all that it needs exists.
        chance: how often it is chosen.
        times: how many times as often as other moves of that chance.
        about: what it is about: two moves about one subject may be about one thing.
    """

    make: Callable[[World], Event]
    kind: type[Event]
    chance: Chance
    times: int
    about: str

    def __call__(self, world: World) -> Event:
        """Return the next fact."""
        return self.make(world)


def move(
    kind: type[Event], chance: Chance, *, times: int = 1, about: str | None = None
) -> Callable[[Callable[[World], Event]], Move]:
    """Make a function a move; it is about the family of its module if nothing else is given."""
    return lambda make: Move(make, kind, chance, times, about or make.__module__)
