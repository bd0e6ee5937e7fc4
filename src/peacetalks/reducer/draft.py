"""The draft: the one mutable thing, alive only inside a fold.

Theory of operation. A fold thaws a state into a draft, lets each event's handler write to it,
and freezes it again. A table of parts is copied when it is first written to, a part when it is
first touched; handlers reach parts only through ``draft.part``. From outside a fold is pure:
the state it started from is never changed, and nothing keeps the draft.

A handler writes only the parts that its event names, and never reads another part: so each part
depends on the events in its own ``because`` and on those that they replaced, and on nothing
else. What depends on several parts (the phase, what is overdue) is a query of the state.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part, seal, thaw
from peacetalks.state.tables import PUBLIC, TABLES

__all__ = ["Draft"]

P = TypeVar("P", bound=Part)


class Draft:
    """A negotiation state while it is being written."""

    __slots__ = ("_base", "_tables", "_touched", "last", "unresolved")

    def __init__(self, base: NegotiationState) -> None:
        self._base = base
        self._tables: dict[type[Part], dict[Hashable, Part]] = {}
        self._touched: list[Part] = []
        self.last: Event | None = base.last
        self.unresolved: list[Event] = []

    def part(self, draft: type[P], key: Hashable, *names: Any) -> P:
        """Return a part to write to, made if there was none.

        Args:
            draft: the draft class of the part.
            key: its key in its table.
            names: the first fields of a new part, if they are other than the key.
        """
        table = self._tables.get(draft) or self._open(draft)
        found = table.get(key)
        if type(found) is draft:
            return found
        part = draft(*(names or (key,))) if found is None else thaw(found, draft)
        table[key] = part
        self._touched.append(part)
        return part

    def keys(self, draft: type[Part]) -> tuple[Any, ...]:
        """Return the keys of a table as it stands; Any: they are texts or tuples of them."""
        return tuple(self._tables.get(draft) or self._open(draft))

    def _open(self, draft: type[Part]) -> dict[Hashable, Part]:
        table = self._tables.get(draft)
        if table is None:
            table = dict(getattr(self._base.parts, TABLES[draft]))
            self._tables[draft] = table
        return table

    def freeze(self) -> NegotiationState:
        """Return the state that was written; the draft must not be used afterwards."""
        for part in self._touched:
            seal(part, PUBLIC[type(part)])
        tables = {TABLES[draft]: FrozenMap(table) for draft, table in self._tables.items()}
        return self._base.having(
            **tables,
            last=self.last,
            unresolved=(*self._base.unresolved, *self.unresolved),
        )
