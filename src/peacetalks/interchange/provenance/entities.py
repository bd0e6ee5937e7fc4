"""Write PROV entities: events and sources, and the relations between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from peacetalks import codec
from peacetalks.codec.plain import canonical
from peacetalks.events import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history import Record
from peacetalks.history.bookkeeping import claimants
from peacetalks.interchange.provenance.agents import all_sources
from peacetalks.interchange.provenance.names import Page, source_key
from peacetalks.values.facts import Source

# Any: the values of the prov library.
__all__ = ["write_basis", "write_sources", "write_version"]


def write_version(page: Page, name: Any, event: Event, record: Record | None = None) -> None:
    """Write an event or a version of one: what it says, where it was read, who says so."""
    names = page.names
    kind = event.tag if isinstance(event, UnknownEvent) else event.kind
    attributes: list[tuple[Any, Any]] = [
        ("prov:type", names.term(kind)),
        ("prov:value", canonical(codec.to_plain(event))),
        (names.term("occurred"), event.occurred.text),
    ]
    if event.reported is not None:
        attributes.append((names.term("reported"), event.reported.text))
    page.document.entity(name, attributes)
    for citations in _by_source(event.sources):
        _write_citation(page, name, citations)
    for code in dict.fromkeys(claimants(event)):
        role = {"prov:type": names.term("claimed-by")}
        page.document.attribution(name, names.of_actor(code), other_attributes=role)
    if record is not None and record.recorded_by is not None:
        role = {"prov:type": names.term("recorded-by")}
        recorder = names.of_recorder(record.recorded_by)
        page.document.attribution(name, recorder, other_attributes=role)


def _write_citation(page: Page, name: Any, citations: Sequence[Source]) -> None:
    """Write that an event was read in a source, either first hand or as a citation of another."""
    terms = page.names.term
    where = [(terms("locator"), c.locator) for c in citations if c.locator is not None]
    cited = [(terms("citing"), c.citing) for c in citations if c.citing is not None]
    write = (
        page.document.derivation if len(cited) == len(citations) else page.document.primary_source
    )
    source = page.names.of_source(citations[0])
    write(name, source, other_attributes=list(dict.fromkeys(where + cited)))


def write_sources(page: Page, events: Iterable[Event]) -> None:
    """Write each source once, with everything that its citations say about it."""
    for citations in _by_source(all_sources(events)):
        name = page.names.of_source(citations[0])
        attributes = [item for citation in citations for item in _attributes(page, citation)]
        page.document.entity(name, list(dict.fromkeys(attributes)))
        for publisher in dict.fromkeys(citation.publisher for citation in citations):
            page.document.attribution(name, page.names.of_publisher(publisher))


def _attributes(page: Page, source: Source) -> list[tuple[Any, str]]:
    dcterms = page.names.dcterms
    texts = {
        "title": source.title,
        "identifier": source.url,
        "issued": None if source.published is None else source.published.text,
        "language": source.language,
        "license": source.licence,
    }
    return [(dcterms[word], text) for word, text in texts.items() if text is not None]


def _by_source(citations: Iterable[Source]) -> list[list[Source]]:
    grouped: dict[tuple[str, ...], list[Source]] = defaultdict(list)
    for citation in citations:
        grouped[source_key(citation)].append(citation)
    return list(grouped.values())


def write_basis(page: Page, events: Sequence[Event]) -> None:
    """Write which facts are based on which, among the events of the document."""
    present = {event.id for event in events}
    for event in events:
        for name in dict.fromkeys(event.basis):
            if name in present and name != event.id:
                page.document.derivation(page.names.of_event(event.id), page.names.of_event(name))
