"""The table of the rules of phases: the first rule that applies gives the phase of a pair.

The reference page of phases is generated from it, and says how the conventions differ from UCDP's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.state.queries.phases.agreements import by_stage
from peacetalks.state.queries.phases.dyads import Dyad, moment
from peacetalks.state.queries.phases.force import QUIET_DAYS, ceasefire, fighting
from peacetalks.state.queries.phases.holds import Holds
from peacetalks.state.queries.phases.meetings import TALKING_DAYS, blocked, suspended, talking
from peacetalks.state.queries.security import YEAR
from peacetalks.state.snapshot import Snapshot

__all__ = ["RULES", "PhaseName", "Rule"]

PhaseName: TypeAlias = Literal[
    "fighting",
    "implementing",
    "signed",
    "concluding",
    "suspended",
    "blocked",
    "talking",
    "ceasefire",
    "dormant",
    "unrecorded",
]
"""The phases, in the order in which their rules are tried."""


@final
@frozen
class Rule:
    """One rule of the table.

    Attributes:
        name: the phase that it gives.
        when: when it applies, in words.
        doubt: the reasons to doubt it, in words; empty: there are none.
        find: applies it to a pair; returns None if it does not apply.
    """

    name: PhaseName
    when: str
    doubt: str
    find: Callable[[Snapshot, Dyad], Holds | None]


def _dormant(state: Snapshot, dyad: Dyad) -> Holds | None:  # noqa: ARG001 # the shape of a rule
    if not dyad.on_record:
        return None
    parts = (*dyad.talks, *dyad.meetings, *dyad.agreements, *dyad.ceasefires)
    last = max((event for part in parts for event in part.because), key=moment, default=None)
    force = () if dyad.last_force is None else (dyad.last_force.event,)
    because = tuple({id(e): e for e in (*force, last) if e is not None}.values())
    return Holds("no meeting is pending, and none was held in the last 90 days", because)


def _unrecorded(state: Snapshot, dyad: Dyad) -> Holds:  # noqa: ARG001 # the shape of a rule
    return Holds(RULES[-1].when)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "fighting",
        "hostilities or an offensive between the two have no end, or force was used between them "
        f"in the last {QUIET_DAYS} days; each unless a ceasefire that binds both is later",
        f"no use of force for {QUIET_DAYS} days; a one-sided ceasefire, or one whose parties are "
        "not stated; violations alleged; reports that are claims, disputed or provisional",
        fighting,
    ),
    Rule(
        "implementing",
        "a full agreement between the two is in force",
        "its scope is not stated; one of the two has suspended it",
        by_stage("in_force"),
    ),
    Rule(
        "signed",
        "a full agreement between the two is signed or ratified",
        "its scope is not stated; one of the two has suspended it",
        by_stage("signed", "ratified"),
    ),
    Rule(
        "concluding",
        "the text of a full agreement between the two is concluded or initialled",
        "its scope is not stated",
        by_stage("text_concluded", "initialled"),
    ),
    Rule(
        "suspended",
        "talks between the two are suspended, by one of them or for all, and neither resumed nor "
        "ended",
        "",
        suspended,
    ),
    Rule(
        "blocked",
        "the last answer to a meeting of the two is a refusal, and no meeting is open",
        "the refusal is older than a year",
        blocked,
    ),
    Rule(
        "talking",
        f"a meeting of the two is pending, or was held in the last {TALKING_DAYS} days",
        "",
        talking,
    ),
    Rule(
        "ceasefire",
        "a ceasefire that binds both is in force, or has no end on record",
        "no news of it for a year; force was used after it; violations alleged",
        ceasefire,
    ),
    Rule(
        "dormant",
        "talks, meetings, an agreement, a ceasefire or force between the two are on record, and "
        "no rule before this one applies",
        f"fighting without an end on record, and without force for {YEAR} days",
        _dormant,
    ),
    Rule(
        "unrecorded",
        "no talks, meeting, agreement, ceasefire or force between two parties is on record by the day",
        "",
        _unrecorded,
    ),
)
"""The rules, in the order in which they are tried; the first that applies gives the phase."""
