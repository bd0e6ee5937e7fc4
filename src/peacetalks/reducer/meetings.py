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
from peacetalks.primitives.identifiers import Texts
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.mediation import MEDIATING, preside, propose_mediators, suspect
from peacetalks.state.meetings import Answer, ContactDraft, MeetingDraft, Refusal, is_off
from peacetalks.state.part import UNSTATED
from peacetalks.state.straight import maker, writer
from peacetalks.values.facts import Level, Participant

__all__ = ["MEETINGS", "meet", "parties_of"]


def __dir__() -> list[str]:
    return sorted(__all__)


_answer: Final = maker(Answer)
_refusal: Final = maker(Refusal)
_propose: Final = writer(
    "occurred as proposed",
    "by as proposed_by",
    "invitees",
    "level",
    "place",
    "planned_for",
    "mediators",
    "format",
    "agenda",
    "talks",
    "round",
)
_start_over: Final = writer(
    clears=("cancelled", "cancelled_by", "postponed", "proposed_by", "planned_for")
)
_hold: Final = writer(
    "occurred as held",
    "participants",
    "mediators",
    "absent",
    "level",
    "place",
    "format",
    "outcome",
)
_place: Final = writer("talks", "round")
_NO_CONTACT: Final = {"proximity", "shuttle"}


def meeting_proposed(draft: Draft, event: MeetingProposed) -> Draft:
    """Open a meeting, amend it, or start a new attempt."""
    meeting = draft.part(MeetingDraft, event.meeting)
    if is_off(meeting):
        meeting.attempt += 1
        meeting.answers = FrozenMap()
        _start_over(meeting, event)
        meeting.credit(event, "attempt")
    if event.planned_for is not None:
        meeting.clear(event, "postponed")
    _propose(meeting, event)
    invitees = meeting.invitees or ()
    for party in meeting.proposed_by or ():
        if party in invitees and party not in meeting.answers:
            meeting.put(event, "answers", party, _answer("yes", event.occurred))
    if event.mediators:
        propose_mediators(draft, event)
    return draft


def meeting_accepted(draft: Draft, event: MeetingAccepted) -> Draft:
    """Record an acceptance, outright or on conditions."""
    meeting = _meeting_of(draft, event)
    for party in event.by or (UNSTATED,):
        before = meeting.answers.get(party)
        refused_before = before is not None and (before.answer == "no" or before.reversed)
        answer = _answer(
            "yes_if" if event.conditions else "yes",
            event.occurred,
            event.conditions or (),
            reversed=refused_before,
        )
        meeting.put(event, "answers", party, answer)
    return draft


def meeting_refused(draft: Draft, event: MeetingRefused) -> Draft:
    """Record a refusal and its reasons; a claim of bias affects the mediator's standing."""
    meeting = _meeting_of(draft, event)
    for party in event.by or (UNSTATED,):
        _refuse(meeting, party, event, event.alternatives_offered)
    if event.reasons:
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
        _refuse(meeting, party, event, None)
    suspect(draft, event, refusing)
    return draft


def meeting_held(draft: Draft, event: MeetingHeld) -> Draft:
    """Record that a meeting was held, who met whom, and under which mediators."""
    meeting = _meeting_of(draft, event)
    _hold(meeting, event)
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
    for participant in participants:  # noqa: SIM110 # a generator takes four times as long
        if participant.role in MEDIATING:
            return True
    return False


def _meeting_of(draft: Draft, event: Any) -> MeetingDraft:
    # Any: every kind about a meeting has these three fields, but they have no common base.
    meeting = draft.part(MeetingDraft, event.meeting)
    _place(meeting, event)
    return meeting


def _refuse(
    meeting: MeetingDraft,
    party: str,
    event: MeetingRefused | MeetingCancelled,
    alternatives: Texts | None,
) -> None:
    refusal = _refusal(
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
    meeting.put(event, "answers", party, _answer("no", event.occurred))


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
