"""Parts of a state: expectations, commitments, deadlines and demands."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

from attrs import define

from peacetalks.actors.code import Codes
from peacetalks.events import CommitmentStatus, DemandForce, Modality, Stage
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed
from peacetalks.values.due import Due
from peacetalks.values.facts import Condition, Reason

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


def __dir__() -> list[str]:
    return sorted(__all__)


Promise: TypeAlias = Literal["open", "fulfilled", "partly_fulfilled", "broken", "lapsed", "waived"]
"""The status of a commitment."""


@define(weakref_slot=False)
class ExpectationDraft(Part):
    """An expectation while the reducer writes it."""

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
    """Something that an actor expects to happen.

    Attributes:
        expectation: its identifier.
        by: whose expectation it is.
        outcome: what is expected.
        modality: how firmly it is expected.
        jointly: whether the actors in ``by`` stated it together.
        agreement: the agreement that is expected.
        stage: the stage of the agreement that meets the expectation.
        due: the day by which it is expected; without one it never lapses.
        due_text: the time by which it is expected, in words without a day.
        stated: when it was last stated.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> print(state.parts.expectations["deal-2023"].due)
    2023-12-31
    """


@define(weakref_slot=False)
class CommitmentDraft(Part):
    """A commitment while the reducer writes it."""

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
        """Its status; ``open`` if no event states an outcome."""
        return self.outcome or "open"


@final
@sealed
class Commitment(CommitmentDraft):
    """Something that an actor promised.

    Attributes:
        commitment: its identifier.
        by: who promised.
        to: to whom.
        under: the ceasefire or agreement that contains it.
        content: what is promised.
        due: the day by which it is due.
        conditions: what must happen first.
        made: when it was made.
        outcome: its outcome; None: nothing is on record.
        ended: the date of the outcome.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> handover = state.parts.commitments["aghdam-handover"]
    >>> handover.by, handover.to, handover.status
    (('ARM',), ('AZE',), 'fulfilled')
    """


@define(weakref_slot=False)
class DeadlineDraft(Part):
    """A deadline while the reducer writes it."""

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
    """A day by which something has to be done.

    Attributes:
        deadline: its identifier.
        subject: what has to be done.
        due: the day, as last set.
        first_due: the day, as first set.
        extended: when it was last extended.
        extended_by: who asked for the extension.
        granted_by: who granted it.
        reasons: why it was extended.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> deadline = state.parts.deadlines["kalbajar-handover"]
    >>> str(deadline.first_due), str(deadline.due), deadline.granted_by
    ('2020-11-15', '2020-11-25', ('AZE',))
    """


@define(weakref_slot=False)
class DemandDraft(Part):
    """A demand while the reducer writes it."""

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
        of: who is to meet the demand.
        force: how strong it is.
        content: what is demanded.
        made: when it was last made.

    >>> from peacetalks import fold
    >>> from peacetalks.events import DemandMade
    >>> stated = DemandMade(occurred="2023-01", demand="open-the-road", by="ARM", of="AZE")
    >>> fold([stated]).parts.demands["open-the-road"].of
    ('AZE',)
    """
