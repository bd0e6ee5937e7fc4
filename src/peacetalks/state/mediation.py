"""The standing of mediators with parties, as the state knows it."""

from __future__ import annotations

from typing import ClassVar, Final, Literal, TypeAlias, final

from attrs import define, field, frozen

from peacetalks.construction import Code, Texts
from peacetalks.events import Event
from peacetalks.state.part import Part, sealed
from peacetalks.values import Condition
from peacetalks.when import When

__all__ = [
    "CONDUCT",
    "TRANSITIONS",
    "MediatorRole",
    "Standing",
    "StandingChange",
    "StandingDraft",
    "StandingLevel",
]

StandingLevel: TypeAlias = Literal[
    "unknown", "accepted", "conditional", "doubted", "warned", "rejected"
]
"""How a mediator stands with a party."""
MediatorRole: TypeAlias = Literal["none", "offered", "active", "suspended", "ended"]
"""What a mediator does for a party, beside how it stands; ``suspended``: active until the party
rejected it."""


TRANSITIONS: Final[dict[str, dict[StandingLevel, StandingLevel]]] = {
    "bias claimed": {
        "unknown": "doubted",
        "accepted": "doubted",
        "conditional": "doubted",
        "doubted": "doubted",
        "warned": "warned",
        "rejected": "rejected",
    },
    "warned": {
        "unknown": "warned",
        "accepted": "warned",
        "conditional": "warned",
        "doubted": "warned",
        "warned": "warned",
        "rejected": "rejected",
    },
    "rejected": dict.fromkeys(
        ("unknown", "accepted", "conditional", "doubted", "warned", "rejected"), "rejected"
    ),
    "accepted": dict.fromkeys(
        ("unknown", "accepted", "conditional", "doubted", "warned", "rejected"), "accepted"
    ),
    "accepted on conditions": dict.fromkeys(
        ("unknown", "accepted", "conditional", "doubted", "warned", "rejected"), "conditional"
    ),
    "presided": {
        "unknown": "accepted",
        "accepted": "accepted",
        "conditional": "conditional",
        "doubted": "accepted",
        "warned": "accepted",
        "rejected": "accepted",
    },
    "co-presided": {
        "unknown": "accepted",
        "accepted": "accepted",
        "conditional": "conditional",
        "doubted": "doubted",
        "warned": "warned",
        "rejected": "doubted",
    },
    "witnessed": {
        "unknown": "accepted",
        "accepted": "accepted",
        "conditional": "conditional",
        "doubted": "accepted",
        "warned": "accepted",
        "rejected": "accepted",
    },
}
"""What a party does about a mediator → the level before → the level after."""

CONDUCT: Final = frozenset({"presided", "co-presided", "witnessed"})


@final
@frozen
class StandingChange:
    """One fact that bore on the standing of a mediator with a party.

    Attributes:
        on: when.
        what: ``"bias claimed"``, ``"warned"``, ``"rejected"``, ``"presided"`` …
        before: the level before it.
        after: the level after it, which may be the same.
        by_conduct: whether the party showed it, by coming to the table or signing before a
            witness, rather than said it.
        event: the event that tells of it.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> change = state.standing_history("USA", "AZE")[-1]
    >>> change.what, change.before, change.after
    ('warned', 'doubted', 'warned')
    """

    on: When
    what: str
    before: StandingLevel
    after: StandingLevel
    by_conduct: bool
    event: Event = field(eq=False, repr=False)


@define(weakref_slot=False)
class StandingDraft(Part):
    """What the reducer writes of a mediator's standing with a party."""

    growing: ClassVar[tuple[str, ...]] = ("unconfirmed", "history")

    mediator: Code
    party: Code
    level: StandingLevel = "unknown"
    inferred: bool = False
    since: When | None = None
    conditions: tuple[Condition, ...] = ()
    before_conditions: StandingLevel = "unknown"
    inferred_before_conditions: bool = False
    rejected_for: Texts = ()
    role: MediatorRole = "none"
    unconfirmed: tuple[StandingChange, ...] = ()
    history: tuple[StandingChange, ...] = ()


@final
@sealed
class Standing(StandingDraft):
    """How a mediator stands with a party.

    Attributes:
        mediator: the mediator.
        party: the party.
        level: how it stands.
        inferred: whether the level was read off the party's conduct, not said by it.
        since: when the level was reached.
        conditions: of a conditional acceptance.
        before_conditions: the level that stands again if a condition is refused or lapses.
        inferred_before_conditions: whether that level was read off conduct.
        rejected_for: the formats and meetings for which alone it is rejected.
        role: what it does, beside how it stands.
        unconfirmed: provisional facts, which moved nothing.
        history: every fact that bore on it, in order.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> standing = state.standing("USA", "AZE")
    >>> standing.level, standing.inferred, str(standing.since)
    ('warned', False, '2023-11-16')
    """
