"""Which events count from a viewpoint: the theory of operation.

Events say what happened; later events say what became known about them. *Resolving* turns
both, for one viewpoint, into **effective events**: the facts as that viewpoint has them. Nothing
else is ordered and folded. Day ``on`` plays no part here: it cuts the ordered sequence.

1. **Visible** is what had been recorded by ``recorded`` and was public by the end of ``known``.
   A correction of a slip of our own (``origin="record"``) counts from its target's public time,
   since the world never knew otherwise; every other bookkeeping event from its own.
2. **Holding** bookkeeping is found (``bookkeeping.py``).
3. **Each fact by itself.** A holding retraction takes it away. Otherwise the latest holding
   correction by (public, place, id) takes its place whole; if what it says was not public yet, the
   fact does not count yet.
4. **Merges** unite the sources, external ids and claimants of facts that are one, in the
   canonical one; if any of them is told as fact, the whole is. Of several merges of one
   duplicate the latest whose canonical fact stands holds; facts merged into one another in a
   cycle stay as they are. The id of a duplicate means the canonical fact wherever an event
   points at events, and wherever a state is asked for one (``state.canonical_id``), whether the
   duplicate itself is there or not. Corrections and retractions are about one telling: a
   retracted duplicate takes its sources and claimants with it, and the fact stays, told by the
   others; what the fact says, its canonical telling says (``check`` finds a correction of a
   duplicate that came after the merge). With its canonical telling retracted a merge has no
   effect, and the others stand by themselves.
5. **Words.** What a party says of any of several facts that are one it says of the one, and
   its latest confirmation or dispute counts. A confirmation adds a claimant to what is claimed
   (after the others, in the order of their codes); what is told as fact stays so.
6. **An account** (``told_by``) of one party is what it claims or has confirmed, and what is told
   as fact, without what it disputes. In it a correction or retraction counts if it is told as
   fact, made by the party, or made by the fact's own claimant. Of rival tellings under one act
   (``events/tellings.py``) it has the party's own, if there is one, which answers to the ids of
   the others too. The account of several parties is what their accounts share, by id and
   content; in what order names stand says nothing.

A worked example. On 26 September a ministry says 125 died (``a``). On the 27th it withdraws
the figure, which counted others too (``b`` retracts ``a``). On the 28th we find that ``b`` was
misread and retract it (``c`` retracts ``b``). Knowing what was public on the 26th, ``a`` counts;
on the 27th it does not; on the 28th it does again, as if ``b`` had never been there. Nothing was
deleted, and each of the three answers can be given at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar, final

import attrs
from attrs import frozen

from peacetalks.construction import Codes
from peacetalks.events import Event, EventConfirmed, EventCorrected, EventDisputed
from peacetalks.events.clocks import public
from peacetalks.events.identity import same_content
from peacetalks.events.tellings import Telling, telling
from peacetalks.frozenmap import FrozenMap
from peacetalks.history.bookkeeping import (
    BOOKKEEPING,
    Bookkeeping,
    Ledger,
    Problem,
    ledger_of,
    makers,
)
from peacetalks.history.order import IN_PYTHON, Order

__all__ = ["Effective", "Resolution", "resolve", "visible", "visible_since"]

T = TypeVar("T")
Word: TypeAlias = EventConfirmed | EventDisputed


@final
@frozen
class Effective:
    """A fact as a viewpoint has it.

    Attributes:
        event: the fact.
        original: the fact as it was first told.
        behind: the bookkeeping that made it what it is, in the order of its days.
        disputed_by: the parties whose latest word on it is a dispute.
    """

    event: Event
    original: Event
    behind: tuple[Bookkeeping, ...] = ()
    disputed_by: Codes = ()


@final
@frozen
class Resolution:
    """What counts from a viewpoint.

    Attributes:
        facts: the effective facts, in no particular order.
        hidden: facts that were visible and do not count, with the bookkeeping that hid them.
        problems: bookkeeping that has no effect.
        aliases: ids that mean another fact, each with the id of that fact, which counts.
    """

    facts: tuple[Effective, ...]
    hidden: tuple[Effective, ...]
    problems: tuple[Problem, ...]
    aliases: FrozenMap[str, str] = FrozenMap()


def visible(events: Iterable[Event], known: int | None) -> list[Event]:
    """Return what was public by an instant, in microseconds since 1970; None: everything."""
    if known is None:
        return list(events)
    return [event for since, event in visible_since(events) if since <= known]


def visible_since(events: Iterable[Event]) -> list[tuple[int, Event]]:
    """Return each event with the instant from which it is visible, in microseconds since 1970.

    What corrects the record, and not the world's knowledge, is visible with what it corrects.
    """
    listed = list(events)
    publics = {event.id: public(event) for event in listed}
    return [(_public_from(event, publics), event) for event in listed]


def _public_from(event: Event, publics: Mapping[str, int]) -> int:
    if isinstance(event, EventCorrected) and event.origin == "record":
        return publics.get(event.target, publics[event.id])
    return publics[event.id]


def resolve(
    events: Iterable[Event],
    *,
    known: int | None = None,
    told_by: Codes = (),
    order: Order = IN_PYTHON,
) -> Resolution:
    """Return the facts as a viewpoint has them.

    Args:
        events: all that was recorded, in any order; ids are unique.
        known: the instant by which things must have been public; None: everything counts.
        told_by: whose account it is; empty: everyone's.
        order: tells which of several is the latest.
    """
    seen = visible(events, known)
    books = [event for event in seen if isinstance(event, BOOKKEEPING)]
    facts = {event.id: event for event in seen if not isinstance(event, BOOKKEEPING)}
    if not told_by:
        return _account(facts, books, None, known, order)
    accounts = [_account(facts, books, party, known, order) for party in dict.fromkeys(told_by)]
    return accounts[0] if len(accounts) == 1 else _shared(accounts, order)


def _shared(accounts: list[Resolution], order: Order) -> Resolution:
    """Return what all accounts tell alike; what one of them lacks is hidden by what hid it there."""
    first, *others = accounts
    told = [{effective.event.id: effective.event for effective in a.facts} for a in others]
    shared: list[Effective] = []
    for effective in first.facts:
        tellings = [effective.event, *(account.get(effective.event.id) for account in told)]
        alike = [e for e in tellings if e is not None and same_content(effective.event, e)]
        if len(alike) == len(tellings):
            # Names in another order are shown in the same one.
            event = effective.event if len(set(alike)) == 1 else min(alike, key=repr)
            shared.append(attrs.evolve(effective, event=event))
    kept = {effective.original.id for effective in shared}
    behind: dict[str, dict[str, Bookkeeping]] = {}
    hidden: dict[str, Effective] = {}
    for effective in (e for a in accounts for e in (*a.facts, *a.hidden)):
        name = effective.original.id
        behind.setdefault(name, {}).update({b.id: b for b in effective.behind})
        if name not in kept:
            hidden.setdefault(name, effective)
    return Resolution(
        tuple(_with_all_behind(effective, behind, order) for effective in shared),
        tuple(_with_all_behind(effective, behind, order) for effective in hidden.values()),
        first.problems,
        _shared_aliases(accounts, kept),
    )


def _shared_aliases(accounts: list[Resolution], kept: set[str]) -> FrozenMap[str, str]:
    """Return the ids that mean in all accounts the same of the facts that they share."""
    names = dict.fromkeys(name for account in accounts for name in account.aliases)
    meant = {name: {account.aliases.get(name, name) for account in accounts} for name in names}
    return FrozenMap(
        {n: only for n, (only, *more) in meant.items() if not more and only in kept and only != n}
    )


def _with_all_behind(
    effective: Effective, behind: Mapping[str, dict[str, Bookkeeping]], order: Order
) -> Effective:
    found = behind[effective.original.id].values()
    return attrs.evolve(effective, behind=tuple(sorted(found, key=order.recency)))


def _account(
    facts: Mapping[str, Event],
    books: list[Bookkeeping],
    party: str | None,
    known: int | None,
    order: Order,
) -> Resolution:
    if not books and party is None:
        # Most streams, and most of the time spent on large ones.
        return Resolution(tuple(Effective(event, event) for event in facts.values()), (), ())
    ledger = ledger_of(books, facts, party, order=order)
    standing: dict[str, Event] = {}
    for name, event in facts.items():
        now = _corrected(event, ledger)
        if name not in ledger.retractions and (known is None or public(now) <= known):
            standing[name] = now
    merged = _merged(standing, ledger)
    one = _groups(standing, merged)
    told = [_told(facts, standing, names, ledger) for names in one.values()]
    counting = told if party is None else _own(told, party)
    instead = {} if party is None else _instead(told, party)
    kept = {effective.event.id for effective in counting}
    root_of = {name: root for root, names in one.items() for name in names}
    hidden = tuple(
        Effective(standing.get(name, event), event, ledger.behind(*one.get(root, ()), name))
        for name, event in facts.items()
        if (root := root_of.get(name, "")) != name or name not in kept
    )
    meant = {name: instead.get(root, root) for name, root in (merged | instead).items()}
    aliases = FrozenMap({name: root for name, root in meant.items() if root in kept})
    return Resolution(tuple(counting), hidden, ledger.problems, aliases)


def _corrected(event: Event, ledger: Ledger) -> Event:
    corrections = ledger.corrections.get(event.id)
    return max(corrections, key=ledger.order.recency).replacement if corrections else event


def _merged(standing: Mapping[str, Event], ledger: Ledger) -> dict[str, str]:
    """Return the canonical id of each id that was merged away, of a fact that is there or not."""
    into: dict[str, str] = {}
    for name, merges in ledger.merges.items():
        holding = [merge for merge in merges if merge.canonical in standing]
        if holding:
            into[name] = max(holding, key=ledger.order.recency).canonical
    for name in [name for name in into if name in _way(name, into)]:
        del into[name]
    return {name: _way(name, into)[-1] for name in sorted(into)}


def _groups(standing: Mapping[str, Event], merged: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the ids of the facts that are one, the canonical one first, by its id."""
    groups = {name: [name] for name in standing if name not in merged}
    for name, canonical in merged.items():
        if name in standing:
            groups[canonical].append(name)
    return groups


