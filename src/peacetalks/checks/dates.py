"""Check dates that cannot follow each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from peacetalks.checks.evidence import Evidence, Issue, well_before
from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import (
    CasualtiesReported,
    HostilitiesEnded,
    HostilitiesStarted,
    OffensiveEnded,
    OffensiveLaunched,
)
from peacetalks.events.law import LegalActAnnulled, LegalActIssued
from peacetalks.events.mediation import MediationEnded
from peacetalks.events.meetings import MeetingPostponed, MeetingProposed
from peacetalks.events.security import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireEnded,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
)
from peacetalks.events.statements import (
    CommitmentMade,
    DeadlineExtended,
    DeadlineSet,
    ExpectationStated,
)
from peacetalks.events.talks import TalksEnded, TalksOpened
from peacetalks.events.territory import DisplacementReported, ReturnReported
from peacetalks.findings import checks
from peacetalks.primitives.when import When

__all__ = ["RULES"]

ENDINGS: Final[tuple[tuple[type[Event], type[Event], str], ...]] = (
    (TalksEnded, TalksOpened, "talks"),
    (HostilitiesEnded, HostilitiesStarted, "hostilities"),
    (OffensiveEnded, OffensiveLaunched, "offensive"),
    (CeasefireEnded, CeasefireDeclared, "ceasefire"),
    (BlockadeEased, BlockadeImposed, "blockade"),
    (PeacekeepersWithdrawn, PeacekeepersDeployed, "force"),
    (LegalActAnnulled, LegalActIssued, "legal_act"),
)
"""The kind of the end, the kind of the start, and the field that names what ends."""

EFFECTS: Final[tuple[tuple[type[Event], str], ...]] = (
    (CeasefireDeclared, "effective_from"),
    (LegalActIssued, "effective"),
    (LegalActAnnulled, "effective"),
    (MediationEnded, "effective"),
    (AgreementStageReached, "effective_from"),
)
"""Kinds with a field for the day from which they take effect."""

AHEAD: Final[tuple[tuple[type[Event], str], ...]] = (
    (DeadlineSet, "due"),
    (DeadlineExtended, "due"),
    (CommitmentMade, "due"),
    (ExpectationStated, "due"),
    (MeetingProposed, "planned_for"),
    (MeetingPostponed, "planned_for"),
)
"""Kinds with a field for a day that is in the future when it is set."""


_COUNTS: Final[tuple[type[Event], ...]] = (CasualtiesReported, DisplacementReported, ReturnReported)
"""Counts of what happened. A population is not one: its day is the day of the report."""


def ended_before_started(evidence: Evidence) -> Iterator[Issue]:
    """Report an end before the start."""
    for ending, starting, name in ENDINGS:
        starts: dict[str, list[When]] = defaultdict(list)
        for event in evidence.of(starting):
            starts[getattr(event, name)].append(event.occurred)
        for event in evidence.of(ending):
            days = starts.get(getattr(event, name), ())
            if days and all(well_before(event.occurred, day) for day in days):
                message = f"ended on {event.occurred}, before it started on {days[0]}"
                yield Issue(checks.ENDED_BEFORE_STARTED, event, message)
    for event in evidence.of(CeasefireDeclared):
        start = event.effective_from or event.occurred
        if event.expires is not None and well_before(event.expires, start):
            message = f"expires on {event.expires}, before it starts on {start}"
            yield Issue(checks.ENDED_BEFORE_STARTED, event, message, "$.expires")


def effective_before_declared(evidence: Evidence) -> Iterator[Issue]:
    """Report an effect before the act that causes it."""
    for event, name, day in _dated(evidence, EFFECTS):
        if well_before(day, event.occurred):
            message = f"takes effect on {day}, before it was made on {event.occurred}"
            yield Issue(checks.EFFECTIVE_BEFORE_DECLARED, event, message, f"$.{name}")


def past_when_set(evidence: Evidence) -> Iterator[Issue]:
    """Report a future day that had already passed when it was set."""
    for event, name, day in _dated(evidence, AHEAD):
        if well_before(day, event.occurred):
            message = f"set on {event.occurred} for {day}, which had already passed"
            yield Issue(checks.PAST_WHEN_SET, event, message, f"$.{name}")


def reported_before(evidence: Evidence) -> Iterator[Issue]:
    """Report a report before the fact can have happened."""
    for event in evidence.facts_and_bookkeeping:
        if event.reported is not None and well_before(event.reported, event.occurred):
            message = f"reported on {event.reported}, before it happened on {event.occurred}"
            yield Issue(checks.REPORTED_BEFORE_FACT, event, message, "$.reported")


def closed_before(evidence: Evidence) -> Iterator[Issue]:
    """Report a count that closed before what it counts can have happened."""
    for kind in _COUNTS:
        for event in evidence.of(kind):
            as_of: When | None = getattr(event, "as_of", None)
            if as_of is not None and well_before(as_of, event.occurred):
                message = f"counted up to {as_of}, before it happened on {event.occurred}"
                yield Issue(checks.CLOSED_BEFORE_FACT, event, message, "$.as_of")


def _dated(
    evidence: Evidence, fields: tuple[tuple[type[Event], str], ...]
) -> Iterator[tuple[Event, str, When]]:
    for kind, name in fields:
        for event in evidence.of(kind):
            # Any: a day, a period after an event, or nothing.
            day: Any = getattr(event, name)
            if isinstance(day, When):
                yield event, name, day


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    ended_before_started,
    effective_before_declared,
    past_when_set,
    reported_before,
    closed_before,
)
