"""One meeting from two rows: what a coder of dyads writes once for each side is put together.

Coders of dyads write a meeting of two as two rows, source and target changed over; a visit is
``042`` for the visitor and ``043`` for the host. Two rows of one day and one article (in ICEWS:
one sentence) that are one another's counterpart are one act. A row that repeats an earlier one in
the same direction is none: that is a duplicate, which ``importers.duplicates`` proposes to merge.

Rows come out in the order of the first of each pair, from a window of a few hundred rows: memory
stays flat, and a counterpart that lies further off stands alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import Final, TypeAlias, final

from attrs import define, frozen

from peacetalks.actors import Registry
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.context import Context
from peacetalks.importers.format import Rows
from peacetalks.importers.row import Row

__all__ = ["WINDOW", "Direction", "counterpart", "dyad", "pairs"]

WINDOW: Final = 600
"""How many rows are looked ahead."""

_MUTUAL: Final = ("04", "040", "041", "044", "046", "036", "057", "0871")
_COUNTERPARTS: Final = FrozenMap({code: code for code in _MUTUAL} | {"042": "043", "043": "042"})


def counterpart(code: str) -> str | None:
    """Return the code of the row that tells the same act from the other side; None: there is none.

    Mediating is not among them: the two sides of ``045`` do different things. Nor is fighting:
    two rows may be two attacks.

    >>> counterpart("042"), counterpart("046"), counterpart("190")
    ('043', '046', None)
    """
    return _COUNTERPARTS.get(code)


@final
@frozen
class Direction:
    """What must fit for two rows to tell one act.

    Attributes:
        about: the day and the article, or the sentence.
        source: who acted.
        target: towards whom.
        code: the code.
        place: where; rows of one place are put together first.
    """

    about: Hashable
    source: Hashable
    target: Hashable
    code: str
    place: Hashable


Directed: TypeAlias = Callable[[Row], Direction | None]
"""Tells the direction of a row; None: it stands alone."""


@final
@define(eq=False)
class _Waiting:
    rows: list[Row]
    direction: Direction | None


def pairs(rows: Iterator[Row], directed: Directed, *, window: int = WINDOW) -> Iterator[Rows]:
    """Yield rows, those together that tell one act from both sides.

    Args:
        rows: the rows.
        directed: tells their direction.
        window: how many rows are looked ahead.
    """
    queue: deque[_Waiting] = deque()
    alone: dict[Hashable, list[_Waiting]] = {}
    for row in rows:
        is_whole = row.text is None and row.key is not None
        direction = directed(row) if is_whole else None
        other = None if direction is None else _taken(alone, direction)
        if other is None:
            queue.append(_Waiting([row], direction))
            if direction is not None:
                alone.setdefault(_key(direction), []).append(queue[-1])
        else:
            other.rows.append(row)
            other.direction = None
        while queue and (queue[0].direction is None or len(queue) > window):
            yield tuple(_left(queue, alone).rows)
    while queue:
        yield tuple(_left(queue, alone).rows)


def _key(direction: Direction) -> Hashable:
    return (direction.about, direction.source, direction.target, direction.code)


def _taken(alone: dict[Hashable, list[_Waiting]], direction: Direction) -> _Waiting | None:
    """Return the row that waits for this one, and let it wait no longer."""
    code = counterpart(direction.code)
    if code == direction.code and direction.source == direction.target:
        return None
    key = (direction.about, direction.target, direction.source, code)
    waiting = alone.get(key)
    if not waiting:
        return None
    found = next((one for one in waiting if _place(one) == direction.place), waiting[0])
    _forget(alone, key, found)
    return found


def _place(waiting: _Waiting) -> Hashable:
    return None if waiting.direction is None else waiting.direction.place


def _left(queue: deque[_Waiting], alone: dict[Hashable, list[_Waiting]]) -> _Waiting:
    """Return the row that has waited longest, and let it wait no longer."""
    first = queue.popleft()
    if first.direction is not None:
        _forget(alone, _key(first.direction), first)
    return first


def _forget(alone: dict[Hashable, list[_Waiting]], key: Hashable, waiting: _Waiting) -> None:
    there = alone[key]
    there.remove(waiting)
    if not there:
        del alone[key]


def dyad(context: Context, *codes: str | None) -> str:
    """Return the name of the stream of two actors: those at the top, in one order.

    Args:
        context: the import.
        codes: the codes of the actors.

    >>> context = Context("gdelt")
    >>> dyad(context, "AZE-OPP", "ARM"), dyad(context, "ARM", None), dyad(context, None, None)
    ('ARM-AZE', 'ARM', 'gdelt-no-actor')
    """
    tops = sorted({_top(context.registry, code) for code in codes if code is not None})
    return "-".join(tops) or f"{context.scheme}-no-actor"


def _top(registry: Registry, code: str) -> str:
    seen: set[str] = set()
    # Actors given in Python may belong to one another in a circle.
    while code not in seen and (actor := registry.get(code)) and actor.part_of is not None:
        seen.add(code)
        code = actor.part_of
    return code
