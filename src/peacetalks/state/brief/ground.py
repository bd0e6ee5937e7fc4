"""Ground, people and pressure in a brief: control, force, figures, law, relations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from peacetalks.plural import many
from peacetalks.state.brief.page import Page, listed
from peacetalks.state.ground import Control, Figure, LegalAct, RelationsMeasure
from peacetalks.state.queries.figures import FigureLine

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

_FIGURES_SHOWN = 6
_SLACK = 1e-9


def ground(page: Page, state: NegotiationState) -> None:
    """Write the section, if anything of it is on record."""
    parts = state.parts
    tables = (
        parts.controls,
        parts.offensives,
        parts.ceasefires,
        parts.blockades,
        parts.figures,
        parts.legal_acts,
        parts.relations_measures,
        parts.peacekeepers,
        parts.hostilities,
    )
    if not any(tables):
        return
    page.section("GROUND, PEOPLE AND PRESSURE")
    for control in parts.controls.values():
        _control(page, control)
    _force(page, state)
    _people(page, state)
    for act in parts.legal_acts.values():
        _legal_act(page, state, act)
    for measure in parts.relations_measures.values():
        _measure(page, measure)


def _control(page: Page, control: Control) -> None:
    holder = control.holder or "not stated"
    from_ = f" from {control.from_}" if control.from_ else ""
    mode = f" by {control.mode}" if control.mode else ""
    contested = f"; contested by {listed(control.contested_by)}" if control.contested_by else ""
    page.line(
        f"  {_day(control.since)} ",
        f"{control.area}: {holder} took over{from_}{mode}{contested}",
        control.because,
    )


def _force(page: Page, state: NegotiationState) -> None:
    for offensive in state.parts.offensives.values():
        by = listed(offensive.by)
        over = "no end on record" if offensive.ended is None else f"over {offensive.ended}"
        page.line(
            f"  {_day(offensive.launched)} ",
            f"offensive of {by}, {over}",
            offensive.because,
        )
        for party, label in offensive.labels.items():
            tellers = [e for e in offensive.because if party in (getattr(e, "labels", None) or ())]
            page.line("      ", f'{party} calls it "{label}"', tellers or offensive.because)
    for hostilities in state.parts.hostilities.values():
        over = "no end on record" if hostilities.ended is None else f"over {hostilities.ended}"
        name = " and ".join(hostilities.parties or ()) or hostilities.hostilities
        page.line(
            f"  {_day(hostilities.started)} ", f"fighting, {name}, {over}", hostilities.because
        )
    for ceasefire in state.ceasefires_in_force():
        name = " and ".join(ceasefire.parties or ()) or ceasefire.ceasefire
        page.line(
            f"  {_day(ceasefire.declared)} ", f"ceasefire in force, {name}", ceasefire.because
        )
    for blockade in state.parts.blockades.values():
        state_of = "not eased" if blockade.eased is None else f"eased {blockade.eased}"
        by = listed(blockade.by)
        claimed = f" (claimed by {listed(blockade.claimed_by)})" if blockade.claimed_by else ""
        page.line(
            f"  {_day(blockade.imposed)} ",
            f"{blockade.route or blockade.blockade} closed by {by}, {state_of}{claimed}",
            blockade.because,
        )
    for force in state.parts.peacekeepers.values():
        by = listed(force.by)
        gone = "" if force.withdrawn is None else f", withdrawn {force.withdrawn}"
        page.line(
            f"  {_day(force.deployed)} ",
            f"{force.form or 'peacekeepers'} of {by}: {force.count or 'number not stated'}{gone}",
            force.because,
        )


def _people(page: Page, state: NegotiationState) -> None:
    for word, lines in (("fled", state.displacement()), ("returned", state.returns())):
        for line in lines[:_FIGURES_SHOWN]:
            page.line(f"  {word:<10} ", _figure(line), line.figure.because)
        if len(lines) > _FIGURES_SHOWN:
            page.line("  ", f"and {many(len(lines) - _FIGURES_SHOWN, 'more figure')}")
    casualties = state.casualties()
    for figure in casualties[:_FIGURES_SHOWN]:
        what = (figure.measure or "casualties").replace("_", " ")
        whose = f", {figure.group}" if figure.group else ""
        page.line(
            f"  {what:<10} ",
            f"{figure.count} ({figure.series}{whose}){_counted(figure)}",
            figure.because,
        )
    if len(casualties) > _FIGURES_SHOWN:
        more = many(len(casualties) - _FIGURES_SHOWN, "more casualty figure")
        page.line("  ", f"and {more}")


def _figure(line: FigureLine) -> str:
    figure = line.figure
    base = ""
    if line.base is not None and line.base.count is not None:
        base = f" of {line.base.count} recorded{_share(line)}"
    share = f' ("{figure.share_text}")' if figure.share_text and not base else ""
    to = f", to {figure.destination}" if figure.destination else ""
    measure = f", {figure.measure}" if figure.measure else ""
    older = ", older" if line.older else ""
    count = figure.count or "number not stated"
    return f"{count}{base}{share}{to}{measure}{_counted(figure)}{older}"


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


def _counted(figure: Figure) -> str:
    as_of = f", as of {figure.as_of}" if figure.as_of else ", as of: not stated"
    return f"{as_of}; counted by {figure.counting_body or 'not stated'}"


def _legal_act(page: Page, state: NegotiationState, act: LegalAct) -> None:
    status = act.status_on(state.day).replace("_", " ")
    annulled = f" {act.annulled}" if status == "annulled" else ""
    by = listed(act.by)
    page.line(
        f"  {_day(act.issued)} ",
        f"{act.content or act.legal_act} ({by}): {status}{annulled}",
        act.because,
    )


def _measure(page: Page, measure: RelationsMeasure) -> None:
    by = listed(measure.by)
    against = f" against {listed(measure.against)}" if measure.against else ""
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
