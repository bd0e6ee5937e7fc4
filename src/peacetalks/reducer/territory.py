"""Control of areas: handlers."""

from __future__ import annotations

import functools
from typing import Any, Final

from peacetalks.actors import world
from peacetalks.events import Event
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.reducer.draft import Draft
from peacetalks.state.territory import ControlDraft

__all__ = ["TERRITORY", "area_key", "territorial_control_changed"]


@functools.lru_cache(maxsize=4096)
def area_key(area: str) -> str:
    """Return the code of an area, or its name if no code is known.

    >>> area_key("Nagorno-Karabakh"), area_key("Kalbajar")
    ('NK', 'Kalbajar')
    """
    return world().resolve(area) or area


def territorial_control_changed(draft: Draft, event: TerritorialControlChanged) -> Draft:
    """Record who controls an area; what the event does not say becomes not stated."""
    control = draft.part(ControlDraft, area_key(event.area))
    control.clear(event, "holder", "from_", "mode", "offensive", "contested_by")
    control.write(
        event,
        holder=event.to,
        from_=event.from_,
        mode=event.mode,
        since=event.occurred,
        offensive=event.offensive,
        contested_by=event.contested_by,
    )
    return draft


# Any: each handler takes the kind that is its key.
TERRITORY: Final[dict[type[Event], Any]] = {
    TerritorialControlChanged: territorial_control_changed,
}
