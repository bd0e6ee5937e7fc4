"""Notes on the facts of a brief: how many are uncertain, without a source or not counted."""

from __future__ import annotations

from collections.abc import Iterator

from peacetalks._support.wording import count_noun, first_few
from peacetalks.events import Event
from peacetalks.events.clocks import reported
from peacetalks.state.brief.days import in_words
from peacetalks.state.brief.page import Page
from peacetalks.state.brief.subjects import strangers
from peacetalks.state.queries.provenance import disputed, documents
from peacetalks.state.snapshot import Snapshot

LATE_DAYS = 14
"""A fact with only sources from more than this many days later may have been public before them."""
_NAMED = 3


def write_remarks(page: Page, state: Snapshot) -> None:
    """Write the line, if there are any notes."""
    notes = [*_on_facts(state), *_on_facts_not_counted(state), *_on_parts(state)]
    if notes:
        page.line("CHECK     ", "; ".join(notes))


def _on_facts(state: Snapshot) -> Iterator[str]:
    facts = state.facts
    unsourced = sum(not event.sources for event in facts)
    if not unsourced and len(documents(state)) == 1:
        yield "every fact rests on one source"
    if facts and all(event.occurred.precision in {"year", "month"} for event in facts):
        yield "no fact has an exact day"
    provisional = sum(event.certainty == "provisional" for event in facts)
    if provisional:
        yield count_noun(provisional, "provisional fact")
    if unsourced:
        yield f"{count_noun(unsourced, 'fact')} without a source"


def _on_facts_not_counted(state: Snapshot) -> Iterator[str]:
    if state.unsettled:
        count = len(state.unsettled)
        do = "does" if count == 1 else "do"
        named = _first(f"{e.kind} {e.id} ({in_words(e.occurred)})" for e in state.unsettled)
        yield f"{count_noun(count, 'fact')} may have happened by then and {do} not count: {named}"
    if state.unresolved:
        yield f"{count_noun(len(state.unresolved), 'event')} about other events not applied"


def _on_parts(state: Snapshot) -> Iterator[str]:
    parts = disputed(state)
    if parts:
        yield count_noun(len(parts), "disputed part")
    late = sum(_is_reported_late(event) for event in state.facts)
    if late:
        yield (
            f"{count_noun(late, 'fact')} only in sources from more than {LATE_DAYS} days later, "
            "perhaps public before"
        )
    unknown = strangers(state)
    if unknown:
        yield f"{count_noun(len(unknown), 'actor')} not in the registry: {_first(unknown)}"


def _first(names: Iterator[str] | tuple[str, ...]) -> str:
    return first_few(list(names), _NAMED)


def _is_reported_late(event: Event) -> bool:
    known = reported(event)
    return (
        event.reported is None
        and known is not None
        and known.first_day - event.occurred.last_day > LATE_DAYS
    )
