"""Hostilities, offensives, ceasefires, blockades and peacekeepers, as the state knows them."""

from __future__ import annotations

from typing import final

from attrs import define

from peacetalks.construction import Area, Code, Codes, Texts
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.part import Part, sealed
from peacetalks.values import Count
from peacetalks.when import When

__all__ = [
    "Blockade",
    "BlockadeDraft",
    "Ceasefire",
    "CeasefireDraft",
    "Hostilities",
    "HostilitiesDraft",
    "Offensive",
    "OffensiveDraft",
    "Peacekeepers",
    "PeacekeepersDraft",
    "Violations",
    "ViolationsDraft",
]


@define(weakref_slot=False)
class HostilitiesDraft(Part):
    """What the reducer writes of hostilities."""

    hostilities: str
    parties: Codes | None = None
    started: When | None = None
    ended: When | None = None


@final
@sealed
class Hostilities(HostilitiesDraft):
    """Fighting between parties.

    Attributes:
        hostilities: their identifier.
        parties: between whom.
        started: when they began.
        ended: when they ended; None: no end is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> border = state.parts.hostilities["border-2022-09"]
    >>> border.parties, str(border.started), str(border.ended)
    (('ARM', 'AZE'), '2022-09-13', '2022-09-14')
    """


@define(weakref_slot=False)
class OffensiveDraft(Part):
    """What the reducer writes of an offensive."""

    offensive: str
    by: Codes | None = None
    against: Codes | None = None
    area: Area | None = None
    labels: FrozenMap[Code, str] = FrozenMap()
    launched: When | None = None
    ended: When | None = None


@final
@sealed
class Offensive(OffensiveDraft):
    """An offensive.

    Attributes:
        offensive: its identifier.
        by: who launched it.
        against: against whom.
        area: where.
        labels: what each party calls it.
        launched: when it was launched.
        ended: when it ended; None: no end is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> dict(state.parts.offensives["nk-2023-09"].labels)["AZE"]
    'local anti-terrorist measures'
    """


@define(weakref_slot=False)
class CeasefireDraft(Part):
    """What the reducer writes of a ceasefire."""

    ceasefire: str
    parties: Codes | None = None
    declared: When | None = None
    effective_from: When | None = None
    expires: When | None = None
    scope: str | None = None
    purpose: str | None = None
    terms: Texts | None = None
    announced_by: Codes | None = None
    brokered_by: Codes | None = None
    monitor: Code | None = None
    ended: When | None = None

    def in_force_on(self, day: int) -> bool:
        """Whether it holds on a day, given in days since 1970-01-01."""
        start = self.effective_from or self.declared
        if start is None or start.first_day > day or self.ended is not None:
            return False
        return self.expires is None or self.expires.last_day >= day


@final
@sealed
class Ceasefire(CeasefireDraft):
    """A ceasefire.

    Attributes:
        ceasefire: its identifier.
        parties: between whom.
        declared: when it was declared.
        effective_from: from when it holds, if that was said.
        expires: until when; None: not stated.
        scope: what it covers.
        purpose: what for.
        terms: its terms.
        announced_by: who announced it.
        brokered_by: who brokered it.
        monitor: who monitors it.
        ended: when it ended or broke down.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> state.parts.ceasefires["nk-2020-11"].brokered_by
    ('RUS',)
    """


@define(weakref_slot=False)
class BlockadeDraft(Part):
    """What the reducer writes of a blockade."""

    blockade: str
    route: str | None = None
    by: Codes | None = None
    imposed: When | None = None
    eased: When | None = None


@final
@sealed
class Blockade(BlockadeDraft):
    """A road, port or area that was closed.

    Attributes:
        blockade: its identifier.
        route: what is closed.
        by: who closed it.
        imposed: when.
        eased: when it was last eased or lifted; None: no such event is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> lachin = state.parts.blockades["lachin-road"]
    >>> str(lachin.imposed), str(lachin.eased)
    ('2022-12-12', '2023-09-24')
    """


@define(weakref_slot=False)
class PeacekeepersDraft(Part):
    """What the reducer writes of peacekeepers."""

    force: str
    by: Codes | None = None
    count: Count | None = None
    form: str | None = None
    deployed: When | None = None
    withdrawn: When | None = None


@final
@sealed
class Peacekeepers(PeacekeepersDraft):
    """Peacekeepers or observers.

    Attributes:
        force: their identifier.
        by: who sent them.
        count: how many were last sent.
        form: as "peacekeepers", "observers".
        deployed: when they were last sent.
        withdrawn: when they left, or began to; None: no such event is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> print(state.parts.peacekeepers["rus-nk"].count)
    1,960
    """


@define(weakref_slot=False)
class ViolationsDraft(Part):
    """What the reducer writes of alleged violations."""

    subject: str
    by: Code
    against: Code
    allegations: int = 0
    first: When | None = None
    last: When | None = None


@final
@sealed
class Violations(ViolationsDraft):
    """What one party alleges of another under one ceasefire or agreement.

    Attributes:
        subject: the ceasefire or agreement.
        by: who alleges; empty: not stated.
        against: who is accused; empty: not stated.
        allegations: how many allegations are on record.
        first: the first of them.
        last: the last of them.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> [(each.subject, each.allegations) for each in state.violations(alleged_by="ARM")]
    [('statement-2020-11', 1), ('nk-2020-11', 1)]
    """
