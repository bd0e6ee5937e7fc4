"""A panel of 240 months with all built-in columns, compared with one state of the same events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt
from peacetalks import frames

__all__ = ["panel_section"]

MONTHS: Final = [f"{year}-{month:02}" for year in range(1990, 2010) for month in range(1, 13)]
STATE, LATE_STATE = "one state", "one state, 5 % of the facts late"
WALK = "the state of each month, no columns"
HINDSIGHT, THEN = "a panel, known=None", "a panel, known='then'"
LATE = "a panel, known='then', 5 % of the facts late"
SHARE: Final = 0.05


def panel_section(number: int, *, judged: bool) -> Section:
    """Return the section.

    Args:
        number: the number of events.
        judged: whether the goals are for this number.
    """
    on_time, late = _events(number, 0.0), _events(number, SHARE)
    return Section(
        f"a panel of {len(MONTHS)} months, {number:,} events",
        [
            Case(STATE, number, lambda: lambda: pt.History(on_time).state()),
            Case(WALK, number, lambda: lambda: _walked(on_time)),
            Case(HINDSIGHT, number, lambda: _panel(on_time, None)),
            Case(THEN, number, lambda: _panel(on_time, "then")),
            Case(LATE_STATE, number, lambda: lambda: pt.History(late).state()),
            Case(LATE, number, lambda: _panel(late, "then")),
        ],
        [
            Goal("the states alone, of one state", lambda per: per[WALK] / per[STATE]),
            Goal(
                "a panel of what was known then, of one state",
                lambda per: per[THEN] / per[STATE],
                most=1.5 if judged else None,
            ),
            Goal("with 5 % of the facts late", lambda per: per[LATE] / per[LATE_STATE]),
        ],
        rounds=3,
    )


def _events(number: int, late: float) -> list[pt.Event]:
    talks = pt.simulate(
        1,
        number,
        negotiations=1,
        between=("1990-01-01", "2009-12-31"),
        late_reports=late,
        corrections=0,
        disputes=0,
    )
    return [event for _, event in talks.feed()]


def _walked(events: list[pt.Event]) -> int:
    days = [pt.When(month) for month in MONTHS]
    return sum(1 for _ in pt.History(events).daily(days, known="then"))


def _panel(events: list[pt.Event], known: Any) -> Callable[[], Any]:
    panel = frames.Panel(known=known, start=MONTHS[0], end=MONTHS[-1])
    return lambda: list(panel.rows(pt.History(events)))
