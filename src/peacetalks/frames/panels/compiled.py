"""Counts of a panel as queries over spans, in DuckDB.

A query joins spans with the windows of the periods and adds up what falls into each. It gives what
``counts.tallies`` does, which is the definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, final

from peacetalks._support.optional import import_extra
from peacetalks.frames.panels.counts import Spread, Tally, Window
from peacetalks.frames.panels.spans import Span

__all__ = ["SPANS", "Cell", "arrow_table", "connected", "spans_table", "tallies"]

SPANS: Final = {
    "stream": "string",
    "what": "string",
    "body": "string",
    "country": "string",
    "first": "int32",
    "last": "int32",
    "is_whole": "bool_",
    "low": "int64",
    "best": "int64",
    "high": "int64",
    "sides": "strings",
    "since": "int32",
    "until": "int32",
    "is_on_record": "bool_",
}
"""The columns of a table of spans, with their Arrow types."""
# Windows are in order, so the first and the last that a span reaches are found by one sort each:
# to compare every span with every window takes twice as long.
_QUERY: Final = """
WITH counted AS (
  SELECT {unit} AS unit, what, body, first, last, is_whole, low, best, high, since, until
  FROM spans WHERE list_contains($whats, what) AND {counts}
), begun AS (
  SELECT counted.*, windows.number AS begin
  FROM counted ASOF JOIN windows ON counted.first <= windows.last
), reaching AS (
  SELECT begun.*, unnest(range(begin, windows.number + 1)) AS number
  FROM begun ASOF JOIN windows ON begun.last >= windows.first
)
SELECT unit, what, body, number, {low}, {best}, {high}
FROM reaching AS spans JOIN windows USING (number)
WHERE {known} AND (
    {is_inside} OR NOT is_whole {starts}
)
GROUP BY ALL
"""
_IS_INSIDE: Final = "(spans.first >= windows.first AND spans.last <= windows.last)"
_KNOWN_THEN: Final = "since <= windows.last AND windows.last < until"
_SHARE: Final = (
    f"CASE WHEN {_IS_INSIDE} THEN {{n}} WHEN is_whole THEN NULL ELSE "
    "({n}::HUGEINT * (least(spans.last, windows.last) - spans.first + 1)) // (spans.last - spans.first + 1)"
    " - ({n}::HUGEINT * (greatest(spans.first, windows.first) - spans.first)) // (spans.last - spans.first + 1)"
    " END"
)
_ALL_KNOWN: Final = "CASE WHEN count({share}) = count(*) THEN sum({share}) END"


@final
class Cell(NamedTuple):
    """Which cell is meant: the unit of the row, what is counted by whom, the number of the window."""

    unit: str
    what: str
    body: str
    window: int


def connected(path: Path | None = None, *, reads: bool = False) -> Any:
    """Return a connection to a file, or to memory, that writes nothing to the terminal.

    Args:
        path: the file; None: memory.
        reads: whether it only reads the file.
    """
    # Any: DuckDB is not needed without the extra.
    duckdb = import_extra("frames", "duckdb")
    connection = duckdb.connect(":memory:" if path is None else path, read_only=reads)
    # Its bar would be among the output of a command.
    connection.execute("SET enable_progress_bar = false")
    return connection


def spans_table(streams: Iterable[tuple[str, Iterable[Span]]]) -> Any:
    """Return the spans of several streams as an Arrow table."""
    # Any: pyarrow is not typed.
    rows = [
        (stream, *item, since, until, is_on_record)
        for stream, listed in streams
        for item, since, until, is_on_record in listed
    ]
    return arrow_table(SPANS, rows)


def arrow_table(types: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> Any:
    """Return rows as an Arrow table.

    Args:
        types: the columns by name, each with its Arrow type; ``"strings"`` is a list of them.
        rows: the values of each row.
    """
    # Any: pyarrow is not typed.
    pa = import_extra("frames", "pyarrow")
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    arrays = [
        pa.array(values, pa.list_(pa.string()) if of == "strings" else getattr(pa, of)())
        for values, of in zip(columns, types.values(), strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=list(types))


def tallies(
    connection: Any,
    unit: str,
    whats: Iterable[str],
    windows: Sequence[Window],
    *,
    then: bool,
    spread: Spread = "even",
) -> dict[Cell, Tally]:
    """Return what was counted in each window of days.

    Args:
        connection: a DuckDB connection with a table ``spans``. (Any: not needed without the extra.)
        unit: the column that says to which row a span belongs: ``"stream"`` or ``"country"``.
        whats: what to count, as in ``Item.what``.
        windows: the first and the last day of each, in days since 1970-01-01.
        then: as in ``counts.tallies``.
        spread: as in ``counts.tallies``.
    """
    if not windows:
        return {}
    pa = import_extra("frames", "pyarrow")
    numbered = [(number, first, last) for number, (first, last) in enumerate(windows)]
    listed = pa.table(
        [pa.array(c, pa.int32()) for c in zip(*numbered, strict=True)],
        names=["number", "first", "last"],
    )
    connection.register("windows", listed)
    query = _query(unit, then=then, spread=spread)
    rows = connection.execute(query, {"whats": sorted(set(whats))}).fetchall()
    return {
        Cell(*row[:4]): (_number(low), _number(best), _number(high))
        for *row, low, best, high in rows
    }


def _number(total: Any) -> int | None:
    # DuckDB adds whole numbers up to one of 128 bits.
    return None if total is None else int(total)


def _query(unit: str, *, then: bool, spread: Spread) -> str:
    low, best, high = (_SHARE.format(n=n) for n in ("low", "best", "high"))
    starts = ""
    if spread == "at_start":
        low, best, high = "low", "best", "high"
        starts = "AND spans.first >= windows.first"
    elif spread == "bounds":
        low, high = f"CASE WHEN {_IS_INSIDE} THEN low ELSE 0 END", "high"
        starts = "OR is_whole"
    return _QUERY.format(
        unit=unit,
        counts="true" if then else "is_on_record",
        known=_KNOWN_THEN if then else "true",
        is_inside=_IS_INSIDE,
        starts=starts,
        low=f"sum({low})",
        best=_ALL_KNOWN.format(share=best),
        high=_ALL_KNOWN.format(share=high),
    )
