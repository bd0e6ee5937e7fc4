"""Hostilities and offensives: handlers."""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import Event
from peacetalks.events.force import (
    HostilitiesEnded,
    HostilitiesStarted,
    OffensiveEnded,
    OffensiveLaunched,
)
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.reducer.draft import Draft
from peacetalks.state.force import HostilitiesDraft, OffensiveDraft
from peacetalks.state.straight import writer

__all__ = ["FORCE"]


_launch: Final = writer("occurred as launched", "by", "against", "area", clears=("ended",))


def hostilities_started(draft: Draft, event: HostilitiesStarted) -> Draft:
    """Start hostilities, or start them again."""
    hostilities = draft.part(HostilitiesDraft, event.hostilities)
    hostilities.clear(event, "ended")
    hostilities.write(event, started=event.occurred, parties=event.parties)
    return draft


def hostilities_ended(draft: Draft, event: HostilitiesEnded) -> Draft:
    """End hostilities."""
    draft.part(HostilitiesDraft, event.hostilities).write(event, ended=event.occurred)
    return draft


def offensive_launched(draft: Draft, event: OffensiveLaunched) -> Draft:
    """Start an offensive; the names that each party gives it are kept side by side."""
    offensive = draft.part(OffensiveDraft, event.offensive)
    _launch(offensive, event)
    if event.labels is not None:
        labels = event.labels and FrozenMap({**offensive.labels, **event.labels})
        offensive.write(event, labels=labels)
    return draft


def offensive_ended(draft: Draft, event: OffensiveEnded) -> Draft:
    """End an offensive."""
    draft.part(OffensiveDraft, event.offensive).write(event, ended=event.occurred)
    return draft


# Any: each handler takes the kind that is its key.
FORCE: Final[dict[type[Event], Any]] = {
    HostilitiesStarted: hostilities_started,
    HostilitiesEnded: hostilities_ended,
    OffensiveLaunched: offensive_launched,
    OffensiveEnded: offensive_ended,
}
