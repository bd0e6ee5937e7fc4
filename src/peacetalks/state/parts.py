"""``Parts``: the tables of a state."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.frozenmap import FrozenMap
from peacetalks.state.force import (
    Blockade,
    Ceasefire,
    Hostilities,
    Offensive,
    Peacekeepers,
    Violations,
)
from peacetalks.state.ground import Act, Control, Figure, LegalAct, OnRecord, RelationsMeasure
from peacetalks.state.mediation import Standing
from peacetalks.state.meetings import Contact, Meeting
from peacetalks.state.part import Part
from peacetalks.state.texts import Agreement, Precondition, Proposal, Talks
from peacetalks.state.words import Commitment, Deadline, Demand, Expectation

__all__ = ["Key", "Parts", "tables_of"]

Key: TypeAlias = str | tuple[object, ...]


@final
@frozen(kw_only=True)
class Parts:
    """The parts of a state, each table by key; identifiers chosen by the writer are keys.

    Contacts are keyed by (a, b, channel, level, mediated), standings by (mediator, party),
    violations by (subject, accuser, accused), control by area, figures by the key of
    ``Figure``, what is on record by its kind and id, or by its kind and the fields that a later
    fact must share to replace it. Iterating gives every part with its table and its key.

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
        """Yield every part with its table and key."""
        for name, table in tables_of(self).items():
            for key, part in table.items():
                yield name, key, part


_NAMES: Final = tuple(field.name for field in attrs.fields(Parts))
_get: Final = attrgetter(*_NAMES)


def tables_of(parts: Parts) -> dict[str, FrozenMap[Any, Part]]:
    """Return the tables by their names.

    Any: each has keys of its own sort.

    >>> sum(len(table) for table in tables_of(Parts()).values())
    0
    """
    return dict(zip(_NAMES, _get(parts), strict=True))
