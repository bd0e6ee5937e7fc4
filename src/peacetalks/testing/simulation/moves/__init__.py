"""The moves of a story. Each makes one fact that is consistent with the facts before it.

A move is a function of the world that returns an event. **Every move can be made at any time**: if
it needs something that does not exist yet, it makes the fact that creates it. If there is no
meeting to refuse, for example, it proposes one.

The module of a family has its moves, each under the kind that it makes and how often it is chosen.
A kind without a move there gets one made from its fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Final

from peacetalks.events import KINDS
from peacetalks.testing.simulation.moves import (
    agreements,
    bookkeeping,
    force,
    law,
    mediation,
    meetings,
    security,
    statements,
    talks,
    territory,
)
from peacetalks.testing.simulation.moves.base import Chance, Move
from peacetalks.testing.simulation.moves.from_fields import move_from_fields
from peacetalks.testing.simulation.moves.meetings import MEETING

__all__ = ["CORRECTING", "DISPUTING", "MEETING", "PLAYING", "TELLING", "Move"]

# What a seed tells depends on the order of the moves: that of families here, then of each file.
_FAMILIES: Final = (
    *(talks, meetings, mediation, agreements, statements, force, territory, security, law),
    bookkeeping,
)
_MOST_FIRST: Final = (statements, meetings, force, agreements, mediation)


def _moves(families: Iterable[ModuleType]) -> list[Move]:
    """Return the moves of families, in the order of their definitions."""
    defined = (value for family in dict.fromkeys(families) for value in vars(family).values())
    return [value for value in defined if isinstance(value, Move)]


def _by_chance(chance: Chance, moves: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(move for move in moves if move.chance == chance for _ in range(move.times))


_WRITTEN: Final = _moves(_FAMILIES)
_HAVE_MOVES: Final = {move.kind for move in _WRITTEN}
_OTHERS: Final = tuple(move_from_fields(kind) for kind in KINDS if kind not in _HAVE_MOVES)

_OFTEN: Final = _by_chance("often", _moves((*_MOST_FIRST, *_FAMILIES)))
_NOW_AND_THEN: Final = _by_chance("now and then", _WRITTEN)
_SELDOM: Final = (*_by_chance("seldom", _WRITTEN), *_OTHERS)

TELLING: Final[tuple[Move, ...]] = (*_OFTEN * 5, *_NOW_AND_THEN * 2, *_SELDOM)
"""The moves, repeated by how likely they are."""
PLAYING: Final[tuple[Move, ...]] = (*_OFTEN * 3, *_NOW_AND_THEN, *_SELDOM)
"""The moves with more weight on the rare ones, for short stories that reach everything."""
CORRECTING: Final[tuple[Move, ...]] = _by_chance("correcting", _WRITTEN)
"""The moves that change earlier facts."""
DISPUTING: Final[tuple[Move, ...]] = _by_chance("disputing", _moves((bookkeeping, meetings)))
"""The moves by which parties dispute facts or give their own account."""
