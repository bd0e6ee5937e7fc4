"""Which ceasefires hold, and who alleges that they were broken."""

from __future__ import annotations

from peacetalks.state.force import Ceasefire, Violations
from peacetalks.state.snapshot import Snapshot


def ceasefires_in_force(state: Snapshot) -> tuple[Ceasefire, ...]:
    """Answer ``NegotiationState.ceasefires_in_force``."""
    return tuple(c for c in state.parts.ceasefires.values() if c.in_force_on(state.day))


def violations(state: Snapshot, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
    """Answer ``NegotiationState.violations``."""
    return tuple(v for v in state.parts.violations.values() if alleged_by in {None, v.by})
