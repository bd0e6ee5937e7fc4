"""Meetings and contacts: the transition table, as handlers.

===========================================  =================================================
a meeting is …                               effect
===========================================  =================================================
proposed                                     proposed; a proposer among the invitees says yes
proposed again while open                    its terms change; the answers stay
proposed again after a refusal or a          another attempt, without answers; earlier refusals
cancellation                                 stay
accepted by P, outright / on conditions      P answers yes / yes-if; all yes: agreed
refused by P                                 P answers no; if it says yes later: reversed
postponed to a day / without one             planned for that day / postponed; answers stay
called off by an invitee                     cancelled, which counts as a no from that invitee
called off by a host or mediator             cancelled, and nobody has refused
held                                         held, whatever was said before; refusals stay
any of these, the first on record            it creates the meeting; the rest is not stated
===========================================  =================================================

The table ``STATUS`` of ``state/meetings.py`` derives the status from what is recorded here. That a
planned day passed without news is the answer of a query; a fold concludes nothing from silence.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.events.meetings import (
    ContactHeld,
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
    MeetingsHeld,
)
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.mediation import preside, propose_mediators, suspect
from peacetalks.state.meetings import Answer, ContactDraft, MeetingDraft, Refusal
from peacetalks.state.part import UNSTATED
from peacetalks.values.facts import Level, Participant

__all__ = ["MEETINGS", "meet", "parties_of"]


def __dir__() -> list[str]:
    return sorted(__all__)


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
    """Record an acceptance, outright or on conditions."""
    meeting = _meeting_of(draft, event)
    for party in event.by or (UNSTATED,):
        before = meeting.answers.get(party)
        refused_before = before is not None and (before.answer == "no" or before.reversed)
        answer = Answer(
            "yes_if" if event.conditions else "yes",
            event.occurred,
            event.conditions or (),
            reversed=refused_before,
        )
        _answer(meeting, party, answer, event)
    return draft


def meeting_refused(draft: Draft, event: MeetingRefused) -> Draft:
    """Record a refusal and its reasons; a claim of bias affects the mediator's standing."""
    meeting = _meeting_of(draft, event)
    for party in event.by or (UNSTATED,):
        _refuse(meeting, party, event)
    suspect(draft, event, event.by or ())
    return draft


def meeting_postponed(draft: Draft, event: MeetingPostponed) -> Draft:
    """Move the planned day, or postpone the meeting without a new day."""
    meeting = _meeting_of(draft, event)
    if event.planned_for is None:
        meeting.write(event, postponed=event.occurred)
    else:
        meeting.clear(event, "postponed")
        meeting.write(event, planned_for=event.planned_for)
    return draft


def meeting_cancelled(draft: Draft, event: MeetingCancelled) -> Draft:
    """Cancel a meeting; an invitee that cancels it refuses it."""
    meeting = _meeting_of(draft, event)
    meeting.write(event, cancelled=event.occurred, cancelled_by=event.by)
    invitees = {*(meeting.invitees or ()), *meeting.answers}
    refusing = tuple(party for party in event.by or () if party in invitees)
    for party in refusing:
        _refuse(meeting, party, event)
    suspect(draft, event, refusing)
    return draft


def meeting_held(draft: Draft, event: MeetingHeld) -> Draft:
    """Record that a meeting was held, who met whom, and under which mediators."""
    meeting = _meeting_of(draft, event)
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
    """Record meetings known only by number: contacts and acceptance by conduct, but no meeting."""
    meet(draft, event, parties_of(event.participants), "meeting", level=event.level)
    preside(draft, event, event.participants, event.mediators)
    return draft


def contact_held(draft: Draft, event: ContactHeld) -> Draft:
    """Record a call, letter or visit; a shuttle is not a contact between the parties."""
    if event.channel != "shuttle":
        meet(draft, event, event.parties or (), event.channel or "contact")
    return draft


def parties_of(participants: tuple[Participant, ...] | None) -> Codes:
    """Return the actors that took part as parties, each once.

    >>> parties_of((Participant("ARM"), Participant("USA", "mediator"), Participant("AZE")))
    ('ARM', 'AZE')
    """
    parties = (p.actor for p in participants or () if p.role == "party")
    return tuple(dict.fromkeys(parties))


def meet(
    draft: Draft, event: Event, parties: Codes, channel: str, *, level: Level | None = None
) -> None:
    """Record a contact between each pair of actors, unless a later one is on record."""
    mediated = bool(getattr(event, "mediators", None)) or _has_mediator(event)
    for a, b in combinations(sorted(set(parties)), 2):
        key = (a, b, channel, level, mediated)
        contact = draft.part(ContactDraft, key, *key)
        if contact.when is None or contact.when.hi <= event.occurred.hi:
            contact.meeting = None
            contact.write(event, when=event.occurred, meeting=getattr(event, "meeting", None))


def _has_mediator(event: Event) -> bool:
    participants: tuple[Participant, ...] = getattr(event, "participants", None) or ()
    return any(p.role in {"mediator", "co_mediator", "facilitator"} for p in participants)


def _meeting_of(draft: Draft, event: Any) -> MeetingDraft:
    # Any: every kind about a meeting has these three fields, but they have no common base.
    meeting = draft.part(MeetingDraft, event.meeting)
    meeting.write(event, talks=event.talks, round=event.round)
    return meeting


def _answer(meeting: MeetingDraft, party: str, answer: Answer, event: Event) -> None:
    meeting.answers = meeting.answers.with_item(party, answer)
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


# Any: each handler takes the kind that is its key.
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
