"""The small story that the laws of a log are told with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.errors import InvalidValue
from peacetalks.events import StatementMade
from peacetalks.events.base import Event
from peacetalks.log import Log

__all__ = [
    "STREAM",
    "Law",
    "NewLog",
    "checked_log",
    "checked_maker",
    "ids_of",
    "said",
    "several",
]

NewLog: TypeAlias = Callable[[], Log]
"""Returns a new, empty log each time."""
Law: TypeAlias = Callable[[NewLog], None]
"""Raises ``BrokenLaw`` where a log of a factory does not hold it."""

STREAM: Final = "aze-arm"

_ASKED: Final = ("append", "read", "history", "follow", "streams", "head", "verify", "close")


def checked_maker(new: NewLog) -> NewLog:
    """Return a function that makes logs, once it has made one.

    Raises:
        InvalidValue: for what is no function, or makes no log.
    """
    if not callable(new):
        raise InvalidValue("not a function that makes a log", value=new, accepted="pt.MemoryLog")
    checked_log(new()).close()
    return new


def checked_log(log: Log) -> Log:
    """Return a log, or what can be asked as one.

    Raises:
        InvalidValue: for what cannot.
    """
    lacks = [name for name in _ASKED if not callable(getattr(log, name, None))]
    if lacks:
        raise InvalidValue(
            f"no log was made, but what has no {lacks[0]}()",
            value=log,
            hint="the function returns a new, empty log, as pt.MemoryLog() does",
        )
    return log


def said(number: int, **more: str) -> StatementMade:
    """Return a statement with an id of this number."""
    day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return StatementMade(id=f"said-{number}", occurred=day, by="AZE", text=more.get("text"))


def several(number: int, start: int = 0) -> list[Event]:
    """Return statements with ids of numbers that follow one another."""
    return [said(start + index) for index in range(number)]


def ids_of(log: Log, stream: str = STREAM) -> list[str]:
    """Return the ids of the events of a stream, in order."""
    return [record.event.id for record in log.read(stream)]
