"""Mediation: offered, accepted, rejected; standing claimed, warned, restored; ended.

The table in ``reducer/mediation.py`` says how a mediator's standing with a party changes.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_when
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When
from peacetalks.values.facts import Condition, Reason, as_conditions, as_reasons

__all__ = [
    "GuaranteeGiven",
    "MediationAccepted",
    "MediationEnded",
    "MediationOffered",
    "MediationRejected",
    "MediationScope",
    "MediatorBiasClaimed",
    "MediatorStandingRestored",
    "MediatorStandingWarned",
]

MediationScope: TypeAlias = Literal["all", "format", "meeting"]
"""What an acceptance or rejection of a mediator applies to."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationOffered(Event):
    """An actor offered to mediate, or was offered as a mediator.

    Corresponds to CAMEO 039 (intent to mediate).

    Attributes:
        mediator: who would mediate.
        parties: the parties between which it would mediate.
        by: who made the offer, if not the mediator.
        format: such as "trilateral".

    >>> MediationOffered(occurred="2023-10-08", mediator="GEO", parties=("ARM", "AZE")).mediator
    'GEO'
    """

    family: ClassVar[str] = "mediation"

    mediator: Code
    parties: Codes | None = field(default=None, converter=as_codes)
    by: Codes | None = field(default=None, converter=as_codes)
    format: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationAccepted(Event):
    """A party accepted a mediator, outright or on conditions.

    Corresponds to CAMEO 038 (intent to accept a mediator).

    Attributes:
        by: who accepted.
        mediator: the mediator.
        scope: what it applies to; None: everything.
        limited_to: the format or meeting it is limited to.
        conditions: what must happen first.

    >>> MediationAccepted(occurred="2023-11-27", by="AZE", mediator="USA", conditions="the ban on visits is lifted").conditions[0].text
    'the ban on visits is lifted'
    """

    family: ClassVar[str] = "mediation"

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code
    scope: MediationScope | None = None
    limited_to: str | None = None
    conditions: tuple[Condition, ...] | None = field(default=None, converter=as_conditions)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationRejected(Event):
    """A party said that an actor cannot mediate.

    Corresponds to CAMEO 126 (mediation rejected). PLOVER REJECT covers more refusals.

    Attributes:
        by: who rejected.
        mediator: the mediator.
        scope: what it applies to; None: everything.
        limited_to: the format or meeting it is limited to.
        reasons: why.

    >>> MediationRejected(occurred="2022-11-25", by="AZE", mediator="FRA", reasons="mediator_bias").scope is None
    True
    """

    family: ClassVar[str] = "mediation"

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code
    scope: MediationScope | None = None
    limited_to: str | None = None
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediatorBiasClaimed(Event):
    """A party called a mediator biased. If it refuses something for that, a Reason says so.

    Attributes:
        by: who claims it.
        mediator: the mediator.
        favouring: whom the mediator is said to favour.
        disfavouring: whom the mediator is said to disfavour.
        text: the claim.

    >>> MediatorBiasClaimed(occurred="2023-12-19", by="AZE", mediator="USA", text="one-sided").favouring is None
    True
    """

    family: ClassVar[str] = "mediation"

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code
    favouring: Codes | None = field(default=None, converter=as_codes)
    disfavouring: Codes | None = field(default=None, converter=as_codes)
    text: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediatorStandingWarned(Event):
    """A party warned that a mediator may lose its role.

    Attributes:
        by: who warned.
        mediator: the mediator.
        threatened: what it may lose.
        unless: what would prevent that.

    >>> MediatorStandingWarned(occurred="2023-11-16", by="AZE", mediator="USA", threatened="its role").threatened
    'its role'
    """

    family: ClassVar[str] = "mediation"

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code
    threatened: str | None = None
    unless: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class GuaranteeGiven(Event):
    """A third party guaranteed an agreement or a part of it.

    Attributes:
        agreement: the agreement.
        by: who guarantees it.
        to: to whom.
        content: what is guaranteed.

    >>> GuaranteeGiven(occurred="2020-11-10", agreement="statement-2020-11", by="RUS").by
    ('RUS',)
    """

    family: ClassVar[str] = "mediation"
    brief_line: ClassVar[str] = "guarantee given, {by|claimed_by}[ to {to}][: {content}]"

    agreement: Slug | None = None
    by: Codes | None = field(default=None, converter=as_codes)
    to: Codes | None = field(default=None, converter=as_codes)
    content: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediatorStandingRestored(Event):
    """A party took back a warning, doubt or rejection.

    Attributes:
        by: who restored it.
        mediator: the mediator.

    >>> MediatorStandingRestored(occurred="2024-07-01", by="AZE", mediator="USA").by
    ('AZE',)
    """

    family: ClassVar[str] = "mediation"

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationEnded(Event):
    """A mediation ended for one party or, with ``by=None``, for all.

    Corresponds to CAMEO 165 (mediation halted) and PLOVER SANCTION (withdraw).

    Attributes:
        mediator: the mediator.
        by: who ended it.
        effective: when it takes effect.

    >>> MediationEnded(occurred="2025-09-01", mediator="OSCE", effective="2025-11-30").effective
    When('2025-11-30')
    """

    family: ClassVar[str] = "mediation"

    mediator: Code
    by: Codes | None = field(default=None, converter=as_codes)
    effective: When | None = field(default=None, converter=as_when)
