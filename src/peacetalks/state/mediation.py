"""Parts of a state: the standing of mediators with parties."""

from __future__ import annotations

from typing import ClassVar, Final, Literal, TypeAlias, final

from attrs import define, field, frozen

from peacetalks.actors.code import Code
from peacetalks.events import Event
from peacetalks.primitives.identifiers import Texts
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed
from peacetalks.values.facts import Condition

__all__ = [
    "CONDUCT",
    "TRANSITIONS",
    "MediatorRole",
    "Standing",
    "StandingChange",
    "StandingDraft",
    "StandingLevel",
]


def __dir__() -> list[str]:
    return sorted(__all__)


StandingLevel: TypeAlias = Literal[
    "unknown", "accepted", "conditional", "doubted", "warned", "rejected"
]
"""Whether a party accepts a mediator."""
MediatorRole: TypeAlias = Literal["none", "offered", "active", "suspended", "ended"]
"""What a mediator does for a party, whatever its standing; ``suspended``: active until the party
rejected it."""

_WORKED_WITH: Final[dict[StandingLevel, StandingLevel]] = {
    "unknown": "accepted",
    "accepted": "accepted",
    "conditional": "conditional",
    "doubted": "accepted",
    "warned": "accepted",
    "rejected": "accepted",
}

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
    "presided": _WORKED_WITH,
    "co-presided": {
        "unknown": "accepted",
        "accepted": "accepted",
        "conditional": "conditional",
        "doubted": "doubted",
        "warned": "warned",
        "rejected": "doubted",
    },
    "witnessed": _WORKED_WITH,
}
"""What a party does about a mediator → the level before → the level after."""

CONDUCT: Final = frozenset({"presided", "co-presided", "witnessed"})


@final
@frozen(weakref_slot=False)
class StandingChange:
    """One fact that affected the standing of a mediator with a party.

    Attributes:
        on: the date of the fact.
        what: ``"bias claimed"``, ``"warned"``, ``"rejected"``, ``"presided"`` …
        before: the level before it.
        after: the level after it, which may be the same.
        by_conduct: whether the party acted (came to the table, signed before a witness) rather
            than stated its position.
        event: the event that states the fact.

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
    """The standing of a mediator with a party while the reducer writes it."""

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
    """The standing of a mediator with a party.

    Attributes:
        mediator: the mediator.
        party: the party.
        level: whether the party accepts it.
        inferred: whether the level is inferred from the party's conduct and not stated by it.
        since: when the level was reached.
        conditions: the conditions of a conditional acceptance.
        before_conditions: the level that applies again if a condition is refused or lapses.
        inferred_before_conditions: whether that level was inferred from conduct.
        rejected_for: the formats and meetings to which a rejection is limited.
        role: what it does for the party.
        unconfirmed: provisional facts, which do not change the level.
        history: every fact that affected the standing, in order.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> standing = state.standing("USA", "AZE")
    >>> standing.level, standing.inferred, str(standing.since)
    ('warned', False, '2023-11-16')
    """
