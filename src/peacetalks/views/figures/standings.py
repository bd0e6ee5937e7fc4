"""``standing``: how each mediator stood with each party, over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias, final

from attrs import frozen

from peacetalks.events import MediationAccepted
from peacetalks.events.clocks import settled
from peacetalks.state.brief.subjects import parties as parties_of
from peacetalks.state.mediation import Standing, StandingLevel
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.asked import actor
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, marks, words
from peacetalks.when import When, WhenLike, day_text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["standing"]

_Pair: TypeAlias = tuple[str, str]
"""A mediator and a party."""

_ROW: Final = 0.24
"""How high a row is, in inches."""
_AROUND: Final = 1.4
"""How much title, axis and legend take, in inches."""
_BAR: Final = 0.62
_ROOM: Final = 6
"""How many pixels are around a word in a bar."""


@final
@frozen
class _Look:
    """How a level is drawn: its colour, that of the letters on it, and its hatch.

    No two have the same hatch.
    """

    face: str
    letters: str
    hatch: str = ""


_LOOKS: Final[Mapping[StandingLevel, _Look]] = {
    "accepted": _Look(canvas.SKY, canvas.BLACK),
    "conditional": _Look(canvas.WHITE, canvas.BLACK, "///"),
    "doubted": _Look(canvas.YELLOW, canvas.BLACK, ".."),
    "warned": _Look(canvas.ORANGE, canvas.BLACK, "\\\\\\\\"),
    "rejected": _Look(canvas.VERMILLION, canvas.BLACK, "xx"),
}
"""The level ``unknown`` has no bar and no word, but a dotted line."""
_NOTHING: Final = "nothing on record"


@final
@frozen
class _Stretch:
    """A time in which a level did not change, on the numbers of the axis."""

    first: float
    last: float
    level: StandingLevel
    inferred: bool


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
    ['FRA with AZE']
    """
    state = history.at(Viewpoint(on=on, known=known))
    if parties is not None:
        parties = [actor(history.names, party) for party in parties]
    pairs = tuple(_pairs(state, parties_of(state) if parties is None else parties))
    rows = _rows(history, state, pairs, known)
    bars = [stretch for stretches in rows.values() for stretch in stretches]
    if not bars:
        return canvas.note(canvas.axes_of(ax, 1.5), "no word on a mediator on record")
    drawn = canvas.axes_of(ax, _AROUND + _ROW * len(rows))
    begin, end = min(bar.first for bar in bars), max(bar.last for bar in bars)
    canvas.time_axis(drawn, begin, end)
    drawn.set_ylim(len(rows) - 0.4, -0.6)
    words.named_rows(drawn, range(len(rows)), (f"{one} with {other}" for one, other in rows))
    scale = canvas.scale_of(drawn)
    key: dict[str, Artist] = {}
    for y, ((mediator, party), stretches) in enumerate(rows.items()):
        for number, stretch in enumerate(stretches):
            gid = f"standing:{mediator}:{party}:{number}"
            key |= _draw(drawn, stretch, y, gid, scale)
        key |= _unknown(drawn, stretches, y, f"unknown:{mediator}:{party}", (begin, end))
        if not y or pairs[y - 1][0] != mediator:
            marks.rule(drawn, y - 0.5)
    words.legend(drawn, dict(sorted(key.items())), columns=5)
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
) -> dict[_Pair, tuple[_Stretch, ...]]:
    """Return the stretches of each pair, as the states of the days on which it can change say."""
    days = [When(day_text(day)) for day in _days(history, last, pairs, known)]
    # What has no day on record stands in the last state only.
    states = (*history.states(days, known=known), last)
    starts = [*(canvas.x_of(day.last_day) for day in days), canvas.x_of(last.day)]
    end = canvas.extent_of(last.on).last
    return {
        pair: tuple(_stretches([state.standing(*pair) for state in states], starts, end))
        for pair in pairs
    }


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


def _stretches(told: Sequence[Standing], starts: Sequence[float], end: float) -> Iterator[_Stretch]:
    """Yield the times in which the level does not change, and is known, up to the end."""
    looks = [(standing.level, standing.inferred) for standing in told]
    at = 0
    for (level, inferred), several in groupby(looks):
        first, at = at, at + len(list(several))
        until = starts[at] if at < len(told) else end
        if level in _LOOKS and starts[first] < until:
            yield _Stretch(starts[first], until, level, inferred)


def _draw(ax: Axes, stretch: _Stretch, y: float, gid: str, scale: float) -> dict[str, Artist]:
    look = _LOOKS[stretch.level]
    high = _BAR / 2 if stretch.inferred else _BAR
    bar = marks.bar(
        ax,
        (stretch.first, max(stretch.last, stretch.first + 2 * scale)),
        y,
        high=high,
        face=look.face,
        hatch=look.hatch,
        edge=canvas.BLACK,
        gid=gid,
    )
    meaning = f"{stretch.level}, read off conduct" if stretch.inferred else stretch.level
    if not stretch.inferred:
        _word(ax, stretch, y, look, scale)
    return {meaning: bar}


def _unknown(
    ax: Axes, stretches: Sequence[_Stretch], y: float, gid: str, span: tuple[float, float]
) -> dict[str, Artist]:
    """Draw the times before, between and after the bars."""
    firsts = (span[0], *(stretch.last for stretch in stretches))
    lasts = (*(stretch.first for stretch in stretches), span[1])
    key: dict[str, Artist] = {}
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if first < last:
            key[_NOTHING] = marks.line(
                ax, (first, last), (y, y), colour=canvas.GREY, gid=f"{gid}:{number}", style=":"
            )
    return key


def _word(ax: Axes, stretch: _Stretch, y: float, look: _Look, scale: float) -> None:
    """Write the level on the bar, where it has room."""
    text = words.said(ax, (stretch.first + stretch.last) / 2, y, stretch.level, ha="center")
    text.set_color(look.letters)
    if look.hatch:
        text.set_bbox({"facecolor": look.face, "edgecolor": "none", "pad": 2})
    if text.get_window_extent().width + _ROOM > (stretch.last - stretch.first) / scale:
        text.remove()
