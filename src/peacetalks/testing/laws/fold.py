"""``check_fold``: the laws of a fold.

- *equality*: states can be compared; without it none of the others could be seen.
- *totality*: no events, in whatever order, make it raise.
- *no aliasing*: a fold does not change the state that it starts from, and two folds share
  nothing, so that a fold of no events gives the same after it as before. Where a function makes
  the state to start from (``initial=dict``), handlers may write to what it made.
- *determinism*: the same events give the same state, equal copies of them too, and on every day.
- *resuming*: a fold of all events is the fold of the rest from the state after any first part.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

import attrs
from hypothesis.strategies import SearchStrategy

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.testing.laws.fold_laws import FoldLaws
from peacetalks.testing.laws.folding import folding
from peacetalks.testing.laws.material import try_any_stories, try_stories
from peacetalks.testing.laws.search import checked_number

__all__ = ["check_fold"]

S = TypeVar("S")


@overload
def check_fold(
    fold: Mapping[type[Event], Callable[[S, Any], S]],
    *,
    initial: S | Callable[[], S],
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[S, S], object] = operator.eq,
    max_examples: int = 100,
) -> None: ...
@overload
def check_fold(
    fold: Callable[..., S],
    *,
    initial: S | Callable[[], S] = ...,
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[S, S], object] = operator.eq,
    max_examples: int = 100,
) -> None: ...
def check_fold(
    fold: Any,
    *,
    initial: Any = attrs.NOTHING,
    histories: SearchStrategy[Any] | None = None,
    same: Callable[[Any, Any], object] = operator.eq,
    max_examples: int = 100,
) -> None:
    """Hold the laws of a fold on one of your own: determinism, resuming, totality, no aliasing.

    A fold that reads the clock is seen, also if it asks only for the date of today: it is run
    under two local times that never show the same date (under Windows it cannot be, and then
    only a change from one moment to the next is seen). Not seen are the date in UTC, and the order
    of a set of texts, which changes from one run of Python to the next.

    Args:
        fold: handlers by kind, as ``pt.fold`` takes them, or a function
            ``fold(events, *, initial=state)``, as ``pt.fold`` is one.
        initial: the state to start from, a value or a function that makes one; handlers need
            it, a function may have its own.
        histories: draws histories or sequences of events; None: stories that make sense,
            events in any order, and events of the kinds there are handlers for.
        same: whether two states say the same, where ``==`` does not tell.
        max_examples: how many stories are tried.

    Raises:
        BrokenLaw: for the first law that does not hold, with the smallest story found.
        InvalidValue: for what is no fold, handler, comparison or strategy, or has no start.

    >>> from peacetalks.events import MeetingRefused
    >>> check_fold({MeetingRefused: lambda number, event: number + 1}, initial=0, max_examples=20)
    """
    # Any in the implementation: the overloads above are what callers see.
    __tracebackhide__ = True
    if not callable(same):
        raise InvalidValue("not a comparison", value=same, accepted="a function of two states")
    laws = FoldLaws(folding(fold, initial), same)
    number = checked_number(max_examples)
    if histories is None:
        found = try_any_stories(laws.hold, laws.fold.kinds, max_examples=number)
    else:
        found = try_stories(laws.hold, histories, max_examples=number)
    if found is not None:
        raise found
