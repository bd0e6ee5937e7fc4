"""Whom a brief is about, and what nothing on record speaks of."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Final

from peacetalks.construction import PRESS
from peacetalks.state.pairs import codes_of
from peacetalks.state.queries.mediation import EVERY_PARTY

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState
    from peacetalks.when import When

_MOST_PARTIES = 4
_PAIR = 2
_ACTORS: Final = (
    *("claimed_by", "by", "against", "to", "of", "parties", "invitees", "participants"),
    *("mediator", "mediators", "absent", "audience", "favouring", "disfavouring"),
    *("granted_by", "announced_by", "brokered_by", "monitor", "verifier", "court", "from_"),
    *("contested_by", "counting_body", "witnesses"),
)
"""The fields of events that name actors by their codes."""


def parties(state: NegotiationState) -> tuple[str, ...]:
    """Return the parties that most meetings, talks and contacts are between, at most four."""
    return tuple(sorted(_ranked(state)[:_MOST_PARTIES]))


def further_parties(state: NegotiationState) -> int:
    """Return how many parties there are beyond those."""
    return max(0, len(_ranked(state)) - _MOST_PARTIES)


def _ranked(state: NegotiationState) -> list[str]:
    """Return the parties by how often they are named.

    Beyond the first two, a party is one that is named at least half as often as the second, and
    that mediates for nobody: one who comes to a single meeting makes no talks of three.
    """
    named = _named(state)
    first = sorted(named, key=lambda code: (-named[code], code))
    if len(first) <= _PAIR:
        return first
    mediators = set(state.mediators())
    own = [code for code in first if code not in mediators]
    if len(own) >= _PAIR:
        first = own
    least = named[first[1]]
    return [*first[:_PAIR], *(c for c in first[_PAIR:] if named[c] * 2 >= least)]


def _named(state: NegotiationState) -> Counter[str]:
    principals = state.actors.principals
    named: Counter[str] = Counter()
    for meeting in state.parts.meetings.values():
        there = (p.actor for p in meeting.participants or () if p.role == "party")
        named.update(principals((*(meeting.invitees or ()), *there)))
    for talks in state.parts.talks.values():
        named.update(principals(talks.parties))
    for contact in state.parts.contacts.values():
        named.update(principals((contact.a, contact.b)))
    if not named:
        for agreement in state.parts.agreements.values():
            named.update(principals(agreement.parties))
    if not named:
        for pair, facts in state.facts_by_pair.items():
            named.update(dict.fromkeys(pair, facts))
    if not named:
        others = (party for _, party in state.parts.standings if party != EVERY_PARTY)
        named.update(map(state.actors.principal, others))
    return named


def title_of(state: NegotiationState) -> str:
    """Return the names of the parties, as the title of a brief: the main pair is among them."""
    pair = state.phase.pair
    if pair is not None and not set(pair) <= set(parties(state)):
        return " - ".join(map(state.actors.shown, pair))
    names = " - ".join(map(state.actors.shown, parties(state)))
    more = further_parties(state)
    return f"{names} and {more:,} more" if more else names


def silent_on(state: NegotiationState) -> tuple[str, ...]:
    """Return the things people ask about of which nothing is on record."""
    parts = state.parts
    kinds = {fact.kind for fact in parts.on_record.values()}
    contact = _last_contact(state)
    silent = {
        "day of last contact": contact is None or contact.first_day != contact.last_day,
        "agenda": not any(m.agenda for m in parts.meetings.values()),
        "casualties": not state.casualties(),
        "ceasefire": not parts.ceasefires,
        "displacement": not state.displacement(),
        "prisoners": "prisoners-released" not in kinds,
    }
    return tuple(what for what, nothing in silent.items() if nothing)


def _last_contact(state: NegotiationState) -> When | None:
    pairs = combinations(parties(state), _PAIR)
    found = (state.last_contact(a, b) for a, b in pairs)
    return max((w for w in found if w is not None), key=lambda w: (w.hi, w.lo), default=None)


def strangers(state: NegotiationState) -> tuple[str, ...]:
    """Return the codes of actors that nobody names: neither the register nor its registry."""
    known = state.actors.knows
    fields = (getattr(event, name, None) for event in state.facts for name in _ACTORS)
    codes = dict.fromkeys(code for value in fields for code in codes_of(value))
    return tuple(code for code in codes if code and code != PRESS and not known(code))
