"""Bookkeeping without effect: no target, a wrong one, a cycle, another id or kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.errors import did_you_mean
from peacetalks.events import EventsMerged
from peacetalks.history.bookkeeping import Problem, Trouble

__all__ = ["RULES"]

_CODES: Final[dict[Trouble, str]] = {
    "no target": "PT151",
    "wrong target": "PT152",
    "cycle": "PT153",
    "other id": "PT154",
    "other kind": "PT155",
}


def without_effect(evidence: Evidence) -> Iterator[Remark]:
    """PT151 to PT155: bookkeeping that changes nothing, and why."""
    ids = [event.id for event in evidence.given]
    for problem in evidence.resolution.problems:
        yield Remark(_CODES[problem.trouble], problem.event, _told(problem, ids))


def _told(problem: Problem, ids: list[str]) -> str:
    target = problem.target
    match problem.trouble:
        case "no target":
            hint = did_you_mean(target, [name for name in ids if name != problem.event.id])
            told = f"there is no event {target!r}"
            return f"{told}; hint: {hint}" if hint else told
        case "wrong target":
            return f"{target!r} is bookkeeping; hint: retract it and write it anew"
        case "cycle":
            return f"retractions in a cycle through {target!r}; none of them counts"
        case "other id":
            return f"the replacement of {target!r} has another id; hint: leave its id as it was"
        case "other kind":
            return f"the replacement of {target!r} is of another kind; hint: retract it instead"


def circular_merges(evidence: Evidence) -> Iterator[Remark]:
    """PT153: merges that lead back to themselves."""
    into: dict[str, EventsMerged] = {
        name: event
        for event in evidence.given
        if isinstance(event, EventsMerged)
        for name in event.duplicates
    }
    told: set[str] = set()
    for name, event in into.items():
        seen = [name]
        step = event.canonical
        while step in into and step not in seen:
            seen.append(step)
            step = into[step].canonical
        if step == name and event.id not in told:
            told.update(into[other].id for other in seen)
            yield Remark("PT153", event, f"merges in a cycle through {name!r}; none merges")


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    without_effect,
    circular_merges,
)
