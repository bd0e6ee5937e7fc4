"""Territory and people: who holds what, who fled and returned, how many live there.

A displacement figure is cumulative, a stock, a flow or a count of movements. These are different
quantities, so they are never added or compared with each other (UNHCR and IDMC separate them too).
A count replaces an earlier one only in its own series and from the same body.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_when
from peacetalks.primitives.identifiers import Area, Slug
from peacetalks.primitives.when import When
from peacetalks.values.count import Count, as_count, one_count

__all__ = [
    "ControlMode",
    "Direction",
    "DisplacementMeasure",
    "DisplacementReported",
    "HumanitarianAccessChanged",
    "PopulationReported",
    "ReturnReported",
    "TerritorialControlChanged",
]

ControlMode: TypeAlias = Literal["force", "withdrawal", "handover", "agreement"]
"""How control passed."""
DisplacementMeasure: TypeAlias = Literal["cumulative", "stock", "flow", "movements"]
"""What a displacement figure counts: all people displaced up to a day, those displaced on that day,
those displaced in a period, or movements (a person may move twice)."""
Direction: TypeAlias = Literal["opened", "closed", "restricted", "eased"]
"""Which way access changed."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class TerritorialControlChanged(Event):
    """Control of an area changed hands.

    Corresponds to CAMEO 0874 and 192 (retreat, occupy), PLOVER RETREAT (withdraw) and ACLED
    (territory regained, overtaken or handed over).

    Attributes:
        area: the area.
        offensive: the offensive that caused it.
        from_: who held it.
        to: who holds it.
        mode: how control passed.
        contested_by: who contests it.

    >>> TerritorialControlChanged(occurred="2023-09-20", area="NK", from_="NK", to="AZE", mode="force").to
    'AZE'
    """

    family: ClassVar[str] = "territory"

    area: Area
    offensive: Slug | None = None
    from_: Code | None = None
    to: Code | None = None
    mode: ControlMode | None = None
    contested_by: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DisplacementReported(Event):
    """Somebody counted people who fled or were displaced.

    Corresponds to UNHCR (stocks at the end of a year, flows) and IDMC (stocks, movements).

    Attributes:
        series: the series of figures in which a later one replaces an earlier one.
        group: who is counted, such as "Karabakh Armenians".
        origin: from where.
        destination: to where.
        population_base: the id of the PopulationReported of which it is a share.
        share_text: the share in words ("almost the entire population").
        count: how many persons, or how many movements if ``measure`` says so.
        measure: what is counted; None: not stated.
        as_of: when the count closed.
        counting_body: who counted.

    >>> DisplacementReported(
    ...     occurred="2023-09-24/2023-10-01", series="nk-exodus-2023", count=100_490,
    ...     measure="cumulative", as_of="2023-10-01", counting_body="ARM",
    ... ).count.best
    100490
    """

    family: ClassVar[str] = "territory"

    series: Slug
    group: str | None = None
    origin: Area | None = None
    destination: Area | None = None
    population_base: Slug | None = None
    share_text: str | None = None
    count: Count | None = field(default=None, converter=as_count)
    measure: DisplacementMeasure | None = None
    as_of: When | None = field(default=None, converter=as_when)
    counting_body: Code | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ReturnReported(Event):
    """Somebody counted people who came back.

    Corresponds to UNHCR: refugees and displaced persons who came back within a year.

    Attributes:
        series: the series of figures in which a later one replaces an earlier one.
        group: who is counted.
        origin: from where they return.
        destination: to where they return.
        population_base: the id of the PopulationReported of which it is a share.
        share_text: the share in words.
        count: how many persons, or how many movements if ``measure`` says so.
        measure: what is counted; None: not stated.
        as_of: when the count closed.
        counting_body: who counted.

    >>> ReturnReported(occurred="2024-05", series="returns", count=12, destination="NK").destination
    'NK'
    """

    family: ClassVar[str] = "territory"

    series: Slug
    group: str | None = None
    origin: Area | None = None
    destination: Area | None = None
    population_base: Slug | None = None
    share_text: str | None = None
    count: Count | None = field(default=None, converter=as_count)
    measure: DisplacementMeasure | None = None
    as_of: When | None = field(default=None, converter=as_when)
    counting_body: Code | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class PopulationReported(Event):
    """Somebody counted or estimated how many people live in an area.

    Corresponds in part to UNHCR: stateless people and host communities.

    Attributes:
        area: the area.
        group: who is counted.
        count: how many persons.
        as_of: when the count closed.
        counting_body: who counted.

    >>> PopulationReported(occurred="2023-09", area="NK", count=120_000, counting_body="ARM").count.best
    120000
    """

    family: ClassVar[str] = "territory"

    area: Area
    group: str | None = None
    count: Count = field(converter=one_count)
    as_of: When | None = field(default=None, converter=as_when)
    counting_body: Code | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class HumanitarianAccessChanged(Event):
    """A corridor for people or aid was agreed, opened, closed or restricted.

    Corresponds in part to CAMEO 0863 and 1663 (access allowed, aid agencies expelled).

    Attributes:
        route: which route.
        direction: how access changed.
        by: who changed it.
        for_: for whom or what.
        commitment: the commitment that it carries out.

    >>> HumanitarianAccessChanged(occurred="2023-02-22", route="Lachin road", direction="opened").direction
    'opened'
    """

    family: ClassVar[str] = "territory"
    last_word: ClassVar[tuple[str, ...]] = ("route", "for_", "claimed_by")
    brief_line: ClassVar[str] = "humanitarian access changed, {by|claimed_by}[: {route|direction}]"

    route: str | None = None
    direction: Direction | None = None
    by: Codes | None = field(default=None, converter=as_codes)
    for_: str | None = None
    commitment: Slug | None = None
