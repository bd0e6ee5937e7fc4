"""A state as a card for notebooks: its phase, and tables of what is asked most.

The brief (``state.summary()``) says more; each part of it names the events behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from peacetalks.events.card import sources
from peacetalks.markup import Cell, Table, card
from peacetalks.plural import many
from peacetalks.state.brief.phases import names_of
from peacetalks.state.brief.subjects import parties, title_of

if TYPE_CHECKING:
    from peacetalks.state.ground import Figure
    from peacetalks.state.negotiation import NegotiationState
    from peacetalks.state.queries.words import Overdue

__all__ = ["card_of", "short"]

_PAIRS_SHOWN: Final = 9


def short(state: NegotiationState) -> str:
    """Return a state as one short line: its day, its phase and how many facts it rests on."""
    if not state.facts:
        return "<NegotiationState: nothing on record>"
    told = f"{state.phase.name}, {many(state.fact_count, 'fact')}"
    return f"<NegotiationState on {state.on}: {told}>"


def card_of(state: NegotiationState) -> str:
    """Return a state as HTML, for a notebook."""
    seen = str(state.viewpoint or (f"on {state.on}" if state.last else "no day"))
    if not state.facts:
        return card("Nothing on record", [seen])
    phase = state.phase
    fighting = [p for p in state.phases() if p.name == "fighting" and p.pair != phase.pair]
    said = [
        seen,
        *(f"{names_of(state, one)}, fighting: {one.rule}" for one in fighting[:_PAIRS_SHOWN]),
        f"{names_of(state, phase)}, {phase.name}: {phase.rule}",
        phase.doubt,
        many(state.fact_count, "fact"),
    ]
    return card(
        title_of(state) or "Parties not stated",
        [line for line in said if line],
        [_pending(state), _refusals(state), _mediators(state), _agreements(state), *_rest(state)],
    )


def _pending(state: NegotiationState) -> Table:
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
                sources(meeting.because),
            )
            for meeting in state.pending_meetings()
        ),
    )


def _refusals(state: NegotiationState) -> Table:
    return Table(
        "Refusals, the newest first",
        ("day", "by", "meeting", "reasons", "held against", "sources"),
        tuple(
            (
                str(refusal.on),
                state.actors.listed([refusal.by]),
                refusal.meeting,
                ", ".join(map(_words, refusal.categories)) or "not stated",
                _named(state, refusal.against) if refusal.against else "",
                sources([refusal.event]),
            )
            for refusal in reversed(state.refusals())
        ),
    )


def _mediators(state: NegotiationState) -> Table:
    sides = parties(state)
    return Table(
        "Mediators, and how they stand with the parties",
        ("mediator", *map(state.actors.shown, sides)),
        tuple(
            (state.actors.shown(mediator), *(_standing(state, mediator, side) for side in sides))
            for mediator in state.mediators()
        ),
    )


def _standing(state: NegotiationState, mediator: str, party: str) -> str:
    standing = state.standing(mediator, party)
    since = f" since {standing.since}" if standing.since else ""
    return f"{standing.level}{' (inferred)' if standing.inferred else ''}{since}"


def _agreements(state: NegotiationState) -> Table:
    return Table(
        "Agreements",
        ("agreement", "stage", "sources"),
        tuple(
            (
                agreement.title or agreement.agreement,
                _words(state.stage(agreement.agreement) or "not stated"),
                sources(agreement.because),
            )
            for agreement in state.agreements()
        ),
    )


def _rest(state: NegotiationState) -> Iterator[Table]:
    figures = [line.figure for line in (*state.displacement(), *state.returns())]
    yield Table(
        "Figures, the latest of each counting body",
        ("of", "persons", "measure", "as of", "counted by", "sources"),
        tuple(_figure(state, figure) for figure in (*figures, *state.casualties())),
    )
    yield Table(
        "Overdue",
        ("what", "due", "days", "sources"),
        tuple(_overdue(item) for item in state.overdue()),
    )


def _figure(state: NegotiationState, figure: Figure) -> tuple[Cell, ...]:
    event = figure.event
    return (
        f"{figure.subject}, {figure.series}",
        "not stated" if figure.count is None else str(figure.count),
        _words(figure.measure or ""),
        _day(figure.as_of),
        state.actors.listed(figure.counting_body and [figure.counting_body]),
        sources([] if event is None else [event]),
    )


def _overdue(item: Overdue) -> tuple[Cell, ...]:
    part = item.part
    name = str(getattr(part, "commitment", None) or getattr(part, "deadline", ""))
    return (name, str(item.due), f"{item.days:,}", sources(part.because))


def _named(state: NegotiationState, codes: Iterable[str] | None) -> str:
    return ", ".join(map(state.actors.shown, codes or ())) or "not stated"


def _day(when: object) -> str:
    return "not stated" if when is None else str(when)


def _words(word: str) -> str:
    return word.replace("_", " ")
