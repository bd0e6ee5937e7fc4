"""Meetings: a proposal opens one, answers move it, and a later proposal brings it back."""

from __future__ import annotations

from typing import Final, get_args

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
    ReadoutIssued,
)
from peacetalks.events.meetings import Channel
from peacetalks.simulation.moves import record
from peacetalks.simulation.world import MOST_OPEN, Meeting, World
from peacetalks.values import Condition, Count, Level, Participant, Reason, ReasonCategory

__all__ = [
    "accept",
    "account",
    "call_off",
    "hold",
    "hold_several",
    "postpone",
    "propose",
    "reach_out",
    "read_out",
    "refuse",
    "settle",
    "why",
]

CATEGORIES: Final[tuple[ReasonCategory, ...]] = get_args(ReasonCategory)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)


def propose(world: World) -> Event:
    """Propose a meeting, amend the proposal of one, or bring one back that was off."""
    details = world.details(4)
    meeting = _back(world) if details & 1 else None
    return _proposed(world, meeting or _new(world), details)


def _proposed(world: World, meeting: Meeting, details: int) -> Event:
    mediator = meeting.mediator = world.third() if details & 2 else meeting.mediator
    by = world.party() if details & 4 else mediator or world.parties[0]
    meeting.answers = {by: "yes"} if by in meeting.invitees else {}
    meeting.stands = "open"
    dated = details & 8 or meeting.undated
    meeting.undated = False
    return MeetingProposed(
        **world.now(),
        meeting=meeting.name,
        by=by,
        invitees=meeting.invitees,
        mediators=None if mediator is None else mediator,
        planned_for=world.ahead() if dated else None,
        talks=world.talks,
    )


def _back(world: World) -> Meeting | None:
    # Of one day, the call-off would count as the later of the two.
    wanted = [m for m in world.meetings if m.stands != "held" and m.since < world.day]
    return world.dice.pick(wanted) if wanted else None


def _new(world: World) -> Meeting:
    meeting = Meeting(world.name("meeting"), world.parties)
    world.meetings.append(meeting)
    if len(world.meetings) > MOST_OPEN:
        del world.meetings[0]
    return meeting


def _among(world: World, *stands: str) -> Meeting | None:
    """Return a meeting that stands in one of some ways, the latest most likely."""
    found = [meeting for meeting in reversed(world.meetings) if meeting.stands in stands]
    return world.dice.pick(found) if found else None


def _answering(world: World, meeting: Meeting, answer: str) -> str | None:
    """Return an invitee who has not given this answer: one picked, or else the next."""
    start = world.dice.number(0, len(meeting.invitees) - 1)
    in_turn = (*meeting.invitees[start:], *meeting.invitees[:start])
    return next((party for party in in_turn if meeting.answers.get(party) != answer), None)


def accept(world: World) -> Event:
    """Accept a meeting, outright or on a condition; one that was refused may be accepted yet."""
    meeting = _among(world, "open", "refused")
    return propose(world) if meeting is None else _accepted(world, meeting)


def _accepted(world: World, meeting: Meeting) -> Event:
    party = _answering(world, meeting, "yes")
    if party is None:
        return hold(world)
    conditional = world.details(2) == 3  # noqa: PLR2004 # one in four
    meeting.answers[party] = "yes"
    meeting.stands = "refused" if "no" in meeting.answers.values() else "open"
    return MeetingAccepted(
        **world.now(),
        meeting=meeting.name,
        by=party,
        conditions=Condition("the agenda is settled first") if conditional else None,
        talks=world.talks,
    )


def refuse(world: World) -> Event:
    """Refuse a meeting, for a reason or without one."""
    meeting = _among(world, "open", "refused")
    return propose(world) if meeting is None else _refused(world, meeting)


def _refused(world: World, meeting: Meeting) -> Event:
    party = _answering(world, meeting, "no")
    if party is None:
        return propose(world)
    details = world.details(2)
    meeting.answers[party] = "no"
    meeting.stands = "refused"
    return MeetingRefused(
        **world.now(),
        meeting=meeting.name,
        by=party,
        reasons=why(world, meeting.mediator) if details & 1 else None,
        alternatives_offered="a meeting at the border" if details & 2 else None,
        talks=world.talks,
    )


def why(world: World, mediator: str | None) -> Reason:
    """Return a reason; of those that are about a mediator, only if there is one."""
    category = world.dice.pick(CATEGORIES)
    about = category in {"mediator_bias", "mediator_composition"}
    return Reason(category, against=(mediator or world.thirds[0]) if about else None)


