"""``fold_column``: a column of a user's own reducer, folded over the facts of each period's end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import is_
from typing import Any, Generic, TypeVar, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.frames.panels.view import View
from peacetalks.history.daily import Day
from peacetalks.reducer.folding import fold

__all__ = ["FoldColumn", "FoldRun", "fold_column"]

S = TypeVar("S")


@final
@frozen
class FoldColumn(Generic[S]):
    """A column whose value is read off a state that a user's own handlers fold.

    Attributes:
        handlers: by kind, a function ``(state, event) -> state``.
        initial: the state to start from, or a function that makes one.
        value: a function of the state, which gives the value of a cell.

    >>> from peacetalks.events import MeetingHeld
    >>> FoldColumn({MeetingHeld: lambda n, event: n + 1}, 0, lambda n: n).value(3)
    3
    """

    handlers: Mapping[type[Event], Callable[[S, Any], S]]
    # Any: each handler takes events of its own kind.
    initial: S | Callable[[], S]
    value: Callable[[S], object]


def fold_column(
    handlers: Mapping[type[Event], Callable[[S, Any], S]],
    initial: S | Callable[[], S],
    value: Callable[[S], object],
) -> FoldColumn[S]:
    """Return a column of a reducer of your own, for ``panel``.

    The facts that had settled by the end of the period, and that count in the row, are folded in
    the one order. The handlers must not change the state in place.

    Args:
        handlers: by kind, a function ``(state, event) -> state``, as for ``pt.fold``.
        initial: the state to start from, or a function that makes one.
        value: a function of the state, which gives the value of a cell.

    Raises:
        InvalidValue: if a key of ``handlers`` is not a kind, a handler or ``value`` is not a
            function.

    >>> import peacetalks as pt
    >>> from peacetalks import frames
    >>> met = frames.fold_column({pt.MeetingHeld: lambda n, event: n + 1}, 0, lambda n: n)
    >>> history = pt.History([pt.MeetingHeld(occurred="2031-01-05", meeting="m")])
    >>> frames.panel(history, columns={"met": met}, start="2030-12").column("met")
    [0, 1]
    """
    fold((), handlers, initial=initial)  # raises if a handler is not valid
    if not callable(value):
        raise InvalidValue("not a function of the state", value=value, accepted="a function")
    return FoldColumn(dict(handlers), initial, value)


@final
class FoldRun:
    """The fold of a column along one history: it goes on from the period before if it can."""

    def __init__(self, column: FoldColumn[Any]) -> None:
        self._column = column
        self._day: Day | None = None
        self._facts: Sequence[Event] = ()
        self._state = fold((), column.handlers, initial=column.initial)

    def value(self, view: View) -> object:
        """Return the value of the column at the end of a period."""
        day = view.end
        if day is self._day:
            return self._column.value(self._state)
        facts = day.timeline.between(0, day.timeline.upto(day.day))
        before = len(self._facts)
        if before <= len(facts) and all(map(is_, self._facts, facts)):
            new, start = facts[before:], self._state
        else:
            new, start = facts, fold((), self._column.handlers, initial=self._column.initial)
        self._state = fold(new, self._column.handlers, initial=_always(start))
        self._facts, self._day = facts, day
        return self._column.value(self._state)


def _always(state: S) -> Callable[[], S]:
    return lambda: state
