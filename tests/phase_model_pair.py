"""What agreements and meetings are to a pair of parties, for the phase model."""

from __future__ import annotations

from phase_model_tables import LADDER, agreements, meetings, parties_there, stage_of, talks

__all__ = ["among", "has_full", "is_pending", "is_series", "meetings_of", "met", "of_the_two"]

PENDING_DAYS = 90
SERIES_DAYS = 31

NEVER_FULL = ("partial", "procedural", "ceasefire", "statement", "renewal", "implementation")


def among(several, a, b):
    return {a, b} <= set(several or ())


# Agreements.


def of_the_two(seen, a, b):
    """Return the names of the agreements between the two, of whatever scope."""
    return [
        name
        for name, agreement in agreements(seen).items()
        if any(among(group, a, b) for group in sides(seen, agreement))
    ]


def sides(seen, agreement):
    """Return who it is between: its parties, else who acted on it, else whose talks aim at it."""
    if agreement.parties:
        return [agreement.parties]
    if agreement.acted:
        return [agreement.acted]
    return [each.parties for each in talks(seen).values() if each.aim == agreement.name]


def aims(seen, a, b):
    return {
        each.aim
        for each in talks(seen).values()
        if each.aim is not None and (not each.parties or among(each.parties, a, b))
    }


def is_full(seen, a, b, name):
    scope = agreements(seen)[name].scope
    if scope in NEVER_FULL:
        return False
    sought = aims(seen, a, b)
    return name in sought if sought else scope in {"comprehensive", None}


def has_full(seen, a, b, day, *stages):
    """Return whether a full agreement of the two is at one of the stages."""
    return any(
        stage_of_pair(seen, name, a, b, day) in stages
        for name in of_the_two(seen, a, b)
        if is_full(seen, a, b, name)
    )


def stage_of_pair(seen, name, a, b, day):
    """Return its stage: of the whole, or that which both reached alone while the rest lags."""
    agreement = agreements(seen)[name]
    whole = stage_of(agreement, day)
    if whole is not None and whole not in LADDER:
        return whole
    if a not in agreement.alone or b not in agreement.alone:
        return whole
    both = min(agreement.alone[a], agreement.alone[b])
    return whole if whole is not None and LADDER.index(whole) >= both else LADDER[both]


# Meetings.


def meetings_of(seen, a, b):
    return [each for each in meetings(seen).values() if among(those_of(seen, each), a, b)]


def those_of(seen, meeting):
    """Return who is party to a meeting, as far as it is known."""
    answered = {party for party, _, _ in meeting.words} - {None}
    there = meeting.participants or () if meeting.held else ()
    known = answered | set(meeting.invitees or ()) | set(parties_there(there, meeting.mediators))
    if meeting.invitees is None and meeting.participants is None:
        for each in talks(seen).values():
            if each.name == meeting.talks and answered <= set(each.parties or ()):
                known |= set(each.parties or ())
    known = set(parties_there(known, meeting.mediators))
    if len(known) == 1:
        # Who invites one other alone is the other party.
        known |= set(parties_there(meeting.by or (), meeting.mediators))
    return known


def met(meeting, a, b):
    """Return whether both were there: as stated, or invited and not said to have been absent."""
    there = meeting.participants
    if there is None:
        there = set(meeting.invitees or ()) - set(meeting.absent or ())
    return {a, b} <= set(parties_there(there, meeting.mediators))


def is_pending(meeting, day):
    """Return whether a meeting may still take place."""
    if meeting.held or meeting.cancelled or "no" in meeting.answers.values():
        return False
    if meeting.planned_for is not None and not meeting.postponed:
        return meeting.planned_for.last_day >= day
    told = meeting.postponed or meeting.proposed or max(e.occurred for _, e, _ in meeting.words)
    return day - told.last_day <= PENDING_DAYS


def is_series(when):
    return when.last_day - when.first_day + 1 > SERIES_DAYS
