"""Check fighting that disappears from the record without an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Issue
from peacetalks.events.force import AttackReported, CasualtiesReported
from peacetalks.findings import checks
from peacetalks.state.force import Hostilities, Offensive
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.phases.dyads import (
    Conflict,
    Force,
    conflict_of,
    dyads_of,
    moment,
)
from peacetalks.state.queries.phases.force import QUIET_DAYS, open_conflicts

__all__ = ["RULES"]

_FORCE: Final = (AttackReported, CasualtiesReported)


def no_end(evidence: Evidence) -> Iterator[Issue]:
    """Report fighting without an end on record, and no force between the two for 30 days."""
    state = evidence.state
    for conflict, last in (*_between_pairs(state), *_between_unstated(evidence)):
        quiet = state.day - last.when[0]
        if quiet > QUIET_DAYS:
            message = (
                f"{conflict.what} {conflict.name!r} has no end on record, and no force is on record "
                f"for the {quiet} days up to {state.on}"
            )
            yield Issue(checks.NO_END, conflict.began.event, message)


def _between_pairs(state: NegotiationState) -> Iterator[tuple[Conflict, Force]]:
    """Yield fighting with no end and no later ceasefire, with the last force between its parties."""
    latest: dict[str, tuple[Conflict, Force]] = {}
    for dyad in dyads_of(state).values():
        for conflict in open_conflicts(state, dyad):
            last = dyad.last_force or conflict.began
            before = latest.get(conflict.name)
            if before is None or before[1].when < last.when:
                latest[conflict.name] = (conflict, last)
    yield from latest.values()


def _between_unstated(evidence: Evidence) -> Iterator[tuple[Conflict, Force]]:
    """Yield fighting whose sides are not stated, with the last force on record between anyone."""
    state = evidence.state
    paired = {c.name for dyad in dyads_of(state).values() for c in dyad.conflicts}
    force = [Force.of(event) for kind in _FORCE for event in evidence.of(kind)]
    truces = [c.because_of("declared") for c in state.ceasefires_in_force()]
    parts: tuple[Hostilities | Offensive, ...] = (
        *state.parts.hostilities.values(),
        *state.parts.offensives.values(),
    )
    for part in parts:
        conflict = conflict_of(part)
        if conflict is None or part.ended is not None or conflict.name in paired:
            continue
        began = conflict.began
        if not any(event is not None and moment(event) > began.when for event in truces):
            known = (each for each in force if each.when[0] <= state.day)
            yield conflict, max((began, *known), key=lambda each: each.when)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (no_end,)
