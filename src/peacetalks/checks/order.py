"""Order: facts of one day, and bookkeeping of one moment, whose order nobody states.

Their ids decide then (``history/order.py``). That makes no difference to most: a finding is told
where it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, cast

import attrs

from peacetalks.checks.evidence import Evidence, Remark, named
from peacetalks.events import Event, EventCorrected, EventsMerged
from peacetalks.events.identity import same_content
from peacetalks.history.bookkeeping import BOOKKEEPING, ledger_of, makers
from peacetalks.history.order import Order
from peacetalks.reducer.draft import Address, Draft
from peacetalks.reducer.fold import apply
from peacetalks.state.ground import OnRecordDraft
from peacetalks.state.part import Part
from peacetalks.state.tables import TABLES

__all__ = ["RULES"]

_RECORDS: Final = TABLES[OnRecordDraft]
"""What parties said and did by the day; of two words of one day none takes back the other."""

_HINT: Final = (
    "hint: state the hour, or keep them in a file or log, where the later one is the later"
)


def undecided_facts(evidence: Evidence) -> Iterator[Remark]:
    """PT185: facts of one day that write the same, in an order that nobody states."""
    order = evidence.history.order
    for group in _undecided(evidence.facts, order):
        writers: dict[Address, Event] = {}
        for event in group:
            before = {id(w): w for a in _touched(event) if (w := writers.get(a)) is not None}
            other = next((w for w in before.values() if _differ(w, event)), None)
            if other is not None:
                told = f"whether it comes before or after {named(other)} is not stated"
                yield Remark("PT185", event, f"{told}, and it makes a difference; {_HINT}")
            writers |= dict.fromkeys(_touched(event), event)


def undecided_bookkeeping(evidence: Evidence) -> Iterator[Remark]:
    """PT185: bookkeeping about one fact and of one moment, of which nobody states the later."""
    order = evidence.history.order
    told: set[str] = set()
    for several in _rivals(evidence):
        one, last = sorted(several, key=order.recency)[-2:]
        if not order.decides_recency(one, last) and not _agree(one, last) and last.id not in told:
            told.add(last.id)
            what = f"whether it or {named(one)} is the later one is not stated"
            yield Remark("PT185", last, f"{what}, and the later one holds; {_HINT}")


def _rivals(evidence: Evidence) -> Iterator[Sequence[Event]]:
    """Yield bookkeeping that holds, and of which only the latest counts."""
    events, order = evidence.history.events, evidence.history.order
    books = [event for event in events if isinstance(event, BOOKKEEPING)]
    facts = {event.id: event for event in events if not isinstance(event, BOOKKEEPING)}
    ledger = ledger_of(books, facts, order=order)
    words: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for name, several in ledger.words.items():
        for word in several:
            for code in makers(word):
                words[name, code].append(word)
    found = (*ledger.corrections.values(), *ledger.merges.values(), *words.values())
    return (several for several in found if len(several) > 1)


def _undecided(facts: tuple[Event, ...], order: Order) -> Iterator[list[Event]]:
    """Yield facts in a row whose order is left to their ids."""
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
        _told(getattr(part, field.name)) != _told(getattr(back[address], field.name))
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


def _told(value: object) -> object:
    # A list of what happened says the same in any order.
    return (
        sorted(map(repr, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else value
    )


def _agree(one: Event, other: Event) -> bool:
    """Return whether it is all the same which of two pieces of bookkeeping holds."""
    if isinstance(one, EventCorrected) and isinstance(other, EventCorrected):
        return same_content(one.replacement, other.replacement)
    if isinstance(one, EventsMerged) and isinstance(other, EventsMerged):
        return one.canonical == other.canonical
    return type(one) is type(other)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    undecided_facts,
    undecided_bookkeeping,
)
