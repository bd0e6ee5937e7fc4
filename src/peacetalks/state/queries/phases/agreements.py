"""Rules of phases about the stage of a full agreement between two parties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.events import Event, Stage
from peacetalks.state.agreements import LADDER, Agreement
from peacetalks.state.queries.agreements import stage_of
from peacetalks.state.queries.phases.dyads import Dyad, Pair
from peacetalks.state.queries.phases.holds import Holds
from peacetalks.state.snapshot import Snapshot

__all__ = ["by_stage"]

_NEVER_FULL: Final = frozenset(
    {"partial", "procedural", "ceasefire", "statement", "renewal", "implementation"}
)


def _full(state: Snapshot, dyad: Dyad) -> list[tuple[Agreement, Stage]]:
    """Return the full agreements between the two, with the stage that both have reached."""
    aims = {
        talks.aim
        for talks in state.parts.talks.values()
        if talks.aim is not None
        and (not talks.parties or set(dyad.pair) <= set(state.actors.principals(talks.parties)))
    }
    full = (a for a in dyad.agreements if _is_full(a, aims))
    return [(a, stage) for a in full if (stage := _stage_for(state, a, dyad.pair)) is not None]


def _is_full(agreement: Agreement, aims: set[str]) -> bool:
    if agreement.scope in _NEVER_FULL:
        return False
    return agreement.agreement in aims if aims else agreement.scope in {None, "comprehensive"}


def _stage_for(state: Snapshot, agreement: Agreement, pair: Pair) -> Stage | None:
    """Return the stage for both; they may be ahead of the stage for all parties."""
    stage = stage_of(state, agreement)
    alone = dict.fromkeys(pair, -1)
    for code, reached in agreement.by_party.items():
        party = state.actors.principal(code)
        if party in alone and reached in LADDER:
            alone[party] = max(alone[party], LADDER.index(reached))
    lowest = min(alone.values())
    if (stage is None or stage in LADDER) and lowest > (LADDER.index(stage) if stage else -1):
        return LADDER[lowest]
    return stage


def by_stage(*stages: Stage) -> Callable[[Snapshot, Dyad], Holds | None]:
    """Return the rule that a full agreement between the two is at one of these stages."""

    def find(state: Snapshot, dyad: Dyad) -> Holds | None:
        reached = [(a, stage) for a, stage in _full(state, dyad) if stage in stages]
        if not reached:
            return None
        agreement, stage = max(reached, key=lambda item: _signed_on(item[0]))
        stage_in_words = stage.replace("_", " ")
        rule = f"{agreement.agreement} is {stage_in_words}"
        if stages[0] == "text_concluded":
            rule = f"{agreement.agreement}: {stage_in_words}, not signed"
        return Holds(rule, _signing(agreement), tuple(_doubts(agreement, state, dyad)))

    return find


def _signed_on(agreement: Agreement) -> tuple[int, int, str]:
    signed = agreement.stages.get("signed") or agreement.since
    return (0, 0, "") if signed is None else (signed.last_day, signed.first_day, signed.text)


def _signing(agreement: Agreement) -> tuple[Event, ...]:
    events = (agreement.because_of(name) for name in ("stage", "stages.signed", "signed_by"))
    return tuple({id(event): event for event in events if event is not None}.values())


def _doubts(agreement: Agreement, state: Snapshot, dyad: Dyad) -> Iterator[str]:
    if agreement.scope is None and not any(
        talks.aim == agreement.agreement for talks in state.parts.talks.values()
    ):
        yield f"the scope of {agreement.agreement} is not stated"
    suspending = state.actors.principals(agreement.suspended_by)
    for code in dyad.pair:
        if code in suspending:
            yield f"{state.actors.shown(code)} has suspended it"
