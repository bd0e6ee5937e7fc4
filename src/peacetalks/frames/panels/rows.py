"""``Rows``: the rows of a panel, from its definition and its streams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors import world
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events.kinds import CORE
from peacetalks.events.territory import DisplacementReported
from peacetalks.frames.panels import counts
from peacetalks.frames.panels.arguments import Column, StateColumn
from peacetalks.frames.panels.builtin import COLUMNS, OF_A_BODY, is_of_displaced
from peacetalks.frames.panels.cells import (
    BasisOf,
    CountColumn,
    Counted,
    basis_in,
    count_columns,
)
from peacetalks.frames.panels.compiled import Cell
from peacetalks.frames.panels.counts import (
    COUNTS,
    PERSONS,
    Count,
    Spread,
    Tally,
    Window,
    named_with_body,
)
from peacetalks.frames.panels.covered import Covered
from peacetalks.frames.panels.period import Every, Period, periods
from peacetalks.frames.panels.spans import Span
from peacetalks.frames.panels.streams import Streams, Unit
from peacetalks.frames.panels.units import GW, By, Members, countries_in, pairs_in
from peacetalks.frames.panels.view import Pair, View, concerns_pair, is_between
from peacetalks.frames.panels.walked import OwnColumns, Walk, own_columns, state_row
from peacetalks.history.daily import THEN
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.state.register import Register

__all__ = ["Definition", "Rows"]

_Row: TypeAlias = dict[str, object]
_NOBODY: Final = "nobody"
"""The unit of what does not name between whom it happened."""


@final
@frozen(kw_only=True)
class Definition:
    """What a panel is asked for; ``Panel`` says what each means."""

    every: Every
    columns: FrozenMap[str, Column] | None
    known: Any
    # Any: an instant, "then" or None; attrs keeps what the converter of ``Panel`` made.
    by: By
    parties: tuple[str, ...]
    universe: Members
    start: When | None
    end: When | None
    prefer: tuple[str, ...]
    spread: Spread

    @property
    def then(self) -> bool:
        """Whether a row counts what was known at the end of its period."""
        return bool(self.known == THEN)


@final
@frozen(slots=False, eq=False)
class Rows:
    """The rows of a panel.

    Attributes:
        of: the definition.
        streams: the streams.
        bases: for each column that counts, how many of its cells are counted, zero on which basis,
            or null; it is complete once the rows were made.
    """

    of: Definition
    streams: Streams
    bases: dict[str, Counter[str]] = field(factory=dict[str, Counter[str]], init=False)

    @cached_property
    def periods(self) -> list[Period]:
        """The periods; none if there are no days on record and none are named."""
        span = self.streams.span(public=self.of.then)
        first = self.of.start.first_day if self.of.start else span and span[0]
        last = self.of.end.last_day if self.of.end else span and span[1]
        if first is None or last is None:
            return []
        return list(periods(self.of.every, first, last))

    @cached_property
    def columns(self) -> Mapping[str, Column | CountColumn]:
        """The columns by name, in their order; those that count with who counted.

        Raises:
            InvalidValue: if rows about countries cannot have a column, or it is not said whose
                numbers a column has and several bodies counted.
        """
        asked, expands = self._asked, self.of.columns is None
        by_count = {name: one for name, one in asked.items() if isinstance(one, Count)}
        counting = count_columns(by_count, self._bodies, self.of.prefer, expands=expands)
        by_name: dict[str, Column | CountColumn] = {}
        for name, column in asked.items():
            if not isinstance(column, Count):
                by_name |= self._by_body(name, column) if expands else {name: column}
                continue
            by_name |= {c.name: c for c in counting if name in (c.name, c.asked)}
        return by_name | {column.name: column for column in counting}

    @property
    def _asked(self) -> Mapping[str, Column]:
        of_countries = self.of.by == "country"
        if self.of.columns is None:
            named = COUNTS if of_countries else COLUMNS
            return {name: COUNTS.get(name) or StateColumn(name) for name in named}
        for name, column in self.of.columns.items():
            if of_countries and not isinstance(column, Count):
                raise InvalidValue(
                    "not a column of rows about countries, which have no state",
                    value=name,
                    accepted="columns that count",
                )
        return self.of.columns

    def _by_body(self, name: str, column: Column) -> dict[str, Column]:
        if not isinstance(column, StateColumn) or column.name not in OF_A_BODY:
            return {name: column}
        bodies = self._bodies_of_displaced
        if len(bodies) <= 1:
            return {name: column}
        return {named_with_body(name, body): StateColumn(name, body) for body in sorted(bodies)}

    @cached_property
    def _bodies_of_displaced(self) -> set[str]:
        return {
            event.counting_body or ""
            for name in self.streams.names
            for event in self.streams.history(name).events
            if isinstance(event, DisplacementReported) and is_of_displaced(event)
        }

    @cached_property
    def _bodies(self) -> Mapping[str, frozenset[str]]:
        """Who counted persons, or is known to count them, by what is counted."""
        covered = self._covered_by_all
        return {what: self.streams.bodies(what) | covered.bodies(what) for what in PERSONS}

    @cached_property
    def counting(self) -> list[CountColumn]:
        """The columns that count."""
        return [one for one in self.columns.values() if isinstance(one, CountColumn)]

    @cached_property
    def _of_states(self) -> dict[str, Column]:
        listed = self.columns.items()
        return {name: one for name, one in listed if not isinstance(one, CountColumn)}

    @cached_property
    def _covered_by_all(self) -> Covered:
        every = (one for listed in self.streams.stated.values() for one in listed)
        return Covered(every, then=self.of.then)

    def rows(self) -> Iterator[_Row]:
        """Yield the rows, with the columns that identify each."""
        self.bases.update({column.name: Counter() for column in self.counting})
        if self.of.by == "country":
            yield from self._of_countries()
            return
        for stream in self.streams.names:
            covered = Covered(self.streams.stated[stream], then=self.of.then)
            made = self._of_pairs if self.of.by == "dyad" else self._of_stream
            yield from ({"stream": stream or None} | row for row in made(stream, covered))

    # Rows about countries

    def _of_countries(self) -> Iterator[_Row]:
        counted, covered = self._counted("country"), self._covered_by_all
        for country, numbers in countries_in(self._countries, self.periods):
            basis_of = basis_in(covered, place=country)
            keys: _Row = {"country": country, "country_name": world().name(country)}
            for number in numbers:
                yield keys | self._row(number, counted, country, basis_of, {})

    @property
    def _countries(self) -> Members:
        """The countries asked for; otherwise those covered, and those on record.

        Raises:
            NotFound: if a country asked for is neither in the registry nor on record.
        """
        if self.of.universe is not None:
            known = self.streams.countries()
            for one in () if self.of.universe == GW else self.of.universe:
                if isinstance(one, str) and one not in world() and one not in known:
                    hint = ", ".join(world().suggest(one))
                    raise NotFound(
                        f"no such country: {one!r}" + (f"; did you mean {hint}?" if hint else "")
                    )
            return self.of.universe
        places = [one.statement.places for listed in self.streams.stated.values() for one in listed]
        if None in places:
            return GW
        named = {world().resolve(place) or place for listed in places for place in listed or ()}
        return tuple(sorted(named | self.streams.countries()))

    # Rows about streams

    def _of_stream(self, stream: str, covered: Covered) -> Iterator[_Row]:
        counted, basis_of = self._counted("stream"), basis_in(covered)
        for number, states in self._states(stream, basis_of):
            yield self._row(number, counted, stream, basis_of, states)

    def _states(self, stream: str, basis_of: BasisOf) -> Iterator[tuple[int, _Row]]:
        """Yield the columns that are read off the state in each period."""
        if not self._of_states:
            yield from ((number, {}) for number in range(len(self.periods)))
            return
        own = own_columns(self._of_states)
        for number, (view,) in self._walk(stream, None):
            period = self.periods[number]
            yield number, self._state_row(own, view, basis_of, period)

    def _state_row(self, own: OwnColumns, view: View, basis_of: BasisOf, period: Period) -> _Row:
        return state_row(self._of_states, own, view, basis_of, period, self.of.prefer)

    def _walk(self, stream: str, pairs: Sequence[Sequence[Pair]] | None) -> Iterator[Walk]:
        return Walk.of(
            self.streams.history(stream),
            self.periods,
            self.of.known,
            self.of.parties,
            pairs,
            by_pair=self.of.by == "dyad",
        )

    # Rows about pairs

    def _of_pairs(self, stream: str, covered: Covered) -> Iterator[_Row]:
        pairs, own = _PairCounts(self, stream), own_columns(self._of_states)
        for number, views in self._walk(stream, self._pairs):
            for view in views:
                a, b = view.parties
                is_on_record = pairs.are_on_record((a, b), view.end.state.actors)
                basis_of = basis_in(covered, parties=(a, b), is_on_record=is_on_record)
                states = self._state_row(own, view, basis_of, self.periods[number])
                actors = view.end.state.actors
                keys: _Row = {"a": a, "a_name": actors.shown(a), "b": b, "b_name": actors.shown(b)}
                counted = pairs.of((a, b), actors)
                yield keys | self._row(number, counted, "", basis_of, states)

    @cached_property
    def _pairs(self) -> list[list[Pair]] | None:
        universe = self.of.universe or self.of.parties or None
        return None if universe is None else pairs_in(universe, self.periods)

    # Cells

    def _counted(self, unit: Unit) -> Counted:
        def tallies(whats: Iterable[str], windows: Sequence[Window]) -> Mapping[Cell, Tally]:
            return self.streams.tallies(
                unit, whats, windows, then=self.of.then, spread=self.of.spread
            )

        # The country of facts that do not state theirs.
        elsewhere = "" if unit == "country" else None
        return Counted(self.periods, self.counting, tallies, self.bases, elsewhere)

    def _row(
        self, number: int, counted: Counted, unit: str, basis_of: BasisOf, states: _Row
    ) -> _Row:
        period = self.periods[number]
        row: _Row = {"period_start": period.first, "period_end": period.last}
        for name, column in self.columns.items():
            row[name] = (
                counted.cell(column, unit, number, basis_of)
                if isinstance(column, CountColumn)
                else states[name]
            )
        return row


class _Named(NamedTuple):
    what: str
    sides: tuple[str, ...]


@final
class _PairCounts:
    """The numbers of pairs of a stream. An organ's acts count for its state, as it was known."""

    def __init__(self, rows: Rows, stream: str) -> None:
        self._rows = rows
        self._by_sides: dict[_Named, list[Span]] = {}
        self._between_nobody: list[Span] = []
        for span in rows.streams.spans_of(stream):
            if span.item.sides:
                named = _Named(span.item.what, span.item.sides)
                self._by_sides.setdefault(named, []).append(span)
            else:
                self._between_nobody.append(span)
        self._actors = Register()
        self._counted: dict[Pair, Counted] = {}

    def are_on_record(self, pair: Pair, actors: Register) -> bool:
        """Return whether anything that counts names both of a pair, now or later."""
        return any(is_between(pair, (named.sides,), actors) for named in self._by_sides)

    def of(self, pair: Pair, actors: Register) -> Counted:
        """Return the numbers of a pair, by what is known of the actors."""
        if actors is not self._actors and actors != self._actors:
            self._counted.clear()
        self._actors = actors
        if pair not in self._counted:
            spans = [
                span
                for named, listed in self._by_sides.items()
                if _belongs(named, pair, actors)
                for span in listed
            ]
            self._counted[pair] = self._counts(spans)
        return self._counted[pair]

    def _counts(self, spans: list[Span]) -> Counted:
        then, spread = self._rows.of.then, self._rows.of.spread

        def tallies(whats: Iterable[str], windows: Sequence[Window]) -> Mapping[Cell, Tally]:
            return {
                Cell(unit, what, body, number): tally
                for unit, listed in (("", spans), (_NOBODY, self._between_nobody))
                for what in whats
                for (body, number), tally in counts.tallies(
                    listed, what, windows, then=then, spread=spread
                ).items()
            }

        rows = self._rows
        return Counted(rows.periods, rows.counting, tallies, rows.bases, _NOBODY)


def _belongs(named: _Named, pair: Pair, actors: Register) -> bool:
    """Return whether what names some actors belongs to a pair: force, only if it names both."""
    kind = CORE.kind_of(named.what.partition(":")[0])
    is_force = kind is not None and kind.family in {"force", "territory"}
    return (is_between if is_force else concerns_pair)(pair, (named.sides,), actors)
