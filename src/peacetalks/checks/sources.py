"""Check sources: late ones, inferences without a basis, sources without a publisher."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Issue
from peacetalks.checks.field_values import values_of
from peacetalks.events.clocks import reported
from peacetalks.fields.shape import Value
from peacetalks.findings import checks
from peacetalks.values.facts import ExternalId, Source

__all__ = ["LATE_DAYS", "RULES"]

LATE_DAYS: Final = 14
"""A source dated more days after its fact than this is hardly the first report of it."""


def known_late(evidence: Evidence) -> Iterator[Issue]:
    """Report a fact whose sources are all much later than the fact."""
    for event in evidence.facts:
        known = reported(event)
        if event.reported is not None or known is None:
            continue
        days = known.first_day - event.occurred.last_day
        if days > LATE_DAYS:
            message = f"the earliest source is dated {known}, {days} days after {event.occurred}"
            yield Issue(checks.KNOWN_LATE, event, message, "$.sources")


def inferred_from_nothing(evidence: Evidence) -> Iterator[Issue]:
    """Report an inference without a basis or a note."""
    for event in evidence.facts_and_bookkeeping:
        if event.certainty == "inferred" and not event.basis and not event.note:
            yield Issue(
                checks.INFERRED_FROM_NOTHING,
                event,
                "inferred, but without a basis or a note",
                "$.certainty",
            )


def incomplete(evidence: Evidence) -> Iterator[Issue]:
    """Report a source without a publisher, or an external id without its scheme or its id."""
    for event in evidence.facts:
        for path, source in values_of(event, Value(Source)):
            if not source.publisher.strip():
                yield Issue(
                    checks.INCOMPLETE_SOURCE,
                    event,
                    "a source without a publisher",
                    f"{path}.publisher",
                )
        for path, elsewhere in values_of(event, Value(ExternalId)):
            for name, text in (("scheme", elsewhere.scheme), ("id", elsewhere.id)):
                if not text.strip():
                    yield Issue(
                        checks.INCOMPLETE_SOURCE, event, f"an external id without its {name}", path
                    )


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    known_late,
    inferred_from_nothing,
    incomplete,
)
