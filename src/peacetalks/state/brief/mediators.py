"""The mediators of a brief: how each stands with each party."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from peacetalks.events import Event
from peacetalks.plural import first_of
from peacetalks.state.brief.page import Page, latest
from peacetalks.state.brief.subjects import further_parties, parties
from peacetalks.state.mediation import Standing
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_NAMED = 10
_WIDEST = 24
"""A name of more letters is not lined up with the others."""
_LOUD = {"doubted", "warned", "rejected"}


def mediators(page: Page, state: NegotiationState) -> None:
    """Write the section, if any mediator is on record."""
    sides = parties(state)
    if not state.mediators():
        return
    page.section("MEDIATORS")
    rows = {m: [state.standing(m, party) for party in sides] for m in state.mediators()}
    widths = (_width(page, rows), _width(page, sides))
    page.newest((_last_change(rows[m]), partial(_row, page, m, rows[m], widths)) for m in rows)
    others = further_parties(state)
    if others:
        page.line("  ", f"and with {others:,} more {'party' if others == 1 else 'parties'}")
    if not sides:
        return
    both = state.acceptable_mediators(*sides)
    named = [f"{page.name(code)}{' ~' if _inferred(state, code, sides) else ''}" for code in both]
    page.line(
        "  ", f"acceptable to {page.names(sides)}: {first_of(named, _NAMED) or 'nobody on record'}"
    )


def _width(page: Page, codes: Iterable[str]) -> int:
    lengths = (len(page.name(code)) for code in codes)
    return max((length for length in lengths if length <= _WIDEST), default=0)


def _row(page: Page, mediator: str, standings: list[Standing], widths: tuple[int, int]) -> None:
    first, second = widths
    name = page.name(mediator)
    if not standings:
        page.line("  ", name)
    for standing in standings:
        told = f"{page.name(standing.party):<{second}}  {_standing(standing)}"
        page.line(f"  {name:<{first}}  ", told, _shown(standing))
        name = ""
    for standing in standings:
        _more(page, standing)


def _last_change(standings: list[Standing]) -> When | None:
    changes = [standing.history[-1].on for standing in standings if standing.history]
    offers = (e.occurred for standing in standings for e in standing.because)
    return max(changes or offers, key=latest, default=None)


def _standing(standing: Standing) -> str:
    if standing.level == "unknown":
        return "offered" if standing.role == "offered" else "not stated"
    word = standing.level.upper() if standing.level in _LOUD else standing.level
    how = " ~by conduct" if standing.inferred else ""
    since = f" {standing.since}" if standing.since and not how else ""
    return f"{word}{since}{how}"


def _shown(standing: Standing) -> list[Event]:
    if standing.level == "unknown":
        return _of(standing, "role") if standing.role == "offered" else []
    return _of(standing, "level")


def _more(page: Page, standing: Standing) -> None:
    lead = f"      {page.name(standing.party)}: "
    for condition in standing.conditions if standing.level == "conditional" else ():
        page.line(lead, f"on condition: {condition.text}", _of(standing, "conditions"))
    if standing.rejected_for:
        told = f"rejected for {', '.join(standing.rejected_for)}"
        page.line(lead, told, _of(standing, "rejected_for"))
    if standing.role in {"suspended", "ended"}:
        page.line(lead, f"its mediation is {standing.role}", _of(standing, "role"))
    for change in standing.unconfirmed:
        page.line(lead, f"unconfirmed: {change.what} {change.on}", [change.event])


def _of(standing: Standing, name: str) -> list[Event]:
    event = standing.because_of(name)
    return [] if event is None else [event]


def _inferred(state: NegotiationState, mediator: str, sides: tuple[str, ...]) -> bool:
    return any(state.standing(mediator, party).inferred for party in sides)
