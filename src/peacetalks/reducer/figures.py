"""Figures: handlers.

The key of a figure is (subject, series, measure, group, origin, destination, counting body). Of the
figures with one key, the one whose count closed last is kept; of two that closed on the same day,
the later one in the one order. Figures with different keys are never compared, replaced or added.
"""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import Event
from peacetalks.events.force import CasualtiesReported
from peacetalks.events.territory import DisplacementReported, PopulationReported, ReturnReported
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.territory import area_key
from peacetalks.state.figures import FigureDraft, FigureSubject, closed

__all__ = ["FIGURES"]


def displacement_reported(draft: Draft, event: DisplacementReported) -> Draft:
    """Record how many people fled."""
    return _movement(draft, event, "displacement")


def return_reported(draft: Draft, event: ReturnReported) -> Draft:
    """Record how many people came back."""
    return _movement(draft, event, "return")


def casualties_reported(draft: Draft, event: CasualtiesReported) -> Draft:
    """Record how many people were killed, wounded, missing or captured."""
    figure = _figure(
        draft, "casualties", event.series, event.measure, event.group, None, None, event
    )
    _replace(figure, event, incident=event.incident)
    return draft


def population_reported(draft: Draft, event: PopulationReported) -> Draft:
    """Record how many people live in an area, by counting body."""
    area = area_key(event.area)
    figure = _figure(draft, "population", area, None, event.group, None, None, event)
    _replace(figure, event)
    return draft


def _movement(
    draft: Draft, event: DisplacementReported | ReturnReported, subject: FigureSubject
) -> Draft:
    origin = event.origin and area_key(event.origin)
    destination = event.destination and area_key(event.destination)
    figure = _figure(
        draft, subject, event.series, event.measure, event.group, origin, destination, event
    )
    _replace(figure, event, population_base=event.population_base, share_text=event.share_text)
    return draft


def _figure(
    draft: Draft,
    subject: FigureSubject,
    series: str,
    measure: str | None,
    group: str | None,
    origin: str | None,
    destination: str | None,
    event: Any,
) -> FigureDraft:
    # Any: the four kinds of figures have a counting body, but no common base.
    key = (subject, series, measure, group, origin, destination, event.counting_body)
    return draft.part(FigureDraft, key, *key)


def _replace(figure: FigureDraft, event: Any, **more: object) -> None:
    # Any: the four kinds of figures have a count and ``as_of``, but no common base.
    closed_at = event.as_of.hi if event.as_of is not None else closed(event)
    if figure.occurred is not None and closed_at < figure.closed:
        return
    figure.clear(event, "count", "as_of", "population_base", "share_text", "incident")
    figure.write(event, count=event.count, as_of=event.as_of, occurred=event.occurred, **more)


# Any: each handler takes the kind that is its key.
FIGURES: Final[dict[type[Event], Any]] = {
    DisplacementReported: displacement_reported,
    ReturnReported: return_reported,
    CasualtiesReported: casualties_reported,
    PopulationReported: population_reported,
}
