"""Ground, people and pressure in a brief: control, force, figures, law, relations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from peacetalks.plural import many
from peacetalks.state.brief.attacks import attacks
from peacetalks.state.brief.page import Item, Page
from peacetalks.state.force import Blockade, Ceasefire, Hostilities, Offensive, Peacekeepers
from peacetalks.state.ground import Control, Figure, LegalAct, RelationsMeasure
from peacetalks.state.queries.figures import FigureLine
from peacetalks.state.queries.force import is_forgotten
from peacetalks.state.queries.record import attacks_since

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_SLACK = 1e-9


def ground(page: Page, state: NegotiationState) -> None:
    """Write the section, if anything of it is on record."""
    parts = state.parts
    page.section("GROUND, PEOPLE AND PRESSURE")
    page.newest((*_force(page, state), *attacks(page, state)))
    for word, lines in (("fled", state.displacement()), ("returned", state.returns())):
        page.rows(lines, partial(_moved, page, word), "figure")
    page.rows(state.casualties(), partial(_casualties, page), "casualty figure")
    page.newest(
        (
            *(
                (act.issued, partial(_legal_act, page, state, act))
                for act in parts.legal_acts.values()
            ),
            *((m.since, partial(_measure, page, m)) for m in parts.relations_measures.values()),
        )
    )


def _force(page: Page, state: NegotiationState) -> Iterator[Item]:
    parts = state.parts
    for control in parts.controls.values():
        yield control.since, partial(_control, page, control)
    for offensive in parts.offensives.values():
        yield offensive.launched, partial(_offensive, page, offensive)
    for hostilities in parts.hostilities.values():
        yield hostilities.started, partial(_hostilities, page, hostilities)
    for ceasefire in parts.ceasefires.values():
        yield ceasefire.declared, partial(_ceasefire, page, state, ceasefire)
    for blockade in parts.blockades.values():
        yield blockade.eased or blockade.imposed, partial(_blockade, page, blockade)
    for force in parts.peacekeepers.values():
        yield force.withdrawn or force.deployed, partial(_peacekeepers, page, force)


def _control(page: Page, control: Control) -> None:
    holder = page.name(control.holder)
    from_ = f" from {page.name(control.from_)}" if control.from_ else ""
    mode = f" by {control.mode}" if control.mode else ""
    contested = f"; contested by {page.names(control.contested_by)}" if control.contested_by else ""
    page.line(
        f"  {_day(control.since)} ",
        f"{page.name(control.area)}: {holder} took over{from_}{mode}{contested}",
        control.because,
    )


def _offensive(page: Page, offensive: Offensive) -> None:
    by = page.names(offensive.by)
    over = "no end on record" if offensive.ended is None else f"over {offensive.ended}"
    page.line(
        f"  {_day(offensive.launched)} ",
        f"offensive of {by}, {over}",
        offensive.because,
    )
    for party, label in offensive.labels.items():
        tellers = [e for e in offensive.because if party in (getattr(e, "labels", None) or ())]
        page.line("      ", f'{page.name(party)} calls it "{label}"', tellers or offensive.because)


def _hostilities(page: Page, hostilities: Hostilities) -> None:
    over = "no end on record" if hostilities.ended is None else f"over {hostilities.ended}"
    name = page.names(hostilities.parties) if hostilities.parties else hostilities.hostilities
    page.line(f"  {_day(hostilities.started)} ", f"fighting, {name}, {over}", hostilities.because)


def _ceasefire(page: Page, state: NegotiationState, ceasefire: Ceasefire) -> None:
    name = page.names(ceasefire.parties) if ceasefire.parties else ceasefire.ceasefire
    holds = _holds(state, ceasefire)
    since = len(attacks_since(state, ceasefire))
    broken = f"; {many(since, 'attack')} since" if since else ""
    page.line(f"  {_day(ceasefire.declared)} ", f"{holds}, {name}{broken}", ceasefire.because)


def _holds(state: NegotiationState, ceasefire: Ceasefire) -> str:
    start = ceasefire.effective_from or ceasefire.declared
    if ceasefire.in_force_on(state.day):
        if is_forgotten(state, ceasefire):
            return "ceasefire declared, no end on record, nothing heard of it for a year"
        return "ceasefire in force" + (f" until {ceasefire.expires}" if ceasefire.expires else "")
    if ceasefire.ended is not None:
        return f"ceasefire ended {ceasefire.ended}"
    if ceasefire.expires is not None and ceasefire.expires.last_day < state.day:
        return f"ceasefire lapsed {ceasefire.expires}"
    return "ceasefire, not declared on record" if start is None else f"ceasefire from {start}"


def _blockade(page: Page, blockade: Blockade) -> None:
    state_of = "not eased" if blockade.eased is None else f"eased {blockade.eased}"
    page.line(
        f"  {_day(blockade.imposed)} ",
        f"{blockade.route or blockade.blockade} closed by {page.names(blockade.by)}, {state_of}",
        blockade.because,
    )


def _peacekeepers(page: Page, force: Peacekeepers) -> None:
    gone = "" if force.withdrawn is None else f", withdrawn {force.withdrawn}"
    count = force.count or "number not stated"
    page.line(
        f"  {_day(force.deployed)} ",
        f"{force.form or 'peacekeepers'} of {page.names(force.by)}: {count}{gone}",
        force.because,
    )


def _moved(page: Page, word: str, line: FigureLine) -> None:
    page.line(f"  {word:<10} ", _figure(page, line), line.figure.because)


def _casualties(page: Page, figure: Figure) -> None:
    what = (figure.measure or "casualties").replace("_", " ")
    whose = f", {page.name(figure.group)}" if figure.group else ""
    page.line(
        f"  {what:<10} ",
        f"{figure.count} ({figure.series}{whose}){_counted(page, figure)}",
        figure.because,
    )


def _figure(page: Page, line: FigureLine) -> str:
    figure = line.figure
    base = ""
    if line.base is not None and line.base.count is not None:
        base = f" of {line.base.count} recorded{_share(line)}"
    share = f' ("{figure.share_text}")' if figure.share_text and not base else ""
    to = f", to {page.name(figure.destination)}" if figure.destination else ""
    measure = f", {figure.measure}" if figure.measure else ""
    older = ", older" if line.older else ""
    count = figure.count or "number not stated"
    return f"{count}{base}{share}{to}{measure}{_counted(page, figure)}{older}"


def _share(line: FigureLine) -> str:
    low, high = line.share
    if low is not None and high is not None:
        first, last = _percent(low), _percent(high)
        return f" ({first} %)" if first == last else f" ({first} to {last} %)"
    if low is not None:
        least = _percent(low)
        return f" ({'over' if low * 100 > least + _SLACK else 'at least'} {least} %)"
    if high is None:
        return ""
    most = _percent(high)
    return f" ({f'under {most + 1}' if high * 100 > most + _SLACK else f'at most {most}'} %)"


def _percent(share: float) -> int:
    """Return a share in whole percent, rounded down: 83.7 % is not yet 84."""
    return math.floor(share * 100 + _SLACK)


def _counted(page: Page, figure: Figure) -> str:
    as_of = f", as of {figure.as_of}" if figure.as_of else ", as of: not stated"
    return f"{as_of}; counted by {page.name(figure.counting_body)}"


def _legal_act(page: Page, state: NegotiationState, act: LegalAct) -> None:
    status = act.status_on(state.day).replace("_", " ")
    annulled = f" {act.annulled}" if status == "annulled" else ""
    by = page.names(act.by)
    page.line(
        f"  {_day(act.issued)} ",
        f"{act.content or act.legal_act} ({by}): {status}{annulled}",
        act.because,
    )


def _measure(page: Page, measure: RelationsMeasure) -> None:
    by = page.names(measure.by)
    against = f" against {page.names(measure.against)}" if measure.against else ""
    count = f"{measure.count} " if measure.count else ""
    what = (measure.measure or "measure").replace("_", " ")
    until = f", until {measure.until}" if measure.until else "; no end told"
    status = f", {measure.status}" if measure.status else ""
    page.line(
        f"  {_day(measure.since)} ",
        f"{by}{against}: {count}{what}{status}{until}",
        measure.because,
    )


def _day(when: object) -> str:
    return f"{when or 'undated'!s:<10}"
