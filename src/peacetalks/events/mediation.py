"""Mediation: offered, accepted, rejected; standing claimed, warned, restored; ended.

The standing of a mediator with a party moves by the table in ``reducer/mediation.py``.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.construction import Code, Codes, Slug, as_codes, as_when
from peacetalks.events.base import Event
from peacetalks.values import Condition, Reason, as_conditions, as_reasons
from peacetalks.when import When

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
"""How far an acceptance or rejection of a mediator goes."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationOffered(Event):
    """An actor offered to mediate, or was offered as a mediator.

    After CAMEO 039 (intent to mediate).

    Attributes:
        mediator: who would mediate.
        parties: between whom.
        by: who made the offer, if not the mediator.
        format: as "trilateral".

    >>> MediationOffered(occurred="2023-10-08", mediator="GEO", parties=("ARM", "AZE")).mediator
    'GEO'
    """

    mediator: Code
    parties: Codes | None = field(default=None, converter=as_codes)
    by: Codes | None = field(default=None, converter=as_codes)
    format: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationAccepted(Event):
    """A party accepted a mediator, outright or on conditions.

    After CAMEO 038 (intent to accept a mediator).

    Attributes:
        by: who accepted.
        mediator: the mediator.
        scope: how far it goes; None: all.
        limited_to: the format or the meeting it is limited to.
        conditions: what must be so first.

    >>> MediationAccepted(occurred="2023-11-27", by="AZE", mediator="USA", conditions="the ban on visits is lifted").conditions[0].text
    'the ban on visits is lifted'
    """

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code
    scope: MediationScope | None = None
    limited_to: str | None = None
    conditions: tuple[Condition, ...] | None = field(default=None, converter=as_conditions)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationRejected(Event):
    """A party said that an actor cannot mediate.

    After CAMEO 126 (mediation rejected); PLOVER REJECT covers more refusals.

    Attributes:
        by: who rejected.
        mediator: the mediator.
        scope: how far it goes; None: all.
        limited_to: the format or the meeting it is limited to.
        reasons: why.

    >>> MediationRejected(occurred="2022-11-25", by="AZE", mediator="FRA", reasons="mediator_bias").scope is None
    True
    """

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code
    scope: MediationScope | None = None
    limited_to: str | None = None
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediatorBiasClaimed(Event):
    """A party called a mediator biased; when it refuses something for that, a Reason tells it.

    Attributes:
        by: who claims it.
        mediator: the mediator.
        favouring: whom it is said to favour.
        disfavouring: whom it is said to disfavour.
        text: the claim.

    >>> MediatorBiasClaimed(occurred="2023-12-19", by="AZE", mediator="USA", text="one-sided").favouring is None
    True
    """

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
        unless: what would avert it.

    >>> MediatorStandingWarned(occurred="2023-11-16", by="AZE", mediator="USA", threatened="its role").threatened
    'its role'
    """

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
        by: who guarantees.
        to: to whom.
        content: what is guaranteed.

    >>> GuaranteeGiven(occurred="2020-11-10", agreement="statement-2020-11", by="RUS").by
    ('RUS',)
    """

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

    by: Codes | None = field(default=None, converter=as_codes)
    mediator: Code


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MediationEnded(Event):
    """A mediation ended: for one party, or (``by=None``) for all.

    After CAMEO 165 (mediation halted) and PLOVER SANCTION (withdraw).

    Attributes:
        mediator: the mediator.
        by: who ended it.
        effective: from when.

    >>> MediationEnded(occurred="2025-09-01", mediator="OSCE", effective="2025-11-30").effective
    When('2025-11-30')
    """

    mediator: Code
    by: Codes | None = field(default=None, converter=as_codes)
    effective: When | None = field(default=None, converter=as_when)
