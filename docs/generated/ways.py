"""Where events lead: every short story of some events is folded, and each change of status is kept.

What an event does can hang on more than the status before it: a refused meeting that both accept is
agreed if somebody had proposed it. So a status is left by every way that leads to it, not by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

import peacetalks as pt
from peacetalks.events import Event
from peacetalks.state.agreements import LADDER

Way: TypeAlias = tuple[str, ...]
"""The names of the events of a story."""
Edges: TypeAlias = dict[tuple[str, str], dict[str, Way]]
"""From one status to another: what leads there, each with the shortest story before it."""
Made: TypeAlias = Callable[[pt.NegotiationState, str], tuple[Event, ...]]
"""What happens in a state on a day; empty where it cannot."""

LONGEST = 4
"""Events in a story; of agreements, whose events are many, one less. More lead nowhere else."""
NOTHING = "nothing on record"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BOTH = ("ARM", "AZE")


def found(
    events: Mapping[str, Made], status: Callable[[pt.NegotiationState], str], longest: int
) -> Edges:
    """Return the changes of status in all stories of that many events."""
    edges: Edges = {}
    ahead: list[tuple[Way, pt.NegotiationState]] = [((), pt.NegotiationState())]
    seen: set[str] = set()
    for way, state in ahead:
        before = status(state)
        for name, made in events.items():
            later = pt.fold(made(state, f"2023-01-{len(way) + 1:02}"), initial=state)
            after = status(later)
            if after != before:
                edges.setdefault((before, after), {}).setdefault(name, way)
            said = _said(later)
            if len(way) + 1 < longest and said not in seen:
                seen.add(said)
                ahead.append(((*way, name), later))
    return edges


def _said(state: pt.NegotiationState) -> str:
    """Return what a state says but for days and past turns, on which no status hangs."""
    told = [
        (table, key, [getattr(part, name) for name in _lasting(type(part))])
        for table, key, part in state.parts
    ]
    return DAY.sub("", repr(told))


def _lasting(part: type) -> list[str]:
    return [
        field.name for field in attrs.fields(part) if field.eq and field.name not in part.growing
    ]


def _event(kind: type[Event], **fields: object) -> Made:
    return lambda _, day: (kind(occurred=day, **fields),)  # type: ignore[call-arg] # of each kind


def meetings(more: int = 0) -> Edges:
    """Return the edges between the statuses of a meeting."""

    def event(kind: type[Event], **fields: object) -> Made:
        return _event(kind, meeting="m", **fields)

    road = pt.Condition("the road is open")
    events = {
        "proposed": event(pt.MeetingProposed, invitees=BOTH),
        "proposed for a day": event(pt.MeetingProposed, invitees=BOTH, planned_for="2023-06-01"),
        "accepted by both": event(pt.MeetingAccepted, by=BOTH),
        "accepted by one": event(pt.MeetingAccepted, by="ARM"),
        "accepted on conditions": event(pt.MeetingAccepted, by="AZE", conditions=road),
        "refused": event(pt.MeetingRefused, by="AZE"),
        "postponed": event(pt.MeetingPostponed),
        "put off to a new day": event(pt.MeetingPostponed, planned_for="2023-07-01"),
        "cancelled": event(pt.MeetingCancelled),
        "cancelled by one invited": event(pt.MeetingCancelled, by="AZE"),
        "held": event(pt.MeetingHeld),
    }
    return found(events, _status_of_meeting, LONGEST + more)


def _status_of_meeting(state: pt.NegotiationState) -> str:
    meeting = state.parts.meetings.get("m")
    return meeting.status if meeting else NOTHING


def standings(more: int = 0) -> Edges:
    """Return the edges between the levels of a mediator's standing with a party."""

    def about(kind: type[Event]) -> Made:
        return _event(kind, mediator="USA", by="AZE")

    def met(role: pt.ParticipantRole) -> Made:
        return _event(
            pt.MeetingHeld, meeting="m", participants=(*BOTH, pt.Participant("USA", role))
        )

    events = {
        "bias claimed": about(pt.MediatorBiasClaimed),
        "warned": about(pt.MediatorStandingWarned),
        "rejected": about(pt.MediationRejected),
        "accepted": about(pt.MediationAccepted),
        "restored": about(pt.MediatorStandingRestored),
        "accepted on conditions": _accepted_on_conditions,
        "condition met": _resolved("fulfilled"),
        "condition refused": _resolved("refused"),
        "condition lapsed": _resolved("lapsed"),
        "presided": met("mediator"),
        "co-presided": met("co_mediator"),
        "witnessed": _event(
            pt.AgreementStageReached,
            agreement="a",
            stage="signed",
            parties=BOTH,
            witnesses="USA",
        ),
    }
    return found(events, lambda state: state.standing("USA", "AZE").level, LONGEST + more)


def _accepted_on_conditions(_: pt.NegotiationState, day: str) -> tuple[Event, ...]:
    return (
        pt.PreconditionStated(occurred=day, precondition="visits", by="AZE"),
        pt.MediationAccepted(
            occurred=day,
            mediator="USA",
            by="AZE",
            conditions=pt.Condition("visits again", satisfied_by="visits"),
        ),
    )


def _resolved(how: str) -> Made:
    resolved = _event(pt.PreconditionResolved, precondition="visits", how=how)
    return lambda state, day: resolved(state, day) if state.open_preconditions() else ()


def agreements(more: int = 0) -> Edges:
    """Return the edges between the stages of an agreement."""
    ends = ("rejected", "denounced", "expired", "superseded", "unspecified")
    whole = _event(pt.AgreementStageReached, agreement="b", stage="signed", part_of="a")
    events = {stage: _reached(stage) for stage in (*LADDER, *ends)} | {
        "suspended": _only(LADDER, _reached("suspended")),
        "resumed": _only(("suspended",), _reached("resumed")),
        "a part of it signed": whole,
        "approved by every body": _approved,
        "voted down": _voted_down,
    }
    events |= {f"another version: {stage}": _reached(stage, another=True) for stage in LADDER}
    return found(events, _stage_of_agreement, LONGEST - 1 + more)


def _reached(stage: str, *, another: bool = False) -> Made:
    def made(state: pt.NegotiationState, day: str) -> tuple[Event, ...]:
        version = _version(state)
        if another and version is None:
            return ()
        number = int(version or 1) + another
        return _event(pt.AgreementStageReached, agreement="a", stage=stage, version=str(number))(
            state, day
        )

    return made


def _approved(state: pt.NegotiationState, day: str) -> tuple[Event, ...]:
    return (
        pt.RatificationStep(
            occurred=day,
            agreement="a",
            result="approved",
            outstanding=(),
            version=_version(state),
        ),
    )


def _voted_down(state: pt.NegotiationState, day: str) -> tuple[Event, ...]:
    return (
        pt.VoteHeld(
            occurred=day,
            vote="v",
            subject="a",
            result="rejected",
            binding=True,
            version=_version(state),
        ),
    )


def _version(state: pt.NegotiationState) -> str | None:
    agreement = state.parts.agreements.get("a")
    return agreement.version if agreement else None


def _only(stages: tuple[str, ...], made: Made) -> Made:
    """Let something happen at some stages only: what was not agreed is not suspended."""
    return lambda state, day: made(state, day) if _stage_of_agreement(state) in stages else ()


def _stage_of_agreement(state: pt.NegotiationState) -> str:
    return state.stage("a") or NOTHING if "a" in state.parts.agreements else NOTHING
