"""The agreements of a brief: stages, what is missing, what is expected, due and overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks.events import Event
from peacetalks.plural import many
from peacetalks.state.brief.page import Page, listed
from peacetalks.state.queries.agreements import aim
from peacetalks.state.queries.words import due_date
from peacetalks.state.texts import Agreement
from peacetalks.state.words import Expectation
from peacetalks.values import Condition

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_OPEN_SHOWN = 8


def agreements(page: Page, state: NegotiationState) -> None:
    """Write the section."""
    table = state.agreements()
    judged = [f.event for f in state.parts.on_record.values() if f.kind == "assessment-made"]
    conditional = [f.event for f in state.parts.on_record.values() if _conditions_of(f.event)]
    parts = state.parts
    words = (parts.expectations, parts.proposals, parts.preconditions, parts.commitments)
    if not any((table, judged, conditional, parts.deadlines, *words)):
        return
    page.section("AGREEMENTS")
    if aim(state) is None and _spoken_of(state, judged):
        page.line("  ", "peace agreement: no text, no stage on record")
    for agreement in table:
        _agreement(page, state, agreement)
    for event in judged:
        _assessment(page, event)
    for expectation in state.parts.expectations.values():
        _expectation(page, state, expectation)
    for waiting in state.open_proposals():
        days = "" if waiting.days is None else f", {many(waiting.days, 'day')}"
        to = listed(waiting.proposal.to)
        name = waiting.proposal.title or waiting.proposal.proposal
        page.line("  open proposal  ", f"{name}, to {to}{days}", waiting.proposal.because)
    for precondition in state.open_preconditions():
        by = listed(precondition.by)
        text = precondition.content or precondition.precondition
        page.line(f"  {by} first  ", text, precondition.because)
    for event in conditional:
        _conditions(page, event)
    _due(page, state)


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
    since = f" {agreement.since}" if agreement.since else ""
    name = agreement.title or agreement.agreement
    partly = f", partly {agreement.partly.replace('_', ' ')}" if agreement.partly else ""
    note = ", rejected politically" if agreement.rejected_politically else ""
    if agreement.suspended_by and stage != "suspended":
        note += f", suspended for {listed(agreement.suspended_by)}"
    event = agreement.because_of("stage")
    page.line("  ", f"{name}: {word}{partly}{since}{note}", [event] if event else [])
    if stage in {"text_concluded", "initialled"}:
        missing = state.missing_to("signed", agreement.agreement)
        told = ", ".join(s.replace("_", " ") for s in missing.stages)
        first = [f"{p.content or p.precondition} ({listed(p.by)})" for p in missing.preconditions]
        events = {id(e): e for p in missing.preconditions for e in p.because}
        told = "; first: ".join(part for part in (told, "; ".join(first)) if part)
        page.line("      missing to signed: ", told or "nothing", events.values())


def _assessment(page: Page, event: Event) -> None:
    by = listed(getattr(event, "by", None))
    judgement = str(getattr(event, "judgement", "")).replace("_", " ")
    page.line("  ", f'"{judgement}" ({by})', [event])


def _expectation(page: Page, state: NegotiationState, expectation: Expectation) -> None:
    by = ", ".join(expectation.by or ()) or "not stated"
    what = expectation.outcome or expectation.stage or "what is not stated"
    modality = f"{expectation.modality}: " if expectation.modality else ""
    page.line(
        f"  {by}  ",
        f"{modality}{what}{_until(state, expectation)}",
        expectation.because,
    )


def _until(state: NegotiationState, expectation: Expectation) -> str:
    words = f' "{expectation.due_text}"' if expectation.due_text else ""
    due = due_date(state, expectation.due)
    if due is None:
        return f"{words}; no date" if expectation.due is None else f" by {expectation.due}"
    left = due.last_day - state.day
    if expectation in state.lapsed_expectations():
        return f"{words} by {due}; LAPSED {many(-left, 'day')} ago"
    met = expectation not in state.open_expectations()
    return f"{words} by {due}; " + ("met" if met else f"open, {many(left, 'day')} left")


def _conditions_of(event: Event) -> tuple[Condition, ...]:
    return getattr(event, "conditions", None) or ()


def _conditions(page: Page, event: Event) -> None:
    by = listed(getattr(event, "by", None))
    stance = getattr(event, "text", None) or event.kind
    for condition in _conditions_of(event):
        page.line(f"  {by}  ", f"{stance}: {condition.text}", [event])


def _due(page: Page, state: NegotiationState) -> None:
    for item in state.overdue():
        name = getattr(item.part, "commitment", None) or getattr(item.part, "deadline", "")
        days = many(item.days, "day")
        page.line("  OVERDUE  ", f"{name}, due {item.due}, {days}", item.part.because)
    still = [c for c in state.commitments(status="open") if not _is_overdue(state, c.commitment)]
    for commitment in still[:_OPEN_SHOWN]:
        by = listed(commitment.by)
        due = f", due {commitment.due}" if commitment.due else ", no day set"
        text = commitment.content or commitment.commitment
        page.line(f"  {by} promised  ", f"{text}{due}", commitment.because)
    if len(still) > _OPEN_SHOWN:
        page.line("  ", f"and {many(len(still) - _OPEN_SHOWN, 'more open commitment')}")


def _is_overdue(state: NegotiationState, commitment: str) -> bool:
    return any(getattr(item.part, "commitment", None) == commitment for item in state.overdue())
