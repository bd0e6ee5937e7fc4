"""The moves of a story: each tells one fact that agrees with what was told before.

A move is a function of the world that returns an event. **Every move can be made at any time**:
where there is nothing yet that it could be about, it tells how such a thing came to be (who is
to refuse a meeting where there is none, proposes one).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.events import Event
from peacetalks.simulation.moves import (
    agreements,
    force,
    ground,
    law,
    mediation,
    meetings,
    record,
    security,
    talks,
    texts,
    words,
)
from peacetalks.simulation.world import World

__all__ = ["CORRECTING", "DISPUTING", "MEETING", "PLAYING", "TELLING", "Move"]

Move: TypeAlias = Callable[[World], Event]

_OFTEN: Final[tuple[Move, ...]] = (
    words.state,
    meetings.propose,
    meetings.accept,
    meetings.refuse,
    meetings.hold,
    force.attack,
    agreements.reach,
    mediation.accept,
)
_NOW_AND_THEN: Final[tuple[Move, ...]] = (
    meetings.postpone,
    meetings.call_off,
    meetings.settle,
    meetings.reach_out,
    mediation.warn,
    mediation.reject,
    texts.table,
    texts.answer,
    words.allege,
    words.expect,
    words.promise,
    words.change_commitment,
    force.count_casualties,
    ground.count_displaced,
    security.declare_ceasefire,
    security.allege_violation,
)
_SELDOM: Final[tuple[Move, ...]] = (
    talks.open_talks,
    talks.end,
    talks.name_delegation,
    talks.suspend,
    talks.resume,
    talks.resume,
    talks.state_dispute,
    talks.assess,
    meetings.hold_several,
    meetings.read_out,
    mediation.offer,
    mediation.claim_bias,
    mediation.restore,
    mediation.end,
    mediation.guarantee,
    texts.state_precondition,
    texts.resolve_precondition,
    texts.report_implementation,
    texts.allege_violation,
    texts.monitor,
    texts.report_monitoring,
    agreements.suspend,
    agreements.suspend,
    agreements.drop,
    agreements.ratify,
    agreements.vote,
    agreements.take_note,
    words.demand,
    words.set_deadline,
    words.extend_deadline,
    force.start_hostilities,
    force.end_hostilities,
    force.launch_offensive,
    force.end_offensive,
    force.mobilise,
    force.report_incident,
    ground.change_control,
    ground.count_population,
    ground.count_returned,
    ground.change_access,
    security.extend_ceasefire,
    security.end_ceasefire,
    security.impose_blockade,
    security.ease_blockade,
    security.deploy,
    security.withdraw,
    security.release_prisoners,
    security.disarm,
    law.issue,
    law.annul,
    law.rule,
    law.take_measure,
    record.alias,
    record.split,
    record.merge_actors,
    record.name_actor,
    record.expect_state,
    record.annotate,
)

TELLING: Final[tuple[Move, ...]] = (*_OFTEN * 5, *_NOW_AND_THEN * 2, *_SELDOM)
"""The moves, each as often as it is likely."""
PLAYING: Final[tuple[Move, ...]] = (*_OFTEN * 3, *_NOW_AND_THEN, *_SELDOM)
"""The same with less between the rare ones, for short stories that are to reach everything."""
MEETING: Final[tuple[Move, ...]] = (
    meetings.propose,
    meetings.accept,
    meetings.refuse,
    meetings.postpone,
    meetings.call_off,
    meetings.settle,
    meetings.hold,
)
"""The moves of one meeting."""
CORRECTING: Final[tuple[Move, ...]] = (record.correct, record.correct, record.retract, record.merge)
"""The moves that change what was told."""
DISPUTING: Final[tuple[Move, ...]] = (record.dispute, record.confirm, meetings.account)
"""The moves by which parties tell it in their own way."""
