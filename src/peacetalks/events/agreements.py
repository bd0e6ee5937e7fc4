"""Agreements: proposals, preconditions, stages, votes, ratification, monitoring.

Initialled is not signed. A vote or a ratification that fails does not undo signatures. The table
in ``reducer/agreements.py`` says how an agreement moves from stage to stage.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_texts, as_when
from peacetalks.primitives.identifiers import Slug, Texts
from peacetalks.primitives.when import When
from peacetalks.values.count import Count, as_count
from peacetalks.values.facts import Reason, as_reasons

__all__ = [
    "AgreementScope",
    "AgreementStageReached",
    "AgreementViolationAlleged",
    "ImplementationReported",
    "ImplementationStatus",
    "MonitoringReported",
    "MonitoringSet",
    "PreconditionResolved",
    "PreconditionStated",
    "ProposalAnswered",
    "ProposalTabled",
    "RatificationResult",
    "RatificationStep",
    "Resolution",
    "Response",
    "Stage",
    "VoteHeld",
    "VoteResult",
]

Response: TypeAlias = Literal[
    "accepted", "partly_accepted", "countered", "rejected", "vetoed", "deferred"
]
"""How a proposal was answered."""
Resolution: TypeAlias = Literal["fulfilled", "waived", "withdrawn", "refused", "lapsed"]
"""How a precondition ended."""
Stage: TypeAlias = Literal[
    "draft",
    "partly_agreed",
    "text_concluded",
    "initialled",
    "signed",
    "ratified",
    "in_force",
    "suspended",
    "resumed",
    "denounced",
    "expired",
    "rejected",
    "superseded",
    "unspecified",
]
"""How far an agreement, or a version of it, has come."""
AgreementScope: TypeAlias = Literal[
    "statement",
    "ceasefire",
    "process",
    "procedural",
    "renewal",
    "implementation",
    "partial",
    "framework",
    "comprehensive",
]
"""What an agreement settles, from the least to the most."""
VoteResult: TypeAlias = Literal["adopted", "rejected", "no_result"]
"""What a vote decided."""
RatificationResult: TypeAlias = Literal["approved", "rejected", "deferred"]
"""What a body did with an agreement that it must approve."""
ImplementationStatus: TypeAlias = Literal[
    "not_started", "begun", "partly", "completed", "stalled", "reversed"
]
"""How far a provision is carried out."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ProposalTabled(Event):
    """A party or mediator proposed a text or a plan.

    Attributes:
        proposal: the proposal.
        by: who tabled it.
        to: to whom.
        title: what it is called.
        version: which version.
        agreement: the agreement of which it is a draft.

    >>> ProposalTabled(occurred="2023-09-11", proposal="treaty-text-5", by="AZE", to="ARM").to
    ('ARM',)
    """

    family: ClassVar[str] = "agreements"

    proposal: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    to: Codes | None = field(default=None, converter=as_codes)
    title: str | None = None
    version: str | None = None
    agreement: Slug | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ProposalAnswered(Event):
    """Somebody answered a proposal.

    Corresponds to CAMEO 12 (reject, veto) except 125, 126 and 128. PLOVER REJECT covers more
    refusals.

    Attributes:
        proposal: the proposal.
        by: who answered.
        response: the answer.
        reasons: why.

    >>> ProposalAnswered(occurred="2023-11-21", proposal="treaty-text-5", by="ARM", response="countered").response
    'countered'
    """

    family: ClassVar[str] = "agreements"

    proposal: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    response: Response | None = None
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class PreconditionStated(Event):
    """A party said what must happen before something else can.

    Attributes:
        precondition: the precondition.
        by: who stated it.
        to: who must meet it.
        needed_for: the agreement, meeting or talks that it holds up.
        content: what must happen.

    >>> PreconditionStated(occurred="2025-03-13", precondition="constitution", by="AZE", to="ARM").to
    ('ARM',)
    """

    family: ClassVar[str] = "agreements"

    precondition: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    to: Codes | None = field(default=None, converter=as_codes)
    needed_for: Slug | None = None
    content: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class PreconditionResolved(Event):
    """A precondition was met, waived, refused or lapsed.

    Attributes:
        precondition: the precondition.
        how: how it ended.

    >>> PreconditionResolved(occurred="2025-09-01", precondition="minsk-group", how="fulfilled").how
    'fulfilled'
    """

    family: ClassVar[str] = "agreements"

    precondition: Slug
    how: Resolution


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class AgreementStageReached(Event):
    """An agreement, or a version of it, reached a stage.

    Corresponds to UCDP's Peace Agreement Dataset (signed), PA-X (whose stages Pre to Imp are scopes
    here), CAMEO 057 (sign), PLOVER SUPPORT, MEND (agmt) and ACLED (Agreement).

    Attributes:
        agreement: the agreement.
        stage: the stage.
        title: what it is called.
        by: who signs, suspends or denounces it; None: all its parties.
        part_of: the agreement of which it is a part.
        version: which version.
        supersedes: the agreement it replaces.
        scope: what it settles.
        parties: the parties to it.
        witnesses: who witnessed it.
        approved_by: which parties have approved it.
        provisions: what it provides, one text per provision.
        effective_from: when the stage takes effect, if later.

    >>> AgreementStageReached(occurred="2025-08-08", agreement="peace-treaty", stage="initialled").stage
    'initialled'
    """

    family: ClassVar[str] = "agreements"

    agreement: Slug
    stage: Stage
    title: str | None = None
    by: Codes | None = field(default=None, converter=as_codes)
    part_of: Slug | None = None
    version: str | None = None
    supersedes: Slug | None = None
    scope: AgreementScope | None = None
    parties: Codes | None = field(default=None, converter=as_codes)
    witnesses: Codes | None = field(default=None, converter=as_codes)
    approved_by: Codes | None = field(default=None, converter=as_codes)
    provisions: Texts | None = field(default=None, converter=as_texts)
    effective_from: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class VoteHeld(Event):
    """A vote was held: a referendum, a parliament, an assembly.

    Attributes:
        vote: the vote.
        subject: the agreement or proposal voted on.
        version: which version.
        for_: votes in favour.
        against: votes against.
        turnout: the share of eligible voters who voted, 0 to 1.
        result: what it decided.
        binding: whether it is binding; None: not stated.

    >>> VoteHeld(occurred="2016-10-02", vote="plebiscite", subject="havana-agreement", result="rejected", binding=False).result
    'rejected'
    """

    family: ClassVar[str] = "agreements"
    last_word: ClassVar[tuple[str, ...]] = ("vote", "claimed_by")
    brief_line: ClassVar[str] = "vote held[, {claimed_by}][: {subject|result}]"

    vote: Slug
    subject: Slug | None = None
    version: str | None = None
    for_: int | None = None
    against: int | None = None
    turnout: float | None = None
    result: VoteResult | None = None
    binding: bool | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class RatificationStep(Event):
    """A body that must approve an agreement approved, rejected or deferred it.

    Attributes:
        agreement: the agreement.
        version: which version.
        body: which body.
        by: the party it acts for.
        result: what it did.
        outstanding: the bodies whose approval is still needed; empty: none, it is ratified.

    >>> RatificationStep(occurred="2016-11-30", agreement="havana-agreement", body="congress", result="approved", outstanding=()).outstanding
    ()
    """

    family: ClassVar[str] = "agreements"

    agreement: Slug
    version: str | None = None
    body: str | None = None
    by: Code | None = None
    result: RatificationResult | None = None
    outstanding: Texts | None = field(default=None, converter=as_texts)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ImplementationReported(Event):
    """Somebody reported how far a provision is carried out.

    Attributes:
        agreement: the agreement.
        provision: which provision; None: the whole agreement.
        status: how far it is carried out.
        by: who reports.

    >>> ImplementationReported(occurred="2020-11-25", agreement="statement-2020-11", provision="Kalbajar", status="completed").status
    'completed'
    """

    family: ClassVar[str] = "agreements"
    last_word: ClassVar[tuple[str, ...]] = ("agreement", "provision", "by", "claimed_by")
    brief_line: ClassVar[str] = "implementation reported, {by|claimed_by}[: {provision|status}]"

    agreement: Slug
    provision: str | None = None
    status: ImplementationStatus | None = None
    by: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MonitoringSet(Event):
    """A monitor was given a mandate.

    Attributes:
        agreement: the agreement or ceasefire monitored.
        monitor: who monitors.
        mandate: what it is to do.
        until: when the mandate ends.

    >>> MonitoringSet(occurred="2022-10-06", monitor="EU", mandate="border mission", until="2022-12").monitor
    'EU'
    """

    family: ClassVar[str] = "agreements"
    last_word: ClassVar[tuple[str, ...]] = ("monitor", "agreement")
    brief_line: ClassVar[str] = "monitoring set, {monitor}[: {mandate}]"

    agreement: Slug | None = None
    monitor: Code
    mandate: str | None = None
    until: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MonitoringReported(Event):
    """A monitor reported.

    Attributes:
        monitor: who reports.
        subject: the agreement or ceasefire.
        finding: what it found.
        count: how many violations, or other units if its ``unit`` says so.

    >>> MonitoringReported(occurred="2023-03-01", monitor="EU", finding="calm").finding
    'calm'
    """

    family: ClassVar[str] = "agreements"
    brief_line: ClassVar[str] = "monitoring reported, {monitor}[: {subject|finding|count}]"

    monitor: Code
    subject: Slug | None = None
    finding: str | None = None
    count: Count | None = field(default=None, converter=as_count)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class AgreementViolationAlleged(Event):
    """A party said that another broke an agreement. It never changes the agreement's stage.

    Attributes:
        agreement: the agreement.
        by: who alleges it.
        against: who is said to have broken it.
        provision: which provision.

    >>> AgreementViolationAlleged(occurred="2020-12-12", agreement="statement-2020-11", by="ARM", against="AZE").against
    ('AZE',)
    """

    family: ClassVar[str] = "agreements"

    agreement: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)
    provision: str | None = None
