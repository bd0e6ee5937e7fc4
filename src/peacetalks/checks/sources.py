"""Sources: facts known only late, inferences that rest on nothing, sources that name nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.checks.said import said
from peacetalks.events.clocks import reported
from peacetalks.values import ExternalId, Source

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


def naming_nobody(evidence: Evidence) -> Iterator[Remark]:
    """PT163: a source without a publisher, or an id elsewhere without its data set or itself."""
    for event in evidence.facts:
        for path, source in said(event, Source):
            if not source.publisher.strip():
                yield Remark("PT163", event, "a source without a publisher", f"{path}.publisher")
        for path, elsewhere in said(event, ExternalId):
            for name, text in (("scheme", elsewhere.scheme), ("id", elsewhere.id)):
                if not text.strip():
                    yield Remark("PT163", event, f"an external id without its {name}", path)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    known_late,
    inferred_from_nothing,
    naming_nobody,
)
