"""The columns of a panel that are read off the state at the end of each period, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias, final

from peacetalks.frames.panels.arguments import Column, Own, StateColumn
from peacetalks.frames.panels.builtin import STATE_COLUMNS, BuiltIn, displaced
from peacetalks.frames.panels.cells import BasisOf
from peacetalks.frames.panels.counts import Count
from peacetalks.frames.panels.folded import FoldColumn, FoldRun
from peacetalks.frames.panels.live import Live
from peacetalks.frames.panels.period import Period
from peacetalks.frames.panels.view import Pair, Pairs, View
from peacetalks.history import History
from peacetalks.history.daily import Known
from peacetalks.primitives.when import When
from peacetalks.state.brief.subjects import parties as parties_of

__all__ = ["OwnColumns", "Walk", "own_columns", "state_row"]

_NONE: Final[tuple[object, ...]] = (0, False, [])
"""Values that say that there is none, which is known only where somebody looked."""


@final
class Walk(NamedTuple):
    """One negotiation at the end of a period, and the rows that it has.

    Attributes:
        number: the number of the period.
        views: the rows: the negotiation alone, or each pair that it has.
    """

    number: int
    views: Sequence[View]

    @classmethod
    def of(
        cls,
        history: History,
        periods: Sequence[Period],
        known: Known,
        parties: Sequence[str],
        pairs: Sequence[Sequence[Pair]] | None,
        *,
        by_pair: bool,
    ) -> Iterator[Walk]:
        """Yield a negotiation period by period.

        Args:
            history: the negotiation.
            periods: the periods.
            known: what counts, as in ``panel``.
            parties: the parties that rows are about; empty: those of the negotiation.
            pairs: the pairs in each period; None: all between whom anything was on record.
            by_pair: whether rows are about pairs.
        """
        live, on_record = Live(), Pairs()
        days = (When(period.last) for period in periods)
        for number, day in enumerate(history.daily(days, known=known)):
            small = live.follow(day)
            if not by_pair:
                sides = tuple(parties) or parties_of(small)
                yield cls(number, [View(day, small, sides, pair=False)])
                continue
            listed = on_record.follow(day.state) if pairs is None else pairs[number]
            yield cls(number, [View(day, small, pair, pair=True) for pair in listed])


OwnColumns: TypeAlias = Mapping[str, Callable[[View], object]]
"""The user's own columns by name, each as a function of the rows of one history in their order."""


def own_columns(columns: Mapping[str, Column]) -> OwnColumns:
    """Return the user's own columns, each as a function of the rows of one history in their order."""
    return {
        name: FoldRun(column).value if isinstance(column, FoldColumn) else _of_state(column)
        for name, column in columns.items()
        if not isinstance(column, (Count, StateColumn))
    }


def _of_state(column: Own) -> Callable[[View], object]:
    return lambda view: column(view.end.state)


def state_row(
    columns: Mapping[str, Column],
    own: OwnColumns,
    view: View,
    basis_of: BasisOf,
    period: Period,
    prefer: Sequence[str] = (),
) -> dict[str, object]:
    """Return the values of the columns that are read off a state, by name.

    Zero, no and an empty list are null if nobody is known to have looked in the period.

    Args:
        columns: the columns by name; those that count are passed over.
        own: the functions of the user's own columns.
        view: the negotiation at the end of the period.
        basis_of: why nothing found means zero.
        period: the period.
        prefer: the bodies whose figures are taken.
    """
    read: dict[tuple[int, str | None], Mapping[str, object]] = {}
    row: dict[str, object] = {}
    for name, column in columns.items():
        if isinstance(column, Count):
            continue
        if not isinstance(column, StateColumn):
            row[name] = _own(name, own[name], view)
            continue
        group = STATE_COLUMNS[column.name]
        key = (id(group), column.body)
        if key not in read:
            bodies = prefer if column.body is None else (column.body,)
            read[key] = displaced(view, bodies) if group.read is displaced else group.read(view)
        value = read[key][column.name]
        row[name] = (
            value if value not in _NONE or _was_looked_for(group, period, basis_of) else None
        )
    return row


def _was_looked_for(group: BuiltIn, period: Period, basis_of: BasisOf) -> bool:
    days = (period.start, period.end)
    return all(basis_of(kind, days, None) is not None for kind in group.needs)


def _own(name: str, value_of: Callable[[View], object], view: View) -> object:
    try:
        return value_of(view)
    except Exception as error:
        error.add_note(f"in the column {name!r}, on {view.end.state.on}")
        raise
