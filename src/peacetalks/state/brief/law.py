"""The legal acts in a brief, and the measures that actors take against each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from peacetalks.state.brief.days import dated, in_words, on_day
from peacetalks.state.brief.page import Item, Page
from peacetalks.state.law import LegalAct, RelationsMeasure
from peacetalks.state.snapshot import Snapshot


def law_rows(page: Page, state: Snapshot) -> Iterator[Item]:
    """Yield a row for each legal act and each measure."""
    for act in state.parts.legal_acts.values():
        yield act.issued, partial(_legal_act, page, state, act)
    for measure in state.parts.relations_measures.values():
        yield measure.since, partial(_measure, page, measure)


def _legal_act(page: Page, state: Snapshot, act: LegalAct) -> None:
    status = act.status_on(state.day).replace("_", " ")
    annulled = f" {on_day(act.annulled)}" if status == "annulled" and act.annulled else ""
    by = page.names(act.by)
    page.line(
        dated(act.issued),
        f"{act.content or act.legal_act} ({by}): {status}{annulled}",
        act.because,
    )


def _measure(page: Page, measure: RelationsMeasure) -> None:
    by = page.names(measure.by)
    against = f" against {page.names(measure.against)}" if measure.against else ""
    count = f"{measure.count} " if measure.count else ""
    what = (measure.measure or "measure").replace("_", " ")
    status = f", {measure.status}" if measure.status else ""
    page.line(
        dated(measure.since),
        f"{by}{against}: {count}{what}{status}{_end(measure)}",
        measure.because,
    )


def _end(measure: RelationsMeasure) -> str:
    if measure.until is not None:
        return f", until {in_words(measure.until).removeprefix('until ')}"
    if measure.status == "lifted":
        return ""
    if measure.status == "announced":
        return "; end not stated"
    return "; still in force, as far as known"
