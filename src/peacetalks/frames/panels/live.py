"""``Live``: a state without what is over, kept up from day to day.

A panel asks the same questions on hundreds of days. Most parts of a long negotiation have no say
in the answers any more: meetings that were held years ago, proposals that were answered. So
the columns ask their questions of a small state, which has the parts that still matter to them;
it is kept up with those that changed since the day before. (Tables of a state are shared with the
one before it as long as nothing in them changes, and so is each part.)
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from operator import is_
from typing import Any, Final, TypeAlias, final

import attrs

from peacetalks.due import After
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER
from peacetalks.frozenmap import FrozenMap
from peacetalks.history.walk import Step
from peacetalks.reducer.draft import Address, Draft
from peacetalks.reducer.fold import apply
from peacetalks.state.force import Ceasefire, Offensive
from peacetalks.state.ground import Figure
from peacetalks.state.meetings import Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.parts import Parts
from peacetalks.state.queries.meetings import is_pending
from peacetalks.state.queries.words import later
from peacetalks.state.texts import Proposal
from peacetalks.state.words import Commitment
from peacetalks.when import ALWAYS, DAY, When

__all__ = ["LONGEST", "Live", "day_of_figure"]

LONGEST: Final = 365
"""The days that columns look back."""
_Keep: TypeAlias = Callable[[Any, NegotiationState], bool]
"""Whether a part of a table still matters. (Any: of the type of its table.) What does not will
not do so later, as long as it stays what it is."""


def _meeting(meeting: Meeting, state: NegotiationState) -> bool:
    since = state.day - LONGEST
    return is_pending(state, meeting) or any(r.on.last_day > since for r in meeting.refusals)


def _proposal(proposal: Proposal, _: NegotiationState) -> bool:
    return proposal.is_open


def _commitment(commitment: Commitment, _: NegotiationState) -> bool:
    return commitment.status in {"open", "partly_fulfilled"}


def _ceasefire(ceasefire: Ceasefire, state: NegotiationState) -> bool:
    lasts = ceasefire.expires is None or ceasefire.expires.last_day >= state.day
    return ceasefire.ended is None and lasts


def _offensive(offensive: Offensive, state: NegotiationState) -> bool:
    return offensive.launched is not None and offensive.launched.last_day > state.day - LONGEST


def _figure(figure: Figure, state: NegotiationState) -> bool:
    if figure.subject == "displacement":
        return True
    counts = figure.subject == "casualties" and figure.measure == "killed"
    return counts and day_of_figure(figure) > state.day - LONGEST


_STANDING: Final[dict[str, _Keep]] = {"proposals": _proposal, "commitments": _commitment}
"""What matters of tables whose parts stand until something changes them."""
_AGEING: Final[dict[str, _Keep]] = {
    "meetings": _meeting,
    "ceasefires": _ceasefire,
    "offensives": _offensive,
    "figures": _figure,
}
"""What matters of tables whose parts are over one day; then they stay so."""
_WHOLE: Final = ("agreements", "deadlines", "contacts", "standings", "talks")


def day_of_figure(figure: Figure) -> int:
    """Return the last day on which those who were counted can have died, in days since 1970.

    That is when the span in which they died ended, but not after the count closed.
    """
    last = NEVER if figure.occurred is None else figure.occurred.last_day
    return min(last, figure.closed // DAY)


@final
class Live:
    """The parts of a state that still matter to the columns of panels."""

    def __init__(self) -> None:
        self._before = Parts()
        self._kept: dict[str, dict[Any, Any]] = {name: {} for name in (*_STANDING, *_AGEING)}
        self._anchors: dict[str, tuple[Event, tuple[Any, ...], bool]] = {}

    def follow(self, step: Step) -> NegotiationState:
        """Return the small state of the next day."""
        state = step.state
        for name, keep in _STANDING.items():
            changed = self._changed(name, state)
            self._drop(name, (key for key, part in changed.items() if not keep(part, state)))
        for name, keep in _AGEING.items():
            self._changed(name, state)
            kept = self._kept[name].items()
            self._drop(name, [key for key, part in kept if not keep(part, state)])
        tables = {name: FrozenMap(kept) for name, kept in self._kept.items()}
        tables |= {name: getattr(state.parts, name) for name in _WHOLE}
        for name in ("commitments", "deadlines"):
            tables[name] = self._with_days(tables[name], step)
        self._before = state.parts
        return NegotiationState(
            parts=Parts(**tables),
            viewpoint=state.viewpoint,
            last=state.last,
            aliases=state.aliases,
        )

    def _changed(self, name: str, state: NegotiationState) -> dict[Any, Any]:
        """Take the parts of a table that are others than before, and return them."""
        now: FrozenMap[Any, Any] = getattr(state.parts, name)
        before: FrozenMap[Any, Any] = getattr(self._before, name)
        changed = now.others_than(before)
        self._kept[name].update(changed)
        if now is not before:
            # What is not on record any more was corrected or retracted.
            self._drop(name, [key for key in self._kept[name] if key not in now])
        return changed

    def _drop(self, name: str, keys: Iterable[Any]) -> None:
        for key in keys:
            self._kept[name].pop(key, None)

    def _with_days(self, table: FrozenMap[Any, Any], step: Step) -> FrozenMap[Any, Any]:
        """Return a table in which what is due after an event is due on a day, or on none yet.

        The events that say so may stand in parts that are over.
        """
        dated = {
            key: attrs.evolve(part, due=self._day(part.due, step))
            for key, part in table.items()
            if isinstance(part.due, After)
        }
        return table.updated(dated) if dated else table

    def _day(self, due: After, step: Step) -> When | None:
        found = step.timeline.effective(due.event)
        if found is None or found.event.occurred.hi == ALWAYS:
            return None
        event, before = found.event, self._anchors.get(due.event)
        tables = step.state.parts
        parts = tuple(getattr(tables, name).get(key) for name, key in _addresses(event))
        if before is None or before[0] is not event or not all(map(is_, before[1], parts)):
            stands = any(part is not None and part.rests_on(event) for part in parts)
            before = self._anchors[due.event] = (event, parts, stands)
        return later(event.occurred, due) if before[2] else None


@functools.lru_cache(maxsize=1 << 10)
def _addresses(event: Event) -> tuple[Address, ...]:
    """Return the parts that an event writes to."""
    draft = Draft({})
    draft.touched = []
    apply(draft, (event,))
    return tuple(dict.fromkeys(draft.touched))
