"""``Phase``: the phase of a pair of parties, and the rule that gives it.

Each pair in a stream has its own phase: an agreement between one pair says nothing about a war
between another.
"""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from peacetalks.events import Event
from peacetalks.state.pairs import foes
from peacetalks.state.queries.phases.dyads import Dyad, Dyads, Pair
from peacetalks.state.queries.phases.force import forgotten
from peacetalks.state.queries.phases.rules import RULES, PhaseName
from peacetalks.state.snapshot import Snapshot

__all__ = ["Phase"]


@final
@frozen
class Phase:
    """The phase of a pair of parties on the day of the state.

    >>> from peacetalks import History, datasets
    >>> phase = History(datasets.south_caucasus()).state(on="2024-06-01").phase
    >>> phase.pair, phase.name, phase.rule
    (('ARM', 'AZE'), 'talking', 'a meeting was held in the last 90 days')

    Attributes:
        name: the phase.
        rule: the rule that applies, in words.
        doubt: the reasons to doubt it; None: there are none.
        pair: the codes of the two, in alphabetical order; None: no pair is on record.
        because: the events behind the rule, in no particular order; ignored in comparisons.
    """

    name: PhaseName
    rule: str
    doubt: str | None = None
    pair: tuple[str, str] | None = None
    because: tuple[Event, ...] = field(default=(), eq=False, repr=False)

    def __str__(self) -> str:
        return self.name


def phases(state: Snapshot, dyads: Dyads) -> tuple[Phase, ...]:
    """Answer ``NegotiationState.phases``."""
    facts = state.facts_by_pair
    on_record = [dyad for dyad in dyads.values() if dyad.on_record]
    on_record.sort(key=lambda dyad: (-facts.get(dyad.pair, 0), dyad.pair))
    return tuple(sorted((_phase(state, dyad) for dyad in on_record), key=_place))


def _place(phase: Phase) -> int:
    return next(at for at, rule in enumerate(RULES) if rule.name == phase.name)


def phase_between(state: Snapshot, dyads: Dyads, a: str, b: str) -> Phase:
    """Answer ``NegotiationState.phase_between``."""
    (pair,) = foes([(a, b)], state.actors.principal)
    return _phase(state, dyads.get(pair, Dyad(pair)))


def phase(state: Snapshot, dyads: Dyads) -> Phase:
    """Answer ``NegotiationState.phase``."""
    named = _parties_of_talks(state)
    on_record = [pair for pair, dyad in dyads.items() if dyad.on_record]
    among = [pair for pair in on_record if pair in named] or on_record
    if not among:
        return Phase("unrecorded", RULES[-1].when)
    if len(among) > 1:
        facts = state.facts_by_pair
        most = max(facts.get(pair, 0) for pair in among)
        among = [pair for pair in among if facts.get(pair, 0) == most]
    # Among pairs with the same number of facts, the pair whose rule comes first.
    return min(
        (_phase(state, dyads[pair]) for pair in among),
        key=lambda phase: (_place(phase), phase.pair or ()),
    )


def _parties_of_talks(state: Snapshot) -> set[Pair]:
    """Return the pairs of all talks with two parties; talks within talks count only without others."""
    principals = state.actors.principals
    sides = [(tuple(sorted(principals(t.parties))), t) for t in state.parts.talks.values()]
    two = [(pair, talks.parent) for pair, talks in sides if len(pair) == 2]  # noqa: PLR2004 # a pair
    without_parent = [pair for pair, parent in two if parent is None]
    return {(pair[0], pair[1]) for pair in without_parent or [pair for pair, _ in two]}


def _phase(state: Snapshot, dyad: Dyad) -> Phase:
    tried = ((rule, rule.find(state, dyad)) for rule in RULES)
    # The last rule always applies.
    rule, holds = next((rule, holds) for rule, holds in tried if holds is not None)
    doubts = (*holds.doubts, *(() if rule.name == "fighting" else forgotten(state, dyad)))
    return Phase(rule.name, holds.rule, "; ".join(doubts) or None, dyad.pair, holds.because)
