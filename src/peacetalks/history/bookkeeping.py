"""Which bookkeeping holds, and to whom it applies.

A bookkeeping event *holds* while it is visible, unless a retraction that holds itself is aimed
at it. A retraction has one target, so chains end or close into a cycle; in a cycle none holds.
What a bookkeeping event targets may come later or never, or be of a kind that it cannot be
about: that is a problem, told by ``check``, and the event has no effect.

Decided here, where the rules leave it open:

- Only facts are corrected, confirmed, disputed and merged. Bookkeeping is retracted and
  written anew; a correction of a correction corrects the fact again, and the later one holds.
- Who makes a bookkeeping event is its ``by``; where that is silent, its ``claimed_by``; where
  both are, it is told as fact.
- The own claimants of a fact are its ``claimed_by`` as it was first told, and of a figure its
  counting body too; of bookkeeping those who made it. So in an account nobody else takes back
  a party's dispute, confirmation or correction.
- A merge of several duplicates has its effect on those that are there; without its canonical
  fact it has none. Merges are the work of whoever keeps the record and apply in every account.
- Confirmations and disputes that nobody is named for (told as fact) change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar, final

from attrs import frozen

from peacetalks.construction import Codes
from peacetalks.events import (
    Event,
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
        retractions: that withdraw a fact.
        corrections: that replace it.
        words: confirmations and disputes of it.
        merges: by the id of each duplicate.
        aimed: all that is sound, whether it holds or not, by the id of the fact or bookkeeping
            that it is about.
        problems: bookkeeping that has no effect.
        order: tells which of several is the latest.
    """

    retractions: Mapping[str, tuple[EventRetracted, ...]]
    corrections: Mapping[str, tuple[EventCorrected, ...]]
    words: Mapping[str, tuple[EventConfirmed | EventDisputed, ...]]
    merges: Mapping[str, tuple[EventsMerged, ...]]
    aimed: Mapping[str, tuple[Bookkeeping, ...]]
    problems: tuple[Problem, ...]
    order: Order = IN_PYTHON

    def behind(self, *names: str) -> tuple[Bookkeeping, ...]:
        """Return all that is aimed at some facts, at that again, and at facts merged with them.

        In the order in which it became public.
        """
        found: dict[str, Bookkeeping] = {}
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for event in self.aimed.get(name, ()):
                found[event.id] = event
                waiting += (event.id, *targets(event))
        return tuple(sorted(found.values(), key=self.order.recency))


def targets(event: Bookkeeping) -> tuple[str, ...]:
    """Return the ids that a bookkeeping event is about."""
    if isinstance(event, EventsMerged):
        return (event.canonical, *event.duplicates)
    return (event.target,)


def makers(event: Bookkeeping) -> Codes:
    """Return who made a bookkeeping event; empty: it is told as fact."""
    return getattr(event, "by", None) or event.claimed_by


def claimants(event: Event) -> Codes:
    """Return whose word an event is: who claims it, who counted a figure, who made bookkeeping."""
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
        bookkeeping: what is visible from a viewpoint.
        facts: the facts that are, by id.
        party: whose account it is; None: everyone's.
        order: tells which of several is the latest.
    """
    visible = sorted(bookkeeping, key=order.recency)
    by_id: dict[str, Bookkeeping] = {event.id: event for event in visible}
    problems = list(_problems(visible, by_id, facts))
    void = {id(p.event) for p in problems if p.target == targets(p.event)[0]}
    there: Mapping[str, Event] = {**facts, **by_id}
    sound = [e for e in visible if id(e) not in void and _applies(e, there, party)]
    aimed: dict[str, list[Bookkeeping]] = defaultdict(list)
    for event in sound:
        for name in targets(event):
            aimed[name].append(event)
    holds = _holding(sound, aimed)
    about: dict[type[Bookkeeping], dict[str, list[Bookkeeping]]] = {
        kind: defaultdict(list) for kind in BOOKKEEPING
    }
    for event in sound:
        if holds[event.id]:
            names = event.duplicates if isinstance(event, EventsMerged) else targets(event)
            for name in names:
                about[_sort(event)][name].append(event)
    return Ledger(
        _only(EventRetracted, about[EventRetracted]),
        _only(EventCorrected, about[EventCorrected]),
        _only((EventConfirmed, EventDisputed), about[EventConfirmed]),
        _only(EventsMerged, about[EventsMerged]),
        {name: tuple(events) for name, events in aimed.items()},
        tuple(problems),
        order,
    )


def _sort(event: Bookkeeping) -> type[Bookkeeping]:
    """Return the kind of an event; what parties say of a fact stands together."""
    return EventConfirmed if isinstance(event, EventDisputed) else type(event)


def _applies(event: Bookkeeping, there: Mapping[str, Event], party: str | None) -> bool:
    """Return whether a correction or retraction counts in an account; all else does."""
    if party is None or not isinstance(event, (EventCorrected, EventRetracted)):
        return True
    made = makers(event)
    return not made or party in made or not set(made).isdisjoint(claimants(there[event.target]))


def _only(
    kinds: type[B] | tuple[type[B], ...], found: Mapping[str, Sequence[Event]]
) -> dict[str, tuple[B, ...]]:
    return {
        name: tuple(event for event in events if isinstance(event, kinds))
        for name, events in found.items()
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
    """Return the ids of retractions that stand in a cycle; each has one target, so walk it."""
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


def _holding(sound: list[Bookkeeping], aimed: Mapping[str, list[Bookkeeping]]) -> dict[str, bool]:
    """Return whether each bookkeeping event holds: the chain above it is followed to its end."""
    holds: dict[str, bool] = {}
    for event in sound:
        # A chain may be long; a stack of its own keeps it off Python's.
        stack = [event.id]
        while stack:
            name = stack[-1]
            above = [r.id for r in aimed.get(name, ()) if isinstance(r, EventRetracted)]
            waiting = [r for r in above if r not in holds]
            if name in holds:
                stack.pop()
            elif waiting:
                stack += waiting
            else:
                holds[name] = not any(holds[r] for r in above)
                stack.pop()
    return holds
