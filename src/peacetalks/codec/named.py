"""The names that a file gives to its actors, to suggest a code where a name is used instead."""

from __future__ import annotations

from typing import Final, final

from peacetalks.actors.code import NO_CODE
from peacetalks.codec.problems import like
from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import ActorNamed

__all__ = ["NO_NAMES", "ActorNames"]


@final
class ActorNames:
    """The names of actors in a file, as far as it was read.

    >>> names = ActorNames()
    >>> names.add(ActorNamed(occurred="2031", actor="HILL", names="Hill Front"))
    >>> names.with_hint(InvalidValue(NO_CODE, value="hill front")).hint
    "did you mean 'HILL' (Hill Front)?"
    """

    __slots__ = ("_codes",)

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}

    def add(self, event: Event | None) -> None:
        """Add the names of an actor, if the event is an ``ActorNamed``."""
        if isinstance(event, ActorNamed):
            for name in event.names.values():
                self._codes.setdefault(_folded(name), {})[event.actor] = name

    def with_hint(self, problem: InvalidValue) -> InvalidValue:
        """Return a problem; if it is a name in place of a code, with the code as its hint."""
        if problem.what != NO_CODE or not isinstance(problem.value, str):
            return problem
        names = self._codes.get(_folded(problem.value), {})
        suggested = " or ".join(f"{code!r} ({name})" for code, name in names.items())
        return like(problem, hint=f"did you mean {suggested}?") if suggested else problem


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


NO_NAMES: Final = ActorNames()
"""No names, for events that are not read from a file; nothing is added to it."""
