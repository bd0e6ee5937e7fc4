"""``plot_phases``: the phase of each pair of parties, over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from peacetalks._support.wording import count_noun
from peacetalks.events.clocks import settled
from peacetalks.primitives.when import When, WhenLike, day_text
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.pairs import foes
from peacetalks.state.queries import arguments
from peacetalks.state.queries.by_day import may_turn, on_day
from peacetalks.state.queries.phases.dyads import Pair, dyads_of
from peacetalks.state.queries.phases.pair_phase import Phase, phase_between
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import bars, canvas, labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["plot_phases"]

_MOST: Final = 10
"""The most pairs that are drawn."""

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
"""The looks, in the order of the rules of phases. ``unrecorded`` has a dotted line, no bar."""


def plot_phases(
    history: History,
    *,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    pairs: Iterable[tuple[str, str] | str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the phase of each pair of parties, over time.

    There is a row for each pair and a bar for each phase, as ``state.phase_between`` answers on
    each day. A phase in doubt has a bar of half the height. A dotted line means that nothing
    between the two is on record. Every phase has its own colour and hatch.

    Args:
        history: the history.
        on: draw up to this day; None: the last day on record.
        known: use only what was public by this day; None: use all on record.
        pairs: the pairs to draw, such as ``[("ARM", "AZE")]``. Single codes choose the pairs on
            record among them, and one code all pairs of that party. None: all pairs on record,
            the main pair first, then those that fight on the last day. At most ten are drawn.
        ax: the axes to draw on; None: those of a new figure, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: if a pair is not two different actors.
        NotFound: if no event names an actor of ``pairs``.
        MissingExtra: if ``peacetalks[plot]`` is not installed.

    >>> from peacetalks.events import AttackReported
    >>> from peacetalks.history import History
    >>> raid = AttackReported(occurred="2031-05-20", by="NORTH", against="SOUTH")
    >>> ax = plot_phases(History([raid]), on="2031-12-31")
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
    # A phase has the same look whether in doubt or not.
    named = {name: mark for (name, _), mark in key.items()}
    ordered = {name: named[name] for name in (*_LOOKS, bars.NOTHING[0]) if name in named}
    labels.legend(drawn, ordered, columns=5)
    public = "" if known is None else f", as known on {When(known)}"
    more = f"; {count_noun(len(chosen) - _MOST, 'pair')} more" if len(chosen) > _MOST else ""
    low = " (low bars: in doubt)" if any(in_doubt for _, in_doubt in key) else ""
    canvas.set_title(drawn, f"Phases up to {last.on}{public}{more}{low}")
    return drawn


def _on_record(last: NegotiationState) -> list[Pair]:
    """Return the pairs on record: the main pair, those that fight, then the others."""
    ordered = (last.phase, *last.phases())
    return list(dict.fromkeys(phase.pair for phase in ordered if phase.pair is not None))


def _chosen(last: NegotiationState, pairs: Iterable[tuple[str, str] | str]) -> list[Pair]:
    wanted = [pairs] if isinstance(pairs, str) else list(pairs)
    # Acts of an organ count for its state, so its phases are those of the state.
    principals = last.actors.principals
    codes = principals([arguments.actor(last.names, one) for one in wanted if isinstance(one, str)])
    pairs_ = (arguments.pair(last.names, one) for one in wanted if not isinstance(one, str))
    named = foes(pairs_, last.actors.principal)
    least = min(len(codes), 2)
    among = (pair for pair in _on_record(last) if codes and len({*pair} & {*codes}) == least)
    return list(dict.fromkeys([*named, *among]))


def _rows(
    history: History, last: NegotiationState, pairs: Sequence[Pair], known: WhenLike | None
) -> list[bars.Row]:
    days = list(_phases_by_day(history, last, pairs, known))
    starts = [canvas.x_of(day) for day, _ in days]
    end = canvas.extent_of(last.on).last
    rows: list[bars.Row] = []
    shown = last.actors.shown
    for number, (a, b) in enumerate(pairs):
        words = [_word_of(phases[number]) for _, phases in days]
        stretches = tuple(bars.stretches(words, starts, end))
        rows.append(bars.Row((shown(a), shown(b)), f"{a}:{b}", stretches))
    return rows


def _word_of(phase: Phase) -> bars.Word | None:
    return (phase.name, phase.doubt is not None) if phase.name in _LOOKS else None


def _phases_by_day(
    history: History, last: NegotiationState, pairs: Sequence[Pair], known: WhenLike | None
) -> Iterator[tuple[int, list[Phase]]]:
    """Yield the phases of pairs on each day on which one of them can change, in order."""
    facts = history.effective(Viewpoint(known=known)).events
    days = sorted({day for event in facts if (day := settled(event)) < last.day})
    # Facts without a date are only in the last state.
    states = (*history.states(map(day_text, days), known=known), last)
    ends = (*days, last.day, last.day + 1)[1:]
    for state, end in zip(states, ends, strict=True):
        dyads = dyads_of(state)
        for day in (state.day, *may_turn(state, dyads, end - 1)):
            now = on_day(state, day)
            yield day, [phase_between(now, dyads, *pair) for pair in pairs]
