"""The commitments and deadlines in a brief: overdue, coming, and without a date."""

from __future__ import annotations

from functools import partial

from peacetalks.primitives.when import When
from peacetalks.state.brief.counters import days_left, days_since
from peacetalks.state.brief.days import dated, in_words, latest
from peacetalks.state.brief.page import Page
from peacetalks.state.queries.statements import Overdue, overdue, pending
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.statements import Commitment, Deadline


def write_due(page: Page, state: Snapshot) -> None:
    """Write the section, if any commitment or deadline is open."""
    coming: list[tuple[When, Commitment | Deadline]] = []
    undated: list[Commitment | Deadline] = []
    for part, day in pending(state):
        if day is not None and day.last_day >= state.day:
            coming.append((day, part))
        elif day is None:
            undated.append(part)
    page.section("DUE")
    page.newest((late.due, partial(_overdue, page, late)) for late in overdue(state))
    coming.sort(key=lambda item: (item[0].last_day, item[0].lo))
    page.rows(coming, lambda item: _coming(page, *item), "coming day")
    page.newest((_last_stated(part), partial(_undated, page, part)) for part in undated)


def _overdue(page: Page, late: Overdue) -> None:
    text = f"{_name(late.part)}, due {in_words(late.due)}, {days_since(late.due.last_day)} ago"
    page.line("  OVERDUE  ", text, late.part.because)


def _coming(page: Page, day: When, part: Commitment | Deadline) -> None:
    left = days_left(day.last_day)
    by = f"{page.names(part.by)} promised: " if isinstance(part, Commitment) else ""
    page.line(dated(day), f"{by}{_what(part)}; {left} left", part.because)


def _undated(page: Page, part: Commitment | Deadline) -> None:
    lead = f"  {page.names(part.by)} promised  " if isinstance(part, Commitment) else "  "
    due = ", no day set" if part.due is None else f", due {part.due}"
    page.line(lead, f"{_what(part)}{due}", part.because)


def _last_stated(part: Commitment | Deadline) -> When | None:
    return max((event.occurred for event in part.because), key=latest, default=None)


def _what(part: Commitment | Deadline) -> str:
    if isinstance(part, Commitment):
        return part.content or part.commitment
    return f"{part.deadline}, deadline" + (f" for {part.subject}" if part.subject else "")


def _name(part: Commitment | Deadline) -> str:
    return part.commitment if isinstance(part, Commitment) else part.deadline
