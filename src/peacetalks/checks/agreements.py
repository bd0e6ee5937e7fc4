"""Check agreements: answers to proposals, and the stages of agreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, final

from attrs import define, field

from peacetalks.checks.evidence import Evidence, Issue, well_before
from peacetalks.events import Stage
from peacetalks.events.agreements import (
    AgreementStageReached,
    ProposalAnswered,
    ProposalTabled,
    RatificationStep,
)
from peacetalks.events.talks import TalksOpened
from peacetalks.findings import checks
from peacetalks.primitives.when import When
from peacetalks.state.agreements import LADDER

__all__ = ["RULES"]

_FIRST_ON_RECORD: Final = LADDER.index("initialled")
"""An agreement may enter the record at any stage up to the one after this without a gap."""
_ENDS: Final[tuple[Stage, ...]] = ("denounced", "expired", "rejected", "superseded")


def unknown_proposal(evidence: Evidence) -> Iterator[Issue]:
    """Report an answer to a proposal that nobody tabled."""
    tabled = {event.proposal for event in evidence.of(ProposalTabled)}
    for event in evidence.of(ProposalAnswered):
        if event.proposal not in tabled:
            message = f"nobody tabled the proposal {event.proposal!r}"
            yield Issue(checks.UNKNOWN_PROPOSAL, event, message, wrong=event.proposal, known=tabled)


def answered_before_tabled(evidence: Evidence) -> Iterator[Issue]:
    """Report an answer given before the proposal was tabled."""
    tabled: dict[str, list[When]] = defaultdict(list)
    for event in evidence.of(ProposalTabled):
        tabled[event.proposal].append(event.occurred)
    for answer in evidence.of(ProposalAnswered):
        days = tabled.get(answer.proposal, ())
        if days and all(well_before(answer.occurred, day) for day in days):
            message = f"answered on {answer.occurred}, before the proposal was tabled on {days[0]}"
            yield Issue(checks.ANSWERED_BEFORE_TABLED, answer, message)


@final
@define
class _Climb:
    """The stages that one version of an agreement has reached, for all and for each party alone."""

    version: str | None = None
    whole: int = -1
    alone: dict[str, int] = field(factory=dict[str, int])
    reached: set[str] = field(factory=set[str])
    ended: str | None = None
    parties: set[str] = field(factory=set[str])


def stages(evidence: Evidence) -> Iterator[Issue]:
    """Report a stage that was skipped, and a stage that goes back."""
    climbs: dict[str, _Climb] = {}
    # When the last body that must approve has done so, the agreement is ratified without a stage.
    ratified = {e.agreement for e in evidence.of(RatificationStep) if e.outstanding == ()}
    for event in evidence.of(AgreementStageReached):
        climb = climbs.setdefault(event.agreement, _Climb())
        if None not in {climb.version, event.version} and climb.version != event.version:
            climb = climbs[event.agreement] = _Climb(parties=climb.parties)
        climb.version = event.version or climb.version
        climb.parties |= set(event.parties or ())
        if event.stage in LADDER:
            yield from _goes_back(climb, event)
            if event.agreement in ratified:
                climb.reached.add("ratified")
            yield from _skips(climb, event)
            _advance(climb, event)
        elif event.stage in _ENDS:
            climb.ended = event.stage


def _goes_back(climb: _Climb, event: AgreementStageReached) -> Iterator[Issue]:
    rank = LADDER.index(event.stage)
    before = max([climb.whole, *(climb.alone.get(code, -1) for code in event.by or ())])
    stage, hint = _spelled(event.stage), "hint: if the text is new, give it a new version"
    of = f"{event.agreement!r}" + (f" (version {event.version})" if event.version else "")
    if climb.ended is not None:
        message = f"stage {stage!r}, but {of} was {climb.ended}; {hint}"
        yield Issue(checks.STAGE_BELOW, event, message, "$.stage")
    elif rank < before:
        reached = _spelled(LADDER[before])
        message = f"stage {stage!r}, but {of} had already reached {reached!r}; {hint}"
        yield Issue(checks.STAGE_BELOW, event, message, "$.stage")


def _skips(climb: _Climb, event: AgreementStageReached) -> Iterator[Issue]:
    rank = LADDER.index(event.stage)
    start = climb.whole if climb.whole >= 0 else _FIRST_ON_RECORD
    skipped = [stage for stage in LADDER[start + 1 : rank] if stage not in climb.reached]
    if skipped and event.stage not in climb.reached:
        names = ", ".join(_spelled(stage) for stage in skipped)
        message = (
            f"{event.agreement!r} reached {_spelled(event.stage)!r}; "
            f"stages before it that are not recorded: {names}"
        )
        yield Issue(checks.STAGE_SKIPPED, event, message, "$.stage")


def _advance(climb: _Climb, event: AgreementStageReached) -> None:
    rank = LADDER.index(event.stage)
    climb.reached.add(event.stage)
    if event.by and climb.parties and not climb.parties <= set(event.by):
        for code in event.by:
            climb.alone[code] = max(rank, climb.alone.get(code, -1))
        # A stage that every party has reached alone is reached by all.
        climb.whole = max(climb.whole, min(climb.alone.get(code, -1) for code in climb.parties))
    else:
        climb.whole = max(climb.whole, rank)


def _spelled(stage: str) -> str:
    return stage.replace("_", " ")


def scope_missing(evidence: Evidence) -> Iterator[Issue]:
    """Report an agreement that two parties signed, with no statement of what it settles."""
    aims = {event.aim for event in evidence.of(TalksOpened)}
    stages = evidence.of(AgreementStageReached)
    # A part of an agreement settles only a part.
    settled = {e.agreement for e in stages if e.scope is not None or e.part_of is not None}
    parties: dict[str, set[str]] = defaultdict(set)
    for event in stages:
        parties[event.agreement] |= {*(event.parties or event.by or ())}
    for event in stages:
        name = event.agreement
        if event.stage == "signed" and name not in aims | settled and len(parties[name]) > 1:
            settled.add(name)
            message = f"the scope of {name!r} is not stated, and no talks have it as their aim"
            yield Issue(checks.SCOPE_MISSING, event, message, "$.scope")


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    unknown_proposal,
    answered_before_tabled,
    stages,
    scope_missing,
)
