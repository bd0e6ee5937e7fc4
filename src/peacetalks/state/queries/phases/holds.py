"""``Holds``: the result of a rule of phases that applies."""

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
    """The result of a rule that applies: the reason, the events behind it, and any doubts."""

    rule: str
    because: tuple[Event, ...] = ()
    doubts: tuple[str, ...] = ()


def behind(name: str, parts: Iterable[Part]) -> tuple[Event, ...]:
    """Return the events that last wrote a value of some parts; for a part without it, all of them."""
    by_part = (
        (part.because_of(name),) if part.because_of(name) else part.because for part in parts
    )
    return tuple(event for events in by_part for event in events if event is not None)
