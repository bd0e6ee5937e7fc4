"""``phases``: the phase of each pair of parties, over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from peacetalks.events.clocks import settled
from peacetalks.plural import many
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.pairs import foes
from peacetalks.state.queries import asked
from peacetalks.state.queries.by_day import may_turn, on_day
from peacetalks.state.queries.phases.dyads import Pair, dyads_of
from peacetalks.state.queries.phases.phase import Phase, phase_between
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import bars, canvas, words
from peacetalks.when import When, WhenLike, day_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["phases"]

_MOST: Final = 10
"""So many pairs are drawn at the most."""

_LOOKS: Final[Mapping[str, bars.Look]] = {
    "fighting": bars.Look(canvas.VERMILLION, hatch="xx"),
    "implementing": bars.Look(canvas.GREEN, hatch="++"),
    "signed": bars.Look(canvas.BLUE, canvas.WHITE, "||"),
    "concluding": bars.Look(canvas.YELLOW, hatch=".."),
    "suspended": bars.Look(canvas.PURPLE, hatch="--"),
    "blocked": bars.Look(canvas.ORANGE, hatch="\\\\\\\\"),
    "talking": bars.Look(canvas.SKY),
    "ceasefire": bars.Look(canvas.WHITE, hatch="///"),
    "dormant": bars.Look(canvas.PALE, hatch="\\\\", lines=canvas.GREY),
}
"""The looks, in the order of the rules; ``unrecorded`` has no bar, but a dotted line."""


def phases(
    history: History,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    pairs: Iterable[tuple[str, str] | str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the phase of each pair of parties, over time.

    A row for each pair, a bar for each phase, as ``state.phase_between`` gives it on each day; a
    phase with a doubt is drawn half as high. A dotted line means that nothing between the two is
    on record. Every phase has its own hatch as well as its own colour.

    Args:
        history: the history.
        on: up to which day; None: the last on record.
        known: only what was public by this day; None: all on record.
        pairs: which pairs, as ``[("ARM", "AZE")]``; codes alone choose the pairs on record among
            them, and one code all pairs of that party. None: all on record, the main pair first,
            then those that fight on the last day. At most ten are drawn.
        ax: where to draw; None: on a figure of its own, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: for a pair that is not two different actors.
        NotFound: for an actor that no event names.
        MissingExtra: without ``peacetalks[plot]``.

    >>> from peacetalks.events import AttackReported
    >>> from peacetalks.history import History
    >>> raid = AttackReported(occurred="2031-05-20", by="NORTH", against="SOUTH")
    >>> ax = phases(History([raid]), on="2031-12-31")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['NORTH and SOUTH']
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['fighting', 'dormant']
    """
    last = history.at(Viewpoint(on=on, known=known))
    chosen = _on_record(last) if pairs is None else _chosen(last, pairs)
    rows = _rows(history, last, chosen[:_MOST], known)
    if not any(row.stretches for row in rows):
        return canvas.note(canvas.axes_of(ax, 1.5), "nothing between two parties on record")
    drawn = bars.axes_of(ax, rows, "and")
    key = bars.draw(drawn, rows, _LOOKS, "phase")
    # A phase has one look, whether in doubt or not.
    named = {name: mark for (name, _), mark in key.items()}
    meant = {name: named[name] for name in (*_LOOKS, bars.NOTHING[0]) if name in named}
    words.legend(drawn, meant, columns=5)
    public = "" if known is None else f", as known on {When(known)}"
    more = f"; {many(len(chosen) - _MOST, 'pair')} more" if len(chosen) > _MOST else ""
    low = " (low bars: in doubt)" if any(in_doubt for _, in_doubt in key) else ""
    canvas.clear(drawn, f"Phases up to {last.on}{public}{more}{low}")
    return drawn


def _on_record(last: NegotiationState) -> list[Pair]:
    """Return the pairs on record: the main pair, those that fight, then the others."""
    ordered = (last.phase, *last.phases())
    return list(dict.fromkeys(phase.pair for phase in ordered if phase.pair is not None))


def _chosen(last: NegotiationState, pairs: Iterable[tuple[str, str] | str]) -> list[Pair]:
    wanted = [pairs] if isinstance(pairs, str) else list(pairs)
    # Phases are of those for whom acts count: of an organ, its state.
    counted = last.actors.principals
    codes = counted([asked.actor(last.names, one) for one in wanted if isinstance(one, str)])
    pairs_ = (asked.pair(last.names, one) for one in wanted if not isinstance(one, str))
    named = foes(pairs_, last.actors.principal)
    least = min(len(codes), 2)
    among = (pair for pair in _on_record(last) if codes and len({*pair} & {*codes}) == least)
    return list(dict.fromkeys([*named, *among]))


def _rows(
    history: History, last: NegotiationState, pairs: Sequence[Pair], known: WhenLike | None
) -> list[bars.Row]:
    told = list(_told(history, last, pairs, known))
    starts = [canvas.x_of(day) for day, _ in told]
    end = canvas.extent_of(last.on).last
    found: list[bars.Row] = []
    shown = last.actors.shown
    for number, (a, b) in enumerate(pairs):
        said = [_said(phases[number]) for _, phases in told]
        stretches = tuple(bars.stretches(said, starts, end))
        found.append(bars.Row((shown(a), shown(b)), f"{a}:{b}", stretches))
    return found


def _said(phase: Phase) -> bars.Said | None:
    return (phase.name, phase.doubt is not None) if phase.name in _LOOKS else None


def _told(
    history: History, last: NegotiationState, pairs: Sequence[Pair], known: WhenLike | None
) -> Iterator[tuple[int, list[Phase]]]:
    """Yield the phases of pairs on each day on which one of them can change, up to the last."""
    facts = history.resolved(Viewpoint(known=known)).events
    days = sorted({day for event in facts if (day := settled(event)) < last.day})
    # What has no day on record stands in the last state only.
    states = (*history.states(map(day_text, days), known=known), last)
    ends = (*days, last.day, last.day + 1)[1:]
    for state, end in zip(states, ends, strict=True):
        dyads = dyads_of(state)
        for day in (state.day, *may_turn(state, dyads, end - 1)):
            now = on_day(state, day)
            yield day, [phase_between(now, dyads, *pair) for pair in pairs]
