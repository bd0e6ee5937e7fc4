"""``Dice``: the source of a story's choices.

A story asks for numbers, which come from a seed (``SeededDice``), from Hypothesis, or from the
caller. **The lowest number is the simplest choice**, so shrinking the choices towards zero makes
a story simpler.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar, final

from peacetalks.errors import InvalidValue

__all__ = ["Dice", "SeededDice"]

T = TypeVar("T")


class Dice(Protocol):
    """The source of a story's choices."""

    def number(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        ...

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        ...


@final
class SeededDice:
    """Dice that give the same numbers for a seed, on every machine and version of Python.

    Python only guarantees that ``random.random`` gives the same numbers for a seed in every
    version; it does not guarantee this for ``randrange`` and ``choice``.

    Args:
        seed: any whole number.

    Raises:
        InvalidValue: if ``seed`` is not a whole number.

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
        """Return one of the options, each equally likely."""
        return options[int(self._random() * len(options))]
