"""``accounts``: what each party tells that others do not, or disputes, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.history.accounts import Accounts
from peacetalks.plural import many
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, marks, words
from peacetalks.when import When, WhenLike

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["accounts"]

_ROW: Final = 0.36
"""How high a row is, in inches."""
_AROUND: Final = 1.3
"""How much title, names and legend take, in inches."""
_MOST_ROWS: Final = 40
_LEFT: Final = 0.06
_HALF: Final = 0.22
"""How far the two lines of a cell are from its middle, in rows."""


@final
@frozen
class _Cell:
    """What a party tells.

    Attributes:
        text: in words.
        id: the fact; None: it is a name for an act.
        disputes: whether it disputes it.
    """

    text: str
    id: str | None = None
    disputes: bool = False


@final
@frozen
class _Row:
    """A fact that parties tell differently, or an act that they name differently.

    Attributes:
        name: what stands at its left: its day.
        cells: for each party what it tells; None: it is silent.
        gid: the name of its marks.
    """

    name: str
    cells: tuple[_Cell | None, ...]
    gid: str


def accounts(
    history: History, *parties: str, known: WhenLike | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what each party tells that others do not, or disputes, side by side.

    A row is a fact that only some of them tell, or an act to which they give other names; a column
    is a party. A mark says that the party tells it, a cross that it disputes it. What all of
    them tell is only counted, in the title.

    Args:
        history: the history.
        parties: the codes of two parties or more.
        known: only what was public by this day; None: all on record.
        ax: where to draw; None: on a figure of its own, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: for fewer than two parties.
        MissingExtra: without ``peacetalks[plot]``.

    >>> from peacetalks.events import OffensiveLaunched
    >>> from peacetalks.history import History
    >>> attack = OffensiveLaunched(id="a", occurred="2023-09-19", offensive="o", claimed_by="ARM")
    >>> [line.get_gid() for line in accounts(History([attack]), "AZE", "ARM").lines][-1]
    'told:a:ARM'
    """
    told = history.accounts(*dict.fromkeys(parties), known=known)
    rows = list(_rows(history, told, known))
    public = "" if known is None else f", as known on {When(known)}"
    shared = "" if told.silence else f": {many(len(told.shared), 'fact')} shared"
    actors = history.resolved(Viewpoint(known=known)).actors
    title = f"Accounts of {actors.listed(told.parties)}{public}{shared}"
    shown = rows[:_MOST_ROWS]
    drawn = canvas.axes_of(ax, _AROUND + _ROW * max(len(shown), 2))
    if not rows:
        canvas.clear(drawn, title)
        return canvas.note(drawn, told.silence or "they tell the same")
    drawn.set_xlim(0, len(told.parties))
    drawn.set_ylim(len(shown) - 0.4, -1.1)
    canvas.columns(drawn)
    words.named_rows(drawn, range(len(shown)), ((row.name,) for row in shown))
    canvas.laid_out(drawn)
    key: dict[str, Artist] = {}
    for x, party in enumerate(told.parties):
        name = actors.shown(party)
        words.said(drawn, x + _LEFT, -0.75, name, size=canvas.SMALL + 1.5).set_fontweight("bold")
    for y, row in enumerate(shown):
        marks.rule(drawn, y - 0.5)
        key |= _draw(drawn, row, y, told.parties)
    words.legend(drawn, key, columns=3, below=6)
    more = f"; {many(len(rows) - len(shown), 'row')} more" if len(rows) > len(shown) else ""
    canvas.clear(drawn, title + more)
    return drawn


def _rows(history: History, told: Accounts, known: WhenLike | None) -> Iterator[_Row]:
    """Yield the acts with several names, then the facts, in the one order."""
    for act, names in told.labels.items():
        cells = tuple(_Cell(names[one]) if one in names else None for one in told.parties)
        yield _Row(act, cells, f"name:{act}")
    shared = {event.id for event in told.shared}
    tells = {
        party: {
            event.id: event
            for event in history.resolved(Viewpoint(known=known, told_by=party)).events
            if event.id not in shared
        }
        for party in told.parties
    }
    disputes = {
        party: {event.id: event for event in told.disputed[party]} for party in told.parties
    }
    # Where they tell a fact differently, its row stands at one of its days.
    facts = {
        key: event for by in (disputes, tells) for one in by.values() for key, event in one.items()
    }
    for event in history.order.sorted(facts.values()):
        cells = tuple(_cell(event, tells[one], disputes[one]) for one in told.parties)
        yield _Row(str(event.occurred), cells, f"told:{event.id}")


def _cell(event: Event, tells: Mapping[str, Event], disputes: Mapping[str, Event]) -> _Cell | None:
    kind = event.kind.replace("-", " ")
    if event.id in disputes:
        return _Cell(f"disputes: {kind}", event.id, disputes=True)
    return _Cell(kind, event.id) if event.id in tells else None


def _draw(ax: Axes, row: _Row, y: int, parties: Sequence[str]) -> dict[str, Artist]:
    key: dict[str, Artist] = {}
    wide = ax.get_window_extent().width / len(parties) * (1 - 1.5 * _LEFT)
    for x, (party, cell) in enumerate(zip(parties, row.cells, strict=True)):
        if cell is None:
            continue
        mark, colour = ("X", canvas.VERMILLION) if cell.disputes else ("o", canvas.BLUE)
        key["disputes it" if cell.disputes else "tells it"] = marks.dot(
            ax,
            x + _LEFT / 2,
            y,
            marker=mark,
            face=colour,
            edge=colour,
            size=7,
            gid=f"{row.gid}:{party}",
        )
        above = 0.0 if cell.id is None else _HALF
        words.fitted(ax, x + _LEFT, y - above, cell.text, wide)
        if cell.id is not None:
            words.fitted(ax, x + _LEFT, y + above, cell.id, wide).set_color(canvas.GREY)
    return key
