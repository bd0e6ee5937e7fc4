"""The standing of a mediator with a party: the transition table, and its handlers.

``TRANSITIONS`` gives the level after each act of a party, for each level before it. ``CONDUCT`` are
the acts by which a party accepts a mediator without saying so: by conduct.

Conduct is to meet under a mediator, to be a party to talks that open under one (``presided`` and
``co-presided``, depending on the mediator's role), and to sign a text before a witness
(``witnessed``). It takes two parties at the table, or two parties to the text.

- Time alone changes no level.
- A party that refuses a meeting because of bias has not yet *rejected* the mediator.
- A provisional fact changes nothing and is listed as unconfirmed.
- Hosts, witnesses and observers of a meeting do not gain standing, and a meeting of fewer than two
  parties does not change it.
- A rejection that is limited to a format or meeting, or a complaint about who is at the table, does
  not change the level and is kept in ``rejected_for``.
- An acceptance with conditions that are still open is *conditional*. Whether they have since been
  met depends on other parts, so the state answers it (``state.standing``).

The words *held* and *standing* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.mediation import (
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
    MediatorBiasClaimed,
    MediatorStandingRestored,
    MediatorStandingWarned,
)
from peacetalks.events.meetings import MeetingCancelled, MeetingProposed, MeetingRefused
from peacetalks.events.talks import NegotiationResumed, TalksOpened
from peacetalks.reducer.draft import Draft
from peacetalks.state.mediation import (
    CONDUCT,
    TRANSITIONS,
    StandingChange,
    StandingDraft,
    StandingLevel,
)
from peacetalks.state.straight import maker
from peacetalks.values.facts import Participant

__all__ = [
    "CONDUCT",
    "EVERY_PARTY",
    "MEDIATING",
    "MEDIATION",
    "TRANSITIONS",
    "open_under",
    "preside",
    "suspect",
    "witness",
]


def __dir__() -> list[str]:
    return sorted(__all__)


EVERY_PARTY: Final = "*"
"""Stands for the party in facts about a mediator and all parties together."""


def mediation_offered(draft: Draft, event: MediationOffered) -> Draft:
    """Record an offer: the standing is kept, the role is *offered*."""
    for party in event.parties or ():
        offer(draft, event, event.mediator, party)
    return draft


def mediation_accepted(draft: Draft, event: MediationAccepted) -> Draft:
    """Record an acceptance, outright or on conditions."""
    for party in event.by or ():
        standing = _standing(draft, event.mediator, party)
        if event.conditions:
            level, inferred = standing.level, standing.inferred
            counts = _move(standing, "accepted on conditions", event)
            if counts and level != "conditional":
                standing.before_conditions = level
                standing.inferred_before_conditions = inferred
            if counts:
                standing.write(event, conditions=event.conditions)
        elif _move(standing, "accepted", event):
            standing.write(event, role="active", conditions=())
            standing.rejected_for = tuple(
                name for name in standing.rejected_for if name != event.limited_to
            )
    return draft


def mediation_rejected(draft: Draft, event: MediationRejected) -> Draft:
    """Record a rejection of the mediator, in general or for one format or meeting only."""
    for party in event.by or ():
        standing = _standing(draft, event.mediator, party)
        if event.scope == "all" or (event.scope is None and event.limited_to is None):
            if _move(standing, "rejected", event) and standing.role == "active":
                standing.write(event, role="suspended")
        else:
            _limit(standing, event.limited_to or f"a {event.scope}", event)
    return draft


def mediator_bias_claimed(draft: Draft, event: MediatorBiasClaimed) -> Draft:
    """Record a claim of bias that is not part of a refusal."""
    for party in event.by or ():
        _move(_standing(draft, event.mediator, party), "bias claimed", event)
    return draft


def mediator_standing_warned(draft: Draft, event: MediatorStandingWarned) -> Draft:
    """Record a warning."""
    for party in event.by or ():
        _move(_standing(draft, event.mediator, party), "warned", event)
    return draft


def mediator_standing_restored(draft: Draft, event: MediatorStandingRestored) -> Draft:
    """Record that a warning, doubt or rejection was taken back."""
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
    """Make the mediators who brought parties back active for those parties."""
    for mediator in event.mediators or ():
        for party in event.by or ():
            standing = _standing(draft, mediator.actor, party)
            if event.certainty != "provisional":
                standing.write(event, role="active")


def offer(draft: Draft, event: Event, mediator: str, party: str) -> None:
    """Record that a mediator was offered to a party; the standing before it is kept."""
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
    """Record the mediators named for a meeting or talks as offered; hosts are not mediators."""
    for participant in mediators or ():
        if participant.role in MEDIATING:
            for party in parties or ():
                offer(draft, event, participant.actor, party)


def suspect(draft: Draft, event: MeetingRefused | MeetingCancelled, refusing: Codes) -> None:
    """Record what the reasons of parties that refuse or cancel a meeting say about mediators."""
    for reason in event.reasons or ():
        for party in refusing:
            for mediator in reason.against or ():
                if reason.category == "mediator_bias":
                    _move(_standing(draft, mediator, party), "bias claimed", event)
                elif reason.category == "mediator_composition":
                    _limit(_standing(draft, mediator, party), event.meeting, event)


def propose_mediators(draft: Draft, event: MeetingProposed) -> None:
    """Record the mediators named in a proposal as offered to the invitees."""
    offer_all(draft, event, event.mediators, event.invitees)


def preside(
    draft: Draft,
    event: Event,
    participants: tuple[Participant, ...] | None,
    mediators: tuple[Participant, ...] | None,
) -> None:
    """Record that parties met under mediators, which is acceptance by conduct."""
    present = [p.actor for p in participants or () if p.role == "party"]
    parties = _not_mediating(present, mediators)
    if len(parties) < _SEVERAL:  # a mediator's visit to one party does not change its standing
        return
    _preside_over(draft, event, parties, (*(mediators or ()), *(participants or ())))


def _preside_over(
    draft: Draft, event: Event, parties: Codes, participants: tuple[Participant, ...]
) -> None:
    for participant in participants:
        act = _PRESIDING.get(participant.role)
        if act is None:
            continue
        for party in parties:
            standing = _standing(draft, participant.actor, party)
            if _move(standing, act, event):
                standing.write(event, role="active")


def open_under(draft: Draft, event: TalksOpened) -> None:
    """Record that parties opened talks under mediators, which is acceptance by conduct.

    A mediator that only facilitates, or is named with fewer than two parties, counts as offered.
    """
    parties = _not_mediating(event.parties or (), event.mediators)
    if len(parties) < _SEVERAL:
        offer_all(draft, event, event.mediators, event.parties)
        return
    _preside_over(draft, event, parties, event.mediators or ())
    others = tuple(
        mediator for mediator in event.mediators or () if mediator.role not in _PRESIDING
    )
    offer_all(draft, event, others, parties)


def witness(draft: Draft, event: AgreementStageReached, signers: Codes, parties: Codes) -> None:
    """Record that parties signed a text before witnesses, which is acceptance by conduct."""
    for code in event.witnesses or ():
        if len({*signers, *parties} - {code}) < _SEVERAL:
            continue
        for party in signers:
            if party != code:
                _move(_standing(draft, code, party), "witnessed", event)


def _not_mediating(parties: Iterable[str], mediators: tuple[Participant, ...] | None) -> Codes:
    codes = dict.fromkeys(parties)
    for mediator in mediators or ():
        if mediator.role in MEDIATING:
            codes.pop(mediator.actor, None)
    return tuple(codes)


_SEVERAL: Final = 2
_PRESIDING: Final = {"mediator": "presided", "co_mediator": "co-presided"}
MEDIATING: Final = frozenset({"mediator", "co_mediator", "facilitator"})
"""The roles of mediators at a table."""


_change: Final = maker(StandingChange)


def _standing(draft: Draft, mediator: str, party: str) -> StandingDraft:
    return draft.part(StandingDraft, (mediator, party), mediator, party)


def _move(standing: StandingDraft, act: str, event: Event) -> bool:
    """Change a standing by the table; return whether the fact counts."""
    before = standing.level
    after = TRANSITIONS[act][before]
    _note(standing, act, after, event)
    if event.certainty == "provisional":
        return False
    if after != before:
        standing.level = after
        standing.inferred = act in CONDUCT
        standing.since = event.occurred
        standing.credit(event, "level")
    elif act == "accepted":
        standing.inferred = False
    return True


def _limit(standing: StandingDraft, name: str, event: Event) -> None:
    _note(standing, f"rejected for {name}", standing.level, event)
    if event.certainty != "provisional" and name not in standing.rejected_for:
        standing.rejected_for = (*standing.rejected_for, name)


def _note(standing: StandingDraft, act: str, after: StandingLevel, event: Event) -> None:
    change = _change(event.occurred, act, standing.level, after, act in CONDUCT, event)
    standing.append("unconfirmed" if event.certainty == "provisional" else "history", change)


# Any: each handler takes the kind that is its key.
MEDIATION: Final[dict[type[Event], Any]] = {
    MediationOffered: mediation_offered,
    MediationAccepted: mediation_accepted,
    MediationRejected: mediation_rejected,
    MediatorBiasClaimed: mediator_bias_claimed,
    MediatorStandingWarned: mediator_standing_warned,
    MediatorStandingRestored: mediator_standing_restored,
    MediationEnded: mediation_ended,
}
