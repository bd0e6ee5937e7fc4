"""The phase of a negotiation, and the rule that made it so.

The first rule that holds gives the phase. Only the agreement that is the aim of the talks, or
the one that settles most, counts for it: a ceasefire or a joint statement makes no phase of its
own. ``MeetingsHeld`` and contacts that span more than 31 days move no phase.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, final

from attrs import frozen

from peacetalks.state.force import Hostilities, Offensive
from peacetalks.state.meetings import Meeting
from peacetalks.state.queries.agreements import stage_of
from peacetalks.state.queries.meetings import is_series, last_answer, pending_meetings
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.texts import Agreement
from peacetalks.when import DAY, When

PhaseName: TypeAlias = Literal[
    "fighting",
    "implementing",
    "signed",
    "concluding",
    "suspended",
    "blocked",
    "talking",
    "dormant",
]
"""The phases, in the order in which their rules are tried."""

TALKING_DAYS = 90
QUIET_DAYS = 30
_SETTLING = ("partial", "framework", "comprehensive")


@final
@frozen
class Phase:
    """The phase of a negotiation on the state's day.

    >>> from peacetalks import History, datasets
    >>> phase = History(datasets.south_caucasus()).state(on="2024-06-01").phase
    >>> phase.name, phase.rule
    ('talking', 'a meeting was held in the last 90 days')

    Attributes:
        name: the phase.
        rule: the rule that held, in words.
        doubt: what makes it less than certain; None: nothing.
    """

    name: PhaseName
    rule: str
    doubt: str | None = None

    def __str__(self) -> str:
        return self.name


def phase(state: Snapshot) -> Phase:
    """Answer ``NegotiationState.phase``."""
    for rule in _RULES:
        found = rule(state)
        if found is not None:
            return found
    return Phase("dormant", "no meeting is pending, and none was held in the last 90 days")


def _fighting(state: Snapshot) -> Phase | None:
    for conflict in open_fighting(state):
        if isinstance(conflict, Offensive):
            quiet = _days_of_quiet(state, conflict)
            doubt = (
                f"no use of force is on record for {quiet} days, and no end of the offensive"
                if quiet > QUIET_DAYS
                else None
            )
            return Phase("fighting", "an offensive without an end or a later ceasefire", doubt)
        return Phase("fighting", "hostilities without an end or a later ceasefire")
    return None


def open_fighting(state: Snapshot) -> tuple[Offensive | Hostilities, ...]:
    """Return the offensives and hostilities without an end or a later ceasefire."""
    offensives = (
        o
        for o in state.parts.offensives.values()
        if o.ended is None
        and o.launched is not None
        and not _ceased(state, o.launched, {*(o.by or ()), *(o.against or ())})
    )
    hostilities = (
        h
        for h in state.parts.hostilities.values()
        if h.ended is None
        and h.started is not None
        and not _ceased(state, h.started, set(h.parties or ()))
    )
    return (*offensives, *hostilities)


def _ceased(state: Snapshot, began: When, parties: set[str]) -> bool:
    """Return whether a ceasefire between some of the parties came after fighting began."""
    for ceasefire in state.parts.ceasefires.values():
        start = ceasefire.effective_from or ceasefire.declared
        among = not parties or not ceasefire.parties or parties & set(ceasefire.parties)
        if start is None or not among or not ceasefire.in_force_on(state.day):
            continue
        if start.first_day >= began.first_day and start.hi >= began.lo:
            return True
    return False


def _days_of_quiet(state: Snapshot, offensive: Offensive) -> int:
    parts = state.parts
    force = [
        offensive.launched,
        *(other.launched for other in parts.offensives.values()),
        *(hostilities.started for hostilities in parts.hostilities.values()),
        *(f.event.occurred for f in parts.on_record.values() if f.kind == "attack-reported"),
        *(f.occurred for f in parts.figures.values() if f.subject == "casualties"),
    ]
    return state.day - max(when.opens_by // DAY for when in force if when is not None)


def aim(state: Snapshot) -> Agreement | None:
    """Return the agreement that the phase looks at: the aim of the talks, if they name one.

    Of several, that of talks that have not ended goes first; an aim of which nothing is on
    record has no stage, whatever else was signed.
    """
    aimed = sorted(
        (talks for talks in state.parts.talks.values() if talks.aim is not None),
        key=lambda talks: talks.status == "ended",
    )
    if aimed:
        known = (state.parts.agreements.get(talks.aim or "") for talks in aimed)
        return next((agreement for agreement in known if agreement is not None), None)
    settling = [a for a in state.parts.agreements.values() if a.scope in _SETTLING]
    return max(settling, key=lambda a: _SETTLING.index(a.scope or "partial"), default=None)


def _by_agreement(state: Snapshot) -> Phase | None:
    agreement = aim(state)
    stage = None if agreement is None else stage_of(state, agreement)
    if agreement is None or stage is None:
        return None
    name = agreement.agreement
    if stage == "in_force":
        return Phase("implementing", f"{name} is in force")
    if stage in {"signed", "ratified"}:
        return Phase("signed", f"{name} is {stage}")
    if stage in {"text_concluded", "initialled"}:
        return Phase("concluding", f"{name}: {stage.replace('_', ' ')}, not signed")
    return None


def _suspended(state: Snapshot) -> Phase | None:
    for talks in state.parts.talks.values():
        if talks.status == "suspended":
            return Phase("suspended", f"{talks.talks}: suspended and not resumed")
    return None


def _pending(state: Snapshot) -> bool:
    return any(_of_parties(state, meeting) for meeting in pending_meetings(state))


def _blocked(state: Snapshot) -> Phase | None:
    if _pending(state):
        return None
    theirs = (m for m in state.parts.meetings.values() if _of_parties(state, m))
    last = max(theirs, key=_last_word, default=None)
    if last is None or last.status not in {"refused", "cancelled"} or not last.refused_by:
        return None
    return Phase("blocked", "the last answer is a refusal and no meeting is open")


def _last_word(meeting: Meeting) -> When:
    said = (meeting.held, last_answer(meeting), meeting.proposed)
    return max((when for when in said if when is not None), default=When("../.."))


def _talking(state: Snapshot) -> Phase | None:
    if _pending(state):
        return Phase("talking", "a meeting is pending")
    held = [
        meeting.held
        for meeting in state.parts.meetings.values()
        if meeting.held is not None and not is_series(meeting.held) and _of_parties(state, meeting)
    ]
    if any(state.day - when.last_day <= TALKING_DAYS for when in held):
        return Phase("talking", "a meeting was held in the last 90 days")
    return None


def _of_parties(state: Snapshot, meeting: Meeting) -> bool:
    """Return whether two parties of the talks meet, or are to: a mediator's visit is no talks.

    Where nobody says who is to meet, it may be the parties; of a meeting held it must be said.
    """
    if meeting.participants is not None:
        who = {p.actor for p in meeting.participants if p.role == "party"}
    elif meeting.invitees is not None:
        who = set(meeting.invitees)
    else:
        return meeting.held is None
    who -= {mediator.actor for mediator in meeting.mediators or ()}
    return len(who & (_parties_of_talks(state, meeting) or who)) > 1


def _parties_of_talks(state: Snapshot, meeting: Meeting) -> set[str]:
    own = state.parts.talks.get(meeting.talks or "")
    several = [own] if own is not None else list(state.parts.talks.values())
    return {code for talks in several for code in talks.parties or ()}


_RULES: tuple[Callable[[Snapshot], Phase | None], ...] = (
    _fighting,
    _by_agreement,
    _suspended,
    _blocked,
    _talking,
)
