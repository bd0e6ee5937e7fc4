"""``prov``: the whole document."""

from __future__ import annotations

from typing import Any

import attrs

from peacetalks.extras import needed
from peacetalks.history.bookkeeping import BOOKKEEPING, ledger_of
from peacetalks.interchange.given import Given, source_uri, told
from peacetalks.interchange.provenance.agents import write_agents
from peacetalks.interchange.provenance.changing import write_changes
from peacetalks.interchange.provenance.names import Page, names_under
from peacetalks.interchange.provenance.telling import write_basis, write_sources, write_telling

# Any: the values of the prov library.
__all__ = ["prov"]


def prov(given: Given, *, source: str | None = None) -> Any:
    """Return the provenance of a history as a ``prov.model.ProvDocument``.

    ``document.serialize(format="json")`` writes PROV-JSON, ``document.get_provn()`` PROV-N.

    Args:
        given: a history, or its events; of the records of a log also who recorded each.
        source: the URI of the stream, which all names of events, actors and sources start with;
            None: the stream of the records, or ``urn:peacetalks:events``, which is enough for
            one history. With one each, documents of several histories can stand together.

    Raises:
        MissingExtra: if the prov library is not installed.
        InvalidValue: for a source that is no URI, or an event that JSON cannot hold.

    >>> from peacetalks.events import EventRetracted, MeetingHeld
    >>> document = prov([
    ...     MeetingHeld(occurred="2023-10-05", meeting="granada", id="met"),
    ...     EventRetracted(occurred="2023-10-06", target="met", by="ARM", id="no"),
    ... ])
    >>> print(document.get_provn().splitlines()[-2].strip())
    wasInvalidatedBy(event:met, act:no, -)
    """
    ours = told(given)
    names = names_under(source_uri(source, ours.records.values()))
    page = Page(needed("interchange", "prov.model").ProvDocument(), names)
    for namespace in attrs.astuple(names, recurse=False):
        page.document.add_namespace(namespace)
    write_agents(page, ours)
    write_sources(page, ours.events)
    for event in ours.events:
        write_telling(page, page.names.told(event.id), event, ours.records.get(event.id))
    write_basis(page, ours.events)
    facts = {event.id: event for event in ours.events if not isinstance(event, BOOKKEEPING)}
    books = [event for event in ours.events if isinstance(event, BOOKKEEPING)]
    write_changes(page, ledger_of(books, facts, order=ours.history.order), facts)
    return page.document
