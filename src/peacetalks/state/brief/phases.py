"""The phases of a brief: every pair that fights, then the main pair."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from peacetalks.state.brief.page import WIDTH, Page, plain
from peacetalks.state.queries.phases.phase import Phase

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_LEAD: Final = 13
_LINES: Final = 10
"""The phases take at most so many lines."""


def phases(page: Page, state: NegotiationState) -> None:
    """Write the phases of the heading, in ten lines at most."""
    main = state.phase
    fighting = [p for p in state.phases() if p.name == "fighting" and p.pair != main.pair]
    if main.name == "fighting":
        fighting = [main, *fighting]
    shown = [_lines(state, phase) for phase in fighting]
    last = [] if main.name == "fighting" else _lines(state, main)
    if sum(map(len, shown)) + len(last) > _LINES:
        # Where many pairs fight, one line says who; the doubts are in state.phases().
        shown = [lines[:1] for lines in shown]
    room = _LINES - len(last)
    if len(shown) > room:
        more = f"{len(shown) - room + 1:,} more pairs"
        shown = [*shown[: room - 1], [f"{'':<{_LEAD}}and {more}"]]
    for lines in (*shown, last):
        page.laid_out(lines)


def _lines(state: NegotiationState, phase: Phase) -> list[str]:
    who = f"{names_of(state, phase)}: " if phase.pair else ""
    lines = _wrapped(phase.name.upper(), f"{who}{phase.rule}")
    return [*lines, *_wrapped("", phase.doubt)] if phase.doubt else lines


def _wrapped(name: str, text: str) -> list[str]:
    lead = f"{name:<{_LEAD}}"
    return textwrap.wrap(
        plain(text),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * _LEAD,
        break_on_hyphens=False,
    )


def names_of(state: NegotiationState, phase: Phase) -> str:
    """Return the names of the two whose phase it is."""
    return state.actors.listed(phase.pair) if phase.pair else "no pair on record"
