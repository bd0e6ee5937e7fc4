"""An event as a card for notebooks: its fields, and where it was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

import attrs

from peacetalks.events.base import Event, written
from peacetalks.markup import Link, Table, card
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.values import Source

__all__ = ["card_of", "sources"]

_SHOWN_ABOVE = ("occurred", "sources")


def card_of(event: Event) -> str:
    """Return an event as HTML, for a notebook."""
    rows = tuple(
        (f.alias, _told(getattr(event, f.name)))
        for f in attrs.fields(type(event))
        if f.name not in _SHOWN_ABOVE and getattr(event, f.name) != f.default
    )
    read = tuple(
        (
            (Link(source.title or source.publisher, source.url),),
            source.publisher,
            str(source.published or ""),
            source.locator or "",
            source.quote or "",
        )
        for source in event.sources
    )
    return card(
        f"{event.kind} {event.occurred}",
        () if event.has_own_id else (f"id {event.id}",),
        [
            Table("Fields", ("field", "value"), rows),
            Table("Sources", ("source", "publisher", "published", "where in it", "quote"), read),
        ],
    )


def sources(events: Iterable[Event]) -> tuple[Link, ...]:
    """Return the sources of some events, as links, each document once."""
    return tuple(dict.fromkeys(_link(source) for event in events for source in event.sources))


def _told(value: object) -> str:
    """Return a value of a field: a text as it is, of others the Python that makes them."""
    if isinstance(value, tuple):
        return "; ".join(map(_told, cast("tuple[object, ...]", value))) or "none"
    return str(value) if isinstance(value, str | When) else written(value)


def _link(source: Source) -> Link:
    published = f", {source.published}" if source.published else ""
    return Link(f"{source.title or source.publisher}{published}", source.url)
