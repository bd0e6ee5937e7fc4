"""The parties that a brief is about, and the subjects with nothing on record."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Final

from peacetalks.actors.code import PRESS
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.state.pairs import Pair, codes_of
from peacetalks.state.queries.figures import casualties, lines
from peacetalks.state.queries.mediation import EVERY_PARTY, mediators
from peacetalks.state.queries.meetings import last_contact
from peacetalks.state.snapshot import Snapshot

_MOST_PARTIES = 4
_PAIR = 2
_ACTORS: Final = (
    *("claimed_by", "by", "against", "to", "of", "parties", "invitees", "participants"),
    *("mediator", "mediators", "absent", "audience", "favouring", "disfavouring"),
    *("granted_by", "announced_by", "brokered_by", "monitor", "verifier", "court", "from_"),
    *("contested_by", "counting_body", "witnesses"),
)
"""The fields of events that name actors by their codes."""
SUBJECTS: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "attacks": "attack-reported",
        "casualties": "casualties-reported",
        "ceasefire": "ceasefire-declared",
        "displacement": "displacement-reported",
        "prisoners": "prisoners-released",
    }
)
"""The common subjects that somebody may cover, each with the kind that is counted."""


def parties(state: Snapshot) -> tuple[str, ...]:
    """Return the parties with the most meetings, talks and contacts, at most four."""
    return tuple(sorted(_ranked(state)[:_MOST_PARTIES]))


def further_parties(state: Snapshot) -> int:
    """Return the number of the other parties."""
    return max(0, len(_ranked(state)) - _MOST_PARTIES)


def _ranked(state: Snapshot) -> list[str]:
    """Return the parties, those named most often first.

    After the first two, an actor is a party only if it is named at least half as often as the
    second and mediates for nobody, because a guest at one meeting is not a party to the talks.
    """
    named = _times_named(state)
    ranked = sorted(named, key=lambda code: (-named[code], code))
    if len(ranked) <= _PAIR:
        return ranked
    mediating = set(mediators(state))
    not_mediating = [code for code in ranked if code not in mediating]
    if len(not_mediating) >= _PAIR:
        ranked = not_mediating
    of_second = named[ranked[1]]
    return [*ranked[:_PAIR], *(c for c in ranked[_PAIR:] if named[c] * 2 >= of_second)]


def _times_named(state: Snapshot) -> Counter[str]:
    principals = state.actors.principals
    named: Counter[str] = Counter()
    for meeting in state.parts.meetings.values():
        present = (p.actor for p in meeting.participants or () if p.role == "party")
        named.update(principals((*(meeting.invitees or ()), *present)))
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


def title_of(state: Snapshot, main: Pair | None) -> str:
    """Return the names of the parties, as the title of a brief.

    Args:
        state: the state.
        main: the main pair, which gives the phase of the state; None: no pair is on record.
    """
    if main is not None and not set(main) <= set(parties(state)):
        return " - ".join(map(state.actors.shown, main))
    names = " - ".join(map(state.actors.shown, parties(state)))
    more = further_parties(state)
    return f"{names} and {more:,} more" if more else names


def silent_on(state: Snapshot) -> tuple[str, ...]:
    """Return the common subjects with nothing on record."""
    parts = state.parts
    kinds = {fact.kind for fact in parts.on_record.values()}
    contact = _last_contact(state)
    has_nothing = {
        "day of last contact": contact is None or contact.first_day != contact.last_day,
        "agenda": not any(m.agenda for m in parts.meetings.values()),
        "attacks": not (kinds & {"attack-reported"} or parts.offensives or parts.hostilities),
        "casualties": not casualties(state),
        "ceasefire": not parts.ceasefires,
        "displacement": not lines(state, "displacement"),
        "prisoners": "prisoners-released" not in kinds,
    }
    return tuple(subject for subject, nothing in has_nothing.items() if nothing)


def _last_contact(state: Snapshot) -> When | None:
    pairs = combinations(parties(state), _PAIR)
    contacts = (last_contact(state, a, b) for a, b in pairs)
    return max((w for w in contacts if w is not None), key=lambda w: (w.hi, w.lo), default=None)


def strangers(state: Snapshot) -> tuple[str, ...]:
    """Return the codes of actors in the facts that neither the register nor its registry knows."""
    known = state.actors.knows
    fields = (getattr(event, name, None) for event in state.facts for name in _ACTORS)
    codes = dict.fromkeys(code for value in fields for code in codes_of(value))
    return tuple(code for code in codes if code and code != PRESS and not known(code))
