"""``check_fold``: the laws of a fold.

- *equality*: states can be compared, which the other laws need.
- *totality*: the fold raises for no events, in any order.
- *no aliasing*: a fold does not change the state that it starts from, and two folds share
  nothing, so that a fold of no events gives the same before and after. If a function makes the
  state to start from (``initial=dict``), handlers may write to that state.
- *determinism*: the same events, or equal copies, give the same state, on every day.
- *resuming*: folding the rest of the events from the state after any first part gives the same
  state as folding all of them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

import attrs
from hypothesis.strategies import SearchStrategy

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.testing.laws.fold_inputs import folding
from peacetalks.testing.laws.fold_laws import FoldLaws
from peacetalks.testing.laws.material import try_any_stories, try_stories
from peacetalks.testing.laws.searching import checked_number

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
    """Check the laws of a fold: determinism, resuming, totality, no aliasing.

    The check notices a fold that reads the clock, even if it only reads the local date, because it
    runs the fold in two local times that never show the same date. (On Windows this is not
    possible, so it only notices a change from one moment to the next.) It does not notice the date
    in UTC, or the order of a set of texts, which differs between runs of Python.

    Args:
        fold: handlers by kind, as for ``pt.fold``, or a function
            ``fold(events, *, initial=state)``, like ``pt.fold``.
        initial: the state to start from, or a function that makes one; required with handlers.
        histories: a strategy of histories or sequences of events; None: coherent stories, events
            in any order, and events of the kinds that have handlers.
        same: a function that compares two states, if ``==`` does not.
        max_examples: the number of stories to try.

    Raises:
        BrokenLaw: if a law does not hold, with the smallest story found.
        InvalidValue: if ``fold``, a handler, ``same`` or ``histories`` is not valid, or there is
            no state to start from.

    >>> from peacetalks.events import MeetingRefused
    >>> check_fold({MeetingRefused: lambda number, event: number + 1}, initial=0, max_examples=20)
    """
    # Any in the implementation: callers see the overloads above.
    __tracebackhide__ = True
    if not callable(same):
        raise InvalidValue("not a comparison", value=same, accepted="a function of two states")
    laws = FoldLaws(folding(fold, initial), same)
    number = checked_number(max_examples)
    if histories is None:
        error = try_any_stories(laws.hold, laws.fold.kinds, max_examples=number)
    else:
        error = try_stories(laws.hold, histories, max_examples=number)
    if error is not None:
        raise error
