"""Fold the events of a stream as they are stored, and read only what the handlers need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.log.records import ends, events_of_rows
from peacetalks.log.store import Query, Store, stored
from peacetalks.reducer.folding import fold

__all__ = ["Handlers", "project"]

S = TypeVar("S")

Handlers: TypeAlias = Mapping[type[Event], Callable[[S, Any], S]]
"""A handler for each kind. (Any: each takes its own kind.)"""


def project(
    store: Store,
    vocabulary: Vocabulary,
    stream: str,
    handlers: Handlers[Any],
    initial: Any,
    *,
    strict: bool,
) -> Any:
    """Return the state that the events of a stream are folded into.

    Any: the state has the type that the handlers give it.

    Raises:
        NotFound: if the stream does not exist.
        InvalidValue: if a key of ``handlers`` is not a kind, or a handler is not a function.
        ReadError: if ``strict`` and a row cannot be read.
    """
    fold((), handlers, initial=None)  # raises for handlers that are not valid
    _, upto = ends(store, stream)
    # Events of any kind may be unknown: of another vocabulary, or of a newer version.
    is_any = UnknownEvent in handlers
    tags = () if is_any else tuple(sorted(kind.kind for kind in handlers))
    rows = stored(store, Query(stream=stream, kinds=tags), 0, upto) if handlers else ()
    events = events_of_rows(rows, vocabulary, stream, store.name, strict=strict)
    return fold(events, handlers, initial=initial)
