"""Names that a file gives its actors: where one stands in place of a code, the code is told."""

from __future__ import annotations

from typing import Final, final

from peacetalks.codec.problems import like
from peacetalks.errors import InvalidValue
from peacetalks.events import ActorNamed
from peacetalks.events.base import Event
from peacetalks.identifiers import NO_CODE

__all__ = ["NOBODY", "Named"]


@final
class Named:
    """The actors that a file names, as far as it was read.

    >>> named = Named()
    >>> named.take(ActorNamed(occurred="2031", actor="HILL", names="Hill Front"))
    >>> named.told(InvalidValue(NO_CODE, value="hill front")).hint
    "did you mean 'HILL' (Hill Front)?"
    """

    __slots__ = ("_codes",)

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}

    def take(self, event: Event | None) -> None:
        """Keep the names of an actor, if an event states them."""
        if isinstance(event, ActorNamed):
            for name in event.names.values():
                self._codes.setdefault(_folded(name), {})[event.actor] = name

    def told(self, problem: InvalidValue) -> InvalidValue:
        """Return a problem, of a name in place of a code with the code as its hint."""
        if problem.what != NO_CODE or not isinstance(problem.value, str):
            return problem
        found = self._codes.get(_folded(problem.value), {})
        meant = " or ".join(f"{code!r} ({name})" for code, name in found.items())
        return like(problem, hint=f"did you mean {meant}?") if meant else problem


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


NOBODY: Final = Named()
"""The names where no file is read: nothing is taken."""
