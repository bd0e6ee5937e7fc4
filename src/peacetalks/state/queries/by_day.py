"""Answers that change with the day, without an event.

A deadline passes, a ceasefire expires, the day of a meeting passes without news, a refusal gets
old: no event states it, but the answer changes from one day to the next. ``answers`` returns these
answers, ``turning_days`` the days on which one of them changes. ``history.diff`` and the report use
them to compare states and to keep them for several days. Counters (days left, days since) change
every day and are not answers in this sense.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, TypeVar, final

import attrs
from attrs import field, frozen

from peacetalks._support.wording import count_noun
from peacetalks.primitives.when import When, WhenLike, day_text
from peacetalks.state.meetings import Meeting
from peacetalks.state.queries.agreements import stage_of
from peacetalks.state.queries.meetings import PENDING_DAYS, is_pending, last_answer
from peacetalks.state.queries.phases.dyads import Dyads
from peacetalks.state.queries.phases.force import QUIET_DAYS
from peacetalks.state.queries.phases.meetings import TALKING_DAYS
from peacetalks.state.queries.phases.pair_phase import phase, phases
from peacetalks.state.queries.security import YEAR, is_forgotten, last_heard
from peacetalks.state.queries.statements import due_date, expectation_met, overdue
from peacetalks.state.security import Ceasefire
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.statements import Commitment, Deadline
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Answer", "answers", "may_turn", "on_day", "subject", "turning_days"]

_LAST_DAY: Final = 2_932_896
"""9999-12-31, the last day of the calendar."""

S = TypeVar("S", bound=Snapshot)
About: TypeAlias = tuple[str, str]
"""What an answer is about: a table and a key in it, or ``("phase", "ARM-AZE")``."""

_NOUNS: Final = {
    "phase": "",
    "meetings": "the meeting ",
    "agreements": "the agreement ",
    "ceasefires": "the ceasefire ",
    "legal_acts": "the legal act ",
    "expectations": "the expectation ",
    "commitments": "the commitment ",
    "deadlines": "the deadline ",
}


@final
@frozen
class Answer:
    """One answer on a day.

    Attributes:
        word: the answer.
        why: the reason for it; may be empty.
        days: the number of days for which it has been true; ignored in comparisons.
        alarming: whether it is news even about something that was not on record before.
    """

    word: str
    why: str = ""
    days: int | None = field(default=None, eq=False)
    alarming: bool = False

    def __str__(self) -> str:
        days = ""
        if self.days is not None:
            counted = count_noun(self.days, "day")
            days = f" by {counted}" if self.word == "overdue" else f" {counted} ago"
        return f"{self.word}{days}" + (f" ({self.why})" if self.why else "")


def subject(about: About, pairs: Mapping[str, str]) -> str:
    """Return what an answer is about, in words.

    Args:
        about: the table and the key.
        pairs: the names of pairs by their keys.

    >>> subject(("ceasefires", "may"), {}), subject(("phase", "ARM-AZE"), {"ARM-AZE": "the two"})
    ('the ceasefire may', 'phase of the two')
    """
    table, key = about
    return f"phase of {pairs.get(key, key)}" if table == "phase" else f"{_NOUNS[table]}{key}"


def answers(state: Snapshot, dyads: Dyads) -> dict[About, Answer]:
    """Return the answers that depend on the day of the state."""
    return dict(_answers(state, dyads))


def _answers(state: Snapshot, dyads: Dyads) -> Iterator[tuple[About, Answer]]:
    main = phase(state, dyads)
    yield (
        ("phase", "the main pair"),
        Answer(state.actors.listed(main.pair) if main.pair else "none on record"),
    )
    for each in phases(state, dyads):
        why = "; ".join(part for part in (each.rule, each.doubt) if part)
        yield ("phase", "-".join(each.pair or ())), Answer(each.name, why)
    parts = state.parts
    for name, meeting in parts.meetings.items():
        yield ("meetings", name), _of_meeting(state, meeting)
    for name, agreement in parts.agreements.items():
        stage = stage_of(state, agreement)
        yield ("agreements", name), Answer((stage or "no stage on record").replace("_", " "))
    for name, ceasefire in parts.ceasefires.items():
        yield ("ceasefires", name), _of_ceasefire(state, ceasefire)
    for name, act in parts.legal_acts.items():
        yield ("legal_acts", name), Answer(act.status_on(state.day).replace("_", " "))
    yield from _of_expectations(state)
    yield from _of_dues(state)


def _of_meeting(state: Snapshot, meeting: Meeting) -> Answer:
    if is_pending(state, meeting):
        return Answer("pending")
    planned = meeting.planned_for
    past = planned is not None and planned.last_day < state.day
    if past and meeting.status in {"mentioned", "proposed", "agreed"}:
        why = f"planned for {planned}, no outcome on record"
        return Answer("its day has passed", why, alarming=True)
    if past and meeting.status == "refused":
        return Answer("refused", f"planned for {planned}, whether it was held is not on record")
    if meeting.status in {"mentioned", "proposed", "agreed", "postponed"}:
        return Answer("no longer pending", f"no news for {PENDING_DAYS} days", alarming=True)
    return Answer(meeting.status)


def _of_ceasefire(state: Snapshot, ceasefire: Ceasefire) -> Answer:
    if ceasefire.in_force_on(state.day):
        if is_forgotten(state, ceasefire):
            return Answer("no end on record", f"no news of it for {YEAR} days")
        return Answer("in force")
    if ceasefire.ended is not None:
        return Answer("ended", str(ceasefire.ended))
    if ceasefire.expires is not None and ceasefire.expires.last_day < state.day:
        return Answer("lapsed", f"its last day was {ceasefire.expires}", alarming=True)
    return Answer("not yet in force")


def _of_dues(state: Snapshot) -> Iterator[tuple[About, Answer]]:
    late = {id(item.part): item for item in overdue(state)}
    tables: tuple[tuple[str, Mapping[str, Commitment | Deadline]], ...] = (
        ("commitments", state.parts.commitments),
        ("deadlines", state.parts.deadlines),
    )
    for table, parts in tables:
        for name, part in parts.items():
            item = late.get(id(part))
            status = part.status if isinstance(part, Commitment) else "not overdue"
            answer = Answer(status.replace("_", " "))
            if item is not None:
                answer = Answer("overdue", f"due {item.due}", item.days, alarming=True)
            yield (table, name), answer


def _of_expectations(state: Snapshot) -> Iterator[tuple[About, Answer]]:
    for name, expectation in state.parts.expectations.items():
        due = due_date(state, expectation.due)
        if expectation_met(state, expectation):
            answer = Answer("met")
        elif due is not None and due.last_day < state.day:
            answer = Answer("lapsed", f"due {due}", state.day - due.last_day, alarming=True)
        else:
            answer = Answer("open")
        yield ("expectations", name), answer


def on_day(state: S, day: int) -> S:
    """Return a state with the same facts on another day, in days since 1970-01-01."""
    seen = attrs.evolve(state.viewpoint or Viewpoint(), on=day_text(day))
    return state.evolve(viewpoint=seen)


def turning_days(state: Snapshot, dyads: Dyads, until: WhenLike | None = None) -> tuple[When, ...]:
    """Answer ``NegotiationState.turning_days``."""
    last = None if until is None else When(until).last_day
    turning: list[When] = []
    before = answers(state, dyads)
    for day in may_turn(state, dyads, last):
        now = answers(on_day(state, day), dyads)
        if now != before:
            turning.append(When(day_text(day)))
        before = now
    return tuple(turning)


def may_turn(state: Snapshot, dyads: Dyads, until: int | None = None) -> list[int]:
    """Return the days after the state's day on which an answer may change without an event.

    Days are in days since 1970-01-01; ``until`` is the last one. The result has all days on which
    an answer changes, and some on which none does. It is cheap; ``turning_days`` computes all
    answers on each of these days.
    """
    last = _LAST_DAY if until is None else min(until, _LAST_DAY)
    return sorted({day for day in _may_turn(state, dyads) if state.day < day <= last})


def _may_turn(state: Snapshot, dyads: Dyads) -> Iterator[int]:
    """Yield the days on which a window closes, a term ends or something takes effect."""
    for meeting in state.parts.meetings.values():
        yield from _after(1, meeting.planned_for)
        news = (meeting.postponed, meeting.proposed, last_answer(meeting))
        yield from _after(PENDING_DAYS + 1, *news)
        yield from _after(TALKING_DAYS + 1, meeting.held)
        yield from _after(YEAR + 1, *(refusal.on for refusal in meeting.refusals))
    for agreement in state.parts.agreements.values():
        yield from _first(agreement.in_force_from, agreement.ended_from)
    for act in state.parts.legal_acts.values():
        yield from _first(act.effective, act.issued, act.annulled, act.annulled_from)
    yield from _may_turn_force(state, dyads)
    dues = (
        *(e.due for e in state.parts.expectations.values()),
        *(c.due for c in state.parts.commitments.values()),
        *(d.due for d in state.parts.deadlines.values()),
    )
    yield from _after(1, *(due_date(state, due) for due in dues))


def _may_turn_force(state: Snapshot, dyads: Dyads) -> Iterator[int]:
    for ceasefire in state.parts.ceasefires.values():
        yield from _first(ceasefire.effective_from, ceasefire.declared)
        yield from _after(1, ceasefire.expires)
        if ceasefire.expires is None:
            yield last_heard(state, ceasefire) + YEAR + 1
    for dyad in dyads.values():
        for force in (dyad.force, dyad.last_force):
            if force is not None:
                yield force.when[0] + QUIET_DAYS + 1
                yield force.when[0] + YEAR + 1


def _after(days: int, *whens: When | None) -> Iterator[int]:
    yield from (when.last_day + days for when in whens if when is not None)


def _first(*whens: When | None) -> Iterator[int]:
    yield from (when.first_day for when in whens if when is not None)