def _way(name: str, into: Mapping[str, str]) -> list[str]:
    """Return what a duplicate is merged into, and what that is, to the end or once around."""
    way: list[str] = []
    while name in into and into[name] not in way:
        name = into[name]
        way.append(name)
    return way


def _told(
    facts: Mapping[str, Event], standing: Mapping[str, Event], names: list[str], ledger: Ledger
) -> Effective:
    """Return what facts that are one say together, with what parties say of it."""
    first, *others = members = [standing[name] for name in names]
    if not others and names[0] not in ledger.words:
        return Effective(first, facts[names[0]], ledger.behind(names[0]))
    words = (word for name in names for word in ledger.words.get(name, ()))
    latest = _latest_words(sorted(words, key=ledger.order.recency))
    confirming = [code for code, word in latest.items() if isinstance(word, EventConfirmed)]
    disputing = [code for code, word in latest.items() if isinstance(word, EventDisputed)]
    tellings = [member.claimed_by for member in members]
    claimed = _once(*tellings, confirming) if all(tellings) else ()
    now = first
    if others or set(claimed) != set(first.claimed_by):
        now = attrs.evolve(
            first,
            id=first.id,
            sources=_once(*(member.sources for member in members)),
            external_ids=_once(*(member.external_ids for member in members)),
            claimed_by=claimed,
        )
    return Effective(now, facts[names[0]], ledger.behind(*names), tuple(disputing))


