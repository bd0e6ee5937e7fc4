"""Cases measured in one run, interleaved: every round runs each case once, in a shuffled order.

Machines are shared and noisy, so what is reported is the median over the rounds of the ratio
to the floor of the same round, with its quartiles; no test asserts a time.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

import attrs

__all__ = ["Case", "Line", "measured", "table"]


@attrs.frozen
class Case:
    """Something to measure.

    ``make`` prepares, unmeasured, and returns what is measured; ``floor`` marks what the others
    of the section are compared with.
    """

    section: str
    name: str
    events: int
    make: Callable[[], Callable[[], Any]]
    floor: bool = False
    target: str = ""


@attrs.frozen
class Line:
    """What came out for a case."""

    section: str
    name: str
    rate: float
    ratio: float
    low: float
    high: float
    target: str

    def plain(self) -> dict[str, Any]:
        """Return the line as plain JSON values."""
        return attrs.asdict(self)


def measured(cases: Iterable[Case], rounds: int, seed: int = 1) -> list[Line]:
    """Measure cases in interleaved rounds."""
    listed = list(cases)
    dice = random.Random(seed)
    seconds: dict[tuple[str, str], list[float]] = {(c.section, c.name): [] for c in listed}
    for number in range(rounds + 1):
        for case in dice.sample(listed, len(listed)):
            taken = _seconds(case)
            if number:  # the first round warms up
                seconds[case.section, case.name].append(taken)
    return [_line(case, seconds, listed) for case in listed]


def _seconds(case: Case) -> float:
    run = case.make()
    gc.collect()
    gc.freeze()  # the material of the bench is not what a case has to walk through
    start = time.perf_counter()
    run()
    taken = time.perf_counter() - start
    gc.unfreeze()
    return taken


def _line(case: Case, seconds: dict[tuple[str, str], list[float]], cases: list[Case]) -> Line:
    floor = next(c for c in cases if c.section == case.section and c.floor)
    own, least = seconds[case.section, case.name], seconds[floor.section, floor.name]
    ratios = sorted(bare / taken for bare, taken in zip(least, own, strict=True))
    low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else (ratios * 3)
    return Line(
        section=case.section,
        name=case.name,
        rate=case.events / statistics.median(own),
        ratio=statistics.median(ratios),
        low=low,
        high=high,
        target=case.target,
    )


def table(lines: Iterable[Line]) -> str:
    """Return lines as a table for people."""
    rows: list[str] = []
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            rows += ["", section, f"  {'':58}{'events/s':>12}{'of floor':>10}{'quartiles':>14}"]
        spread = f"{line.low:.2f}-{line.high:.2f}"
        rows.append(
            f"  {line.name:58}{line.rate:>12,.0f}{line.ratio:>10.2f}{spread:>14}  {line.target}"
        )
    return "\n".join(rows)
