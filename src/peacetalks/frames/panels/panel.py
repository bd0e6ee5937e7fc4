"""``Panel``: what its rows are about, and how they are made, in one pass over a history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias, cast, final

from attrs import field, frozen

from peacetalks.errors import InvalidValue, NotFound
from peacetalks.extras import needed
from peacetalks.frames.given import Negotiations, negotiations
from peacetalks.frames.panels.asked import Columns, Own, asked
from peacetalks.frames.panels.builtin import BUILT_IN, COLUMNS, BuiltIn, ColumnType
from peacetalks.frames.panels.live import Live
from peacetalks.frames.panels.periods import Every, Period, checked_every, periods
from peacetalks.frames.panels.view import Pair, Pairs, View
from peacetalks.frames.table import DESCRIPTION, Table, table_of
from peacetalks.frozenmap import FrozenMap
from peacetalks.history import History
from peacetalks.history.walk import THEN, Known
from peacetalks.state.brief.subjects import parties as parties_of
from peacetalks.state.queries.asked import code, is_known
from peacetalks.when import When, WhenLike

__all__ = ["By", "Panel", "panel"]

By: TypeAlias = Literal["stream", "dyad"]
"""What a row is about: a negotiation, or a pair of parties in it."""


def _known(value: Known) -> When | Literal["then"] | None:
    if value is None or value == THEN:
        return None if value is None else THEN
    return When(value)


def _by(value: str) -> By:
    if value not in {"stream", "dyad"}:
        raise InvalidValue("not what a row can be about", value=value, accepted="stream, dyad")
    return cast("By", value)


def _codes(value: Iterable[str]) -> tuple[str, ...]:
    given = (value,) if isinstance(value, str) else tuple(value)
    codes = tuple(dict.fromkeys(map(code, given)))
    if len(codes) == 1:
        raise InvalidValue("a single party", value=given, accepted="two or more, or none")
    return codes


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


@final
@frozen(kw_only=True)
class Panel:
    """What a panel has rows for, and which columns.

    As a value it makes the rows of one history (``rows``), the table of several (``table``), and
    stands where ``scale.fold_streams`` wants a panel.

    Attributes:
        every: how long a period is.
        columns: the columns by name: those that come with panels, and functions of one's own.
        known: what counts in a row: what was public at the end of its period (``"then"``), by
            one instant, or all that is on record (None).
        by: whether a row is about a negotiation or about a pair of parties.
        parties: whom rows are about; empty: the parties of the talks, of the contacts, and of
            the meetings of the last year, at most four, as they were in each period; of pairs all
            between whom anything was on record.
        start: a day of the first period; None: that on which the first thing happened or, with
            ``"then"``, became public.
        end: a day of the last period; None: likewise.

    >>> from peacetalks import History, datasets
    >>> yearly = Panel(every="year", columns={"refusals_365d": "refusals_365d"})
    >>> [row["refusals_365d"] for row in yearly.rows(History(datasets.south_caucasus()))]
    [0, 0, 2, 2, 1, 0]
    """

    every: Every = field(default="month", converter=checked_every)
    columns: FrozenMap[str, str | Own] = field(default=None, converter=asked)
    known: When | Literal["then"] | None = field(default=THEN, converter=_known)
    by: By = field(default="stream", converter=_by)
    parties: tuple[str, ...] = field(default=(), converter=_codes)
    start: When | None = field(default=None, converter=_first)
    end: When | None = field(default=None, converter=_last)

    def __attrs_post_init__(self) -> None:
        """Refuse a start after the end: a panel of nothing is a slip."""
        if self.start and self.end and self.start.first_day > self.end.last_day:
            raise InvalidValue(
                "a start after the end", value=str(self.start), accepted=f"a day up to {self.end}"
            )

    def rows(self, history: History) -> Iterator[dict[str, object]]:
        """Yield the rows of one history."""
        listed = list(self._periods(history))
        days = [When(period.last) for period in listed]
        live, pairs = Live(), Pairs()
        steps = history.steps(days, known=self.known)
        for period, step in zip(listed, steps, strict=True):
            small = live.follow(step)
            if self.by == "stream":
                sides = self.parties or parties_of(small)
                yield self._row(period, View(step, small, sides, pair=False))
                continue
            for pair in pairs.follow(step.state):
                if not self.parties or set(pair) <= set(self.parties):
                    yield _sides(pair, step.state.actors.shown) | self._row(
                        period, View(step, small, pair, pair=True)
                    )

    def _periods(self, history: History) -> Iterator[Period]:
        span = history.span(known=self.known == THEN)
        if span is None:
            return iter(())
        first = self.start.first_day if self.start else span[0]
        last = self.end.last_day if self.end else span[1]
        return periods(self.every, first, last)

    def _row(self, period: Period, view: View) -> dict[str, object]:
        row: dict[str, object] = {"period_start": period.first, "period_end": period.last}
        told: dict[str, object] = {}
        for group in self._groups:
            told |= group.read(view)
        for name, column in self.columns.items():
            row[name] = told[column] if isinstance(column, str) else _own(name, column, view)
        return row

    @property
    def _groups(self) -> list[BuiltIn]:
        wanted = {column for column in self.columns.values() if isinstance(column, str)}
        return [group for group in BUILT_IN if not wanted.isdisjoint(group.types)]

    def table(self, source: Negotiations) -> Table:
        """Return the rows of a history, of several, or of all streams of a log.

        Raises:
            InvalidValue: for what has no histories, and for a column of one's own whose values
                no column can hold.
            NotFound: for a party that no event of any of them names.
            MissingExtra: without pyarrow.
        """
        needed("frames", "pyarrow")
        rows: list[dict[str, object]] = []
        unseen = self.parties
        for stream, history in negotiations(source):
            rows += ({"stream": stream} | row for row in self.rows(history))
            # Of several, not each one names every party.
            unseen = tuple(party for party in unseen if not is_known(history.names, party))
        if unseen:
            raise NotFound(f"no event names the party {unseen[0]!r}, on any day")
        return _table(self, rows)


def panel(
    source: Negotiations,
    *,
    every: Every = "month",
    columns: Columns | None = None,
    known: Known = THEN,
    by: By = "stream",
    parties: Iterable[str] = (),
    start: WhenLike | None = None,
    end: WhenLike | None = None,
) -> Table:
    """Return a panel: one row for each negotiation, or pair of parties, and period.

    With ``known="then"`` a row knows what was public at the end of its period and nothing else:
    facts that are reported, corrected or retracted later change no cell of it, so that nothing of
    the future leaks into a forecast. (A correction of ``origin="record"`` says that the record was
    wrong of what was known, and does change it.)

    Args:
        source: a history; several, by the names of their streams; a log, or its place.
        every: how long a period is: ``"week"``, ``"month"``, ``"quarter"``, ``"year"``, or a
            duration in whole days.
        columns: which columns, by name, and functions of one's own, which take the state at the
            end of the period; None: all that come with panels (``frames.COLUMNS``).
        known: what counts in a row: ``"then"``, an instant, or None for all on record.
        by: ``"stream"`` or ``"dyad"``.
        parties: whom rows are about; empty: those that each period knows.
        start: a day of the first period; None: as early as there is anything.
        end: a day of the last period; None: as late.

    Raises:
        InvalidValue: for arguments that are none of these.
        NotFound: for a party that no event of any of them names.
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> refused = pt.MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE", reported="2023-12")
    >>> table = panel(pt.History([refused]), columns=["refusals_90d"], start="2023-11", known=None)
    >>> table.column("refusals_90d")
    [1]
    """
    made = Panel(
        every=every, columns=columns, known=known, by=by, parties=parties, start=start, end=end
    )
    return made.table(source)


def _sides(pair: Pair, shown: Callable[[str], str]) -> dict[str, object]:
    a, b = pair
    return {"a": a, "a_name": shown(a), "b": b, "b_name": shown(b)}


def _own(name: str, column: Own, view: View) -> object:
    try:
        return column(view.step.state)
    except Exception as error:
        error.add_note(f"in the column {name!r}, on {view.step.state.on}")
        raise


def _schema(made: Panel, own: Mapping[str, Any]) -> Any:
    # Any: pyarrow has no types.
    pa = needed("frames", "pyarrow")
    keys = ["stream", *(["a", "a_name", "b", "b_name"] if made.by == "dyad" else [])]
    fields = [pa.field(name, pa.string()) for name in keys]
    fields += [pa.field(name, pa.date32()) for name in ("period_start", "period_end")]
    types: dict[str, ColumnType] = {}
    for group in BUILT_IN:
        types |= group.types
    for name, column in made.columns.items():
        if not isinstance(column, str):
            fields.append(pa.field(name, own[name].type))
            continue
        about = {DESCRIPTION: COLUMNS[column]}
        fields.append(pa.field(name, _arrow(types[column]), metadata=about))
    return pa.schema(fields)


def _arrow(of: ColumnType) -> Any:
    pa = needed("frames", "pyarrow")
    if of == "texts":
        return pa.list_(pa.string())
    return {"bool": pa.bool_(), "text": pa.string()}.get(of) or getattr(pa, of)()


def _table(made: Panel, rows: list[dict[str, object]]) -> Table:
    pa = needed("frames", "pyarrow")
    own: dict[str, Any] = {}
    for name, column in made.columns.items():
        if not isinstance(column, str):
            try:
                own[name] = pa.array([row[name] for row in rows])
            except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
                raise InvalidValue(
                    f"values of {name!r} that no column can hold",
                    value=str(error),
                    accepted="numbers, texts, truth values, dates, lists of one sort, or None",
                ) from None
    schema = _schema(made, own)
    values = {name: [row[name] for row in rows] for name in schema.names}
    told = {"every": str(made.every), "known": str(made.known or "all on record"), "by": made.by}
    return table_of(values, schema, [(f"peacetalks.{key}", text) for key, text in told.items()])
