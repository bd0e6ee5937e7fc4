"""Talks, meetings, agreements and ceasefires as their tables of rules read, for the phase model.

Each function replays the facts of its family from the first one on and returns plain records. A
field that a later fact leaves out (None) keeps what was said before, as everywhere here.
"""

from __future__ import annotations

from types import SimpleNamespace

from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.clocks import settled
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
)
from peacetalks.events.security import CeasefireDeclared, CeasefireEnded, CeasefireExtended
from peacetalks.events.talks import (
    NegotiationResumed,
    NegotiationSuspended,
    TalksEnded,
    TalksOpened,
)
from peacetalks.events.territory import TerritorialControlChanged

__all__ = [
    "ENDS",
    "LADDER",
    "actors_in",
    "agreements",
    "ceasefires",
    "meetings",
    "parties_there",
    "plural",
    "stage_of",
    "talks",
]

LADDER = (
    "draft",
    "partly_agreed",
    "text_concluded",
    "initialled",
    "signed",
    "ratified",
    "in_force",
)
ENDS = ("denounced", "expired", "rejected", "superseded")


def actors_in(event):
    """Return every code that a fact names as an actor."""
    fields = ("parties", "by", "against", "invitees", "participants", "mediators", "absent")
    named = [each for field in fields for each in plural(getattr(event, field, None))]
    if isinstance(event, TerritorialControlChanged):
        named += [code for code in (event.from_, event.to) if code is not None]
    return {getattr(each, "actor", each) for each in named}


def plural(value):
    """Return the codes of a field: in some kinds it holds one alone, in a vote a number."""
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def parties_there(several, mediators):
    """Return those who take part as parties: no mediator is one."""
    there = {getattr(e, "actor", e) for e in several if getattr(e, "role", "party") == "party"}
    return there - {mediator.actor for mediator in mediators or ()}


def say(record, event, *fields):
    """Write what a fact states over what was said before."""
    for field in fields:
        if getattr(event, field, None) is not None:
            setattr(record, field, getattr(event, field))


def talks(seen):
    """Return the talks by name: who is party, what they aim at, who stays away."""
    table = {}
    for event in seen:
        match event:
            case TalksOpened() | TalksEnded() | NegotiationSuspended() | NegotiationResumed():
                blank = SimpleNamespace(name=event.talks, parties=None, aim=None, parent=None)
                blank.out, blank.out_for_all, blank.ended = set(), False, False
                each = table.setdefault(event.talks, blank)
        match event:
            case TalksOpened():
                say(each, event, "parties", "aim", "parent")
                each.ended = False
            case TalksEnded():
                # What was suspended and then ended is no longer suspended, also if it opens again.
                each.out, each.out_for_all, each.ended = set(), False, True
            case NegotiationSuspended(scope=scope, by=by):
                each.out |= set(by or ())
                each.out_for_all = each.out_for_all or scope == "all" or not by
            case NegotiationResumed(by=by):
                each.out = each.out - set(by) if by else set()
                each.out_for_all = each.out_for_all and bool(each.out)
    return table


def meetings(seen):
    """Return the meetings by name, each in its latest attempt; ``words`` has the old refusals too.

    A word is who said it, the fact, and yes or no.
    """
    kinds = (
        MeetingProposed,
        MeetingAccepted,
        MeetingRefused,
        MeetingPostponed,
        MeetingCancelled,
        MeetingHeld,
    )
    table = {}
    for event in seen:
        if isinstance(event, kinds):
            each = table.setdefault(event.meeting, nothing_said_of_a_meeting())
            say(each, event, "talks", "mediators")
            hear(each, event)
    return table


def nothing_said_of_a_meeting():
    return SimpleNamespace(
        talks=None,
        mediators=None,
        invitees=None,
        by=None,
        participants=None,
        absent=None,
        planned_for=None,
        proposed=None,
        postponed=None,
        cancelled=False,
        held=None,
        answers={},
        words=[],
    )


