"""``prov``: write the whole document."""

from __future__ import annotations

from typing import Any

import attrs

from peacetalks._support.optional import import_extra
from peacetalks.history.bookkeeping import BOOKKEEPING, ledger_of
from peacetalks.interchange.inputs import Given, inputs_of, source_uri
from peacetalks.interchange.provenance.agents import write_agents
from peacetalks.interchange.provenance.changes import write_changes
from peacetalks.interchange.provenance.entities import write_basis, write_sources, write_version
from peacetalks.interchange.provenance.names import Page, names_under

# Any: the values of the prov library.
__all__ = ["prov"]


def prov(given: Given, *, source: str | None = None) -> Any:
    """Return the provenance of a history as a ``prov.model.ProvDocument``.

    ``document.serialize(format="json")`` writes PROV-JSON, ``document.get_provn()`` PROV-N.

    Args:
        given: a history, or its events. The records of a log also give who recorded each event.
        source: the URI of the stream, with which all names of events, actors and sources start.
            None: the stream of the records, or ``urn:peacetalks:events``, which is enough for
            one history. Give different URIs to combine the documents of several histories.

    Raises:
        MissingExtra: if the prov library is not installed.
        InvalidValue: if ``source`` is not a URI, or JSON cannot represent an event.

    >>> from peacetalks.events import EventRetracted, MeetingHeld
    >>> document = prov([
    ...     MeetingHeld(occurred="2023-10-05", meeting="granada", id="met"),
    ...     EventRetracted(occurred="2023-10-06", target="met", by="ARM", id="no"),
    ... ])
    >>> print(document.get_provn().splitlines()[-2].strip())
    wasInvalidatedBy(event:met, act:no, -)
    """
    inputs = inputs_of(given)
    names = names_under(source_uri(source, inputs.records.values()))
    page = Page(import_extra("interchange", "prov.model").ProvDocument(), names)
    for namespace in attrs.astuple(names, recurse=False):
        page.document.add_namespace(namespace)
    write_agents(page, inputs)
    write_sources(page, inputs.events)
    for event in inputs.events:
        write_version(page, page.names.of_event(event.id), event, inputs.records.get(event.id))
    write_basis(page, inputs.events)
    facts = {event.id: event for event in inputs.events if not isinstance(event, BOOKKEEPING)}
    books = [event for event in inputs.events if isinstance(event, BOOKKEEPING)]
    write_changes(page, ledger_of(books, facts, order=inputs.history.order), facts)
    return page.document
