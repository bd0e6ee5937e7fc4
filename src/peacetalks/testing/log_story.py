"""The small story that the laws of a log use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.statements import StatementMade
from peacetalks.log import Log

__all__ = [
    "STREAM",
    "Law",
    "NewLog",
    "checked_log",
    "checked_maker",
    "ids_of",
    "several",
    "statement",
]

NewLog: TypeAlias = Callable[[], Log]
"""Returns a new, empty log each time."""
Law: TypeAlias = Callable[[NewLog], None]
"""A law: raises ``BrokenLaw`` if a log from the factory does not keep it."""

STREAM: Final = "aze-arm"

_METHODS: Final = ("append", "read", "history", "follow", "streams", "head", "verify", "close")


def checked_maker(new: NewLog) -> NewLog:
    """Return a function unchanged, after checking that it makes a log.

    Raises:
        InvalidValue: if ``new`` is not a function, or does not return a log.
    """
    if not callable(new):
        raise InvalidValue("not a function that makes a log", value=new, accepted="pt.MemoryLog")
    checked_log(new()).close()
    return new


def checked_log(log: Log) -> Log:
    """Return a log unchanged, after checking that it has the methods of a log.

    Raises:
        InvalidValue: if it lacks a method.
    """
    lacks = [name for name in _METHODS if not callable(getattr(log, name, None))]
    if lacks:
        raise InvalidValue(
            f"not a log: it has no {lacks[0]}()",
            value=log,
            hint="the function has to return a new, empty log, as pt.MemoryLog() does",
        )
    return log


def statement(number: int, **more: str) -> StatementMade:
    """Return a statement whose id has this number."""
    day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return StatementMade(id=f"said-{number}", occurred=day, by="AZE", text=more.get("text"))


def several(number: int, start: int = 0) -> list[Event]:
    """Return statements whose ids have consecutive numbers."""
    return [statement(start + index) for index in range(number)]


def ids_of(log: Log, stream: str = STREAM) -> list[str]:
    """Return the ids of the events of a stream, in order."""
    return [record.event.id for record in log.read(stream)]
