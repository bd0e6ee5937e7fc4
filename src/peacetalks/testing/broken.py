"""``BrokenLaw``: what a law says when it does not hold."""

from __future__ import annotations

from typing import Any, Self, final

from peacetalks.errors import PeacetalksError
from peacetalks.events.base import Event

__all__ = ["BrokenLaw", "equal", "holds", "refuses"]


@final
class BrokenLaw(PeacetalksError, AssertionError):
    """A law that does not hold; the text says which, and shows the case.

    Attributes:
        law: its name; None: it has none.
        events: the events with which it does not hold.
    """

    def __init__(
        self, told: str, *, law: str | None = None, events: tuple[Event, ...] = ()
    ) -> None:
        super().__init__(told)
        self.law = law
        self.events = events


def holds(condition: object, told: str) -> None:
    """Raise unless a condition is true; unlike ``assert``, under ``python -O`` too.

    Raises:
        BrokenLaw: with what was told.
    """
    if not condition:
        raise BrokenLaw(told)


def equal(found: object, expected: object, told: str) -> None:
    """Raise unless two values are equal.

    Raises:
        BrokenLaw: with both.
    """
    if found != expected:
        raise BrokenLaw(f"{told}\n  expected: {expected!r}\n  found:    {found!r}")


class refuses:  # noqa: N801 # reads as a word in ``with refuses(StaleStream)``
    """A block that must raise an error of a class; the error is kept.

    Raises:
        BrokenLaw: if it raises nothing.

    >>> with refuses(ValueError) as refused:
    ...     int("two")
    >>> str(refused.error)[:15]
    'invalid literal'
    """

    error: Any  # Any: of the class expected, whose attributes the caller asks for

    def __init__(self, expected: type[Exception]) -> None:
        self._expected = expected

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> bool:
        if error is None:
            raise BrokenLaw(f"{self._expected.__name__} was expected, and nothing was refused")
        self.error = error
        return isinstance(error, self._expected)
