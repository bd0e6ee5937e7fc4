"""The cells of the columns that count: a number on record, zero where somebody looked, or null.

A cell has the number that is on record, if anything counted there. It is zero only if the whole
window lies inside what somebody covers, and null otherwise: nobody is known to have looked. It is
null, too, if something is on record that may belong there: a toll of many months, or a fact that does
not say in which country or between whom it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.frames.panels.builtin import none_who_counted, several_bodies
from peacetalks.frames.panels.compiled import Cell
from peacetalks.frames.panels.counts import (
    BOUNDS,
    Count,
    Tally,
    Window,
    named_with_body,
    window_of,
)
from peacetalks.frames.panels.covered import Covered
from peacetalks.frames.panels.items import DIFFERENCES, UNPLACED
from peacetalks.frames.panels.period import Period
from peacetalks.state.coverage import Basis

__all__ = ["BasisOf", "CountColumn", "Counted", "basis_in", "count_columns"]

BasisOf: TypeAlias = Callable[[str, Window, str | None], Basis | None]
"""Why nothing found means zero: of what, in which days, by whom (None: anybody)."""


@final
@frozen
class CountColumn:
    """A column that counts, as it is in the table.

    Attributes:
        name: its name.
        count: what it counts.
        bodies: who may have counted, the first of them with a number prevails; None: anybody,
            since it counts acts.
        asked: the name by which it was asked for.
        names_body: whether its cells have the name of the body, and not the number.
    """

    name: str
    count: Count
    bodies: tuple[str, ...] | None
    asked: str = ""
    names_body: bool = False


def count_columns(
    columns: Mapping[str, Count],
    bodies_of: Mapping[str, Iterable[str]],
    prefer: Sequence[str] = (),
    *,
    expands: bool = False,
) -> list[CountColumn]:
    """Return the columns that count, each with who counted.

    Args:
        columns: the columns by name.
        bodies_of: who counted persons, by what is counted.
        prefer: the bodies whose numbers are taken, the first of them that has one; for each window
            a further column says whose number it is.
        expands: whether a column of persons that several bodies counted becomes one for each;
            otherwise it is refused.

    Raises:
        InvalidValue: if it is not said whose numbers a column has, and several bodies counted.
    """
    listed: list[CountColumn] = []
    windows: dict[tuple[str, int | None], str] = {}
    for name, count in columns.items():
        if not count.is_of_persons or count.body is not None:
            listed.append(CountColumn(name, count, None if count.body is None else (count.body,)))
            continue
        bodies = sorted(bodies_of[count.what])
        if prefer:
            if bodies and set(prefer).isdisjoint(bodies):
                raise none_who_counted(name, prefer, bodies)
            listed.append(CountColumn(name, count, tuple(prefer)))
            windows.setdefault((count.what, count.days), _name_of_body(name, count))
        elif len(bodies) <= 1:
            listed.append(CountColumn(name, count, tuple(bodies)))
        elif not expands:
            raise several_bodies(name, bodies)
        else:
            listed += [
                CountColumn(
                    named_with_body(name, body), attrs.evolve(count, body=body), (body,), name
                )
                for body in bodies
            ]
    for (what, days), name in windows.items():
        if name in columns:
            raise InvalidValue(
                "two columns of the same name", value=name, hint="the column of bodies"
            )
        counted = Count(what=what, days=days, about="who counted")
        listed.append(CountColumn(name, counted, tuple(prefer), names_body=True))
    return listed


def _name_of_body(name: str, count: Count) -> str:
    return f"{name.removesuffix(f'_{count.bound}')}_body"


@final
class Counted:
    """The numbers of a panel, by unit, what is counted, who counted and the window.

    Args:
        periods: the periods of the rows.
        columns: the columns that count.
        tallies: returns what was counted of several things in several windows.
        bases: for each column, how many of its cells are counted, zero on which basis, or null;
            it is updated.
        elsewhere: the unit of what is on record and in no row; None: everything is in one.
    """

    def __init__(
        self,
        periods: Sequence[Period],
        columns: Sequence[CountColumn],
        tallies: Callable[[Iterable[str], Sequence[Window]], Mapping[Cell, Tally]],
        bases: dict[str, Counter[str]],
        elsewhere: str | None = None,
    ) -> None:
        self._bases = bases
        self._elsewhere = elsewhere
        whats: dict[int | None, set[str]] = {}
        for column in columns:
            what = column.count.what
            whats.setdefault(column.count.days, set()).update((what, f"{what}{UNPLACED}"))
        self._windows: dict[int | None, list[Window]] = {}
        self._tallies: dict[int | None, Mapping[Cell, Tally]] = {}
        for days, counted in whats.items():
            self._windows[days] = [window_of(days, period) for period in periods]
            self._tallies[days] = tallies(counted, self._windows[days])

    def cell(self, column: CountColumn, unit: str, number: int, basis_of: BasisOf) -> object:
        """Return the value of a cell, and note what it rests on.

        Args:
            column: the column.
            unit: the unit of the row.
            number: the number of its period.
            basis_of: why nothing found means zero in the row.
        """
        count = column.count
        window, found = self._windows[count.days][number], self._tallies[count.days]
        value: object = None
        basis: Basis | None = None
        for body in ("",) if column.bodies is None else column.bodies:
            tally = found.get(Cell(unit, count.what, body, number))
            asked = body if column.bodies is not None else None
            value, basis = _cell_of(count, tally, basis_of, window, asked)
            if value == 0 and self._may_have_more(count, unit, body, number):
                value, basis = None, None
            if tally is not None or basis is not None:
                value = body if column.names_body else value
                break
        self._bases[column.name][basis or ("null" if value is None else "counted")] += 1
        return value

    def _may_have_more(self, count: Count, unit: str, body: str, number: int) -> bool:
        """Return whether something is on record that may belong to a cell."""
        found, unplaced = self._tallies[count.days], f"{count.what}{UNPLACED}"
        maybe = [Cell(unit, unplaced, body, number)]
        if self._elsewhere is not None:
            maybe += [Cell(self._elsewhere, what, body, number) for what in (count.what, unplaced)]
        return any(cell in found for cell in maybe)


def _cell_of(
    count: Count, tally: Tally | None, basis_of: BasisOf, window: Window, body: str | None
) -> tuple[int | None, Basis | None]:
    """Return the value of a cell, and why it is zero if it is."""
    value = 0 if tally is None else tally[BOUNDS.index(count.bound)]
    if value != 0:
        return value, None
    # Between two tolls nobody says that nothing was added, and before the first there is none.
    basis = None if count.what == DIFFERENCES else basis_of(count.what, window, body)
    return (None, None) if basis is None else (0, basis)


def basis_in(
    covered: Covered,
    place: str | None = None,
    parties: tuple[str, ...] = (),
    *,
    is_on_record: bool = True,
) -> BasisOf:
    """Return the basis of zeros in a place, or between parties; see ``Covered.basis``."""

    def basis_of(what: str, window: Window, body: str | None) -> Basis | None:
        return covered.basis(
            what, window, body=body, place=place, parties=parties, is_on_record=is_on_record
        )

    return basis_of
