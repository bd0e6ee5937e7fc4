"""The brief: a state as plain text for a reader, 80 columns wide.

Each line ends with its sources. What the sources do not state is "not stated" and never guessed.
Inferred facts are marked ``~``, provisional facts ``?``, and claims are attributed. A brief has at
most 120 lines: long sections show their newest rows and the number of the others.

Each module writes the rows of one family or one section. ``tables.py`` collects the rows of the
card that a notebook shows.
"""

from __future__ import annotations

from peacetalks.state.brief.agreements import write_agreements
from peacetalks.state.brief.counters import filled
from peacetalks.state.brief.coverage import write_coverage, write_silence
from peacetalks.state.brief.due import write_due
from peacetalks.state.brief.figures import write_figures
from peacetalks.state.brief.force import attack_rows, fighting_rows
from peacetalks.state.brief.law import law_rows
from peacetalks.state.brief.mediation import write_mediators
from peacetalks.state.brief.meetings import write_meetings
from peacetalks.state.brief.page import WIDTH, Page
from peacetalks.state.brief.phases import write_phases
from peacetalks.state.brief.records import write_records
from peacetalks.state.brief.remarks import write_remarks
from peacetalks.state.brief.security import security_rows
from peacetalks.state.brief.statements import write_statements
from peacetalks.state.brief.subjects import title_of
from peacetalks.state.brief.territory import territory_rows
from peacetalks.state.queries.phases.dyads import dyads_of
from peacetalks.state.queries.phases.pair_phase import phase
from peacetalks.state.queries.provenance import documents
from peacetalks.state.snapshot import Snapshot

__all__ = ["brief_text", "template"]


def brief_text(state: Snapshot, viewpoint: str | None = None) -> str:
    """Return a state as a brief.

    Args:
        state: the state.
        viewpoint: the text next to the title; None: the viewpoint of the state.

    >>> print(brief_text(Snapshot()))
    NOTHING ON RECORD                                                         no day
    """
    lines = template(state, viewpoint).split("\n")
    return "\n".join(filled(line, state.day, WIDTH) for line in lines)


def template(state: Snapshot, viewpoint: str | None = None) -> str:
    """Return a brief with marks for the counters that change every day; ``filled`` fills them in."""
    page = Page(state.actors)
    dyads = dyads_of(state)
    main = phase(state, dyads).pair
    title = title_of(state, main) or _title_without_parties(state)
    page.heading(title, state.seen if viewpoint is None else viewpoint)
    if not state.facts:
        page.blank()
        write_coverage(page, state)
        write_remarks(page, state)
        return page.text()
    page.counts(state.fact_count, len(documents(state)))
    write_phases(page, state, dyads)
    write_meetings(page, state)
    write_mediators(page, state)
    write_agreements(page, state)
    write_due(page, state)
    _ground(page, state)
    write_statements(page, state)
    write_records(page, state)
    page.blank()
    write_silence(page, state)
    write_coverage(page, state)
    write_remarks(page, state)
    return page.text()


def _ground(page: Page, state: Snapshot) -> None:
    page.section("GROUND, PEOPLE AND PRESSURE")
    rows = (territory_rows, fighting_rows, security_rows, attack_rows)
    page.newest(item for items in rows for item in items(page, state))
    write_figures(page, state)
    page.newest(law_rows(page, state))


def _title_without_parties(state: Snapshot) -> str:
    if state.facts:
        return "PARTIES NOT STATED"
    return "NOTHING SETTLED" if state.unsettled or state.unresolved else "NOTHING ON RECORD"
