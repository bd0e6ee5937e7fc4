"""The built-in columns of panels that are read off the state at the end of a period.

Columns that are computed together form a group. ``counts.py`` has the columns that count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events.territory import DisplacementReported
from peacetalks.frames.panels.cameo import goldstein
from peacetalks.frames.panels.counts import COUNTS, UNSTATED, named_with_body
from peacetalks.frames.panels.items import bounds_of
from peacetalks.frames.panels.view import View
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import DAY
from peacetalks.state.figures import Figure
from peacetalks.state.queries.coverage import KINDS_BEHIND
from peacetalks.state.queries.figures import OLDER_DAYS
from peacetalks.state.queries.mediation import acceptable_mediators
from peacetalks.state.queries.meetings import days_since_contact
from peacetalks.state.queries.statements import Overdue

__all__ = [
    "BUILT_IN",
    "COLUMNS",
    "OF_A_BODY",
    "STATE_COLUMNS",
    "BuiltIn",
    "ColumnType",
    "displaced",
    "is_of_displaced",
    "none_who_counted",
    "several_bodies",
]

ColumnType: TypeAlias = Literal["int32", "int64", "float64", "bool", "text", "texts"]
"""What a column holds; ``texts``: a list."""

_WINDOWS: Final = (30, 90)


@final
@frozen
class BuiltIn:
    """Columns that are computed together.

    Attributes:
        types: the type of each column, by name.
        read: a function that returns their values for a view.
        about: what they mean.
        needs: the kinds that somebody must have looked for, so that zero, no or an empty list
            means that there was none; otherwise it is unknown.
    """

    types: Mapping[str, ColumnType]
    read: Callable[[View], Mapping[str, object]]
    about: str
    needs: tuple[str, ...] = ()


def _contact(view: View) -> Mapping[str, object]:
    pairs = [(a, b) for a in view.parties for b in view.parties if a < b]
    # The method would look up both names in all events; these are codes.
    found = (days_since_contact(view.live, *pair) for pair in pairs)
    ranges = [days for days in found if days is not None]
    mosts = [most for _, most in ranges if most is not None]
    return {
        "days_since_contact_least": min((least for least, _ in ranges), default=None),
        "days_since_contact_most": min(mosts, default=None),
    }


def _open_proposals(view: View) -> Mapping[str, object]:
    proposals = (item.proposal for item in view.live.open_proposals())
    return {"open_proposals": sum(view.concerns(p.by, p.to) for p in proposals)}


def _pending_meetings(view: View) -> Mapping[str, object]:
    meetings = view.live.pending_meetings()
    return {"pending_meetings": sum(view.concerns(m.invitees) for m in meetings)}


def _overdue(view: View) -> Mapping[str, object]:
    return {"overdue": sum(_is_overdue(view, item) for item in view.live.overdue())}


def _is_overdue(view: View, item: Overdue) -> bool:
    # A deadline has neither field: it does not say whom it binds.
    return view.concerns(getattr(item.part, "by", None), getattr(item.part, "to", None))


def _phase(view: View) -> Mapping[str, object]:
    state = view.end.state
    phase = state.phase_between(*view.parties) if view.pair else state.phase
    return {
        "phase": phase.name,
        "phase_pair": None if phase.pair is None else "-".join(phase.pair),
        "phase_pair_name": None if phase.pair is None else state.actors.listed(phase.pair),
    }


def _fighting(view: View) -> Mapping[str, object]:
    state = view.end.state
    phases = (state.phase_between(*view.parties),) if view.pair else state.phases()
    return {"fighting": any(phase.name == "fighting" for phase in phases)}


def _ceasefire(view: View) -> Mapping[str, object]:
    in_force = view.end.state.ceasefires_in_force()
    return {"ceasefire_in_force": any(view.concerns(ceasefire.parties) for ceasefire in in_force)}


def _mediators(view: View) -> Mapping[str, object]:
    codes = sorted(acceptable_mediators(view.end.state, *view.parties))
    names = list(map(view.end.state.actors.shown, codes))
    return {"acceptable_mediators": codes, "acceptable_mediators_name": names}


def _stage(view: View) -> Mapping[str, object]:
    moved = [
        (agreement.since.last_day, agreement.agreement)
        for agreement in view.live.parts.agreements.values()
        if agreement.since is not None and view.concerns(agreement.parties)
    ]
    return {"agreement_stage": view.live.stage(max(moved)[1]) if moved else None}


def displaced(view: View, bodies: Sequence[str] = ()) -> Mapping[str, object]:
    """Return the latest figure of the displaced, by name of the column.

    Args:
        view: the negotiation.
        bodies: who counted, the first of them that has a figure; empty: the only one that did. An
            empty text is a body that is not stated.

    Raises:
        InvalidValue: if ``bodies`` is empty and several counted.
    """
    figures = [
        figure
        for figure in view.live.parts.figures.values()
        if is_of_displaced(figure)
        and view.concerns(*((end,) for end in (figure.origin, figure.destination) if end))
    ]
    counted = {figure.counting_body or "" for figure in figures}
    if not bodies and len(counted) > 1:
        raise several_bodies("displaced_low", counted)
    body = next((one for one in bodies or counted if one in counted), None)
    figures = [figure for figure in figures if (figure.counting_body or "") == body]
    newest = max(figures, key=_age_key, default=None)
    counts = [
        figure.count
        for figure in figures
        if newest is not None and figure.count is not None and _is_comparable(figure, newest)
    ]
    bounds = [bounds_of(count) for count in counts]
    lows = [low for low, _, _ in bounds if low is not None]
    highs = [high for _, _, high in bounds if high is not None]
    return {
        "displaced_low": min(lows, default=None),
        "displaced_body": body or None,
        "displaced_high": max(highs) if highs and len(highs) == len(bounds) else None,
    }


def is_of_displaced(figure: Figure | DisplacementReported) -> bool:
    """Return whether a figure says how many are displaced, and not how many fled in a time."""
    if isinstance(figure, Figure) and figure.subject != "displacement":
        return False
    return figure.measure in {"cumulative", "stock", None}


def several_bodies(column: str, bodies: Iterable[str]) -> InvalidValue:
    """Return the error for a column of persons that several bodies counted."""
    names = ", ".join(named_with_body(column, body) for body in sorted(bodies))
    return InvalidValue(
        "a column of persons whom several bodies counted; figures of two bodies are not added",
        value=column,
        accepted=names,
        hint="columns=None has them all, prefer=[...] takes the first that counted",
    )


def none_who_counted(column: str, asked: Iterable[str], bodies: Iterable[str]) -> InvalidValue:
    """Return the error for bodies that counted nothing of a column."""
    return InvalidValue(
        f"bodies that did not count what is in the column {column!r}",
        value=", ".join(asked),
        accepted=", ".join(body or UNSTATED for body in bodies),
    )


def _age_key(figure: Figure) -> tuple[int, str]:
    return figure.closed, figure.series


def _is_comparable(figure: Figure, newest: Figure) -> bool:
    same = (figure.series, figure.measure) == (newest.series, newest.measure)
    return same and newest.closed // DAY - figure.closed // DAY <= OLDER_DAYS


def _goldstein(view: View) -> Mapping[str, object]:
    return {f"goldstein_{days}d": _sum(view, days) for days in _WINDOWS}


def _sum(view: View, days: int) -> float | None:
    facts = (fact for fact in view.facts(days) if fact.external_ids)
    values = [
        value
        for fact in facts
        if (value := goldstein(fact)) is not None and view.between(*_sides(fact))
    ]
    return round(sum(values), 6) if values else None


def _sides(fact: object) -> Iterable[tuple[str, ...] | None]:
    for name in ("by", "against", "to", "parties", "invitees"):
        yield getattr(fact, name, None)
    yield tuple(participant.actor for participant in getattr(fact, "participants", None) or ())


def _disputes(view: View) -> Mapping[str, object]:
    disputing = view.end.state.disputes.values()
    if not view.pair:
        return {"disputes": len(disputing)}
    return {"disputes": sum(not set(view.parties).isdisjoint(by) for by in disputing)}


def _all_of(names: Iterable[str], of: ColumnType) -> FrozenMap[str, ColumnType]:
    return FrozenMap(dict.fromkeys(names, of))


BUILT_IN: Final[tuple[BuiltIn, ...]] = (
    BuiltIn(
        _all_of(("days_since_contact_least", "days_since_contact_most"), "int32"),
        _contact,
        "days since two of the parties were last in contact, at least and at most; null: no "
        "contact is on record, or for the most only that it was before some day",
    ),
    BuiltIn(
        _all_of(("open_proposals",), "int32"),
        _open_proposals,
        "proposals without an answer",
        needs=KINDS_BEHIND["open_proposals"],
    ),
    BuiltIn(
        _all_of(("pending_meetings",), "int32"),
        _pending_meetings,
        "meetings that may still take place",
        needs=KINDS_BEHIND["pending_meetings"],
    ),
    BuiltIn(
        _all_of(("overdue",), "int32"),
        _overdue,
        "commitments and deadlines that are overdue",
        needs=KINDS_BEHIND["overdue"],
    ),
    BuiltIn(
        _all_of(("phase", "phase_pair", "phase_pair_name"), "text"),
        _phase,
        "the phase of the main pair, or of the pair of the row; the codes and the names of the "
        "two, null if no pair is on record",
    ),
    BuiltIn(
        _all_of(("fighting",), "bool"),
        _fighting,
        "whether any pair fights, or the pair of the row",
        needs=KINDS_BEHIND["fighting"],
    ),
    BuiltIn(
        _all_of(("ceasefire_in_force",), "bool"),
        _ceasefire,
        "whether a ceasefire is in force",
        needs=KINDS_BEHIND["ceasefires_in_force"],
    ),
    BuiltIn(
        _all_of(("acceptable_mediators", "acceptable_mediators_name"), "texts"),
        _mediators,
        "the mediators that all parties accept; their names, in the same order",
        needs=KINDS_BEHIND["acceptable_mediators"],
    ),
    BuiltIn(
        _all_of(("agreement_stage",), "text"),
        _stage,
        "the stage of the agreement that changed last",
    ),
    BuiltIn(
        FrozenMap(
            {**_all_of(("displaced_low", "displaced_high"), "int64"), "displaced_body": "text"}
        ),
        displaced,
        "the latest figure of the displaced by one body: its range in one series; who counted",
    ),
    BuiltIn(
        _all_of((f"goldstein_{days}d" for days in _WINDOWS), "float64"),
        _goldstein,
        "the sum of the Goldstein scale over facts with CAMEO codes in the window; null: there are "
        "none",
    ),
    BuiltIn(_all_of(("disputes",), "int32"), _disputes, "facts that a party disputes"),
)
"""The built-in columns of panels, in groups."""

OF_A_BODY: Final = ("displaced_low", "displaced_high", "displaced_body")
"""The columns read off a state whose persons one body counted."""
STATE_COLUMNS: Final[Mapping[str, BuiltIn]] = FrozenMap(
    {name: group for group in BUILT_IN for name in group.types}
)
"""The group of each built-in column that is read off a state."""
COLUMNS: Final[Mapping[str, str]] = FrozenMap[str, str](
    {name: count.about for name, count in COUNTS.items()}
    | {name: group.about for name, group in STATE_COLUMNS.items()}
)
"""The names and meanings of the built-in columns."""
