"""Texts: answers to proposals, and the stages of agreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, final

from attrs import define, field

from peacetalks.checks.evidence import Evidence, Remark, well_before
from peacetalks.events import (
    AgreementStageReached,
    ProposalAnswered,
    ProposalTabled,
    RatificationStep,
    Stage,
    TalksOpened,
)
from peacetalks.state.texts import LADDER
from peacetalks.when import When

__all__ = ["RULES"]

_FIRST_ON_RECORD: Final = LADDER.index("initialled")
"""Below this, and at the stage after it, an agreement may come on record without a gap."""
_ENDS: Final[tuple[Stage, ...]] = ("denounced", "expired", "rejected", "superseded")


def unknown_proposal(evidence: Evidence) -> Iterator[Remark]:
    """PT121: an answer to a proposal that nobody tabled."""
    tabled = {event.proposal for event in evidence.of(ProposalTabled)}
    for event in evidence.of(ProposalAnswered):
        if event.proposal not in tabled:
            told = f"nobody tabled the proposal {event.proposal!r}"
            yield Remark("PT121", event, told, wrong=event.proposal, known=tabled)


def answered_before_tabled(evidence: Evidence) -> Iterator[Remark]:
    """PT122: an answer given before the proposal was tabled."""
    tabled: dict[str, list[When]] = defaultdict(list)
    for event in evidence.of(ProposalTabled):
        tabled[event.proposal].append(event.occurred)
    for answer in evidence.of(ProposalAnswered):
        days = tabled.get(answer.proposal, ())
        if days and all(well_before(answer.occurred, day) for day in days):
            told = f"answered on {answer.occurred}, before the proposal was tabled on {days[0]}"
            yield Remark("PT122", answer, told)


@final
@define
class _Climb:
    """How far one version of an agreement has come, for all and for each party alone."""

    version: str | None = None
    whole: int = -1
    alone: dict[str, int] = field(factory=dict[str, int])
    reached: set[str] = field(factory=set[str])
    ended: str | None = None
    parties: set[str] = field(factory=set[str])


def stages(evidence: Evidence) -> Iterator[Remark]:
    """PT123, PT124: a stage that was skipped, and one that goes back."""
    climbs: dict[str, _Climb] = {}
    # The last of the bodies that must approve ratifies, without a stage of its own.
    ratified = {e.agreement for e in evidence.of(RatificationStep) if e.outstanding == ()}
    for event in evidence.of(AgreementStageReached):
        climb = climbs.setdefault(event.agreement, _Climb())
        if None not in {climb.version, event.version} and climb.version != event.version:
            climb = climbs[event.agreement] = _Climb(parties=climb.parties)
        climb.version = event.version or climb.version
        climb.parties |= set(event.parties or ())
        if event.stage in LADDER:
            yield from _back(climb, event)
            if event.agreement in ratified:
                climb.reached.add("ratified")
            yield from _skipped(climb, event)
            _climb(climb, event)
        elif event.stage in _ENDS:
            climb.ended = event.stage


def _back(climb: _Climb, event: AgreementStageReached) -> Iterator[Remark]:
    rank = LADDER.index(event.stage)
    before = max([climb.whole, *(climb.alone.get(code, -1) for code in event.by or ())])
    of = f"{event.agreement!r}" + (f" (version {event.version})" if event.version else "")
    if climb.ended is not None:
        told = f"{_worded(event.stage)}, but {of} was {climb.ended}; hint: name a new version"
        yield Remark("PT124", event, told, "$.stage")
    elif rank < before:
        told = f"{_worded(event.stage)}, but {of} was {_worded(LADDER[before])} already"
        yield Remark("PT124", event, f"{told}; hint: name a new version", "$.stage")


def _skipped(climb: _Climb, event: AgreementStageReached) -> Iterator[Remark]:
    rank = LADDER.index(event.stage)
    start = climb.whole if climb.whole >= 0 else _FIRST_ON_RECORD
    skipped = [stage for stage in LADDER[start + 1 : rank] if stage not in climb.reached]
    if skipped and event.stage not in climb.reached:
        names = ", ".join(_worded(stage) for stage in skipped)
        told = f"{event.agreement!r} is {_worded(event.stage)}; not recorded before: {names}"
        yield Remark("PT123", event, told, "$.stage")


def _climb(climb: _Climb, event: AgreementStageReached) -> None:
    rank = LADDER.index(event.stage)
    climb.reached.add(event.stage)
    if event.by and climb.parties and not climb.parties <= set(event.by):
        for code in event.by:
            climb.alone[code] = max(rank, climb.alone.get(code, -1))
        # What each party has reached alone, all have.
        climb.whole = max(climb.whole, min(climb.alone.get(code, -1) for code in climb.parties))
    else:
        climb.whole = max(climb.whole, rank)


def _worded(stage: str) -> str:
    return stage.replace("_", " ")


def scope_missing(evidence: Evidence) -> Iterator[Remark]:
    """PT125: an agreement that two parties signed, and that nobody says what it settles."""
    aims = {event.aim for event in evidence.of(TalksOpened)}
    stages = evidence.of(AgreementStageReached)
    # A part settles a part.
    told = {e.agreement for e in stages if e.scope is not None or e.part_of is not None}
    parties: dict[str, set[str]] = defaultdict(set)
    for event in stages:
        parties[event.agreement] |= {*(event.parties or event.by or ())}
    for event in stages:
        name = event.agreement
        if event.stage == "signed" and name not in aims | told and len(parties[name]) > 1:
            told.add(name)
            said = f"the scope of {name!r} is not stated, and no talks have it as their aim"
            yield Remark("PT125", event, said, "$.scope")


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    unknown_proposal,
    answered_before_tabled,
    stages,
    scope_missing,
)
