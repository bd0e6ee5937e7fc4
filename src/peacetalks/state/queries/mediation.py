"""How mediators stand with parties, and whom all would accept.

What an organ says and does bears on the standing of its principal: the standings of both are read
as one, in the one order, by the table of transitions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from peacetalks.errors import NotFound
from peacetalks.events import Event
from peacetalks.state.mediation import (
    CONDUCT,
    TRANSITIONS,
    Standing,
    StandingChange,
    StandingLevel,
)
from peacetalks.state.queries.phases.dyads import moment
from peacetalks.state.queries.words import is_met, is_refused
from peacetalks.state.snapshot import Snapshot
from peacetalks.values import Condition

EVERY_PARTY = "*"


def standing(state: Snapshot, mediator: str, party: str) -> Standing:
    """Answer ``NegotiationState.standing``."""
    found = _standing(state, mediator, party)
    everyone = _standing(state, mediator, EVERY_PARTY)
    if found is None:
        # What was said of a mediator and all parties holds for one not heard of, too.
        return (
            Standing(mediator, party) if everyone is None else attrs.evolve(everyone, party=party)
        )
    if everyone is not None and everyone.role == "ended" and found.role == "none":
        found = attrs.evolve(found, role="ended")
    return with_conditions(state, found)


def _standing(state: Snapshot, mediator: str, party: str) -> Standing | None:
    """Return what is on record of two, their organs included."""
    principal, acts_for = state.actors.principal, state.actors.acts_for
    several = [
        standing
        for standing in state.standings_by_principals.get(
            (principal(mediator), principal(party)), ()
        )
        if acts_for(standing.mediator, mediator) and acts_for(standing.party, party)
    ]
    if len(several) > 1:
        return _joined(several, mediator, party)
    return attrs.evolve(several[0], mediator=mediator, party=party) if several else None


def _joined(several: list[Standing], mediator: str, party: str) -> Standing:
    """Return what all that was said and done makes of a standing that several parts tell of."""
    writers: dict[str, Event] = {}
    role, conditions = (_last_written(several, name, writers) for name in ("role", "conditions"))
    level: StandingLevel = "unknown"
    inferred, since = False, None
    before: tuple[StandingLevel, bool] = ("unknown", False)
    history = _in_order(change for standing in several for change in standing.history)
    for change in history:
        after = TRANSITIONS.get(change.what, {}).get(level, level)
        if after == "conditional" != level:
            before = (level, inferred)
        if after != level:
            level, inferred, since = after, change.by_conduct, change.on
            writers["level"] = change.event
        elif change.what == "accepted":
            inferred = False
    if role == "active" and level == "rejected" and _is_later(writers, "level", "role"):
        role, writers["role"] = "suspended", writers["level"]
    return Standing(
        mediator,
        party,
        level=level,
        inferred=inferred,
        since=since,
        before_conditions=before[0],
        inferred_before_conditions=before[1],
        rejected_for=tuple(dict.fromkeys(name for s in several for name in s.rejected_for)),
        conditions=conditions,
        role=role,
        unconfirmed=_in_order(change for s in several for change in s.unconfirmed),
        history=history,
        because=writers,
    )


def _in_order(changes: Iterable[StandingChange]) -> tuple[StandingChange, ...]:
    return tuple(sorted(changes, key=lambda change: (moment(change.event), change.event.id)))


def _is_later(writers: dict[str, Event], one: str, other: str) -> bool:
    return moment(writers[one]) > moment(writers[other])


def _last_written(several: list[Standing], name: str, writers: dict[str, Event]) -> Any:
    # Any: the value of a field, whichever it is.
    written = [(moment(event), s, event) for s in several if (event := s.because_of(name))]
    if not written:
        return getattr(several[0], name)
    _, last, writers[name] = max(written, key=lambda one: one[0])
    return getattr(last, name)


def check_sides(state: Snapshot, mediator: str, party: str) -> None:
    """Refuse a party and its mediator that were swapped.

    Raises:
        NotFound: for a mediator that no event names as one, where the party mediates for it.
    """
    swapped = state.parts.standings.get((party, mediator))
    if swapped is None or state.names.has("mediator", mediator):
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
    """Return the mediators on record; of an organ its principal."""
    return state.actors.principals(mediator for mediator, _ in state.parts.standings)


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
