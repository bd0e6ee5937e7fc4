"""Whom a brief is about, and what nothing on record speaks of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from peacetalks.actors import world
from peacetalks.state.queries.mediation import EVERY_PARTY

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_MOST_PARTIES = 2


def parties(state: NegotiationState) -> tuple[str, ...]:
    """Return the two parties that most meetings, talks and contacts are between."""
    named: Counter[str] = Counter()
    for meeting in state.parts.meetings.values():
        there = (p.actor for p in meeting.participants or () if p.role == "party")
        named.update({*(meeting.invitees or ()), *there})
    for talks in state.parts.talks.values():
        named.update(talks.parties or ())
    for contact in state.parts.contacts.values():
        named.update((contact.a, contact.b))
    if not named:
        for agreement in state.parts.agreements.values():
            named.update(agreement.parties or ())
    if not named:
        named.update(party for _, party in state.parts.standings if party != EVERY_PARTY)
    first = sorted(named, key=lambda code: (-named[code], code))[:_MOST_PARTIES]
    return tuple(sorted(first))


def names(state: NegotiationState) -> tuple[str, ...]:
    """Return the names of those parties."""
    return tuple(world().name(code) for code in parties(state))


def silent_on(state: NegotiationState) -> tuple[str, ...]:
    """Return the things people ask about of which nothing is on record."""
    parts = state.parts
    kinds = {fact.kind for fact in parts.on_record.values()}
    both = parties(state)
    contact = state.last_contact(*both) if len(both) == _MOST_PARTIES else None
    silent = {
        "day of last contact": contact is None or contact.precision not in {"day", "minute"},
        "agenda": not any(m.agenda for m in parts.meetings.values()),
        "casualties": not state.casualties(),
        "ceasefire": not parts.ceasefires,
        "displacement": not state.displacement(),
        "prisoners": "prisoners-released" not in kinds,
    }
    return tuple(what for what, nothing in silent.items() if nothing)
