"""Folds of decoded events, compared with an empty dispatch, the peer, and longer streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tests.bench.material import events
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt

__all__ = ["TALLIES", "fold_section", "growth_section", "tallies"]

EMPTY, OURS = "an empty dispatch", "peacetalks, full state with provenance"


def fold_section(number: int) -> Section:
    """Return folds into the full state and into tallies, and those of the peer."""
    from tests.bench import peer  # noqa: PLC0415 # an extra for benchmarks

    made = events(number)
    theirs, structs = peer.peer_events(made), peer.struct_events(made)
    own, theirs_way = "peacetalks, own tallies", "eventsourcing, documented: the same tallies"
    best = "eventsourcing, fastest: the same tallies"
    simulated = list(pt.simulate(1, number))
    return Section(
        f"fold, {number:,} decoded events",
        [
            Case(EMPTY, number, lambda: lambda: _empty(made)),
            Case(OURS, number, lambda: lambda: pt.fold(made)),
            Case("peacetalks, simulated talks", number, lambda: lambda: pt.fold(simulated)),
            Case(own, number, lambda: lambda: pt.fold(made, TALLIES, initial=tallies)),
            Case(theirs_way, number, lambda: lambda: peer.documented(theirs)),
            Case(best, number, lambda: lambda: peer.fastest(structs)),
        ],
        [
            Goal("full state, times an empty dispatch", lambda per: per[OURS] / per[EMPTY], most=9),
            Goal(
                "own tallies, of the peer's documented",
                lambda per: per[theirs_way] / per[own],
                10,
            ),
            Goal("full state, of the peer's documented", lambda per: per[theirs_way] / per[OURS]),
            Goal("own tallies, of the peer's fastest", lambda per: per[best] / per[own], 1),
        ],
    )


def growth_section(few: int, many: int) -> Section:
    """Return the same folds over few and many events."""
    cases: list[Case] = []
    for number in (few, many):
        made = events(number)
        times = max(1, 20_000 // number)
        cases += [
            Case(f"{name}, {number:,}", number * times, _repeated(run, made, times))
            for name, run in ((EMPTY, _empty), (OURS, pt.fold))
        ]
    first = [case.name for case in cases]
    return Section(
        f"fold, {few:,} and {many:,} events",
        cases,
        [
            Goal(
                f"times an empty dispatch at {many:,}, over that at {few:,}",
                lambda per: per[first[3]] / per[first[2]] / (per[first[1]] / per[first[0]]),
                most=2,
            )
        ],
        rounds=3,
    )


def _repeated(
    run: Callable[[Any], Any], made: list[pt.Event], times: int
) -> Callable[[], Callable[[], Any]]:
    def repeat() -> None:
        for _ in range(times):
            run(made)

    return lambda: repeat


def _nothing(state: Any, event: Any) -> Any:  # noqa: ARG001 # the signature of every handler
    return state


def _empty(made: Iterable[pt.Event]) -> Any:
    state = None
    for event in made:
        state = _NOTHING[type(event)](state, event)
    return state


def tallies() -> dict[str, dict[str, Any]]:
    """Return the state that the peer keeps, before any event."""
    return {"meetings": {}, "offensives": {}, "displaced": {}}


def _proposed(state: Any, event: pt.MeetingProposed) -> Any:
    state["meetings"][event.meeting] = "proposed"
    return state


def _refused(state: Any, event: pt.MeetingRefused) -> Any:
    state["meetings"][event.meeting] = "refused"
    return state


def _launched(state: Any, event: pt.OffensiveLaunched) -> Any:
    state["offensives"][event.offensive] = "open"
    return state


def _displaced(state: Any, event: pt.DisplacementReported) -> Any:
    state["displaced"][event.series] = event.count.best
    return state


TALLIES: Mapping[type[pt.Event], Callable[[Any, Any], Any]] = {
    pt.MeetingProposed: _proposed,
    pt.MeetingRefused: _refused,
    pt.OffensiveLaunched: _launched,
    pt.DisplacementReported: _displaced,
}
_NOTHING = dict.fromkeys(TALLIES, _nothing)
