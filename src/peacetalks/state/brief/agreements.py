"""The agreements of a brief: stages, what is missing, what is proposed and expected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from peacetalks.events import Event, Stage
from peacetalks.state.brief.counters import days_left, days_since
from peacetalks.state.brief.page import Page, latest
from peacetalks.state.queries.agreements import aim
from peacetalks.state.queries.words import OpenProposal, due_date
from peacetalks.state.texts import Agreement, Precondition
from peacetalks.state.words import Expectation
from peacetalks.values import Condition
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState


def agreements(page: Page, state: NegotiationState) -> None:
    """Write the section."""
    parts = state.parts
    judged = [f.event for f in parts.on_record.values() if f.kind == "assessment-made"]
    conditional = [f.event for f in parts.on_record.values() if _conditions_of(f.event)]
    page.section("AGREEMENTS")
    if aim(state) is None and _spoken_of(state, judged):
        page.line("  ", "peace agreement: no text, no stage on record")
    page.newest(
        ((each.since, partial(_agreement, page, state, each)) for each in state.agreements()),
        "agreement",
    )
    page.newest(
        (
            *((event.occurred, partial(_assessment, page, event)) for event in judged),
            *(
                (e.stated, partial(_expectation, page, state, e))
                for e in parts.expectations.values()
            ),
            *((w.proposal.tabled, partial(_proposal, page, w)) for w in state.open_proposals()),
            *((_stated(p), partial(_precondition, page, p)) for p in state.open_preconditions()),
            *((event.occurred, partial(_conditions, page, event)) for event in conditional),
        )
    )


def _spoken_of(state: NegotiationState, judged: list[Event]) -> bool:
    """Return whether anybody speaks of an agreement that is to come."""
    return (
        bool(judged)
        or any(e.agreement or e.stage for e in state.parts.expectations.values())
        or any(talks.aim for talks in state.parts.talks.values())
    )


def _agreement(page: Page, state: NegotiationState, agreement: Agreement) -> None:
    stage = state.stage(agreement.agreement)
    word = "no stage on record" if stage is None else stage.replace("_", " ")
    since, event = _reached(state, agreement, stage)
    name = agreement.title or agreement.agreement
    note = ", rejected politically" if agreement.rejected_politically else ""
    if agreement.suspended_by and stage != "suspended":
        note += f", suspended for {page.names(agreement.suspended_by)}"
    page.line("  ", f"{name}: {word}{since}{note}", [event] if event else [])
    if agreement.partly is not None:
        partly = agreement.partly.replace("_", " ")
        for party in (p for p, s in agreement.by_party.items() if s == agreement.partly):
            alone = agreement.because_of(f"by_party.{party}")
            day = f" {alone.occurred}" if alone else ""
            page.line("      ", f"{partly} by {page.name(party)}{day}", [alone] if alone else [])
    if stage in {"text_concluded", "initialled"}:
        missing = state.missing_to("signed", agreement.agreement)
        told = ", ".join(s.replace("_", " ") for s in missing.stages)
        first = [
            f"{p.content or p.precondition} ({page.names(p.by)})" for p in missing.preconditions
        ]
        events = {id(e): e for p in missing.preconditions for e in p.because}
        told = "; first: ".join(part for part in (told, "; ".join(first)) if part)
        page.line("      missing to signed: ", told or "nothing", events.values())


def _reached(
    state: NegotiationState, agreement: Agreement, stage: Stage | None
) -> tuple[str, Event | None]:
    """Return the day on which an agreement came to its stage, and the event that tells of it."""
    event = agreement.because_of("stage")
    if stage == agreement.stage:
        return (f" {agreement.since}" if agreement.since else ""), event
    if stage == "suspended":
        event = agreement.because_of("suspended_by")
    elif stage == "superseded":
        others = (a for a in state.agreements() if a.supersedes == agreement.agreement)
        told = (other.because_of("stages.signed") for other in others)
        event = next((one for one in told if one is not None), None)
    else:
        event = agreement.because_of(f"stages.{stage}")
    return (f" {event.occurred}" if event else ""), event


def _assessment(page: Page, event: Event) -> None:
    by = page.names(getattr(event, "by", None))
    judgement = str(getattr(event, "judgement", "")).replace("_", " ")
    page.line("  ", f'"{judgement}" ({by})', [event])


def _expectation(page: Page, state: NegotiationState, expectation: Expectation) -> None:
    by = page.names(expectation.by)
    what = expectation.outcome or expectation.stage or "what is not stated"
    modality = f"{expectation.modality}: " if expectation.modality else ""
    page.line(
        f"  {by}  ",
        f"{modality}{what}{_until(state, expectation)}",
        expectation.because,
    )


def _proposal(page: Page, waiting: OpenProposal) -> None:
    tabled = waiting.proposal.tabled
    days = "" if tabled is None or waiting.days is None else f", {days_since(tabled.last_day)}"
    to = page.names(waiting.proposal.to)
    name = waiting.proposal.title or waiting.proposal.proposal
    page.line("  open proposal  ", f"{name}, to {to}{days}", waiting.proposal.because)


def _stated(precondition: Precondition) -> When | None:
    return max((event.occurred for event in precondition.because), key=latest, default=None)


def _precondition(page: Page, precondition: Precondition) -> None:
    text = precondition.content or precondition.precondition
    page.line(f"  {page.names(precondition.by)} first  ", text, precondition.because)


def _until(state: NegotiationState, expectation: Expectation) -> str:
    words = f' "{expectation.due_text}"' if expectation.due_text else ""
    due = due_date(state, expectation.due)
    if due is None:
        return f"{words}; no date" if expectation.due is None else f" by {expectation.due}"
    if expectation in state.lapsed_expectations():
        return f"{words} by {due}; LAPSED {days_since(due.last_day)} ago"
    met = expectation not in state.open_expectations()
    return f"{words} by {due}; " + ("met" if met else f"open, {days_left(due.last_day)} left")


def _conditions_of(event: Event) -> tuple[Condition, ...]:
    return getattr(event, "conditions", None) or ()


def _conditions(page: Page, event: Event) -> None:
    by = page.names(getattr(event, "by", None))
    stance = getattr(event, "text", None) or event.kind
    for condition in _conditions_of(event):
        page.line(f"  {by}  ", f"{stance}: {condition.text}", [event])
