# pyright: strict
"""What a type checker has to accept, and the types that it has to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Literal, TypeAlias, assert_never, assert_type, final

import attrs

import peacetalks as pt
from peacetalks import codec, testing
from peacetalks.log import Receipt, Records
from peacetalks.state.mediation import StandingLevel
from peacetalks.state.meetings import Meeting, Refusal
from peacetalks.testing import laws
from peacetalks.values import Level


def family(event: pt.CoreEvent) -> str:  # noqa: C901 # one case for each family
    match event:
        case (
            pt.MeetingProposed()
            | pt.MeetingAccepted()
            | pt.MeetingRefused()
            | pt.MeetingPostponed()
            | pt.MeetingCancelled()
            | pt.MeetingHeld()
            | pt.MeetingsHeld()
            | pt.ContactHeld()
            | pt.ReadoutIssued()
        ):
            return "meetings"
        case (
            pt.TalksOpened()
            | pt.TalksEnded()
            | pt.DelegationNamed()
            | pt.NegotiationSuspended()
            | pt.NegotiationResumed()
            | pt.DisputeStated()
            | pt.AssessmentMade()
        ):
            return "talks"
        case (
            pt.MediationOffered()
            | pt.MediationAccepted()
            | pt.MediationRejected()
            | pt.MediatorBiasClaimed()
            | pt.MediatorStandingWarned()
            | pt.GuaranteeGiven()
            | pt.MediatorStandingRestored()
            | pt.MediationEnded()
        ):
            return "mediation"
        case (
            pt.ProposalTabled()
            | pt.ProposalAnswered()
            | pt.PreconditionStated()
            | pt.PreconditionResolved()
            | pt.AgreementStageReached()
            | pt.VoteHeld()
            | pt.RatificationStep()
            | pt.ImplementationReported()
            | pt.MonitoringSet()
            | pt.MonitoringReported()
            | pt.AgreementViolationAlleged()
        ):
            return "texts"
        case (
            pt.StatementMade()
            | pt.AllegationMade()
            | pt.ExpectationStated()
            | pt.DemandMade()
            | pt.CommitmentMade()
            | pt.CommitmentStatusChanged()
            | pt.DeadlineSet()
            | pt.DeadlineExtended()
        ):
            return "words"
        case (
            pt.HostilitiesStarted()
            | pt.HostilitiesEnded()
            | pt.OffensiveLaunched()
            | pt.OffensiveEnded()
            | pt.AttackReported()
            | pt.MobilisationReported()
            | pt.IncidentReported()
            | pt.CasualtiesReported()
        ):
            return "force"
        case (
            pt.CeasefireDeclared()
            | pt.CeasefireExtended()
            | pt.CeasefireViolationAlleged()
            | pt.CeasefireEnded()
            | pt.BlockadeImposed()
            | pt.BlockadeEased()
            | pt.PeacekeepersDeployed()
            | pt.PeacekeepersWithdrawn()
            | pt.PrisonersReleased()
            | pt.DisarmamentReported()
        ):
            return "security"
        case (
            pt.TerritorialControlChanged()
            | pt.DisplacementReported()
            | pt.ReturnReported()
            | pt.PopulationReported()
            | pt.HumanitarianAccessChanged()
        ):
            return "ground"
        case (
            pt.LegalActIssued()
            | pt.LegalActAnnulled()
            | pt.RulingIssued()
            | pt.RelationsMeasureTaken()
        ):
            return "law"
        case (
            pt.EventCorrected()
            | pt.EventRetracted()
            | pt.EventConfirmed()
            | pt.EventDisputed()
            | pt.EventsMerged()
            | pt.ActorAliased()
            | pt.ActorSplit()
            | pt.ActorMerged()
            | pt.ActorNamed()
            | pt.CoverageStated()
            | pt.Checkpoint()
            | pt.Annotation()
        ):
            return "bookkeeping"
        case pt.UnknownEvent():
            return "unknown"
        case _:
            assert_never(event)


def forms_that_people_write() -> None:
    refused = pt.MeetingRefused(
        occurred="2023-11-16",
        meeting="washington-2023-11",
        by="AZE",
        reasons="mediator_bias",
        sources=pt.Source("press", published="2023-11-16"),
    )
    assert_type(refused.by, tuple[str, ...] | None)
    assert_type(refused.occurred, pt.When)
    assert_type(refused.reasons, tuple[pt.Reason, ...] | None)
    assert_type(refused.sources, tuple[pt.Source, ...])
    assert_type(refused.id, str)
    assert_type(pt.Count.about(5).best, int | None)


def states(events: Iterable[pt.Event]) -> None:
    history = pt.History(events)
    state = history.state(on="2023-11-17", known="2023-11-17", told_by="ARM")
    assert_type(state, pt.NegotiationState)
    assert_type(state.refusals(by="AZE", category="mediator_bias"), tuple[Refusal, ...])
    assert_type(state.meeting("washington-2023-11"), Meeting)
    assert_type(state.standing("EU", "AZE").level, StandingLevel)
    assert_type(state.days_since_contact("ARM", "AZE"), tuple[int, int | None] | None)
    assert_type(history.events, tuple[pt.Event, ...])
    assert_type(pt.evolve(state, history.events[0]), pt.NegotiationState)
    assert_type(pt.fold(events), pt.NegotiationState)


def refusals(number: int, event: pt.MeetingRefused) -> int:
    return number + len(event.by or ())


def a_projection(events: Iterable[pt.Event]) -> int:
    counted: int = pt.fold(events, {pt.MeetingRefused: refusals}, initial=0)
    return counted


def narrowed(event: pt.Event) -> tuple[str, ...]:
    if isinstance(event, pt.MeetingRefused):
        return event.by or ()
    return ()


def files_and_logs(log: pt.Log) -> None:
    reading = codec.loads("", errors="collect")
    assert_type(reading, codec.Reading)
    assert_type(reading[0], pt.Event)
    receipt = log.append("talks", reading, expected=pt.NO_STREAM)
    assert_type(receipt, Receipt)
    assert_type(receipt.position, int)
    assert_type(log.history("talks"), pt.History)
    for record in log.follow():
        assert_type(record, pt.Record)


def facts_of_one_kind(history: pt.History, log: pt.Log) -> None:
    assert_type(history.timeline(kind=pt.MeetingHeld), tuple[pt.MeetingHeld, ...])
    assert_type(history.timeline(kind=pt.MeetingHeld, actor="AZE"), tuple[pt.MeetingHeld, ...])
    assert_type(history.timeline(kind="meeting-held"), tuple[pt.Event, ...])
    assert_type(history.timeline(since="2023", until="2024"), tuple[pt.Event, ...])
    assert_type(history.timeline(kind=BorderReopened)[0].crossing, str)
    assert_type(log.read("talks", kinds=[pt.MeetingHeld]), Records[pt.MeetingHeld])
    assert_type(log.read("talks", kinds=pt.MeetingHeld, after=3), Records[pt.MeetingHeld])
    for record in log.read("talks", kinds=[pt.MeetingRefused]):
        assert_type(record, pt.Record[pt.MeetingRefused])
        assert_type(record.event.by, tuple[str, ...] | None)
    assert_type(log.read("talks", kinds=["meeting-held"], strict=True), Records[pt.Event])
    assert_type(log.read("talks"), Records)


def a_record_of_one_kind_is_a_record(record: pt.Record[pt.MeetingHeld]) -> pt.Record:
    return record


def maps() -> None:
    numbers = pt.FrozenMap({"ARM": 1})
    assert_type(numbers["ARM"], int)
    assert_type(numbers.with_item("AZE", 2), pt.FrozenMap[str, int])


def level_of_a_meeting(level: Level) -> Literal["top", "other"]:
    return "top" if level == "leaders" else "other"


@final
@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class BorderReopened(pt.Event):
    """A kind of one's own."""

    kind: ClassVar[str] = "border-reopened"

    crossing: str


def a_kind_of_ones_own() -> None:
    event = BorderReopened(occurred="2025-02", crossing="Margara")
    assert_type(event.crossing, str)
    assert_type(pt.CORE.with_kinds(BorderReopened), pt.Vocabulary)


State: TypeAlias = dict[str, int]


def proposed(state: State, event: pt.MeetingProposed) -> State:
    return {**state, event.meeting: 1}


def refused(state: State, event: pt.MeetingRefused) -> State:
    return {**state, event.meeting: 0}


# Any: each handler takes the kind that it stands under.
OPEN: dict[type[pt.Event], Callable[[State, Any], State]] = {
    pt.MeetingProposed: proposed,
    pt.MeetingRefused: refused,
}


def the_testing_kit() -> None:
    laws.check_fold({pt.MeetingProposed: proposed}, initial=dict)
    laws.check_fold({pt.MeetingProposed: proposed}, initial={})
    laws.check_fold(OPEN, initial=dict)
    laws.check_fold(pt.fold)
    testing.given().folding(OPEN, initial=dict)


class Played(testing.NegotiationMachine):
    handlers = OPEN
    initial = dict
