"""States as tables: numbers on given days, and the parts of one state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.errors import none_of
from peacetalks.fields.shape import MapOf, Value, fields_of
from peacetalks.frames.columns import Column, build_table, columns_of, day_of, text_column
from peacetalks.frames.inputs import Negotiations, negotiations
from peacetalks.frames.table import Table
from peacetalks.history.daily import Known
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.queries.coverage import KINDS_BEHIND

__all__ = ["parts", "states"]


@final
@frozen
class _StateRow:
    stream: str | None
    state: NegotiationState


_Number = Callable[[NegotiationState], int]
_NUMBERS: Final[FrozenMap[str, tuple[str, _Number]]] = FrozenMap(
    {
        "facts": ("facts that it was folded from, replaced ones too", lambda s: s.fact_count),
        "meetings": ("meetings on record", lambda s: len(s.parts.meetings)),
        "pending_meetings": (
            "meetings that may still take place",
            lambda s: len(s.pending_meetings()),
        ),
        "refusals": ("refusals on record", lambda s: len(s.refusals())),
        "open_proposals": ("proposals without an answer", lambda s: len(s.open_proposals())),
        "open_preconditions": ("preconditions not met yet", lambda s: len(s.open_preconditions())),
        "agreements": ("agreements on record", lambda s: len(s.parts.agreements)),
        "overdue": ("commitments and deadlines that are overdue", lambda s: len(s.overdue())),
        "ceasefires_in_force": ("ceasefires in force", lambda s: len(s.ceasefires_in_force())),
        "figures": ("figures on record", lambda s: len(s.parts.figures)),
        "disputes": ("facts that a party disputes", lambda s: len(s.disputes)),
    }
)


def states(
    source: Negotiations, on: WhenLike | Iterable[WhenLike], *, known: Known = None
) -> Table:
    """Return states as a table of numbers: one row per negotiation and day.

    Of what is open, pending, overdue or in force, and of fighting, null means that none is on record
    and that nobody is known to have looked on the day.

    Args:
        source: a history, a mapping of stream names to histories, a log, or the path or URL of
            a log.
        on: the days, in order.
        known: the facts that count: those public by an instant, those public by each day itself
            (``"then"``), or all on record (None).

    Raises:
        InvalidValue: if the days are not in order, or ``source`` has no histories.
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt
    >>> history = pt.History(pt.datasets.south_caucasus())
    >>> table = states(history, ["2023-09-01", "2023-11-17"], known="then")
    >>> table.column("phase"), table.column("refusals")
    (['talking', 'blocked'], [2, 4])
    """
    days = [on] if isinstance(on, str) or not isinstance(on, Iterable) else list(on)
    rows = (
        _StateRow(stream, state)
        for stream, history in negotiations(source)
        for state in history.states(days, known=known)
    )
    return build_table(tuple(_columns()), rows)


def _columns() -> Iterator[Column]:
    pa = import_extra("frames", "pyarrow")
    yield text_column("stream", lambda row: row.stream, "the negotiation")
    yield Column("on", pa.date32(), lambda row: day_of(row.state.day), "the day")
    yield Column(
        "known",
        pa.date32(),
        _known,
        "the day by which facts were public to count; null: all facts count",
    )
    yield text_column("phase", lambda row: row.state.phase.name, "the phase of the main pair")
    yield text_column("phase_pair", _pair, "the codes of the main pair; null: none is on record")
    yield text_column("phase_pair_name", _pair_name, "their names; null: none is on record")
    yield text_column("rule", lambda row: row.state.phase.rule, "the rule that build_table it so")
    yield Column(
        "fighting", pa.bool_(), _if_looked_for("fighting", _fighting), "whether any pair fights"
    )
    for name, (about, number) in _NUMBERS.items():
        yield Column(name, pa.int32(), _if_looked_for(name, number), about)


def _pair(row: _StateRow) -> str | None:
    pair = row.state.phase.pair
    return None if pair is None else "-".join(pair)


def _pair_name(row: _StateRow) -> str | None:
    pair = row.state.phase.pair
    return None if pair is None else row.state.actors.listed(pair)


def _fighting(state: NegotiationState) -> bool:
    return any(phase.name == "fighting" for phase in state.phases())


def _if_looked_for(name: str, number: _Number) -> Callable[[_StateRow], object]:
    """Return a function that gives a number, or null instead of zero if nobody looked on the day."""
    kinds = KINDS_BEHIND.get(name, ())

    def value(row: _StateRow) -> object:
        number_or_zero = number(row.state)
        known = number_or_zero or all(map(row.state.covered, kinds))
        return number_or_zero if known else None

    return value


def _known(row: _StateRow) -> int | None:
    known: When | None = row.state.viewpoint and row.state.viewpoint.known
    return None if known is None else day_of(known.last_day)


def parts(state: NegotiationState, table: str) -> Table:
    """Return one table of a state, one row per part: a meeting, a standing, an agreement.

    Args:
        state: the state.
        table: the name of the table in ``state.parts``, such as ``"meetings"``.

    Raises:
        InvalidValue: if there is no such table.
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> rows = parts(state, "standings").rows()
    >>> [(row["party"], row["level"]) for row in rows if row["mediator"] == "USA"]
    [('ARM', 'accepted'), ('AZE', 'warned')]
    """
    tables = {field.name: shape for field, shape in fields_of(Parts)}
    shape = tables.get(table)
    if not (isinstance(shape, MapOf) and isinstance(shape.value, Value)):
        raise none_of("not a table of a state", table, tables)
    columns = (*_of_part(shape.value.cls), _because())
    return build_table(columns, getattr(state.parts, table).values())


def _of_part(part: type[Part]) -> Iterator[Column]:
    yield from columns_of(part, leave_out=("_because",))
    if isinstance(getattr(part, "status", None), property):
        yield text_column("status", lambda one: one.status, "its status")


def _because() -> Column:
    texts: Any = import_extra("frames", "pyarrow").list_(import_extra("frames", "pyarrow").string())
    # Any: pyarrow is not typed.
    return Column(
        "because",
        texts,
        lambda part: [event.id for event in part.because],
        "the ids of the events that wrote it",
    )
