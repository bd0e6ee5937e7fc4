"""What the model of viewpoints says of a state: the fold of what counts, in the one order."""

from __future__ import annotations

from peacetalks.events import KINDS
from peacetalks.events.bookkeeping import Annotation, Checkpoint
from peacetalks.events.clocks import public, settled
from peacetalks.events.unknown import UnknownEvent
from peacetalks.reducer.folding import fold
from peacetalks.state.on_record import STATEMENTS
from viewpoint_model import counted

__all__ = ["expected_state", "in_the_one_order", "instant", "same"]

NO_FACTS = (*STATEMENTS, Annotation, Checkpoint, UnknownEvent)
"""What a fold passes over, and what so can be no fact that has not settled."""


def instant(known):
    return None if known is None else known.hi


def in_the_one_order(events, places=None):
    rank, at = {kind: place for place, kind in enumerate(KINDS)}, places or {}

    def key(e):
        by_kind = settled(e), e.occurred.lo, rank[type(e)], public(e)
        return *by_kind, at.get(e.id, float("inf")), e.id

    return sorted(events, key=key)


def expected_state(events, viewpoint, places=None):
    """Return the state that the model's events fold into, from the start."""
    told = counted(events, instant(viewpoint.known), viewpoint.told_by, places)
    ordered = in_the_one_order((event for event, _ in told.values()), places)
    day = None if viewpoint.on is None else viewpoint.on.last_day
    certain = [e for e in ordered if day is None or settled(e) <= day]
    possible = [
        e
        for e in ordered
        if e not in certain and e.occurred.first_day <= day and not isinstance(e, NO_FACTS)
    ]
    state = fold([*certain, *possible] if viewpoint.unsettled else certain)
    return state.evolve(unsettled=tuple(possible))


def same(state, expected):
    """Return whether two states say the same; who disputes what is compared on its own."""
    return (state.parts, state.unsettled, state.fact_count) == (
        expected.parts,
        expected.unsettled,
        expected.fact_count,
    )
