"""The draft: the one mutable thing, alive only inside a fold.

Theory of operation. A fold writes to a draft over the tables of a state: a part is copied when
it is first touched, and what was touched is sealed when the fold ends. Handlers reach parts only
through ``draft.part``. From outside a fold is pure: what it started from is never changed, and
nothing keeps the draft.

A handler writes only the parts that its event names, and never reads another part: so each part
depends on the events in its own ``because`` and on those that they replaced, and on nothing
else. (The one that asks for all ``keys`` of a table is noted.) What depends on several parts
(the phase, what is overdue) is a query of the state.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from peacetalks.events import Event
from peacetalks.events.tellings import Tellings
from peacetalks.state.part import Part, seal, thaw
from peacetalks.state.tables import PUBLIC, TABLES

__all__ = ["Address", "Changes", "Draft", "Tables"]

P = TypeVar("P", bound=Part)

Tables: TypeAlias = Mapping[str, Mapping[Any, Part]]
"""The tables of a state by name. (Any, here and below: keys are texts or tuples of them.)"""
Changes: TypeAlias = dict[str, dict[Any, Part]]
"""Parts that were written, by table and key."""
Address: TypeAlias = tuple[str, Any]
"""A table's name, and a key in it."""


class Draft:
    """A negotiation state while it is being written.

    Attributes:
        last: the event that was folded last, of those whose day can be known.
        fact_count: how many facts were folded.
        unresolved: bookkeeping that was met.
        about_actors: what was stated of who is who.
        touched: where the addresses of the parts that are touched are put; None: nowhere.
        asked: the tables whose keys were asked for.
    """

    __slots__ = (
        "_base",
        "_tellings",
        "_written",
        "about_actors",
        "asked",
        "fact_count",
        "last",
        "touched",
        "unresolved",
    )

    def __init__(self, base: Tables, last: Event | None = None) -> None:
        self._base = base
        self._written: dict[type[Part], dict[Hashable, Any]] = {}
        self.last: Event | None = last
        self.fact_count: int = 0
        self.unresolved: list[Event] = []
        self.about_actors: list[Event] = []
        self._tellings: dict[str, Tellings] = {}
        self.touched: list[Address] | None = None
        self.asked: set[str] = set()

    def part(self, draft: type[P], key: Hashable, *names: Any) -> P:
        """Return a part to write to, made if there was none.

        Args:
            draft: the draft class of the part.
            key: its key in its table.
            names: the first fields of a new part, if they are other than the key.
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
        """Return the keys of a table as it stands."""
        name = TABLES[draft]
        self.asked.add(name)
        return tuple({**self._base.get(name, _NO_PARTS), **self._written.get(draft, {})})

    def is_first_told(self, event: Event, act: str, before: Iterable[Event]) -> bool:
        """Return whether of an act no rival telling was folded before an event.

        Args:
            event: the next event of the act.
            act: the act.
            before: its events so far; they are read when the act is first met.
        """
        told = self._tellings.get(act)
        if told is None:
            told = self._tellings[act] = Tellings(before)
        return told.take(event)

    def sealed(self) -> Changes:
        """Return the parts that were written; the draft must not be used afterwards."""
        for draft, table in self._written.items():
            public = PUBLIC[draft]
            for part in table.values():
                seal(part, public)
        return {TABLES[draft]: table for draft, table in self._written.items()}


_NO_PARTS: Mapping[Any, Part] = {}
