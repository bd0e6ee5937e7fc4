"""The names that things of a history have in a PROV document.

A name is a prefix and a local part. Identifiers, codes and addresses are percent-encoded whole,
so that any of them is a valid local part in PROV-JSON, PROV-N and Turtle, no two become one,
and ``urllib.parse.unquote`` gives back what it was. A slash stands only between two of them.
"""

from __future__ import annotations

from typing import Any, final
from urllib.parse import quote

import attrs

from peacetalks.extras import needed
from peacetalks.interchange.given import NAMESPACE
from peacetalks.values import Source

# Any: the values of the prov library.
__all__ = ["Names", "Page", "names_under", "source_key"]


@final
@attrs.frozen
class Names:
    """The namespaces of a document; each makes a name of a local part.

    Attributes:
        event: what was told: facts and bookkeeping, by id; a corrected version by the id of
            the fact and of the correction.
        act: what bookkeeping does, by its id.
        source: where it was read, by address.
        actor: parties and counting bodies, by code.
        publisher: publishers, by name.
        recorder: who recorded, by name.
        terms: the words of peacetalks: kinds, and fields that PROV has no word for.
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

    def told(self, name: str, correction: str | None = None) -> Any:
        """Return the name of an event as first told, or as a correction has it."""
        return self.event[_local(name) if correction is None else _local(name, correction)]

    def does(self, name: str) -> Any:
        """Return the name of what a bookkeeping event does."""
        return self.act[_local(name)]

    def read(self, source: Source) -> Any:
        """Return the name of a source."""
        return self.source[_local(*source_key(source))]

    def by_code(self, code: str) -> Any:
        """Return the name of an actor."""
        return self.actor[_local(code)]

    def publishing(self, publisher: str) -> Any:
        """Return the name of a publisher."""
        return self.publisher[_local(publisher)]

    def recording(self, name: str) -> Any:
        """Return the name of who recorded."""
        return self.recorder[_local(name)]

    def term(self, word: str) -> Any:
        """Return a word of peacetalks."""
        return self.terms[_local(word)]


@final
@attrs.frozen
class Page:
    """A document that is being written, and the names in it.

    Attributes:
        document: the ``prov.model.ProvDocument``.
        names: its names.
    """

    document: Any
    names: Names


def names_under(source: str) -> Names:
    """Return the names in the space of a stream, which are fragments of its URI."""
    namespace = needed("interchange", "prov.model").Namespace
    base = (
        source if source.endswith((":", "/", "#")) else f"{source}{':' if '#' in source else '#'}"
    )
    parts = ("event", "act", "source", "actor", "publisher", "recorder")
    ours = {part: namespace(part, f"{base}{part}:") for part in parts}
    return Names(
        **ours,
        terms=namespace("peacetalks", f"{NAMESPACE}term:"),
        dcterms=namespace("dcterms", "http://purl.org/dc/terms/"),
    )


def source_key(source: Source) -> tuple[str, ...]:
    """Return what makes two citations citations of one source.

    Its address; without one, its publisher, title and date. An article that is cited twice
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
