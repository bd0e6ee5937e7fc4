"""``plot_accounts``: where the accounts of parties differ, and what each disputes, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, final

from attrs import frozen

from peacetalks._support.wording import count_noun
from peacetalks.events import Event
from peacetalks.history.comparison import Accounts
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.figures import canvas, labels, marks

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from peacetalks.history import History

__all__ = ["plot_accounts"]

_ROW: Final = 0.36
"""The height of a row, in inches."""
_AROUND: Final = 1.3
"""The height of title, names and legend, in inches."""
_MOST_ROWS: Final = 40
_LEFT: Final = 0.06
_HALF: Final = 0.22
"""The distance of the two lines of a cell from its middle, in rows."""


@final
@frozen
class _Cell:
    """What a party reports.

    Attributes:
        text: its text.
        id: the id of the fact; None: the text is the party's name for an act.
        disputes: whether the party disputes the fact.
    """

    text: str
    id: str | None = None
    disputes: bool = False


@final
@frozen
class _Row:
    """A fact on which accounts differ, or an act that parties name differently.

    Attributes:
        name: its label, a day or an act.
        cells: what each party reports; None: it is silent.
        gid: the name of its marks.
    """

    name: str
    cells: tuple[_Cell | None, ...]
    gid: str


def plot_accounts(
    history: History, *parties: str, known: WhenLike | None = None, ax: Axes | None = None
) -> Axes:
    """Draw where the accounts of parties differ, and what each disputes, side by side.

    A row is a fact that only some parties report, or an act that they name differently; a column
    is a party. A dot means that the party reports the fact, a cross that it disputes it. Facts
    that all of them report are only counted, in the title.

    Args:
        history: the history.
        parties: the codes of two or more parties.
        known: use only what was public by this day; None: use all on record.
        ax: the axes to draw on; None: those of a new figure, 800 pixels wide.

    Returns:
        The axes.

    Raises:
        InvalidValue: if there are fewer than two parties.
        MissingExtra: if ``peacetalks[plot]`` is not installed.

    >>> from peacetalks.events import OffensiveLaunched
    >>> from peacetalks.history import History
    >>> attack = OffensiveLaunched(id="a", occurred="2023-09-19", offensive="o", claimed_by="ARM")
    >>> [line.get_gid() for line in plot_accounts(History([attack]), "AZE", "ARM").lines][-1]
    'told:a:ARM'
    """
    compared = history.accounts(*dict.fromkeys(parties), known=known)
    rows = list(_rows(history, compared, known))
    public = "" if known is None else f", as known on {When(known)}"
    shared = "" if compared.silence else f": {count_noun(len(compared.shared), 'fact')} shared"
    actors = history.effective(Viewpoint(known=known)).actors
    title = f"Accounts of {actors.listed(compared.parties)}{public}{shared}"
    shown = rows[:_MOST_ROWS]
    drawn = canvas.axes_of(ax, _AROUND + _ROW * max(len(shown), 2))
    if not rows:
        canvas.set_title(drawn, title)
        return canvas.note(drawn, compared.silence or "their accounts do not differ")
    drawn.set_xlim(0, len(compared.parties))
    drawn.set_ylim(len(shown) - 0.4, -1.1)
    canvas.columns(drawn)
    labels.name_rows(drawn, range(len(shown)), ((row.name,) for row in shown))
    canvas.lay_out(drawn)
    key: dict[str, Artist] = {}
    for x, party in enumerate(compared.parties):
        name = actors.shown(party)
        labels.write(drawn, x + _LEFT, -0.75, name, size=canvas.SMALL + 1.5).set_fontweight("bold")
    for y, row in enumerate(shown):
        marks.rule(drawn, y - 0.5)
        key |= _draw(drawn, row, y, compared.parties)
    labels.legend(drawn, key, columns=3, below=6)
    more = f"; {count_noun(len(rows) - len(shown), 'row')} more" if len(rows) > len(shown) else ""
    canvas.set_title(drawn, title + more)
    return drawn


def _rows(history: History, compared: Accounts, known: WhenLike | None) -> Iterator[_Row]:
    """Yield the acts with several names, then the facts in order."""
    for act, names in compared.labels.items():
        cells = tuple(_Cell(names[one]) if one in names else None for one in compared.parties)
        yield _Row(act, cells, f"name:{act}")
    shared = {event.id for event in compared.shared}
    tells = {
        party: {
            event.id: event
            for event in history.effective(Viewpoint(known=known, told_by=party)).events
            if event.id not in shared
        }
        for party in compared.parties
    }
    disputes = {
        party: {event.id: event for event in compared.disputed[party]} for party in compared.parties
    }
    # If their accounts of a fact differ, its row has the day of one of them.
    facts = {
        key: event for by in (disputes, tells) for one in by.values() for key, event in one.items()
    }
    for event in history.order.sorted(facts.values()):
        cells = tuple(_cell(event, tells[one], disputes[one]) for one in compared.parties)
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
        key["disputes it" if cell.disputes else "reports it"] = marks.dot(
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
        labels.write_fitted(ax, x + _LEFT, y - above, cell.text, wide)
        if cell.id is not None:
            labels.write_fitted(ax, x + _LEFT, y + above, cell.id, wide).set_color(canvas.GREY)
    return key
