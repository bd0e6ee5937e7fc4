"""``plot_timeline``: the facts of a history in lanes, over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.meetings import MeetingRefused
from peacetalks.events.security import CeasefireDeclared
from peacetalks.primitives.when import ALWAYS, DAY, When, WhenLike, day_text
from peacetalks.state.brief.subjects import title_of
from peacetalks.state.queries.arguments import actor
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, labels, marks
from peacetalks.views.figures.facts import MEANINGS, draw_fact
from peacetalks.views.figures.lanes import Item, by_actor, by_family, items_of, pack, undated

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History
    from peacetalks.state.force import Offensive

__all__ = ["plot_timeline"]

_ROW: Final = 0.145
"""The height of a row, in inches."""
_AROUND: Final = 1.3
"""The height of title, axis and legend, in inches."""
_LETTERS: Final = 34
_OFFENSIVE: Final = "offensive"


def plot_timeline(
    history: History,
    *,
    since: WhenLike | None = None,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    by: Literal["family", "actor"] = "family",
    families: Iterable[str] | None = None,
    actors: Iterable[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the facts of a history in lanes, over time.

    A mark is a fact of one day. A bar is a fact that lasted; it covers the time it lasted for
    certain, and is hatched if its dates are approximate. If the day is not certain, the mark is
    hollow, and a line leads from the earliest to the latest day it can be. An arrow means that no
    bound is known. Refused meetings are labelled crosses, offensives shade their days. Facts that
    were corrected later have a ring, and those that were retracted are crossed out.

    Args:
        history: the history.
        since: only facts of this day or later; None: all.
        on: only facts up to this day; None: all.
        known: use only what was public by this day; None: use all on record.
        by: a lane for each ``"family"`` of kinds or for each ``"actor"``. By actor, a fact is in
            the lanes of all actors that it names.
        families: only these families, such as ``"meetings"`` or ``"mediation"``; None: all.
        actors: only facts that name one of these, and by actor only their lanes. None: all facts,
            and by actor the lanes of the ten that are named most.
        ax: the axes to draw on; None: those of a new figure, 800 pixels wide.

    Returns:
        The axes; ``ax.figure.savefig("talks.svg")`` writes them. The labels are placed for the
        current size of the axes.

    Raises:
        InvalidValue: if there is no such family, or ``by`` is neither family nor actor.
        NotFound: if no event names an actor of ``actors``.
        MissingExtra: if ``peacetalks[plot]`` is not installed.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> no = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> plot_timeline(History([no])).lines[0].get_gid()
    'meeting-refused:no'
    """
    viewpoint = Viewpoint(on=on, known=known)
    first = None if since is None else When(since)
    named = None
    if actors is not None:
        named = [actor(history.names, one, "actor") for one in _as_tuple(actors)]
    if by not in {"family", "actor"}:
        raise InvalidValue("no lanes of this kind", value=by, accepted="family, actor")
    wanted = None if families is None else _as_tuple(families)
    items = items_of(history, viewpoint, first, wanted, named)
    if not items:
        return canvas.note(canvas.axes_of(ax, 1.5), "no facts to draw")
    offensives = history.at(viewpoint).parts.offensives.values()
    lanes = by_family(items) if by == "family" else by_actor(items, named)
    drawn = canvas.axes_of(ax, _AROUND + _ROW * 40)
    canvas.time_axis(
        drawn, min(item.extent.first for item in items), max(item.extent.last for item in items)
    )
    shown = history.effective(viewpoint).actors.shown
    names = {lane: shown(lane) if by == "actor" else lane for lane in lanes}
    labels.name_rows(drawn, range(len(lanes)), ((name,) for name in names.values()))
    scale = canvas.scale_of(drawn)
    for inside in lanes.values():
        pack(drawn, inside, scale, lambda item: _label(item, shown))
    rows = _Rows.of(lanes)
    if ax is None:
        canvas.height(drawn, _AROUND + _ROW * rows.all)
    key = _offensives(drawn, offensives, scale)
    for name, inside in lanes.items():
        for item in inside:
            key |= draw_fact(drawn, item, rows.top[name] + item.row, scale)
    rows.draw(drawn, names)
    labels.legend(drawn, {name: key[name] for name in (_OFFENSIVE, *MEANINGS) if name in key})
    canvas.set_title(drawn, _title(history, viewpoint))
    return drawn


