"""Meetings: answers out of place, and planned days without news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from peacetalks.checks.evidence import Evidence, Remark, well_before
from peacetalks.events import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
)
from peacetalks.when import When

__all__ = ["LONG_PAST_DAYS", "RULES"]

Answer: TypeAlias = MeetingAccepted | MeetingRefused | MeetingPostponed

LONG_PAST_DAYS: Final = 30
"""A planned day without an outcome is told of when it is past by more days."""


def unproposed(evidence: Evidence) -> Iterator[Remark]:
    """PT101: an answer to a meeting, or its postponement, that nobody proposed."""
    proposed = _days(evidence.of(MeetingProposed))
    for event in _answers(evidence):
        if event.meeting not in proposed:
            told = f"nobody proposed the meeting {event.meeting!r}"
            yield Remark("PT101", event, told, wrong=event.meeting, known=proposed)


def held_after_cancelled(evidence: Evidence) -> Iterator[Remark]:
    """PT102: a meeting held after it was called off, and not proposed anew."""
    proposed = _days(evidence.of(MeetingProposed))
    cancelled = _days(evidence.of(MeetingCancelled))
    for event in evidence.of(MeetingHeld):
        for day in cancelled.get(event.meeting, ()):
            anew = any(well_before(day, again) for again in proposed.get(event.meeting, ()))
            if well_before(day, event.occurred) and not anew:
                told = f"held on {event.occurred}, though it was called off on {day}"
                yield Remark("PT102", event, f"{told} and is not on record as proposed again")


def answered_after_held(evidence: Evidence) -> Iterator[Remark]:
    """PT103: an acceptance or a refusal of a meeting that had been held."""
    proposed = _days(evidence.of(MeetingProposed))
    held = _days(evidence.of(MeetingHeld))
    for event in _yes_or_no(evidence):
        days = held.get(event.meeting, ())
        past = [day for day in days if well_before(day, event.occurred)]
        anew = any(
            well_before(day, again) for day in past for again in proposed.get(event.meeting, ())
        )
        if past and len(past) == len(days) and not anew:
            told = f"answered on {event.occurred}, but the meeting was held on {past[-1]}"
            yield Remark("PT103", event, told)


def answered_before_proposed(evidence: Evidence) -> Iterator[Remark]:
    """PT104: an answer given before the meeting was proposed."""
    proposed = _days(evidence.of(MeetingProposed))
    for event in _answers(evidence):
        days = proposed.get(event.meeting, ())
        if days and all(well_before(event.occurred, day) for day in days):
            told = f"answered on {event.occurred}, before the proposal of {days[0]}"
            yield Remark("PT104", event, told)


def outcome_not_recorded(evidence: Evidence) -> Iterator[Remark]:
    """PT105: a planned day that is long past, with no word of what came of it."""
    for meeting in evidence.state.date_passed():
        event = meeting.because_of("planned_for")
        planned = meeting.planned_for
        days = 0 if planned is None else evidence.state.day - planned.last_day
        if event is not None and days > LONG_PAST_DAYS:
            told = f"planned for {planned}, {days} days before {evidence.state.on}"
            yield Remark("PT105", event, f"{told}, and no outcome is recorded")


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


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    unproposed,
    held_after_cancelled,
    answered_after_held,
    answered_before_proposed,
    outcome_not_recorded,
)