def _once(*several: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for items in several for item in items))


def _latest_words(words: Iterable[Word]) -> dict[str, Word]:
    """Return the last confirmation or dispute of each party, in the order of their codes."""
    latest: dict[str, Word] = {}
    for word in words:
        latest |= dict.fromkeys(makers(word), word)
    return dict(sorted(latest.items()))


def _own(facts: list[Effective], party: str) -> list[Effective]:
    """Return what a party tells; of rival tellings of an act its own, if it has one."""
    instead = _instead(facts, party)
    return [
        effective
        for effective in facts
        if (not effective.event.claimed_by or party in effective.event.claimed_by)
        and party not in effective.disputed_by
        and effective.event.id not in instead
    ]


def _instead(facts: list[Effective], party: str) -> dict[str, str]:
    """Return which telling of a party takes the place of a rival one, by id; the first by id."""
    own: dict[object, dict[Telling, str]] = defaultdict(dict)
    others: list[tuple[object, Telling, str]] = []
    for effective in facts:
        event = effective.event
        told = telling(event) if event.act is not None else None
        if told is None:
            continue
        if party not in event.claimed_by:
            others.append(((event.act, told.thing), told, event.id))
        elif party not in effective.disputed_by:
            mine = own[event.act, told.thing]
            mine[told] = min(event.id, mine.get(told, event.id))
    rivals = (
        (name, min((mine for one, mine in own[key].items() if one.rivals(told)), default=None))
        for key, told, name in others
        if key in own
    )
    return {name: mine for name, mine in rivals if mine is not None}
