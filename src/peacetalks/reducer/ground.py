"""Control and figures: handlers.

**Figures.** The key of a figure is (subject, series, measure, group, origin, destination,
counting body). In one key the figure whose count closed latest stands; of two that closed
together, the later in the one order. Across keys nothing is compared, replaced or added.
"""

from __future__ import annotations

import functools
from typing import Any, Final

from peacetalks.actors import world
from peacetalks.events import (
    CasualtiesReported,
    DisplacementReported,
    Event,
    PopulationReported,
    ReturnReported,
    TerritorialControlChanged,
)
from peacetalks.reducer.draft import Draft
from peacetalks.state.ground import ControlDraft, FigureDraft, FigureSubject, closed

__all__ = ["GROUND", "area_key", "territorial_control_changed"]


@functools.lru_cache(maxsize=4096)
def area_key(area: str) -> str:
    """Return the code of an area, or its name where no code is known.

    >>> area_key("Nagorno-Karabakh"), area_key("Kalbajar")
    ('NK', 'Kalbajar')
    """
    return world().resolve(area) or area


def territorial_control_changed(draft: Draft, event: TerritorialControlChanged) -> Draft:
    """Pass control over an area; what the event does not say of it is not stated."""
    control = draft.part(ControlDraft, area_key(event.area))
    control.clear(event, "holder", "from_", "mode", "offensive", "contested_by")
    control.write(
        event,
        holder=event.to,
        from_=event.from_,
        mode=event.mode,
        since=event.occurred,
        offensive=event.offensive,
        contested_by=event.contested_by,
    )
    return draft


def displacement_reported(draft: Draft, event: DisplacementReported) -> Draft:
    """Take down how many fled."""
    return _moved(draft, event, "displacement")


def return_reported(draft: Draft, event: ReturnReported) -> Draft:
    """Take down how many came back."""
    return _moved(draft, event, "return")


def casualties_reported(draft: Draft, event: CasualtiesReported) -> Draft:
    """Take down how many were killed, wounded, missing or captured."""
    figure = _figure(
        draft, "casualties", event.series, event.measure, event.group, None, None, event
    )
    _replace(figure, event, incident=event.incident)
    return draft


def population_reported(draft: Draft, event: PopulationReported) -> Draft:
    """Take down how many live in an area, by who counted."""
    area = area_key(event.area)
    figure = _figure(draft, "population", area, None, event.group, None, None, event)
    _replace(figure, event)
    return draft


def _moved(
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
    # Any: the four kinds of figure have a counting body each, and no common base for it.
    key = (subject, series, measure, group, origin, destination, event.counting_body)
    return draft.part(FigureDraft, key, *key)


def _replace(figure: FigureDraft, event: Any, **more: object) -> None:
    # Any: the four kinds of figure have a count and a closing each, and no common base.
    closing = event.as_of.hi if event.as_of is not None else closed(event)
    if figure.occurred is not None and closing < figure.closed:
        return
    figure.clear(event, "count", "as_of", "population_base", "share_text", "incident")
    figure.write(event, count=event.count, as_of=event.as_of, occurred=event.occurred, **more)


# Any: each handler takes the kind it stands beside.
GROUND: Final[dict[type[Event], Any]] = {
    TerritorialControlChanged: territorial_control_changed,
    DisplacementReported: displacement_reported,
    ReturnReported: return_reported,
    CasualtiesReported: casualties_reported,
    PopulationReported: population_reported,
}