def postpone(world: World) -> Event:
    """Put a meeting off, to a day or without one."""
    meeting = _among(world, "open")
    if meeting is None:
        return propose(world)
    details = world.details(2)
    meeting.undated = not details & 2
    return MeetingPostponed(
        **world.now(),
        meeting=meeting.name,
        by=world.party() if details & 1 else None,
        planned_for=world.ahead() if details & 2 else None,
        talks=world.talks,
    )


def settle(world: World) -> Event:
    """Settle what becomes of a meeting that was put off without a day, or put one off."""
    meeting = next((m for m in world.meetings if m.undated and m.stands == "open"), None)
    if meeting is None:
        return postpone(world)
    ways = (_called_off, _proposed_anew, _accepted, _refused, _held, _called_off)
    become = world.dice.pick(ways)
    return become(world, meeting)


def _proposed_anew(world: World, meeting: Meeting) -> Event:
    return _proposed(world, meeting, world.details(4))


def call_off(world: World) -> Event:
    """Call a meeting off: an invitee, or whoever was to mediate."""
    meeting = _among(world, "open", "refused")
    return propose(world) if meeting is None else _called_off(world, meeting)


def _called_off(world: World, meeting: Meeting) -> Event:
    by = world.party() if world.details(1) else meeting.mediator or world.thirds[0]
    meeting.stands, meeting.since = "off", world.day
    return MeetingCancelled(**world.now(), meeting=meeting.name, by=by, talks=world.talks)


def hold(world: World) -> Event:
    """Hold a meeting that stands, or one that was refused; now and then one side stays away."""
    meeting = _among(world, "open") or _among(world, "refused")
    return propose(world) if meeting is None else _held(world, meeting)


def _held(world: World, meeting: Meeting) -> Event:
    details = world.details(3)
    away = meeting.invitees[-1] if details == 7 else None  # noqa: PLR2004 # one in eight
    meeting.stands = "held"
    return MeetingHeld(
        **world.now(),
        meeting=meeting.name,
        participants=tuple(party for party in meeting.invitees if party != away),
        mediators=_presiding(world, meeting, details),
        absent=away,
        level=world.dice.pick(LEVELS) if details & 2 else None,
        talks=world.talks,
    )


def _presiding(world: World, meeting: Meeting, details: int) -> tuple[Participant, ...] | None:
    if meeting.mediator is None:
        return None
    if details & 4 and len(world.thirds) > 1:
        others = [third for third in world.thirds if third != meeting.mediator]
        co = Participant(world.dice.pick(others), "co_mediator")
        return (Participant(meeting.mediator, "mediator"), co)
    return (Participant(meeting.mediator, "mediator"),)


def hold_several(world: World) -> Event:
    """Hold meetings that are known only as a number."""
    details = world.details(2)
    return MeetingsHeld(
        **world.now(),
        participants=world.parties,
        mediators=world.third() if details & 1 else None,
        count=Count.some("several") if details & 2 else world.dice.number(2, 9),
        talks=world.talks,
    )


def reach_out(world: World) -> Event:
    """Call, write or visit."""
    party = world.party()
    return ContactHeld(
        **world.now(),
        contact=world.name("contact"),
        parties=(party, world.other(party)),
        channel=world.dice.pick(CHANNELS),
        talks=world.talks,
    )


def read_out(world: World) -> Event:
    """Tell what was said in a meeting that was held."""
    held = next((meeting for meeting in world.meetings if meeting.stands == "held"), None)
    if held is None:
        return hold(world)
    world.meetings.remove(held)
    return ReadoutIssued(
        **world.now(), subject=held.name, by=world.party(), says="the talks were frank"
    )


def account(world: World) -> Event:
    """Tell of one act twice: one side says that a meeting was refused, the other, put off."""
    if world.accounts:
        act, named, party = world.accounts.pop()
        return MeetingPostponed(
            **world.now(), meeting=named, by=party, act=act, claimed_by=party, talks=world.talks
        )
    meetings = [meeting for meeting in world.meetings if meeting.stands == "open"]
    if not meetings:
        return record.dispute(world)
    meeting = world.dice.pick(meetings)
    party = world.dice.pick(meeting.invitees)
    meeting.answers[party] = "no"
    meeting.stands = "refused"
    common = world.now()
    world.accounts.append((common["id"], meeting.name, party))
    return MeetingRefused(
        **common,
        meeting=meeting.name,
        by=party,
        act=common["id"],
        claimed_by=world.other(party),
        talks=world.talks,
    )
