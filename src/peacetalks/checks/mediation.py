"""Mediation: words and conduct that do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.events import AgreementStageReached, Event, TalksOpened

__all__ = ["RULES"]


_DONE: Final[dict[type[Event], str]] = {
    TalksOpened: "came to talks under it",
    AgreementStageReached: "signed a text before it",
}
"""What the party did, other than to meet."""


def presided_though_rejected(evidence: Evidence) -> Iterator[Remark]:
    """PT111: a mediator whom a party had rejected, and accepted by conduct."""
    label = evidence.actors.label
    for standing in evidence.state.parts.standings.values():
        for change in standing.history:
            if change.by_conduct and change.before == "rejected":
                now = "accepted" if change.after == "accepted" else "doubted"
                did = _DONE.get(type(change.event), "met under it")
                told = (
                    f"{label(standing.party)} had rejected {label(standing.mediator)} as mediator and {did} "
                    f"on {change.on}; by conduct it counts as {now}"
                )
                yield Remark("PT111", change.event, told)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (presided_though_rejected,)