@final
@frozen
class _Rows:
    """The places of the lanes.

    Attributes:
        top: the first row of each lane.
        middle: the middle of each lane.
        all: the number of rows, including the space between the lanes.
    """

    top: Mapping[str, float]
    middle: Mapping[str, float]
    all: float

    @classmethod
    def of(cls, lanes: Mapping[str, Sequence[Item]]) -> _Rows:
        """Return the places of lanes, one below the other."""
        top: dict[str, float] = {}
        middle: dict[str, float] = {}
        at = 1.0
        for name, inside in lanes.items():
            rows = 1 + max(item.row for item in inside)
            top[name], middle[name] = at, at + (rows - 1) / 2
            at += rows + 0.6
        return cls(top, middle, at)

    def draw(self, ax: Axes, names: Mapping[str, str]) -> None:
        """Name the lanes, and draw lines between them."""
        ax.set_ylim(self.all, -1)
        labels.name_rows(ax, tuple(self.middle.values()), ((names[lane],) for lane in self.middle))
        for at in self.top.values():
            marks.rule(ax, at - 0.8)


def _offensives(ax: Axes, offensives: Iterable[Offensive], scale: float) -> dict[str, Artist]:
    """Shade the days of the offensives, and label them where there is room."""
    key: dict[str, Artist] = {}
    low, high = ax.get_xlim()
    free = low
    for one in sorted(offensives, key=lambda one: one.launched.lo if one.launched else -ALWAYS):
        if one.launched is None:
            continue
        ended = one.ended or one.launched
        first = max(low, canvas.x_of(one.launched.first_day))
        last = min(high, canvas.x_of(min(ended.hi, ALWAYS - 1) / DAY))
        if first > high or last < low:
            continue
        # On an axis of ten years a day is less than a pixel.
        last = max(last, first + 2 * scale)
        gid = f"offensive:{one.offensive}"
        key[_OFFENSIVE] = marks.shade(ax, (first, last), face=canvas.ORANGE, gid=gid)
        label = labels.write(ax, (first + last) / 2, -0.3, _short(one.offensive), ha="center")
        half = label.get_window_extent().width * scale / 2 + 2 * scale
        middle = min(max((first + last) / 2, low + half), high - half)
        if middle - half < free:
            label.remove()
            continue
        label.set_x(middle)
        free = middle + half
    return key


def _label(item: Item, shown: Callable[[str], str]) -> str:
    event = item.event
    if isinstance(event, MeetingRefused):
        return _short(f"{_names(event.by, shown)} refuses {event.meeting}")
    if isinstance(event, AgreementStageReached) and event.stage == "signed":
        return _short(f"{event.agreement} signed")
    if isinstance(event, CeasefireDeclared):
        return _short(event.ceasefire)
    return ""


def _names(by: Iterable[str] | None, shown: Callable[[str], str]) -> str:
    return ", ".join(map(shown, by)) if by else "?"


def _short(text: str) -> str:
    return canvas.short(text, _LETTERS)


def _title(history: History, viewpoint: Viewpoint) -> str:
    state = history.at(viewpoint)
    known = "" if viewpoint.known is None else f", as known on {viewpoint.known}"
    span = history.span()
    upto = viewpoint.on or (day_text(span[1]) if span else "")
    missing = undated(history, viewpoint)
    left_out = f"; {missing:,} without a date left out" if missing else ""
    return f"{title_of(state, state.phase.pair) or 'Facts'} up to {upto}{known}{left_out}"


def _as_tuple(words: str | Iterable[str]) -> tuple[str, ...]:
    """Return words as a tuple; a text is a single word, not its letters."""
    return (words,) if isinstance(words, str) else tuple(words)
