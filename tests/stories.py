"""Short ways to write the facts that many tests begin with, and to ask what follows from them."""

from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.mediation import (
    MediationAccepted,
    MediationRejected,
    MediatorBiasClaimed,
    MediatorStandingWarned,
)
from peacetalks.events.meetings import MeetingAccepted, MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.statements import StatementMade
from peacetalks.history import History
from peacetalks.reducer.folding import fold
from peacetalks.values.facts import Condition, Participant

__all__ = [
    "BEFORE",
    "BOTH",
    "LEVELS",
    "OPEN",
    "about",
    "accepted",
    "agreement",
    "at",
    "flat",
    "held",
    "meeting",
    "met",
    "proposed",
    "reached",
    "refused",
    "said",
    "stage",
    "standing",
    "text",
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


def text(*events, on=None):
    """Return a brief as it is printed."""
    return (fold(events) if on is None else at(events, on)).summary()


def flat(*events, on=None):
    """Return a brief as one line, for what may be wrapped anywhere."""
    return " ".join(text(*events, on=on).split())


def meeting(*events):
    return fold(events).meeting("m")


def agreement(*events, name="a"):
    return fold(events).agreement(name)


def stage(*events, on=None, name="a"):
    state = fold(events) if on is None else at(events, on)
    return state.stage(name)


def about(kind, on="2023-02-01", by="AZE", mediator="USA", **more):
    return kind(occurred=on, by=by, mediator=mediator, **more)


def met(roles, on="2023-02-01", **more):
    """Return a meeting of both parties at which the actor took part in some role."""
    there = [*BOTH, *(Participant("USA", role) for role in roles)]
    return held(there, on=on, **more)


def standing(*events, mediator="USA", party="AZE"):
    return fold(events).standing(mediator, party)


OPEN = Condition("the ban is lifted", satisfied_by="ban-lifted")

# What brings a mediator to each level.
BEFORE = {
    "unknown": (),
    "accepted": (about(MediationAccepted, "2023-01-01"),),
    "conditional": (about(MediationAccepted, "2023-01-01", conditions=OPEN),),
    "doubted": (about(MediatorBiasClaimed, "2023-01-01"),),
    "warned": (about(MediatorStandingWarned, "2023-01-01"),),
    "rejected": (about(MediationRejected, "2023-01-01"),),
}
LEVELS = tuple(BEFORE)
