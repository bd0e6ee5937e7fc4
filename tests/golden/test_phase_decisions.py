"""What the table of phases decides where two readings are possible: one small story for each.

The answers were written by hand; both the naive model and the library are held to them.
"""

import pytest

import peacetalks as pt
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import AttackReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingProposed,
    MeetingRefused,
)
from peacetalks.events.security import (
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
)
from peacetalks.events.talks import NegotiationSuspended, TalksEnded, TalksOpened
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.history.order import in_order
from peacetalks.primitives.when import When
from peacetalks.values.facts import Participant
from phase_model import phase_of

TWO = ("NORTH", "SOUTH")
THREE = ("EAST", "NORTH", "SOUTH")


def attack(on, by="NORTH", against="SOUTH"):
    return AttackReported(occurred=on, by=by, against=against)


def war(on="2031-01-01", parties=TWO):
    return HostilitiesStarted(occurred=on, hostilities="war", parties=parties)


def truce(on, parties=TWO, name="truce", **more):
    return CeasefireDeclared(occurred=on, ceasefire=name, parties=parties, **more)


def violation(on, **more):
    return CeasefireViolationAlleged(
        occurred=on, ceasefire="truce", by="NORTH", against="SOUTH", **more
    )


def treaty(on, stage, **more):
    more = {"parties": THREE, "scope": "comprehensive"} | more
    return AgreementStageReached(occurred=on, agreement="treaty", stage=stage, **more)


def proposed(on, meeting="m", **more):
    return MeetingProposed(occurred=on, meeting=meeting, invitees=TWO, **more)


def refused(on, meeting="m", by="SOUTH"):
    return MeetingRefused(occurred=on, meeting=meeting, by=by)


def held(on, meeting="k", participants=TWO, **more):
    return MeetingHeld(occurred=on, meeting=meeting, participants=participants, **more)


def opened(on, **more):
    return TalksOpened(occurred=on, talks="lake", parties=TWO, **more)


