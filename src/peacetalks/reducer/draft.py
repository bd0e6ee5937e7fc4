"""The draft: the only mutable object, used only during a fold.

Theory of operation. A fold writes to a draft over the tables of a state. A part is copied when it
is first touched, and the parts that were touched are sealed when the fold ends. Handlers reach
parts only through ``draft.part``. Seen from outside, a fold is pure: it never changes the state
from which it starts, and nothing keeps the draft.

A handler writes only the parts that its event names, and never reads other parts. So each part
depends only on the events in its ``because`` and on those that they replaced. (A handler that needs
all ``keys`` of a table is the exception, and the draft notes the table in ``keys_read``.) What
depends on several parts, such as the phase or what is overdue, is a query of the state.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from peacetalks.events import Event
from peacetalks.events.tellings import Tellings
from peacetalks.state.part import Part, seal, thaw
from peacetalks.state.tables import PUBLIC, TABLES

__all__ = ["Address", "Changes", "Draft", "Tables"]


def __dir__() -> list[str]:
    return sorted(__all__)


P = TypeVar("P", bound=Part)

Tables: TypeAlias = Mapping[str, Mapping[Any, Part]]
"""The tables of a state by name. (Any, here and below: keys are texts or tuples of them.)"""
Changes: TypeAlias = dict[str, dict[Any, Part]]
"""The parts that were written, by table and key."""
Address: TypeAlias = tuple[str, Any]
"""The name of a table, and a key in it."""


class Draft:
    """A negotiation state while it is being written.

    Attributes:
        last: the last event folded whose day can be known.
        fact_count: how many facts were folded.
        unresolved: the bookkeeping events among those folded.
        statements: the statements about actors and coverage among those folded.
        touched: collects the addresses of the parts that are touched; None: they are not collected.
        keys_read: the tables of which a handler read all keys.
    """

    __slots__ = (
        "_base",
        "_tellings",
        "_written",
        "fact_count",
        "keys_read",
        "last",
        "statements",
        "touched",
        "unresolved",
    )

    def __init__(self, base: Tables, last: Event | None = None) -> None:
        self._base = base
        self._written: dict[type[Part], dict[Hashable, Any]] = {}
        self.last: Event | None = last
        self.fact_count: int = 0
        self.unresolved: list[Event] = []
        self.statements: list[Event] = []
        self._tellings: dict[str, Tellings] = {}
        self.touched: list[Address] | None = None
        self.keys_read: set[str] = set()

    def part(self, draft: type[P], key: Hashable, *names: Any) -> P:
        """Return a part to write to; it is created if it does not exist.

        Args:
            draft: the draft class of the part.
            key: its key in its table.
            names: the first fields of a new part, if they are not the key.
        """
        table = self._written.get(draft)
        if table is None:
            table = self._written[draft] = {}
        part: P | None = table.get(key)
        if part is None:
            before = self._base.get(TABLES[draft], _NO_PARTS).get(key)
            part = draft(*(names or (key,))) if before is None else thaw(before, draft)
            table[key] = part
        if self.touched is not None:
            self.touched.append((TABLES[draft], key))
        return part

    def keys(self, draft: type[Part]) -> tuple[Any, ...]:
        """Return the present keys of a table."""
        name = TABLES[draft]
        self.keys_read.add(name)
        return tuple({**self._base.get(name, _NO_PARTS), **self._written.get(draft, {})})

    def is_first_told(self, event: Event, act: str, before: Iterable[Event]) -> bool:
        """Return whether no rival telling of an act was folded before an event.

        Args:
            event: the next event of the act.
            act: the act.
            before: the events of the act so far; they are read when the act first occurs.
        """
        tellings = self._tellings.get(act)
        if tellings is None:
            tellings = self._tellings[act] = Tellings(before)
        return tellings.take(event)

    def sealed(self) -> Changes:
        """Return the parts that were written; the draft must not be used afterwards."""
        for draft, table in self._written.items():
            seal(table.values(), draft, PUBLIC[draft])
        return {TABLES[draft]: table for draft, table in self._written.items()}


_NO_PARTS: Mapping[Any, Part] = {}
