"""The brief: a state as a person would want to read it, in plain text of 80 columns.

Every line ends with its sources. What the sources do not say is "not stated", never a guess;
what was inferred is marked ``~``, what is provisional ``?``; a claim is told as one. A brief has
at most 120 lines: of what there is most of it shows the newest, and says how many more there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks.state.brief.agreements import agreements
from peacetalks.state.brief.counters import filled
from peacetalks.state.brief.due import due
from peacetalks.state.brief.ground import ground
from peacetalks.state.brief.mediators import mediators
from peacetalks.state.brief.meetings import meetings
from peacetalks.state.brief.page import WIDTH, Page
from peacetalks.state.brief.phases import phases
from peacetalks.state.brief.records import records
from peacetalks.state.brief.remarks import remarks
from peacetalks.state.brief.subjects import silent_on, title_of
from peacetalks.state.brief.words import words
from peacetalks.state.queries.provenance import documents

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState

__all__ = ["brief", "template"]


def brief(state: NegotiationState, beside: str | None = None) -> str:
    """Return a state as a brief.

    Args:
        state: the state.
        beside: what is printed next to the title; None: from where the state is seen.

    >>> from peacetalks.state.negotiation import NegotiationState
    >>> print(brief(NegotiationState()))
    NOTHING ON RECORD                                                         no day
    """
    lines = template(state, beside).split("\n")
    return "\n".join(filled(line, state.day, WIDTH) for line in lines)


def template(state: NegotiationState, beside: str | None = None) -> str:
    """Return a brief with marks for what every day changes; ``filled`` fills them in."""
    page = Page(state.actors)
    seen = str(state.viewpoint or (f"on {state.on}" if state.last else "no day"))
    page.heading(title_of(state) or _nobody(state), seen if beside is None else beside)
    if not state.facts:
        page.blank()
        remarks(page, state)
        return page.text()
    page.counts(state.fact_count, len(documents(state)))
    phases(page, state)
    meetings(page, state)
    mediators(page, state)
    agreements(page, state)
    due(page, state)
    ground(page, state)
    words(page, state)
    records(page, state)
    page.blank()
    silent = silent_on(state)
    if silent:
        page.line("SILENT ON ", ", ".join(silent))
    remarks(page, state)
    return page.text()


def _nobody(state: NegotiationState) -> str:
    if state.facts:
        return "PARTIES NOT STATED"
    return "NOTHING SETTLED" if state.unsettled or state.unresolved else "NOTHING ON RECORD"
