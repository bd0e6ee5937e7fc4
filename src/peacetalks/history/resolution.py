"""Which events count from a viewpoint: the theory of operation.

Events say what happened, and later events say what became known about them. *Resolving* turns
both, for one viewpoint, into **effective events**: the facts as they are from that viewpoint. Only
these are ordered and folded. The day ``on`` has no role here: it cuts the ordered sequence.

1. **Visible** are the events that had been recorded by ``recorded`` and were public by the end of
   ``known``. A correction of an error of the coder (``origin="record"``) counts from when its
   target was public, since the world never knew otherwise; other bookkeeping counts from when it
   was public.
2. Bookkeeping that **holds** is found (``bookkeeping.py``).
3. **Each fact by itself.** A retraction that holds removes the fact. Otherwise the latest
   correction that holds, by (public, place, id), replaces the fact entirely. If the replacement was
   not public yet, the fact does not count yet.
4. **Merges** combine the sources, external ids and claimants of facts that are one in the canonical
   fact. If any of them is stated as fact, the merged fact is too. Of several merges of one
   duplicate, the latest one whose canonical fact counts holds. Facts merged into one another in a
   cycle stay as they are. The id of a duplicate means the canonical fact wherever an event
   refers to events, and wherever a state is asked for one (``state.canonical_id``), whether or not
   the duplicate itself counts. Corrections and retractions are about one telling. If a duplicate is
   retracted, its sources and claimants go with it and the fact stays, told by the others. What the
   fact says is what its canonical telling says (``check`` finds a correction of a duplicate that
   came after the merge). If its canonical telling is retracted, a merge has no effect, and the
   other facts count separately.
5. **Words.** What a party says about one of several merged facts, it says about the merged fact,
   and its latest confirmation or dispute counts. A confirmation of a claim adds a claimant (after
   the others, in the order of their codes); a fact without claimants stays a fact.
6. **An account** (``told_by``) of one party is what it claims or has confirmed, and what is stated
   as fact, without what it disputes. In it a correction or retraction counts if it is stated as
   fact, or if the party or the fact's own claimant made it. Of rival tellings of one act
   (``events/tellings.py``) it has the party's own, if there is one, and the ids of the others mean
   that telling too. The account of several parties is what their accounts share, by id and content;
   the order of names does not matter.

An example. On 26 September a ministry says that 125 people died (``a``). On the 27th it withdraws
the figure, because it included others (``b`` retracts ``a``). On the 28th the coder finds that
``b`` was misread, and retracts it (``c`` retracts ``b``). With what was public on the 26th, ``a``
counts; on the 27th it does not; on the 28th it does again, as if ``b`` had never existed. Nothing
was deleted, and each of the three answers can be given at any time.

The words *account*, *act*, *claim* and *effective* are defined in
``docs/reference/glossary.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar, final

import attrs
from attrs import frozen

from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventConfirmed, EventCorrected, EventDisputed
from peacetalks.events.clocks import public
from peacetalks.events.identity import same_content
from peacetalks.events.tellings import Telling, telling
from peacetalks.history.bookkeeping import (
    BOOKKEEPING,
    Bookkeeping,
    Ledger,
    Problem,
    ledger_of,
    makers,
)
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["Effective", "Resolution", "resolve", "visible", "visible_since"]

T = TypeVar("T")
Word: TypeAlias = EventConfirmed | EventDisputed


@final
@frozen
class Effective:
    """A fact as it is from a viewpoint.

    Attributes:
        event: the fact.
        original: the fact as it was first recorded.
        behind: the bookkeeping about it, in the order in which it became public.
        disputed_by: the parties whose latest word about it is a dispute.
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
        hidden: facts that were visible but do not count, with the bookkeeping that hid them.
        problems: bookkeeping that has no effect.
        aliases: the ids that mean another fact, each with the id of that fact, which counts.
    """

    facts: tuple[Effective, ...]
    hidden: tuple[Effective, ...]
    problems: tuple[Problem, ...]
    aliases: FrozenMap[str, str] = FrozenMap()


def visible(events: Iterable[Event], known: int | None) -> list[Event]:
    """Return the events that were public by an instant, in microseconds since 1970; None: all."""
    if known is None:
        return list(events)
    return [event for since, event in visible_since(events) if since <= known]


def visible_since(events: Iterable[Event]) -> list[tuple[int, Event]]:
    """Return each event with the instant from which it is visible, in microseconds since 1970.

    A correction of an error of the coder is visible from the same instant as its target.
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
    """Return the facts as they are from a viewpoint.

    Args:
        events: all events that were recorded, in any order; ids are unique.
        known: the instant by which events must have been public; None: all count.
        told_by: whose account it is; empty: everyone's.
        order: decides which of several is the latest.
    """
    seen = visible(events, known)
    books = [event for event in seen if isinstance(event, BOOKKEEPING)]
    facts = {event.id: event for event in seen if not isinstance(event, BOOKKEEPING)}
    if not told_by:
        return _account(facts, books, None, known, order)
    accounts = [_account(facts, books, party, known, order) for party in dict.fromkeys(told_by)]
    return accounts[0] if len(accounts) == 1 else _shared(accounts, order)


