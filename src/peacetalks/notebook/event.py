"""An event as a card for notebooks: its fields and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from peacetalks.notebook.markup import Link, Table, card
from peacetalks.notebook.python import python_of
from peacetalks.primitives.when import When
from peacetalks.values.facts import Source

__all__ = ["card_of", "links"]


def card_of(
    title: str, computed_id: str | None, fields: Mapping[str, object], sources: Iterable[Source]
) -> str:
    """Return an event as HTML, for a notebook.

    Args:
        title: its kind and its day.
        computed_id: its id, if it was computed and not given.
        fields: the values of its fields, by name.
        sources: its sources.
    """
    rows = tuple((name, _value(value)) for name, value in fields.items())
    source_rows = tuple(
        (
            (Link(source.title or source.publisher, source.url),),
            source.publisher,
            str(source.published or ""),
            source.locator or "",
            source.quote or "",
        )
        for source in sources
    )
    return card(
        title,
        () if computed_id is None else (f"id {computed_id}",),
        [
            Table("Fields", ("field", "value"), rows),
            Table(
                "Sources", ("source", "publisher", "published", "where in it", "quote"), source_rows
            ),
        ],
    )


def links(sources: Iterable[Source]) -> tuple[Link, ...]:
    """Return sources as links, one per document.

    >>> links([Source(publisher="OSCE", published="2023-10-05", locator=p) for p in "12"])
    (Link(shown='OSCE, 2023-10-05', url=None),)
    """
    return tuple(dict.fromkeys(map(_link, sources)))


def _value(value: object) -> str:
    """Return a text or a date as it is, and any other value as the Python that makes it."""
    if isinstance(value, tuple):
        return "; ".join(map(_value, cast("tuple[object, ...]", value))) or "none"
    return str(value) if isinstance(value, str | When) else python_of(value)


def _link(source: Source) -> Link:
    published = f", {source.published}" if source.published else ""
    return Link(f"{source.title or source.publisher}{published}", source.url)
