"""Sources: facts known only late, and inferences that rest on nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.events.clocks import reported

__all__ = ["LATE_DAYS", "RULES"]

LATE_DAYS: Final = 14
"""A source that is younger than its fact by more days is an upper bound, hardly its first."""


def known_late(evidence: Evidence) -> Iterator[Remark]:
    """PT161: a fact known only from sources much younger than itself."""
    for event in evidence.facts:
        known = reported(event)
        if event.reported is not None or known is None:
            continue
        days = known.first_day - event.occurred.last_day
        if days > LATE_DAYS:
            told = f"known only from {known}, {days} days after {event.occurred}"
            yield Remark("PT161", event, told, "$.sources")


def inferred_from_nothing(evidence: Evidence) -> Iterator[Remark]:
    """PT162: an inference that names neither what it rests on nor why."""
    for event in evidence.standing:
        if event.certainty == "inferred" and not event.basis and not event.note:
            yield Remark("PT162", event, "inferred, without a basis or a note", "$.certainty")


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    known_late,
    inferred_from_nothing,
)
