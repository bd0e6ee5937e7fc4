"""The testing kit: simulated streams, and stories drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.bench.measuring import Case

import peacetalks as pt
from peacetalks.testing.strategies import histories

__all__ = ["simulation_cases", "story_cases"]

_SIZE = 20


def simulation_cases(number: int) -> list[Case]:
    """Return ``simulate`` beside constructing the same events of values that are there."""
    section = f"simulate, {number:,} events of one negotiation"

    def ready() -> Callable[[], Any]:
        told = [(type(event), _values(event)) for event in pt.simulate(1, number)]
        return lambda: [kind(**values) for kind, values in told]

    return [
        Case(section, "the same events constructed of ready values", number, ready, floor=True),
        Case(
            section,
            "pt.simulate",
            number,
            lambda: lambda: [*pt.simulate(1, number)],
            target="0.3",
        ),
        Case(
            section,
            "pt.simulate, 500 negotiations",
            number,
            lambda: lambda: [*pt.simulate(1, number, negotiations=500)],
        ),
    ]


def _values(event: pt.Event) -> dict[str, Any]:
    told = {f.alias: getattr(event, f.name) for f in attrs.fields(type(event))}
    return {name: value for name, value in told.items() if value is not None}


def story_cases(number: int) -> list[Case]:
    """Return coherent histories drawn inside Hypothesis; what is counted is histories."""
    section = f"histories of {_SIZE} events drawn by Hypothesis (histories, not events)"
    bare = st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=_SIZE, max_size=_SIZE)
    flags = {"with_corrections": True, "with_disputes": True, "with_late_reports": True}
    return [
        Case(section, "four whole numbers an event, and nothing made of them", number,
             lambda: _drawing(number, bare), floor=True),
        Case(section, "coherent", number, lambda: _drawing(number, histories(_SIZE, _SIZE)),
             target="200/s"),
        Case(section, "coherent, with corrections, disputes and late reports", number,
             lambda: _drawing(number, histories(_SIZE, _SIZE, **flags)), target="200/s"),
    ]  # fmt: skip


def _drawing(number: int, drawn: st.SearchStrategy[Any]) -> Callable[[], None]:
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn)
    def draw(_: object) -> None:
        pass

    return draw
