"""Force: hostilities, offensives, attacks, mobilisations, incidents, casualties.

One attack is never an offensive; a figure is what its counting body counted up to ``as_of``.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.construction import Area, Code, Codes, Slug, as_codes, as_when
from peacetalks.events.base import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.values import Count, as_count, as_labels, one_count
from peacetalks.when import When

__all__ = [
    "AttackReported",
    "CasualtiesReported",
    "HostilitiesEnded",
    "HostilitiesStarted",
    "IncidentReported",
    "Measure",
    "MobilisationReported",
    "OffensiveEnded",
    "OffensiveLaunched",
]

Measure: TypeAlias = Literal["killed", "wounded", "missing", "captured", "killed_or_missing"]
"""What a casualty figure counts."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class HostilitiesStarted(Event):
    """Fighting between parties began.

    Attributes:
        hostilities: the hostilities.
        parties: between whom.

    >>> HostilitiesStarted(occurred="2022-09-13", hostilities="border-2022-09", parties=("ARM", "AZE")).parties
    ('ARM', 'AZE')
    """

    hostilities: Slug
    parties: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class HostilitiesEnded(Event):
    """Fighting ended.

    Attributes:
        hostilities: the hostilities.

    >>> HostilitiesEnded(occurred="2022-09-14", hostilities="border-2022-09").hostilities
    'border-2022-09'
    """

    hostilities: Slug


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class OffensiveLaunched(Event):
    """A party launched an offensive.

    Attributes:
        offensive: the offensive.
        by: who launched it.
        against: against whom.
        area: where.
        labels: what each party calls it; "press" for nobody's side.

    >>> OffensiveLaunched(occurred="2023-09-19", offensive="nk-2023", by="AZE", labels={"ARM": "aggression"}).labels["ARM"]
    'aggression'
    """

    offensive: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)
    area: Area | None = None
    labels: FrozenMap[Code, str] | None = field(default=None, converter=as_labels)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class OffensiveEnded(Event):
    """An offensive ended.

    Attributes:
        offensive: the offensive.

    >>> OffensiveEnded(occurred="2023-09-20", offensive="nk-2023").offensive
    'nk-2023'
    """

    offensive: Slug


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class AttackReported(Event):
    """An attack, a clash, a shelling: one act of force.

    After CAMEO 175, 18, 19 and 20 (repress, assault, fight, mass violence), in part, PLOVER
    ASSAULT, UCDP GED and ACLED (battles, explosions and remote violence, violence against
    civilians).

    Attributes:
        by: who attacked.
        against: who was attacked.
        form: as "shelling", "clash", "remote violence".

    >>> AttackReported(occurred="2022-09-13", by="AZE", against="ARM", form="shelling").form
    'shelling'
    """

    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)
    form: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MobilisationReported(Event):
    """Forces were called up, moved or put on alert.

    After CAMEO 152 and 154 (alert, mobilise) and PLOVER MOBILIZE.

    Attributes:
        by: whose forces.
        area: where.
        count: how many persons; the count's ``unit`` says where it is vehicles or sorties.

    >>> MobilisationReported(occurred="2023-09-05", by="AZE", area="NK").area
    'NK'
    """

    by: Codes | None = field(default=None, converter=as_codes)
    area: Area | None = None
    count: Count | None = field(default=None, converter=as_count)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class IncidentReported(Event):
    """Something happened that bears on the talks and is no attack, as an explosion.

    After ACLED: strategic developments, but for agreements and transfers of territory.

    Attributes:
        incident: the incident.
        what: what happened.
        cause: why, as far as it is known.

    >>> IncidentReported(occurred="2023-09-25", incident="fuel-depot", what="explosion").incident
    'fuel-depot'
    """

    incident: Slug
    what: str | None = None
    cause: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CasualtiesReported(Event):
    """Somebody counted dead, wounded, missing or captured.

    After UCDP GED (low, best and high; for all and for each side) and ACLED (fatalities).

    Attributes:
        series: the series of figures in which a later one replaces an earlier one.
        incident: the incident, hostilities or offensive.
        subject: what the figure is about, in words.
        group: who is counted: a party's code, or words as "civilians".
        measure: what is counted.
        count: how many persons.
        as_of: when the count closed.
        counting_body: who counted.

    >>> CasualtiesReported(
    ...     occurred="2023-09-25", series="fuel-depot", measure="killed", count=68,
    ...     as_of="2023-09-26", counting_body="NK",
    ... ).count.best
    68
    """

    series: Slug
    incident: Slug | None = None
    subject: str | None = None
    group: str | None = None
    measure: Measure
    count: Count = field(converter=one_count)
    as_of: When | None = field(default=None, converter=as_when)
    counting_body: Code | None = None
