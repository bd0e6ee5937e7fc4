"""Join the two rows that a coder of dyads writes for one act, one for each side.

A meeting of two is coded as two rows with source and target swapped; a visit is ``042`` for the
visitor and ``043`` for the host. Two rows of the same day and article (in ICEWS: sentence) that are
counterparts of each other are one act. A row that repeats an earlier one in the same direction is
not a counterpart but a duplicate, which ``importers.duplicates`` proposes to merge.

Rows are yielded in the order of the first row of each pair, from a window of a few hundred rows:
memory stays flat, and a counterpart outside the window stays a separate act.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import Final, TypeAlias, final

from attrs import define, frozen

from peacetalks.actors import Registry
from peacetalks.importers.context import Context
from peacetalks.importers.format import Rows
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["WINDOW", "Direction", "counterpart", "dyad", "pairs"]

WINDOW: Final = 600
"""How many rows to look ahead."""

_MUTUAL: Final = ("04", "040", "041", "044", "046", "036", "057", "0871")
_COUNTERPARTS: Final = FrozenMap({code: code for code in _MUTUAL} | {"042": "043", "043": "042"})


def counterpart(code: str) -> str | None:
    """Return the code of a row that reports the same act from the other side; None if it has none.

    Mediation has none, since the two sides of ``045`` do different things. Fighting has none either,
    since two rows may be two attacks.

    >>> counterpart("042"), counterpart("046"), counterpart("190")
    ('043', '046', None)
    """
    return _COUNTERPARTS.get(code)


@final
@frozen
class Direction:
    """What must match for two rows to report one act.

    Attributes:
        about: the day and the article, or the sentence.
        source: who acted.
        target: towards whom.
        code: the code.
        place: where it happened; rows with the same place are joined first.
    """

    about: Hashable
    source: Hashable
    target: Hashable
    code: str
    place: Hashable


Directed: TypeAlias = Callable[[Row], Direction | None]
"""Gives the direction of a row; None: it has no counterpart."""


@final
@define(eq=False)
class _Waiting:
    rows: list[Row]
    direction: Direction | None


def pairs(rows: Iterator[Row], directed: Directed, *, window: int = WINDOW) -> Iterator[Rows]:
    """Yield rows in groups; two rows that report one act from both sides are one group.

    Args:
        rows: the rows.
        directed: gives their direction.
        window: how many rows to look ahead.
    """
    queue: deque[_Waiting] = deque()
    unpaired: dict[Hashable, list[_Waiting]] = {}
    for row in rows:
        is_whole = row.text is None and row.key is not None
        direction = directed(row) if is_whole else None
        other = None if direction is None else _take_counterpart(unpaired, direction)
        if other is None:
            queue.append(_Waiting([row], direction))
            if direction is not None:
                unpaired.setdefault(_key(direction), []).append(queue[-1])
        else:
            other.rows.append(row)
            other.direction = None
        while queue and (queue[0].direction is None or len(queue) > window):
            yield tuple(_take_oldest(queue, unpaired).rows)
    while queue:
        yield tuple(_take_oldest(queue, unpaired).rows)


def _key(direction: Direction) -> Hashable:
    return (direction.about, direction.source, direction.target, direction.code)


def _take_counterpart(
    unpaired: dict[Hashable, list[_Waiting]], direction: Direction
) -> _Waiting | None:
    """Return the counterpart of a row and remove it from the unpaired rows; None if there is none."""
    code = counterpart(direction.code)
    if code == direction.code and direction.source == direction.target:
        return None
    key = (direction.about, direction.target, direction.source, code)
    waiting = unpaired.get(key)
    if not waiting:
        return None
    other = next((one for one in waiting if _place(one) == direction.place), waiting[0])
    _remove(unpaired, key, other)
    return other


def _place(waiting: _Waiting) -> Hashable:
    return None if waiting.direction is None else waiting.direction.place


def _take_oldest(queue: deque[_Waiting], unpaired: dict[Hashable, list[_Waiting]]) -> _Waiting:
    """Remove and return the row that has waited longest."""
    first = queue.popleft()
    if first.direction is not None:
        _remove(unpaired, _key(first.direction), first)
    return first


def _remove(unpaired: dict[Hashable, list[_Waiting]], key: Hashable, waiting: _Waiting) -> None:
    same_key = unpaired[key]
    same_key.remove(waiting)
    if not same_key:
        del unpaired[key]


def dyad(context: Context, *codes: str | None) -> str:
    """Return the name of the stream of two actors: their top-level actors, sorted.

    Args:
        context: the context of the import.
        codes: the codes of the actors.

    >>> context = Context("gdelt")
    >>> dyad(context, "AZE-OPP", "ARM"), dyad(context, "ARM", None), dyad(context, None, None)
    ('ARM-AZE', 'ARM', 'gdelt-no-actor')
    """
    tops = sorted({_top(context.registry, code) for code in codes if code is not None})
    return "-".join(tops) or f"{context.scheme}-no-actor"


def _top(registry: Registry, code: str) -> str:
    seen: set[str] = set()
    # Actors that are defined in Python may be parts of each other in a circle.
    while code not in seen and (actor := registry.get(code)) and actor.part_of is not None:
        seen.add(code)
        code = actor.part_of
    return code