DECISIONS = {
    "an attack and a ceasefire of one day: the ceasefire is later": [
        ([attack("2031-03-01"), truce("2031-03-01")], {"2031-03-01": "ceasefire"}),
    ],
    "a town taken by force and a ceasefire of one day: the town is later": [
        (
            [
                truce("2031-03-01"),
                TerritorialControlChanged(
                    occurred="2031-03-01", area="town", from_="NORTH", to="SOUTH", mode="force"
                ),
            ],
            {"2031-03-31": "fighting", "2031-04-01": "ceasefire"},
        ),
    ],
    "force between the day a ceasefire is declared and the day it begins": [
        (
            [truce("2031-03-01", effective_from="2031-03-10"), attack("2031-03-05")],
            {"2031-03-04": "dormant", "2031-03-09": "fighting", "2031-03-10": "ceasefire"},
        ),
    ],
    "a ceasefire extended before its term, and after it": [
        (
            [
                war(),
                truce("2031-02-01", expires="2031-02-28"),
                CeasefireExtended(occurred="2031-02-20", ceasefire="truce", expires="2031-03-10"),
                CeasefireExtended(occurred="2031-03-20", ceasefire="truce", expires="2031-04-10"),
            ],
            {
                "2031-03-10": "ceasefire",
                "2031-03-11": "fighting",
                "2031-03-20": "ceasefire",
                "2031-04-11": "fighting",
            },
        ),
    ],
    "a ceasefire declared again once it ran out starts again, without the old term": [
        (
            [war(), truce("2031-02-01", expires="2031-02-28"), truce("2031-04-01")],
            {"2031-03-31": "fighting", "2031-04-01": "ceasefire", "2031-12-31": "ceasefire"},
        ),
    ],
    "a ceasefire that was ended and declared again": [
        (
            [
                war(),
                truce("2031-02-01"),
                CeasefireEnded(occurred="2031-03-01", ceasefire="truce"),
                truce("2031-04-01"),
            ],
            {"2031-02-28": "ceasefire", "2031-03-01": "fighting", "2031-04-01": "ceasefire"},
        ),
    ],
    "of two one-sided ceasefires the later counts": [
        (
            [
                truce("2031-02-01", "NORTH", "one"),
                attack("2031-02-10"),
                truce("2031-02-20", "SOUTH", "other", expires="2031-02-25"),
            ],
            {"2031-02-19": "fighting", "2031-02-20": "ceasefire", "2031-02-26": "fighting"},
        ),
    ],
    "a ceasefire whose parties are not stated binds nobody": [
        ([war(), truce("2031-02-01", None)], {"2031-02-02": "fighting"}),
    ],
    "an alleged violation is no force and nothing on record; an admitted one is": [
        ([violation("2031-02-01")], {"2031-02-01": "unrecorded"}),
        ([violation("2031-02-01", claimed_by="NORTH")], {"2031-02-01": "unrecorded"}),
        (
            [violation("2031-02-01", claimed_by="SOUTH")],
            {"2031-02-01": "fighting", "2031-03-04": "dormant"},
        ),
        ([violation("2031-02-01", certainty="confirmed")], {"2031-03-03": "fighting"}),
    ],
    "silenced force still counts for the last day of force": [
        (
            [
                war("2031-01-01"),
                attack("2031-12-01"),
                truce("2031-12-10", expires="2032-02-01"),
            ],
            # 366 days after the war began, but not after the last attack.
            {"2032-02-02": "fighting", "2032-11-30": "fighting", "2032-12-01": "dormant"},
        ),
    ],
    "two who attack a third are no pair, two of whom none is said to attack are one": [
        ([attack("2031-02-01", TWO, "EAST")], {"2031-02-01": "unrecorded"}),
        ([attack("2031-02-01", TWO, None)], {"2031-02-01": "fighting"}),
        (
            [OffensiveLaunched(occurred="2031-02-01", offensive="o", by=TWO)],
            {"2031-02-01": "unrecorded"},
        ),
    ],
    "two of three signed alone: signed for the two of them": [
        (
            [
                treaty("2031-02-01", "initialled"),
                treaty("2031-02-02", "signed", by="NORTH"),
                treaty("2031-02-03", "signed", by="SOUTH"),
            ],
            {"2031-02-02": "concluding", "2031-02-03": "signed"},
        ),
        (
            [treaty("2031-02-02", "signed", by="NORTH"), treaty("2031-02-03", "signed", by="EAST")],
            {"2031-02-04": "dormant"},
        ),
    ],
    "what was denounced or suspended is signed no longer, whoever signed alone": [
        (
            [
                treaty("2031-02-01", "signed", by=TWO),
                treaty("2031-03-01", "denounced", effective_from="2031-04-01"),
            ],
            {"2031-03-31": "signed", "2031-04-01": "dormant"},
        ),
        (
            [
                treaty("2031-02-01", "signed"),
                treaty("2031-03-01", "suspended"),
                treaty("2031-04-01", "resumed"),
            ],
            {"2031-03-01": "dormant", "2031-04-01": "signed"},
        ),
    ],
    "a framework is full only as the aim, and then nothing else is": [
        ([treaty("2031-02-01", "signed", scope="framework")], {"2031-02-01": "dormant"}),
        (
            [opened("2031-01-01", aim="treaty"), treaty("2031-02-01", "signed", scope="framework")],
            {"2031-02-01": "signed"},
        ),
        (
            [opened("2031-01-01", aim="other"), treaty("2031-02-01", "signed")],
            {"2031-02-01": "dormant"},
        ),
        (
            [opened("2031-01-01", aim="treaty"), treaty("2031-02-01", "signed", scope="partial")],
            {"2031-02-01": "dormant"},
        ),
    ],
    "a meeting that a mediator calls off is refused by nobody, and old refusals stay": [
        (
            [
                proposed("2031-02-01"),
                refused("2031-02-05"),
                proposed("2031-02-10", planned_for="2031-03-01"),
                MeetingCancelled(occurred="2031-02-20", meeting="m", by="MED"),
            ],
            {"2031-02-05": "blocked", "2031-02-10": "talking", "2031-02-20": "blocked"},
        ),
    ],
    "a cancellation by an invitee is a refusal": [
        (
            [
                proposed("2031-02-01"),
                MeetingCancelled(occurred="2031-02-20", meeting="m", by="NORTH"),
            ],
            {"2031-02-20": "blocked"},
        ),
    ],
    "a yes after the refusal, by whichever of the two, is the last answer": [
        (
            [
                proposed("2031-02-01"),
                refused("2031-02-05"),
                MeetingAccepted(occurred="2031-02-06", meeting="m", by="NORTH"),
            ],
            {"2031-02-06": "dormant"},
        ),
    ],
    "a contact of more than 31 days never moves the phase": [
        (
            [proposed("2031-02-01"), refused("2031-02-05"), held("2031-03-01/2031-04-01")],
            {"2031-04-02": "blocked"},
        ),
        (
            [proposed("2031-02-01"), refused("2031-02-05"), held("2031-03-01/2031-03-31")],
            {"2031-04-02": "talking"},
        ),
    ],
    "a mediator or an observer at a meeting is no party to it": [
        ([held("2031-02-01", mediators="SOUTH")], {"2031-02-01": "unrecorded"}),
        (
            [held("2031-02-01", participants=("NORTH", Participant("SOUTH", "observer")))],
            {"2031-02-01": "unrecorded"},
        ),
    ],
    "of a meeting held, those who stayed away did not meet, and it stays on record": [
        (
            [proposed("2031-02-01"), held("2031-02-10", "m", None, absent="SOUTH")],
            {"2031-02-09": "talking", "2031-02-10": "dormant"},
        ),
    ],
    "talks that were ended and opened again are suspended no longer": [
        (
            [
                opened("2031-01-01"),
                NegotiationSuspended(occurred="2031-02-01", talks="lake", by="SOUTH"),
                TalksEnded(occurred="2031-03-01", talks="lake"),
                opened("2031-04-01"),
            ],
            {"2031-02-01": "suspended", "2031-03-01": "dormant", "2031-04-01": "dormant"},
        ),
    ],
}

CASES = [
    pytest.param(events, day, phase, id=f"{name}, on {day}")
    for name, stories in DECISIONS.items()
    for events, days in stories
    for day, phase in days.items()
]


@pytest.mark.parametrize(("events", "day", "phase"), CASES)
def test_the_model_decides(events, day, phase):
    assert phase_of(in_order(events), *TWO, When(day).last_day) == phase


@pytest.mark.parametrize(("events", "day", "phase"), CASES)
def test_the_library_decides(events, day, phase):
    assert pt.History(events).state(on=day).phase_between(*TWO).name == phase
