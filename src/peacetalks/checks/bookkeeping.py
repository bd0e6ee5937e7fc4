"""Check bookkeeping that has no effect: missing or wrong targets, cycles, other ids or kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Issue
from peacetalks.events.clocks import public
from peacetalks.findings import Rule, checks
from peacetalks.history.bookkeeping import BOOKKEEPING, Trouble, ledger_of

__all__ = ["RULES"]

_TROUBLES: Final[dict[Trouble, tuple[Rule, str]]] = {
    "no target": (checks.NO_TARGET, "there is no event {}"),
    "wrong target": (
        checks.WRONG_TARGET,
        "{} is bookkeeping; hint: retract it and write a new one",
    ),
    "cycle": (checks.CYCLE, "the retractions form a cycle through {}, so none of them counts"),
    "other id": (checks.OTHER_ID, "the replacement of {} has another id; hint: keep the id"),
    "other kind": (
        checks.OTHER_KIND,
        "the replacement of {} is of another kind; hint: retract {} and add a new event",
    ),
}


def without_effect(evidence: Evidence) -> Iterator[Issue]:
    """Report bookkeeping that changes nothing, and why."""
    ids = {event.id for event in evidence.events}
    for problem in evidence.effective.problems:
        rule, message = _TROUBLES[problem.trouble]
        target = repr(problem.target)
        missing = problem.target if problem.trouble == "no target" else None
        text = message.format(*[target] * message.count("{}"))
        yield Issue(rule, problem.event, text, wrong=missing, known=ids)


def circular_merges(evidence: Evidence) -> Iterator[Issue]:
    """Report merges that lead back to themselves."""
    books = [event for event in evidence.history.events if isinstance(event, BOOKKEEPING)]
    facts = {e.id: e for e in evidence.history.events if not isinstance(e, BOOKKEEPING)}
    order = evidence.history.order
    merges = ledger_of(books, facts, order=order).merges
    into = {name: max(rivals, key=order.recency) for name, rivals in merges.items()}
    reported: set[str] = set()
    for name, event in into.items():
        seen = [name]
        step = event.canonical
        while step in into and step not in seen:
            seen.append(step)
            step = into[step].canonical
        if step == name and event.id not in reported:
            reported.update(into[other].id for other in seen)
            yield Issue(
                checks.CYCLE,
                event,
                f"the merges form a cycle through {name!r}, so none of them counts",
            )


def corrects_merged(evidence: Evidence) -> Iterator[Issue]:
    """Report a correction of a fact that had already been merged into another."""
    facts = {e.id: e for e in evidence.history.events if not isinstance(e, BOOKKEEPING)}
    books = [event for event in evidence.history.events if isinstance(event, BOOKKEEPING)]
    if not evidence.effective.aliases:
        return
    ledger = ledger_of(books, facts)
    for name, kept in evidence.effective.aliases.items():
        merged = min(map(public, ledger.merges[name]))
        for event in ledger.corrections.get(name, ()):
            if public(event) >= merged:
                message = (
                    f"{name!r} had already been merged into {kept!r}, whose content counts; "
                    f"hint: correct {kept!r}"
                )
                yield Issue(checks.CORRECTS_MERGED, event, message, "$.target")


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    without_effect,
    circular_merges,
    corrects_merged,
)
