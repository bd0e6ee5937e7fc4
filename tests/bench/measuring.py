"""Cases measured in one run, interleaved: every round runs each case once, in random order.

Machines are shared and noisy. So the times of one round are compared, and the result is the median
of these ratios over all rounds, with its quartiles. No test asserts a time.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

__all__ = ["Case", "Figure", "Goal", "Line", "Section", "measured", "table"]

Per = Mapping[str, float]
"""Seconds per event in a round, by the name of the case."""


@attrs.frozen
class Case:
    """Something to measure.

    ``make`` prepares the case, unmeasured, and returns the function to measure. ``events`` is the
    number of events, or of whatever the name of the section says.
    """

    name: str
    events: int
    make: Callable[[], Callable[[], Any]]


@attrs.frozen
class Goal:
    """A goal: a number for each round, and the bounds for its median."""

    what: str
    value: Callable[[Per], float]
    least: float | None = None
    most: float | None = None


@attrs.frozen
class Section:
    """Cases that are measured together; the first is the floor of the others.

    ``rounds``: the number of rounds, if not the default; ``warm``: whether to run one round first
    that does not count.
    """

    name: str
    cases: Sequence[Case]
    goals: Sequence[Goal] = ()
    rounds: int | None = None
    warm: bool = True


@attrs.frozen
class Line:
    """The result of a case: events a second, and the ratio to the floor with quartiles."""

    section: str
    name: str
    rate: float
    ratio: float
    low: float
    high: float


@attrs.frozen
class Figure:
    """The result of a goal."""

    section: str
    what: str
    value: float
    low: float
    high: float
    least: float | None
    most: float | None

    @property
    def is_met(self) -> bool | None:
        """Return whether the value is within its bounds; None: it has no bounds."""
        if self.least is None and self.most is None:
            return None
        over = self.least is None or self.value >= self.least
        return over and (self.most is None or self.value <= self.most)


def measured(section: Section, rounds: int, seed: int = 1) -> tuple[list[Line], list[Figure]]:
    """Measure the cases of a section in interleaved rounds."""
    dice = random.Random(seed)
    seconds: dict[str, list[float]] = {case.name: [] for case in section.cases}
    for number in range(not section.warm, (section.rounds or rounds) + 1):
        for case in dice.sample(section.cases, len(section.cases)):
            taken = _seconds(case)
            if number:  # the round before the first warms up
                seconds[case.name].append(taken / case.events)
    floor = section.cases[0].name
    lines = [
        Line(
            section.name,
            case.name,
            1 / statistics.median(seconds[case.name]),
            *_spread([a / b for a, b in zip(seconds[floor], seconds[case.name], strict=True)]),
        )
        for case in section.cases
    ]
    each = [dict(zip(seconds, row, strict=True)) for row in zip(*seconds.values(), strict=True)]
    figures = [
        Figure(section.name, g.what, *_spread([g.value(per) for per in each]), g.least, g.most)
        for g in section.goals
    ]
    return lines, figures


def _seconds(case: Case) -> float:
    run = case.make()
    gc.collect()
    gc.freeze()  # so that collections in a case skip the events of the benchmark
    start = time.perf_counter()
    kept = run()
    taken = time.perf_counter() - start
    gc.unfreeze()
    del kept
    return taken


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the median and the quartiles."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, low, high


def table(lines: Sequence[Line], figures: Sequence[Figure]) -> str:
    """Return the results as a table of text."""
    rows: list[str] = []
    for section in dict.fromkeys([line.section for line in lines] + [f.section for f in figures]):
        rows += ["", section]
        own = [line for line in lines if line.section == section]
        if own:
            rows.append(f"  {'':58}{'events/s':>12}{'of floor':>10}{'quartiles':>16}")
        rows += [
            f"  {line.name:58}{line.rate:>12,.0f}{_short(line.ratio):>10}"
            f"{_short(line.low) + '-' + _short(line.high):>16}"
            for line in own
        ]
        rows += [f"  {_describe(figure)}" for figure in figures if figure.section == section]
    return "\n".join(rows)


def _describe(figure: Figure) -> str:
    spread = f"{_short(figure.value)} ({_short(figure.low)}-{_short(figure.high)})"
    wanted = [f"at least {figure.least:g}"] if figure.least is not None else []
    wanted += [f"at most {figure.most:g}"] if figure.most is not None else []
    met = {True: ", met", False: ", NOT met", None: ""}[figure.is_met]
    return f"> {figure.what}: {spread}" + (f"; {' and '.join(wanted)}{met}" if wanted else "")


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # digits to show
