"""Every kind of fact, one module per family.

``CoreEvent`` is the one list of the kinds: ``KINDS``, and with it the vocabulary ``CORE``, are
read off it, and a kind's rank in the one order of events is its place in it.
"""

from __future__ import annotations

from typing import Final, TypeAlias, cast, get_args

from peacetalks.events.base import Certainty, Event
from peacetalks.events.bookkeeping import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSort,
    ActorSplit,
    Annotation,
    Checkpoint,
    CorrectionOrigin,
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.events.force import (
    AttackReported,
    CasualtiesReported,
    HostilitiesEnded,
    HostilitiesStarted,
    IncidentReported,
    Measure,
    MobilisationReported,
    OffensiveEnded,
    OffensiveLaunched,
)
from peacetalks.events.ground import (
    ControlMode,
    Direction,
    DisplacementMeasure,
    DisplacementReported,
    HumanitarianAccessChanged,
    PopulationReported,
    ReturnReported,
    TerritorialControlChanged,
)
from peacetalks.events.identity import content_id
from peacetalks.events.law import (
    LegalActAnnulled,
    LegalActIssued,
    MeasureStatus,
    MeasureTaken,
    RelationsMeasureTaken,
    RulingIssued,
)
from peacetalks.events.mediation import (
    GuaranteeGiven,
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
    MediationScope,
    MediatorBiasClaimed,
    MediatorStandingRestored,
    MediatorStandingWarned,
)
from peacetalks.events.meetings import (
    Channel,
    ContactHeld,
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
    MeetingsHeld,
    ReadoutIssued,
)
from peacetalks.events.security import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
    DisarmamentReported,
    DisarmamentStage,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
    PrisonersReleased,
)
from peacetalks.events.talks import (
    AssessmentMade,
    DelegationNamed,
    DisputeStated,
    Judgement,
    Mode,
    NegotiationResumed,
    NegotiationSuspended,
    SuspensionScope,
    TalksEnded,
    TalksOpened,
)
from peacetalks.events.texts import (
    AgreementScope,
    AgreementStageReached,
    AgreementViolationAlleged,
    ImplementationReported,
    ImplementationStatus,
    MonitoringReported,
    MonitoringSet,
    PreconditionResolved,
    PreconditionStated,
    ProposalAnswered,
    ProposalTabled,
    RatificationResult,
    RatificationStep,
    Resolution,
    Response,
    Stage,
    VoteHeld,
    VoteResult,
)
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.events.words import (
    AllegationMade,
    CommitmentMade,
    CommitmentStatus,
    CommitmentStatusChanged,
    DeadlineExtended,
    DeadlineSet,
    DemandForce,
    DemandMade,
    ExpectationStated,
    Modality,
    Stance,
    StatementMade,
)

