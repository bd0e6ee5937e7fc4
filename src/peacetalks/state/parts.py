"""``Parts``: the tables of a state."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.agreements import Agreement, Precondition, Proposal
from peacetalks.state.figures import Figure
from peacetalks.state.force import Hostilities, Offensive
from peacetalks.state.law import LegalAct, RelationsMeasure
from peacetalks.state.mediation import Standing
from peacetalks.state.meetings import Contact, Meeting
from peacetalks.state.part import Part
from peacetalks.state.record import Act, OnRecord
from peacetalks.state.security import Blockade, Ceasefire, Peacekeepers, Violations
from peacetalks.state.statements import Commitment, Deadline, Demand, Expectation
from peacetalks.state.talks import Talks
from peacetalks.state.territory import Control

__all__ = ["Key", "Parts", "tables_of"]


def __dir__() -> list[str]:
    return sorted(__all__)


Key: TypeAlias = str | tuple[object, ...]


@final
@frozen(kw_only=True)
class Parts:
    """The parts of a state, as tables. Most keys are the identifiers that the events use.

    The other keys are: of contacts (a, b, channel, level, mediated); of standings (mediator,
    party); of violations (subject, accuser, accused); of control the area; of figures the key of
    ``Figure``; of facts on record the kind with the id, or with the fields that a later fact must
    share to replace it. Iteration yields each part with its table and key.

    >>> list(Parts())
    []
    """

    meetings: FrozenMap[str, Meeting] = FrozenMap()
    contacts: FrozenMap[tuple[object, ...], Contact] = FrozenMap()
    standings: FrozenMap[tuple[str, str], Standing] = FrozenMap()
    talks: FrozenMap[str, Talks] = FrozenMap()
    proposals: FrozenMap[str, Proposal] = FrozenMap()
    preconditions: FrozenMap[str, Precondition] = FrozenMap()
    agreements: FrozenMap[str, Agreement] = FrozenMap()
    expectations: FrozenMap[str, Expectation] = FrozenMap()
    commitments: FrozenMap[str, Commitment] = FrozenMap()
    deadlines: FrozenMap[str, Deadline] = FrozenMap()
    demands: FrozenMap[str, Demand] = FrozenMap()
    hostilities: FrozenMap[str, Hostilities] = FrozenMap()
    offensives: FrozenMap[str, Offensive] = FrozenMap()
    ceasefires: FrozenMap[str, Ceasefire] = FrozenMap()
    blockades: FrozenMap[str, Blockade] = FrozenMap()
    peacekeepers: FrozenMap[str, Peacekeepers] = FrozenMap()
    violations: FrozenMap[tuple[str, str, str], Violations] = FrozenMap()
    controls: FrozenMap[str, Control] = FrozenMap()
    figures: FrozenMap[tuple[object, ...], Figure] = FrozenMap()
    legal_acts: FrozenMap[str, LegalAct] = FrozenMap()
    relations_measures: FrozenMap[str, RelationsMeasure] = FrozenMap()
    acts: FrozenMap[str, Act] = FrozenMap()
    on_record: FrozenMap[tuple[object, ...], OnRecord] = FrozenMap()

    def __iter__(self) -> Iterator[tuple[str, Key, Part]]:
        """Yield each part with its table and key."""
        for name, table in tables_of(self).items():
            for key, part in table.items():
                yield name, key, part


_NAMES: Final = tuple(field.name for field in attrs.fields(Parts))
_get: Final = attrgetter(*_NAMES)


def tables_of(parts: Parts) -> dict[str, FrozenMap[Any, Part]]:
    """Return the tables by name.

    Any: each table has its own type of key.

    >>> sum(len(table) for table in tables_of(Parts()).values())
    0
    """
    return dict(zip(_NAMES, _get(parts), strict=True))
