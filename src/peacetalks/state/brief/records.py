"""The last section of a brief: the facts on record that no other section has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Final

from attrs import fields

from peacetalks._text.characters import one_line
from peacetalks.events import Event
from peacetalks.events.declared import fill
from peacetalks.primitives.when import When
from peacetalks.state.brief.days import dated, in_words
from peacetalks.state.brief.page import WIDTH, Item, Page
from peacetalks.state.names import names_in
from peacetalks.state.pairs import codes_of
from peacetalks.state.security import Violations
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.statements import Demand

_LINES = 2
"""The greatest number of lines of a row."""
_ROOM_FOR_SOURCES = 18
_ELSEWHERE: Final = frozenset(
    {
        *("meetings-held", "assessment-made", "statement-made", "attack-reported"),
        "territorial-control-changed",
    }
)
"""The kinds in other sections."""
_COMMON: Final = frozenset(field.name for field in fields(Event))


def write_records(page: Page, state: Snapshot) -> None:
    """Write the section, if there is any fact that no other section has."""
    page.section("ALSO ON RECORD")
    page.newest(_rows(page, state))


def _rows(page: Page, state: Snapshot) -> Iterator[Item]:
    for fact in state.parts.on_record.values():
        if fact.kind not in _ELSEWHERE:
            yield fact.event.occurred, partial(_fact, page, fact.event)
    for violations in state.parts.violations.values():
        yield violations.last, partial(_violations, page, violations)
    for demand in state.parts.demands.values():
        yield demand.made, partial(_demand, page, demand)


def _fact(page: Page, event: Event) -> None:
    _row(page, event.occurred, _description(page, event), (event,))


def _violations(page: Page, violations: Violations) -> None:
    times = f" ({violations.allegations:,} times)" if violations.allegations > 1 else ""
    who = f"{page.name(violations.by)} against {page.name(violations.against)}"
    text = f"violation alleged, {who}: {violations.subject}{times}"
    _row(page, violations.last, text, violations.because)


def _demand(page: Page, demand: Demand) -> None:
    of = f" of {page.names(demand.of)}" if demand.of else ""
    text = f"demand, {page.names(demand.by)}{of}: {demand.content or demand.demand}"
    _row(page, demand.made, text, demand.because)


def _row(page: Page, when: When | None, text: str, because: tuple[Event, ...]) -> None:
    lead = dated(when)
    room = _LINES * (WIDTH - len(lead)) - _ROOM_FOR_SOURCES
    page.line(lead, textwrap.shorten(one_line(text), room, placeholder=" …"), because)


def _description(page: Page, event: Event) -> str:
    what = dict(names_in(type(event)))

    def in_line(field: str) -> str:
        text = _in_words(page, getattr(event, field), what.get(field))
        return text if what.get(field) == "actor" else text.replace("_", " ")

    if event.brief_line:
        return fill(event.brief_line, in_line)
    own = (f.name for f in fields(type(event)) if f.name not in _COMMON)
    texts = {name: _in_words(page, getattr(event, name), what.get(name)) for name in own}
    listed = [f"{name.strip('_').replace('_', ' ')} {text}" for name, text in texts.items() if text]
    return ": ".join(part for part in (event.kind.replace("-", " "), ", ".join(listed)) if part)


def _in_words(page: Page, value: object, what: str | None) -> str:
    """Return the value of a field in words; empty: it is not stated.

    Args:
        page: gives the names of actors.
        value: the value.
        what: what the field names, if it names something.
    """
    if value is None or value == ():
        return ""
    codes = codes_of(value)
    if what in {"actor", "area"}:
        return page.names(codes) if codes else ""
    return in_words(value) if isinstance(value, When) else " and ".join(codes) or str(value)
