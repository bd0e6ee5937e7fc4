"""Parts of a state: ceasefires, blockades, peacekeepers and alleged violations."""

from __future__ import annotations

from typing import final

from attrs import define

from peacetalks.actors.code import Code, Codes
from peacetalks.primitives.identifiers import Texts
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed
from peacetalks.values.count import Count

__all__ = [
    "Blockade",
    "BlockadeDraft",
    "Ceasefire",
    "CeasefireDraft",
    "Peacekeepers",
    "PeacekeepersDraft",
    "Violations",
    "ViolationsDraft",
]


def __dir__() -> list[str]:
    return sorted(__all__)


@define(weakref_slot=False)
class CeasefireDraft(Part):
    """A ceasefire while the reducer writes it."""

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
        """Return whether it is in force on a day, given in days since 1970-01-01."""
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
        parties: the parties that it binds.
        declared: when it was declared.
        effective_from: when it takes effect, if stated.
        expires: its last day; None: not stated.
        scope: what it covers.
        purpose: what it is for.
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
    """A blockade while the reducer writes it."""

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
        imposed: when it was closed.
        eased: when it was last eased or lifted; None: no such event is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> lachin = state.parts.blockades["lachin-road"]
    >>> str(lachin.imposed), str(lachin.eased)
    ('2022-12-12', '2023-09-24')
    """


@define(weakref_slot=False)
class PeacekeepersDraft(Part):
    """Peacekeepers while the reducer writes them."""

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
        form: their form, for example "peacekeepers" or "observers".
        deployed: when they were last sent.
        withdrawn: when they left or began to leave; None: no such event is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> print(state.parts.peacekeepers["rus-nk"].count)
    1,960
    """


@define(weakref_slot=False)
class ViolationsDraft(Part):
    """Alleged violations while the reducer writes them."""

    subject: str
    by: Code
    against: Code
    allegations: int = 0
    first: When | None = None
    last: When | None = None


@final
@sealed
class Violations(ViolationsDraft):
    """The violations of one ceasefire or agreement that one party alleges against another.

    Attributes:
        subject: the ceasefire or agreement.
        by: who alleges; empty: not stated.
        against: who is accused; empty: not stated.
        allegations: the number of allegations on record.
        first: the date of the first one.
        last: the date of the last one.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> [(each.subject, each.allegations) for each in state.violations(alleged_by="ARM")]
    [('statement-2020-11', 1), ('nk-2020-11', 1)]
    """
