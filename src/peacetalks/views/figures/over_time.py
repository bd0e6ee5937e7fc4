"""``timeline``: the facts of a history in lanes, over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import AgreementStageReached, CeasefireDeclared, MeetingRefused
from peacetalks.state.brief.subjects import title_of
from peacetalks.state.queries.asked import actor
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, marks, words
from peacetalks.views.figures.facts import MEANINGS, fact
from peacetalks.views.figures.lanes import Item, by_actor, by_family, items_of, pack, undated
from peacetalks.when import ALWAYS, DAY, When, WhenLike, day_text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History
    from peacetalks.state.force import Offensive

__all__ = ["timeline"]

_ROW: Final = 0.145
"""How high a row is, in inches."""
_AROUND: Final = 1.3
"""How much title, axis and legend take, in inches."""
_LETTERS: Final = 34
_OFFENSIVE: Final = "offensive"


def timeline(
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

    A mark is a fact of a day; a bar is one that lasted, for as long as it did for certain. Where a
    date is not sure to the day, the mark is hollow, and a line leads from the earliest to the
    latest it can be; a bar between days that are only about right is hatched. An arrow leads to
    where no bound is known. Refused meetings are crosses with a label; offensives shade the days
    they took. A ring is around what was corrected later; what was taken back is crossed out.

    Args:
        history: the history.
        since: only facts of this day or later; None: all.
        on: only facts up to this day; None: all.
        known: only what was public by this day; None: all on record.
        by: a lane for each family of kinds, or for each actor: a fact stands in the lanes of all
            that it names.
        families: only these, of ``"meetings"``, ``"talks"``, ``"mediation"`` and the others.
        actors: only facts that name one of these, and by actor their lanes. None: all facts, and
            by actor the lanes of the ten that are named most.
        ax: where to draw; None: on a figure of its own, 800 pixels wide.

    Returns:
        The axes; ``ax.figure.savefig("talks.svg")`` writes them. Labels keep clear of each
        other at the size that the axes have now.

    Raises:
        InvalidValue: for a family that is none, or lanes by anything else.
        NotFound: for an actor that no event names.
        MissingExtra: without ``peacetalks[plot]``.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> no = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> timeline(History([no])).lines[0].get_gid()
    'meeting-refused:no'
    """
    viewpoint = Viewpoint(on=on, known=known)
    first = None if since is None else When(since)
    named = None
    if actors is not None:
        named = [actor(history.names, one, "actor") for one in _several(actors)]
    if by not in {"family", "actor"}:
        raise InvalidValue("no such lanes", value=by, accepted="family, actor")
    wanted = None if families is None else _several(families)
    items = items_of(history, viewpoint, first, wanted, named)
    if not items:
        return canvas.note(canvas.axes_of(ax, 1.5), "no facts to draw")
    offensives = history.at(viewpoint).parts.offensives.values()
    lanes = by_family(items) if by == "family" else by_actor(items, named)
    drawn = canvas.axes_of(ax, _AROUND + _ROW * 40)
    canvas.time_axis(
        drawn, min(item.extent.first for item in items), max(item.extent.last for item in items)
    )
    shown = history.resolved(viewpoint).actors.shown
    names = {lane: shown(lane) if by == "actor" else lane for lane in lanes}
    words.named_rows(drawn, range(len(lanes)), ((name,) for name in names.values()))
    scale = canvas.scale_of(drawn)
    for inside in lanes.values():
        pack(drawn, inside, scale, lambda item: _label(item, shown))
    rows = _Rows.of(lanes)
    if ax is None:
        canvas.height(drawn, _AROUND + _ROW * rows.all)
    key = _offensives(drawn, offensives, scale)
    for name, inside in lanes.items():
        for item in inside:
            key |= fact(drawn, item, rows.top[name] + item.row, scale)
    rows.draw(drawn, names)
    words.legend(drawn, {name: key[name] for name in (_OFFENSIVE, *MEANINGS) if name in key})
    canvas.clear(drawn, _title(history, viewpoint))
    return drawn


@final
@frozen
class _Rows:
    """Where the lanes stand.

    Attributes:
        top: the first row of each lane.
        middle: the middle of each.
        all: how many rows there are, with those between the lanes.
    """

    top: Mapping[str, float]
    middle: Mapping[str, float]
    all: float

    @classmethod
    def of(cls, lanes: Mapping[str, Sequence[Item]]) -> _Rows:
        """Return where lanes stand below one another."""
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
        words.named_rows(ax, tuple(self.middle.values()), ((names[lane],) for lane in self.middle))
        for at in self.top.values():
            marks.rule(ax, at - 0.8)


def _offensives(ax: Axes, offensives: Iterable[Offensive], scale: float) -> dict[str, Artist]:
    """Shade the days of the offensives, and name them where there is room."""
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
        # A day of ten years is less than a pixel.
        last = max(last, first + 2 * scale)
        gid = f"offensive:{one.offensive}"
        key[_OFFENSIVE] = marks.shade(ax, (first, last), face=canvas.ORANGE, gid=gid)
        label = words.said(ax, (first + last) / 2, -0.3, _short(one.offensive), ha="center")
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
    return f"{title_of(state) or 'Facts'} up to {upto}{known}{left_out}"


def _several(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return some words; a text is one of them, and not its letters."""
    return (given,) if isinstance(given, str) else tuple(given)
