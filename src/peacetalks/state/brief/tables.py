"""A state as a card for notebooks: its phase, and tables for the most common questions.

The brief (``state.summary()``) has more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from peacetalks._support.wording import count_noun
from peacetalks.events import Event
from peacetalks.notebook.event import links
from peacetalks.notebook.markup import Cell, Link, Table, card
from peacetalks.primitives.when import When
from peacetalks.state.brief.coverage import coverage_rows
from peacetalks.state.brief.days import column
from peacetalks.state.brief.phases import names_of
from peacetalks.state.brief.subjects import parties, title_of
from peacetalks.state.figures import Figure, FigureSubject
from peacetalks.state.queries import agreements, figures, mediation, meetings
from peacetalks.state.queries.phases.dyads import dyads_of
from peacetalks.state.queries.phases.pair_phase import phase, phases
from peacetalks.state.queries.statements import Overdue, overdue
from peacetalks.state.snapshot import Snapshot

__all__ = ["card_of"]

_PAIRS_SHOWN: Final = 9


def card_of(state: Snapshot) -> str:
    """Return a state as HTML, for a notebook."""
    seen = state.seen
    if not state.facts:
        return card("Nothing on record", [seen], [_coverage(state)])
    dyads = dyads_of(state)
    main = phase(state, dyads)
    fighting = [p for p in phases(state, dyads) if p.name == "fighting" and p.pair != main.pair]
    lines = [
        seen,
        *(f"{names_of(state, each)}, fighting: {each.rule}" for each in fighting[:_PAIRS_SHOWN]),
        f"{names_of(state, main)}, {main.name}: {main.rule}",
        main.doubt,
        count_noun(state.fact_count, "fact"),
    ]
    return card(
        title_of(state, main.pair) or "Parties not stated",
        [line for line in lines if line],
        [_pending(state), _refusals(state), _mediators(state), _agreements(state), *_rest(state)],
    )


def _pending(state: Snapshot) -> Table:
    return Table(
        "Pending meetings",
        ("meeting", "planned for", "status", "invited", "mediators", "sources"),
        tuple(
            (
                meeting.meeting,
                _day(meeting.planned_for),
                meeting.status,
                _named(state, meeting.invitees),
                _named(state, (mediator.actor for mediator in meeting.mediators or ())),
                _sources(meeting.because),
            )
            for meeting in meetings.pending_meetings(state)
        ),
    )


def _refusals(state: Snapshot) -> Table:
    return Table(
        "Refusals, the newest first",
        ("day", "by", "meeting", "reasons", "held against", "sources"),
        tuple(
            (
                column(refusal.on),
                state.actors.listed([refusal.by]),
                refusal.meeting,
                ", ".join(map(_words, refusal.categories)) or "not stated",
                _named(state, refusal.against) if refusal.against else "",
                _sources([refusal.event]),
            )
            for refusal in reversed(meetings.refusals(state))
        ),
    )


def _mediators(state: Snapshot) -> Table:
    sides = parties(state)
    return Table(
        "Mediators, and their standing with the parties",
        ("mediator", *map(state.actors.shown, sides)),
        tuple(
            (state.actors.shown(mediator), *(_standing(state, mediator, side) for side in sides))
            for mediator in mediation.mediators(state)
        ),
    )


def _standing(state: Snapshot, mediator: str, party: str) -> str:
    standing = mediation.standing(state, mediator, party)
    since = f", {column(standing.since)}" if standing.since else ""
    return f"{standing.level}{' (inferred)' if standing.inferred else ''}{since}"


def _agreements(state: Snapshot) -> Table:
    return Table(
        "Agreements",
        ("agreement", "stage", "sources"),
        tuple(
            (
                agreement.title or agreement.agreement,
                _words(agreements.stage_of(state, agreement) or "not stated"),
                _sources(agreement.because),
            )
            for agreement in agreements.agreements_at(state)
        ),
    )


def _rest(state: Snapshot) -> Iterator[Table]:
    subjects: tuple[FigureSubject, ...] = ("displacement", "return")
    moved = [line.figure for subject in subjects for line in figures.lines(state, subject)]
    yield Table(
        "Figures, the latest of each counting body",
        ("of", "persons", "measure", "as of", "counted by", "sources"),
        tuple(_figure(state, figure) for figure in (*moved, *figures.casualties(state))),
    )
    yield Table(
        "Overdue",
        ("what", "due", "days", "sources"),
        tuple(_overdue(item) for item in overdue(state)),
    )
    yield _coverage(state)


def _coverage(state: Snapshot) -> Table:
    return Table(
        "Covered: where nothing on record means none",
        ("by", "what", "where", "when", "how much"),
        tuple(coverage_rows(state)),
    )


def _figure(state: Snapshot, figure: Figure) -> tuple[Cell, ...]:
    event = figure.event
    return (
        f"{figure.subject}, {figure.series}",
        "not stated" if figure.count is None else str(figure.count),
        _words(figure.measure or ""),
        _day(figure.as_of),
        state.actors.listed(figure.counting_body and [figure.counting_body]),
        _sources([] if event is None else [event]),
    )


def _overdue(item: Overdue) -> tuple[Cell, ...]:
    part = item.part
    name = str(getattr(part, "commitment", None) or getattr(part, "deadline", ""))
    return (name, column(item.due), f"{item.days:,}", _sources(part.because))


def _sources(events: Iterable[Event]) -> tuple[Link, ...]:
    return links(source for event in events for source in event.sources)


def _named(state: Snapshot, codes: Iterable[str] | None) -> str:
    return ", ".join(map(state.actors.shown, codes or ())) or "not stated"


def _day(when: When | None) -> str:
    return "not stated" if when is None else column(when)


def _words(word: str) -> str:
    return word.replace("_", " ")
