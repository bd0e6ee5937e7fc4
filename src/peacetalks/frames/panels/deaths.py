"""Deaths in the last days, of figures that several bodies count.

Figures of one series that say the same thing are never added: of each group that is counted the
range goes from the lowest count of any body to the highest, and best is that of the count that
closed last. A series that has a figure of all its dead is taken by that one, else by its groups;
series are about different dead, and are added. A figure stands on the last day on which those
who were counted can have died, so that a count of years later does not make old deaths new.
"""

from __future__ import annotations

from collections.abc import Iterable

from peacetalks.counts import Count
from peacetalks.events import Event
from peacetalks.frames.panels.live import day_of_figure
from peacetalks.frames.panels.view import View
from peacetalks.state.ground import Figure

__all__ = ["Range", "deaths", "high", "low"]

Range = tuple[int, int, int | None]
"""Persons: at least, best, at most; None: no upper bound is known."""


def deaths(view: View, days: int) -> Range:
    """Return the deaths of the last so many days."""
    counted: dict[str, dict[str | None, list[Figure]]] = {}
    for figure in view.live.parts.figures.values():
        if (
            _is_of_the_dead(figure)
            and view.within(day_of_figure(figure), days)
            and (not view.pair or view.between(*_fighting(view, figure)))
        ):
            counted.setdefault(figure.series, {}).setdefault(figure.group, []).append(figure)
    return _added(
        _one(figures)
        for groups in counted.values()
        for figures in ([groups[None]] if None in groups else groups.values())
    )


def _is_of_the_dead(figure: Figure) -> bool:
    return figure.subject == "casualties" and figure.measure == "killed"


def _fighting(view: View, figure: Figure) -> Iterable[tuple[str, ...] | None]:
    """Yield the sides of what a figure is about; of what is not on record nothing."""
    name = figure.incident or ""
    hostilities = view.step.state.parts.hostilities.get(name)
    if hostilities is not None:
        yield hostilities.parties
    offensive = view.step.state.parts.offensives.get(name)
    act: object = offensive or _fact(view, name)
    yield getattr(act, "by", None)
    yield getattr(act, "against", None)


def _fact(view: View, name: str) -> Event | None:
    found = view.step.timeline.effective(name)
    return None if found is None else found.event


def _one(figures: Iterable[Figure]) -> Range:
    """Return what several bodies say of the same dead."""
    latest = sorted(figures, key=lambda figure: (figure.closed, figure.counting_body or ""))
    counts = [figure.count for figure in latest if figure.count is not None]
    if not counts:
        return (0, 0, None)
    highs = [high(count) for count in counts]
    known = [most for most in highs if most is not None]
    return (
        min(low(count) or 0 for count in counts),
        counts[-1].figure or 0,
        max(known) if len(known) == len(highs) else None,
    )


def _added(ranges: Iterable[Range]) -> Range:
    lows, bests, highs = 0, 0, 0
    bounded = True
    for least, best, most in ranges:
        lows, bests, highs = lows + least, bests + best, highs + (most or 0)
        bounded = bounded and most is not None
    return lows, bests, highs if bounded else None


def low(count: Count) -> int | None:
    """Return the least that a count can be; None: it is not known."""
    return count.best if count.low is None and count.high is None else count.low


def high(count: Count) -> int | None:
    """Return the most that a count can be; None: it is not known."""
    return count.best if count.low is None and count.high is None else count.high
