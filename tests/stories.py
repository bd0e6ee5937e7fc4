"""Short ways to write the facts that many tests begin with."""

from peacetalks.events import (
    AgreementStageReached,
    MeetingAccepted,
    MeetingHeld,
    MeetingProposed,
    MeetingRefused,
    StatementMade,
)
from peacetalks.history import History

__all__ = [
    "BOTH",
    "accepted",
    "at",
    "held",
    "proposed",
    "reached",
    "refused",
    "said",
]

BOTH = ("ARM", "AZE")


def at(events, on):
    """Return the state of some facts on a day."""
    return History(events).state(on=on)


def proposed(on="2023-11-01", meeting="m", invitees=BOTH, **more):
    return MeetingProposed(occurred=on, meeting=meeting, invitees=invitees, **more)


def accepted(by, on="2023-11-05", meeting="m", **more):
    return MeetingAccepted(occurred=on, meeting=meeting, by=by, **more)


def refused(by="AZE", on="2023-11-10", meeting="m", **more):
    return MeetingRefused(occurred=on, meeting=meeting, by=by, **more)


def held(participants=BOTH, on="2023-11-20", meeting="m", **more):
    return MeetingHeld(occurred=on, meeting=meeting, participants=participants, **more)


def reached(stage, on="2024-01-01", agreement="a", **more):
    return AgreementStageReached(occurred=on, agreement=agreement, stage=stage, **more)


def said(on, **more):
    """Return a fact that moves nothing but the day."""
    return StatementMade(occurred=on, **more)
