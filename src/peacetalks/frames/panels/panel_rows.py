"""``Panel`` and ``panel``: one row per period and negotiation, country or pair of parties."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, cast, final, get_args

import attrs
from attrs import field, frozen

from peacetalks._support.optional import import_extra
from peacetalks._support.wording import count_noun
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.frames.inputs import Negotiations
from peacetalks.frames.panels.arguments import Columns, StateColumn, columns_by_name
from peacetalks.frames.panels.builtin import STATE_COLUMNS, ColumnType
from peacetalks.frames.panels.cache import streams_of
from peacetalks.frames.panels.cells import CountColumn
from peacetalks.frames.panels.contents import Progress
from peacetalks.frames.panels.counts import UNSTATED, Spread
from peacetalks.frames.panels.period import Every, checked_every
from peacetalks.frames.panels.rows import Definition, Rows
from peacetalks.frames.panels.streams import InMemory
from peacetalks.frames.panels.units import (
    By,
    Universe,
    checked_by,
    checked_universe,
    parties_of_rows,
)
from peacetalks.frames.table import DESCRIPTION, ZEROS, Table, table_of
from peacetalks.history import History
from peacetalks.history.daily import THEN, Known
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.queries.arguments import is_known

__all__ = ["Panel", "panel"]

_SPREADS: Final = get_args(Spread)
_KEYS: Final[Mapping[str, tuple[str, ...]]] = FrozenMap(
    {
        "stream": ("stream",),
        "country": ("country", "country_name"),
        "dyad": ("stream", "a", "a_name", "b", "b_name"),
    }
)


def _known(value: Known) -> When | Literal["then"] | None:
    if value is None or value == THEN:
        return None if value is None else THEN
    return When(value)


def _first(value: WhenLike | None) -> When | None:
    day = None if value is None else When(value)
    if day is not None and day.earliest is None:
        raise InvalidValue("a start without a first day", value=str(day), accepted="a day")
    return day


def _last(value: WhenLike | None) -> When | None:
    day = None if value is None else When(value)
    if day is not None and day.latest is None:
        raise InvalidValue("an end without a last day", value=str(day), accepted="a day")
    return day


def _bodies(value: Iterable[str]) -> tuple[str, ...]:
    listed = (value,) if isinstance(value, str) else tuple(value)
    return tuple("" if body == UNSTATED else body for body in listed)


def _spread(value: str) -> Spread:
    if value not in _SPREADS:
        raise InvalidValue("not a way to spread", value=value, accepted=", ".join(_SPREADS))
    return cast("Spread", value)


@final
@frozen(kw_only=True)
class Panel:
    """The rows and columns of a panel.

    It makes the rows of one history (``rows``) or the table of several (``table``), and
    ``scale.fold_streams`` accepts it.

    Attributes:
        every: the length of a period.
        columns: the columns by name; None: all built-in columns.
        known: the facts that count in a row: those public at the end of its period (``"then"``),
            those public by one instant, or all on record (None).
        by: whether a row is about a negotiation, a country or a pair of parties.
        parties: the parties that rows are about. If empty: the parties of the talks, of the
            contacts and of the meetings of the last year, at most four, as they were in each
            period; with ``by="dyad"``, all pairs between whom anything was on record.
        universe: the countries or the pairs that have rows: ``"gw"``, or a list of codes, names or
            pairs; None: the countries covered or on record, and the pairs of ``parties``.
        start: a day of the first period; None: the day on which the first event of all streams
            happened or, with ``"then"``, became public.
        end: a day of the last period; None: likewise for the last event.
        prefer: the bodies whose numbers of persons are taken, the first of them that has one; a
            further column names the body of each cell.
        spread: where a number of persons counts that was counted over several periods: ``"even"``,
            ``"at_start"`` or ``"bounds"``.

    >>> from peacetalks import History, datasets
    >>> yearly = Panel(every="year", columns=["refusals"])
    >>> [row["refusals"] for row in yearly.rows(History(datasets.south_caucasus()))]
    [None, 0, 2, 2, 1, None]
    """

    every: Every = field(default="month", converter=checked_every)
    columns: FrozenMap[str, Any] | None = field(default=None, converter=columns_by_name)
    # Any: columns that count or are read off a state, and the user's own functions and folds.
    known: When | Literal["then"] | None = field(default=THEN, converter=_known)
    by: By = field(default="stream", converter=checked_by)
    parties: tuple[str, ...] = field(default=(), converter=parties_of_rows)
    universe: Literal["gw"] | tuple[str, ...] | tuple[tuple[str, str], ...] | None = field(
        default=None, converter=checked_universe
    )
    start: When | None = field(default=None, converter=_first)
    end: When | None = field(default=None, converter=_last)
    prefer: tuple[str, ...] = field(default=(), converter=_bodies)
    spread: Spread = field(default="even", converter=_spread)

    def __attrs_post_init__(self) -> None:
        """Raise if the start is after the end, or a universe is asked for rows that have none."""
        if self.start and self.end and self.start.first_day > self.end.last_day:
            raise InvalidValue(
                "a start after the end", value=str(self.start), accepted=f"a day up to {self.end}"
            )
        if self.universe is not None and self.by == "stream":
            raise InvalidValue(
                "a universe for rows about streams",
                value=self.universe,
                accepted="by= country, dyad",
            )

    def rows(self, history: History) -> Iterator[dict[str, object]]:
        """Yield the rows of one history, counted in Python; ``table`` gives the same.

        Raises:
            InvalidValue: if it is not said whose numbers a column has, and several bodies counted.
        """
        streams = InMemory({"": history}, self.known, is_compiled=False)
        for row in Rows(self._definition, streams).rows():
            row.pop("stream", None)
            yield row

    @property
    def _definition(self) -> Definition:
        return Definition(**attrs.asdict(self, recurse=False))

    def table(self, source: Negotiations, *, progress: Progress | None = None) -> Table:
        """Return the rows of a history, of several, or of all streams of a log.

        Warns once if nothing is known in any cell that counts, since no coverage contains the days.

        What is counted in a log that is an SQLite file is kept in a file next to it, which can be
        deleted at any time; the first panel makes it.

        Args:
            source: as in ``panel``.
            progress: called at intervals with the number of records of a log that were counted, if
                they are counted for the first time.

        Raises:
            InvalidValue: if ``source`` has no histories, it is not said whose numbers a column has
                and several bodies counted, or the values of your own function do not fit into a
                column.
            NotFound: if no event of any history names a party of ``parties``.
            MissingExtra: if pyarrow or DuckDB is not installed.
        """
        import_extra("frames", "pyarrow")
        with streams_of(source, self.known, progress) as streams:
            unseen = self.parties
            for name in streams.names if unseen else ():
                # A party only has to be named in one of the histories.
                names = streams.history(name).names
                unseen = tuple(party for party in unseen if not is_known(names, party))
            if unseen:
                raise NotFound(f"no event names the party {unseen[0]!r}, on any day")
            made = Rows(self._definition, streams)
            rows = list(made.rows())
            nothing = _nothing_known(made)
            if nothing:
                warnings.warn(nothing, stacklevel=3)
            return _table(self, made, rows)


def panel(
    source: Negotiations,
    *,
    every: Every = "month",
    columns: Columns | None = None,
    known: Known = THEN,
    by: By = "stream",
    parties: Iterable[str] = (),
    universe: Universe = None,
    start: WhenLike | None = None,
    end: WhenLike | None = None,
    prefer: Iterable[str] = (),
    spread: Spread = "even",
) -> Table:
    """Return a panel: one row per period and negotiation, country or pair of parties.

    A cell that counts is zero only if its whole window lies inside what somebody covers
    (``CoverageStated``), and null if nothing is on record and nobody is known to have looked.

    With ``known="then"`` a row uses only what was public at the end of its period. Facts that are
    reported, corrected or retracted later do not change it, so no knowledge of the future leaks
    into a forecast. (A correction with ``origin="record"`` does change it, because it says that
    the record misstated what was known at the time.)

    Args:
        source: a history, a mapping of stream names to histories, a log, or the path or URL of
            a log.
        every: the length of a period: ``"week"``, ``"month"``, ``"quarter"``, ``"year"``, or a
            duration in whole days.
        columns: names of built-in columns (``frames.COLUMNS``), ``"count:KIND"``, your own
            ``frames.Count`` and ``frames.fold_column``, and your own functions, which take the
            state at the end of the period; None: all built-in columns.
        known: the facts that count in a row: ``"then"``, an instant, or None for all on record.
        by: ``"stream"`` for rows about negotiations, ``"country"`` for rows about countries in all
            streams, ``"dyad"`` for rows about pairs.
        parties: the parties that rows are about; empty: those on record in each period.
        universe: the countries or pairs that have rows: ``"gw"`` for the states in the system by
            Gleditsch and Ward, or a list; None: those covered or on record.
        start: a day of the first period; None: the first on record.
        end: a day of the last period; None: the last on record.
        prefer: counting bodies in the order of preference, for columns of persons.
        spread: where a number counts that was counted over several periods: ``"even"`` over its
            days, ``"at_start"``, or ``"bounds"``, where low counts it only if all its days are in
            the window, and high if one of them is.

    Raises:
        InvalidValue: if an argument is not valid, or several bodies counted the persons of a column
            and neither the column nor ``prefer`` says whose numbers are meant.
        NotFound: if no event of any history names a party of ``parties``.
        MissingExtra: if pyarrow or DuckDB is not installed.

    >>> import peacetalks as pt
    >>> refused = pt.MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE", reported="2023-12")
    >>> table = panel(pt.History([refused]), columns=["refusals"], start="2023-11", known=None)
    >>> table.column("refusals")
    [1]
    """
    definition = Panel(
        every=every,
        columns=columns,
        known=known,
        by=by,
        parties=parties,
        universe=universe,
        start=start,
        end=end,
        prefer=prefer,
        spread=spread,
    )
    return definition.table(source)


def _nothing_known(made: Rows) -> str | None:
    """Return why a panel of counts has no row, or only null; None: it has a number."""
    if not made.periods:
        return (
            "no row: no day is on record, or none on which anything became public; "
            "hint: start= and end= (--start, --end), or known=None (--hindsight)"
        )
    cells = sum(sum(basis.values()) for basis in made.bases.values())
    if (
        cells == 0
        or len(made.counting) < len(made.columns)
        or any(basis.keys() - {"null"} for basis in made.bases.values())
    ):
        return None
    nothing = (
        f"all cells that count are null ({cells:,}): no number of these columns is on record from "
        f"{made.periods[0].first} to {made.periods[-1].last}, and no coverage of them contains these "
        f"days"
    )
    if not made.of.then:
        return f"{nothing}; hint: state what was counted (CoverageStated)"
    listed = Rows(attrs.evolve(made.of, known=None), made.streams).periods
    rows = count_noun(len(listed) * len(made.streams.names), "row")
    later = f", from {listed[0].first} to {listed[-1].last}" if listed else ""
    return (
        f"{nothing}, as it was known then; with what is on record now (known=None, "
        f"--hindsight) there are {rows} about streams{later}"
    )


def _schema(definition: Panel, made: Rows, own: Mapping[str, Any]) -> Any:
    # Any: pyarrow is not typed.
    pa = import_extra("frames", "pyarrow")
    fields = [pa.field(name, pa.string()) for name in _KEYS[definition.by]]
    fields += [pa.field(name, pa.date32()) for name in ("period_start", "period_end")]
    for name, column in made.columns.items():
        if isinstance(column, CountColumn):
            type_ = pa.string() if column.names_body else pa.int64()
            about = {DESCRIPTION: column.count.about, ZEROS: _basis_of(made, name)}
            fields.append(pa.field(name, type_, metadata=about))
        elif isinstance(column, StateColumn):
            group = STATE_COLUMNS[column.name]
            about = {DESCRIPTION: group.about}
            fields.append(pa.field(name, _arrow(group.types[column.name]), metadata=about))
        else:
            fields.append(pa.field(name, own[name].type))
    return pa.schema(fields)


def _basis_of(made: Rows, name: str) -> str:
    """Return what the zeros of a column rest on: stated, sampled, assumed, several, or nothing."""
    return ", ".join(sorted(made.bases[name].keys() & {"stated", "sampled", "assumed"})) or "none"


def _arrow(of: ColumnType) -> Any:
    pa = import_extra("frames", "pyarrow")
    if of == "texts":
        return pa.list_(pa.string())
    return {"bool": pa.bool_(), "text": pa.string()}.get(of) or getattr(pa, of)()


def _table(definition: Panel, made: Rows, rows: list[dict[str, object]]) -> Table:
    pa = import_extra("frames", "pyarrow")
    own: dict[str, Any] = {}
    for name, column in made.columns.items():
        if not isinstance(column, (CountColumn, StateColumn)):
            try:
                own[name] = pa.array([row[name] for row in rows])
            except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
                raise InvalidValue(
                    f"values of {name!r} that do not fit into a column",
                    value=str(error),
                    accepted="numbers, texts, booleans, dates, lists of one type, or None",
                ) from None
    schema = _schema(definition, made, own)
    values = {name: [row[name] for row in rows] for name in schema.names}
    settings = {
        "every": str(definition.every),
        "known": str(definition.known or "all on record"),
        "by": definition.by,
        "spread": definition.spread,
        "prefer": ", ".join(definition.prefer),
        "coverage": json.dumps({name: _basis_of(made, name) for name in made.bases}),
    }
    metadata = [(f"peacetalks.{key}", text) for key, text in settings.items() if text]
    return table_of(values, schema, metadata)
