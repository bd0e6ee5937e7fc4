"""``Holds``: why a rule holds, what it rests on, and what makes it less than certain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.state.part import Part

__all__ = ["Holds", "behind"]


@final
@frozen
class Holds:
    """That a rule holds: why, what it rests on, and what makes it less than certain."""

    rule: str
    because: tuple[Event, ...] = ()
    doubts: tuple[str, ...] = ()


def behind(name: str, parts: Iterable[Part]) -> tuple[Event, ...]:
    """Return what last wrote a value of some parts; of a part without it, what stands behind it."""
    found = ((part.because_of(name),) if part.because_of(name) else part.because for part in parts)
    return tuple(event for events in found for event in events if event is not None)
