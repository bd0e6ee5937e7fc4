"""States as tables: in numbers on some days, and the parts of one, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, final, get_args, get_type_hints

import attrs
from attrs import frozen

from peacetalks.errors import none_of
from peacetalks.extras import needed
from peacetalks.frames.columns import Column, columns_of, day_of, made, text_column
from peacetalks.frames.given import Negotiations, negotiations
from peacetalks.frames.table import Table
from peacetalks.frozenmap import FrozenMap
from peacetalks.history.walk import Known
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.when import When, WhenLike

__all__ = ["parts", "states"]


@final
@frozen
class _Told:
    stream: str | None
    state: NegotiationState


_Number = Callable[[NegotiationState], int]
_NUMBERS: Final[FrozenMap[str, tuple[str, _Number]]] = FrozenMap(
    {
        "facts": ("facts it is the fold of, replaced ones too", lambda s: s.fact_count),
        "meetings": ("meetings on record", lambda s: len(s.parts.meetings)),
        "pending_meetings": ("that may still take place", lambda s: len(s.pending_meetings())),
        "refusals": ("refusals on record", lambda s: len(s.refusals())),
        "open_proposals": ("proposals without an answer", lambda s: len(s.open_proposals())),
        "open_preconditions": ("that still stand", lambda s: len(s.open_preconditions())),
        "agreements": ("agreements on record", lambda s: len(s.parts.agreements)),
        "overdue": ("promises and deadlines past their day", lambda s: len(s.overdue())),
        "ceasefires_in_force": ("ceasefires that hold", lambda s: len(s.ceasefires_in_force())),
        "figures": ("figures on record", lambda s: len(s.parts.figures)),
        "disputes": ("facts that a party disputes", lambda s: len(s.disputes)),
    }
)


def states(
    source: Negotiations, on: WhenLike | Iterable[WhenLike], *, known: Known = None
) -> Table:
    """Return states as a table: a row for each negotiation and day, what there is in numbers.

    Args:
        source: a history; several, by the names of their streams; a log, or its place.
        on: the days, none before the one before it.
        known: what counts: what was public by an instant, by each day itself (``"then"``), or
            all that is on record (None).

    Raises:
        InvalidValue: for days that fall, or what has no histories.
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> history = pt.History(pt.datasets.south_caucasus())
    >>> table = states(history, ["2023-09-01", "2023-11-17"], known="then")
    >>> table.column("phase"), table.column("refusals")
    (['talking', 'blocked'], [2, 4])
    """
    days = [on] if isinstance(on, str) or not isinstance(on, Iterable) else list(on)
    told = (
        _Told(stream, state)
        for stream, history in negotiations(source)
        for state in history.states(days, known=known)
    )
    return made(tuple(_columns()), told)


def _columns() -> Iterator[Column]:
    pa = needed("frames", "pyarrow")
    yield text_column("stream", lambda told: told.stream, "the negotiation")
    yield Column("on", pa.date32(), lambda told: day_of(told.state.day), "the day")
    yield Column("known", pa.date32(), _known, "what was public by this day counts; null: all")
    yield text_column("phase", lambda told: told.state.phase.name, "the phase of the main pair")
    yield text_column("phase_pair", _pair, "the codes of the main pair; null: none is on record")
    yield text_column("phase_pair_name", _pair_name, "their names; null: none is on record")
    yield text_column("rule", lambda told: told.state.phase.rule, "the rule that made it so")
    yield Column("fighting", pa.bool_(), _fighting, "whether any pair fights")
    for name, (about, number) in _NUMBERS.items():
        yield Column(name, pa.int32(), _of_state(number), about)


def _pair(told: _Told) -> str | None:
    pair = told.state.phase.pair
    return None if pair is None else "-".join(pair)


def _pair_name(told: _Told) -> str | None:
    pair = told.state.phase.pair
    return None if pair is None else told.state.actors.listed(pair)


def _fighting(told: _Told) -> bool:
    return any(phase.name == "fighting" for phase in told.state.phases())


def _of_state(number: _Number) -> Callable[[_Told], object]:
    return lambda told: number(told.state)


def _known(told: _Told) -> int | None:
    known: When | None = told.state.viewpoint and told.state.viewpoint.known
    return None if known is None else day_of(known.last_day)


def parts(state: NegotiationState, table: str) -> Table:
    """Return one table of a state: a row for each meeting, standing, agreement, figure.

    Args:
        state: the state.
        table: the name of the table, as in ``state.parts``: ``"meetings"``, ``"figures"``.

    Raises:
        InvalidValue: for what is no table.
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> rows = parts(state, "standings").rows()
    >>> [(row["party"], row["level"]) for row in rows if row["mediator"] == "USA"]
    [('ARM', 'accepted'), ('AZE', 'warned')]
    """
    names = [field.name for field in attrs.fields(Parts)]
    if table not in names:
        raise none_of("not a table of a state", table, names)
    _, part = get_args(get_type_hints(Parts)[table])
    return made((*_of_part(part), _because()), getattr(state.parts, table).values())


def _of_part(part: type[Part]) -> Iterator[Column]:
    yield from columns_of(part, leave_out=("_because",))
    if isinstance(getattr(part, "status", None), property):
        yield text_column("status", lambda one: one.status, "where it stands")


def _because() -> Column:
    texts: Any = needed("frames", "pyarrow").list_(needed("frames", "pyarrow").string())
    # Any: pyarrow has no types.
    return Column(
        "because",
        texts,
        lambda part: [event.id for event in part.because],
        "the ids of the events that wrote it",
    )
