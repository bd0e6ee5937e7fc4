"""The ceasefires, blockades and peacekeepers in a brief."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from peacetalks._support.wording import count_noun
from peacetalks.state.brief.days import dated, in_words, on_day
from peacetalks.state.brief.page import Item, Page
from peacetalks.state.queries.force import attacks_since
from peacetalks.state.queries.security import is_forgotten
from peacetalks.state.security import Blockade, Ceasefire, Peacekeepers
from peacetalks.state.snapshot import Snapshot


def security_rows(page: Page, state: Snapshot) -> Iterator[Item]:
    """Yield a row for each ceasefire, blockade and peacekeeping force."""
    parts = state.parts
    for ceasefire in parts.ceasefires.values():
        yield ceasefire.declared, partial(_ceasefire, page, state, ceasefire)
    for blockade in parts.blockades.values():
        yield blockade.eased or blockade.imposed, partial(_blockade, page, blockade)
    for force in parts.peacekeepers.values():
        yield force.withdrawn or force.deployed, partial(_peacekeepers, page, force)


def _ceasefire(page: Page, state: Snapshot, ceasefire: Ceasefire) -> None:
    name = page.names(ceasefire.parties) if ceasefire.parties else ceasefire.ceasefire
    attacks = len(attacks_since(state, ceasefire))
    since = f"; {count_noun(attacks, 'attack')} since" if attacks else ""
    text = f"{_status(state, ceasefire)}, {name}{since}"
    page.line(dated(ceasefire.declared), text, ceasefire.because)


def _status(state: Snapshot, ceasefire: Ceasefire) -> str:
    start, expires = ceasefire.effective_from or ceasefire.declared, ceasefire.expires
    if ceasefire.in_force_on(state.day):
        if is_forgotten(state, ceasefire):
            return "ceasefire declared, no end on record, no news of it for a year"
        until = "" if expires is None else f" until {in_words(expires).removeprefix('until ')}"
        return f"ceasefire in force{until}"
    if ceasefire.ended is not None:
        return f"ceasefire ended {on_day(ceasefire.ended)}"
    if expires is not None and expires.last_day < state.day:
        return f"ceasefire lapsed {on_day(expires)}"
    if start is None:
        return "ceasefire, declaration not on record"
    return f"ceasefire from {in_words(start).removeprefix('from ')}"


def _blockade(page: Page, blockade: Blockade) -> None:
    eased = "not eased" if blockade.eased is None else f"eased {on_day(blockade.eased)}"
    page.line(
        dated(blockade.imposed),
        f"{blockade.route or blockade.blockade} closed by {page.names(blockade.by)}, {eased}",
        blockade.because,
    )


def _peacekeepers(page: Page, force: Peacekeepers) -> None:
    withdrawn = "" if force.withdrawn is None else f", withdrawn {on_day(force.withdrawn)}"
    count = force.count or "number not stated"
    page.line(
        dated(force.deployed),
        f"{force.form or 'peacekeepers'} of {page.names(force.by)}: {count}{withdrawn}",
        force.because,
    )
