"""Parts of a state: proposals, preconditions and agreements."""

from __future__ import annotations

from typing import ClassVar, final

from attrs import define

from peacetalks.actors.code import Code, Codes
from peacetalks.events import AgreementScope, RatificationResult, Resolution, Response, Stage
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Texts
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed

__all__ = [
    "LADDER",
    "Agreement",
    "AgreementDraft",
    "Precondition",
    "PreconditionDraft",
    "Proposal",
    "ProposalDraft",
]


def __dir__() -> list[str]:
    return sorted(__all__)


LADDER: tuple[Stage, ...] = (
    "draft",
    "partly_agreed",
    "text_concluded",
    "initialled",
    "signed",
    "ratified",
    "in_force",
)
"""The stages of an agreement, in order. No stage is implied by a higher one."""


@define(weakref_slot=False)
class ProposalDraft(Part):
    """A proposal while the reducer writes it."""

    keyed: ClassVar[tuple[str, ...]] = ("answers",)

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
        """The addressees that have not answered, or have deferred their answer."""
        return tuple(
            code for code in self.to or () if self.answers.get(code, "deferred") == "deferred"
        )

    @property
    def is_open(self) -> bool:
        """Whether an addressee still has to answer; without addressees, whether nobody has."""
        if self.to:
            return bool(self.unanswered_by)
        return all(answer == "deferred" for answer in self.answers.values())


@final
@sealed
class Proposal(ProposalDraft):
    """A text or plan that one party puts to others.

    Attributes:
        proposal: its identifier.
        by: who tabled it.
        to: its addressees.
        title: its title.
        version: the version last tabled.
        agreement: the agreement of which it is a text.
        tabled: when it was last tabled.
        answers: the answer of each actor to the version last tabled.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> proposal = state.parts.proposals["treaty-text-2023-09"]
    >>> proposal.by, proposal.to, str(proposal.tabled)
    (('AZE',), ('ARM',), '2023-09-11')
    """


@define(weakref_slot=False)
class PreconditionDraft(Part):
    """A precondition while the reducer writes it."""

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
        """Whether it is still open: neither met nor given up."""
        return self.how is None or self.how in {"refused", "lapsed"}


@final
@sealed
class Precondition(PreconditionDraft):
    """Something that a party requires before something else can happen.

    Attributes:
        precondition: its identifier.
        by: who stated it.
        to: who has to meet it.
        needed_for: what it holds up.
        content: what it requires.
        stated: when it was last stated.
        how: how it was resolved; None: it is open.
        resolved: when it was resolved.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> [(wanted.precondition, wanted.by) for wanted in state.open_preconditions()][:1]
    [('progress-on-the-peace-track', ('USA',))]
    """


@define(weakref_slot=False)
class AgreementDraft(Part):
    """An agreement while the reducer writes it."""

    keyed: ClassVar[tuple[str, ...]] = ("stages", "by_party", "ratification")

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
        """Return the stage on a day, given in days since 1970-01-01.

        An agreement that will be in force from a later day is ratified until then. One that was
        denounced keeps its stage until the denunciation takes effect.
        """
        if self.in_force_from is not None and self.stage == "in_force":
            return "in_force" if self.in_force_from.first_day <= day else "ratified"
        if self.ended_from is not None and self.stage in {"denounced", "expired"}:
            return self.stage if self.ended_from.first_day <= day else self.highest
        return self.stage

    @property
    def highest(self) -> Stage | None:
        """The highest stage of ``LADDER`` that the present version has reached."""
        return next((stage for stage in reversed(LADDER) if stage in self.stages), None)

    @property
    def skipped(self) -> tuple[Stage, ...]:
        """The stages below the highest that no event states."""
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
        title: its title.
        part_of: the agreement of which it is a part.
        scope: what it settles.
        parties: the parties to it.
        version: the present version.
        stage: the stage that version has reached for all its parties.
        since: when it reached that stage.
        partly: the higher stage that only some parties have reached.
        stages: when the present version reached each stage.
        by_party: the stage of each party that took a step alone.
        acted_by: who signed it, suspended it or took another step alone.
        signed_by: who signed.
        approved_by: the parties that have approved it.
        ratification: the decision of each body.
        outstanding: the bodies whose approval is still needed; None: not stated.
        witnesses: who witnessed it.
        provisions: what it provides.
        supersedes: the agreement it replaces.
        superseded_versions: the versions that no longer count.
        in_force_from: when it enters into force, if a day is stated.
        ended_from: when a denunciation or expiry takes effect.
        suspended_by: the parties for which it is suspended.
        suspended_for_all: whether it is suspended without naming a known party.
        rejected_politically: whether a vote that is not binding rejected it.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> statement = state.agreement("statement-2020-11")
    >>> statement.stage, str(statement.since), statement.signed_by
    ('signed', '2020-11-09', ('ARM', 'AZE', 'RUS'))
    """
