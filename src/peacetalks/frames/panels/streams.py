"""``Streams``: what a panel counts in each of its streams, and what each of them covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Literal, Protocol, TypeAlias, final

from attrs import field, frozen

from peacetalks import codec
from peacetalks.events import CoverageStated
from peacetalks.frames.panels import compiled, counts
from peacetalks.frames.panels.compiled import Cell
from peacetalks.frames.panels.counts import Spread, Tally, Window
from peacetalks.frames.panels.covered import Stated, stated, stated_known_by
from peacetalks.frames.panels.items import Item
from peacetalks.frames.panels.spans import Span, spans_known_by, spans_of
from peacetalks.history import History
from peacetalks.history.daily import THEN
from peacetalks.log import Log
from peacetalks.primitives.when import When

__all__ = ["Cached", "InMemory", "Range", "Streams", "Unit"]

Unit: TypeAlias = Literal["stream", "country"]
"""What the counts of a row are of: a stream, or a country in all of them."""
Range: TypeAlias = tuple[int, int]
"""The first and the last day, in days since 1970-01-01."""
_STATED: Final = """
SELECT name, event, since, until, is_on_record
FROM stated JOIN streams ON stated.stream = streams.number ORDER BY name, stated.number
"""
_SPANS_OF: Final = f"SELECT {', '.join(list(compiled.SPANS)[1:])} FROM spans WHERE stream = ?"
_Known: TypeAlias = When | Literal["then"] | None


class Streams(Protocol):
    """What a panel asks of its streams; the name of a single history is empty."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the streams, in their order."""
        ...

    @property
    def stated(self) -> Mapping[str, Sequence[Stated]]:
        """What each stream says it covers."""
        ...

    def history(self, name: str) -> History:
        """Return the history of a stream."""
        ...

    def span(self, *, public: bool) -> Range | None:
        """Return the first and the last day on record, or on which anything became public."""
        ...

    def bodies(self, what: str) -> frozenset[str]:
        """Return who counted something, by what is on record or was."""
        ...

    def countries(self) -> frozenset[str]:
        """Return the countries in which something is on record or was."""
        ...

    def spans_of(self, name: str) -> Sequence[Span]:
        """Return the items of a stream."""
        ...

    def tallies(
        self,
        unit: Unit,
        whats: Iterable[str],
        windows: Sequence[Window],
        *,
        then: bool,
        spread: Spread,
    ) -> dict[Cell, Tally]:
        """Return what was counted in each window of days."""
        ...


