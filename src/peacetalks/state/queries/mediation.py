"""How mediators stand with parties, and whom all would accept."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from peacetalks.errors import NotFound
from peacetalks.state.mediation import CONDUCT, TRANSITIONS, Standing
from peacetalks.state.queries.phases.dyads import moment
from peacetalks.state.queries.words import is_met, is_refused
from peacetalks.state.snapshot import Snapshot
from peacetalks.values import Condition

EVERY_PARTY = "*"


def standing(state: Snapshot, mediator: str, party: str) -> Standing:
    """Answer ``NegotiationState.standing``."""
    found = state.parts.standings.get((mediator, party))
    everyone = state.parts.standings.get((mediator, EVERY_PARTY))
    if found is None:
        # What was said of a mediator and all parties holds for one not heard of, too.
        return (
            Standing(mediator, party) if everyone is None else attrs.evolve(everyone, party=party)
        )
    if everyone is not None and everyone.role == "ended" and found.role == "none":
        found = attrs.evolve(found, role="ended")
    return with_conditions(state, found)


def check_sides(state: Snapshot, mediator: str, party: str) -> None:
    """Refuse a party and its mediator that were swapped.

    Raises:
        NotFound: for a mediator that no event names as one, where the party mediates for it.
    """
    swapped = state.parts.standings.get((party, mediator))
    if swapped is None or state.names is None or state.names.has("mediator", mediator):
        return
    raise NotFound(
        f"no event names {mediator!r} as a mediator, on any day; "
        f"hint: {party!r} is on record as mediator of {mediator!r}; did you swap the two?"
    )


def with_conditions(state: Snapshot, found: Standing) -> Standing:
    """Return a conditional standing as it is once its conditions were met or refused."""
    if found.level != "conditional":
        return found
    refused = [condition for condition in found.conditions if is_refused(state, condition)]
    if refused:
        return _without_conditions(state, found, refused)
    if found.conditions and all(is_met(state, condition) for condition in found.conditions):
        return attrs.evolve(found, level="accepted")
    return found


def _without_conditions(state: Snapshot, found: Standing, refused: Iterable[Condition]) -> Standing:
    """Return what stood before a condition was accepted, and what conduct since then made of it."""
    names = {condition.satisfied_by for condition in refused}
    events = (state.parts.preconditions[name].because_of("how") for name in names if name)
    since = min(moment(event) for event in events if event is not None)
    level, inferred = found.before_conditions, found.inferred_before_conditions
    for change in found.history:
        if change.what in CONDUCT and moment(change.event) > since:
            after = TRANSITIONS[change.what][level]
            level, inferred = after, inferred if after == level else True
    return attrs.evolve(found, level=level, inferred=inferred)


def mediators(state: Snapshot) -> tuple[str, ...]:
    """Return the mediators on record."""
    named = (mediator for mediator, _ in state.parts.standings)
    return tuple(dict.fromkeys(named))


def acceptable_mediators(state: Snapshot, *parties: str) -> tuple[str, ...]:
    """Answer ``NegotiationState.acceptable_mediators``."""
    return tuple(
        mediator
        for mediator in mediators(state)
        if parties
        and all(
            standing(state, mediator, party).level in {"accepted", "conditional"}
            for party in parties
        )
    )
