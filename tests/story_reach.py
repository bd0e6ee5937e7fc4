"""What coherent stories reach, counted over many of them; printed by ``python tests/story_reach.py``."""

import sys
from collections import Counter
from typing import get_args

from hypothesis import given

import peacetalks as pt
from drawing import drawing
from peacetalks.events.agreements import Stage
from peacetalks.reducer.folding import evolve
from peacetalks.state.mediation import StandingLevel
from peacetalks.testing.strategies.story_strategies import stories

__all__ = ["LEVELS", "PATHS", "STAGES", "reached"]

LEVELS = get_args(StandingLevel)
STAGES = get_args(Stage)
_BACK = {
    None: ("proposed",),
    "proposed": ("agreed", "postponed", "refused", "cancelled", "held"),
    "agreed": ("postponed", "refused", "cancelled", "held"),
    "postponed": ("proposed", "refused", "cancelled", "held"),
    "refused": ("proposed", "agreed", "cancelled", "held"),
    "cancelled": ("proposed",),
}
PATHS = tuple((before, after) for before, several in _BACK.items() for after in several)
"""The ways of a meeting from one status to another, back to the beginning too."""


def reached(number):
    """Return how many of some stories reach each kind, stage, standing and way of a meeting."""
    found = Counter()

    @drawing(number)
    @given(stories(5, 30, with_corrections=True, with_disputes=True, with_late_reports=True))
    def tell(story):
        found["histories"] += 1
        found["events"] += len(story)
        found.update({("kind", event.kind) for event in story})
        found.update(set(_passed(pt.History(story).effective().events)))

    tell()
    return found


def _passed(facts):
    """Yield what a negotiation passes through, fact by fact."""
    state = pt.NegotiationState()
    for fact in facts:
        before, state = state, evolve(state, fact)
        name = getattr(fact, "meeting", None)
        if name is not None:
            meetings = before.parts.meetings, state.parts.meetings
            was, now = (table.get(name) for table in meetings)
            yield "meeting", (was.status if was else None, now.status if now else None)
        for (mediator, party), standing in state.parts.standings.items():
            earlier = before.parts.standings.get((mediator, party))
            if earlier is not standing:
                yield "standing", (earlier.level if earlier else "unknown", standing.level)
        if isinstance(fact, pt.AgreementStageReached):
            yield "stage", fact.stage
            for agreement in state.parts.agreements.values():
                yield "stands", agreement.stage


if __name__ == "__main__":
    counts = reached(int(sys.argv[1]) if sys.argv[1:] else 10_000)
    for what, count in sorted(counts.items(), key=str):
        sys.stdout.write(f"{what} {count}\n")
