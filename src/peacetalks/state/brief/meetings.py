"""The meetings in a brief: refused, pending and held, and the talks."""

from __future__ import annotations

from functools import partial

from peacetalks.events import Event
from peacetalks.primitives.when import When
from peacetalks.state.brief.days import column, in_words, on_day
from peacetalks.state.brief.page import Page, once
from peacetalks.state.brief.talks import talks_rows
from peacetalks.state.meetings import Meeting, Refusal
from peacetalks.state.queries.meetings import date_passed, has_answered
from peacetalks.state.queries.provenance import labels
from peacetalks.state.snapshot import Snapshot
from peacetalks.values.facts import Participant, Reason

_LEAD = "      "
_AWAITED = {"mentioned", "proposed", "agreed"}
_REASONS = {
    # These reasons accuse somebody, so they are claims and not facts.
    "mediator_bias": "alleged bias",
    "hostile_statement_or_act": "alleged hostile statement or act",
    "mediator_composition": "composition",
}


def write_meetings(page: Page, state: Snapshot) -> None:
    """Write the section, if any meeting or talks are on record."""
    table = state.parts.meetings.values()
    series = [f.event for f in state.parts.on_record.values() if f.kind == "meetings-held"]
    page.section("MEETINGS")
    page.newest(talks_rows(page, state), "further talks")
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
            *((event.occurred, partial(_series, page, event)) for event in series),
        ),
        "earlier meeting",
    )


def _day(meeting: Meeting) -> When:
    return meeting.held or meeting.planned_for or meeting.proposed or _last_answer(meeting)


def _last_answer(meeting: Meeting) -> When:
    return max((answer.on for answer in meeting.answers.values()), default=When("../.."))


def _unheld(page: Page, state: Snapshot, meeting: Meeting) -> None:
    passed = meeting in date_passed(state)
    status = "date passed, outcome not recorded" if passed else _status(page, meeting)
    page.line("  ", f"{_day_and_place(meeting)}  {status}", _status_events(meeting))
    if passed or meeting.status not in _AWAITED:
        proposal = "; ".join(_proposal(page, meeting))
        if proposal:
            page.line(_LEAD, proposal, _proposal_events(meeting))
    _conditions(page, meeting)
    _rival_accounts(page, state, meeting)
    for refusal in meeting.refusals:
        _refusal(page, state, meeting, refusal)
    if meeting.mediators:
        expected = "" if meeting.status == "held" else "expected "
        lead = f"{_LEAD}{expected}mediators "
        page.line(lead, _mediators(page, meeting.mediators), _events_of(meeting, "mediators"))
    missing = _not_stated(page, state, meeting)
    if missing:
        page.line(f"{_LEAD}not stated: ", ", ".join(missing))


def _rival_accounts(page: Page, state: Snapshot, meeting: Meeting) -> None:
    acts = dict.fromkeys(event.act for event in meeting.because if event.act is not None)
    for act in acts:
        by_party = labels(state, act)
        if len(set(by_party.values())) > 1:
            accounts = (
                f"{page.name(code)}: {label.replace('-', ' ')}" for code, label in by_party.items()
            )
            page.line(f"{_LEAD}accounts ", "; ".join(accounts), state.parts.acts[act].because)


def _status(page: Page, meeting: Meeting) -> str:
    if meeting.status == "held":
        missed = f" without {page.names(meeting.missed_by)}" if meeting.missed_by else ""
        refusers = dict.fromkeys(refusal.by for refusal in meeting.refusals)
        day = on_day(meeting.refusals[-1].on)
        return f"REFUSED by {page.names(refusers)} {day}, HELD{missed}"
    refused = [r for r in meeting.refusals if r.attempt == meeting.attempt]
    if meeting.status == "refused" and refused:
        return f"REFUSED by {page.names(meeting.refused_by)} {on_day(refused[-1].on)}"
    if meeting.status == "cancelled" and meeting.cancelled is not None:
        by = f" by {page.names(meeting.cancelled_by)}" if meeting.cancelled_by else ""
        return f"CANCELLED{by} {on_day(meeting.cancelled)}"
    if meeting.status == "postponed" and meeting.postponed is not None:
        return f"postponed {on_day(meeting.postponed)}, no new day"
    texts = _proposal(page, meeting)
    if meeting.status != "proposed" or meeting.proposed_by is None:
        texts.insert(0, meeting.status)
    return ", ".join(texts)


def _proposal(page: Page, meeting: Meeting) -> list[str]:
    """Return who proposed a meeting, and who accepted it without conditions by an answer."""
    texts: list[str] = []
    if meeting.proposed_by is not None:
        texts.append(f"proposed by {page.names(meeting.proposed_by)}")
    accepted_by = _accepted_by(meeting)
    if accepted_by:
        texts.append(f"accepted by {page.names(accepted_by)}")
    return texts


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
    return once(_events_of(meeting, *names))


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
    return once(_events_of(meeting, *names)) or list(meeting.because)


