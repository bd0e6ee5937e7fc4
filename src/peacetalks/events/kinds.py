"""The kinds of peacetalks, and their union. Written by ``nox -s generate``: do not edit.

The kinds come from the modules of the families, in the order of the families and of the classes in
each file. The position of a kind is its rank in the one order of events.
"""

from __future__ import annotations

from typing import Final, TypeAlias, cast, get_args

from peacetalks.events.agreements import *
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import *
from peacetalks.events.force import *
from peacetalks.events.law import *
from peacetalks.events.mediation import *
from peacetalks.events.meetings import *
from peacetalks.events.security import *
from peacetalks.events.statements import *
from peacetalks.events.talks import *
from peacetalks.events.territory import *
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary

__all__ = [
    "CORE",
    "ActorAliased",
    "ActorMerged",
    "ActorNamed",
    "ActorSplit",
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
    "Checkpoint",
    "CommitmentMade",
    "CommitmentStatusChanged",
    "ContactHeld",
    "CoreEvent",
    "CoverageStated",
    "DeadlineExtended",
    "DeadlineSet",
    "DelegationNamed",
    "DemandMade",
    "DisarmamentReported",
    "DisplacementReported",
    "DisputeStated",
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
    "IncidentReported",
    "LegalActAnnulled",
    "LegalActIssued",
    "MediationAccepted",
    "MediationEnded",
    "MediationOffered",
    "MediationRejected",
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
    "RatificationStep",
    "ReadoutIssued",
    "RelationsMeasureTaken",
    "ReturnReported",
    "RulingIssued",
    "StatementMade",
    "TalksEnded",
    "TalksOpened",
    "TerritorialControlChanged",
    "UnknownEvent",
    "VoteHeld",
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
    | CoverageStated
    | UnknownEvent
)
"""The union of the kinds, for an exhaustive ``match``."""

KINDS: Final = cast("tuple[type[Event], ...]", get_args(CoreEvent)[:-1])
"""The kinds, in the order of the union, which is their rank; without ``UnknownEvent``."""

CORE: Final = Vocabulary(KINDS)
"""The vocabulary that peacetalks comes with."""
