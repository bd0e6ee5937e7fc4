"""Check mediation: words and conduct that disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Issue
from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.talks import TalksOpened
from peacetalks.findings import checks

__all__ = ["RULES"]


_DONE: Final[dict[type[Event], str]] = {
    TalksOpened: "came to talks under its mediation",
    AgreementStageReached: "signed a text with it as witness",
}
"""What the party did, if it did not meet."""


def presided_though_rejected(evidence: Evidence) -> Iterator[Issue]:
    """Report a mediator that a party had rejected, but accepted by its conduct."""
    label = evidence.actors.label
    for standing in evidence.state.parts.standings.values():
        for change in standing.history:
            if change.by_conduct and change.before == "rejected":
                counts = "accepted" if change.after == "accepted" else "doubted"
                did = _DONE.get(type(change.event), "met under its mediation")
                party, mediator = label(standing.party), label(standing.mediator)
                message = (
                    f"{party} had rejected {mediator} as mediator, but {did} on {change.on}; "
                    f"by this conduct the mediator counts as {counts}"
                )
                yield Issue(checks.REJECTED_BUT_ACCEPTED, change.event, message)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (presided_though_rejected,)
