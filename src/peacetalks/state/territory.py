"""Parts of a state: control over areas."""

from __future__ import annotations

from typing import final

from attrs import define

from peacetalks.actors.code import Code, Codes
from peacetalks.events import ControlMode
from peacetalks.primitives.identifiers import Area
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed

__all__ = ["Control", "ControlDraft"]


def __dir__() -> list[str]:
    return sorted(__all__)


@define(weakref_slot=False)
class ControlDraft(Part):
    """Control over an area while the reducer writes it."""

    area: Area
    holder: Code | None = None
    from_: Code | None = None
    mode: ControlMode | None = None
    since: When | None = None
    offensive: str | None = None
    contested_by: Codes | None = None


@final
@sealed
class Control(ControlDraft):
    """Who holds an area.

    Attributes:
        area: the code of the area, or its name if it has none.
        holder: who holds it; None: not stated.
        from_: who held it before.
        mode: how control changed.
        since: when control changed.
        offensive: the offensive that led to the change.
        contested_by: who contests the change.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> aghdam = state.control("Aghdam")
    >>> aghdam.holder, aghdam.from_, aghdam.mode
    ('AZE', 'ARM', 'handover')
    """
