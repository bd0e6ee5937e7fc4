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
from peacetalks.state.straight import writer

__all__ = ["FIGURES"]


_REPLACED: Final = ("count", "as_of", "population_base", "share_text", "incident")
_count: Final = writer("count", "as_of", "occurred", clears=_REPLACED)
_count_casualties: Final = writer("count", "as_of", "occurred", "incident", clears=_REPLACED)
_count_movement: Final = writer(
    "count", "as_of", "occurred", "population_base", "share_text", clears=_REPLACED
)


def displacement_reported(draft: Draft, event: DisplacementReported) -> Draft:
    """Record how many people fled."""
    return _movement(draft, event, "displacement")


def return_reported(draft: Draft, event: ReturnReported) -> Draft:
    """Record how many people came back."""
    return _movement(draft, event, "return")


def casualties_reported(draft: Draft, event: CasualtiesReported) -> Draft:
    """Record how many people were killed, wounded, missing or captured."""
    of = ("casualties", event.series, event.measure, event.group, None, None, event.counting_body)
    figure = draft.part(FigureDraft, of, *of)
    if _is_latest(figure, event):
        _count_casualties(figure, event)
    return draft


def population_reported(draft: Draft, event: PopulationReported) -> Draft:
    """Record how many people live in an area, by counting body."""
    area = area_key(event.area)
    of = ("population", area, None, event.group, None, None, event.counting_body)
    figure = draft.part(FigureDraft, of, *of)
    if _is_latest(figure, event):
        _count(figure, event)
    return draft


def _movement(
    draft: Draft, event: DisplacementReported | ReturnReported, subject: FigureSubject
) -> Draft:
    origin = event.origin and area_key(event.origin)
    destination = event.destination and area_key(event.destination)
    of = (
        subject,
        event.series,
        event.measure,
        event.group,
        origin,
        destination,
        event.counting_body,
    )
    figure = draft.part(FigureDraft, of, *of)
    if _is_latest(figure, event):
        _count_movement(figure, event)
    return draft


def _is_latest(figure: FigureDraft, event: Any) -> bool:
    # Any: the four kinds of figures have ``as_of``, but no common base.
    if figure.occurred is None:
        return True
    # A count closed within its dates, so most of them need not be read exactly.
    earliest: int = event.occurred.lo if event.as_of is None else event.as_of.hi
    latest: int = figure.occurred.hi if figure.as_of is None else figure.as_of.hi
    if earliest >= latest:
        return True
    closed_at: int = event.as_of.hi if event.as_of is not None else closed(event)
    return closed_at >= figure.closed


# Any: each handler takes the kind that is its key.
FIGURES: Final[dict[type[Event], Any]] = {
    DisplacementReported: displacement_reported,
    ReturnReported: return_reported,
    CasualtiesReported: casualties_reported,
    PopulationReported: population_reported,
}
