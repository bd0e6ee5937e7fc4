"""The small story that the laws of a log are told with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.events import StatementMade
from peacetalks.events.base import Event
from peacetalks.log import Log

__all__ = ["STREAM", "Law", "NewLog", "ids_of", "said", "several"]

NewLog: TypeAlias = Callable[[], Log]
"""Returns a new, empty log each time."""
Law: TypeAlias = Callable[[NewLog], None]
"""Raises ``BrokenLaw`` where a log of a factory does not hold it."""

STREAM: Final = "aze-arm"


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
