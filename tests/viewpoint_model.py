"""Which events count from a viewpoint: a naive model.

The model is written from the text of the rules, plainly and without a thought for speed: every
question is asked anew of a small list. It shares no code with what it is the measure of; only
the clocks and the kinds of events are the same.
"""

from __future__ import annotations

import datetime as dt

import attrs

from peacetalks.events.bookkeeping import (
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.events.clocks import public
from peacetalks.history import Record

__all__ = ["counted", "counts_from", "is_fact", "places_of", "recorded"]

BOOKS = (EventCorrected, EventRetracted, EventConfirmed, EventDisputed, EventsMerged)


def counted(events, known=None, told_by=(), places=None):
    """Return the effective events by id: each with the set of those who dispute it."""
    latest_by = recency_of(places or {})
    if not told_by:
        return account(events, known, None, latest_by)
    first, *others = [account(events, known, party, latest_by) for party in told_by]
    return {
        name: (event, by)
        for name, (event, by) in first.items()
        if all(name in other and other[name][0] == event for other in others)
    }


def account(events, known, party, recency):
    seen = [e for e in events if known is None or counts_from(e, events) <= known]
    holding = [b for b in seen if not is_fact(b) and holds(b, seen, party)]
    # Each fact by itself: withdrawn, or replaced by its latest correction.
    standing = {}
    for fact in filter(is_fact, seen):
        about = [b for b in holding if fact.id in aims(b)]
        if any(isinstance(b, EventRetracted) for b in about):
            continue
        corrections = [b for b in about if isinstance(b, EventCorrected)]
        now = max(corrections, key=recency).replacement if corrections else fact
        if known is None or public(now) <= known:
            standing[fact.id] = now
    # Facts that are one.
    group = {name: [name] for name in standing}
    merges = [b for b in holding if isinstance(b, EventsMerged)]
    for name in standing:
        kept = end_of(name, merges, standing, recency)
        if kept != name:
            group.pop(name)
            group[kept].append(name)
    effective = {}
    for name, members in group.items():
        members[1:] = sorted(members[1:])
        words = [b for b in holding if set(members) & set(aims(b))]
        latest = latest_words(words, recency)
        confirming = sorted(p for p, w in latest.items() if isinstance(w, EventConfirmed))
        disputing = {p for p, w in latest.items() if isinstance(w, EventDisputed)}
        effective[name] = (united([standing[m] for m in members], confirming), disputing)
    if party is None:
        return effective
    own = {
        name: (event, by)
        for name, (event, by) in effective.items()
        if party not in by and (event.claimed_by == () or party in event.claimed_by)
    }
    return {
        name: (event, by)
        for name, (event, by) in own.items()
        if party in event.claimed_by or not own_telling(event, own, party)
    }


def is_fact(event):
    return not isinstance(event, BOOKS)


def aims(event):
    """Return the ids that bookkeeping is about, as far as it changes them."""
    return event.duplicates if isinstance(event, EventsMerged) else (event.target,)


def recency_of(places):
    """Return the key of what became known later: of one moment, what stands later; then ids."""
    return lambda event: (public(event), places.get(event.id, float("inf")), event.id)


def counts_from(event, events):
    """Return the instant from which an event counts for those who know what was public."""
    if isinstance(event, EventCorrected) and event.origin == "record":
        for other in events:
            if other.id == event.target:
                return public(other)
    return public(event)


def makers(event):
    return getattr(event, "by", None) or event.claimed_by


def own_claimants(event):
    if not is_fact(event):
        return makers(event)
    body = getattr(event, "counting_body", None)
    return (*event.claimed_by, body) if body else event.claimed_by


def holds(book, seen, party):
    """Return whether bookkeeping has effect: it is sound, it applies, and is not withdrawn."""
    if not sound(book, seen) or not applies(book, seen, party) or in_cycle(book, seen):
        return False
    return not any(
        isinstance(other, EventRetracted) and other.target == book.id and holds(other, seen, party)
        for other in seen
    )


def sound(book, seen):
    by_id = {event.id: event for event in seen}
    if isinstance(book, EventRetracted):
        return book.target in by_id
    if isinstance(book, EventsMerged):
        return book.canonical in by_id and is_fact(by_id[book.canonical])
    if book.target not in by_id or not is_fact(by_id[book.target]):
        return False
    if isinstance(book, EventCorrected):
        same_kind = type(book.replacement) is type(by_id[book.target])
        return book.replacement.id == book.target and same_kind
    return True


def applies(book, seen, party):
    """Return whether a correction or retraction counts in an account."""
    if party is None or not isinstance(book, (EventCorrected, EventRetracted)):
        return True
    target = next(event for event in seen if event.id == book.target)
    made = makers(book)
    return made == () or party in made or any(code in own_claimants(target) for code in made)


def in_cycle(book, seen):
    by_id = {event.id: event for event in seen}
    place = book
    for _ in seen:
        if not isinstance(place, EventRetracted) or place.target not in by_id:
            return False
        place = by_id[place.target]
        if place is book:
            return True
    return False


def latest_words(words, recency):
    parties = {code for word in words for code in makers(word)}
    return {
        code: max(said, key=recency)
        for code in parties
        if (
            said := [
                w
                for w in words
                if isinstance(w, (EventConfirmed, EventDisputed)) and code in makers(w)
            ]
        )
    }


def next_of(name, merges, standing, recency):
    """Return into which standing fact a duplicate is merged; None: it is no duplicate."""
    mine = [m for m in merges if name in m.duplicates and m.canonical in standing]
    return max(mine, key=recency).canonical if mine else None


def end_of(name, merges, standing, recency):
    """Return the fact that a fact ends up in; what stands in a cycle stays as it is."""
    while (after := next_of(name, merges, standing, recency)) is not None:
        walk, place = [], after
        while place is not None and place not in walk:
            walk.append(place)
            place = next_of(place, merges, standing, recency)
        if name in walk:
            return name
        name = after
    return name


def united(members, confirming):
    claims = [member.claimed_by for member in members]
    claimed = once(code for claim in claims for code in claim) if all(claims) else ()
    claimed = once((*claimed, *confirming)) if claimed else ()
    if len(members) == 1 and set(claimed) == set(members[0].claimed_by):
        return members[0]
    return attrs.evolve(
        members[0],
        id=members[0].id,
        sources=once(source for member in members for source in member.sources),
        external_ids=once(x for member in members for x in member.external_ids),
        claimed_by=claimed,
    )


def once(items):
    kept = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return tuple(kept)


def own_telling(event, own, party):
    """Return whether the party has a telling of its own of what an event tells as fact."""
    return any(
        party in mine.claimed_by and one_act(mine, event) and not event.claimed_by
        for mine, _ in own.values()
    )


ANSWERS = ("meeting-accepted", "meeting-refused", "meeting-postponed", "meeting-cancelled")
NAMED_BY = {
    "coverage-stated": "coverage",
    **dict.fromkeys(ANSWERS, "meeting"),
    "meeting-proposed": "meeting",
    "meeting-held": "meeting",
    "readout-issued": "subject",
    **dict.fromkeys(
        (
            "talks-opened",
            "talks-ended",
            "delegation-named",
            "negotiation-suspended",
            "negotiation-resumed",
        ),
        "talks",
    ),
    "dispute-stated": "dispute",
    **dict.fromkeys(("proposal-tabled", "proposal-answered"), "proposal"),
    **dict.fromkeys(("precondition-stated", "precondition-resolved"), "precondition"),
    **dict.fromkeys(
        (
            "agreement-stage-reached",
            "ratification-step",
            "implementation-reported",
            "agreement-violation-alleged",
        ),
        "agreement",
    ),
    "vote-held": "vote",
    "expectation-stated": "expectation",
    "demand-made": "demand",
    **dict.fromkeys(("commitment-made", "commitment-status-changed"), "commitment"),
    **dict.fromkeys(("deadline-set", "deadline-extended"), "deadline"),
    **dict.fromkeys(("hostilities-started", "hostilities-ended"), "hostilities"),
    **dict.fromkeys(("offensive-launched", "offensive-ended"), "offensive"),
    "incident-reported": "incident",
    **dict.fromkeys(
        (
            "ceasefire-declared",
            "ceasefire-extended",
            "ceasefire-ended",
            "ceasefire-violation-alleged",
        ),
        "ceasefire",
    ),
    **dict.fromkeys(("blockade-imposed", "blockade-eased"), "blockade"),
    **dict.fromkeys(("peacekeepers-deployed", "peacekeepers-withdrawn"), "force"),
    **dict.fromkeys(("legal-act-issued", "legal-act-annulled"), "legal_act"),
    "ruling-issued": "ruling",
    "relations-measure-taken": "relations_measure",
}
"""By what a fact of a kind names the thing that it tells of; other kinds name none."""
EACH_PARTY = (
    *ANSWERS,
    "readout-issued",
    "delegation-named",
    "proposal-answered",
    "agreement-stage-reached",
    "ratification-step",
    "implementation-reported",
    "agreement-violation-alleged",
    "ceasefire-violation-alleged",
)
PARTS = {
    "agreement-stage-reached": "stage",
    "implementation-reported": "provision",
    "agreement-violation-alleged": "provision",
    "ratification-step": "body",
}


def one_act(one, other):
    """Return whether two facts tell of the same thing under one act, whoever tells it."""
    alike = one.kind == other.kind or {one.kind, other.kind} <= {*ANSWERS}
    if one.act is None or one.act != other.act or not alike or one.kind not in NAMED_BY:
        return False
    for field in (NAMED_BY[one.kind], PARTS.get(one.kind)):
        if field is not None and getattr(one, field) != getattr(other, field):
            return False
    if one.kind not in EACH_PARTY or not one.by or not other.by:
        return True
    return any(code in listed(other.by) for code in listed(one.by))


def listed(codes):
    return (codes,) if isinstance(codes, str) else codes


# Records


def recorded(events):
    """Return the records of a log that took the events in this order, two at each hour."""
    start = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return [
        Record(event, number + 1, (start + dt.timedelta(hours=number // 2)).isoformat())
        for number, event in enumerate(events)
    ]


def places_of(events):
    """Return the places that events have in such a log."""
    return {event.id: number + 1 for number, event in enumerate(events)}
