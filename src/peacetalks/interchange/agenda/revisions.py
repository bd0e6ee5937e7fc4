"""The revision of an entry and its time: a calendar program keeps the latest revision.

An entry changes when something about its meeting, deadline or commitment becomes known: a fact,
the name of an actor in it, or bookkeeping about either. The sequence number of the entry is the
number of these, minus one (RFC 5545, 3.8.7.4). A later export, with more knowledge or for a later
day, never has a lower number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorNamed, EventCorrected, EventsMerged
from peacetalks.events.clocks import NEVER, public, settled
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING, ledger_of, targets
from peacetalks.history.resolution import visible
from peacetalks.primitives.when import DAY
from peacetalks.state.names import named_in
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.due import After

__all__ = ["Revision", "Revisions"]

Subject: TypeAlias = tuple[str, str]
"""A table of the state and a key in it."""

_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TABLES: Final = {"meeting": "meetings", "deadline": "deadlines", "commitment": "commitments"}


@final
@frozen
class Revision:
    """A revision of an entry.

    Attributes:
        number: 0 at first, and 1 more for each event that became known.
        stamp: when the latest of these events became public, to the second; 1970-01-01 if that
            is not known for any of them.
        behind: the ids of the events that became known.
    """

    number: int
    stamp: dt.datetime
    behind: frozenset[str]


@final
class Revisions:
    """What became known about each subject, up to a viewpoint.

    Args:
        history: the history.
        viewpoint: counts what was public by its ``known``, of facts that had settled by its
            ``on``.
    """

    def __init__(self, history: History, viewpoint: Viewpoint) -> None:
        known = None if viewpoint.known is None else viewpoint.known.hi
        seen = visible(history.events, known)
        books = [event for event in seen if isinstance(event, BOOKKEEPING)]
        facts = {event.id: event for event in seen if not isinstance(event, BOOKKEEPING)}
        self._names = [event for event in seen if isinstance(event, ActorNamed)]
        self._registry = history.actors.registry
        self._seen = {event.id: event for event in seen}
        self._ledger = ledger_of(books, facts, order=history.order)
        self._facts: dict[Subject, set[str]] = defaultdict(set)
        self._together_with: dict[Subject, set[Subject]] = defaultdict(set)
        self._revisions: dict[Subject, Revision] = {}
        self._settled = {
            name: versions
            for name, event in facts.items()
            if _had_settled(versions := [event, *self._replacements(name)], viewpoint)
        }
        for name, versions in self._settled.items():
            for version in versions:
                self._add(name, list(_subjects(version)))

    def _replacements(self, name: str) -> Iterator[Event]:
        bookkeeping = self._ledger.aimed.get(name, ())
        return (event.replacement for event in bookkeeping if isinstance(event, EventCorrected))

    def _add(self, name: str, subjects: list[Subject]) -> None:
        for subject in subjects:
            self._facts[subject].add(name)
            self._together_with[subject].update(subjects)

    def of(self, subject: Subject) -> Revision:
        """Return the revision of the entry of a subject."""
        if subject not in self._revisions:
            together = self._linked(subject)
            self._revisions |= dict.fromkeys(together, self._revision(together))
        return self._revisions[subject]

    def _linked(self, subject: Subject) -> set[Subject]:
        """Return a subject and all that is due with it; they share one revision."""
        subjects, waiting = set[Subject](), [subject]
        while waiting:
            one = waiting.pop()
            if one not in subjects:
                subjects.add(one)
                waiting += self._together_with.get(one, ())
        return subjects

    def _revision(self, subjects: Iterable[Subject]) -> Revision:
        facts = {name for one in subjects for name in self._facts.get(one, ())}
        versions = [version for name in facts for version in self._settled[name]]
        dues = [getattr(version, "due", None) for version in versions]
        # What is due a period after an event moves when the event does.
        awaited = self._merged_with({due.event for due in dues if isinstance(due, After)})
        facts |= {name for name in awaited if name in self._settled}
        facts |= {statement.id for statement in self._statements(versions)}
        bookkeeping = {event.id: event for event in self._ledger.behind(*facts)}
        events = {name: self._seen[name] for name in facts} | bookkeeping
        known = [at for at in map(public, events.values()) if abs(at // DAY) < NEVER]
        stamp = _NEVER + dt.timedelta(seconds=max(known, default=0) // 1_000_000)
        return Revision(max(0, len(events) - 1), stamp, frozenset(events))

    def _statements(self, versions: Iterable[Event]) -> Iterator[ActorNamed]:
        """Yield the statements that affect how actors are shown: about them, or about their names."""
        codes = {name for one in versions for what, name in named_in(one) if what == "actor"}
        names = {self._registry.name(code) for code in codes}
        names |= {n for one in self._names if one.actor in codes for n in one.names.values()}
        for statement in self._names:
            if statement.actor in codes or not names.isdisjoint(statement.names.values()):
                yield statement

    def _merged_with(self, names: set[str]) -> set[str]:
        """Return ids, with those of all events that were ever merged with them."""
        merges = (b for b in self._ledger.behind(*names) if isinstance(b, EventsMerged))
        return names | {name for merge in merges for name in targets(merge)}


def _had_settled(versions: Iterable[Event], viewpoint: Viewpoint) -> bool:
    on = viewpoint.on
    return on is None or any(settled(version) <= on.last_day for version in versions)


def _subjects(event: Event) -> Iterator[Subject]:
    """Yield the subjects of a fact; a deadline is also about the commitment that it is set for."""
    for field, table in _TABLES.items():
        name = getattr(event, field, None)
        if isinstance(name, str):
            yield table, name
    deadline = getattr(event, "deadline", None)
    if isinstance(deadline, str):
        subject = getattr(event, "subject", None)
        for name in dict.fromkeys((deadline, subject)):
            if isinstance(name, str):
                yield "commitments", name
