"""``check``: run every rule over the facts as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from peacetalks.actors import Registry
from peacetalks.checks import (
    agreements,
    bookkeeping,
    checkpoints,
    dates,
    figures,
    force,
    identity,
    mediation,
    meetings,
    order,
    references,
    sources,
)
from peacetalks.checks.actors import RULES as ABOUT_ACTORS
from peacetalks.checks.codes import CODES
from peacetalks.checks.evidence import Evidence, Remark, by_kind
from peacetalks.checks.findings import Findings
from peacetalks.errors import Finding
from peacetalks.events import CORE, Event, EventCorrected, UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History, Record
from peacetalks.history.order import InOrder
from peacetalks.misuse import several_events
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import WhenLike

__all__ = ["check"]

Place: TypeAlias = tuple[str | None, int | None]
_NOWHERE: Final[Place] = (None, None)
_MOST_HINTS: Final = 100
"""So many findings of a rule are looked up for what was meant: it costs more than the rule."""

RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    *meetings.RULES,
    *mediation.RULES,
    *agreements.RULES,
    *figures.RULES,
    *dates.RULES,
    *bookkeeping.RULES,
    *sources.RULES,
    *ABOUT_ACTORS,
    *identity.RULES,
    *order.RULES,
    *references.RULES,
    *force.RULES,
    *checkpoints.RULES,
)
"""Every rule; each yields remarks of its own codes only."""


def check(
    events: Iterable[Event | Record] | History,
    *,
    on: WhenLike | None = None,
    registry: Registry | None = None,
    vocabulary: Vocabulary = CORE,
    actors: Iterable[Event] = (),
) -> Findings:
    """Return what in a stream contradicts itself, is missing or is worth a look.

    Args:
        events: events and bookkeeping in any order, the records of a log, a ``History``, or
            what was read from a file; the findings of a file then name its lines, and what
            reading it found is among them.
        on: the day of the check, by which planned days are past; None: the last on record.
        registry: who is known without a statement on record; None: as the history has it, or
            ``peacetalks.world()``.
        vocabulary: the kinds that are known; a ``History`` has its own.
        actors: statements about actors that stand in another file, as ``pt.read`` gives it: they
            count as if they stood before the events, and findings about them name its lines.

    Raises:
        InvalidValue: for what is neither an event nor a record.

    >>> from peacetalks.events import MeetingRefused
    >>> print(check([MeetingRefused(occurred="2023-11-16", meeting="w", by="AZE", id="no")]))
    PT101 meeting-refused 'no': nobody proposed the meeting 'w'
    """
    stated = tuple(several_events(actors))
    listed = events.events if isinstance(events, History) else tuple(several_events(events))
    history = _history((*stated, *listed), events, vocabulary, len(stated))
    given = tuple(item.event if isinstance(item, Record) else item for item in (*stated, *listed))
    evidence = _evidence(given, history, on, registry)
    read = tuple(_read(events))
    places = _places(given[len(stated) :], events) | _places(given[: len(stated)], actors)
    at = _by_id(given, places, history)
    known = {finding.line for finding in read}
    found = [
        _finding(
            remark,
            places.get(id(remark.event)) or at.get(remark.event.id, _NOWHERE),
            hint=number < _MOST_HINTS,
        )
        for rule in RULES
        for number, remark in enumerate(rule(evidence))
    ]
    # A kind that reading already named unknown is not told of twice.
    told = (f for f in found if f.code != identity.UNKNOWN_KIND or f.line not in known)
    return Findings((*read, *told))


def _history(
    listed: tuple[Event | Record, ...],
    events: Iterable[Event | Record] | History,
    vocabulary: Vocabulary,
    stated: int,
) -> History:
    if not isinstance(events, History):
        return History(listed, vocabulary=vocabulary, in_order=isinstance(events, InOrder))
    if not stated:
        return events
    kinds, known = events.order.vocabulary, events.actors.base
    return History(listed, vocabulary=kinds, in_order=True, registry=known)


def _evidence(
    given: tuple[Event, ...], history: History, on: WhenLike | None, registry: Registry | None
) -> Evidence:
    facts, known = history.resolved().events, history.actors
    return Evidence(
        given=given,
        facts=facts,
        kinds=by_kind(facts),
        history=history,
        resolution=history.resolution(),
        state=history.at(Viewpoint(on=on)),
        actors=known if registry is None else Register(known.statements, registry),
    )


def _read(events: object) -> Iterator[Finding]:
    """Yield what reading a file found, if that is where the events come from."""
    for finding in getattr(events, "findings", ()):
        if isinstance(finding, Finding):
            yield finding


def _places(given: tuple[Event, ...], events: object) -> dict[int, Place]:
    """Return the file and line of events that were read, by the identity of each."""
    path, lines = getattr(events, "path", None), getattr(events, "lines", None)
    if path is None or lines is None or not hasattr(events, "where"):
        return {}
    return {id(event): (str(path), int(line)) for event, line in zip(given, lines, strict=False)}


def _by_id(
    given: tuple[Event, ...], places: dict[int, Place], history: History
) -> dict[str, Place]:
    """Return the places by id; of a fact that was corrected, the place of the correction."""
    at: dict[str, Place] = {}
    if not places:
        return at
    for event in given:
        at.setdefault(event.id, places.get(id(event), _NOWHERE))
    for effective in history.resolved().effectives():
        corrections = [b for b in effective.behind if isinstance(b, EventCorrected)]
        if corrections and effective.event is not effective.original:
            at[effective.event.id] = at[corrections[-1].id]
    return at


def _finding(remark: Remark, place: Place, *, hint: bool) -> Finding:
    file, line = place
    unknown = isinstance(remark.event, UnknownEvent) and remark.code == identity.UNKNOWN_KIND
    subject = "" if unknown else f"{remark.event.kind} {remark.event.id!r}: "
    return Finding(
        code=remark.code,
        message=f"{subject}{remark.message}{remark.hint() if hint else ''}",
        severity=CODES[remark.code].severity,
        file=file,
        line=line,
        path=remark.path,
    )
