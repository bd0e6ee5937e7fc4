"""The phases in a brief: the pairs that fight, then the main pair."""

from __future__ import annotations

import textwrap
from typing import Final

from peacetalks._text.characters import one_line
from peacetalks.state.brief.page import WIDTH, Page
from peacetalks.state.queries.phases import pair_phase as queries
from peacetalks.state.queries.phases.dyads import Dyads
from peacetalks.state.queries.phases.pair_phase import Phase
from peacetalks.state.snapshot import Snapshot

_LEAD: Final = 13
_LINES: Final = 10
"""The greatest number of lines for the phases."""


def write_phases(page: Page, state: Snapshot, dyads: Dyads) -> None:
    """Write the phases below the heading, in at most ten lines."""
    main = queries.phase(state, dyads)
    fighting = [
        p for p in queries.phases(state, dyads) if p.name == "fighting" and p.pair != main.pair
    ]
    if main.name == "fighting":
        fighting = [main, *fighting]
    shown = [_lines(state, phase) for phase in fighting]
    last = [] if main.name == "fighting" else _lines(state, main)
    if sum(map(len, shown)) + len(last) > _LINES:
        # If many pairs fight, each has one line; the doubts are in state.phases().
        shown = [_lines(state, phase, most=1) for phase in fighting]
    room = _LINES - len(last)
    if len(shown) > room:
        more = f"{len(shown) - room + 1:,} more pairs"
        shown = [*shown[: room - 1], [f"{'':<{_LEAD}}and {more}"]]
    for lines in (*shown, last):
        page.laid_out(lines)


def _lines(state: Snapshot, phase: Phase, most: int | None = None) -> list[str]:
    """Return the lines of a phase, at most ``most`` without the doubt, or all with it."""
    who = f"{names_of(state, phase)}: " if phase.pair else ""
    lines = _wrapped(phase.name.upper(), f"{who}{phase.rule}", most)
    return [*lines, *_wrapped("", phase.doubt)] if phase.doubt and most is None else lines


def _wrapped(name: str, text: str, most: int | None = None) -> list[str]:
    lead = f"{name:<{_LEAD}}"
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * _LEAD,
        break_on_hyphens=False,
        max_lines=most,
        placeholder=" …",
    )


def names_of(state: Snapshot, phase: Phase) -> str:
    """Return the names of the pair of a phase."""
    return state.actors.listed(phase.pair) if phase.pair else "no pair on record"
