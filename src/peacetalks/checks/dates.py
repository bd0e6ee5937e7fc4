"""Dates that cannot follow each other as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from peacetalks.checks.evidence import Evidence, Remark, well_before
from peacetalks.events import (
    AgreementStageReached,
    BlockadeEased,
    BlockadeImposed,
    CasualtiesReported,
    CeasefireDeclared,
    CeasefireEnded,
    CommitmentMade,
    DeadlineExtended,
    DeadlineSet,
    DisplacementReported,
    Event,
    ExpectationStated,
    HostilitiesEnded,
    HostilitiesStarted,
    LegalActAnnulled,
    LegalActIssued,
    MediationEnded,
    MeetingPostponed,
    MeetingProposed,
    OffensiveEnded,
    OffensiveLaunched,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
    ReturnReported,
    TalksEnded,
    TalksOpened,
)
from peacetalks.when import When

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
"""What ends, what starts, and the field that names the thing."""

EFFECTS: Final[tuple[tuple[type[Event], str], ...]] = (
    (CeasefireDeclared, "effective_from"),
    (LegalActIssued, "effective"),
    (LegalActAnnulled, "effective"),
    (MediationEnded, "effective"),
    (AgreementStageReached, "effective_from"),
)
"""From when something has effect."""

AHEAD: Final[tuple[tuple[type[Event], str], ...]] = (
    (DeadlineSet, "due"),
    (DeadlineExtended, "due"),
    (CommitmentMade, "due"),
    (ExpectationStated, "due"),
    (MeetingProposed, "planned_for"),
    (MeetingPostponed, "planned_for"),
)
"""Days that are still to come when they are named."""


_COUNTS: Final[tuple[type[Event], ...]] = (CasualtiesReported, DisplacementReported, ReturnReported)
"""Counts of what happened. A population is none: its day is the one it was told on."""


def ended_before_started(evidence: Evidence) -> Iterator[Remark]:
    """PT141: an end before the start."""
    for ending, starting, name in ENDINGS:
        starts: dict[str, list[When]] = defaultdict(list)
        for event in evidence.of(starting):
            starts[getattr(event, name)].append(event.occurred)
        for event in evidence.of(ending):
            days = starts.get(getattr(event, name), ())
            if days and all(well_before(event.occurred, day) for day in days):
                told = f"ended on {event.occurred}, before it started on {days[0]}"
                yield Remark("PT141", event, told)
    for event in evidence.of(CeasefireDeclared):
        start = event.effective_from or event.occurred
        if event.expires is not None and well_before(event.expires, start):
            told = f"expires on {event.expires}, before it starts on {start}"
            yield Remark("PT141", event, told, "$.expires")


def effective_before_declared(evidence: Evidence) -> Iterator[Remark]:
    """PT142: an effect before the act."""
    for event, name, day in _named(evidence, EFFECTS):
        if well_before(day, event.occurred):
            told = f"has effect from {day}, before it was made on {event.occurred}"
            yield Remark("PT142", event, told, f"$.{name}")


def past_when_set(evidence: Evidence) -> Iterator[Remark]:
    """PT143: a day still to come that had passed when it was set."""
    for event, name, day in _named(evidence, AHEAD):
        if well_before(day, event.occurred):
            told = f"set on {event.occurred} for {day}, which had passed"
            yield Remark("PT143", event, told, f"$.{name}")


def reported_before(evidence: Evidence) -> Iterator[Remark]:
    """PT144: a report before the fact can have happened."""
    for event in evidence.standing:
        if event.reported is not None and well_before(event.reported, event.occurred):
            told = f"reported on {event.reported}, before it happened on {event.occurred}"
            yield Remark("PT144", event, told, "$.reported")


def closed_before(evidence: Evidence) -> Iterator[Remark]:
    """PT145: a count that closed before what it counts can have happened."""
    for kind in _COUNTS:
        for event in evidence.of(kind):
            as_of: When | None = getattr(event, "as_of", None)
            if as_of is not None and well_before(as_of, event.occurred):
                told = f"counted up to {as_of}, before it happened on {event.occurred}"
                yield Remark("PT145", event, told, "$.as_of")


def _named(
    evidence: Evidence, fields: tuple[tuple[type[Event], str], ...]
) -> Iterator[tuple[Event, str, When]]:
    for kind, name in fields:
        for event in evidence.of(kind):
            # Any: a day, a period after an event, or nothing.
            day: Any = getattr(event, name)
            if isinstance(day, When):
                yield event, name, day


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    ended_before_started,
    effective_before_declared,
    past_when_set,
    reported_before,
    closed_before,
)
