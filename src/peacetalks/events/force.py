"""Force: hostilities, offensives, attacks, mobilisations, incidents, casualties.

One attack is never an offensive. A figure is what its counting body had counted by ``as_of``.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_when
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Area, Slug
from peacetalks.primitives.when import When
from peacetalks.values.count import Count, as_count, one_count
from peacetalks.values.facts import as_labels

__all__ = [
    "AttackReported",
    "CasualtiesReported",
    "Counting",
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
Counting: TypeAlias = Literal["cumulative", "flow"]
"""Whether a count is of all since some day, or of a time alone."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class HostilitiesStarted(Event):
    """Fighting between parties began.

    Attributes:
        hostilities: the hostilities.
        parties: who fights.

    >>> HostilitiesStarted(occurred="2022-09-13", hostilities="border-2022-09", parties=("ARM", "AZE")).parties
    ('ARM', 'AZE')
    """

    family: ClassVar[str] = "force"

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

    family: ClassVar[str] = "force"

    hostilities: Slug


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class OffensiveLaunched(Event):
    """A party launched an offensive.

    Attributes:
        offensive: the offensive.
        by: who launched it.
        against: who is attacked.
        area: where.
        labels: what each party calls it; "press" for a name that neither side gave it.

    >>> OffensiveLaunched(occurred="2023-09-19", offensive="nk-2023", by="AZE", labels={"ARM": "aggression"}).labels["ARM"]
    'aggression'
    """

    family: ClassVar[str] = "force"

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

    family: ClassVar[str] = "force"

    offensive: Slug


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class AttackReported(Event):
    """An attack, a clash, a shelling: one act of force.

    Corresponds to PLOVER ASSAULT, UCDP GED and ACLED (battles, explosions and remote violence,
    violence against civilians), and in part to CAMEO 175, 18, 19 and 20 (repress, assault, fight,
    mass violence).

    Attributes:
        by: who attacked.
        against: who was attacked.
        form: such as "shelling", "clash" or "remote violence".

    >>> AttackReported(occurred="2022-09-13", by="AZE", against="ARM", form="shelling").form
    'shelling'
    """

    family: ClassVar[str] = "force"

    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)
    form: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MobilisationReported(Event):
    """Forces were called up, moved or put on alert.

    Corresponds to CAMEO 152 and 154 (alert, mobilise) and PLOVER MOBILIZE.

    Attributes:
        by: whose forces.
        area: where.
        count: how many persons, or other units if its ``unit`` says so (vehicles, sorties).

    >>> MobilisationReported(occurred="2023-09-05", by="AZE", area="NK").area
    'NK'
    """

    family: ClassVar[str] = "force"
    brief_line: ClassVar[str] = "mobilisation reported, {by|claimed_by}[: {area|count}]"

    by: Codes | None = field(default=None, converter=as_codes)
    area: Area | None = None
    count: Count | None = field(default=None, converter=as_count)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class IncidentReported(Event):
    """Something other than an attack happened that matters to the talks, such as an explosion.

    Corresponds to ACLED's strategic developments, except agreements and transfers of territory.

    Attributes:
        incident: the incident.
        what: what happened.
        cause: why it happened, as far as is known.

    >>> IncidentReported(occurred="2023-09-25", incident="fuel-depot", what="explosion").incident
    'fuel-depot'
    """

    family: ClassVar[str] = "force"
    last_word: ClassVar[tuple[str, ...]] = ("incident", "claimed_by")
    brief_line: ClassVar[str] = "incident reported[, {claimed_by}][: {what}]"

    incident: Slug
    what: str | None = None
    cause: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CasualtiesReported(Event):
    """Somebody counted dead, wounded, missing or captured.

    Corresponds to UCDP GED (low, best and high; for all and for each side) and ACLED (fatalities).

    Attributes:
        series: the series of figures in which a later one replaces an earlier one.
        incident: the incident, hostilities or offensive.
        subject: what the figure is about, in words.
        group: who is counted: the code of a party, or words such as "civilians".
        measure: what is counted.
        count: how many persons.
        as_of: when the count closed.
        counting_body: who counted.
        counting: whether the count is of all since some day (``cumulative``), or of the time in
            ``occurred`` alone (``flow``), so that counts of different times can be added; None:
            not stated.

    >>> CasualtiesReported(
    ...     occurred="2023-09-25", series="fuel-depot", measure="killed", count=68,
    ...     as_of="2023-09-26", counting_body="NK",
    ... ).count.best
    68
    """

    family: ClassVar[str] = "force"

    series: Slug
    incident: Slug | None = None
    subject: str | None = None
    group: str | None = None
    measure: Measure
    count: Count = field(converter=one_count)
    as_of: When | None = field(default=None, converter=as_when)
    counting_body: Code | None = None
    counting: Counting | None = None
