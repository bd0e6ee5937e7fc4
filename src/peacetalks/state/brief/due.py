"""What is due in a brief: what is overdue, which days are coming, what was promised without one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from peacetalks.state.brief.counters import days_left, days_since
from peacetalks.state.brief.page import Page, latest
from peacetalks.state.queries.words import Overdue, pending
from peacetalks.state.words import Commitment, Deadline
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState


def due(page: Page, state: NegotiationState) -> None:
    """Write the section, if anything is to be done by a day, or was promised."""
    coming: list[tuple[When, Commitment | Deadline]] = []
    undated: list[Commitment | Deadline] = []
    for part, day in pending(state):
        if day is not None and day.last_day >= state.day:
            coming.append((day, part))
        elif day is None:
            undated.append(part)
    page.section("DUE")
    page.newest((late.due, partial(_overdue, page, late)) for late in state.overdue())
    coming.sort(key=lambda item: (item[0].last_day, item[0].lo))
    page.rows(coming, lambda item: _coming(page, *item), "coming day")
    page.newest((_set(part), partial(_undated, page, part)) for part in undated)


def _overdue(page: Page, late: Overdue) -> None:
    told = f"{_name(late.part)}, due {late.due}, {days_since(late.due.last_day)}"
    page.line("  OVERDUE  ", told, late.part.because)


def _coming(page: Page, day: When, part: Commitment | Deadline) -> None:
    left = days_left(day.last_day)
    by = f"{page.names(part.by)} promised: " if isinstance(part, Commitment) else ""
    page.line(f"  {day!s:<10} ", f"{by}{_what(part)}; {left} left", part.because)


def _undated(page: Page, part: Commitment | Deadline) -> None:
    lead = f"  {page.names(part.by)} promised  " if isinstance(part, Commitment) else "  "
    hanging = ", no day set" if part.due is None else f", due {part.due}"
    page.line(lead, f"{_what(part)}{hanging}", part.because)


def _set(part: Commitment | Deadline) -> When | None:
    return max((event.occurred for event in part.because), key=latest, default=None)


def _what(part: Commitment | Deadline) -> str:
    if isinstance(part, Commitment):
        return part.content or part.commitment
    return f"{part.deadline}, deadline" + (f" for {part.subject}" if part.subject else "")


def _name(part: Commitment | Deadline) -> str:
    return part.commitment if isinstance(part, Commitment) else part.deadline
