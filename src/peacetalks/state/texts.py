"""Talks, proposals, preconditions and agreements, as the state knows them."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

from attrs import define

from peacetalks.construction import Code, Codes, Texts
from peacetalks.events import AgreementScope, Mode, RatificationResult, Resolution, Response, Stage
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.part import Part, sealed
from peacetalks.values import Participant
from peacetalks.when import When

__all__ = [
    "LADDER",
    "Agreement",
    "AgreementDraft",
    "Precondition",
    "PreconditionDraft",
    "Proposal",
    "ProposalDraft",
    "Talks",
    "TalksDraft",
    "TalksStatus",
]

TalksStatus: TypeAlias = Literal["mentioned", "open", "suspended", "ended"]
"""Where talks stand."""

LADDER: tuple[Stage, ...] = (
    "draft",
    "partly_agreed",
    "text_concluded",
    "initialled",
    "signed",
    "ratified",
    "in_force",
)
"""The stages of an agreement, in order; each is reached only by an event of its own."""


@define(weakref_slot=False)
class TalksDraft(Part):
    """What the reducer writes of talks."""

    talks: str
    parties: Codes | None = None
    mediators: tuple[Participant, ...] | None = None
    format: str | None = None
    mode: Mode | None = None
    agenda: Texts | None = None
    aim: str | None = None
    parent: str | None = None
    round: int | None = None
    opened: When | None = None
    suspended: When | None = None
    suspended_by: Codes = ()
    suspended_for_all: bool = False
    resume_if: Texts | None = None
    ended: When | None = None
    outcome: str | None = None
    delegations: FrozenMap[Code, Texts] = FrozenMap()

    @property
    def status(self) -> TalksStatus:
        """Where they stand."""
        if self.ended is not None:
            return "ended"
        if self.suspended_for_all or self.suspended_by:
            return "suspended"
        return "mentioned" if self.opened is None else "open"


@final
@sealed
class Talks(TalksDraft):
    """Talks: a process between parties.

    Attributes:
        talks: their identifier.
        parties: between whom.
        mediators: who mediates.
        format: as "Minsk Group".
        mode: direct, proximity or shuttle.
        agenda: what is talked about.
        aim: the agreement sought.
        parent: the talks of which these are a part.
        round: the last round on record.
        opened: when they began.
        suspended: when they were last suspended, while they are.
        suspended_by: the parties that stay away.
        suspended_for_all: whether they stopped for all.
        resume_if: what would bring them back.
        ended: when they ended.
        outcome: what came of them.
        delegations: who negotiates for each party.

    >>> from peacetalks import fold
    >>> from peacetalks.events import TalksOpened
    >>> opened = TalksOpened(occurred="1999-11", talks="track-two", parties=("ARM", "AZE"))
    >>> fold([opened]).parts.talks["track-two"].status
    'open'
    """


@define(weakref_slot=False)
class ProposalDraft(Part):
    """What the reducer writes of a proposal."""

    proposal: str
    by: Codes | None = None
    to: Codes | None = None
    title: str | None = None
    version: str | None = None
    agreement: str | None = None
    tabled: When | None = None
    answers: FrozenMap[Code, Response | None] = FrozenMap()

    @property
    def unanswered_by(self) -> Codes:
        """Those to whom it was put and who have not answered, or put it off."""
        return tuple(
            code for code in self.to or () if self.answers.get(code, "deferred") == "deferred"
        )

    @property
    def is_open(self) -> bool:
        """Whether somebody it was put to still has to answer; of one put to nobody: anybody."""
        if self.to:
            return bool(self.unanswered_by)
        return all(answer == "deferred" for answer in self.answers.values())


@final
@sealed
class Proposal(ProposalDraft):
    """A text or plan put before others.

    Attributes:
        proposal: its identifier.
        by: who tabled it.
        to: to whom.
        title: what it is called.
        version: the version last tabled.
        agreement: the agreement it is a text of.
        tabled: when it was last tabled.
        answers: how each answered the version last tabled.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> proposal = state.parts.proposals["treaty-text-2023-09"]
    >>> proposal.by, proposal.to, str(proposal.tabled)
    (('AZE',), ('ARM',), '2023-09-11')
    """


@define(weakref_slot=False)
class PreconditionDraft(Part):
    """What the reducer writes of a precondition."""

    precondition: str
    by: Codes | None = None
    to: Codes | None = None
    needed_for: str | None = None
    content: str | None = None
    stated: When | None = None
    how: Resolution | None = None
    resolved: When | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still stands: neither met nor given up."""
        return self.how is None or self.how in {"refused", "lapsed"}


