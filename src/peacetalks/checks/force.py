"""Force: offensives that fade from the record without an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.events import (
    AttackReported,
    CasualtiesReported,
    HostilitiesStarted,
    OffensiveLaunched,
)
from peacetalks.state.force import Offensive
from peacetalks.state.queries.phase import QUIET_DAYS, open_fighting
from peacetalks.when import DAY

__all__ = ["RULES"]


def no_end(evidence: Evidence) -> Iterator[Remark]:
    """PT191: an offensive without an end, and without force for 30 days."""
    state = evidence.state
    days = [
        event.occurred.opens_by // DAY
        for kind in (AttackReported, CasualtiesReported, HostilitiesStarted, OffensiveLaunched)
        for event in evidence.of(kind)
    ]
    last = max((day for day in days if day <= state.day), default=state.day)
    quiet = state.day - last
    for offensive in open_fighting(state):
        event = offensive.because_of("launched")
        if isinstance(offensive, Offensive) and event is not None and quiet > QUIET_DAYS:
            told = f"the offensive {offensive.offensive!r} has no end on record, and no force"
            yield Remark("PT191", event, f"{told} for {quiet} days before {state.on}")


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (no_end,)
