"""Questions about figures, which are returned side by side and never added up."""

from __future__ import annotations

from typing import final

from attrs import frozen

from peacetalks.primitives.when import DAY
from peacetalks.state.figures import Figure, FigureSubject
from peacetalks.state.snapshot import Snapshot

OLDER_DAYS = 7
"""A figure is marked older if its count is more than this many days older than the newest one."""


@final
@frozen
class FigureLine:
    """A figure in a list with others of its series.

    Attributes:
        figure: the figure.
        base: the population of which it is a share; None: not stated.
        older: whether its count is more than seven days older than the newest one of the same
            series and measure.
    """

    figure: Figure
    base: Figure | None
    older: bool

    @property
    def share(self) -> tuple[float | None, float | None]:
        """The least and the greatest share of the base that are possible; None: not known.

        >>> from peacetalks.values import Count
        >>> fled = Figure("displacement", "exodus", count=Count.more_than(100_000))
        >>> base = Figure("population", "NK", count=Count.exactly(120_000))
        >>> FigureLine(fled, base, older=False).share
        (0.8333333333333334, None)
        """
        count = self.figure.count
        base = self.base and self.base.count
        if count is None or not base:
            return (None, None)
        low, high = count.low, count.high
        if count.best is not None and (low, high) == (None, None):
            low = high = count.best
        most, least = base.high or base.figure, base.low or base.figure
        return (
            low / most if low is not None and most else None,
            high / least if high is not None and least else None,
        )


def lines(
    state: Snapshot, subject: FigureSubject, series: str | None = None
) -> tuple[FigureLine, ...]:
    """Answer ``NegotiationState.displacement``."""
    figures = [
        figure
        for figure in state.parts.figures.values()
        if figure.subject == subject and series in {None, figure.series}
    ]
    newest: dict[tuple[str, str | None], int] = {}
    for figure in figures:
        key = (figure.series, figure.measure)
        newest[key] = max(newest.get(key, figure.closed), figure.closed)
    unsorted = (
        FigureLine(
            figure,
            base_of(state, figure),
            newest[figure.series, figure.measure] // DAY - figure.closed // DAY > OLDER_DAYS,
        )
        for figure in figures
    )
    return tuple(sorted(unsorted, key=lambda line: line.figure.closed, reverse=True))


def base_of(state: Snapshot, figure: Figure) -> Figure | None:
    """Return the population of which a figure is a share."""
    if figure.population_base is None:
        return None
    base = state.canonical_id(figure.population_base)
    for other in state.parts.figures.values():
        event = other.event if other.subject == "population" else None
        if event is not None and event.id == base:
            return other
    return None


def casualties(
    state: Snapshot,
    *,
    side: str | None = None,
    counting_body: str | None = None,
    series: str | None = None,
    measure: str | None = None,
) -> tuple[Figure, ...]:
    """Answer ``NegotiationState.casualties``."""
    return tuple(
        line.figure
        for line in lines(state, "casualties", series)
        if state.actors.is_meant(side, line.figure.group)
        and state.actors.is_meant(counting_body, line.figure.counting_body)
        and measure in {None, line.figure.measure}
    )
