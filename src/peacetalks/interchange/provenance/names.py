"""The names of events, actors and sources in a PROV document.

A name is a prefix and a local part. Identifiers, codes and addresses are percent-encoded
completely: so each is a valid local part in PROV-JSON, PROV-N and Turtle, different ones stay
different, and ``urllib.parse.unquote`` restores the original. A slash only separates two of them.
"""

from __future__ import annotations

from typing import Any, final
from urllib.parse import quote

import attrs

from peacetalks._support.optional import import_extra
from peacetalks.interchange.inputs import NAMESPACE
from peacetalks.values.facts import Source

# Any: the values of the prov library.
__all__ = ["Names", "Page", "names_under", "source_key"]


@final
@attrs.frozen
class Names:
    """The namespaces of a document; each turns a local part into a name.

    Attributes:
        event: facts and bookkeeping, by id; a corrected version by the ids of the fact and of
            the correction.
        act: the activities of bookkeeping, by its id.
        source: sources, by address.
        actor: parties and counting bodies, by code.
        publisher: publishers, by name.
        recorder: those who recorded events, by name.
        terms: the terms of peacetalks: kinds, and fields for which PROV has no term.
        dcterms: the DCMI Metadata Terms.
    """

    event: Any
    act: Any
    source: Any
    actor: Any
    publisher: Any
    recorder: Any
    terms: Any
    dcterms: Any

    def of_event(self, name: str, correction: str | None = None) -> Any:
        """Return the name of an event, or of the version of it that a correction gives."""
        return self.event[_local(name) if correction is None else _local(name, correction)]

    def of_act(self, name: str) -> Any:
        """Return the name of the activity of a bookkeeping event."""
        return self.act[_local(name)]

    def of_source(self, source: Source) -> Any:
        """Return the name of a source."""
        return self.source[_local(*source_key(source))]

    def of_actor(self, code: str) -> Any:
        """Return the name of an actor."""
        return self.actor[_local(code)]

    def of_publisher(self, publisher: str) -> Any:
        """Return the name of a publisher."""
        return self.publisher[_local(publisher)]

    def of_recorder(self, name: str) -> Any:
        """Return the name of someone who recorded events."""
        return self.recorder[_local(name)]

    def term(self, word: str) -> Any:
        """Return the name of a term of peacetalks."""
        return self.terms[_local(word)]


@final
@attrs.frozen
class Page:
    """A document that is being written, with its names.

    Attributes:
        document: the ``prov.model.ProvDocument``.
        names: the names in it.
    """

    document: Any
    names: Names


def names_under(source: str) -> Names:
    """Return the namespaces of a stream; their names are fragments of its URI."""
    namespace = import_extra("interchange", "prov.model").Namespace
    base = (
        source if source.endswith((":", "/", "#")) else f"{source}{':' if '#' in source else '#'}"
    )
    parts = ("event", "act", "source", "actor", "publisher", "recorder")
    namespaces = {part: namespace(part, f"{base}{part}:") for part in parts}
    return Names(
        **namespaces,
        terms=namespace("peacetalks", f"{NAMESPACE}term:"),
        dcterms=namespace("dcterms", "http://purl.org/dc/terms/"),
    )


def source_key(source: Source) -> tuple[str, ...]:
    """Return the key of a source, which all citations of it share.

    The key is the address, or else the publisher, title and date. An article that is cited twice
    for two paragraphs is one source.
    """
    if source.url:
        return (source.url,)
    published = "" if source.published is None else source.published.text
    return source.publisher, source.title or "", published


def _local(*parts: str) -> str:
    """Return texts as the local part of a qualified name (PROV-N, production PN_LOCAL)."""
    local = "/".join(quote(part, safe="") for part in parts)
    # A dash cannot come first, nor a dot first or last.
    if local[:1] in {"-", "."}:
        local = f"%{ord(local[0]):02X}{local[1:]}"
    return f"{local[:-1]}%2E" if local.endswith(".") else local
