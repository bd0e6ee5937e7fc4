"""What else is on record: rulings, readouts, allegations, incidents, demands, the latest first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import fields

from peacetalks.events import CORE, Event
from peacetalks.state.brief.page import WIDTH, Item, Page, plain
from peacetalks.state.force import Violations
from peacetalks.state.names import names_in
from peacetalks.state.pairs import codes_of
from peacetalks.state.words import Demand
from peacetalks.when import When

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_LINES = 2
"""A row takes at most so many lines."""
_ROOM_FOR_SOURCES = 18
_ELSEWHERE: Final = frozenset(
    {
        *("meetings-held", "assessment-made", "statement-made", "attack-reported"),
        "territorial-control-changed",
    }
)
"""The kinds that other sections print."""
_COMMON: Final = frozenset(field.name for field in fields(Event))
_DOERS: Final = ("by", "court", "monitor", "claimed_by")
_OTHERS: Final = (("against", "against"), ("to", "to"))
_DETAILS: Final = (
    *("alleged", "what", "issue", "subject", "content", "finding", "provision", "mandate"),
    *("route", "form", "area", "stage", "status", "result", "direction", "count"),
)


def records(page: Page, state: NegotiationState) -> None:
    """Write the section, if there is anything that no other section prints."""
    page.section("ALSO ON RECORD")
    page.newest(_rows(page, state))


def _rows(page: Page, state: NegotiationState) -> Iterator[Item]:
    for fact in state.parts.on_record.values():
        if fact.kind not in _ELSEWHERE:
            yield fact.event.occurred, partial(_fact, page, fact.event)
    for alleged in state.parts.violations.values():
        yield alleged.last, partial(_violations, page, alleged)
    for demand in state.parts.demands.values():
        yield demand.made, partial(_demand, page, demand)


def _fact(page: Page, event: Event) -> None:
    _row(page, event.occurred, _told(page, event), (event,))


def _violations(page: Page, alleged: Violations) -> None:
    times = f" ({alleged.allegations:,} times)" if alleged.allegations > 1 else ""
    who = f"{page.name(alleged.by)} against {page.name(alleged.against)}"
    text = f"violation alleged, {who}: {alleged.subject}{times}"
    _row(page, alleged.last, text, alleged.because)


def _demand(page: Page, demand: Demand) -> None:
    of = f" of {page.names(demand.of)}" if demand.of else ""
    text = f"demand, {page.names(demand.by)}{of}: {demand.content or demand.demand}"
    _row(page, demand.made, text, demand.because)


def _row(page: Page, when: When | None, text: str, because: tuple[Event, ...]) -> None:
    lead = f"  {when or 'undated'!s:<10} "
    room = _LINES * (WIDTH - len(lead)) - _ROOM_FOR_SOURCES
    page.line(lead, textwrap.shorten(plain(text), room, placeholder=" …"), because)


def _told(page: Page, event: Event) -> str:
    if event.kind not in CORE.tags:
        return _own(page, event)
    named = {name: _named(page, event, name) for name in _naming(type(event))}
    doer = next((who for name in _DOERS if (who := named.get(name))), "")
    others = [f" {word} {who}" for name, word in _OTHERS if (who := named.get(name))]
    if not doer and (others or hasattr(event, "by")):
        doer = "not stated"
    who = f", {doer}{''.join(others)}" if doer else ""
    details = (named.get(name) or getattr(event, name, None) for name in _DETAILS)
    detail = next((str(d).replace("_", " ") for d in details if d), "")
    return f"{event.kind.replace('-', ' ')}{who}" + (f": {detail}" if detail else "")


def _own(page: Page, event: Event) -> str:
    """Return what a fact of a user's own kind says, field by field."""
    stated = {f.name: getattr(event, f.name) for f in fields(type(event)) if f.name not in _COMMON}
    naming = _naming(type(event))
    told = [
        f"{name.strip('_').replace('_', ' ')} "
        f"{_named(page, event, name) if name in naming else _listed(value)}"
        for name, value in stated.items()
        if value is not None and value != ()
    ]
    return ": ".join(part for part in (event.kind.replace("-", " "), ", ".join(told)) if part)


def _naming(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields of a kind that name actors or areas."""
    return tuple(name for name, what in names_in(kind) if what in {"actor", "area"})


def _named(page: Page, event: Event, name: str) -> str:
    codes = codes_of(getattr(event, name))
    return page.names(codes) if codes else ""


def _listed(value: object) -> str:
    return " and ".join(codes_of(value)) or str(value)
