"""The brief: a state as a person would want to read it, in plain text of 80 columns.

Every line ends with its sources. What the sources do not say is "not stated", never a guess;
what was inferred is marked ``~``, what is provisional ``?``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks.events import Event
from peacetalks.events.clocks import reported
from peacetalks.state.brief.agreements import agreements
from peacetalks.state.brief.ground import ground
from peacetalks.state.brief.mediators import mediators
from peacetalks.state.brief.meetings import meetings
from peacetalks.state.brief.page import Page, number_of
from peacetalks.state.brief.subjects import names, silent_on

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

__all__ = ["brief"]


def brief(state: NegotiationState) -> str:
    """Return a state as a brief.

    >>> from peacetalks.state.negotiation import NegotiationState
    >>> print(brief(NegotiationState()))
    NOTHING ON RECORD                                                         no day
    """
    page = Page()
    nobody = "PARTIES NOT STATED" if state.facts else "NOTHING ON RECORD"
    title = " - ".join(names(state)).upper() or nobody
    page.heading(title, str(state.viewpoint or (f"on {state.on}" if state.last else "no day")))
    if not state.facts:
        return page.text()
    page.text_later()
    phase = state.phase
    page.line(f"{phase.name.upper():<9} ", f"rule: {phase.rule}")
    if phase.doubt:
        page.line(" " * 10, phase.doubt)
    meetings(page, state)
    mediators(page, state)
    agreements(page, state)
    ground(page, state)
    page.blank()
    silent = silent_on(state)
    if silent:
        page.line("SILENT ON ", ", ".join(silent))
    _remarks(page, state)
    page.sources(len(state.facts))
    return page.text()


LATE_DAYS = 14
"""A fact whose only sources are younger than it by more days may have been public before them."""


def _known_late(event: Event) -> bool:
    known = reported(event)
    return (
        event.reported is None
        and known is not None
        and known.first_day - event.occurred.last_day > LATE_DAYS
    )


def _remarks(page: Page, state: NegotiationState) -> None:
    remarks: list[str] = []
    facts = state.facts
    if page.documents == 1:
        remarks.append("every fact rests on one source")
    if all(event.occurred.precision in {"year", "month"} for event in facts):
        remarks.append("no fact has a day")
    provisional = sum(event.certainty == "provisional" for event in facts)
    if provisional:
        remarks.append(number_of(provisional, "provisional fact"))
    unsourced = sum(not event.sources for event in facts)
    if unsourced:
        remarks.append(f"{number_of(unsourced, 'fact')} without a source")
    if state.unsettled:
        pending = number_of(len(state.unsettled), "fact")
        remarks.append(f"{pending} may have happened by then, not counted")
    if state.unresolved:
        unapplied = number_of(len(state.unresolved), "fact")
        remarks.append(f"{unapplied} about other facts not applied")
    if state.disputed():
        remarks.append(f"disputed: {number_of(len(state.disputed()), 'part')}")
    late = sum(_known_late(event) for event in facts)
    if late:
        remarks.append(
            f"{number_of(late, 'fact')} read only in a source more than {LATE_DAYS} days younger: "
            "public by its date at the latest"
        )
    if remarks:
        page.line("CHECK     ", "; ".join(remarks))
