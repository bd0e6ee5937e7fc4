"""Which events count from a viewpoint: the theory of operation.

Events say what happened; later events say what became known about them. *Resolving* turns
both, for one viewpoint, into **effective events**: the facts as that viewpoint has them. Only
those are ordered and folded. Day ``on`` plays no part here: it cuts the ordered sequence.

1. **Visible** is what had been recorded by ``recorded`` and was public by the end of ``known``.
   A correction of a slip of our own (``origin="record"``) counts from its target's public time,
   since the world never knew otherwise; every other bookkeeping event from its own.
2. **Holding** bookkeeping is found (``bookkeeping.py``).
3. **Each fact by itself.** A holding retraction takes it away. Otherwise the latest holding
   correction by (public, id) takes its place whole, as far as what it says was public too.
   A confirmation adds a claimant to what is claimed; what is told as fact stays so.
   A party's latest confirmation or dispute counts.
4. **Merges** unite the sources, external ids and claimants of facts that are one, in the
   canonical one; if any of them is told as fact, the whole is. Of several merges of one
   duplicate the latest holds; merges that close a cycle merge nothing; a merge whose canonical
   fact does not stand leaves its duplicates as they are.
5. **An account** (``told_by``) of one party is what it claims or has confirmed, and what is told
   as fact, without what it disputes. In it a correction or retraction counts if it is told as
   fact, made by the party, or made by the fact's own claimant. Of an act told several times it
   has the party's own telling, if there is one. The account of several parties is what their
   accounts share, by id and content.

A worked example. On 26 September a ministry says 125 died (``a``). On the 27th it withdraws
the figure, which counted others too (``b`` retracts ``a``). On the 28th we find that ``b`` was
misread and retract it (``c`` retracts ``b``). Knowing what was public on the 26th, ``a`` counts;
on the 27th it does not; on the 28th it does again, as if ``b`` had never been there. Nothing was
deleted, and each of the three answers can be given at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import final

import attrs
from attrs import frozen

from peacetalks.construction import Codes
from peacetalks.events import Event, EventConfirmed, EventCorrected, EventsMerged
from peacetalks.events.clocks import public
from peacetalks.history.bookkeeping import (
    BOOKKEEPING,
    Bookkeeping,
    Ledger,
    Problem,
    claimants,
    ledger_of,
    makers,
    recency,
)

__all__ = ["Effective", "Resolution", "resolve", "visible"]


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
    """

    facts: tuple[Effective, ...]
    hidden: tuple[Effective, ...]
    problems: tuple[Problem, ...]


def visible(events: Iterable[Event], known: int | None) -> list[Event]:
    """Return what was public by an instant, in microseconds since 1970; None: everything."""
    listed = list(events)
    if known is None:
        return listed
    publics = {event.id: public(event) for event in listed}
    return [event for event in listed if _public_from(event, publics) <= known]


def _public_from(event: Event, publics: Mapping[str, int]) -> int:
    if isinstance(event, EventCorrected) and event.origin == "record":
        return publics.get(event.target, publics[event.id])
    return publics[event.id]


def resolve(
    events: Iterable[Event], *, known: int | None = None, told_by: Codes = ()
) -> Resolution:
    """Return the facts as a viewpoint has them.

    Args:
        events: all that was recorded, in any order; ids are unique.
        known: the instant by which things must have been public; None: everything counts.
        told_by: whose account it is; empty: everyone's.
    """
    seen = visible(events, known)
    books = [event for event in seen if isinstance(event, BOOKKEEPING)]
    facts = {event.id: event for event in seen if not isinstance(event, BOOKKEEPING)}
    ledger = ledger_of(books, facts)
    if not told_by:
        return _account(facts, ledger, None, known)
    accounts = [_account(facts, ledger, party, known) for party in dict.fromkeys(told_by)]
    return accounts[0] if len(accounts) == 1 else _shared(accounts)


def _shared(accounts: list[Resolution]) -> Resolution:
    first, *others = accounts
    told = [{effective.event.id: effective.event for effective in a.facts} for a in others]
    shared = [
        effective
        for effective in first.facts
        if all(account.get(effective.event.id) == effective.event for account in told)
    ]
    kept = {id(effective) for effective in shared}
    dropped = tuple(effective for effective in first.facts if id(effective) not in kept)
    return Resolution(tuple(shared), (*first.hidden, *dropped), first.problems)


