"""``standing``: how each mediator stood with each party, over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from peacetalks.events import MediationAccepted
from peacetalks.events.clocks import settled
from peacetalks.state.brief.subjects import parties as parties_of
from peacetalks.state.mediation import Standing
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.asked import actor
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import bars, canvas, marks, words
from peacetalks.when import When, WhenLike, day_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["standing"]

_Pair: TypeAlias = tuple[str, str]
"""A mediator and a party."""

_LOOKS: Final[Mapping[str, bars.Look]] = {
    "accepted": bars.Look(canvas.SKY),
    "conditional": bars.Look(canvas.WHITE, hatch="///"),
    "doubted": bars.Look(canvas.YELLOW, hatch=".."),
    "warned": bars.Look(canvas.ORANGE, hatch="\\\\\\\\"),
    "rejected": bars.Look(canvas.VERMILLION, hatch="xx"),
}
"""The level ``unknown`` has no bar and no word, but a dotted line."""


def standing(
    history: History,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    parties: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how each mediator stood with each party, over time.

    A row for each mediator and party, a bar for each level; a level that was read off the
    party's conduct, and not said by it, is drawn half as high. Where nothing is on record a
    dotted line stands for it. Every level has a hatch of its own beside its colour.

    Args:
        history: the history.
        on: up to which day; None: the last on record.
        known: only what was public by this day; None: all on record.
        parties: with whom; None: the parties to the talks.
        ax: where to draw; None: on a figure of its own, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: for a party that is none.
        NotFound: for one that no event names.
        MissingExtra: without ``peacetalks[plot]``.

    >>> from peacetalks.events import MediationRejected
    >>> from peacetalks.history import History
    >>> no = MediationRejected(id="no", occurred="2023-10-04", mediator="FRA", by="AZE")
    >>> ax = standing(History([no]), on="2023-12-31", parties=["AZE"])
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['France with Azerbaijan']
    """
    state = history.at(Viewpoint(on=on, known=known))
    if parties is not None:
        parties = [actor(history.names, party) for party in parties]
    pairs = tuple(_pairs(state, parties_of(state) if parties is None else parties))
    rows = _rows(history, state, pairs, known)
    if not any(row.stretches for row in rows):
        return canvas.note(canvas.axes_of(ax, 1.5), "no word on a mediator on record")
    drawn = bars.axes_of(ax, rows, "with")
    key = bars.draw(drawn, rows, _LOOKS, "standing")
    for y, (mediator, _) in enumerate(pairs):
        if not y or pairs[y - 1][0] != mediator:
            marks.rule(drawn, y - 0.5)
    meant = {f"{level}, read off conduct" if low else level: key[level, low] for level, low in key}
    words.legend(drawn, dict(sorted(meant.items())), columns=5)
    public = "" if known is None else f", as known on {When(known)}"
    canvas.clear(drawn, f"Mediators up to {state.on}{public}")
    return drawn


def _pairs(state: NegotiationState, parties: Sequence[str]) -> Iterator[_Pair]:
    """Yield each mediator and party of whom anything is on record, the mediators together."""
    for mediator in state.mediators():
        for party in parties:
            found = state.parts.standings.get((mediator, party))
            if found is not None and found.history:
                yield (mediator, party)


def _rows(
    history: History, last: NegotiationState, pairs: Sequence[_Pair], known: WhenLike | None
) -> list[bars.Row]:
    """Return the row of each pair, as the states of the days on which it can change say."""
    days = [When(day_text(day)) for day in _days(history, last, pairs, known)]
    # What has no day on record stands in the last state only.
    states = (*history.states(days, known=known), last)
    starts = [*(canvas.x_of(day.last_day) for day in days), canvas.x_of(last.day)]
    end = canvas.extent_of(last.on).last
    found: list[bars.Row] = []
    shown = last.actors.shown
    for mediator, party in pairs:
        said = [_said(state.standing(mediator, party)) for state in states]
        stretches = tuple(bars.stretches(said, starts, end))
        found.append(bars.Row((shown(mediator), shown(party)), f"{mediator}:{party}", stretches))
    return found


def _said(standing: Standing) -> bars.Said | None:
    return (standing.level, standing.inferred) if standing.level in _LOOKS else None


def _days(
    history: History, last: NegotiationState, pairs: Sequence[_Pair], known: WhenLike | None
) -> list[int]:
    """Return the days on which a fact settled that bore on a pair, or on a condition of one."""
    told = [c.event for pair in pairs for c in last.parts.standings[pair].history]
    accepted = (event for event in told if isinstance(event, MediationAccepted))
    names = {c.satisfied_by for event in accepted for c in event.conditions or ()} - {None}
    if names:
        facts = history.resolved(Viewpoint(known=known)).events
        told += [e for e in facts if {e.id, getattr(e, "precondition", None)} & names]
    return sorted({day for event in told if (day := settled(event)) <= last.day})
