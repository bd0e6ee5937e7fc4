"""Check order: facts of one day, and bookkeeping of one moment, whose order is not stated.

Then their ids decide (``history/order.py``). Mostly that makes no difference; where it does, there
is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, cast

import attrs

from peacetalks.checks.evidence import Evidence, Issue, describe
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected, EventsMerged
from peacetalks.events.identity import same_content
from peacetalks.findings import checks
from peacetalks.history.bookkeeping import BOOKKEEPING, ledger_of, makers
from peacetalks.history.order import Order
from peacetalks.reducer.draft import Address, Draft
from peacetalks.reducer.folding import apply
from peacetalks.state.part import Part
from peacetalks.state.record import OnRecordDraft
from peacetalks.state.tables import TABLES

__all__ = ["RULES"]

_RECORDS: Final = TABLES[OnRecordDraft]
"""What parties said and did by day; two statements of one day do not replace each other."""

_HINT: Final = (
    "hint: state the hour, or keep both in a file or log, where the later entry counts as later"
)


def undecided_facts(evidence: Evidence) -> Iterator[Issue]:
    """Report facts of one day that write the same field, in an order that is not stated."""
    order = evidence.history.order
    for group in _undecided(evidence.facts, order):
        writers: dict[Address, Event] = {}
        for event in group:
            before = {id(w): w for a in _touched(event) if (w := writers.get(a)) is not None}
            other = next((w for w in before.values() if _differ(w, event)), None)
            if other is not None:
                message = (
                    f"it is not stated whether this comes before or after {describe(other)}, "
                    f"and the order makes a difference; {_HINT}"
                )
                yield Issue(checks.ORDER_NOT_STATED, event, message)
            writers |= dict.fromkeys(_touched(event), event)


def undecided_bookkeeping(evidence: Evidence) -> Iterator[Issue]:
    """Report bookkeeping about one fact, of one moment, without a statement which is later."""
    order = evidence.history.order
    reported: set[str] = set()
    for rivals in _rivals(evidence):
        one, last = sorted(rivals, key=order.recency)[-2:]
        if order.decides_recency(one, last) or _agree(one, last) or last.id in reported:
            continue
        reported.add(last.id)
        message = (
            f"it is not stated whether this or {describe(one)} is later, "
            f"and the later one counts; {_HINT}"
        )
        yield Issue(checks.ORDER_NOT_STATED, last, message)


def _rivals(evidence: Evidence) -> Iterator[Sequence[Event]]:
    """Yield groups of valid bookkeeping of which only the latest counts."""
    events, order = evidence.history.events, evidence.history.order
    books = [event for event in events if isinstance(event, BOOKKEEPING)]
    facts = {event.id: event for event in events if not isinstance(event, BOOKKEEPING)}
    ledger = ledger_of(books, facts, order=order)
    words: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for name, several in ledger.words.items():
        for word in several:
            for code in makers(word):
                words[name, code].append(word)
    groups = (*ledger.corrections.values(), *ledger.merges.values(), *words.values())
    return (group for group in groups if len(group) > 1)


def _undecided(facts: tuple[Event, ...], order: Order) -> Iterator[list[Event]]:
    """Yield runs of facts whose order only their ids decide."""
    starts = [0, *(n for n, pair in enumerate(pairwise(facts), 1) if order.decides(*pair))]
    for first, end in pairwise([*starts, len(facts)]):
        if end - first > 1:
            yield list(facts[first:end])


def _touched(event: Event) -> list[Address]:
    draft = Draft({})
    touched: list[Address] = []
    draft.touched = touched
    apply(draft, (event,))
    return list(dict.fromkeys(touched))


def _differ(one: Event, other: Event) -> bool:
    """Return whether it makes a difference which of two facts comes first."""
    forth, back = _parts(one, other), _parts(other, one)
    return any(
        _comparable(getattr(part, field.name)) != _comparable(getattr(back[address], field.name))
        for address, part in forth.items()
        if address[0] != _RECORDS
        for field in attrs.fields(type(part))
        if field.name != "_because"
    )


def _parts(*events: Event) -> dict[Address, Part]:
    draft = Draft({})
    apply(draft, events)
    tables = draft.sealed().items()
    return {(name, key): part for name, table in tables for key, part in table.items()}


def _comparable(value: object) -> object:
    # The order of a list of what happened does not matter.
    return (
        sorted(map(repr, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else value
    )


def _agree(one: Event, other: Event) -> bool:
    """Return whether two pieces of bookkeeping have the same effect."""
    if isinstance(one, EventCorrected) and isinstance(other, EventCorrected):
        return same_content(one.replacement, other.replacement)
    if isinstance(one, EventsMerged) and isinstance(other, EventsMerged):
        return one.canonical == other.canonical
    return type(one) is type(other)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    undecided_facts,
    undecided_bookkeeping,
)
