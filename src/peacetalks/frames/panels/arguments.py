"""The columns that a panel is asked for, in one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast, final

from attrs import frozen

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.frames.panels.builtin import COLUMNS, OF_A_BODY, STATE_COLUMNS
from peacetalks.frames.panels.counts import UNSTATED, Count, count_of
from peacetalks.frames.panels.folded import FoldColumn
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.negotiation import NegotiationState

__all__ = ["KEYS", "Column", "Columns", "Own", "StateColumn", "columns_by_name"]

Own: TypeAlias = Callable[[NegotiationState], Any]
"""A user's column: a function of the state at the end of the period. (Any: a number, a text, a
boolean, a date, a list of these, or None.)"""

KEYS: Final = (
    *("stream", "country", "country_name", "a", "a_name", "b", "b_name"),
    *("period_start", "period_end"),
)
"""The columns that identify a row; they come first."""


@final
@frozen
class StateColumn:
    """A built-in column that is read off the state.

    Attributes:
        name: its name in ``STATE_COLUMNS``.
        body: who counted; empty: not stated; None: the only body that did.
    """

    name: str
    body: str | None = None


Column: TypeAlias = Count | StateColumn | FoldColumn[Any] | Own
"""A column: one that counts, one that is read off the state, or a user's fold or function."""
_Given: TypeAlias = str | Count | FoldColumn[Any] | Own
Columns: TypeAlias = Iterable[_Given] | Mapping[str, _Given]
"""Names of columns, counts and functions, whose columns take the name of the function; or a mapping
of column names to these."""


def columns_by_name(columns: Columns | None) -> FrozenMap[str, Column] | None:
    """Return the columns by name; None: all built-in columns.

    Raises:
        InvalidValue: if a name is not a column of panels, a function has no name, or two columns
            have the same name.
    """
    if columns is None:
        return None
    if isinstance(columns, Mapping):
        pairs = list(cast("Mapping[str, _Given]", columns).items())
    else:
        alone = isinstance(columns, (str, Count, FoldColumn)) or callable(columns)
        listed = (columns,) if alone else columns
        if not isinstance(listed, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue(
                "not columns", value=listed, accepted="names, functions, or a mapping"
            )
        pairs = [(_name_of(column), column) for column in cast("Iterable[_Given]", listed)]
    by_name: dict[str, Column] = {}
    for name, column in pairs:
        if not isinstance(name, str) or not name:  # pyright: ignore[reportUnnecessaryIsInstance] # as above
            raise InvalidValue("not a name for a column", value=name, accepted="a text")
        if name in by_name or name in KEYS:
            raise InvalidValue(
                "two columns of the same name", value=name, hint="columns={name: function}"
            )
        by_name[name] = _column(column)
    return FrozenMap(by_name)


def _name_of(column: _Given) -> str:
    name = column if isinstance(column, str) else getattr(column, "__name__", "")
    if not isinstance(name, str) or (column is not name and not name.isidentifier()):
        raise InvalidValue(
            "a column without a name", value=column, hint='columns={"my_column": function}'
        )
    return name


def _column(column: object) -> Column:
    if isinstance(column, (Count, FoldColumn)) or callable(column):
        return cast("Column", column)
    if isinstance(column, str):
        count = count_of(column)
        if count is not None:
            return count
        name, at, body = column.partition("@")
        if name in STATE_COLUMNS and (not at or name in OF_A_BODY):
            return StateColumn(name, ("" if body == UNSTATED else body) if at else None)
    raise InvalidValue(
        "not a column of panels",
        value=column,
        accepted="a function of a state, frames.Count, count:KIND, or one of frames.COLUMNS",
        hint=did_you_mean(column, COLUMNS) if isinstance(column, str) else None,
    )
