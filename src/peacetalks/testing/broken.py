"""``BrokenLaw``: the error of a law that does not hold."""

from __future__ import annotations

from typing import Any, Self, final

from peacetalks._support.public_names import publish
from peacetalks.errors import PeacetalksError
from peacetalks.events.base import Event

__all__ = ["BrokenLaw", "equal", "holds", "refuses"]


@final
class BrokenLaw(PeacetalksError, AssertionError):
    """A law that does not hold; the text says which law, and shows the case.

    Attributes:
        law: the name of the law; None: it has no name.
        events: the events with which it does not hold.
    """

    def __init__(
        self, message: str, *, law: str | None = None, events: tuple[Event, ...] = ()
    ) -> None:
        super().__init__(message)
        self.law = law
        self.events = events


def holds(condition: object, message: str) -> None:
    """Raise unless a condition is true; unlike ``assert`` also with ``python -O``.

    Raises:
        BrokenLaw: with the message.
    """
    if not condition:
        raise BrokenLaw(message)


def equal(actual: object, expected: object, message: str) -> None:
    """Raise unless two values are equal.

    Raises:
        BrokenLaw: with the message and both values.
    """
    if actual != expected:
        raise BrokenLaw(f"{message}\n  expected: {expected!r}\n  found:    {actual!r}")


class refuses:  # noqa: N801 # reads as a word in ``with refuses(StaleStream)``
    """A block that must raise an error of a class; ``error`` has the error.

    Raises:
        BrokenLaw: if the block raises nothing.

    >>> with refuses(ValueError) as refused:
    ...     int("two")
    >>> str(refused.error)[:15]
    'invalid literal'
    """

    error: Any  # Any: of the expected class, whose attributes the caller uses

    def __init__(self, expected: type[Exception]) -> None:
        self._expected = expected

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> bool:
        if error is None:
            raise BrokenLaw(f"{self._expected.__name__} was expected, but nothing was raised")
        self.error = error
        return isinstance(error, self._expected)


# Here and not in the package, which loads this module only when somebody asks for it.
publish("peacetalks.testing", BrokenLaw)
