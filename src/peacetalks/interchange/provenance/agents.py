"""Those on whose word facts rest, who publish sources, and who recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peacetalks.events import Event, EventCorrected
from peacetalks.history.bookkeeping import claimants
from peacetalks.interchange.given import Told
from peacetalks.interchange.provenance.names import Page
from peacetalks.values import Source

__all__ = ["all_sources", "write_agents"]


def write_agents(page: Page, ours: Told) -> None:
    """Write each agent once, in the order of first mention."""
    actors = ours.history.actors
    for code in _once(code for event in _versions(ours.events) for code in claimants(event)):
        page.document.agent(page.names.by_code(code), {"prov:label": actors.name(code)})
    for publisher in _once(source.publisher for source in all_sources(ours.events)):
        page.document.agent(page.names.publishing(publisher), {"prov:label": publisher})
    recorders = (ours.records[e.id].recorded_by for e in ours.events if e.id in ours.records)
    for recorder in _once(name for name in recorders if name is not None):
        page.document.agent(page.names.recording(recorder), {"prov:label": recorder})


def all_sources(events: Iterable[Event]) -> Iterator[Source]:
    """Yield every citation of the events, and of what corrections put in their place."""
    return (source for event in _versions(events) for source in event.sources)


def _versions(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        if isinstance(event, EventCorrected):
            yield event.replacement


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
