"""Meetings: a proposal opens one, answers change it, and a later proposal can revive it."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves import bookkeeping
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.world import MOST_OPEN, Meeting, World
from peacetalks.values.count import Count
from peacetalks.values.facts import Condition, Level, Participant, Reason, ReasonCategory

__all__ = [
    "MEETING",
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
CHANNELS: Final[tuple[events.Channel, ...]] = get_args(events.Channel)


@move(events.MeetingProposed, "often")
def propose(world: World) -> Event:
    """Propose a meeting, amend a proposal, or revive a meeting that was called off."""
    details = world.details(4)
    meeting = _back(world) if details & 1 else None
    return _proposed(world, meeting or _new(world), details)


def _proposed(world: World, meeting: Meeting, details: int) -> Event:
    mediator = meeting.mediator = world.third() if details & 2 else meeting.mediator
    by = world.party() if details & 4 else mediator or world.parties[0]
    meeting.answers = {by: "yes"} if by in meeting.invitees else {}
    meeting.status = "open"
    dated = details & 8 or meeting.undated
    meeting.undated = False
    return events.MeetingProposed(
        **world.now(),
        meeting=meeting.name,
        by=by,
        invitees=meeting.invitees,
        mediators=None if mediator is None else mediator,
        planned_for=world.ahead() if dated else None,
        talks=world.talks,
    )


def _back(world: World) -> Meeting | None:
    # On the same day, the call-off would count as later than the new proposal.
    wanted = [m for m in world.meetings if m.status != "held" and m.since < world.day]
    return world.dice.pick(wanted) if wanted else None


def _new(world: World) -> Meeting:
    meeting = Meeting(world.name("meeting"), world.parties)
    world.meetings.append(meeting)
    if len(world.meetings) > MOST_OPEN:
        del world.meetings[0]
    return meeting


def _among(world: World, *statuses: str) -> Meeting | None:
    """Return a meeting with one of these statuses, most likely the latest."""
    found = [meeting for meeting in reversed(world.meetings) if meeting.status in statuses]
    return world.dice.pick(found) if found else None


def _answering(world: World, meeting: Meeting, answer: str) -> str | None:
    """Return an invitee who has not given this answer: a random one, or the next after it."""
    start = world.dice.number(0, len(meeting.invitees) - 1)
    in_turn = (*meeting.invitees[start:], *meeting.invitees[:start])
    return next((party for party in in_turn if meeting.answers.get(party) != answer), None)


@move(events.MeetingAccepted, "often")
def accept(world: World) -> Event:
    """Accept a meeting, outright or on a condition, possibly after a refusal."""
    meeting = _among(world, "open", "refused")
    return propose(world) if meeting is None else _accepted(world, meeting)


def _accepted(world: World, meeting: Meeting) -> Event:
    party = _answering(world, meeting, "yes")
    if party is None:
        return hold(world)
    conditional = world.details(2) == 3  # noqa: PLR2004 # one in four
    meeting.answers[party] = "yes"
    meeting.status = "refused" if "no" in meeting.answers.values() else "open"
    return events.MeetingAccepted(
        **world.now(),
        meeting=meeting.name,
        by=party,
        conditions=Condition("the agenda is settled first") if conditional else None,
        talks=world.talks,
    )


@move(events.MeetingRefused, "often")
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
    meeting.status = "refused"
    return events.MeetingRefused(
        **world.now(),
        meeting=meeting.name,
        by=party,
        reasons=why(world, meeting.mediator) if details & 1 else None,
        alternatives_offered="a meeting at the border" if details & 2 else None,
        talks=world.talks,
    )


def why(world: World, mediator: str | None) -> Reason:
    """Return a reason; reasons about a mediator name one."""
    category = world.dice.pick(CATEGORIES)
    about = category in {"mediator_bias", "mediator_composition"}
    return Reason(category, against=(mediator or world.thirds[0]) if about else None)


@move(events.MeetingPostponed, "now and then")
def postpone(world: World) -> Event:
    """Postpone a meeting, with or without a new day."""
    meeting = _among(world, "open")
    if meeting is None:
        return propose(world)
    details = world.details(2)
    meeting.undated = not details & 2
    return events.MeetingPostponed(
        **world.now(),
        meeting=meeting.name,
        by=world.party() if details & 1 else None,
        planned_for=world.ahead() if details & 2 else None,
        talks=world.talks,
    )


@move(events.MeetingCancelled, "now and then")
def call_off(world: World) -> Event:
    """Call a meeting off, by an invitee or the mediator."""
    meeting = _among(world, "open", "refused")
    return propose(world) if meeting is None else _called_off(world, meeting)


def _called_off(world: World, meeting: Meeting) -> Event:
    by = world.party() if world.details(1) else meeting.mediator or world.thirds[0]
    meeting.status, meeting.since = "off", world.day
    return events.MeetingCancelled(**world.now(), meeting=meeting.name, by=by, talks=world.talks)


@move(events.MeetingCancelled, "now and then")
def settle(world: World) -> Event:
    """Decide what happens to a meeting postponed without a day, or postpone one."""
    meeting = next((m for m in world.meetings if m.undated and m.status == "open"), None)
    if meeting is None:
        return postpone(world)
    ways = (_called_off, _proposed_again, _accepted, _refused, _held, _called_off)
    outcome = world.dice.pick(ways)
    return outcome(world, meeting)


def _proposed_again(world: World, meeting: Meeting) -> Event:
    return _proposed(world, meeting, world.details(4))


@move(events.MeetingHeld, "often")
def hold(world: World) -> Event:
    """Hold an open or refused meeting; sometimes one side stays away."""
    meeting = _among(world, "open") or _among(world, "refused")
    return propose(world) if meeting is None else _held(world, meeting)


def _held(world: World, meeting: Meeting) -> Event:
    details = world.details(3)
    away = meeting.invitees[-1] if details == 7 else None  # noqa: PLR2004 # one in eight
    meeting.status = "held"
    return events.MeetingHeld(
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


@move(events.MeetingsHeld, "seldom")
def hold_several(world: World) -> Event:
    """Hold several meetings of which only the number is known."""
    details = world.details(2)
    return events.MeetingsHeld(
        **world.now(),
        participants=world.parties,
        mediators=world.third() if details & 1 else None,
        count=Count.some("several") if details & 2 else world.dice.number(2, 9),
        talks=world.talks,
    )


@move(events.ContactHeld, "now and then")
def reach_out(world: World) -> Event:
    """Hold a contact between two parties."""
    party = world.party()
    return events.ContactHeld(
        **world.now(),
        contact=world.name("contact"),
        parties=(party, world.other(party)),
        channel=world.dice.pick(CHANNELS),
        talks=world.talks,
    )


@move(events.ReadoutIssued, "seldom")
def read_out(world: World) -> Event:
    """Issue a readout of a meeting that was held."""
    held = next((meeting for meeting in world.meetings if meeting.status == "held"), None)
    if held is None:
        return hold(world)
    world.meetings.remove(held)
    return events.ReadoutIssued(
        **world.now(), subject=held.name, by=world.party(), says="the talks were frank"
    )


@move(events.MeetingRefused, "disputing")
def account(world: World) -> Event:
    """Give two accounts of an act: one side says a meeting was refused, the other postponed."""
    if world.accounts:
        act, named, party = world.accounts.pop()
        return events.MeetingPostponed(
            **world.now(), meeting=named, by=party, act=act, claimed_by=party, talks=world.talks
        )
    meetings = [meeting for meeting in world.meetings if meeting.status == "open"]
    if not meetings:
        return bookkeeping.dispute(world)
    meeting = world.dice.pick(meetings)
    party = world.dice.pick(meeting.invitees)
    meeting.answers[party] = "no"
    meeting.status = "refused"
    common = world.now()
    world.accounts.append((common["id"], meeting.name, party))
    return events.MeetingRefused(
        **common,
        meeting=meeting.name,
        by=party,
        act=common["id"],
        claimed_by=world.other(party),
        talks=world.talks,
    )


MEETING: Final = (propose, accept, refuse, postpone, call_off, settle, hold)
"""The moves of one meeting."""