@final
@sealed
class Precondition(PreconditionDraft):
    """Something that a party wants before something else can be.

    Attributes:
        precondition: its identifier.
        by: who stated it.
        to: who is to meet it.
        needed_for: what it holds up.
        content: what must be so.
        stated: when it was last stated.
        how: how it ended; None: it stands.
        resolved: when it ended.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> [(wanted.precondition, wanted.by) for wanted in state.open_preconditions()][:1]
    [('progress-on-the-peace-track', ('USA',))]
    """


@define(weakref_slot=False)
class AgreementDraft(Part):
    """What the reducer writes of an agreement."""

    agreement: str
    title: str | None = None
    part_of: str | None = None
    scope: AgreementScope | None = None
    parties: Codes | None = None
    version: str | None = None
    stage: Stage | None = None
    since: When | None = None
    partly: Stage | None = None
    stages: FrozenMap[Stage, When] = FrozenMap()
    by_party: FrozenMap[Code, Stage] = FrozenMap()
    acted_by: Codes = ()
    signed_by: Codes = ()
    approved_by: Codes = ()
    ratification: FrozenMap[str, RatificationResult | None] = FrozenMap()
    outstanding: Texts | None = None
    witnesses: Codes | None = None
    provisions: Texts | None = None
    supersedes: str | None = None
    superseded_versions: Texts = ()
    in_force_from: When | None = None
    ended_from: When | None = None
    suspended_by: Codes = ()
    suspended_for_all: bool = False
    rejected_politically: bool = False

    def stage_on(self, day: int) -> Stage | None:
        """Return the stage that holds on a day, given in days since 1970-01-01.

        An agreement that is to be in force later is ratified until then; one that was denounced
        stands until the denunciation has effect.
        """
        if self.in_force_from is not None and self.stage == "in_force":
            return "in_force" if self.in_force_from.first_day <= day else "ratified"
        if self.ended_from is not None and self.stage in {"denounced", "expired"}:
            return self.stage if self.ended_from.first_day <= day else self.highest
        return self.stage

    @property
    def highest(self) -> Stage | None:
        """The highest stage of the ladder that the present version has reached."""
        return next((stage for stage in reversed(LADDER) if stage in self.stages), None)

    @property
    def skipped(self) -> tuple[Stage, ...]:
        """The stages below the highest of which no event tells."""
        if self.highest is None:
            return ()
        below = LADDER[: LADDER.index(self.highest)]
        return tuple(stage for stage in below if stage not in self.stages)


@final
@sealed
class Agreement(AgreementDraft):
    """An agreement, from its draft to its end.

    Attributes:
        agreement: its identifier.
        title: what it is called.
        part_of: the agreement of which it is a part.
        scope: what it settles.
        parties: between whom.
        version: the present version.
        stage: how far that version has come, for all its parties.
        since: when it came there.
        partly: the higher stage that only some parties have reached.
        stages: when each stage of the present version was reached.
        by_party: the stage of each party that went alone.
        acted_by: who signed it, suspended it or took another step alone.
        signed_by: who signed.
        approved_by: which parties have approved it.
        ratification: what each body did with it.
        outstanding: the bodies whose approval is still wanted; None: not stated.
        witnesses: who witnessed it.
        provisions: what it provides.
        supersedes: the agreement it replaces.
        superseded_versions: versions that no longer count.
        in_force_from: from when it is in force, if a day was named.
        ended_from: from when a denunciation or expiry has effect.
        suspended_by: the parties for which it is suspended.
        suspended_for_all: whether it is suspended and no party is named or known.
        rejected_politically: whether a vote that does not bind rejected it.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> statement = state.agreement("statement-2020-11")
    >>> statement.stage, str(statement.since), statement.signed_by
    ('signed', '2020-11-09', ('ARM', 'AZE', 'RUS'))
    """
