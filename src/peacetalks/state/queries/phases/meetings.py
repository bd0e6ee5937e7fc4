"""Rules of phases about suspended talks, refused meetings and pending meetings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from peacetalks.events import Event
from peacetalks.events.clocks import settled
from peacetalks.state.meetings import Meeting
from peacetalks.state.queries.meetings import is_pending, is_series
from peacetalks.state.queries.phases.dyads import Dyad, Pair, met, moment
from peacetalks.state.queries.phases.holds import Holds, behind
from peacetalks.state.queries.security import YEAR
from peacetalks.state.snapshot import Snapshot

__all__ = ["TALKING_DAYS", "blocked", "suspended", "talking"]

TALKING_DAYS: Final = 90
"""The number of days for which a held meeting counts as talking: a convention of this library."""


def suspended(state: Snapshot, dyad: Dyad) -> Holds | None:
    """Apply the rule of suspended talks: by one of the two, or for all parties."""
    for talks in dyad.talks:
        concerned = not set(dyad.pair).isdisjoint(state.actors.principals(talks.suspended_by))
        if talks.status == "suspended" and (talks.suspended_for_all or concerned):
            event = talks.because_of("suspended")
            by = talks.suspended_by
            who = f" by {state.actors.listed(by)}" if by else ""
            because = (event,) if event is not None else ()
            return Holds(f"{talks.talks}: suspended{who} and not resumed", because)
    return None


def _pending(state: Snapshot, dyad: Dyad) -> list[Meeting]:
    return [meeting for meeting in dyad.meetings if is_pending(state, meeting)]


def blocked(state: Snapshot, dyad: Dyad) -> Holds | None:
    """Apply the rule of a refused meeting: the last answer is a refusal, no meeting is pending."""
    answers = [a for meeting in dyad.meetings for a in _answers(state, meeting, dyad.pair)]
    last = max(answers, key=lambda answer: moment(answer[0]), default=None)
    if last is None or not last[1] or _pending(state, dyad):
        return None
    event = last[0]
    old = state.day - settled(event) > YEAR
    doubts = ("the refusal is older than a year",) if old else ()
    return Holds("the last answer is a refusal and no meeting is open", (event,), doubts)


def _answers(state: Snapshot, meeting: Meeting, pair: Pair) -> Iterator[tuple[Event, bool]]:
    """Yield the answers of the two to a meeting, and its being held, with whether it is a refusal."""
    principal = state.actors.principal
    for refusal in meeting.refusals:
        if principal(refusal.by) in pair:
            yield refusal.event, True
    for code, answer in meeting.answers.items():
        event = meeting.because_of(f"answers.{code}")
        if event is not None and principal(code) in pair:
            yield event, answer.answer == "no"
    held = meeting.because_of("held")
    if held is not None and not is_series(held.occurred) and met(state, meeting, pair):
        yield held, False


def talking(state: Snapshot, dyad: Dyad) -> Holds | None:
    """Apply the rule of talking: a meeting is pending, or was held recently."""
    pending = _pending(state, dyad)
    if pending:
        return Holds("a meeting is pending", behind("proposed", pending))
    held = [
        meeting
        for meeting in dyad.meetings
        if meeting.held is not None
        and not is_series(meeting.held)
        and met(state, meeting, dyad.pair)
        and state.day - meeting.held.last_day <= TALKING_DAYS
    ]
    if held:
        return Holds(f"a meeting was held in the last {TALKING_DAYS} days", behind("held", held))
    return None
