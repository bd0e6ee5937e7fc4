"""Which bookkeeping holds, and to whom it applies.

A bookkeeping event *holds* while it is visible, unless a retraction that itself holds targets it.
A retraction has one target, so chains end or form a cycle; in a cycle no retraction holds. The
target of a bookkeeping event may come later or never, or may be of a kind that the event cannot be
about. This is a problem, which ``check`` reports, and the event has no effect.

This module decides what the rules leave open:

- Only facts are corrected, confirmed, disputed and merged. Bookkeeping is retracted and written
  again. To correct a correction, correct the fact again: the later correction holds.
- A bookkeeping event is made by its ``by`` or, if that is not stated, by its ``claimed_by``. If
  neither is stated, it is stated as fact.
- A fact's own claimants are its original ``claimed_by``, for a figure also its counting body, and
  for bookkeeping those who made it. So in an account, nobody else can take back a party's dispute,
  confirmation or correction.
- A merge of several duplicates affects those that exist; without its canonical fact it has no
  effect. Merges are made by the keeper of the record, and apply in every account.
- Confirmations and disputes that name nobody (stated as fact) change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar, final

from attrs import frozen

from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.events.bookkeeping import (
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.history.order import IN_PYTHON, Order

__all__ = [
    "BOOKKEEPING",
    "Bookkeeping",
    "Ledger",
    "Problem",
    "claimants",
    "ledger_of",
    "makers",
    "targets",
]

Bookkeeping: TypeAlias = (
    EventCorrected | EventRetracted | EventConfirmed | EventDisputed | EventsMerged
)
BOOKKEEPING = (EventCorrected, EventRetracted, EventConfirmed, EventDisputed, EventsMerged)

Trouble: TypeAlias = Literal["no target", "wrong target", "cycle", "other id", "other kind"]


B = TypeVar("B", bound=Event)


@final
@frozen
class Problem:
    """Bookkeeping that has no effect on a target, and why."""

    event: Bookkeeping
    trouble: Trouble
    target: str


@final
@frozen
class Ledger:
    """The bookkeeping that holds, by the id of the fact that it is about.

    Attributes:
        retractions: retractions of a fact.
        corrections: corrections of a fact.
        words: confirmations and disputes of a fact.
        merges: merges, by the id of each duplicate.
        aimed: all valid bookkeeping, whether it holds or not, by the id of the fact or bookkeeping
            that it is about.
        problems: bookkeeping that has no effect.
        order: decides which of several is the latest.
    """

    retractions: Mapping[str, tuple[EventRetracted, ...]]
    corrections: Mapping[str, tuple[EventCorrected, ...]]
    words: Mapping[str, tuple[EventConfirmed | EventDisputed, ...]]
    merges: Mapping[str, tuple[EventsMerged, ...]]
    aimed: Mapping[str, tuple[Bookkeeping, ...]]
    problems: tuple[Problem, ...]
    order: Order = IN_PYTHON

    def behind(self, *names: str) -> tuple[Bookkeeping, ...]:
        """Return all bookkeeping about some facts, about that bookkeeping, and about merged facts.

        It is in the order in which it became public.
        """
        books: dict[str, Bookkeeping] = {}
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for event in self.aimed.get(name, ()):
                books[event.id] = event
                waiting += (event.id, *targets(event))
        return tuple(sorted(books.values(), key=self.order.recency))


def targets(event: Bookkeeping) -> tuple[str, ...]:
    """Return the ids that a bookkeeping event is about."""
    if isinstance(event, EventsMerged):
        return (event.canonical, *event.duplicates)
    return (event.target,)


def makers(event: Bookkeeping) -> Codes:
    """Return who made a bookkeeping event; empty: it is stated as fact."""
    return getattr(event, "by", None) or event.claimed_by


def claimants(event: Event) -> Codes:
    """Return on whose word an event rests: who claims it, counted a figure or made bookkeeping."""
    if isinstance(event, BOOKKEEPING):
        return makers(event)
    body = getattr(event, "counting_body", None)
    return (*event.claimed_by, body) if body else event.claimed_by


def ledger_of(
    bookkeeping: Iterable[Bookkeeping],
    facts: Mapping[str, Event],
    party: str | None = None,
    *,
    order: Order = IN_PYTHON,
) -> Ledger:
    """Return the bookkeeping that holds.

    Args:
        bookkeeping: the bookkeeping that is visible from a viewpoint.
        facts: the facts that are visible, by id.
        party: whose account it is; None: everyone's.
        order: decides which of several is the latest.
    """
    visible = sorted(bookkeeping, key=order.recency)
    by_id: dict[str, Bookkeeping] = {event.id: event for event in visible}
    problems = list(_problems(visible, by_id, facts))
    void = {id(p.event) for p in problems if p.target == targets(p.event)[0]}
    everything: Mapping[str, Event] = {**facts, **by_id}
    valid = [e for e in visible if id(e) not in void and _applies(e, everything, party)]
    aimed: dict[str, list[Bookkeeping]] = defaultdict(list)
    for event in valid:
        for name in targets(event):
            aimed[name].append(event)
    holds = _holding(valid, aimed)
    about: dict[type[Bookkeeping], dict[str, list[Bookkeeping]]] = {
        kind: defaultdict(list) for kind in BOOKKEEPING
    }
    for event in valid:
        if holds[event.id]:
            names = event.duplicates if isinstance(event, EventsMerged) else targets(event)
            for name in names:
                about[_group(event)][name].append(event)
    return Ledger(
        _only(EventRetracted, about[EventRetracted]),
        _only(EventCorrected, about[EventCorrected]),
        _only((EventConfirmed, EventDisputed), about[EventConfirmed]),
        _only(EventsMerged, about[EventsMerged]),
        {name: tuple(events) for name, events in aimed.items()},
        tuple(problems),
        order,
    )


def _group(event: Bookkeeping) -> type[Bookkeeping]:
    """Return the kind of an event; confirmations and disputes are kept together."""
    return EventConfirmed if isinstance(event, EventDisputed) else type(event)


def _applies(event: Bookkeeping, events: Mapping[str, Event], party: str | None) -> bool:
    """Return whether a correction or retraction counts in an account; other bookkeeping does."""
    if party is None or not isinstance(event, (EventCorrected, EventRetracted)):
        return True
    by = makers(event)
    return not by or party in by or not set(by).isdisjoint(claimants(events[event.target]))


def _only(
    kinds: type[B] | tuple[type[B], ...], by_target: Mapping[str, Sequence[Event]]
) -> dict[str, tuple[B, ...]]:
    return {
        name: tuple(event for event in events if isinstance(event, kinds))
        for name, events in by_target.items()
    }


def _problems(
    visible: list[Bookkeeping], by_id: Mapping[str, Bookkeeping], facts: Mapping[str, Event]
) -> Iterable[Problem]:
    circular = _circular(by_id)
    for event in visible:
        if event.id in circular:
            yield Problem(event, "cycle", targets(event)[0])
            continue
        for name in targets(event):
            if name in by_id and not isinstance(event, EventRetracted):
                yield Problem(event, "wrong target", name)
            elif name not in by_id and name not in facts:
                yield Problem(event, "no target", name)
            elif isinstance(event, EventCorrected):
                yield from _of_correction(event, facts[name])


def _of_correction(event: EventCorrected, target: Event) -> Iterable[Problem]:
    if event.replacement.id != event.target:
        yield Problem(event, "other id", event.target)
    elif type(event.replacement) is not type(target):
        yield Problem(event, "other kind", event.target)


def _circular(by_id: Mapping[str, Bookkeeping]) -> set[str]:
    """Return the ids of retractions in a cycle; each has one target, so follow it."""
    circular: set[str] = set()
    done: set[str] = set()
    for start in by_id:
        path: list[str] = []
        name: str | None = start
        while name is not None and name not in done:
            if name in path:
                circular.update(path[path.index(name) :])
                break
            path.append(name)
            event = by_id.get(name)
            name = event.target if isinstance(event, EventRetracted) else None
        done.update(path)
    return circular


def _holding(valid: list[Bookkeeping], aimed: Mapping[str, list[Bookkeeping]]) -> dict[str, bool]:
    """Return whether each bookkeeping event holds, following chains of retractions to the end."""
    holds: dict[str, bool] = {}
    for event in valid:
        # A chain may be longer than Python can recurse, so it has a stack of its own.
        stack = [event.id]
        while stack:
            name = stack[-1]
            retractions = [r.id for r in aimed.get(name, ()) if isinstance(r, EventRetracted)]
            waiting = [r for r in retractions if r not in holds]
            if name in holds:
                stack.pop()
            elif waiting:
                stack += waiting
            else:
                holds[name] = not any(holds[r] for r in retractions)
                stack.pop()
    return holds
