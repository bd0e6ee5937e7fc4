"""Results of folding a sequence of facts, kept in blocks: to start in the middle, and to update.

A sequence is cut into **blocks** of a few hundred facts. A block keeps the parts that it changed,
as they are at its end. Which of its facts touched each part is found, and kept, when a late fact
makes it matter. At some blocks the complete tables are kept too: a **base**. The tables after any
block are the nearest base before it, updated with the changes of the blocks since then. A state
inside the next block is a fold of a few facts from there.

**If a fact comes late**, its block is folded again. The fact changes only the parts that it
touches, since a part depends only on the facts that touch it (``reducer/draft.py``). So in each
later block only the facts that touch those parts are folded again, from the present parts; blocks
that do not touch them stay as they are. In two cases blocks cannot be updated this way, so they are
dropped and folded again when needed: if the fact shares its act with others, since only the first
of those is folded, and if a later fact asks for all keys of a table that changed.

All values here are replaced, never changed in place, except tables that are not used elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, final

import attrs
from attrs import frozen

from peacetalks.events import Event
from peacetalks.reducer.draft import Address, Changes, Draft, Tables
from peacetalks.reducer.folding import apply
from peacetalks.state.part import Part

__all__ = ["Block", "Blocks"]

SIZE: Final = 256
"""The facts in a block, as long as the parts are small."""
_MOST_BYTES_PER_FACT: Final = 1_300
"""The most bytes that are kept per fact; above it, blocks are joined in pairs."""


@final
@frozen
class Block:
    """Consecutive facts, and what they changed.

    Attributes:
        size: how many events it has.
        fact_count: how many of them are facts of the state.
        changed: the parts that they touched, as they are at its end.
        last: the last of them whose day can be known, or None.
        keys_read: the tables of which one of them read all keys.
        weight: about how many bytes of memory it takes.
        writers: the facts that touched each part, in order; None: not known yet.
            (Any: as in ``Tables``.)
    """

    size: int
    fact_count: int
    changed: Tables
    last: Event | None
    keys_read: frozenset[str]
    weight: int
    writers: dict[str, dict[Any, list[Event]]] | None = None

    def writers_of(self, name: str, key: Any) -> list[Event]:
        """Return the facts that touched a part.

        Any: as in ``Tables``.
        """
        return (self.writers or {}).get(name, {}).get(key, [])

    def touched_by(self, event: Event) -> list[Address]:
        """Return the parts that a fact touched."""
        return [
            (name, key)
            for name, table in (self.writers or {}).items()
            for key, events in table.items()
            if any(one is event for one in events)
        ]


@final
@frozen
class Blocks:
    """The blocks of the first facts of a sequence.

    Attributes:
        size: how many facts a new block has.
        blocks: the blocks, in order from the first fact.
        ends: the number of facts up to the end of each block.
        bases: complete tables, each with the number of blocks before it, in order.
    """

    size: int
    blocks: tuple[Block, ...] = ()
    ends: tuple[int, ...] = ()
    bases: tuple[tuple[int, Tables], ...] = ()

    def before(self, place: int) -> int:
        """Return how many blocks end by a place."""
        return bisect_right(self.ends, place)

    def start(self, number: int) -> int:
        """Return how many facts are in the first blocks."""
        return self.ends[number - 1] if number else 0

    def facts(self, number: int) -> int:
        """Return how many facts of the state are in the first blocks."""
        return sum(block.fact_count for block in self.blocks[:number])

    def after(self, number: int) -> tuple[Changes, Event | None]:
        """Return the tables after the first blocks, and their last fact."""
        bases = [base for base in self.bases if base[0] <= number][-1:]
        first, base = bases[0] if bases else _NO_BASE
        tables = {name: dict(table) for name, table in base.items()}
        for block in self.blocks[first:number]:
            _update(tables, block.changed)
        lasts = (block.last for block in reversed(self.blocks[:number]) if block.last is not None)
        return tables, next(lasts, None)

    def grown(self, events: Sequence[Event], end: int) -> Blocks:
        """Return blocks of the facts up to a place, as far as complete blocks fit."""
        start = self.start(len(self.blocks))
        if self._is_heavy(start):
            return self.joined().grown(events, end)
        if end - start < self.size:
            return self
        tables, last = self.after(len(self.blocks))
        blocks, bases = list(self.blocks), list(self.bases)
        since = sum(_part_count(b.changed) for b in self.blocks[bases[-1][0] if bases else 0 :])
        while end - start >= self.size:
            block = _folded(events[start : start + self.size], tables, last)
            blocks.append(block)
            last = block.last or last
            start += self.size
            _update(tables, block.changed)
            since += _part_count(block.changed)
            if since >= _part_count(tables):
                # So a base is not larger than the blocks before it, nor an update than a base.
                bases.append((len(blocks), {name: dict(t) for name, t in tables.items()}))
                since = 0
        return _placed(self.size, blocks, bases).grown(events, end)

    def _is_heavy(self, facts: int) -> bool:
        weight = sum(block.weight for block in self.blocks)
        return len(self.blocks) > 1 and weight > _MOST_BYTES_PER_FACT * facts

    def joined(self) -> Blocks:
        """Return blocks that are twice as long."""
        pairs = [self.blocks[at : at + 2] for at in range(0, len(self.blocks) - 1, 2)]
        bases = [(number // 2, t) for number, t in self.bases if number % 2 == 0]
        return _placed(self.size * 2, [_joined(*pair) for pair in pairs], bases)

    def cut(self, number: int) -> Blocks:
        """Return only the first blocks."""
        bases = [base for base in self.bases if base[0] <= number]
        return _placed(self.size, self.blocks[:number], bases)

    def updated(self, events: Sequence[Event], place: int) -> Blocks:
        """Return the blocks, updated after one more fact was inserted into the sequence.

        Args:
            events: the sequence with the fact.
            place: the place of the fact in it.
        """
        number = self.before(place)
        event = events[place]
        if number == len(self.blocks):
            return self
        if event.act is not None or self.blocks[number].size >= 2 * self.size:
            return self.cut(number)
        tables, last = self.after(number)
        own = events[self.start(number) : self.ends[number] + 1]
        block = _with_writers(_folded(own, tables, last), own, tables)
        touched = block.touched_by(event)
        if block.keys_read & {name for name, _ in touched}:
            return self.cut(number)
        blocks = [*self.blocks[:number], block, *self.blocks[number + 1 :]]
        updated = _placed(self.size, blocks, self.bases)
        _update(tables, block.changed)
        return updated._with_later_updated(number + 1, events, touched, tables)  # noqa: SLF001 # of this class

    def _with_later_updated(
        self, number: int, events: Sequence[Event], touched: list[Address], tables: Changes
    ) -> Blocks:
        """Return the blocks, with those updated that follow a block whose parts changed.

        Args:
            number: how many blocks are up to date.
            events: the sequence.
            touched: the parts that changed.
            tables: the tables after the blocks that are up to date; they are written to.
        """
        blocks = list(self.blocks[:number])
        bases = [base for base in self.bases if base[0] < number]
        base_at = dict(self.bases)
        changed = {name for name, _ in touched}
        for at in range(number, len(self.blocks) + 1):  # pragma: no branch # the last one breaks
            if at in base_at:
                # Complete tables: their parts are in the order of their first facts.
                fresh = {name: dict(tables[name]) for name in changed}
                bases.append((at, {**base_at[at], **fresh}))
            if at == len(self.blocks) or self.blocks[at].keys_read & changed:
                break
            block = self.blocks[at]
            if any(key in block.changed.get(name, {}) for name, key in touched):
                facts = events[self.start(at) : self.ends[at]]
                block = _refolded(_with_writers(block, facts, tables), touched, tables)
            blocks.append(block)
            for name in {"acts", *changed} & set(block.changed):
                tables.setdefault(name, {}).update(block.changed[name])
        return _placed(self.size, blocks, bases)


_NO_BASE: Final[tuple[int, Tables]] = (0, {})


def _placed(size: int, blocks: Sequence[Block], bases: Sequence[tuple[int, Tables]]) -> Blocks:
    ends = accumulate(block.size for block in blocks)
    return Blocks(size, tuple(blocks), tuple(ends), tuple(bases))


def _folded(events: Sequence[Event], tables: Tables, last: Event | None) -> Block:
    """Return the block of facts that are folded onto tables."""
    draft = Draft(tables, last)
    apply(draft, events)
    own_last = None if draft.last is last else draft.last
    counts = (len(events), draft.fact_count)
    return _block(counts, draft.sealed(), own_last, frozenset(draft.keys_read))


def _block(
    counts: tuple[int, int], changed: Tables, last: Event | None, keys_read: frozenset[str]
) -> Block:
    weight = sum(part.weight for table in changed.values() for part in table.values())
    return Block(*counts, changed, last, keys_read, weight)


def _with_writers(block: Block, events: Sequence[Event], tables: Tables) -> Block:
    """Return a block that knows which of its facts touch which part.

    That depends only on the accounts of acts before it.
    """
    if block.writers is not None:
        return block
    draft = Draft({"acts": tables.get("acts", {})})
    touched: list[Address] = []
    draft.touched = touched
    writers: dict[str, dict[Any, list[Event]]] = {}
    for event in events:
        apply(draft, (event,))
        for name, key in dict.fromkeys(touched):
            writers.setdefault(name, {}).setdefault(key, []).append(event)
        touched.clear()
    return attrs.evolve(block, writers=writers)


def _refolded(block: Block, touched: Iterable[Address], tables: Tables) -> Block:
    """Return a block with some parts folded again, from the parts in tables."""
    parts: dict[Address, Part] = {}
    for name, key in touched:
        events = block.writers_of(name, key)
        if events:
            draft = Draft({name: {key: tables[name][key]}})
            apply(draft, events)
            parts[name, key] = draft.sealed()[name][key]
    return attrs.evolve(block, changed=_with_parts(block.changed, parts))


def _joined(one: Block, other: Block) -> Block:
    changed = {name: dict(table) for name, table in one.changed.items()}
    _update(changed, other.changed)
    last = one.last if other.last is None else other.last
    counts = (one.size + other.size, one.fact_count + other.fact_count)
    return _block(counts, changed, last, one.keys_read | other.keys_read)


def _with_parts(tables: Tables, parts: dict[Address, Part]) -> dict[str, Mapping[Any, Part]]:
    """Return tables with some parts replaced; tables without such parts are shared."""
    changed: Changes = {}
    for (name, key), part in parts.items():
        changed.setdefault(name, {})[key] = part
    return {**tables, **{name: {**tables[name], **table} for name, table in changed.items()}}


def _update(tables: Changes, changed: Tables) -> None:
    for name, table in changed.items():
        tables.setdefault(name, {}).update(table)


def _part_count(tables: Tables) -> int:
    return sum(map(len, tables.values()))
