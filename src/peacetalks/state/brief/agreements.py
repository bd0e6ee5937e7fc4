"""The agreements in a brief: stages, missing steps, proposals, preconditions and expectations."""

from __future__ import annotations

from functools import partial

from peacetalks.events import Event, Stage
from peacetalks.primitives.when import When
from peacetalks.state.agreements import Agreement, Precondition
from peacetalks.state.brief.counters import days_left, days_since
from peacetalks.state.brief.days import in_words, latest
from peacetalks.state.brief.page import Page
from peacetalks.state.queries import agreements as queries
from peacetalks.state.queries.agreements import (
    OpenProposal,
    open_preconditions,
    open_proposals,
)
from peacetalks.state.queries.statements import due_date, lapsed_expectations, open_expectations
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.statements import Expectation
from peacetalks.values.facts import Condition


def write_agreements(page: Page, state: Snapshot) -> None:
    """Write the section."""
    parts = state.parts
    assessments = [f.event for f in parts.on_record.values() if f.kind == "assessment-made"]
    conditional = [f.event for f in parts.on_record.values() if _conditions_of(f.event)]
    page.section("AGREEMENTS")
    if queries.aim(state) is None and _is_mentioned(state, assessments):
        page.line("  ", "peace agreement: no text, no stage on record")
    page.newest(
        (
            (each.since, partial(_agreement, page, state, each))
            for each in queries.agreements_at(state)
        ),
        "agreement",
    )
    page.newest(
        (
            *((event.occurred, partial(_assessment, page, event)) for event in assessments),
            *(
                (e.stated, partial(_expectation, page, state, e))
                for e in parts.expectations.values()
            ),
            *((w.proposal.tabled, partial(_proposal, page, w)) for w in open_proposals(state)),
            *(
                (_last_stated(p), partial(_precondition, page, p))
                for p in open_preconditions(state)
            ),
            *((event.occurred, partial(_conditions, page, event)) for event in conditional),
        )
    )


def _is_mentioned(state: Snapshot, assessments: list[Event]) -> bool:
    """Return whether anything on record mentions a future agreement."""
    return (
        bool(assessments)
        or any(e.agreement or e.stage for e in state.parts.expectations.values())
        or any(talks.aim for talks in state.parts.talks.values())
    )


def _agreement(page: Page, state: Snapshot, agreement: Agreement) -> None:
    stage = queries.stage_of(state, agreement)
    word = "no stage on record" if stage is None else stage.replace("_", " ")
    since, event = _reached(state, agreement, stage)
    day = f" ({in_words(since)})" if since else ""
    name = agreement.title or agreement.agreement
    note = ", rejected politically" if agreement.rejected_politically else ""
    if agreement.suspended_by and stage != "suspended":
        note += f", suspended for {page.names(agreement.suspended_by)}"
    page.line("  ", f"{name}: {word}{day}{note}", [event] if event else [])
    if agreement.partly is not None:
        partly = agreement.partly.replace("_", " ")
        for party in (p for p, s in agreement.by_party.items() if s == agreement.partly):
            alone = agreement.because_of(f"by_party.{party}")
            day = f" ({in_words(alone.occurred)})" if alone else ""
            page.line("      ", f"{partly} by {page.name(party)}{day}", [alone] if alone else [])
    if stage in {"text_concluded", "initialled"}:
        missing = queries.missing_to(state, "signed", agreement.agreement)
        stages = ", ".join(s.replace("_", " ") for s in missing.stages)
        preconditions = "; ".join(
            f"{p.content or p.precondition} ({page.names(p.by)})" for p in missing.preconditions
        )
        events = {id(e): e for p in missing.preconditions for e in p.because}
        text = "; preconditions: ".join(part for part in (stages, preconditions) if part)
        page.line("      still missing: ", text or "nothing", events.values())


def _reached(
    state: Snapshot, agreement: Agreement, stage: Stage | None
) -> tuple[When | None, Event | None]:
    """Return when an agreement reached its stage, and the event that states it."""
    event = agreement.because_of("stage")
    if stage == agreement.stage:
        return agreement.since, event
    if stage == "suspended":
        event = agreement.because_of("suspended_by")
    elif stage == "superseded":
        others = (a for a in queries.agreements_at(state) if a.supersedes == agreement.agreement)
        signings = (other.because_of("stages.signed") for other in others)
        event = next((signing for signing in signings if signing is not None), None)
    else:
        event = agreement.because_of(f"stages.{stage}")
    return (event.occurred if event else None), event


def _assessment(page: Page, event: Event) -> None:
    by = page.names(getattr(event, "by", None))
    judgement = str(getattr(event, "judgement", "")).replace("_", " ")
    page.line("  ", f'"{judgement}" ({by})', [event])


def _expectation(page: Page, state: Snapshot, expectation: Expectation) -> None:
    by = page.names(expectation.by)
    what = expectation.outcome or expectation.stage or "outcome not stated"
    modality = f"{expectation.modality}: " if expectation.modality else ""
    page.line(
        f"  {by}  ",
        f"{modality}{what}{_due(state, expectation)}",
        expectation.because,
    )


def _proposal(page: Page, waiting: OpenProposal) -> None:
    tabled = waiting.proposal.tabled
    days = ""
    if tabled is not None and waiting.days is not None:
        days = f", open for {days_since(tabled.last_day)}"
    to = page.names(waiting.proposal.to)
    name = waiting.proposal.title or waiting.proposal.proposal
    page.line("  open proposal  ", f"{name}, to {to}{days}", waiting.proposal.because)


def _last_stated(precondition: Precondition) -> When | None:
    return max((event.occurred for event in precondition.because), key=latest, default=None)


def _precondition(page: Page, precondition: Precondition) -> None:
    text = precondition.content or precondition.precondition
    page.line(f"  precondition of {page.names(precondition.by)}  ", text, precondition.because)


def _due(state: Snapshot, expectation: Expectation) -> str:
    words = f' "{expectation.due_text}"' if expectation.due_text else ""
    due = due_date(state, expectation.due)
    if due is None:
        return f"{words}; no date" if expectation.due is None else f", due {expectation.due}"
    day = in_words(due)
    by = day if day.startswith("by ") else f"by {day}"
    if expectation in lapsed_expectations(state):
        return f"{words} {by}; LAPSED {days_since(due.last_day)} ago"
    met = expectation not in open_expectations(state)
    return f"{words} {by}; " + ("met" if met else f"open, {days_left(due.last_day)} left")


def _conditions_of(event: Event) -> tuple[Condition, ...]:
    return getattr(event, "conditions", None) or ()


def _conditions(page: Page, event: Event) -> None:
    by = page.names(getattr(event, "by", None))
    stance = getattr(event, "text", None) or event.kind
    for condition in _conditions_of(event):
        page.line(f"  {by}  ", f"{stance}: {condition.text}", [event])