def _shared(accounts: list[Resolution], order: Order) -> Resolution:
    """Return the facts that are the same in all accounts; the others are hidden."""
    first, *others = accounts
    by_id = [{effective.event.id: effective.event for effective in a.facts} for a in others]
    shared: list[Effective] = []
    for effective in first.facts:
        tellings = [effective.event, *(events.get(effective.event.id) for events in by_id)]
        same = [e for e in tellings if e is not None and same_content(effective.event, e)]
        if len(same) == len(tellings):
            # If the tellings differ in the order of names, choose one of the orders.
            event = effective.event if len(set(same)) == 1 else min(same, key=repr)
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
        tuple(_with_bookkeeping(effective, behind, order) for effective in shared),
        tuple(_with_bookkeeping(effective, behind, order) for effective in hidden.values()),
        first.problems,
        _shared_aliases(accounts, kept),
    )


def _shared_aliases(accounts: list[Resolution], kept: set[str]) -> FrozenMap[str, str]:
    """Return the ids that mean the same shared fact in all accounts."""
    names = dict.fromkeys(name for account in accounts for name in account.aliases)
    meant = {name: {account.aliases.get(name, name) for account in accounts} for name in names}
    return FrozenMap(
        {n: only for n, (only, *more) in meant.items() if not more and only in kept and only != n}
    )


def _with_bookkeeping(
    effective: Effective, behind: Mapping[str, dict[str, Bookkeeping]], order: Order
) -> Effective:
    books = behind[effective.original.id].values()
    return attrs.evolve(effective, behind=tuple(sorted(books, key=order.recency)))


def _account(
    facts: Mapping[str, Event],
    books: list[Bookkeeping],
    party: str | None,
    known: int | None,
    order: Order,
) -> Resolution:
    if not books and party is None:
        # A shortcut: true of most streams, and large ones spend most of their time here.
        return Resolution(tuple(Effective(event, event) for event in facts.values()), (), ())
    ledger = ledger_of(books, facts, party, order=order)
    current: dict[str, Event] = {}
    for name, event in facts.items():
        corrected = _corrected(event, ledger)
        if name not in ledger.retractions and (known is None or public(corrected) <= known):
            current[name] = corrected
    canonical_ids = _canonical_ids(current, ledger)
    groups = _groups(current, canonical_ids)
    merged = [_merged(facts, current, names, ledger) for names in groups.values()]
    counting = merged if party is None else _own(merged, party)
    replaced = {} if party is None else _replaced_rivals(merged, party)
    kept = {effective.event.id for effective in counting}
    canonical_of = {name: canonical for canonical, names in groups.items() for name in names}
    hidden = tuple(
        Effective(current.get(name, event), event, ledger.behind(*groups.get(canonical, ()), name))
        for name, event in facts.items()
        if (canonical := canonical_of.get(name, "")) != name or name not in kept
    )
    meant = {name: replaced.get(other, other) for name, other in (canonical_ids | replaced).items()}
    aliases = FrozenMap({name: other for name, other in meant.items() if other in kept})
    return Resolution(tuple(counting), hidden, ledger.problems, aliases)


