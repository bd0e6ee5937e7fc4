"""Bookkeeping without effect: no target, a wrong one, merged away, a cycle, another id or kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.events.clocks import public
from peacetalks.history.bookkeeping import BOOKKEEPING, Trouble, ledger_of

__all__ = ["RULES"]

_TROUBLES: Final[dict[Trouble, tuple[str, str]]] = {
    "no target": ("PT151", "there is no event {}"),
    "wrong target": ("PT152", "{} is bookkeeping; hint: retract it and write it anew"),
    "cycle": ("PT153", "retractions in a cycle through {}; none of them counts"),
    "other id": ("PT154", "the replacement of {} has another id; hint: leave its id as it was"),
    "other kind": ("PT155", "the replacement of {} is of another kind; hint: retract it instead"),
}


def without_effect(evidence: Evidence) -> Iterator[Remark]:
    """PT151 to PT155: bookkeeping that changes nothing, and why."""
    ids = {event.id for event in evidence.given}
    for problem in evidence.resolution.problems:
        code, told = _TROUBLES[problem.trouble]
        missing = problem.target if problem.trouble == "no target" else None
        yield Remark(
            code, problem.event, told.format(repr(problem.target)), wrong=missing, known=ids
        )


def circular_merges(evidence: Evidence) -> Iterator[Remark]:
    """PT153: merges that lead back to themselves."""
    books = [event for event in evidence.history.events if isinstance(event, BOOKKEEPING)]
    facts = {e.id: e for e in evidence.history.events if not isinstance(e, BOOKKEEPING)}
    order = evidence.history.order
    merges = ledger_of(books, facts, order=order).merges
    into = {name: max(several, key=order.recency) for name, several in merges.items()}
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


def of_merged_away(evidence: Evidence) -> Iterator[Remark]:
    """PT156: a correction of a fact that had been merged into another."""
    facts = {e.id: e for e in evidence.history.events if not isinstance(e, BOOKKEEPING)}
    books = [event for event in evidence.history.events if isinstance(event, BOOKKEEPING)]
    if not evidence.resolution.aliases:
        return
    ledger = ledger_of(books, facts)
    for name, kept in evidence.resolution.aliases.items():
        merged = min(map(public, ledger.merges[name]))
        for event in ledger.corrections.get(name, ()):
            if public(event) >= merged:
                told = f"{name!r} had been merged into {kept!r}, which says what counts"
                yield Remark("PT156", event, f"{told}; hint: correct {kept!r}", "$.target")


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    without_effect,
    circular_merges,
    of_merged_away,
)
