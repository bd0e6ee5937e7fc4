"""What a reader of a brief should know of its facts: how many are uncertain, unsourced, unread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from peacetalks.events import Event
from peacetalks.events.clocks import reported
from peacetalks.plural import first_of, many
from peacetalks.state.brief.page import Page
from peacetalks.state.brief.subjects import strangers
from peacetalks.state.queries.provenance import documents

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

LATE_DAYS = 14
"""A fact whose only sources are younger than it by more days may have been public before them."""
_NAMED = 3


def remarks(page: Page, state: NegotiationState) -> None:
    """Write the line, if there is anything to remark."""
    told = [*_of_facts(state), *_not_counted(state), *_of_parts(state)]
    if told:
        page.line("CHECK     ", "; ".join(told))


def _of_facts(state: NegotiationState) -> Iterator[str]:
    facts = state.facts
    unsourced = sum(not event.sources for event in facts)
    if not unsourced and len(documents(state)) == 1:
        yield "every fact rests on one source"
    if facts and all(event.occurred.precision in {"year", "month"} for event in facts):
        yield "no fact has a day"
    provisional = sum(event.certainty == "provisional" for event in facts)
    if provisional:
        yield many(provisional, "provisional fact")
    if unsourced:
        yield f"{many(unsourced, 'fact')} without a source"


def _not_counted(state: NegotiationState) -> Iterator[str]:
    if state.unsettled:
        count = len(state.unsettled)
        do = "does" if count == 1 else "do"
        named = _first(f"{e.kind} {e.id} {e.occurred}" for e in state.unsettled)
        yield f"{many(count, 'fact')} may have happened by then and {do} not count: {named}"
    if state.unresolved:
        yield f"{many(len(state.unresolved), 'fact')} about other facts not applied"


def _of_parts(state: NegotiationState) -> Iterator[str]:
    disputed = state.disputed()
    if disputed:
        yield f"disputed: {many(len(disputed), 'part')}"
    late = sum(_known_late(event) for event in state.facts)
    if late:
        yield (
            f"{many(late, 'fact')} read only in a source more than {LATE_DAYS} days younger: "
            "public by its date at the latest"
        )
    unknown = strangers(state)
    if unknown:
        yield f"{many(len(unknown), 'actor')} not in the registry: {_first(unknown)}"


def _first(names: Iterator[str] | tuple[str, ...]) -> str:
    return first_of(list(names), _NAMED)


def _known_late(event: Event) -> bool:
    known = reported(event)
    return (
        event.reported is None
        and known is not None
        and known.first_day - event.occurred.last_day > LATE_DAYS
    )
