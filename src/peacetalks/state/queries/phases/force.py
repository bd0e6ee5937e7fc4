"""Rules of phases about fighting between two parties and ceasefires that bind both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from peacetalks.events import Event
from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.primitives.when import day_text
from peacetalks.state.queries.phases.dyads import Conflict, Dyad, Force, moment, violated_between
from peacetalks.state.queries.phases.holds import Holds, behind
from peacetalks.state.queries.security import YEAR, is_forgotten
from peacetalks.state.security import Ceasefire
from peacetalks.state.snapshot import Snapshot

__all__ = ["QUIET_DAYS", "ceasefire", "fighting", "forgotten", "open_conflicts"]

QUIET_DAYS: Final = 30
"""The number of days for which a use of force counts as fighting: a convention of this library."""


def fighting(state: Snapshot, dyad: Dyad) -> Holds | None:
    """Apply the rule of fighting: open hostilities, or recent force without a later ceasefire."""
    truces = dyad.truces_on(state.day)
    force = dyad.force
    is_recent = force is not None and state.day - force.when[0] <= QUIET_DAYS
    conflicts = open_conflicts(state, dyad)
    if force is not None and is_recent and not _silenced(force, truces):
        rule = f"force was used in the last {QUIET_DAYS} days"
        because = (force.event, *(conflict.began.event for conflict in conflicts))
        return Holds(rule, because, tuple(_doubts(state, dyad, because)))
    last = dyad.last_force
    if last is None or not conflicts or state.day - last.when[0] > YEAR:
        return None
    quiet = state.day - last.when[0] > QUIET_DAYS
    doubts = (f"no use of force is on record since {day_text(last.when[0])}",) if quiet else ()
    because = tuple(conflict.began.event for conflict in conflicts)
    return Holds(
        f"{conflicts[0].what} without an end or a later ceasefire",
        because,
        (*doubts, *_doubts(state, dyad, because)),
    )


def open_conflicts(state: Snapshot, dyad: Dyad) -> tuple[Conflict, ...]:
    """Return the conflicts between the two without an end or a later ceasefire."""
    truces = dyad.truces_on(state.day)
    return tuple(
        conflict
        for conflict in dyad.conflicts
        if conflict.part.ended is None and not _silenced(conflict.began, truces)
    )


def _silenced(force: Force, truces: Iterable[tuple[Ceasefire, ...]]) -> bool:
    """Return whether a truce is later than a use of force."""
    return any(any(_is_later(ceasefire, force) for ceasefire in truce) for truce in truces)


def _is_later(ceasefire: Ceasefire, force: Force) -> bool:
    declared = ceasefire.because_of("declared")
    start = ceasefire.effective_from
    return (declared is not None and moment(declared) > force.when) or (
        start is not None and start.first_day > force.when[0]
    )


def _doubts(state: Snapshot, dyad: Dyad, events: Iterable[Event]) -> Iterator[str]:
    yield from _doubts_of_events(state, events)
    alone = [(code, c) for code in dyad.pair for c in dyad.one_sided_on(code, state.day)]
    if len({code for code, _ in alone}) > 1:
        named = ", ".join(ceasefire.ceasefire for _, ceasefire in alone)
        yield f"each has declared a one-sided ceasefire: {named}"
    elif alone:
        for code, ceasefire in alone:
            yield f"{state.actors.shown(code)} alone has declared a ceasefire: {ceasefire.ceasefire}"
    yield from _alleged(state, dyad)
    for ceasefire in state.parts.ceasefires.values():
        if not ceasefire.parties and ceasefire.in_force_on(state.day):
            yield f"the parties to the ceasefire {ceasefire.ceasefire} are not stated"


def _doubts_of_events(state: Snapshot, events: Iterable[Event]) -> Iterator[str]:
    """Yield a doubt if all events are claims, if any is disputed, and if all are provisional."""
    reported = list(events)
    if reported and all(event.claimed_by for event in reported):
        claimants = dict.fromkeys(code for event in reported for code in event.claimed_by)
        yield f"on the word of {state.actors.listed(claimants)}"
    disputing = dict.fromkeys(code for e in reported for code in state.disputes.get(e.id, ()))
    if disputing:
        yield f"disputed by {state.actors.listed(disputing)}"
    if reported and all(event.certainty == "provisional" for event in reported):
        yield "provisional"


def _alleged(state: Snapshot, dyad: Dyad) -> Iterator[str]:
    """Yield who alleges that a ceasefire that holds between the two was violated."""
    holding = {ceasefire.ceasefire for ceasefire in dyad.ceasefires_on(state.day)}
    for alleged in state.parts.violations.values():
        between = (
            pair
            for event in alleged.because
            if isinstance(event, CeasefireViolationAlleged)
            for pair in violated_between(state, event, proven=False)
        )
        if alleged.subject in holding and dyad.pair in between:
            by = state.actors.shown(alleged.by) if alleged.by else "somebody"
            yield f"{by} alleges violations of {alleged.subject}, the last on {alleged.last}"


def forgotten(state: Snapshot, dyad: Dyad) -> Iterator[str]:
    """Yield a doubt for each conflict without an end on record, if there was no force for a year."""
    last = dyad.last_force
    if last is None or state.day - last.when[0] <= YEAR:
        return
    since = day_text(last.when[0])
    for conflict in open_conflicts(state, dyad):
        yield f"{conflict.name} has no end on record, and no use of force since {since}"


def ceasefire(state: Snapshot, dyad: Dyad) -> Holds | None:
    """Apply the rule of a ceasefire: one that binds both, or one by each of the two."""
    truces = dyad.truces_on(state.day)
    if not truces:
        return None
    several = dyad.ceasefires_on(state.day)
    old = [c for c in several if is_forgotten(state, c)]
    doubts = [f"no news of {c.ceasefire} for a year, and no end on record" for c in old]
    lasting = len(old) < len(several)
    rule = "a ceasefire between the two is in force" if lasting else "a ceasefire, no end on record"
    if not any(len(truce) == 1 for truce in truces):
        rule = "each of the two has declared a ceasefire"
    if dyad.force is not None and not _silenced(dyad.force, truces):
        doubts.append(f"force was used after it, the last on {day_text(dyad.force.when[0])}")
    return Holds(rule, behind("declared", several), (*doubts, *_alleged(state, dyad)))
