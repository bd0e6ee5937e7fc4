"""The phase of a pair of parties: a naive model, to be read next to the table of phases.

``TABLE`` is that table, a function per row: the first row that holds is the phase. The functions
take ``seen``, the facts that have settled by the day in the one order, and go through all of it
each time. Nothing is shared with the fold or with its queries; only the clock and the kinds of
events are the same. What the rows need of meetings and agreements is in ``phase_model_tables``,
and what those are to a pair in ``phase_model_pair``.
"""

from __future__ import annotations

from itertools import combinations, product

import attrs

from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.clocks import settled
from peacetalks.events.force import (
    AttackReported,
    HostilitiesEnded,
    HostilitiesStarted,
    OffensiveEnded,
    OffensiveLaunched,
)
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import MeetingsHeld
from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.values.facts import Participant
from phase_model_pair import among, has_full, is_pending, is_series, meetings_of, met, of_the_two
from phase_model_tables import actors_in, ceasefires, parties_there, plural, talks

__all__ = ["NAMES", "as_counted", "main_pair", "pairs", "phase_of"]

FORCE_DAYS = 30
NO_END_ON_RECORD_DAYS = 365
TALKING_DAYS = 90


def phase_of(events, a, b, day):
    """Return the name of the phase of two parties on a day (in days since 1970-01-01).

    What an organ does its principal does: its facts are given ``as_counted``.
    """
    seen = on_record_by(events, day)
    return next(name for name, holds in TABLE if holds(seen, a, b, day))


def pairs(events, day):
    """Return the pairs on record by a day, each in the order of its codes."""
    seen = on_record_by(events, day)
    everybody = sorted({code for event in seen for code in actors_in(event)})
    return [(a, b) for a, b in combinations(everybody, 2) if dormant(seen, a, b, day)]


def main_pair(events, day, facts):
    """Return the pair that a story is about on a day, or None if no pair is on record.

    The facts are those that made the state as it is: what was replaced does not count.
    """
    seen = on_record_by(events, day)
    two = [each for each in talks(seen).values() if len(set(each.parties or ())) == 2]
    candidates = (
        {tuple(sorted(set(each.parties))) for each in two if each.parent is None}
        or {tuple(sorted(set(each.parties))) for each in two}
        or pairs(events, day)
    )

    def order(pair):
        # Of pairs of which equally much is on record the one whose phase comes first in the table.
        return -len(facts_of(facts, *pair)), NAMES.index(phase_of(events, *pair, day)), pair

    return min(candidates, key=order, default=None)


def as_counted(value, organs):
    """Return a fact, or what stands in one, with each organ's code as that of its principal."""
    if isinstance(value, str):
        while value in organs:
            value = organs[value]
        return value
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(as_counted(each, organs) for each in value))
    if isinstance(value, (Event, Participant)):
        named = {f.alias: getattr(value, f.name) for f in attrs.fields(type(value)) if f.init}
        return type(value)(**{name: as_counted(told, organs) for name, told in named.items()})
    return value


def on_record_by(events, day):
    return [event for event in events if settled(event) <= day]


def order(event):
    return settled(event), event.occurred.lo, CORE.rank(type(event))


# Which pairs a fact names.


def facts_of(seen, a, b):
    return [event for event in seen if names(event, a, b)]


def names(event, a, b):
    """Return whether one fact, by itself, names both as parties."""
    if getattr(event, "parties", None):
        return among(event.parties, a, b)
    if getattr(event, "participants", None):
        return among(parties_there(event.participants, event.mediators), a, b)
    if getattr(event, "invitees", None):
        return among(parties_there(event.invitees, event.mediators), a, b)
    if isinstance(event, AgreementStageReached):
        return among(event.by, a, b)
    if isinstance(event, TerritorialControlChanged):
        return {event.from_, event.to} == {a, b}
    return is_act_of_force((), event, a, b) or is_directed(event, a, b)


def is_directed(event, a, b):
    """Return whether one of the two acts against the other: two attackers of a third do not."""
    by, against = (plural(getattr(event, field, None)) for field in ("by", "against"))
    return any({one, other} == {a, b} for one, other in product(by, against))


# Force.


def is_act_of_force(seen, event, a, b):
    """Return whether a fact tells of one act of force between the two: attack, control, violation."""
    match event:
        case AttackReported(by=by, against=None | ()):
            return among(by, a, b)
        case AttackReported():
            return is_directed(event, a, b)
        case TerritorialControlChanged(mode="force", from_=one, to=other):
            return {one, other} == {a, b}
        case CeasefireViolationAlleged():
            return is_violated_between(seen, event, a, b)
    return False


def is_violated_between(seen, event, a, b):
    """Return whether a violation is proven between the two: those accused, and those bound too."""
    known = ceasefires(seen).get(event.ceasefire)
    bound = set(known.parties or ()) if known else set()
    accused, others = set(event.against or ()), set(event.by or ())
    if event.certainty != "confirmed":
        accused &= set(event.claimed_by)
    if bound:
        # Who alleges it may be a monitor.
        accused, others = accused & bound, others & bound or bound
    return a != b and ((a in accused and b in others) or (b in accused and a in others))


def is_start_of_conflict(event, a, b):
    match event:
        case HostilitiesStarted():
            return among(event.parties, a, b)
        case OffensiveLaunched():
            return is_directed(event, a, b)
    return False


