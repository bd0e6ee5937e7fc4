"""Which columns a panel is to have, in one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.frames.panels.builtin import COLUMNS
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.negotiation import NegotiationState

__all__ = ["Columns", "Own", "asked"]

Own: TypeAlias = Callable[[NegotiationState], Any]
"""A column of one's own: a function of the state at the end of the period. (Any: a number, a text,
a truth value, a date, a list of such, or None.)"""
Columns: TypeAlias = Iterable[str | Own] | Mapping[str, str | Own]
"""Columns by their names, functions by the names they are defined under; or, by the name of the
column, which of them it is."""

_FIRST: Final = ("stream", "a", "a_name", "b", "b_name", "period_start", "period_end")
"""What tells rows from each other stands in the first columns."""


def asked(columns: Columns | None) -> FrozenMap[str, str | Own]:
    """Return the columns by name; None: all that come with panels.

    Raises:
        InvalidValue: for a name that is none, a function without a name, or one taken already.
    """
    if columns is None:
        return FrozenMap({name: name for name in COLUMNS})
    if isinstance(columns, Mapping):
        pairs = list(cast("Mapping[str, str | Own]", columns).items())
    else:
        listed = (columns,) if isinstance(columns, str) or callable(columns) else columns
        if not isinstance(listed, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue(
                "not columns", value=listed, accepted="names, functions, or a mapping"
            )
        pairs = [(_name_of(column), column) for column in listed]
    made: dict[str, str | Own] = {}
    for name, column in pairs:
        _check(name, column)
        if name in made or name in _FIRST:
            raise InvalidValue("a column twice", value=name, hint="columns={name: function}")
        made[name] = column
    return FrozenMap(made)


def _name_of(column: str | Own) -> str:
    name = column if isinstance(column, str) else getattr(column, "__name__", "")
    if not isinstance(name, str) or (column is not name and not name.isidentifier()):
        raise InvalidValue(
            "a column without a name", value=column, hint='columns={"my_column": function}'
        )
    return name


def _check(name: object, column: object) -> None:
    if not isinstance(name, str) or not name:
        raise InvalidValue("not the name of a column", value=name, accepted="texts")
    if callable(column) or column in COLUMNS:
        return
    raise InvalidValue(
        "not a column of panels",
        value=column,
        accepted="a function of a state, or one of frames.COLUMNS",
        hint=did_you_mean(column, COLUMNS),
    )
