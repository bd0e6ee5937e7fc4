"""Expectations, commitments, deadlines and demands, as the state knows them."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

from attrs import define

from peacetalks.construction import Codes
from peacetalks.events import CommitmentStatus, DemandForce, Modality, Stage
from peacetalks.state.part import Part, sealed
from peacetalks.values import Condition, Due, Reason
from peacetalks.when import When

__all__ = [
    "Commitment",
    "CommitmentDraft",
    "Deadline",
    "DeadlineDraft",
    "Demand",
    "DemandDraft",
    "Expectation",
    "ExpectationDraft",
    "Promise",
]

Promise: TypeAlias = Literal["open", "fulfilled", "partly_fulfilled", "broken", "lapsed", "waived"]
"""Where a commitment stands."""


@define(weakref_slot=False)
class ExpectationDraft(Part):
    """What the reducer writes of an expectation."""

    expectation: str
    by: Codes | None = None
    outcome: str | None = None
    modality: Modality | None = None
    jointly: bool | None = None
    agreement: str | None = None
    stage: Stage | None = None
    due: Due | None = None
    due_text: str | None = None
    stated: When | None = None


@final
@sealed
class Expectation(ExpectationDraft):
    """Something said to come.

    Attributes:
        expectation: its identifier.
        by: whose expectation it is.
        outcome: what is expected.
        modality: how firmly.
        jointly: whether those in ``by`` said it together.
        agreement: the agreement expected.
        stage: the stage of it that would meet the expectation.
        due: until when; without a day it never lapses.
        due_text: until when, in words that name no day.
        stated: when it was last stated.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> print(state.parts.expectations["deal-2023"].due)
    2023-12-31
    """


@define(weakref_slot=False)
class CommitmentDraft(Part):
    """What the reducer writes of a commitment."""

    commitment: str
    by: Codes | None = None
    to: Codes | None = None
    under: str | None = None
    content: str | None = None
    due: Due | None = None
    conditions: tuple[Condition, ...] | None = None
    made: When | None = None
    outcome: CommitmentStatus | None = None
    ended: When | None = None

    @property
    def status(self) -> Promise:
        """Where it stands, as far as an event tells."""
        return self.outcome or "open"


@final
@sealed
class Commitment(CommitmentDraft):
    """Something promised.

    Attributes:
        commitment: its identifier.
        by: who promised.
        to: to whom.
        under: the ceasefire or agreement it stands in.
        content: what.
        due: until when.
        conditions: what must be so first.
        made: when it was made.
        outcome: what became of it; None: nothing is on record.
        ended: when that was.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> handover = state.parts.commitments["aghdam-handover"]
    >>> handover.by, handover.to, handover.status
    (('ARM',), ('AZE',), 'fulfilled')
    """


@define(weakref_slot=False)
class DeadlineDraft(Part):
    """What the reducer writes of a deadline."""

    deadline: str
    subject: str | None = None
    due: Due | None = None
    first_due: Due | None = None
    extended: When | None = None
    extended_by: Codes | None = None
    granted_by: Codes | None = None
    reasons: tuple[Reason, ...] | None = None


@final
@sealed
class Deadline(DeadlineDraft):
    """A day by which something is to be done.

    Attributes:
        deadline: its identifier.
        subject: what it is set for.
        due: the day that holds now.
        first_due: the day first set.
        extended: when it was last moved.
        extended_by: who asked for it.
        granted_by: who granted it.
        reasons: why.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> deadline = state.parts.deadlines["kalbajar-handover"]
    >>> str(deadline.first_due), str(deadline.due), deadline.granted_by
    ('2020-11-15', '2020-11-25', ('AZE',))
    """


@define(weakref_slot=False)
class DemandDraft(Part):
    """What the reducer writes of a demand."""

    demand: str
    by: Codes | None = None
    of: Codes | None = None
    force: DemandForce | None = None
    content: str | None = None
    made: When | None = None


@final
@sealed
class Demand(DemandDraft):
    """Something one party wants another to do.

    Attributes:
        demand: its identifier.
        by: who demands.
        of: of whom.
        force: how strongly.
        content: what.
        made: when it was last made.

    >>> from peacetalks import fold
    >>> from peacetalks.events import DemandMade
    >>> stated = DemandMade(occurred="2023-01", demand="open-the-road", by="ARM", of="AZE")
    >>> fold([stated]).parts.demands["open-the-road"].of
    ('AZE',)
    """
