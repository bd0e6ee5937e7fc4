"""Who refused what and why; what is pending; who met whom."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from peacetalks.state.meetings import Contact, Meeting, Refusal
from peacetalks.state.snapshot import Snapshot
from peacetalks.values import Level, ReasonCategory
from peacetalks.when import ALWAYS, DAY, When

PENDING_DAYS = 90
"""An unanswered proposal that names no day counts as pending for so many days."""
SERIES_DAYS = 31
"""A contact whose span is longer is a series of contacts, not one."""


def refusals(
    state: Snapshot,
    *,
    by: str | None = None,
    category: ReasonCategory | None = None,
    citing: str | None = None,
    mediator: str | None = None,
) -> tuple[Refusal, ...]:
    """Answer ``NegotiationState.refusals``."""
    meant = state.actors.is_meant
    found = [
        attrs.evolve(refusal, held_later=_held_with(state, meeting, refusal))
        for meeting in state.parts.meetings.values()
        if meant(mediator, *(m.actor for m in meeting.mediators or ()))
        for refusal in meeting.refusals
        if meant(by, refusal.by)
        and (category is None or category in refusal.categories)
        and meant(citing, *refusal.against)
    ]
    return tuple(sorted(found, key=lambda refusal: refusal.on))


def _held_with(state: Snapshot, meeting: Meeting, refusal: Refusal) -> bool:
    there = state.actors.principals(participant.actor for participant in meeting.participants or ())
    held = meeting.held
    return (
        held is not None
        and not held.before(refusal.on)
        and state.actors.principal(refusal.by) in there
    )


def pending_meetings(state: Snapshot) -> tuple[Meeting, ...]:
    """Return the meetings that may still take place.

    Those planned for a day until it has passed; those without a day for 90 days.
    """
    found = (m for m in state.parts.meetings.values() if is_pending(state, m))
    return tuple(sorted(found, key=lambda m: m.planned_for or m.proposed or When("../..")))


def is_pending(state: Snapshot, meeting: Meeting) -> bool:
    """Return whether a meeting may still take place on the state's day."""
    if meeting.status not in {"mentioned", "proposed", "agreed", "postponed"}:
        return False
    if meeting.planned_for is not None and meeting.postponed is None:
        return meeting.planned_for.last_day >= state.day
    said = meeting.postponed or meeting.proposed or last_answer(meeting)
    return said is not None and state.day - said.last_day <= PENDING_DAYS


def date_passed(state: Snapshot) -> tuple[Meeting, ...]:
    """Return the meetings whose planned day passed and of which no outcome is recorded."""
    found = (
        meeting
        for meeting in state.parts.meetings.values()
        if meeting.status in {"mentioned", "proposed", "agreed"}
        and meeting.planned_for is not None
        and meeting.planned_for.last_day < state.day
    )
    return tuple(found)


def last_answer(meeting: Meeting) -> When | None:
    """Return when the last answer to a meeting was given."""
    return max((answer.on for answer in meeting.answers.values()), default=None)


def unanswered_by(state: Snapshot, meeting: Meeting, party: str) -> bool:
    """Return whether a meeting waits for an answer of a party, its organs included."""
    return any(
        state.actors.acts_for(code, party) and not has_answered(state, meeting.answers, code)
        for code in meeting.invitees or ()
    )


def has_answered(state: Snapshot, answers: Iterable[str], party: str) -> bool:
    """Return whether a party, or another for the same principal, is among those who answered."""
    return state.actors.principal(party) in state.actors.principals(answers)


def contacts_between(
    state: Snapshot, a: str, b: str, *, level: Level | None, mediated: bool | None
) -> tuple[Contact, ...]:
    """Return the latest contact of each sort between two actors, the latest first."""
    found = [
        contact
        for contact in state.parts.contacts.values()
        if _is_between(state, contact, a, b)
        and level in {None, contact.level}
        and mediated in {None, contact.mediated}
    ]
    return tuple(sorted(found, key=_latest_first))


def _is_between(state: Snapshot, contact: Contact, a: str, b: str) -> bool:
    acts_for, principal = state.actors.acts_for, state.actors.principal
    return principal(contact.a) != principal(contact.b) and (
        (acts_for(contact.a, a) and acts_for(contact.b, b))
        or (acts_for(contact.a, b) and acts_for(contact.b, a))
    )


def _latest_first(contact: Contact) -> tuple[int, int]:
    when = contact.when or When("../..")
    return (-min(when.hi, ALWAYS), -when.lo)


def days_since(state: Snapshot, whens: Iterable[When]) -> tuple[int, int | None]:
    """Return how many days ago the latest of some things was, at least and at most.

    Never below 0; the most is None where all that is known of them is that they were before a
    day.
    """
    several = list(whens)
    latest = max(when.last_day for when in several)
    # None of them was before its earliest day, so the latest was not before the last of these.
    earliest = [when.first_day for when in several if when.lo != -ALWAYS]
    most = max(0, state.day - max(earliest)) if earliest else None
    return max(0, state.day - latest), most


def is_series(when: When) -> bool:
    """Return whether a date spans so long that it cannot be one contact."""
    return when.hi - when.lo > SERIES_DAYS * DAY
