"""``check``: run every rule over the current facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from peacetalks.actors import Registry
from peacetalks.checks import (
    agreements,
    bookkeeping,
    checkpoints,
    coverage,
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
from peacetalks.checks.evidence import Evidence, Issue, by_kind
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields.explain import several_events
from peacetalks.findings import Finding, Findings, checks, checks_of_actors
from peacetalks.findings.rule import rules_in
from peacetalks.history import History, Record
from peacetalks.history.order import InOrder
from peacetalks.primitives.when import WhenLike
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["CODES", "check"]

CODES: Final = rules_in(checks, checks_of_actors)
"""The meaning of each code."""

Place: TypeAlias = tuple[str | None, int | None]
_NOWHERE: Final[Place] = (None, None)
_MOST_HINTS: Final = 100
"""How many findings of a rule get a hint: finding the nearest word costs more than the rule."""

RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    *meetings.RULES,
    *mediation.RULES,
    *agreements.RULES,
    *figures.RULES,
    *dates.RULES,
    *bookkeeping.RULES,
    *coverage.RULES,
    *sources.RULES,
    *ABOUT_ACTORS,
    *identity.RULES,
    *order.RULES,
    *references.RULES,
    *force.RULES,
    *checkpoints.RULES,
)
"""Every rule; each yields issues with its own codes only."""


def check(
    events: Iterable[Event | Record] | History,
    *,
    on: WhenLike | None = None,
    registry: Registry | None = None,
    vocabulary: Vocabulary = CORE,
    actors: Iterable[Event] = (),
) -> Findings:
    """Check a stream for contradictions, gaps and outliers.

    Args:
        events: events and bookkeeping in any order, the records of a log, a ``History``, or
            what ``pt.read`` returned. For a file, findings name its lines and include those of
            reading it.
        on: the day of the check, which decides what planned days are past; None: the last day
            on record.
        registry: the actors that are known without a statement on record; None: the registry
            of the history, or ``peacetalks.world()``.
        vocabulary: the kinds that are known; a ``History`` has its own.
        actors: statements about actors from another file, as ``pt.read`` returns them. They
            count as if they came before the events, and findings about them name their lines.

    Raises:
        InvalidValue: if an item is neither an event nor a record.

    >>> from peacetalks.events import MeetingRefused
    >>> print(check([MeetingRefused(occurred="2023-11-16", meeting="w", by="AZE", id="no")]))
    PT101 meeting-refused 'no': nobody proposed the meeting 'w'
    """
    stated = tuple(several_events(actors))
    listed = events.events if isinstance(events, History) else tuple(several_events(events))
    history = _history((*stated, *listed), events, vocabulary, len(stated))
    everything = tuple(
        item.event if isinstance(item, Record) else item for item in (*stated, *listed)
    )
    evidence = _evidence(everything, history, on, registry)
    reading = tuple(_reading_findings(events))
    places = _places(everything[len(stated) :], events) | _places(everything[: len(stated)], actors)
    by_id = _by_id(everything, places, history)
    known = {finding.line for finding in reading}
    findings = [
        _finding(
            issue,
            places.get(id(issue.event)) or by_id.get(issue.event.id, _NOWHERE),
            hint=number < _MOST_HINTS,
        )
        for rule in RULES
        for number, issue in enumerate(rule(evidence))
    ]
    # A kind that reading already reported as unknown is not reported twice.
    new = (f for f in findings if f.code != checks.UNKNOWN_KIND.code or f.line not in known)
    return Findings((*reading, *new))


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
    events: tuple[Event, ...], history: History, on: WhenLike | None, registry: Registry | None
) -> Evidence:
    effective, known = history.effective(), history.actors
    facts = effective.events
    return Evidence(
        events=events,
        facts=facts,
        kinds=by_kind(facts),
        history=history,
        effective=effective,
        state=history.at(Viewpoint(on=on)),
        actors=known if registry is None else Register(known.statements, registry),
    )


def _reading_findings(events: object) -> Iterator[Finding]:
    """Yield the findings of reading the file, if the events come from one."""
    for finding in getattr(events, "findings", ()):
        if isinstance(finding, Finding):
            yield finding


def _places(events: tuple[Event, ...], reading: object) -> dict[int, Place]:
    """Return the file and line of each event that was read, by ``id()`` of the event."""
    path, lines = getattr(reading, "path", None), getattr(reading, "lines", None)
    if path is None or lines is None or not hasattr(reading, "where"):
        return {}
    return {id(event): (str(path), int(line)) for event, line in zip(events, lines, strict=False)}


def _by_id(
    events: tuple[Event, ...], places: dict[int, Place], history: History
) -> dict[str, Place]:
    """Return the places by event id; for a corrected fact, the place of the correction."""
    by_id: dict[str, Place] = {}
    if not places:
        return by_id
    for event in events:
        by_id.setdefault(event.id, places.get(id(event), _NOWHERE))
    for effective in history.effective().in_order():
        corrections = [b for b in effective.behind if isinstance(b, EventCorrected)]
        if corrections and effective.event is not effective.original:
            by_id[effective.event.id] = by_id[corrections[-1].id]
    return by_id


def _finding(issue: Issue, place: Place, *, hint: bool) -> Finding:
    file, line = place
    unknown = isinstance(issue.event, UnknownEvent) and issue.rule == checks.UNKNOWN_KIND
    subject = "" if unknown else f"{issue.event.kind} {issue.event.id!r}: "
    message = f"{subject}{issue.message}{issue.hint() if hint else ''}"
    return issue.rule.finding(message, file=file, line=line, path=issue.path)
