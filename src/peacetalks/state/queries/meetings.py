"""Questions about meetings: refusals, pending meetings, contacts."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from peacetalks.primitives.when import ALWAYS, DAY, When
from peacetalks.state.meetings import Contact, Meeting, Refusal
from peacetalks.state.snapshot import Snapshot
from peacetalks.values.facts import Level, ReasonCategory

PENDING_DAYS = 90
"""A meeting without a planned day is pending for this many days after the last news of it."""
SERIES_DAYS = 31
"""A contact with a span of more than this many days is a series of contacts, not one."""


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
    selected = [
        attrs.evolve(refusal, held_later=_held_with(state, meeting, refusal))
        for meeting in state.parts.meetings.values()
        if meant(mediator, *(m.actor for m in meeting.mediators or ()))
        for refusal in meeting.refusals
        if meant(by, refusal.by)
        and (category is None or category in refusal.categories)
        and meant(citing, *refusal.against)
    ]
    return tuple(sorted(selected, key=lambda refusal: refusal.on))


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

    A meeting with a planned day is pending until that day has passed, one without a day for 90 days.
    """
    pending = (m for m in state.parts.meetings.values() if is_pending(state, m))
    return tuple(sorted(pending, key=lambda m: m.planned_for or m.proposed or When("../..")))


def is_pending(state: Snapshot, meeting: Meeting) -> bool:
    """Return whether a meeting may still take place on the day of the state."""
    if meeting.status not in {"mentioned", "proposed", "agreed", "postponed"}:
        return False
    if meeting.planned_for is not None and meeting.postponed is None:
        return meeting.planned_for.last_day >= state.day
    last_news = meeting.postponed or meeting.proposed or last_answer(meeting)
    return last_news is not None and state.day - last_news.last_day <= PENDING_DAYS


def date_passed(state: Snapshot) -> tuple[Meeting, ...]:
    """Return the meetings whose planned day has passed without an outcome on record."""
    return tuple(
        meeting
        for meeting in state.parts.meetings.values()
        if meeting.status in {"mentioned", "proposed", "agreed"}
        and meeting.planned_for is not None
        and meeting.planned_for.last_day < state.day
    )


def last_answer(meeting: Meeting) -> When | None:
    """Return the date of the last answer to a meeting; None if there is none."""
    return max((answer.on for answer in meeting.answers.values()), default=None)


def unanswered_by(state: Snapshot, meeting: Meeting, party: str) -> bool:
    """Return whether a party, or an organ of it, is invited and has not answered."""
    return any(
        state.actors.is_meant(party, code) and not has_answered(state, meeting.answers, code)
        for code in meeting.invitees or ()
    )


def has_answered(state: Snapshot, answers: Iterable[str], party: str) -> bool:
    """Return whether a party has answered, itself or another actor with the same principal."""
    return state.actors.principal(party) in state.actors.principals(answers)


def alternatives_offered(state: Snapshot) -> tuple[Refusal, ...]:
    """Return the refusals that proposed something instead."""
    return tuple(refusal for refusal in refusals(state) if refusal.alternatives_offered)


def last_contact(
    state: Snapshot, a: str, b: str, *, level: Level | None = None, mediated: bool | None = None
) -> When | None:
    """Answer ``NegotiationState.last_contact``."""
    contacts = contacts_between(state, a, b, level=level, mediated=mediated)
    return contacts[0].when if contacts else None


def days_since_contact(state: Snapshot, a: str, b: str) -> tuple[int, int | None] | None:
    """Answer ``NegotiationState.days_since_contact``."""
    contacts = contacts_between(state, a, b, level=None, mediated=None)
    whens = [contact.when for contact in contacts if contact.when is not None]
    return days_since(state, whens) if whens else None


def contacts_between(
    state: Snapshot, a: str, b: str, *, level: Level | None, mediated: bool | None
) -> tuple[Contact, ...]:
    """Return the latest contact of each sort between two actors, the latest first."""
    contacts = [
        contact
        for contact in state.parts.contacts.values()
        if _is_between(state, contact, a, b)
        and level in {None, contact.level}
        and mediated in {None, contact.mediated}
    ]
    return tuple(sorted(contacts, key=_latest_first))


def _is_between(state: Snapshot, contact: Contact, a: str, b: str) -> bool:
    meant, principal = state.actors.is_meant, state.actors.principal
    return principal(contact.a) != principal(contact.b) and (
        (meant(a, contact.a) and meant(b, contact.b))
        or (meant(b, contact.a) and meant(a, contact.b))
    )


def _latest_first(contact: Contact) -> tuple[int, int]:
    when = contact.when or When("../..")
    return (-min(when.hi, ALWAYS), -when.lo)


def days_since(state: Snapshot, whens: Iterable[When]) -> tuple[int, int | None]:
    """Return the least and the most days since the latest of some dates; never below 0.

    The most is None if none of the dates has an earliest day.
    """
    several = list(whens)
    latest = max(when.last_day for when in several)
    # The latest date cannot be before the last of their earliest days.
    earliest = [when.first_day for when in several if when.lo != -ALWAYS]
    most = max(0, state.day - max(earliest)) if earliest else None
    return max(0, state.day - latest), most


def is_series(when: When) -> bool:
    """Return whether a date spans too many days to be one contact."""
    return when.hi - when.lo > SERIES_DAYS * DAY
