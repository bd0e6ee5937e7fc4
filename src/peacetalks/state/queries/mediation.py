"""How mediators stand with parties, and whom all would accept."""

from __future__ import annotations

import attrs

from peacetalks.errors import NotFound
from peacetalks.state.mediation import Standing
from peacetalks.state.queries.words import is_met, is_refused
from peacetalks.state.snapshot import Snapshot

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
    if any(is_refused(state, condition) for condition in found.conditions):
        return attrs.evolve(
            found, level=found.before_conditions, inferred=found.inferred_before_conditions
        )
    if found.conditions and all(is_met(state, condition) for condition in found.conditions):
        return attrs.evolve(found, level="accepted")
    return found


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
