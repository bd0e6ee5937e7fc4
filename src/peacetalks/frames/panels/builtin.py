"""The columns that come with panels.

They come in groups: what is counted together. Days are counted back from the last day of the
period, which is one of them; whatever stands on no day that can be known is in no window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, TypeAlias, final, get_args

from attrs import frozen

from peacetalks.frames.panels import deaths as _deaths
from peacetalks.frames.panels.cameo import goldstein
from peacetalks.frames.panels.view import View
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.ground import Figure
from peacetalks.state.meetings import Refusal
from peacetalks.state.queries.figures import OLDER_DAYS
from peacetalks.state.queries.mediation import acceptable_mediators
from peacetalks.state.queries.words import Overdue
from peacetalks.values import ReasonCategory
from peacetalks.when import DAY

__all__ = ["BUILT_IN", "COLUMNS", "BuiltIn", "ColumnType"]

ColumnType: TypeAlias = Literal["int32", "int64", "float64", "bool", "text", "texts"]
"""What a column holds; ``texts``: a list."""

_BACK: Final = (30, 90, 365)
_SHORT: Final = (30, 90)
_CATEGORIES: Final[tuple[ReasonCategory, ...]] = get_args(ReasonCategory)
_BOUNDS: Final = ("low", "best", "high")


@final
@frozen
class BuiltIn:
    """Columns that are computed together.

    Attributes:
        types: the columns by name, and what each holds.
        read: what makes their values of a view.
        about: what they mean.
    """

    types: Mapping[str, ColumnType]
    read: Callable[[View], Mapping[str, object]]
    about: str


def _contact(view: View) -> Mapping[str, object]:
    pairs = [(a, b) for a in view.parties for b in view.parties if a < b]
    found = [days for pair in pairs if (days := view.live.days_since_contact(*pair)) is not None]
    mosts = [most for _, most in found if most is not None]
    return {
        "days_since_contact_least": min((least for least, _ in found), default=None),
        "days_since_contact_most": min(mosts, default=None),
    }


def _open(view: View) -> Mapping[str, object]:
    proposals = (item.proposal for item in view.live.open_proposals())
    meetings = view.live.pending_meetings()
    return {
        "open_proposals": sum(view.concerns(p.by, p.to) for p in proposals),
        "pending_meetings": sum(view.concerns(m.invitees) for m in meetings),
        "overdue": sum(_is_overdue(view, item) for item in view.live.overdue()),
    }


def _is_overdue(view: View, item: Overdue) -> bool:
    # A deadline names whom it binds in no field of its own.
    return view.concerns(getattr(item.part, "by", None), getattr(item.part, "to", None))


def _refusals(view: View) -> Mapping[str, object]:
    counted = dict.fromkeys(_REFUSALS, 0)
    for meeting in view.live.parts.meetings.values():
        for refusal in meeting.refusals:
            if view.concerns((refusal.by,), meeting.invitees):
                for name in _counting(view, refusal):
                    counted[name] += 1
    return counted


def _counting(view: View, refusal: Refusal) -> Iterable[str]:
    for days in _BACK:
        if view.within(refusal.on.last_day, days):
            yield f"refusals_{days}d"
            for category in dict.fromkeys(refusal.categories):
                yield f"refusals_{days}d_{category}"


def _offensives(view: View) -> Mapping[str, object]:
    launched = [
        offensive.launched.last_day
        for offensive in view.live.parts.offensives.values()
        if offensive.launched is not None and view.between(offensive.by, offensive.against)
    ]
    return {
        f"offensives_{days}d": sum(view.within(day, days) for day in launched) for days in _SHORT
    }


def _dead(view: View) -> Mapping[str, object]:
    return {
        f"deaths_{days}d_{bound}": number
        for days in _SHORT
        for bound, number in zip(_BOUNDS, _deaths.deaths(view, days), strict=True)
    }


def _phase(view: View) -> Mapping[str, object]:
    state = view.step.state
    if view.pair:
        phase = state.phase_between(*view.parties)
        fighting = phase.name == "fighting"
    else:
        phase = state.phase
        fighting = any(each.name == "fighting" for each in state.phases())
    return {
        "phase": phase.name,
        "phase_pair": None if phase.pair is None else "-".join(phase.pair),
        "phase_pair_name": None if phase.pair is None else state.actors.listed(phase.pair),
        "fighting": fighting,
    }


def _ceasefire(view: View) -> Mapping[str, object]:
    holding = view.step.state.ceasefires_in_force()
    return {"ceasefire_in_force": any(view.concerns(ceasefire.parties) for ceasefire in holding)}


def _mediators(view: View) -> Mapping[str, object]:
    found = acceptable_mediators(view.step.state, *view.parties)
    codes = sorted(found)
    names = list(map(view.step.state.actors.shown, codes))
    return {"acceptable_mediators": codes, "acceptable_mediators_name": names}


def _stage(view: View) -> Mapping[str, object]:
    moved = [
        (agreement.since.last_day, agreement.agreement)
        for agreement in view.live.parts.agreements.values()
        if agreement.since is not None and view.concerns(agreement.parties)
    ]
    return {"agreement_stage": view.live.stage(max(moved)[1]) if moved else None}


def _displaced(view: View) -> Mapping[str, object]:
    found = [
        figure
        for figure in view.live.parts.figures.values()
        if figure.subject == "displacement"
        and figure.measure in {"cumulative", "stock", None}
        and view.concerns(*((end,) for end in (figure.origin, figure.destination) if end))
    ]
    newest = max(found, key=_newest, default=None)
    beside = [f for f in found if newest is not None and _stands_beside(f, newest)]
    counts = [figure.count for figure in beside if figure.count is not None]
    lows = [low for count in counts if (low := _deaths.low(count)) is not None]
    highs = [_deaths.high(count) for count in counts]
    known = [high for high in highs if high is not None]
    return {
        "displaced_low": min(lows, default=None),
        "displaced_high": max(known) if known and len(known) == len(highs) else None,
    }


def _newest(figure: Figure) -> tuple[int, str, str]:
    return figure.closed, figure.series, figure.counting_body or ""


def _stands_beside(figure: Figure, newest: Figure) -> bool:
    same = (figure.series, figure.measure) == (newest.series, newest.measure)
    return same and newest.closed // DAY - figure.closed // DAY <= OLDER_DAYS


def _goldstein(view: View) -> Mapping[str, object]:
    return {f"goldstein_{days}d": _sum(view, days) for days in _SHORT}


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
    disputing = view.step.state.disputes.values()
    if not view.pair:
        return {"disputes": len(disputing)}
    return {"disputes": sum(not set(view.parties).isdisjoint(by) for by in disputing)}


def _all_of(names: Iterable[str], of: ColumnType) -> FrozenMap[str, ColumnType]:
    return FrozenMap(dict.fromkeys(names, of))


_REFUSALS: Final = tuple(
    f"refusals_{days}d{category}"
    for days in _BACK
    for category in ("", *(f"_{name}" for name in _CATEGORIES))
)

BUILT_IN: Final[tuple[BuiltIn, ...]] = (
    BuiltIn(
        _all_of(("days_since_contact_least", "days_since_contact_most"), "int32"),
        _contact,
        "days since two of the parties were last in contact, at least and at most; null: not on "
        "record, or only that it was before a day",
    ),
    BuiltIn(
        _all_of(("open_proposals", "pending_meetings", "overdue"), "int32"),
        _open,
        "proposals that wait for an answer; meetings that may still take place; commitments and "
        "deadlines whose day has passed",
    ),
    BuiltIn(
        _all_of(_REFUSALS, "int32"),
        _refusals,
        "refusals to meet in the last days, in all and by the category of a reason; one with two "
        "categories counts under both",
    ),
    BuiltIn(
        _all_of((f"offensives_{days}d" for days in _SHORT), "int32"),
        _offensives,
        "offensives that were launched in the last days",
    ),
    BuiltIn(
        _all_of((f"deaths_{days}d_{bound}" for days in _SHORT for bound in _BOUNDS), "int64"),
        _dead,
        "deaths in the last days, as counted by the last of them; high is null where a count has "
        "no upper bound",
    ),
    BuiltIn(
        FrozenMap(
            {**_all_of(("phase", "phase_pair", "phase_pair_name"), "text"), "fighting": "bool"}
        ),
        _phase,
        "the phase of the main pair, or of the pair of the row; the codes of the two and "
        "their names, null: no pair is on record; whether any pair fights",
    ),
    BuiltIn(
        _all_of(("ceasefire_in_force",), "bool"), _ceasefire, "whether a ceasefire is in force"
    ),
    BuiltIn(
        _all_of(("acceptable_mediators", "acceptable_mediators_name"), "texts"),
        _mediators,
        "the mediators that all of the parties accept; their names, in the same order",
    ),
    BuiltIn(
        _all_of(("agreement_stage",), "text"),
        _stage,
        "the stage of the agreement that moved last",
    ),
    BuiltIn(
        _all_of(("displaced_low", "displaced_high"), "int64"),
        _displaced,
        "the latest figure of the displaced, over the bodies that count them in the same series",
    ),
    BuiltIn(
        _all_of((f"goldstein_{days}d" for days in _SHORT), "float64"),
        _goldstein,
        "the sum of the Goldstein scale over facts with CAMEO codes; null: there are none",
    ),
    BuiltIn(_all_of(("disputes",), "int32"), _disputes, "facts that a party disputes"),
)
"""The columns that come with panels, in groups."""

COLUMNS: Final[Mapping[str, str]] = FrozenMap[str, str](
    {name: group.about for group in BUILT_IN for name in group.types}
)
"""The names of those columns, with what they mean."""