def _refusal(page: Page, state: Snapshot, meeting: Meeting, refusal: Refusal) -> None:
    who = f"{page.name(refusal.by)}: " if len(meeting.refusals) > 1 else ""
    is_cancellation = refusal.event is meeting.because_of("cancelled")
    if meeting.status not in {"refused", "held"} and not is_cancellation:
        text = f"by {page.name(refusal.by)} {on_day(refusal.on)}"
        page.line(f"{_LEAD}refused  ", text, [refusal.event])
    for reason in refusal.reasons or ():
        page.line(f"{_LEAD}why      {who}", _reason(page, reason), [refusal.event])
    triggers = (*refusal.trigger, *(t for r in refusal.reasons or () for t in r.trigger or ()))
    for trigger in dict.fromkeys(map(state.canonical_id, triggers)):
        event = state.event(trigger)
        text = trigger
        if event is not None:
            text = f"according to {page.name(refusal.by)}: {_event_in_short(page, event)}"
        page.line(f"{_LEAD}trigger  ", text, [event] if event else [])
    if refusal.alternatives_offered:
        text = "; ".join(refusal.alternatives_offered)
        page.line(f"{_LEAD}instead  {who}", text, [refusal.event])


def _reason(page: Page, reason: Reason) -> str:
    against = f" of {page.names(reason.against)}" if reason.against else ""
    what = _REASONS.get(reason.category, reason.category.replace("_", " "))
    words = f': "{reason.quote}"' if reason.quote else (f": {reason.text}" if reason.text else "")
    source = f" (according to {page.names(reason.according_to)})" if reason.according_to else ""
    return f"{what}{against}{words}{source}"


def _event_in_short(page: Page, event: Event) -> str:
    who = event.speaker or (page.names(by) if (by := getattr(event, "by", None)) else "")
    venue = getattr(event, "venue", None)
    parts = (who, venue, in_words(event.occurred))
    return ", ".join(part for part in parts if part)


def _held(page: Page, meeting: Meeting) -> None:
    under = f", under {_mediators(page, meeting.mediators)}" if meeting.mediators else ""
    missed = f", without {page.names(meeting.missed_by)}" if meeting.missed_by else ""
    text = f"{_day_and_place(meeting)}  HELD{under}{missed}"
    page.line("  ", text, _events_of(meeting, "held", "mediators"))


def _series(page: Page, event: Event) -> None:
    count = getattr(event, "count", None)
    level = _level(getattr(event, "level", None))
    mediators = getattr(event, "mediators", None)
    under = f", under {_mediators(page, mediators)}" if mediators else ""
    day = "undated" if event.occurred.earliest is None else column(event.occurred)
    rounds = "round" if count is not None and count.figure == 1 else "rounds"
    page.line("  ", f"{day:<10} {count or 'several'} {rounds}{level}{under}  HELD", [event])


def _day_and_place(meeting: Meeting) -> str:
    when = meeting.held or meeting.planned_for
    day = "undated" if when is None else column(when)
    place = meeting.place.name if meeting.place else meeting.meeting
    return f"{day:<10} {place}{_level(meeting.level)}"


def _level(level: str | None) -> str:
    return "" if level in {None, "unspecified"} else f", {str(level).replace('_', ' ')}"


def _mediators(page: Page, mediators: tuple[Participant, ...]) -> str:
    leading = ", ".join(page.name(p.actor) for p in mediators if p.role != "co_mediator")
    joined = [p.actor for p in mediators if p.role == "co_mediator"]
    if not joined:
        return leading
    return f"{leading}{', joined by ' if leading else ''}{page.names(joined)}"


def _events_of(meeting: Meeting, *names: str) -> list[Event]:
    return [event for name in names if (event := meeting.because_of(name))]


def _not_stated(page: Page, state: Snapshot, meeting: Meeting) -> list[str]:
    missing: list[str] = []
    if meeting.proposed_by is None:
        missing.append("who proposed it")
    invitees = meeting.invitees or ()
    awaited = (code for code in invitees if not has_answered(state, meeting.answers, code))
    missing += [f"{page.name(code)}'s answer" for code in awaited]
    for refusal in meeting.refusals:
        if refusal.reasons is None:
            missing.append(f"why {page.name(refusal.by)} refused")
        if refusal.alternatives_offered is None:
            missing.append("an alternative")
    planned = meeting.planned_for
    if meeting.status == "refused" and planned is not None and planned.last_day < state.day:
        missing.append(f"whether it was held without {page.names(meeting.refused_by)}")
    return list(dict.fromkeys(missing))
