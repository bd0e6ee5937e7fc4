"""The mediators of a brief: how each stands with each party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks.events import Event
from peacetalks.state.brief.page import Page, listed
from peacetalks.state.brief.subjects import parties
from peacetalks.state.mediation import Standing

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_LOUD = {"doubted", "warned", "rejected"}


def mediators(page: Page, state: NegotiationState) -> None:
    """Write the section, if any mediator is on record."""
    sides = parties(state)
    if not state.mediators():
        return
    page.section("MEDIATORS ")
    for mediator in state.mediators():
        standings = [state.standing(mediator, party) for party in sides]
        told = [_standing(standing) for standing in standings]
        row = "  ".join(f"{party} {text:<25}" for party, text in zip(sides, told, strict=True))
        page.line(f"  {mediator:<10} ", row.rstrip(), _events(standings))
        for standing in standings:
            _more(page, standing)
    if not sides:
        return
    both = state.acceptable_mediators(*sides)
    named = [f"{code}{' ~' if _inferred(state, code, sides) else ''}" for code in both]
    page.line("  ", f"acceptable to {listed(sides)}: {', '.join(named) or 'nobody on record'}")


def _standing(standing: Standing) -> str:
    if standing.level == "unknown":
        return "not stated"
    word = standing.level.upper() if standing.level in _LOUD else standing.level
    how = " ~by conduct" if standing.inferred else ""
    since = f" {standing.since}" if standing.since and not how else ""
    return f"{word}{since}{how}"


def _events(standings: list[Standing]) -> list[Event]:
    return [event for s in standings if (event := s.because_of("level"))]


def _more(page: Page, standing: Standing) -> None:
    lead = f"      {standing.party}: "
    for condition in standing.conditions if standing.level == "conditional" else ():
        page.line(lead, f"on condition: {condition.text}")
    if standing.rejected_for:
        page.line(lead, f"rejected for {', '.join(standing.rejected_for)}")
    if standing.role in {"suspended", "ended"}:
        event = standing.because_of("role")
        page.line(lead, f"its mediation is {standing.role}", [event] if event else [])
    for change in standing.unconfirmed:
        page.line(lead, f"unconfirmed: {change.what} {change.on}", [change.event])


def _inferred(state: NegotiationState, mediator: str, sides: tuple[str, ...]) -> bool:
    return any(state.standing(mediator, party).inferred for party in sides)
