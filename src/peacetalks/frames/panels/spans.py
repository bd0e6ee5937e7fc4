"""The items of a history, each with the days on which it was known: the rows that panels count.

A column of a panel counts items. With what is on record now, an item counts if it is on record.
With what was known then, it counts in a period if it was known on its last day. So each item has
the day since which it was known and the day until which it was: a correction or a later figure
replaces it.

Most facts have nothing to do with others, and are known since they were public. Facts that belong
together (a fact and its corrections, tellings of one act, figures of one series) are gone through
as a small history, day by day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar, final

from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected, EventsMerged
from peacetalks.events.clocks import NEVER, public
from peacetalks.events.force import (
    AttackReported,
    CasualtiesReported,
    HostilitiesStarted,
    OffensiveLaunched,
)
from peacetalks.events.meetings import MeetingProposed, MeetingRefused
from peacetalks.events.tellings import Tellings
from peacetalks.events.territory import DisplacementReported
from peacetalks.frames.panels.items import (
    FlowFigure,
    Item,
    of_fact,
    of_figures,
)
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.daily import THEN
from peacetalks.history.resolution import visible_since
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import ALWAYS, When, day_text
from peacetalks.primitives.when_grammar import DAY
from peacetalks.reducer.folding import is_passed_over
from peacetalks.state.viewpoint import Viewpoint

__all__ = [
    "Group",
    "Span",
    "Together",
    "belongs_to",
    "days_of_change",
    "groups",
    "items",
    "of_group",
    "replaced",
    "spans_known_by",
    "spans_of",
]

M = TypeVar("M")
_FIGURES: Final = (CasualtiesReported, DisplacementReported)
_INCIDENTS: Final = (AttackReported, HostilitiesStarted, OffensiveLaunched)


@final
class Span(NamedTuple):
    """An item, and when it was known.

    Attributes:
        item: the item.
        since: the first day on which it was known, in days since 1970-01-01; ``NEVER``: it is not
            known since when, so it counts only with what is on record now.
        until: the day from which it no longer was, because something replaced it.
        is_on_record: whether it counts with what is on record now.
    """

    item: Item
    since: int
    until: int
    is_on_record: bool

    def is_known(self, day: int | None) -> bool:
        """Return whether it counts with what was known on a day; None: with what is on record."""
        return self.is_on_record if day is None else self.since <= day < self.until


def spans_of(history: History) -> Iterator[Span]:
    """Yield the items of a history with the days on which they were known.

    >>> import peacetalks as pt
    >>> met = pt.MeetingHeld(id="met", occurred="1970-01-02", meeting="m")
    >>> misread = pt.EventRetracted(occurred="1970-01-10", target="met")
    >>> [span[1:] for span in spans_of(pt.History([met, misread]))]
    [(1, 9, False)]
    """
    for group in groups(history):
        yield from of_group(history, group)


def spans_known_by(history: History, known: When) -> Iterator[Span]:
    """Yield the items of a history by what was public by an instant, as if that were all."""
    seen = history.effective(Viewpoint(known=known))
    for item in items(seen.events, seen.aliases):
        yield Span(item, NEVER, NEVER, is_on_record=True)


def of_group(history: History, group: Sequence[Event]) -> Iterator[Span]:
    """Yield the items of facts that belong together, of a history that has them."""
    days = {public(event) // DAY for event in group}
    if len(days) == 1 and not any(isinstance(event, BOOKKEEPING) for event in group):
        (since,) = days
        yield from (Span(item, since, NEVER, is_on_record=True) for item in items(group))
    else:
        yield from replaced(history.only(group))


def items(facts: Iterable[Event], aliases: Mapping[str, str] = FrozenMap[str, str]()) -> list[Item]:
    """Return what some facts count as; of rival tellings of one act, the first counts.

    Args:
        facts: the facts that count, in the one order.
        aliases: ids of facts that were merged, each with the id of the fact that counts.
    """
    listed = _first_told([fact for fact in facts if not is_passed_over(fact)])
    invited: dict[str, list[str]] = {}
    incidents: dict[str, Event] = {}
    figures: list[FlowFigure] = []
    for fact in listed:
        if isinstance(fact, _FIGURES):
            figures.append(fact)
        elif isinstance(fact, MeetingProposed):
            invited.setdefault(fact.meeting, []).extend(fact.invitees or ())
        elif isinstance(fact, _INCIDENTS):
            incidents[_name_of(fact)] = fact
    incidents |= {merged: incidents[kept] for merged, kept in aliases.items() if kept in incidents}
    counted: list[Item] = []
    for fact in listed:
        others = invited.get(fact.meeting, ()) if isinstance(fact, MeetingRefused) else ()
        counted += of_fact(fact, others)
    return counted + of_figures(figures, incidents) if figures else counted


def _first_told(facts: Iterable[Event]) -> list[Event]:
    """Return facts, of rival tellings of one act only the first."""
    tellings: defaultdict[str, Tellings] = defaultdict(Tellings)
    return [fact for fact in facts if fact.act is None or tellings[fact.act].take(fact)]


def _name_of(incident: Event) -> str:
    if isinstance(incident, OffensiveLaunched):
        return incident.offensive
    return incident.hostilities if isinstance(incident, HostilitiesStarted) else incident.id


def replaced(history: History) -> Iterator[Span]:
    """Yield the items of facts of which some replace others."""
    known: dict[Item, tuple[int, ...]] = {}
    for day in history.daily(map(day_text, days_of_change(history)), known=THEN):
        seen = day.timeline
        now = Counter(items(seen.events, seen.aliases))
        for item in known.keys() | now.keys():
            before = known.pop(item, ())
            kept, gone = before[: now[item]], before[now[item] :]
            yield from (Span(item, since, day.day, is_on_record=False) for since in gone)
            if now[item]:
                known[item] = kept + (day.day,) * (now[item] - len(kept))
    seen = history.effective()
    on_record = Counter(items(seen.events, seen.aliases))
    for item in known.keys() | on_record.keys():
        days, number = known.get(item, ()), on_record[item]
        for place, since in enumerate(days):
            yield Span(item, since, NEVER, is_on_record=place < number)
        for _ in range(number - len(days)):
            yield Span(item, NEVER, NEVER, is_on_record=True)


def days_of_change(history: History) -> list[int]:
    """Return the days on which a fact became public, or what replaces one."""
    instants = [since for since, _ in visible_since(history.events)]
    instants += [public(e.replacement) for e in history.events if isinstance(e, EventCorrected)]
    return sorted({instant // DAY for instant in instants if abs(instant) < ALWAYS})


def groups(history: History) -> Iterator[list[Event]]:
    """Yield the facts that belong together, in the one order, with the bookkeeping about them."""
    together = Together[tuple[int, Event]]()
    for number, event in enumerate(history.events):
        together.add((number, event), (event.id, *belongs_to(event)))
    for group in together.groups():
        yield [event for _, event in sorted(group.members)]


@final
class Group(Generic[M]):
    """What belongs together.

    Attributes:
        members: what belongs together, in no order.
        keys: the keys of its members.
    """

    __slots__ = ("keys", "members")

    def __init__(self) -> None:
        self.members: list[M] = []
        self.keys: list[str] = []


@final
class Together(Generic[M]):
    """Groups of what shares a key, directly or through others."""

    def __init__(self) -> None:
        self._by_key: dict[str, Group[M]] = {}
        self._groups: list[Group[M]] = []

    def add(self, member: M, keys: tuple[str, ...]) -> None:
        """Add what has these keys."""
        by_key = self._by_key
        group: Group[M] | None = None
        new: list[str] = []
        for key in keys:
            other = by_key.get(key)
            if other is None:
                new.append(key)
            elif group is None:
                group = other
            elif group is not other:
                group = self._joined(group, other)
        if group is None:
            group = Group()
            self._groups.append(group)
        group.members.append(member)
        for key in new:
            by_key[key] = group
        group.keys += new

    def groups(self) -> Iterator[Group[M]]:
        """Yield the groups."""
        return (group for group in self._groups if group.members)

    def _joined(self, one: Group[M], other: Group[M]) -> Group[M]:
        large, small = (one, other) if len(one.keys) >= len(other.keys) else (other, one)
        self._by_key.update(dict.fromkeys(small.keys, large))
        large.members += small.members
        large.keys += small.keys
        # It stays in the list, without members.
        small.members, small.keys = [], []
        return large


def belongs_to(event: Event) -> tuple[str, ...]:
    """Return the ids, acts and things with which an event belongs together. No id has a space."""
    of_kind = _OF_KIND.get(type(event))
    keys = () if of_kind is None else of_kind(event)
    return keys if event.act is None else (*keys, f"act {event.act}")


def _of_deaths(event: Any) -> tuple[str, ...]:
    # Any: an event of the kind; so in the functions below.
    if event.incident is None:
        return (f"series {event.series}",)
    return f"series {event.series}", f"incident {event.incident}"


def _of_displaced(event: Any) -> tuple[str, ...]:
    return (f"series {event.series}",)


def _of_meeting(event: Any) -> tuple[str, ...]:
    return (f"meeting {event.meeting}",)


def _of_incident(event: Any) -> tuple[str, ...]:
    return (f"incident {_name_of(event)}",)


def _of_merge(event: Any) -> tuple[str, ...]:
    # A figure may name its incident by an id that was merged away, and that no event has.
    ids = tuple(targets(event))
    return (*ids, *(f"incident {one}" for one in ids))


def _of_correction(event: Any) -> tuple[str, ...]:
    return (*targets(event), *belongs_to(event.replacement))


def _of_book(event: Any) -> tuple[str, ...]:
    return tuple(targets(event))


_Keys: TypeAlias = Callable[[Any], tuple[str, ...]]
_OF_KIND: Final[dict[type[Event], _Keys]] = {
    **dict.fromkeys(BOOKKEEPING, _of_book),
    EventCorrected: _of_correction,
    EventsMerged: _of_merge,
    CasualtiesReported: _of_deaths,
    DisplacementReported: _of_displaced,
    **dict.fromkeys((MeetingProposed, MeetingRefused), _of_meeting),
    **dict.fromkeys(_INCIDENTS, _of_incident),
}
