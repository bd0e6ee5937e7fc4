"""What else is on record: rulings, readouts, allegations, incidents, demands, the latest first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.state.brief.page import WIDTH, Page, listed, plain
from peacetalks.state.pairs import codes_of
from peacetalks.when import ALWAYS, When

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_SHOWN = 8
_ROOM_FOR_SOURCES = 18
_ELSEWHERE: Final = frozenset({"meetings-held", "assessment-made", "statement-made"})
"""The kinds that other sections print, or that only what is said about other things concerns."""
_DOERS: Final = ("by", "court", "monitor", "claimed_by")
_OTHERS: Final = (("against", "against"), ("to", "to"))
_DETAILS: Final = (
    *("alleged", "what", "issue", "subject", "content", "finding", "provision", "mandate"),
    *("route", "form", "area", "stage", "status", "result", "direction", "count"),
)


@final
@frozen
class _Row:
    when: When | None
    text: str
    because: tuple[Event, ...]


def records(page: Page, state: NegotiationState) -> None:
    """Write the section, if there is anything that no other section prints."""
    rows = sorted(_rows(state), key=_latest, reverse=True)
    if not rows:
        return
    page.section("ALSO ON RECORD")
    for row in rows[:_SHOWN]:
        lead = f"  {row.when or 'undated'!s:<10} "
        room = WIDTH - _ROOM_FOR_SOURCES - len(lead)
        page.line(lead, textwrap.shorten(plain(row.text), room, placeholder=" …"), row.because)
    if len(rows) > _SHOWN:
        page.line("  ", f"and {len(rows) - _SHOWN:,} more")


def _rows(state: NegotiationState) -> Iterator[_Row]:
    for fact in state.parts.on_record.values():
        if fact.kind not in _ELSEWHERE:
            yield _Row(fact.event.occurred, _told(fact.event), (fact.event,))
    for alleged in state.parts.violations.values():
        times = f" ({alleged.allegations:,} times)" if alleged.allegations > 1 else ""
        who = f"{listed([alleged.by])} against {listed([alleged.against])}"
        text = f"violation alleged, {who}: {alleged.subject}{times}"
        yield _Row(alleged.last, text, alleged.because)
    for demand in state.parts.demands.values():
        of = f" of {listed(demand.of)}" if demand.of else ""
        text = f"demand, {listed(demand.by)}{of}: {demand.content or demand.demand}"
        yield _Row(demand.made, text, demand.because)


def _latest(row: _Row) -> tuple[int, int]:
    when = row.when
    if when is None:
        return (-ALWAYS, -ALWAYS)
    return (when.hi if when.hi < ALWAYS else when.lo, when.lo)


def _told(event: Event) -> str:
    doer = next((who for name in _DOERS if (who := _actors(getattr(event, name, None)))), "")
    others = [
        f" {word} {who}" for name, word in _OTHERS if (who := _actors(getattr(event, name, None)))
    ]
    if not doer and (others or hasattr(event, "by")):
        doer = "not stated"
    who = f", {doer}{''.join(others)}" if doer else ""
    details = (getattr(event, name, None) for name in _DETAILS)
    detail = next((str(d).replace("_", " ") for d in details if d), "")
    return f"{event.kind.replace('-', ' ')}{who}" + (f": {detail}" if detail else "")


def _actors(value: object) -> str:
    codes = codes_of(value)
    return listed(codes) if codes else ""