def _account(
    facts: Mapping[str, Event], ledger: Ledger, party: str | None, known: int | None
) -> Resolution:
    standing: dict[str, Effective] = {}
    hidden: list[Effective] = []
    for name, event in facts.items():
        effective, counts = _by_itself(event, ledger, party)
        if counts and (known is None or public(effective.event) <= known):
            standing[name] = effective
        else:
            hidden.append(effective)
    merged, absorbed = _merged(standing, ledger)
    hidden += absorbed
    if party is None:
        return Resolution(tuple(merged), tuple(hidden), ledger.problems)
    own = [effective for effective in merged if _belongs(effective, party)]
    mine = _own_tellings(own, party)
    kept = {id(effective) for effective in mine}
    hidden += [effective for effective in merged if id(effective) not in kept]
    return Resolution(tuple(mine), tuple(hidden), ledger.problems)


def _by_itself(event: Event, ledger: Ledger, party: str | None) -> tuple[Effective, bool]:
    """Return a fact with its own bookkeeping applied, and whether it was not retracted."""
    name = event.id
    told = claimants(event)
    retractions = [r for r in ledger.retractions.get(name, ()) if _applies(r, told, party)]
    corrections = [c for c in ledger.corrections.get(name, ()) if _applies(c, told, party)]
    words = ledger.words.get(name, ())
    now = max(corrections, key=recency).replacement if corrections else event
    latest = _latest_words(words)
    confirmed = tuple(c for c, word in latest.items() if isinstance(word, EventConfirmed))
    disputed = tuple(code for code in latest if code not in confirmed)
    if now.claimed_by and confirmed:
        claimed = tuple(dict.fromkeys((*now.claimed_by, *confirmed)))
        now = attrs.evolve(now, claimed_by=claimed, id=name)
    behind = (*corrections, *retractions, *words)
    undone = [r for b in _about(name, ledger) for r in ledger.undone.get(b.id, ())]
    behind = tuple(sorted({b.id: b for b in (*behind, *undone)}.values(), key=recency))
    return Effective(now, event, behind, disputed), not retractions


def _about(name: str, ledger: Ledger) -> tuple[Bookkeeping, ...]:
    return (
        *ledger.retractions.get(name, ()),
        *ledger.corrections.get(name, ()),
        *ledger.words.get(name, ()),
        *ledger.merges.get(name, ()),
    )


def _applies(event: Bookkeeping, told: Codes, party: str | None) -> bool:
    made = makers(event)
    return party is None or not made or party in made or bool(set(made) & set(told))


def _latest_words(words: Iterable[Bookkeeping]) -> dict[str, Bookkeeping]:
    latest: dict[str, Bookkeeping] = {}
    for word in sorted(words, key=recency):
        for code in makers(word):
            latest[code] = word
    return latest


def _belongs(effective: Effective, party: str) -> bool:
    told = effective.event.claimed_by
    return (not told or party in told) and party not in effective.disputed_by


def _own_tellings(facts: list[Effective], party: str) -> list[Effective]:
    own = {e.event.act for e in facts if e.event.act and party in e.event.claimed_by}
    return [e for e in facts if e.event.act not in own or party in e.event.claimed_by]


def _merged(
    standing: Mapping[str, Effective], ledger: Ledger
) -> tuple[list[Effective], list[Effective]]:
    into = {
        name: max(merges, key=recency) for name, merges in ledger.merges.items() if name in standing
    }
    groups: dict[str, list[str]] = {}
    for name in into:
        root = _root(name, into, standing)
        if root is not None:
            groups.setdefault(root, []).append(name)
    absorbed: list[Effective] = []
    united = dict(standing)
    for root, names in groups.items():
        members = [standing[name] for name in sorted(names)]
        united[root] = _united(standing[root], members, [into[name] for name in sorted(names)])
        behind = united[root].behind
        absorbed += [attrs.evolve(united.pop(name), behind=behind) for name in names]
    return list(united.values()), absorbed


def _root(
    name: str, into: Mapping[str, EventsMerged], standing: Mapping[str, Effective]
) -> str | None:
    """Return the fact that a duplicate ends up in; None in a cycle, or if it does not stand."""
    seen = {name}
    while name in into:
        name = into[name].canonical
        if name in seen or name not in standing:
            return None
        seen.add(name)
    return name


def _united(
    canonical: Effective, members: list[Effective], merges: list[EventsMerged]
) -> Effective:
    every = [canonical, *members]
    tellings = [effective.event.claimed_by for effective in every]
    claimed = tuple(dict.fromkeys(c for told in tellings for c in told)) if all(tellings) else ()
    event = attrs.evolve(
        canonical.event,
        id=canonical.event.id,
        sources=tuple(dict.fromkeys(s for e in every for s in e.event.sources)),
        external_ids=tuple(dict.fromkeys(x for e in every for x in e.event.external_ids)),
        claimed_by=claimed,
    )
    behind = {b.id: b for e in every for b in e.behind} | {m.id: m for m in merges}
    disputed = tuple(dict.fromkeys(code for e in every for code in e.disputed_by))
    return Effective(
        event, canonical.original, tuple(sorted(behind.values(), key=recency)), disputed
    )