def hear(each, event):
    """Let one fact change a meeting, as the table of meetings says."""
    match event:
        case MeetingProposed():
            propose(each, event)
        case MeetingAccepted() | MeetingRefused():
            word = "yes" if isinstance(event, MeetingAccepted) else "no"
            for party in event.by or (None,):
                answer(each, party, event, word)
        case MeetingPostponed():
            say(each, event, "planned_for")
            each.postponed = event.occurred if event.planned_for is None else None
        case MeetingCancelled():
            each.cancelled = True
            # Only of an invitee is it a refusal.
            for party in {*(each.invitees or ()), *each.answers} & set(event.by or ()):
                answer(each, party, event, "no")
        case MeetingHeld():
            say(each, event, "participants", "absent")
            each.held = event


def propose(each, event):
    """Open a meeting, amend it, or, after a refusal or cancellation, begin a new attempt."""
    if each.held is None and (each.cancelled or "no" in each.answers.values()):
        each.words = [word for word in each.words if word[2] == "no"]
        each.answers = {}
        each.cancelled, each.postponed, each.planned_for, each.by = False, None, None, None
    if event.planned_for is not None:
        each.postponed = None
    say(each, event, "invitees", "by", "planned_for")
    each.proposed = event.occurred
    for party in each.by or ():
        if party in (each.invitees or ()) and party not in each.answers:
            answer(each, party, event, "yes")


def answer(each, party, event, word):
    each.answers[party] = word
    each.words.append((party, event, word))


def agreements(seen):
    """Return the agreements by name: how far the whole has come, and who went further alone."""
    table = {}
    for event in seen:
        if isinstance(event, AgreementStageReached):
            blank = SimpleNamespace(name=event.agreement, parties=None, scope=None, acted=set())
            blank.whole, blank.alone, blank.ends, blank.in_force_from = None, {}, [], None
            blank.out, blank.out_for_all = set(), False
            each = table.setdefault(event.agreement, blank)
            say(each, event, "parties", "scope")
            each.acted |= set(event.by or ())
            reach(each, event)
    return table


def reach(each, event):
    """Let one fact change an agreement, as the table of agreements says."""
    whom = event.by or each.parties or ()
    if event.stage in LADDER:
        climb(each, event)
    elif event.stage in ENDS:
        start = event.effective_from.first_day if event.effective_from else settled(event)
        each.ends.append((start, event.stage))
    elif event.stage == "suspended":
        each.out |= set(whom)
        each.out_for_all = each.out_for_all or not whom
    elif event.stage == "resumed":
        each.out = each.out - set(event.by) if event.by else set()
        each.out_for_all = False


def climb(each, event):
    """Take the whole to a stage, or some of the parties; the whole stands where the last stands."""
    stage = LADDER.index(event.stage)
    if event.by and each.parties and not set(each.parties) <= set(event.by):
        for party in event.by:
            each.alone[party] = max(stage, each.alone.get(party, stage))
        reached = [each.alone.get(party) for party in each.parties]
        if None in reached:
            return
        stage = min(reached)
    each.whole = stage if each.whole is None else max(stage, each.whole)
    if event.stage == "in_force" and event.effective_from is not None:
        each.in_force_from = event.effective_from.first_day


def stage_of(each, day):
    """Return the stage of the whole on a day: an end, suspended, or as far as it has climbed."""
    for start, end in reversed(each.ends):
        if start <= day:
            return end
    if each.out_for_all or (each.out and each.out >= set(each.parties or each.out)):
        return "suspended"
    if each.whole is None:
        return None
    stage = LADDER[each.whole]
    later = each.in_force_from is not None and each.in_force_from > day
    return "ratified" if stage == "in_force" and later else stage


def ceasefires(seen):
    """Return the ceasefires by name: whom they bind, from when, until when."""
    table = {}
    for event in seen:
        match event:
            case CeasefireDeclared() | CeasefireExtended() | CeasefireEnded():
                blank = SimpleNamespace(parties=None, declared=None, first_declared=None)
                blank.effective_from, blank.expires, blank.ended = None, None, False
                each = table.setdefault(event.ceasefire, blank)
        match event:
            case CeasefireDeclared():
                ran_out = each.expires is not None and each.expires.last_day < settled(event)
                if each.ended or ran_out:
                    each.ended, each.effective_from, each.expires = False, None, None
                    each.first_declared = None
                say(each, event, "parties", "effective_from", "expires")
                each.declared = event
                each.first_declared = each.first_declared or event
            case CeasefireExtended():
                say(each, event, "expires")
            case CeasefireEnded():
                each.ended = True
    return table
