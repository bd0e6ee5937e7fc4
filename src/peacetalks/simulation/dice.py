"""``Dice``: where a story's choices come from.

A story asks for numbers and gets them from a seed (``SeededDice``), from Hypothesis, or from
whatever a caller has. **The lowest number is the plainest choice**: what shrinks choices
towards nought makes a story plainer.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar, final

from peacetalks.errors import InvalidValue

__all__ = ["Dice", "SeededDice"]

T = TypeVar("T")


class Dice(Protocol):
    """What a story takes its choices from."""

    def number(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        ...

    def pick(self, options: Sequence[T]) -> T:
        """Return one of several."""
        ...


@final
class SeededDice:
    """Dice that fall alike for one seed, on every machine and with every version of Python.

    Only ``random.random`` is promised to give the same numbers for ever; what ``randrange``
    and ``choice`` make of them is not.

    Args:
        seed: any whole number.

    Raises:
        InvalidValue: for a seed that is no whole number.

    >>> SeededDice(7).number(1, 6) == SeededDice(7).number(1, 6)
    True
    """

    __slots__ = ("_random",)

    def __init__(self, seed: int) -> None:
        if type(seed) is not int:
            raise InvalidValue("not a seed", value=seed, accepted="a whole number")
        self._random = random.Random(seed).random  # noqa: S311 # for stories, not for secrets

    def number(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included; fewer than 2**53."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Return one of several, each as likely as the others."""
        return options[int(self._random() * len(options))]
