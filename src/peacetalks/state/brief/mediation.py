"""The mediators in a brief: the standing of each with each party."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from peacetalks._support.wording import first_few
from peacetalks.events import Event
from peacetalks.primitives.when import When
from peacetalks.state.brief.days import column, latest, on_day
from peacetalks.state.brief.page import Page
from peacetalks.state.brief.subjects import further_parties, parties
from peacetalks.state.mediation import Standing
from peacetalks.state.queries import mediation as queries
from peacetalks.state.snapshot import Snapshot

_NAMED = 10
_WIDEST = 24
"""A longer name is not aligned with the others."""
_LOUD = {"doubted", "warned", "rejected"}


def write_mediators(page: Page, state: Snapshot) -> None:
    """Write the section, if any mediator is on record."""
    sides = parties(state)
    if not queries.mediators(state):
        return
    page.section("MEDIATORS")
    rows = {
        m: [queries.standing(state, m, party) for party in sides] for m in queries.mediators(state)
    }
    widths = (_width(page, rows), _width(page, sides))
    page.newest((_last_change(rows[m]), partial(_row, page, m, rows[m], widths)) for m in rows)
    others = further_parties(state)
    if others:
        page.line("  ", f"and with {others:,} more {'party' if others == 1 else 'parties'}")
    if not sides:
        return
    acceptable = queries.acceptable_mediators(state, *sides)
    names = [
        f"{page.name(code)}{' ~' if _inferred(state, code, sides) else ''}" for code in acceptable
    ]
    page.line(
        "  ", f"acceptable to {page.names(sides)}: {first_few(names, _NAMED) or 'nobody on record'}"
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
        text = f"{page.name(standing.party):<{second}}  {_standing(standing)}"
        page.line(f"  {name:<{first}}  ", text, _events_of(standing))
        name = ""
    for standing in standings:
        _details(page, standing)


def _last_change(standings: list[Standing]) -> When | None:
    changes = [standing.history[-1].on for standing in standings if standing.history]
    offers = (e.occurred for standing in standings for e in standing.because)
    return max(changes or offers, key=latest, default=None)


def _standing(standing: Standing) -> str:
    if standing.level == "unknown":
        return "offered" if standing.role == "offered" else "not stated"
    word = standing.level.upper() if standing.level in _LOUD else standing.level
    how = " ~by conduct" if standing.inferred else ""
    since = f" {column(standing.since)}" if standing.since and not how else ""
    return f"{word}{since}{how}"


def _events_of(standing: Standing) -> list[Event]:
    if standing.level == "unknown":
        return _event_of(standing, "role") if standing.role == "offered" else []
    return _event_of(standing, "level")


def _details(page: Page, standing: Standing) -> None:
    lead = f"      {page.name(standing.party)}: "
    for condition in standing.conditions if standing.level == "conditional" else ():
        page.line(lead, f"on condition: {condition.text}", _event_of(standing, "conditions"))
    if standing.rejected_for:
        text = f"rejected for {', '.join(standing.rejected_for)}"
        page.line(lead, text, _event_of(standing, "rejected_for"))
    if standing.role in {"suspended", "ended"}:
        page.line(lead, f"its mediation is {standing.role}", _event_of(standing, "role"))
    for change in standing.unconfirmed:
        page.line(lead, f"unconfirmed: {change.what} {on_day(change.on)}", [change.event])


def _event_of(standing: Standing, name: str) -> list[Event]:
    event = standing.because_of(name)
    return [] if event is None else [event]


def _inferred(state: Snapshot, mediator: str, sides: tuple[str, ...]) -> bool:
    return any(queries.standing(state, mediator, party).inferred for party in sides)
