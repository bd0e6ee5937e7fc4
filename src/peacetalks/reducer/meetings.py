"""Meetings and contacts: the transition table, as handlers.

===========================================  =================================================
a meeting is …                               effect
===========================================  =================================================
proposed                                     proposed; a proposer among the invitees says yes
proposed anew while open                     its terms change; the answers stay
proposed anew, once refused or cancelled     another attempt, no answers; old refusals stay
accepted by P, outright / on conditions      P answers yes / yes-if; all yes: agreed
refused by P                                 P answers no; should it say yes later: reversed
put off to a day / without one               planned for that day / postponed; answers stay
called off by an invitee                     cancelled, which is a no of that invitee
called off by a host or mediator             cancelled, and nobody has refused
held                                         held, whatever was said before; refusals kept
any of these, the first on record            it makes the meeting; the rest is not stated
===========================================  =================================================

The status is derived from what is kept here, by the table ``STATUS`` of ``state/meetings.py``.
That the planned day passed without news is for a query to say; nothing is folded from silence.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

from peacetalks.construction import Codes
from peacetalks.events import (
    ContactHeld,
    Event,
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
    MeetingsHeld,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.mediation import preside, propose_mediators, suspect
from peacetalks.state.meetings import Answer, ContactDraft, MeetingDraft, Refusal
from peacetalks.state.part import UNSTATED
from peacetalks.values import Level, Participant

__all__ = ["MEETINGS", "meet", "parties_of"]

_NO_CONTACT: Final = {"proximity", "shuttle"}


def meeting_proposed(draft: Draft, event: MeetingProposed) -> Draft:
    """Open a meeting, amend it, or start a new attempt."""
    meeting = draft.part(MeetingDraft, event.meeting)
    if meeting.status in {"refused", "cancelled"}:
        meeting.attempt += 1
        meeting.answers = FrozenMap()
        meeting.clear(event, "cancelled", "cancelled_by", "postponed", "proposed_by", "planned_for")
        meeting.credit(event, "attempt")
    if event.planned_for is not None:
        meeting.clear(event, "postponed")
    meeting.write(
        event,
        proposed=event.occurred,
        proposed_by=event.by,
        invitees=event.invitees,
        level=event.level,
        place=event.place,
        planned_for=event.planned_for,
        mediators=event.mediators,
        format=event.format,
        agenda=event.agenda,
        talks=event.talks,
        round=event.round,
    )
    for party in meeting.proposed_by or ():
        if party in (meeting.invitees or ()) and party not in meeting.answers:
            _answer(meeting, party, Answer("yes", event.occurred), event)
    propose_mediators(draft, event)
    return draft


def meeting_accepted(draft: Draft, event: MeetingAccepted) -> Draft:
    """Take down a yes, outright or on conditions."""
    meeting = _named(draft, event)
    for party in event.by or (UNSTATED,):
        before = meeting.answers.get(party)
        again = before is not None and (before.answer == "no" or before.reversed)
        yes = Answer(
            "yes_if" if event.conditions else "yes",
            event.occurred,
            event.conditions or (),
            reversed=again,
        )
        _answer(meeting, party, yes, event)
    return draft


def meeting_refused(draft: Draft, event: MeetingRefused) -> Draft:
    """Take down a no, with its reasons; bias claimed in them bears on the mediator."""
    meeting = _named(draft, event)
    for party in event.by or (UNSTATED,):
        _refuse(meeting, party, event)
    suspect(draft, event, event.by or ())
    return draft


def meeting_postponed(draft: Draft, event: MeetingPostponed) -> Draft:
    """Move the planned day, or put the meeting off without one."""
    meeting = _named(draft, event)
    if event.planned_for is None:
        meeting.write(event, postponed=event.occurred)
    else:
        meeting.clear(event, "postponed")
        meeting.write(event, planned_for=event.planned_for)
    return draft


def meeting_cancelled(draft: Draft, event: MeetingCancelled) -> Draft:
    """Call a meeting off; an invitee who does so refuses it."""
    meeting = _named(draft, event)
    meeting.write(event, cancelled=event.occurred, cancelled_by=event.by)
    invitees = {*(meeting.invitees or ()), *meeting.answers}
    refusing = tuple(party for party in event.by or () if party in invitees)
    for party in refusing:
        _refuse(meeting, party, event)
    suspect(draft, event, refusing)
    return draft


def meeting_held(draft: Draft, event: MeetingHeld) -> Draft:
    """Take down that a meeting was held, who met whom, and under whom."""
    meeting = _named(draft, event)
    meeting.write(
        event,
        held=event.occurred,
        participants=event.participants,
        mediators=event.mediators,
        absent=event.absent,
        level=event.level,
        place=event.place,
        format=event.format,
        outcome=event.outcome,
    )
    if event.format not in _NO_CONTACT:
        meet(draft, event, parties_of(event.participants), "meeting", level=event.level)
    preside(draft, event, event.participants, event.mediators)
    return draft


def meetings_held(draft: Draft, event: MeetingsHeld) -> Draft:
    """Take down meetings known only as a number: a contact and a conduct, no meeting."""
    meet(draft, event, parties_of(event.participants), "meeting", level=event.level)
    preside(draft, event, event.participants, event.mediators)
    return draft


def contact_held(draft: Draft, event: ContactHeld) -> Draft:
    """Take down a call, letter or visit; a shuttle is no contact between the parties."""
    if event.channel != "shuttle":
        meet(draft, event, event.parties or (), event.channel or "contact")
    return draft


def parties_of(participants: tuple[Participant, ...] | None) -> Codes:
    """Return those who took part as parties, once each.

    >>> parties_of((Participant("ARM"), Participant("USA", "mediator"), Participant("AZE")))
    ('ARM', 'AZE')
    """
    parties = (p.actor for p in participants or () if p.role == "party")
    return tuple(dict.fromkeys(parties))


def meet(
    draft: Draft, event: Event, parties: Codes, channel: str, *, level: Level | None = None
) -> None:
    """Take down a contact between each two of some actors, unless a later one is on record."""
    mediated = bool(getattr(event, "mediators", None)) or _mediator_among(event)
    for a, b in combinations(sorted(set(parties)), 2):
        key = (a, b, channel, level, mediated)
        contact = draft.part(ContactDraft, key, *key)
        if contact.when is None or contact.when.hi <= event.occurred.hi:
            contact.meeting = None
            contact.write(event, when=event.occurred, meeting=getattr(event, "meeting", None))


def _mediator_among(event: Event) -> bool:
    participants: tuple[Participant, ...] = getattr(event, "participants", None) or ()
    return any(p.role in {"mediator", "co_mediator", "facilitator"} for p in participants)


def _named(draft: Draft, event: Any) -> MeetingDraft:
    # Any: every kind about a meeting has these three fields, and no common base for them.
    meeting = draft.part(MeetingDraft, event.meeting)
    meeting.write(event, talks=event.talks, round=event.round)
    return meeting


def _answer(meeting: MeetingDraft, party: str, answer: Answer, event: Event) -> None:
    meeting.answers = meeting.answers.having(party, answer)
    meeting.credit(event, f"answers.{party}")


def _refuse(meeting: MeetingDraft, party: str, event: MeetingRefused | MeetingCancelled) -> None:
    alternatives = event.alternatives_offered if isinstance(event, MeetingRefused) else None
    refusal = Refusal(
        meeting.meeting,
        party,
        event.occurred,
        event.reasons,
        alternatives,
        event.trigger,
        meeting.attempt,
        event,
    )
    meeting.append("refusals", refusal)
    _answer(meeting, party, Answer("no", event.occurred), event)


# Any: each handler takes the kind it stands beside.
MEETINGS: Final[dict[type[Event], Any]] = {
    MeetingProposed: meeting_proposed,
    MeetingAccepted: meeting_accepted,
    MeetingRefused: meeting_refused,
    MeetingPostponed: meeting_postponed,
    MeetingCancelled: meeting_cancelled,
    MeetingHeld: meeting_held,
    MeetingsHeld: meetings_held,
    ContactHeld: contact_held,
}
