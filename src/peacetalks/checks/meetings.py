"""Check meetings: answers out of order, and planned days without an outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from peacetalks.checks.evidence import Evidence, Issue, well_before
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
)
from peacetalks.findings import checks
from peacetalks.primitives.when import When

__all__ = ["LONG_PAST_DAYS", "RULES"]

Answer: TypeAlias = MeetingAccepted | MeetingRefused | MeetingPostponed

LONG_PAST_DAYS: Final = 30
"""A planned day without an outcome is reported when it is more days past than this."""


def unproposed(evidence: Evidence) -> Iterator[Issue]:
    """Report an answer to a meeting, or its postponement, that nobody proposed."""
    proposed = _days(evidence.of(MeetingProposed))
    for event in _answers(evidence):
        if event.meeting not in proposed:
            message = f"nobody proposed the meeting {event.meeting!r}"
            yield Issue(checks.UNPROPOSED, event, message, wrong=event.meeting, known=proposed)


def held_after_cancelled(evidence: Evidence) -> Iterator[Issue]:
    """Report a meeting held after it was called off, and not proposed again."""
    proposed = _days(evidence.of(MeetingProposed))
    cancelled = _days(evidence.of(MeetingCancelled))
    for event in evidence.of(MeetingHeld):
        for day in cancelled.get(event.meeting, ()):
            revived = any(well_before(day, again) for again in proposed.get(event.meeting, ()))
            if well_before(day, event.occurred) and not revived:
                message = (
                    f"held on {event.occurred}, although it was called off on {day} "
                    f"and no new proposal is on record"
                )
                yield Issue(checks.HELD_AFTER_CANCELLED, event, message)


def answered_after_held(evidence: Evidence) -> Iterator[Issue]:
    """Report an acceptance or a refusal of a meeting that had been held."""
    proposed = _days(evidence.of(MeetingProposed))
    held = _days(evidence.of(MeetingHeld))
    for event in _yes_or_no(evidence):
        days = held.get(event.meeting, ())
        past = [day for day in days if well_before(day, event.occurred)]
        revived = any(
            well_before(day, again) for day in past for again in proposed.get(event.meeting, ())
        )
        if past and len(past) == len(days) and not revived:
            message = f"answered on {event.occurred}, but the meeting was held on {past[-1]}"
            yield Issue(checks.ANSWERED_AFTER_HELD, event, message)


def answered_before_proposed(evidence: Evidence) -> Iterator[Issue]:
    """Report an answer given before the meeting was proposed."""
    proposed = _days(evidence.of(MeetingProposed))
    for event in _answers(evidence):
        days = proposed.get(event.meeting, ())
        if days and all(well_before(event.occurred, day) for day in days):
            message = f"answered on {event.occurred}, before the meeting was proposed on {days[0]}"
            yield Issue(checks.ANSWERED_BEFORE_PROPOSED, event, message)


def outcome_not_recorded(evidence: Evidence) -> Iterator[Issue]:
    """Report a planned day that is long past, with no outcome on record."""
    for meeting in evidence.state.date_passed():
        event = meeting.because_of("planned_for")
        planned = meeting.planned_for
        days = 0 if planned is None else evidence.state.day - planned.last_day
        if event is not None and days > LONG_PAST_DAYS:
            message = (
                f"planned for {planned}, {days} days before {evidence.state.on}, "
                f"but no outcome is recorded"
            )
            yield Issue(checks.OUTCOME_NOT_RECORDED, event, message)


def _yes_or_no(evidence: Evidence) -> Iterator[MeetingAccepted | MeetingRefused]:
    yield from evidence.of(MeetingAccepted)
    yield from evidence.of(MeetingRefused)


def _answers(evidence: Evidence) -> Iterator[Answer]:
    yield from _yes_or_no(evidence)
    yield from evidence.of(MeetingPostponed)


def _days(
    events: Iterable[MeetingProposed | MeetingCancelled | MeetingHeld],
) -> dict[str, list[When]]:
    days: dict[str, list[When]] = defaultdict(list)
    for event in events:
        days[event.meeting].append(event.occurred)
    return dict(days)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    unproposed,
    held_after_cancelled,
    answered_after_held,
    answered_before_proposed,
    outcome_not_recorded,
)
