"""Mediation: words and conduct that do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark

__all__ = ["RULES"]


def presided_though_rejected(evidence: Evidence) -> Iterator[Remark]:
    """PT111: a mediator under whom a party met that had rejected it."""
    for standing in evidence.state.parts.standings.values():
        for change in standing.history:
            if change.by_conduct and change.before == "rejected":
                now = "accepted" if change.after == "accepted" else "doubted"
                told = (
                    f"{standing.party} had rejected {standing.mediator} as mediator and met under "
                    f"it on {change.on}; by conduct it counts as {now}"
                )
                yield Remark("PT111", change.event, told)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (presided_though_rejected,)
