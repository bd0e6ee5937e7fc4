"""``plot_standing``: the standing of each mediator with each party, over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from peacetalks.events.clocks import settled
from peacetalks.events.mediation import MediationAccepted
from peacetalks.primitives.when import When, WhenLike, day_text
from peacetalks.state.brief.subjects import parties as parties_of
from peacetalks.state.mediation import Standing
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.arguments import actor
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import bars, canvas, labels, marks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["plot_standing"]

_Pair: TypeAlias = tuple[str, str]
"""A mediator and a party."""

_LOOKS: Final[Mapping[str, bars.Look]] = {
    "accepted": bars.Look(canvas.SKY),
    "conditional": bars.Look(canvas.WHITE, hatch="///"),
    "doubted": bars.Look(canvas.YELLOW, hatch=".."),
    "warned": bars.Look(canvas.ORANGE, hatch="\\\\\\\\"),
    "rejected": bars.Look(canvas.VERMILLION, hatch="xx"),
}
"""The looks of the levels. ``unknown`` has a dotted line, no bar."""


def plot_standing(
    history: History,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    parties: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the standing of each mediator with each party, over time.

    There is a row for each mediator and party, and a bar for each level. A level that was
    inferred from the party's conduct, not stated by it, has a bar of half the height. A dotted
    line means that nothing is on record. Every level has its own colour and hatch.

    Args:
        history: the history.
        on: draw up to this day; None: the last day on record.
        known: use only what was public by this day; None: use all on record.
        parties: the parties; None: the parties to the talks.
        ax: the axes to draw on; None: those of a new figure, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: if a party is not a valid name of an actor.
        NotFound: if no event names a party of ``parties``.
        MissingExtra: if ``peacetalks[plot]`` is not installed.

    >>> from peacetalks.events import MediationRejected
    >>> from peacetalks.history import History
    >>> no = MediationRejected(id="no", occurred="2023-10-04", mediator="FRA", by="AZE")
    >>> ax = plot_standing(History([no]), on="2023-12-31", parties=["AZE"])
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['France with Azerbaijan']
    """
    state = history.at(Viewpoint(on=on, known=known))
    if parties is not None:
        parties = [actor(history.names, party) for party in parties]
    pairs = tuple(_pairs(state, parties_of(state) if parties is None else parties))
    rows = _rows(history, state, pairs, known)
    if not any(row.stretches for row in rows):
        return canvas.note(canvas.axes_of(ax, 1.5), "nothing about mediators on record")
    drawn = bars.axes_of(ax, rows, "with")
    key = bars.draw(drawn, rows, _LOOKS, "standing")
    for y, (mediator, _) in enumerate(pairs):
        if not y or pairs[y - 1][0] != mediator:
            marks.rule(drawn, y - 0.5)
    meanings = {
        f"{level}, inferred from conduct" if low else level: key[level, low] for level, low in key
    }
    labels.legend(drawn, dict(sorted(meanings.items())), columns=5)
    public = "" if known is None else f", as known on {When(known)}"
    canvas.set_title(drawn, f"Mediators up to {state.on}{public}")
    return drawn


def _pairs(state: NegotiationState, parties: Sequence[str]) -> Iterator[_Pair]:
    """Yield each mediator and party with a standing on record, grouped by mediator."""
    for mediator in state.mediators():
        for party in parties:
            standing = state.parts.standings.get((mediator, party))
            if standing is not None and standing.history:
                yield (mediator, party)


def _rows(
    history: History, last: NegotiationState, pairs: Sequence[_Pair], known: WhenLike | None
) -> list[bars.Row]:
    """Return the row of each pair, from the states on the days on which it can change."""
    days = [When(day_text(day)) for day in _days(history, last, pairs, known)]
    # Facts without a date are only in the last state.
    states = (*history.states(days, known=known), last)
    starts = [*(canvas.x_of(day.last_day) for day in days), canvas.x_of(last.day)]
    end = canvas.extent_of(last.on).last
    rows: list[bars.Row] = []
    shown = last.actors.shown
    for mediator, party in pairs:
        words = [_word_of(state.standing(mediator, party)) for state in states]
        stretches = tuple(bars.stretches(words, starts, end))
        rows.append(bars.Row((shown(mediator), shown(party)), f"{mediator}:{party}", stretches))
    return rows


def _word_of(standing: Standing) -> bars.Word | None:
    return (standing.level, standing.inferred) if standing.level in _LOOKS else None


def _days(
    history: History, last: NegotiationState, pairs: Sequence[_Pair], known: WhenLike | None
) -> list[int]:
    """Return the days on which a fact settled that affects a pair, or a condition of a pair."""
    events = [c.event for pair in pairs for c in last.parts.standings[pair].history]
    accepted = (event for event in events if isinstance(event, MediationAccepted))
    names = {c.satisfied_by for event in accepted for c in event.conditions or ()} - {None}
    if names:
        facts = history.effective(Viewpoint(known=known)).events
        events += [e for e in facts if {e.id, getattr(e, "precondition", None)} & names]
    return sorted({day for event in events if (day := settled(event)) <= last.day})
