"""``Live``: a state without the parts that are over, updated from day to day.

A panel asks the same questions on hundreds of days. Most parts of a long negotiation no longer
affect the answers, such as meetings held years ago and proposals that were answered. So the
columns ask a small state, which has only the parts that still matter to them. It is updated with
the parts that changed since the day before. (A state shares its unchanged tables and parts with
the state before it, so changes are found by identity.)
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from operator import is_
from typing import Any, Final, TypeAlias, final

import attrs

from peacetalks.events import Event
from peacetalks.history.daily import Day
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import ALWAYS, When
from peacetalks.reducer.draft import Address, Draft
from peacetalks.reducer.folding import apply
from peacetalks.state.agreements import Proposal
from peacetalks.state.figures import Figure
from peacetalks.state.meetings import Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.parts import Parts
from peacetalks.state.queries.meetings import is_pending
from peacetalks.state.queries.statements import later
from peacetalks.state.security import Ceasefire
from peacetalks.state.statements import Commitment
from peacetalks.values.due import After

__all__ = ["Live"]

_Keep: TypeAlias = Callable[[Any, NegotiationState], bool]
"""Whether a part of a table still matters. (Any: each table has its own type of parts.) A part
that does not matter will not matter later, unless it changes."""


def _meeting(meeting: Meeting, state: NegotiationState) -> bool:
    return is_pending(state, meeting)


def _proposal(proposal: Proposal, _: NegotiationState) -> bool:
    return proposal.is_open


def _commitment(commitment: Commitment, _: NegotiationState) -> bool:
    return commitment.status in {"open", "partly_fulfilled"}


def _ceasefire(ceasefire: Ceasefire, state: NegotiationState) -> bool:
    lasts = ceasefire.expires is None or ceasefire.expires.last_day >= state.day
    return ceasefire.ended is None and lasts


def _figure(figure: Figure, _: NegotiationState) -> bool:
    return figure.subject == "displacement"


_UNTIL_CHANGED: Final[dict[str, _Keep]] = {"proposals": _proposal, "commitments": _commitment}
"""What to keep of tables whose parts stay the same until an event changes them."""
_AGEING: Final[dict[str, _Keep]] = {
    "meetings": _meeting,
    "ceasefires": _ceasefire,
    "figures": _figure,
}
"""What to keep of tables whose parts come to an end with time, for good."""
_WHOLE: Final = ("agreements", "deadlines", "contacts", "standings", "talks")


@final
class Live:
    """The parts of a state that still matter to the columns of panels."""

    def __init__(self) -> None:
        self._before = Parts()
        self._kept: dict[str, dict[Any, Any]] = {name: {} for name in (*_UNTIL_CHANGED, *_AGEING)}
        self._anchors: dict[str, tuple[Event, tuple[Any, ...], bool]] = {}

    def follow(self, day: Day) -> NegotiationState:
        """Return the small state of the next day."""
        state = day.state
        for name, keep in _UNTIL_CHANGED.items():
            changed = self._changed(name, state)
            self._drop(name, (key for key, part in changed.items() if not keep(part, state)))
        for name, keep in _AGEING.items():
            self._changed(name, state)
            kept = self._kept[name].items()
            self._drop(name, [key for key, part in kept if not keep(part, state)])
        tables = {name: FrozenMap(kept) for name, kept in self._kept.items()}
        tables |= {name: getattr(state.parts, name) for name in _WHOLE}
        for name in ("commitments", "deadlines"):
            tables[name] = self._with_days(tables[name], day)
        self._before = state.parts
        return NegotiationState(
            parts=Parts(**tables),
            viewpoint=state.viewpoint,
            last=state.last,
            aliases=state.aliases,
            actors=state.actors,
        )

    def _changed(self, name: str, state: NegotiationState) -> dict[Any, Any]:
        """Keep the parts of a table that changed since the day before, and return them."""
        now: FrozenMap[Any, Any] = getattr(state.parts, name)
        before: FrozenMap[Any, Any] = getattr(self._before, name)
        changed = now.others_than(before)
        self._kept[name].update(changed)
        if now is not before:
            # Parts that are no longer on record were corrected or retracted.
            self._drop(name, [key for key in self._kept[name] if key not in now])
        return changed

    def _drop(self, name: str, keys: Iterable[Any]) -> None:
        for key in keys:
            self._kept[name].pop(key, None)

    def _with_days(self, table: FrozenMap[Any, Any], day: Day) -> FrozenMap[Any, Any]:
        """Return a table in which parts that are due after an event have a due day, or None.

        These have to be computed here: the event may be in a part that is over and was dropped.
        """
        dated = {
            key: attrs.evolve(part, due=self._day(part.due, day))
            for key, part in table.items()
            if isinstance(part.due, After)
        }
        return table.updated(dated) if dated else table

    def _day(self, due: After, day: Day) -> When | None:
        fact = day.timeline.fact(due.event)
        if fact is None or fact.event.occurred.hi == ALWAYS:
            return None
        event, before = fact.event, self._anchors.get(due.event)
        tables = day.state.parts
        parts = tuple(getattr(tables, name).get(key) for name, key in _addresses(event))
        if before is None or before[0] is not event or not all(map(is_, before[1], parts)):
            counts = any(part is not None and part.rests_on(event) for part in parts)
            before = self._anchors[due.event] = (event, parts, counts)
        return later(event.occurred, due) if before[2] else None


@functools.lru_cache(maxsize=1 << 10)
def _addresses(event: Event) -> tuple[Address, ...]:
    """Return the parts that an event writes to."""
    draft = Draft({})
    draft.touched = []
    apply(draft, (event,))
    return tuple(dict.fromkeys(draft.touched))
