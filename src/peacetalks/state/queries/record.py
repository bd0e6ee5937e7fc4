"""Look up facts that stay on record, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from peacetalks.events import Event
from peacetalks.state.part import in_order
from peacetalks.state.snapshot import Snapshot

E = TypeVar("E", bound=Event)


def of_kind(state: Snapshot, kind: type[E]) -> Iterator[E]:
    """Yield the facts of a kind on record, in order."""
    facts = (fact.event for fact in state.parts.on_record.values() if fact.kind == kind.kind)
    yield from in_order([event for event in facts if isinstance(event, kind)])


def same_text(wanted: str, text: str | None) -> bool:
    """Return whether a text on record is the wanted one; case is ignored."""
    return text is not None and wanted.casefold() == text.casefold()
