"""What was told: entities of events and of sources, and how they hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from peacetalks import codec
from peacetalks.codec.plain import canonical
from peacetalks.events import Event, UnknownEvent
from peacetalks.history import Record
from peacetalks.history.bookkeeping import claimants
from peacetalks.interchange.provenance.agents import all_sources
from peacetalks.interchange.provenance.names import Page, source_key
from peacetalks.values import Source

# Any: the values of the prov library.
__all__ = ["write_basis", "write_sources", "write_telling"]


def write_telling(page: Page, name: Any, event: Event, record: Record | None = None) -> None:
    """Write an event, or a version of one: what it says, where it was read, who says so."""
    names = page.names
    kind = event.tag if isinstance(event, UnknownEvent) else event.kind
    said: list[tuple[Any, Any]] = [
        ("prov:type", names.term(kind)),
        ("prov:value", canonical(codec.to_plain(event))),
        (names.term("occurred"), event.occurred.text),
    ]
    if event.reported is not None:
        said.append((names.term("reported"), event.reported.text))
    page.document.entity(name, said)
    for citations in _by_source(event.sources):
        _write_citation(page, name, citations)
    for code in dict.fromkeys(claimants(event)):
        told_by = {"prov:type": names.term("claimed-by")}
        page.document.attribution(name, names.by_code(code), other_attributes=told_by)
    if record is not None and record.recorded_by is not None:
        kept_by = {"prov:type": names.term("recorded-by")}
        recorder = names.recording(record.recorded_by)
        page.document.attribution(name, recorder, other_attributes=kept_by)


def _write_citation(page: Page, name: Any, citations: Sequence[Source]) -> None:
    """Say that an event was read in a source: first hand, or where the source cites another."""
    terms = page.names.term
    where = [(terms("locator"), c.locator) for c in citations if c.locator is not None]
    cited = [(terms("citing"), c.citing) for c in citations if c.citing is not None]
    write = (
        page.document.derivation if len(cited) == len(citations) else page.document.primary_source
    )
    source = page.names.read(citations[0])
    write(name, source, other_attributes=list(dict.fromkeys(where + cited)))


def write_sources(page: Page, events: Iterable[Event]) -> None:
    """Write each source once, with all that its citations tell of it."""
    for citations in _by_source(all_sources(events)):
        name = page.names.read(citations[0])
        told = [item for citation in citations for item in _of_source(page, citation)]
        page.document.entity(name, list(dict.fromkeys(told)))
        for publisher in dict.fromkeys(citation.publisher for citation in citations):
            page.document.attribution(name, page.names.publishing(publisher))


def _of_source(page: Page, source: Source) -> list[tuple[Any, str]]:
    dcterms = page.names.dcterms
    told = {
        "title": source.title,
        "identifier": source.url,
        "issued": None if source.published is None else source.published.text,
        "language": source.language,
        "license": source.licence,
    }
    return [(dcterms[word], text) for word, text in told.items() if text is not None]


def _by_source(citations: Iterable[Source]) -> list[list[Source]]:
    found: dict[tuple[str, ...], list[Source]] = defaultdict(list)
    for citation in citations:
        found[source_key(citation)].append(citation)
    return list(found.values())


def write_basis(page: Page, events: Sequence[Event]) -> None:
    """Say which facts rest on which, of those that are there."""
    there = {event.id for event in events}
    for event in events:
        for name in dict.fromkeys(event.basis):
            if name in there and name != event.id:
                page.document.derivation(page.names.told(event.id), page.names.told(name))
