"""The testing kit: simulated streams, and stories drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt
from drawing import drawing  # from tests/
from peacetalks.testing.strategies import histories

__all__ = ["simulation_section", "story_section"]

_SIZE = 20


def simulation_section(number: int) -> Section:
    """Return ``simulate``, compared with constructing the same events from ready values."""

    def ready() -> Callable[[], Any]:
        pairs = [(type(event), _values(event)) for event in pt.simulate(1, number)]
        return lambda: [kind(**values) for kind, values in pairs]

    def simulated(**options: Any) -> Callable[[], Callable[[], Any]]:
        # Any: options of simulate.
        return lambda: lambda: [*pt.simulate(1, number, **options)]

    floor, ours = "the same events constructed of ready values", "pt.simulate"
    return Section(
        f"simulate, {number:,} events of one negotiation",
        [
            Case(floor, number, ready),
            Case(ours, number, simulated()),
            Case("pt.simulate, 500 negotiations", number, simulated(negotiations=500)),
        ],
        [Goal("of constructing them", lambda per: per[floor] / per[ours], 0.3)],
    )


def _values(event: pt.Event) -> dict[str, Any]:
    values = {f.alias: getattr(event, f.name) for f in attrs.fields(type(event))}
    return {name: value for name, value in values.items() if value is not None}


def story_section(number: int) -> Section:
    """Return coherent histories drawn by Hypothesis; rates are histories, not events."""
    bare = st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=_SIZE, max_size=_SIZE)
    flags = {"with_corrections": True, "with_disputes": True, "with_late_reports": True}
    plain, flagged = "coherent", "coherent, with corrections, disputes and late reports"
    drawn = {
        "four whole numbers an event, and nothing made of them": bare,
        plain: histories(_SIZE, _SIZE),
        flagged: histories(_SIZE, _SIZE, **flags),
    }
    return Section(
        f"histories of {_SIZE} events drawn by Hypothesis (histories, not events)",
        [Case(name, number, partial(_drawing, number, what)) for name, what in drawn.items()],
        [
            Goal("coherent, a second", lambda per: 1 / per[plain], 200),
            Goal("coherent, with all of them, a second", lambda per: 1 / per[flagged], 200),
        ],
        rounds=5,
    )


def _drawing(number: int, drawn: st.SearchStrategy[Any]) -> Callable[[], None]:
    @drawing(number)
    @given(drawn)
    def draw(_: object) -> None:
        pass

    return draw
