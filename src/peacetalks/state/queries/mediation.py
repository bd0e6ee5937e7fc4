"""Questions about mediators: their standing with each party, and which of them all parties accept.

The statements and acts of an organ affect the standing with its principal. The standings of both
are combined: their changes are sorted and applied again, by the table of transitions.
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
from peacetalks.state.queries import arguments
from peacetalks.state.queries.agreements import is_met, is_refused
from peacetalks.state.queries.phases.dyads import moment
from peacetalks.state.snapshot import Snapshot
from peacetalks.values.facts import Condition

EVERY_PARTY = "*"


def standing(state: Snapshot, mediator: str, party: str) -> Standing:
    """Answer ``NegotiationState.standing``."""
    own = _standing(state, mediator, party)
    everyone = _standing(state, mediator, EVERY_PARTY)
    if own is None:
        # A statement about a mediator and all parties also applies to a party without one.
        return (
            Standing(mediator, party) if everyone is None else attrs.evolve(everyone, party=party)
        )
    if everyone is not None and everyone.role == "ended" and own.role == "none":
        own = attrs.evolve(own, role="ended")
    return with_conditions(state, own)


def _standing(state: Snapshot, mediator: str, party: str) -> Standing | None:
    """Return the standing on record of a mediator with a party, organs of both included."""
    principal, meant = state.actors.principal, state.actors.is_meant
    several = [
        standing
        for standing in state.standings_by_principals.get(
            (principal(mediator), principal(party)), ()
        )
        if meant(mediator, standing.mediator) and meant(party, standing.party)
    ]
    if len(several) > 1:
        return _joined(several, mediator, party)
    return attrs.evolve(several[0], mediator=mediator, party=party) if several else None


def _joined(several: list[Standing], mediator: str, party: str) -> Standing:
    """Return one standing for several parts, by applying all their changes in order."""
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
    joined = Standing(
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
    )
    return attrs.evolve(joined, because=writers)


def _in_order(changes: Iterable[StandingChange]) -> tuple[StandingChange, ...]:
    return tuple(sorted(changes, key=lambda change: (moment(change.event), change.event.id)))


def _is_later(writers: dict[str, Event], name: str, other: str) -> bool:
    return moment(writers[name]) > moment(writers[other])


def _last_written(several: list[Standing], name: str, writers: dict[str, Event]) -> Any:
    # Any: the type depends on the field.
    written = [(moment(event), s, event) for s in several if (event := s.because_of(name))]
    if not written:
        return getattr(several[0], name)
    _, last, writers[name] = max(written, key=lambda item: item[0])
    return getattr(last, name)


def sides(state: Snapshot, mediator: str, party: str) -> tuple[str, str]:
    """Return the codes of a known mediator and a known party, by their codes or names.

    Raises:
        InvalidValue: if either is not an actor.
        NotFound: if either is not in any event or register, or as ``check_sides`` does.
    """
    mediating = arguments.actor(state.names, mediator, "mediator")
    code = arguments.actor(state.names, party)
    check_sides(state, mediating, code)
    return mediating, code


def check_sides(state: Snapshot, mediator: str, party: str) -> None:
    """Check that a mediator and a party were not swapped.

    Raises:
        NotFound: if no event names the mediator as one, but the party mediates for it.
    """
    swapped = state.parts.standings.get((party, mediator))
    if swapped is None or state.names.has("mediator", mediator):
        return
    raise NotFound(
        f"no event names {mediator!r} as a mediator, on any day; "
        f"hint: {party!r} is on record as mediator of {mediator!r}; did you swap the two?"
    )


def with_conditions(state: Snapshot, standing: Standing) -> Standing:
    """Return a conditional standing with the level that follows from its conditions."""
    if standing.level != "conditional":
        return standing
    refused = [condition for condition in standing.conditions if is_refused(state, condition)]
    if refused:
        return _without_conditions(state, standing, refused)
    if standing.conditions and all(is_met(state, condition) for condition in standing.conditions):
        return attrs.evolve(standing, level="accepted")
    return standing


def _without_conditions(
    state: Snapshot, standing: Standing, refused: Iterable[Condition]
) -> Standing:
    """Return a standing with the level before its conditions, changed by conduct since a refusal."""
    names = {condition.satisfied_by for condition in refused}
    events = (state.parts.preconditions[name].because_of("how") for name in names if name)
    since = min(moment(event) for event in events if event is not None)
    level, inferred = standing.before_conditions, standing.inferred_before_conditions
    for change in standing.history:
        if change.what in CONDUCT and moment(change.event) > since:
            after = TRANSITIONS[change.what][level]
            level, inferred = after, inferred if after == level else True
    return attrs.evolve(standing, level=level, inferred=inferred)


def mediators(state: Snapshot) -> tuple[str, ...]:
    """Return the mediators on record, for an organ its principal."""
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