def open_conflicts(seen, a, b):
    """Return the last start of each of their conflicts that has no end after it."""
    last = {}
    for event in seen:
        match event:
            case HostilitiesStarted(hostilities=name) | HostilitiesEnded(hostilities=name):
                last["hostilities", name] = event
            case OffensiveLaunched(offensive=name) | OffensiveEnded(offensive=name):
                last["offensive", name] = event
    return [event for event in last.values() if is_start_of_conflict(event, a, b)]


def all_force(seen, a, b):
    return [e for e in seen if is_start_of_conflict(e, a, b) or is_act_of_force(seen, e, a, b)]


# Ceasefires.


def truces(seen, a, b, day):
    """Return what binds both on a day: single ceasefires, and two one-sided ones together."""
    count = [each for each in ceasefires(seen).values() if counts(each, day)]
    of_both = [(each,) for each in count if among(each.parties, a, b)]
    of_a = [each for each in count if set(each.parties or ()) == {a}]
    of_b = [each for each in count if set(each.parties or ()) == {b}]
    return [*of_both, *(product(of_a, of_b) if otherwise_on_record(seen, a, b) else ())]


def counts(ceasefire, day):
    """Return whether a ceasefire has begun, has no end on record and is within its stated term."""
    if ceasefire.declared is None or ceasefire.ended:
        return False
    start = ceasefire.effective_from or ceasefire.first_declared.occurred
    expires = ceasefire.expires
    return start.first_day <= day and (expires is None or expires.last_day >= day)


def is_silenced(event, truces_on_the_day):
    return any(is_later(each, event) for truce in truces_on_the_day for each in truce)


def is_later(ceasefire, event):
    declared_later = order(ceasefire.declared) > order(event)
    start = ceasefire.effective_from
    return declared_later or (start is not None and start.first_day > settled(event))


# The table.


def fighting(seen, a, b, day):
    """An open conflict, or force in the last 30 days, that no truce of both silences."""
    truce = truces(seen, a, b, day)
    recent = [
        event
        for event in seen
        if is_act_of_force(seen, event, a, b)
        and day - settled(event) <= FORCE_DAYS
        and not is_silenced(event, truce)
    ]
    if recent:
        return True
    conflicts = [event for event in open_conflicts(seen, a, b) if not is_silenced(event, truce)]
    last = max((settled(event) for event in all_force(seen, a, b)), default=day)
    return bool(conflicts) and day - last <= NO_END_ON_RECORD_DAYS


def implementing(seen, a, b, day):
    """A full agreement of the two is in force."""
    return has_full(seen, a, b, day, "in_force")


def signed(seen, a, b, day):
    """A full agreement of the two is signed."""
    return has_full(seen, a, b, day, "signed", "ratified")


def concluding(seen, a, b, day):
    """The text of a full agreement of the two is concluded or initialled."""
    return has_full(seen, a, b, day, "text_concluded", "initialled")


def suspended(seen, a, b, day):  # noqa: ARG001 # the rows of the table are called alike
    """Talks of the two are suspended for all or by one of them, and neither resumed nor ended."""
    return any(
        among(each.parties, a, b)
        and not each.ended
        and (each.out_for_all or bool(each.out & {a, b}))
        for each in talks(seen).values()
    )


def blocked(seen, a, b, day):
    """The last word on a meeting of the two is a refusal, and no meeting of theirs is open."""
    theirs = meetings_of(seen, a, b)
    words = [
        (order(event), word)
        for each in theirs
        for party, event, word in each.words
        if party in {a, b}
    ]
    words += [
        (order(each.held), "held")
        for each in theirs
        if each.held and not is_series(each.held.occurred) and met(each, a, b)
    ]
    if any(is_pending(each, day) for each in theirs) or not words:
        return False
    return max(words)[1] == "no"


def talking(seen, a, b, day):
    """A meeting of the two is pending, or was held in the last 90 days."""
    return any(
        is_pending(each, day)
        or (
            each.held is not None
            and not is_series(each.held.occurred)
            and met(each, a, b)
            and day - each.held.occurred.last_day <= TALKING_DAYS
        )
        for each in meetings_of(seen, a, b)
    )


def ceasefire(seen, a, b, day):
    """A ceasefire that binds both counts on the day."""
    return bool(truces(seen, a, b, day))


def dormant(seen, a, b, day):  # noqa: ARG001 # the rows of the table are called alike
    """Talks, a meeting, an agreement, force or a ceasefire of the two is on record."""
    return otherwise_on_record(seen, a, b)


def otherwise_on_record(seen, a, b):
    """Return whether anything of the two is on record but one-sided ceasefires."""
    return bool(
        any(among(each.parties, a, b) for each in talks(seen).values())
        or meetings_of(seen, a, b)
        or any(isinstance(event, MeetingsHeld) and names(event, a, b) for event in seen)
        or of_the_two(seen, a, b)
        or all_force(seen, a, b)
        or any(among(each.parties, a, b) for each in ceasefires(seen).values())
    )


def unrecorded(seen, a, b, day):  # noqa: ARG001 # the rows of the table are called alike
    """Nothing of the two is on record."""
    return True


TABLE = tuple(
    (row.__name__, row)
    for row in (
        fighting,
        implementing,
        signed,
        concluding,
        suspended,
        blocked,
        talking,
        ceasefire,
        dormant,
        unrecorded,
    )
)
NAMES = tuple(name for name, _ in TABLE)