@final
@frozen(slots=False)
class InMemory:
    """Streams of histories that are already read.

    Attributes:
        histories: the history of each stream, by its name.
        known: what counts, as in ``panel``.
        is_compiled: whether tallies are made by DuckDB; otherwise in Python, which needs no extra.
    """

    histories: Mapping[str, History] = field()
    known: _Known = field(default=THEN)
    is_compiled: bool = field(default=True, kw_only=True)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams, in their order."""
        return tuple(self.histories)

    @property
    def stated(self) -> Mapping[str, Sequence[Stated]]:
        """What each stream says it covers."""
        return self._stated

    @cached_property
    def _stated(self) -> Mapping[str, Sequence[Stated]]:
        return {name: self._of(history, stated, stated_known_by) for name, history in self._listed}

    @cached_property
    def spans(self) -> Mapping[str, Sequence[Span]]:
        """The items of each stream."""
        return {
            name: tuple(self._of(history, spans_of, spans_known_by))
            for name, history in self._listed
        }

    @property
    def _listed(self) -> Iterable[tuple[str, History]]:
        return self.histories.items()

    def _of(
        self,
        history: History,
        all_of: Callable[[History], Any],
        known_by: Callable[[History, When], Any],
    ) -> Any:
        # Any: items or statements, each by its own two functions.
        return known_by(history, self.known) if isinstance(self.known, When) else all_of(history)

    def history(self, name: str) -> History:
        """Return the history of a stream."""
        return self.histories[name]

    def spans_of(self, name: str) -> Sequence[Span]:
        """Return the items of a stream."""
        return self.spans[name]

    def span(self, *, public: bool) -> Range | None:
        """Return the first and the last day on record, or on which anything became public."""
        ranges = [
            days for _, history in self._listed if (days := history.span(known=public)) is not None
        ]
        return (
            (min(first for first, _ in ranges), max(last for _, last in ranges)) if ranges else None
        )

    def bodies(self, what: str) -> frozenset[str]:
        """Return who counted something, by what is on record or was."""
        return frozenset(span.item.body for span in self._all if span.item.what == what)

    def countries(self) -> frozenset[str]:
        """Return the countries in which something is on record or was."""
        return frozenset(span.item.country for span in self._all) - {""}

    @property
    def _all(self) -> Iterable[Span]:
        return (span for listed in self.spans.values() for span in listed)

    @cached_property
    def _connection(self) -> Any:
        # Any: DuckDB is not needed without the extra.
        connection = compiled.connected()
        connection.register("spans", compiled.spans_table(self.spans.items()))
        return connection

    def tallies(
        self,
        unit: Unit,
        whats: Iterable[str],
        windows: Sequence[Window],
        *,
        then: bool,
        spread: Spread,
    ) -> dict[Cell, Tally]:
        """Return what was counted in each window of days."""
        if self.is_compiled:
            return compiled.tallies(
                self._connection, unit, whats, windows, then=then, spread=spread
            )
        return {
            Cell(name, what, body, number): tally
            for name, listed in self._by(unit).items()
            for what in whats
            for (body, number), tally in counts.tallies(
                listed, what, windows, then=then, spread=spread
            ).items()
        }

    def _by(self, unit: Unit) -> Mapping[str, Sequence[Span]]:
        if unit == "stream":
            return self.spans
        by_country: dict[str, list[Span]] = {}
        for span in self._all:
            by_country.setdefault(span.item.country, []).append(span)
        return by_country


@final
@frozen(slots=False)
class Cached:
    """Streams of a log whose spans are in a file; histories are read where a column needs them.

    Attributes:
        log: the log.
        connection: a DuckDB connection to the file. (Any: not needed without the extra.)
    """

    log: Log
    connection: Any

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams, in their order."""
        return self._names

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(name for (name,) in self._rows("SELECT name FROM streams")))

    @property
    def stated(self) -> Mapping[str, Sequence[Stated]]:
        """What each stream says it covers."""
        return self._stated

    @cached_property
    def _stated(self) -> Mapping[str, Sequence[Stated]]:
        listed: dict[str, list[Stated]] = {name: [] for name in self.names}
        for name, event, *days in self._rows(_STATED):
            statement = codec.decode(event)
            if isinstance(statement, CoverageStated):
                listed[name].append(Stated(statement, *days))
        return listed

    @cached_property
    def _histories(self) -> dict[str, History]:
        return {}

    def history(self, name: str) -> History:
        """Return the history of a stream."""
        if name not in self._histories:
            self._histories[name] = self.log.history(name)
        return self._histories[name]

    def spans_of(self, name: str) -> Sequence[Span]:
        """Return the items of a stream."""
        return [
            Span(Item._make((*item, tuple(sides))), since, until, is_on_record)
            for *item, sides, since, until, is_on_record in self._rows(_SPANS_OF, [name])
        ]

    def span(self, *, public: bool) -> Range | None:
        """Return the first and the last day on record, or on which anything became public."""
        days = "public" if public else "happened"
        ((first, last),) = self._rows(f"SELECT min({days}_first), max({days}_last) FROM streams")
        return None if first is None else (first, last)

    def bodies(self, what: str) -> frozenset[str]:
        """Return who counted something, by what is on record or was."""
        bodies = self._rows("SELECT DISTINCT body FROM spans WHERE what = ?", [what])
        return frozenset(body for (body,) in bodies)

    def countries(self) -> frozenset[str]:
        """Return the countries in which something is on record or was."""
        countries = self._rows("SELECT DISTINCT country FROM spans")
        return frozenset(country for (country,) in countries) - {""}

    def tallies(
        self,
        unit: Unit,
        whats: Iterable[str],
        windows: Sequence[Window],
        *,
        then: bool,
        spread: Spread,
    ) -> dict[Cell, Tally]:
        """Return what was counted in each window of days."""
        return compiled.tallies(self.connection, unit, whats, windows, then=then, spread=spread)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        return list(self.connection.execute(query, list(values)).fetchall())