__all__ = [
    "CORE",
    "KINDS",
    "ActorAliased",
    "ActorMerged",
    "ActorNamed",
    "ActorSort",
    "ActorSplit",
    "AgreementScope",
    "AgreementStageReached",
    "AgreementViolationAlleged",
    "AllegationMade",
    "Annotation",
    "AssessmentMade",
    "AttackReported",
    "BlockadeEased",
    "BlockadeImposed",
    "CasualtiesReported",
    "CeasefireDeclared",
    "CeasefireEnded",
    "CeasefireExtended",
    "CeasefireViolationAlleged",
    "Certainty",
    "Channel",
    "Checkpoint",
    "CommitmentMade",
    "CommitmentStatus",
    "CommitmentStatusChanged",
    "ContactHeld",
    "ControlMode",
    "CoreEvent",
    "CorrectionOrigin",
    "DeadlineExtended",
    "DeadlineSet",
    "DelegationNamed",
    "DemandForce",
    "DemandMade",
    "Direction",
    "DisarmamentReported",
    "DisarmamentStage",
    "DisplacementMeasure",
    "DisplacementReported",
    "DisputeStated",
    "Event",
    "EventConfirmed",
    "EventCorrected",
    "EventDisputed",
    "EventRetracted",
    "EventsMerged",
    "ExpectationStated",
    "GuaranteeGiven",
    "HostilitiesEnded",
    "HostilitiesStarted",
    "HumanitarianAccessChanged",
    "ImplementationReported",
    "ImplementationStatus",
    "IncidentReported",
    "Judgement",
    "LegalActAnnulled",
    "LegalActIssued",
    "Measure",
    "MeasureStatus",
    "MeasureTaken",
    "MediationAccepted",
    "MediationEnded",
    "MediationOffered",
    "MediationRejected",
    "MediationScope",
    "MediatorBiasClaimed",
    "MediatorStandingRestored",
    "MediatorStandingWarned",
    "MeetingAccepted",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingPostponed",
    "MeetingProposed",
    "MeetingRefused",
    "MeetingsHeld",
    "MobilisationReported",
    "Modality",
    "Mode",
    "MonitoringReported",
    "MonitoringSet",
    "NegotiationResumed",
    "NegotiationSuspended",
    "OffensiveEnded",
    "OffensiveLaunched",
    "PeacekeepersDeployed",
    "PeacekeepersWithdrawn",
    "PopulationReported",
    "PreconditionResolved",
    "PreconditionStated",
    "PrisonersReleased",
    "ProposalAnswered",
    "ProposalTabled",
    "RatificationResult",
    "RatificationStep",
    "ReadoutIssued",
    "RelationsMeasureTaken",
    "Resolution",
    "Response",
    "ReturnReported",
    "RulingIssued",
    "Stage",
    "Stance",
    "StatementMade",
    "SuspensionScope",
    "TalksEnded",
    "TalksOpened",
    "TerritorialControlChanged",
    "UnknownEvent",
    "Vocabulary",
    "VoteHeld",
    "VoteResult",
    "content_id",
]

CoreEvent: TypeAlias = (
    MeetingProposed
    | MeetingAccepted
    | MeetingRefused
    | MeetingPostponed
    | MeetingCancelled
    | MeetingHeld
    | MeetingsHeld
    | ContactHeld
    | ReadoutIssued
    | TalksOpened
    | TalksEnded
    | DelegationNamed
    | NegotiationSuspended
    | NegotiationResumed
    | DisputeStated
    | AssessmentMade
    | MediationOffered
    | MediationAccepted
    | MediationRejected
    | MediatorBiasClaimed
    | MediatorStandingWarned
    | GuaranteeGiven
    | MediatorStandingRestored
    | MediationEnded
    | ProposalTabled
    | ProposalAnswered
    | PreconditionStated
    | PreconditionResolved
    | AgreementStageReached
    | VoteHeld
    | RatificationStep
    | ImplementationReported
    | MonitoringSet
    | MonitoringReported
    | AgreementViolationAlleged
    | StatementMade
    | AllegationMade
    | ExpectationStated
    | DemandMade
    | CommitmentMade
    | CommitmentStatusChanged
    | DeadlineSet
    | DeadlineExtended
    | HostilitiesStarted
    | HostilitiesEnded
    | OffensiveLaunched
    | OffensiveEnded
    | AttackReported
    | MobilisationReported
    | IncidentReported
    | CasualtiesReported
    | CeasefireDeclared
    | CeasefireExtended
    | CeasefireViolationAlleged
    | CeasefireEnded
    | BlockadeImposed
    | BlockadeEased
    | PeacekeepersDeployed
    | PeacekeepersWithdrawn
    | PrisonersReleased
    | DisarmamentReported
    | TerritorialControlChanged
    | DisplacementReported
    | ReturnReported
    | PopulationReported
    | HumanitarianAccessChanged
    | LegalActIssued
    | LegalActAnnulled
    | RulingIssued
    | RelationsMeasureTaken
    | EventCorrected
    | EventRetracted
    | EventConfirmed
    | EventDisputed
    | EventsMerged
    | ActorAliased
    | ActorSplit
    | ActorMerged
    | Checkpoint
    | Annotation
    | ActorNamed
    | UnknownEvent
)
"""The union of the kinds, for an exhaustive ``match``."""

KINDS: Final = cast("tuple[type[Event], ...]", get_args(CoreEvent)[:-1])
"""The kinds, in the order of the union, which is their rank; ``UnknownEvent`` is none."""

CORE: Final = Vocabulary(KINDS)
"""The vocabulary that peacetalks comes with."""