def _corrected(event: Event, ledger: Ledger) -> Event:
    corrections = ledger.corrections.get(event.id)
    return max(corrections, key=ledger.order.recency).replacement if corrections else event


def _canonical_ids(current: Mapping[str, Event], ledger: Ledger) -> dict[str, str]:
    """Return the canonical id for each id that was merged away, whether or not the fact counts."""
    into: dict[str, str] = {}
    for name, merges in ledger.merges.items():
        holding = [merge for merge in merges if merge.canonical in current]
        if holding:
            into[name] = max(holding, key=ledger.order.recency).canonical
    for name in [name for name in into if name in _merge_chain(name, into)]:
        del into[name]
    return {name: _merge_chain(name, into)[-1] for name in sorted(into)}


def _groups(current: Mapping[str, Event], canonical_ids: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the ids of the facts that are one, by the canonical id, which comes first."""
    groups = {name: [name] for name in current if name not in canonical_ids}
    for name, canonical in canonical_ids.items():
        if name in current:
            groups[canonical].append(name)
    return groups


def _merge_chain(name: str, into: Mapping[str, str]) -> list[str]:
    """Return what a duplicate is merged into, and so on, to the end or once around a cycle."""
    chain: list[str] = []
    while name in into and into[name] not in chain:
        name = into[name]
        chain.append(name)
    return chain


def _merged(
    facts: Mapping[str, Event], current: Mapping[str, Event], names: list[str], ledger: Ledger
) -> Effective:
    """Return the facts that are one as one fact, with what parties say about it."""
    first, *others = members = [current[name] for name in names]
    if not others and names[0] not in ledger.words:
        return Effective(first, facts[names[0]], ledger.behind(names[0]))
    words = (word for name in names for word in ledger.words.get(name, ()))
    latest = _latest_words(sorted(words, key=ledger.order.recency))
    confirming = [code for code, word in latest.items() if isinstance(word, EventConfirmed)]
    disputing = [code for code, word in latest.items() if isinstance(word, EventDisputed)]
    claimants = [member.claimed_by for member in members]
    claimed_by = _unique(*claimants, confirming) if all(claimants) else ()
    merged = first
    if others or set(claimed_by) != set(first.claimed_by):
        merged = attrs.evolve(
            first,
            id=first.id,
            sources=_unique(*(member.sources for member in members)),
            external_ids=_unique(*(member.external_ids for member in members)),
            claimed_by=claimed_by,
        )
    return Effective(merged, facts[names[0]], ledger.behind(*names), tuple(disputing))


def _unique(*several: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for items in several for item in items))


def _latest_words(words: Iterable[Word]) -> dict[str, Word]:
    """Return the last confirmation or dispute of each party, in the order of their codes."""
    latest: dict[str, Word] = {}
    for word in words:
        latest |= dict.fromkeys(makers(word), word)
    return dict(sorted(latest.items()))


def _own(facts: list[Effective], party: str) -> list[Effective]:
    """Return the facts that a party tells; of rival tellings of an act its own, if it has one."""
    replaced = _replaced_rivals(facts, party)
    return [
        effective
        for effective in facts
        if (not effective.event.claimed_by or party in effective.event.claimed_by)
        and party not in effective.disputed_by
        and effective.event.id not in replaced
    ]


def _replaced_rivals(facts: list[Effective], party: str) -> dict[str, str]:
    """Return the ids of rival tellings, each with the id of the party's own that replaces it.

    If the party has several tellings that rival one, the first by id replaces it.
    """
    own: dict[object, dict[Telling, str]] = defaultdict(dict)
    others: list[tuple[object, Telling, str]] = []
    for effective in facts:
        event = effective.event
        event_telling = telling(event) if event.act is not None else None
        if event_telling is None:
            continue
        if party not in event.claimed_by:
            others.append(((event.act, event_telling.thing), event_telling, event.id))
        elif party not in effective.disputed_by:
            ids = own[event.act, event_telling.thing]
            ids[event_telling] = min(event.id, ids.get(event_telling, event.id))
    replaced = (
        (
            name,
            min((own_id for mine, own_id in own[key].items() if mine.rivals(rival)), default=None),
        )
        for key, rival, name in others
        if key in own
    )
    return {name: own_id for name, own_id in replaced if own_id is not None}
