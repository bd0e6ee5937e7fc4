"""Parts of a state: figures of displacement, returns, casualties and population, by counting body."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

from attrs import define

from peacetalks.actors.code import Code
from peacetalks.events import Event
from peacetalks.events.clocks import reported
from peacetalks.primitives.identifiers import Area
from peacetalks.primitives.when import ALWAYS, When
from peacetalks.state.part import Part, sealed
from peacetalks.values.count import Count

__all__ = ["Figure", "FigureDraft", "FigureSubject", "closed"]


def __dir__() -> list[str]:
    return sorted(__all__)


FigureSubject: TypeAlias = Literal["displacement", "return", "casualties", "population"]
"""What a figure is about."""


def closed(event: Event) -> int:
    """Return the instant by which the count of a figure without ``as_of`` was complete.

    A count may be reported before the last day of what it counts: people may flee after it.

    >>> from peacetalks.events import DisplacementReported
    >>> from peacetalks.primitives.when import DAY
    >>> fled = DisplacementReported(occurred="2023-09-24/2023-11-16", reported="2023-10-01", series="s")
    >>> closed(fled) // DAY == When("2023-10-01").last_day
    True
    """
    known, occurred = reported(event), event.occurred
    if known is None or known.hi >= occurred.hi:
        return occurred.hi
    return max(occurred.lo, known.hi)


@define(weakref_slot=False)
class FigureDraft(Part):
    """A figure while the reducer writes it."""

    subject: FigureSubject
    series: str
    measure: str | None = None
    group: str | None = None
    origin: Area | None = None
    destination: Area | None = None
    counting_body: Code | None = None
    incident: str | None = None
    count: Count | None = None
    as_of: When | None = None
    occurred: When | None = None
    population_base: str | None = None
    share_text: str | None = None

    @property
    def event(self) -> Event | None:
        """The event that stated the figure."""
        return self.because_of("count")

    @property
    def closed(self) -> int:
        """The instant by which the count was complete: ``as_of``, or else when it was reported."""
        event = self.because_of("occurred")
        if self.as_of is not None:
            return self.as_of.hi
        if self.occurred is None:
            return -ALWAYS
        return self.occurred.hi if event is None else closed(event)


@final
@sealed
class Figure(FigureDraft):
    """The latest figure of one counting body in one series; never a sum.

    Its key is (subject, series, measure, group, origin, destination, counting body). Figures
    that differ in any of these are separate parts.

    Attributes:
        subject: displacement, return, casualties or population.
        series: the series; for a population, its area.
        measure: what is counted.
        group: who is counted.
        origin: where they came from.
        destination: where they went.
        counting_body: who counted; None: not stated.
        incident: the incident, hostilities or offensive.
        count: the number of persons.
        as_of: the date of the count; None: not stated.
        occurred: when people fled, returned or died.
        population_base: the id of the PopulationReported of which it is a share.
        share_text: the share in words.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> killed = state.casualties(series="war-2020", side="ARM", measure="killed")
    >>> [(figure.counting_body, str(figure.count)) for figure in killed]
    [('ARM', '3,825')]
    """
