"""Statements, allegations, expectations, demands, commitments, deadlines."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Codes
from peacetalks.events.agreements import Stage
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_texts
from peacetalks.primitives.identifiers import Slug, Texts
from peacetalks.values.due import Due, as_due
from peacetalks.values.facts import Condition, Reason, as_conditions, as_reasons

__all__ = [
    "AllegationMade",
    "CommitmentMade",
    "CommitmentStatus",
    "CommitmentStatusChanged",
    "DeadlineExtended",
    "DeadlineSet",
    "DemandForce",
    "DemandMade",
    "ExpectationStated",
    "Modality",
    "Stance",
    "StatementMade",
]

Stance: TypeAlias = Literal[
    "supports",
    "opposes",
    "condemns",
    "criticises",
    "welcomes",
    "denies",
    "demands",
    "recognises",
    "reaffirms",
    "regrets",
    "optimistic",
    "pessimistic",
    "threatens",
    "defies",
    "claims_responsibility",
    "neutral",
]
"""The attitude of a statement to its subject."""
Modality: TypeAlias = Literal["possible", "expected", "intended"]
"""How firmly something is expected."""
DemandForce: TypeAlias = Literal["appeal", "request", "demand", "ultimatum"]
"""How strongly something is demanded."""
CommitmentStatus: TypeAlias = Literal["fulfilled", "partly_fulfilled", "broken", "lapsed", "waived"]
"""What became of a commitment."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class StatementMade(Event):
    """Somebody said something that matters to the talks.

    Corresponds to CAMEO 01, 051-056, 110, 111, 113, 128 and 130-138 (comment, support, disapprove,
    defy, threaten) and PLOVER THREATEN.

    Attributes:
        by: the actor for which it was said; the person is ``speaker``.
        audience: to whom it was said.
        venue: where it was said, such as "hearing of a House subcommittee".
        stance: its attitude to its subject.
        topics: what it is about.
        subject: the thing or event it is about.
        conditions: what the stance depends on.
        text: what was said, in the coder's words.

    >>> StatementMade(occurred="2023-11-15", by="USA", speaker="J. O'Brien", stance="criticises").stance
    'criticises'
    """

    family: ClassVar[str] = "statements"

    by: Codes | None = field(default=None, converter=as_codes)
    audience: Codes | None = field(default=None, converter=as_codes)
    venue: str | None = None
    stance: Stance | None = None
    topics: Texts | None = field(default=None, converter=as_texts)
    subject: str | None = None
    conditions: tuple[Condition, ...] | None = field(default=None, converter=as_conditions)
    text: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class AllegationMade(Event):
    """Somebody accused somebody else: a claim, never stated as a fact.

    Corresponds to CAMEO 112, 114 and 115 (accuse, complain, sue), 201 and 203 (mass expulsion,
    ethnic cleansing) and PLOVER ACCUSE.

    Attributes:
        by: who alleges it.
        against: who is accused.
        alleged: the kind of act, such as "ethnic cleansing".
        content: the allegation.

    >>> AllegationMade(occurred="2023-09-28", by="ARM", against="AZE", alleged="ethnic cleansing").against
    ('AZE',)
    """

    family: ClassVar[str] = "statements"
    brief_line: ClassVar[str] = (
        "allegation made, {by|claimed_by}[ against {against}][: {alleged|content}]"
    )

    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)
    alleged: str | None = None
    content: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ExpectationStated(Event):
    """Somebody said that something may happen, will happen or is intended.

    Corresponds in part to CAMEO 037 (intent to settle a dispute).

    Attributes:
        expectation: the expectation.
        by: whose expectation it is.
        outcome: what is expected.
        modality: how firmly.
        jointly: whether the actors in ``by`` said it together; None: not stated.
        agreement: the agreement expected.
        stage: the stage of the agreement that would meet the expectation.
        due: by when; an expectation without a day never lapses.
        due_text: by when, in words that name no day ("in the coming months").

    >>> ExpectationStated(occurred="2023-10-17", expectation="deal-2023", by="ARM", due="2023-12-31").due
    When('2023-12-31')
    """

    family: ClassVar[str] = "statements"

    expectation: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    outcome: str | None = None
    modality: Modality | None = None
    jointly: bool | None = None
    agreement: Slug | None = None
    stage: Stage | None = None
    due: Due | None = field(default=None, converter=as_due)
    due_text: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DemandMade(Event):
    """A party asked another to do something.

    Corresponds to CAMEO 02 (appeal) and 10 (demand), except appeals and demands to meet, 139
    (ultimatum) and PLOVER REQUEST.

    Attributes:
        demand: the demand.
        by: who demands.
        of: who is to do it.
        force: how strongly.
        content: what is demanded.

    >>> DemandMade(occurred="2023-11-27", demand="lift-ban", by="AZE", of="USA", force="demand").of
    ('USA',)
    """

    family: ClassVar[str] = "statements"

    demand: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    of: Codes | None = field(default=None, converter=as_codes)
    force: DemandForce | None = None
    content: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CommitmentMade(Event):
    """A party promised something.

    Corresponds to CAMEO 030-035 (intent to cooperate, aid, reform or yield) and PLOVER AGREE.

    Attributes:
        commitment: the commitment.
        by: who promised.
        to: to whom.
        under: the ceasefire or agreement that contains it.
        content: what was promised.
        due: by when: a date, or a period after an event.
        conditions: what must happen first.

    >>> CommitmentMade(occurred="2020-11-10", commitment="kalbajar", by="ARM", due="2020-11-15").due
    When('2020-11-15')
    """

    family: ClassVar[str] = "statements"

    commitment: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    to: Codes | None = field(default=None, converter=as_codes)
    under: Slug | None = None
    content: str | None = None
    due: Due | None = field(default=None, converter=as_due)
    conditions: tuple[Condition, ...] | None = field(default=None, converter=as_conditions)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CommitmentStatusChanged(Event):
    """A commitment was kept, partly kept, broken or waived, according to ``claimed_by``.

    Attributes:
        commitment: the commitment.
        status: what became of it.

    >>> CommitmentStatusChanged(occurred="2020-11-25", commitment="kalbajar", status="fulfilled").status
    'fulfilled'
    """

    family: ClassVar[str] = "statements"

    commitment: Slug
    status: CommitmentStatus


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DeadlineSet(Event):
    """A day was set by which something must be done.

    Corresponds in part to CAMEO 139 (ultimatum).

    Attributes:
        deadline: the deadline.
        subject: the commitment, agreement or demand it is set for.
        due: the day.

    >>> DeadlineSet(occurred="2020-11-10", deadline="kalbajar", due="2020-11-15").due
    When('2020-11-15')
    """

    family: ClassVar[str] = "statements"

    deadline: Slug
    subject: Slug | None = None
    due: Due | None = field(default=None, converter=as_due)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DeadlineExtended(Event):
    """A deadline was moved.

    Attributes:
        deadline: the deadline.
        due: the new day.
        by: who asked for it.
        granted_by: who granted it.
        reasons: why.

    >>> DeadlineExtended(occurred="2020-11-15", deadline="kalbajar", due="2020-11-25", by="ARM", granted_by="AZE").granted_by
    ('AZE',)
    """

    family: ClassVar[str] = "statements"

    deadline: Slug
    due: Due | None = field(default=None, converter=as_due)
    by: Codes | None = field(default=None, converter=as_codes)
    granted_by: Codes | None = field(default=None, converter=as_codes)
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)
