"""Write PROV agents: claimants of facts, publishers of sources, and recorders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.history.bookkeeping import claimants
from peacetalks.interchange.inputs import Inputs
from peacetalks.interchange.provenance.names import Page
from peacetalks.values.facts import Source

__all__ = ["all_sources", "write_agents"]


def write_agents(page: Page, inputs: Inputs) -> None:
    """Write each agent once, in the order of first mention."""
    actors = inputs.history.actors
    for code in _unique(code for event in _versions(inputs.events) for code in claimants(event)):
        page.document.agent(page.names.of_actor(code), {"prov:label": actors.name(code)})
    for publisher in _unique(source.publisher for source in all_sources(inputs.events)):
        page.document.agent(page.names.of_publisher(publisher), {"prov:label": publisher})
    recorders = (inputs.records[e.id].recorded_by for e in inputs.events if e.id in inputs.records)
    for recorder in _unique(name for name in recorders if name is not None):
        page.document.agent(page.names.of_recorder(recorder), {"prov:label": recorder})


def all_sources(events: Iterable[Event]) -> Iterator[Source]:
    """Yield every citation of the events, and of the replacements in corrections."""
    return (source for event in _versions(events) for source in event.sources)


def _versions(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        if isinstance(event, EventCorrected):
            yield event.replacement


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
