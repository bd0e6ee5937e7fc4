"""What a fold made of a sequence of facts, kept in blocks: to begin in the middle, and to mend.

A sequence is cut into **blocks** of some hundred facts. Of each block is kept which parts it
changed, and what they were at its end; which of its facts touched each is looked for, and kept,
when a late fact makes it matter. Here and there the whole tables are kept too: a **base**. The tables after any block are the nearest base before
it, updated with what the blocks since then changed; a state inside the next block is a fold of
a few facts from there.

**A fact that comes late** is folded into its block anew. It changes the parts that it touches and
no others, since a part depends only on the facts that touch it (``reducer/draft.py``). So in each
later block only the facts that touch those parts are folded again, from what the parts are now;
blocks that do not touch them stay as they are. What cannot be mended this way is cut off and
folded again when it is asked for: a fact that shares its act with others, since the first of
them is folded and the others are not, and a table whose keys a later fact asks for.

All values here are replaced and never changed in place, but for tables that nobody else has.
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
from peacetalks.reducer.fold import apply
from peacetalks.state.part import Part

__all__ = ["Block", "Blocks"]

SIZE: Final = 256
"""So many facts make a block, as long as the parts are light."""
_BYTES_OF_A_FACT: Final = 1_300
"""So many bytes are kept for each fact, at the most; then blocks are joined two by two."""


@final
@frozen
class Block:
    """Some facts in a row, and what they changed.

    Attributes:
        size: how many events.
        fact_count: how many of them are facts of the state.
        changed: the parts that they touched, as they are at its end.
        last: the last of them whose day can be known, or None.
        asked: the tables whose keys one of them asked for.
        weight: about how many bytes of memory it takes.
        tellers: the facts that touched each part, in their order; None: not looked for yet.
            (Any: as in ``Tables``.)
    """

    size: int
    fact_count: int
    changed: Tables
    last: Event | None
    asked: frozenset[str]
    weight: int
    tellers: dict[str, dict[Any, list[Event]]] | None = None

    def told(self, name: str, key: Any) -> list[Event]:
        """Return the facts that touched a part.

        Any: as in ``Tables``.
        """
        return (self.tellers or {}).get(name, {}).get(key, [])

    def touched_by(self, event: Event) -> list[Address]:
        """Return the parts that a fact touched."""
        return [
            (name, key)
            for name, table in (self.tellers or {}).items()
            for key, told in table.items()
            if any(one is event for one in told)
        ]


@final
@frozen
class Blocks:
    """The blocks of the first facts of a sequence.

    Attributes:
        size: how many facts a new block has.
        blocks: the blocks, in a row from the first fact.
        ends: after how many facts each ends.
        bases: the tables after some numbers of blocks, those in their order.
    """

    size: int
    blocks: tuple[Block, ...] = ()
    ends: tuple[int, ...] = ()
    bases: tuple[tuple[int, Tables], ...] = ()

    def before(self, place: int) -> int:
        """Return how many blocks end by a place."""
        return bisect_right(self.ends, place)

    def start(self, number: int) -> int:
        """Return after how many facts so many blocks end."""
        return self.ends[number - 1] if number else 0

    def facts(self, number: int) -> int:
        """Return how many facts of the state are in the first blocks."""
        return sum(block.fact_count for block in self.blocks[:number])

    def after(self, number: int) -> tuple[Changes, Event | None]:
        """Return the tables after so many blocks, and the last fact."""
        held = [base for base in self.bases if base[0] <= number][-1:]
        first, base = held[0] if held else _NOTHING
        tables = {name: dict(table) for name, table in base.items()}
        for block in self.blocks[first:number]:
            _update(tables, block.changed)
        lasts = (block.last for block in reversed(self.blocks[:number]) if block.last is not None)
        return tables, next(lasts, None)

    def grown(self, events: Sequence[Event], end: int) -> Blocks:
        """Return blocks of the facts up to a place, as far as whole ones fit."""
        start = self.start(len(self.blocks))
        if self._is_heavy(start):
            return self.joined().grown(events, end)
        if end - start < self.size:
            return self
        tables, last = self.after(len(self.blocks))
        blocks, bases = list(self.blocks), list(self.bases)
        since = sum(_parts(b.changed) for b in self.blocks[bases[-1][0] if bases else 0 :])
        while end - start >= self.size:
            block = _folded(events[start : start + self.size], tables, last)
            blocks.append(block)
            last = block.last or last
            start += self.size
            _update(tables, block.changed)
            since += _parts(block.changed)
            if since >= _parts(tables):
                # No base takes more than the blocks before it, nor an update more than a base.
                bases.append((len(blocks), {name: dict(t) for name, t in tables.items()}))
                since = 0
        return _placed(self.size, blocks, bases).grown(events, end)

    def _is_heavy(self, facts: int) -> bool:
        weight = sum(block.weight for block in self.blocks)
        return len(self.blocks) > 1 and weight > _BYTES_OF_A_FACT * facts

    def joined(self) -> Blocks:
        """Return blocks twice as long."""
        pairs = [self.blocks[at : at + 2] for at in range(0, len(self.blocks) - 1, 2)]
        bases = [(number // 2, t) for number, t in self.bases if number % 2 == 0]
        return _placed(self.size * 2, [_united(*pair) for pair in pairs], bases)

    def cut(self, number: int) -> Blocks:
        """Return the first blocks alone."""
        bases = [base for base in self.bases if base[0] <= number]
        return _placed(self.size, self.blocks[:number], bases)

    def mended(self, events: Sequence[Event], place: int) -> Blocks:
        """Return the blocks after one more fact was put into the sequence.

        Args:
            events: the sequence with the fact.
            place: where it stands now.
        """
        number = self.before(place)
        event = events[place]
        if number == len(self.blocks):
            return self
        if event.act is not None or self.blocks[number].size >= 2 * self.size:
            return self.cut(number)
        tables, last = self.after(number)
        own = events[self.start(number) : self.ends[number] + 1]
        block = _traced(_folded(own, tables, last), own, tables)
        touched = block.touched_by(event)
        if block.asked & {name for name, _ in touched}:
            return self.cut(number)
        blocks = [*self.blocks[:number], block, *self.blocks[number + 1 :]]
        made = _placed(self.size, blocks, self.bases)
        _update(tables, block.changed)
        return made._followed(number + 1, events, touched, tables)  # noqa: SLF001 # of this class

    def _followed(
        self, number: int, events: Sequence[Event], touched: list[Address], tables: Changes
    ) -> Blocks:
        """Return the blocks after some parts were changed before the later ones of them.

        Args:
            number: how many blocks are as they should be.
            events: the sequence.
            touched: which parts were changed.
            tables: the tables after those blocks; they are written to.
        """
        blocks = list(self.blocks[:number])
        bases = [base for base in self.bases if base[0] < number]
        held = dict(self.bases)
        named = {name for name, _ in touched}
        for at in range(number, len(self.blocks) + 1):  # pragma: no branch # the last one breaks
            if at in held:
                # Whole tables: their parts stand in the order of their first facts.
                fresh = {name: dict(tables[name]) for name in named}
                bases.append((at, {**held[at], **fresh}))
            if at == len(self.blocks) or self.blocks[at].asked & named:
                break
            block = self.blocks[at]
            if any(key in block.changed.get(name, {}) for name, key in touched):
                told = events[self.start(at) : self.ends[at]]
                block = _refolded(_traced(block, told, tables), touched, tables)
            blocks.append(block)
            for name in {"acts", *named} & set(block.changed):
                tables.setdefault(name, {}).update(block.changed[name])
        return _placed(self.size, blocks, bases)


_NOTHING: Final[tuple[int, Tables]] = (0, {})


def _placed(size: int, blocks: Sequence[Block], bases: Sequence[tuple[int, Tables]]) -> Blocks:
    ends = accumulate(block.size for block in blocks)
    return Blocks(size, tuple(blocks), tuple(ends), tuple(bases))


def _folded(events: Sequence[Event], tables: Tables, last: Event | None) -> Block:
    """Return the block of some facts that are folded onto tables."""
    draft = Draft(tables, last)
    apply(draft, events)
    own_last = None if draft.last is last else draft.last
    counts = (len(events), draft.fact_count)
    return _block(counts, draft.sealed(), own_last, frozenset(draft.asked))


def _block(
    counts: tuple[int, int], changed: Tables, last: Event | None, asked: frozenset[str]
) -> Block:
    weight = sum(part.weight for table in changed.values() for part in table.values())
    return Block(*counts, changed, last, asked, weight)


def _traced(block: Block, events: Sequence[Event], tables: Tables) -> Block:
    """Return a block that knows which of its facts touch which part.

    Which do depends on nothing but the acts that were told of before.
    """
    if block.tellers is not None:
        return block
    draft = Draft({"acts": tables.get("acts", {})})
    touched: list[Address] = []
    draft.touched = touched
    tellers: dict[str, dict[Any, list[Event]]] = {}
    for event in events:
        apply(draft, (event,))
        for name, key in dict.fromkeys(touched):
            tellers.setdefault(name, {}).setdefault(key, []).append(event)
        touched.clear()
    return attrs.evolve(block, tellers=tellers)


def _refolded(block: Block, touched: Iterable[Address], tables: Tables) -> Block:
    """Return a block whose facts found some parts as they are in tables now."""
    parts: dict[Address, Part] = {}
    for name, key in touched:
        told = block.told(name, key)
        if told:
            draft = Draft({name: {key: tables[name][key]}})
            apply(draft, told)
            parts[name, key] = draft.sealed()[name][key]
    return attrs.evolve(block, changed=_having(block.changed, parts))


def _united(one: Block, other: Block) -> Block:
    changed = {name: dict(table) for name, table in one.changed.items()}
    _update(changed, other.changed)
    last = one.last if other.last is None else other.last
    counts = (one.size + other.size, one.fact_count + other.fact_count)
    return _block(counts, changed, last, one.asked | other.asked)


def _having(tables: Tables, parts: dict[Address, Part]) -> dict[str, Mapping[Any, Part]]:
    """Return tables with some other parts; those tables that are not concerned are shared."""
    changed: Changes = {}
    for (name, key), part in parts.items():
        changed.setdefault(name, {})[key] = part
    return {**tables, **{name: {**tables[name], **table} for name, table in changed.items()}}


def _update(tables: Changes, changed: Tables) -> None:
    for name, table in changed.items():
        tables.setdefault(name, {}).update(table)


def _parts(tables: Tables) -> int:
    return sum(map(len, tables.values()))
