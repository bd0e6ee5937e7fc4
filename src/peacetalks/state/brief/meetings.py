"""The meetings of a brief: who refused whom and why, what is pending, what was held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from peacetalks.events import Event
from peacetalks.state.brief.page import Page
from peacetalks.state.meetings import Meeting, Refusal
from peacetalks.state.texts import Talks
from peacetalks.values import Participant, Reason
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_LEAD = "      "
_AWAITED = {"mentioned", "proposed", "agreed"}
_REASONS = {
    # Of the reasons that people give, these accuse somebody: no fact, but a claim.
    "mediator_bias": "alleged bias",
    "hostile_statement_or_act": "alleged hostile statement or act",
    "mediator_composition": "composition",
}


def meetings(page: Page, state: NegotiationState) -> None:
    """Write the section, if any meeting is on record, or talks."""
    table = state.parts.meetings.values()
    several = [f.event for f in state.parts.on_record.values() if f.kind == "meetings-held"]
    page.section("MEETINGS")
    page.newest(
        (
            (talks.suspended or talks.ended or talks.opened, partial(_talks, page, talks))
            for talks in state.parts.talks.values()
        ),
        "further talks",
    )
    page.newest(
        (
            (_day(meeting), partial(_unheld, page, state, meeting))
            for meeting in table
            if meeting.status != "held" or meeting.refusals
        ),
        "meeting",
    )
    held = [meeting for meeting in table if meeting.status == "held" and not meeting.refusals]
    page.newest(
        (
            *((_day(meeting), partial(_held, page, meeting)) for meeting in held),
            *((event.occurred, partial(_several, page, event)) for event in several),
        ),
        "earlier meeting",
    )


def _talks(page: Page, talks: Talks) -> None:
    if talks.status == "suspended":
        _suspended(page, talks)
        return
    between = f" of {page.names(talks.parties)}" if talks.parties else ""
    when, word = talks.opened, "opened"
    if talks.status == "ended":
        when, word = talks.ended, "ENDED" + (f": {talks.outcome}" if talks.outcome else "")
    if when is None:
        word = "mentioned"
    events = [e for name in ("ended", "opened") if (e := talks.because_of(name))][:1]
    lead = f"  {when or 'undated'!s:<10} "
    page.line(lead, f"{talks.talks}, talks{between}  {word}", events or talks.because)


def _suspended(page: Page, talks: Talks) -> None:
    who = "for all" if talks.suspended_for_all else ""
    by = f"by {page.names(talks.suspended_by)}" if talks.suspended_by else ""
    between = f" of {page.names(talks.parties)}" if talks.parties else ""
    told = " ".join(part for part in ("SUSPENDED", who, by) if part)
    events = _once([e for name in ("suspended", "suspended_by") if (e := talks.because_of(name))])
    lead = f"  {talks.suspended or 'undated'!s:<10} "
    page.line(lead, f"{talks.talks}, talks{between}  {told}", events or talks.because)
    for condition in talks.resume_if or ():
        page.line(f"{_LEAD}until    ", condition, events)


def _day(meeting: Meeting) -> When:
    return meeting.held or meeting.planned_for or meeting.proposed or _last_said(meeting)


def _last_said(meeting: Meeting) -> When:
    said = [answer.on for answer in meeting.answers.values()]
    return max(said, default=When("../.."))


def _unheld(page: Page, state: NegotiationState, meeting: Meeting) -> None:
    passed = meeting in state.date_passed()
    status = "date passed, outcome not recorded" if passed else _status(page, meeting)
    page.line("  ", f"{_what(meeting)}  {status}", _status_events(meeting))
    if passed or meeting.status not in _AWAITED:
        proposal = "; ".join(_proposal(page, meeting))
        if proposal:
            page.line(_LEAD, proposal, _proposal_events(meeting))
    _conditions(page, meeting)
    _told_otherwise(page, state, meeting)
    for refusal in meeting.refusals:
        _refusal(page, state, meeting, refusal)
    if meeting.mediators:
        expected = "" if meeting.status == "held" else "expected "
        lead = f"{_LEAD}mediators {expected}"
        page.line(lead, _mediators(page, meeting.mediators), _of(meeting, "mediators"))
    silent = _not_stated(page, state, meeting)
    if silent:
        page.line(f"{_LEAD}not stated: ", ", ".join(silent))


def _told_otherwise(page: Page, state: NegotiationState, meeting: Meeting) -> None:
    acts = dict.fromkeys(event.act for event in meeting.because if event.act is not None)
    for act in acts:
        told = state.labels(act)
        if len(set(told.values())) > 1:
            words = (f"{page.name(who)} {label.replace('-', ' ')}" for who, label in told.items())
            page.line(f"{_LEAD}told as  ", "; ".join(words), state.parts.acts[act].because)


def _status(page: Page, meeting: Meeting) -> str:
    if meeting.status == "held":
        missed = f" without {page.names(meeting.missed_by)}" if meeting.missed_by else ""
        refusers = dict.fromkeys(refusal.by for refusal in meeting.refusals)
        return f"REFUSED by {page.names(refusers)} {meeting.refusals[-1].on}, HELD{missed}"
    refused = [r for r in meeting.refusals if r.attempt == meeting.attempt]
    if meeting.status == "refused" and refused:
        return f"REFUSED by {page.names(meeting.refused_by)} {refused[-1].on}"
    if meeting.status == "cancelled":
        by = f" by {page.names(meeting.cancelled_by)}" if meeting.cancelled_by else ""
        return f"CANCELLED{by} {meeting.cancelled}"
    if meeting.status == "postponed":
        return f"postponed {meeting.postponed}, no new day"
    told = _proposal(page, meeting)
    if meeting.status != "proposed" or meeting.proposed_by is None:
        told.insert(0, meeting.status)
    return ", ".join(told)


def _proposal(page: Page, meeting: Meeting) -> list[str]:
    """Return who proposed a meeting and who accepted it outright, by more than proposing it."""
    told: list[str] = []
    if meeting.proposed_by is not None:
        told.append(f"proposed by {page.names(meeting.proposed_by)}")
    yes = _accepted_by(meeting)
    if yes:
        told.append(f"accepted by {page.names(yes)}")
    return told


def _accepted_by(meeting: Meeting) -> list[str]:
    return [
        code
        for code, answer in meeting.answers.items()
        if answer.answer == "yes"
        and (event := meeting.because_of(f"answers.{code}")) is not None
        and event.kind != "meeting-proposed"
    ]


def _proposal_events(meeting: Meeting) -> list[Event]:
    names = ("proposed_by", *(f"answers.{code}" for code in _accepted_by(meeting)))
    return _once(_of(meeting, *names))


def _conditions(page: Page, meeting: Meeting) -> None:
    for code, answer in meeting.answers.items():
        if answer.answer == "yes_if":
            text = "; ".join(condition.text for condition in answer.conditions)
            event = meeting.because_of(f"answers.{code}")
            lead = f"{_LEAD}accepted "
            page.line(lead, f"by {page.name(code)} if: {text}", [event] if event else [])


def _status_events(meeting: Meeting) -> list[Event]:
    names = ("held", "cancelled", "postponed", *(f"answers.{code}" for code in meeting.answers))
    if meeting.status in _AWAITED:
        names = ("proposed_by", *names)
    return _once(_of(meeting, *names)) or list(meeting.because)


def _once(events: list[Event]) -> list[Event]:
    return list({id(event): event for event in events}.values())


def _cancelled_by(meeting: Meeting) -> Event | None:
    return meeting.because_of("cancelled")


def _refusal(page: Page, state: NegotiationState, meeting: Meeting, refusal: Refusal) -> None:
    who = f"{page.name(refusal.by)}: " if len(meeting.refusals) > 1 else ""
    if meeting.status not in {"refused", "held"} and refusal.event is not _cancelled_by(meeting):
        page.line(f"{_LEAD}refused  ", f"by {page.name(refusal.by)} {refusal.on}", [refusal.event])
    for reason in refusal.reasons or ():
        page.line(f"{_LEAD}why      {who}", _reason(page, reason), [refusal.event])
    triggers = (*refusal.trigger, *(t for r in refusal.reasons or () for t in r.trigger or ()))
    for trigger in dict.fromkeys(map(state.canonical_id, triggers)):
        event = state.event(trigger)
        told = trigger if event is None else _told(page, event)
        according = f"according to {page.name(refusal.by)}: " if event is not None else ""
        page.line(f"{_LEAD}trigger  ", f"{according}{told}", [event] if event else [])
    if refusal.alternatives_offered:
        text = "; ".join(refusal.alternatives_offered)
        page.line(f"{_LEAD}instead  {who}", text, [refusal.event])


def _reason(page: Page, reason: Reason) -> str:
    against = f" of {page.names(reason.against)}" if reason.against else ""
    what = _REASONS.get(reason.category, reason.category.replace("_", " "))
    said = f': "{reason.quote}"' if reason.quote else (f": {reason.text}" if reason.text else "")
    teller = f" (according to {page.names(reason.according_to)})" if reason.according_to else ""
    return f"{what}{against}{said}{teller}"


def _told(page: Page, event: Event) -> str:
    who = event.speaker or (page.names(by) if (by := getattr(event, "by", None)) else "")
    venue = getattr(event, "venue", None)
    parts = (who, venue, str(event.occurred))
    return ", ".join(part for part in parts if part) or event.kind


def _held(page: Page, meeting: Meeting) -> None:
    under = f", under {_mediators(page, meeting.mediators)}" if meeting.mediators else ""
    missed = f", without {page.names(meeting.missed_by)}" if meeting.missed_by else ""
    page.line("  ", f"{_what(meeting)}  HELD{under}{missed}", _of(meeting, "held", "mediators"))


def _several(page: Page, event: Event) -> None:
    count = getattr(event, "count", None)
    level = _level(getattr(event, "level", None))
    mediators = getattr(event, "mediators", None)
    under = f", under {_mediators(page, mediators)}" if mediators else ""
    lead = "undated   " if event.occurred.earliest is None else f"{event.occurred!s:<10}"
    rounds = "round" if count is not None and count.figure == 1 else "rounds"
    page.line("  ", f"{lead} {count or 'several'} {rounds}{level}{under}  HELD", [event])


def _what(meeting: Meeting) -> str:
    when = meeting.held or meeting.planned_for
    day = "undated" if when is None else str(when)
    place = meeting.place.name if meeting.place else meeting.meeting
    return f"{day:<10} {place}{_level(meeting.level)}"


def _level(level: str | None) -> str:
    return "" if level in {None, "unspecified"} else f", {str(level).replace('_', ' ')}"


def _mediators(page: Page, mediators: tuple[Participant, ...]) -> str:
    leading = [page.name(p.actor) for p in mediators if p.role != "co_mediator"]
    joined = [p.actor for p in mediators if p.role == "co_mediator"]
    told = ", ".join(leading)
    return f"{told}{', joined by ' if told else ''}{page.names(joined)}" if joined else told


def _of(meeting: Meeting, *names: str) -> list[Event]:
    return [event for name in names if (event := meeting.because_of(name))]


def _not_stated(page: Page, state: NegotiationState, meeting: Meeting) -> list[str]:
    silent: list[str] = []
    if meeting.proposed_by is None:
        silent.append("who proposed it")
    invitees = meeting.invitees or ()
    silent += [
        f"{page.name(code)}'s answer" for code in invitees if meeting.answer_of(code) is None
    ]
    for refusal in meeting.refusals:
        if refusal.reasons is None:
            silent.append(f"why {page.name(refusal.by)} refused")
        if refusal.alternatives_offered is None:
            silent.append("an alternative")
    planned = meeting.planned_for
    if meeting.status == "refused" and planned is not None and planned.last_day < state.day:
        silent.append(f"whether it was held without {page.names(meeting.refused_by)}")
    return list(dict.fromkeys(silent))
