"""Parts of a state: hostilities and offensives."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from attrs import define

from peacetalks._support.deprecation import deprecated
from peacetalks.actors.code import Code, Codes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Area
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed

__all__ = ["Hostilities", "HostilitiesDraft", "Offensive", "OffensiveDraft"]


def __dir__() -> list[str]:
    return sorted(__all__)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return deprecated(__name__, name)


@define(weakref_slot=False)
class HostilitiesDraft(Part):
    """Hostilities while the reducer writes them."""

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
        parties: who fights.
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
    """An offensive while the reducer writes it."""

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
        against: whom it is against.
        area: where it takes place.
        labels: what each party calls it.
        launched: when it was launched.
        ended: when it ended; None: no end is on record.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> dict(state.parts.offensives["nk-2023-09"].labels)["AZE"]
    'local anti-terrorist measures'
    """
