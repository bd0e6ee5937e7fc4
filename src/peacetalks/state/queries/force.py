"""Which ceasefires hold, and who alleges that they were broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks.state.force import Ceasefire, Violations

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState


def ceasefires_in_force(state: NegotiationState) -> tuple[Ceasefire, ...]:
    """Answer ``NegotiationState.ceasefires_in_force``."""
    return tuple(c for c in state.parts.ceasefires.values() if c.in_force_on(state.day))


def violations(state: NegotiationState, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
    """Answer ``NegotiationState.violations``."""
    return tuple(v for v in state.parts.violations.values() if alleged_by in {None, v.by})
