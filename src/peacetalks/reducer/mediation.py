"""The standing of a mediator with a party: the transition table, and its handlers.

``TRANSITIONS`` gives, for what a party does, the level after it for each level before it;
``CONDUCT`` names what a party shows by coming to the table rather than says.

Conduct is to meet under a mediator, to be party to talks that open under one (``presided`` and
``co-presided``, by the role named), and to sign a text before a witness (``witnessed``). It takes
two parties, at the table or of the text.

Time alone changes no level. Who refuses a meeting for bias has not yet *rejected* the
mediator. A fact told as provisional moves nothing and is listed as unconfirmed. Hosts,
witnesses and observers of a meeting do not gain standing, and a meeting with fewer than two
parties moves none. A rejection or a complaint about who is at the table, limited to a format or meeting,
leaves the level and is kept in ``rejected_for``. An acceptance with conditions that are still
open is *conditional*: whether they have been met since is asked of the state
(``state.standing``), since that is another part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from peacetalks.construction import Codes
from peacetalks.events import (
    AgreementStageReached,
    Event,
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
    MediatorBiasClaimed,
    MediatorStandingRestored,
    MediatorStandingWarned,
    MeetingCancelled,
    MeetingProposed,
    MeetingRefused,
    NegotiationResumed,
    TalksOpened,
)
from peacetalks.reducer.draft import Draft
from peacetalks.state.mediation import (
    CONDUCT,
    TRANSITIONS,
    StandingChange,
    StandingDraft,
    StandingLevel,
)
from peacetalks.values import Participant

__all__ = [
    "CONDUCT",
    "EVERY_PARTY",
    "MEDIATION",
    "TRANSITIONS",
    "open_under",
    "preside",
    "suspect",
    "witness",
]

EVERY_PARTY: Final = "*"
"""Stands for the party in facts about a mediator and all parties at once."""


def mediation_offered(draft: Draft, event: MediationOffered) -> Draft:
    """Take down an offer: the standing is kept, the role is *offered*."""
    for party in event.parties or ():
        offer(draft, event, event.mediator, party)
    return draft


def mediation_accepted(draft: Draft, event: MediationAccepted) -> Draft:
    """Take down an acceptance, outright or on conditions."""
    for party in event.by or ():
        standing = _standing(draft, event.mediator, party)
        if event.conditions:
            held, inferred = standing.level, standing.inferred
            moved = _move(standing, "accepted on conditions", event)
            if moved and held != "conditional":
                standing.before_conditions = held
                standing.inferred_before_conditions = inferred
            if moved:
                standing.write(event, conditions=event.conditions)
        elif _move(standing, "accepted", event):
            standing.write(event, role="active", conditions=())
            standing.rejected_for = tuple(
                name for name in standing.rejected_for if name != event.limited_to
            )
    return draft


def mediation_rejected(draft: Draft, event: MediationRejected) -> Draft:
    """Take down a rejection: of the mediator, or for one format or meeting only."""
    for party in event.by or ():
        standing = _standing(draft, event.mediator, party)
        if event.scope == "all" or (event.scope is None and event.limited_to is None):
            if _move(standing, "rejected", event) and standing.role == "active":
                standing.write(event, role="suspended")
        else:
            _limit(standing, event.limited_to or f"a {event.scope}", event)
    return draft


def mediator_bias_claimed(draft: Draft, event: MediatorBiasClaimed) -> Draft:
    """Take down a claim of bias made outside a refusal."""
    for party in event.by or ():
        _move(_standing(draft, event.mediator, party), "bias claimed", event)
    return draft


def mediator_standing_warned(draft: Draft, event: MediatorStandingWarned) -> Draft:
    """Take down a warning."""
    for party in event.by or ():
        _move(_standing(draft, event.mediator, party), "warned", event)
    return draft


def mediator_standing_restored(draft: Draft, event: MediatorStandingRestored) -> Draft:
    """Take down that a warning, doubt or rejection was taken back."""
    for party in event.by or ():
        standing = _standing(draft, event.mediator, party)
        if _move(standing, "accepted", event) and standing.role == "suspended":
            standing.write(event, role="active")
    return draft


def mediation_ended(draft: Draft, event: MediationEnded) -> Draft:
    """End the role of a mediator for one party or for all; the standing is kept."""
    parties = event.by
    if parties is None:
        known = (key[1] for key in draft.keys(StandingDraft) if key[0] == event.mediator)
        parties = tuple(dict.fromkeys((*known, EVERY_PARTY)))
    for party in parties:
        standing = _standing(draft, event.mediator, party)
        if event.certainty != "provisional":
            standing.write(event, role="ended")
        _note(standing, "ended", standing.level, event)
    return draft


def negotiation_resumed_under(draft: Draft, event: NegotiationResumed) -> None:
    """Make the mediators who brought parties back active for them."""
    for mediator in event.mediators or ():
        for party in event.by or ():
            standing = _standing(draft, mediator.actor, party)
            if event.certainty != "provisional":
                standing.write(event, role="active")


def offer(draft: Draft, event: Event, mediator: str, party: str) -> None:
    """Take down that a mediator was offered to a party; nothing is lost that stood before."""
    standing = _standing(draft, mediator, party)
    if event.certainty != "provisional" and standing.role in {"none", "ended"}:
        standing.write(event, role="offered")
    _note(standing, "offered", standing.level, event)


def offer_all(
    draft: Draft,
    event: Event,
    mediators: tuple[Participant, ...] | None,
    parties: Codes | None,
) -> None:
    """Take down the mediators named with a meeting or talks as offered; hosts are none."""
    for named in mediators or ():
        if named.role in _MEDIATING:
            for party in parties or ():
                offer(draft, event, named.actor, party)


def suspect(draft: Draft, event: MeetingRefused | MeetingCancelled, refusing: Codes) -> None:
    """Take down what the reasons of those who refuse, or cancel on the host, say of mediators."""
    for reason in event.reasons or ():
        for party in refusing:
            for mediator in reason.against or ():
                if reason.category == "mediator_bias":
                    _move(_standing(draft, mediator, party), "bias claimed", event)
                elif reason.category == "mediator_composition":
                    _limit(_standing(draft, mediator, party), event.meeting, event)


def propose_mediators(draft: Draft, event: MeetingProposed) -> None:
    """Take down the mediators named in a proposal as offered to the invitees."""
    offer_all(draft, event, event.mediators, event.invitees)


def preside(
    draft: Draft,
    event: Event,
    participants: tuple[Participant, ...] | None,
    mediators: tuple[Participant, ...] | None,
) -> None:
    """Take down that parties met under mediators, which is acceptance by conduct."""
    there = (p.actor for p in participants or () if p.role == "party")
    parties = _not_leading(there, mediators)
    if len(parties) < _SEVERAL:  # a mediator's visit to one party moves no standing
        return
    for presiding in (*(mediators or ()), *(participants or ())):
        what = _PRESIDING.get(presiding.role)
        if what is None:
            continue
        for party in parties:
            standing = _standing(draft, presiding.actor, party)
            if _move(standing, what, event):
                standing.write(event, role="active")


def open_under(draft: Draft, event: TalksOpened) -> None:
    """Record that parties opened talks under mediators, which is acceptance by conduct.

    A mediator that facilitates, or is named with fewer than two parties, is offered.
    """
    parties = _not_leading(event.parties or (), event.mediators)
    if len(parties) < _SEVERAL:
        offer_all(draft, event, event.mediators, event.parties)
        return
    preside(draft, event, tuple(map(Participant, parties)), event.mediators)
    others = tuple(named for named in event.mediators or () if named.role not in _PRESIDING)
    offer_all(draft, event, others, parties)


def witness(draft: Draft, event: AgreementStageReached, signers: Codes, parties: Codes) -> None:
    """Record that parties signed a text before witnesses, which is acceptance by conduct."""
    for code in event.witnesses or ():
        if len({*signers, *parties} - {code}) < _SEVERAL:
            continue
        for party in signers:
            if party != code:
                _move(_standing(draft, code, party), "witnessed", event)


def _not_leading(parties: Iterable[str], mediators: tuple[Participant, ...] | None) -> Codes:
    leading = {m.actor for m in mediators or () if m.role in _MEDIATING}
    return tuple(code for code in dict.fromkeys(parties) if code not in leading)


_SEVERAL: Final = 2
_PRESIDING: Final = {"mediator": "presided", "co_mediator": "co-presided"}
_MEDIATING: Final = frozenset({"mediator", "co_mediator", "facilitator"})


def _standing(draft: Draft, mediator: str, party: str) -> StandingDraft:
    return draft.part(StandingDraft, (mediator, party), mediator, party)


def _move(standing: StandingDraft, what: str, event: Event) -> bool:
    """Move a standing by the table; return whether the fact counts."""
    after = TRANSITIONS[what][standing.level]
    _note(standing, what, after, event)
    if event.certainty == "provisional":
        return False
    if after != standing.level:
        standing.level = after
        standing.inferred = what in CONDUCT
        standing.since = event.occurred
        standing.credit(event, "level")
    elif what == "accepted":
        standing.inferred = False
    return True


def _limit(standing: StandingDraft, name: str, event: Event) -> None:
    _note(standing, f"rejected for {name}", standing.level, event)
    if event.certainty != "provisional" and name not in standing.rejected_for:
        standing.rejected_for = (*standing.rejected_for, name)


def _note(standing: StandingDraft, what: str, after: StandingLevel, event: Event) -> None:
    change = StandingChange(event.occurred, what, standing.level, after, what in CONDUCT, event)
    if event.certainty == "provisional":
        standing.append("unconfirmed", change)
    else:
        standing.append("history", change)


# Any: each handler takes the kind it stands beside.
MEDIATION: Final[dict[type[Event], Any]] = {
    MediationOffered: mediation_offered,
    MediationAccepted: mediation_accepted,
    MediationRejected: mediation_rejected,
    MediatorBiasClaimed: mediator_bias_claimed,
    MediatorStandingWarned: mediator_standing_warned,
    MediatorStandingRestored: mediator_standing_restored,
    MediationEnded: mediation_ended,
}
