"""Agreements: up the ladder of stages, one at a time, and off it again."""

from __future__ import annotations

from typing import Final, get_args

from peacetalks.events import AgreementStageReached, Event, RatificationStep, Stage, VoteHeld
from peacetalks.events.texts import AgreementScope, VoteResult
from peacetalks.simulation.world import Agreement, World
from peacetalks.state.texts import LADDER

__all__ = ["drop", "named", "ratify", "reach", "suspend", "take_note", "vote"]

SCOPES: Final[tuple[AgreementScope, ...]] = get_args(AgreementScope)
RESULTS: Final[tuple[VoteResult, ...]] = get_args(VoteResult)
_SIGNED: Final = LADDER.index("signed")
_ENDS_OF_TEXTS: Final[tuple[Stage, ...]] = ("rejected", "superseded")
_ENDS_OF_SIGNED: Final[tuple[Stage, ...]] = ("denounced", "expired", "superseded")
_MOST: Final = 4


def named(world: World) -> str | None:
    """Return an agreement that was told of, if there is one."""
    return world.dice.pick(world.agreements).name if world.agreements else None


def reach(world: World) -> Event:
    """Take an agreement one stage on; one that is over begins again with a new version.

    A text may come on record at any stage up to its signature.
    """
    agreement = _going_on(world)
    details = world.details(2)
    if agreement.rank == _SIGNED and details & 1 and not agreement.over:
        return _ratify(world, agreement)
    if agreement.over:
        agreement.version += 1
        agreement.rank, agreement.over = -1, False
        agreement.signed_by = agreement.suspended_by = ()
    new = agreement.rank < 0
    if new:
        agreement.rank += _SIGNED - world.dice.number(0, _SIGNED)
    stage = LADDER[agreement.rank + 1]
    by = _signing(world, agreement) if stage == "signed" and details & 1 else None
    if by is None or set(agreement.signed_by) >= set(world.parties):
        agreement.rank += 1
    return AgreementStageReached(
        **world.now(),
        agreement=agreement.name,
        stage=stage,
        version=str(agreement.version),
        by=by,
        parties=world.parties,
        scope=world.dice.pick(SCOPES) if new and details & 2 else None,
    )


def _going_on(world: World) -> Agreement:
    """Return an agreement that can go on, or a new one."""
    going_on = [a for a in world.agreements if a.rank + 1 < len(LADDER) or a.over]
    if going_on:
        return world.dice.pick(going_on[::-1])
    return _new(world)


def _new(world: World) -> Agreement:
    agreement = Agreement(world.name("agreement"))
    world.agreements.append(agreement)
    if len(world.agreements) > _MOST:
        del world.agreements[0]
    return agreement


def _signing(world: World, agreement: Agreement) -> str:
    """Return who signs alone, before or after the others."""
    left = [party for party in world.parties if party not in agreement.signed_by]
    party = world.dice.pick(left)
    agreement.signed_by = (*agreement.signed_by, party)
    return party


def _where(world: World, least: int, *, most: int = len(LADDER)) -> Agreement | None:
    found = [a for a in reversed(world.agreements) if least <= a.rank <= most and not a.over]
    return world.dice.pick(found) if found else None


def take_note(world: World) -> Event:
    """Take note of an agreement of which the stage is not known."""
    agreement = Agreement(world.name("agreement"), rank=len(LADDER) - 1)
    world.agreements.insert(0, agreement)
    del world.agreements[_MOST:]
    return AgreementStageReached(
        **world.now(), agreement=agreement.name, stage="unspecified", parties=world.parties
    )


def suspend(world: World) -> Event:
    """Suspend an agreement for a party, or take that back."""
    agreement = next((a for a in world.agreements if a.suspended_by and not a.over), None)
    if agreement is not None:
        by, agreement.suspended_by = agreement.suspended_by, ()
        return _left(world, agreement, "resumed", by)
    agreement = _where(world, _SIGNED)
    if agreement is None:
        return reach(world)
    agreement.suspended_by = (world.party(),)
    return _left(world, agreement, "suspended", agreement.suspended_by)


def drop(world: World) -> Event:
    """End an agreement: a text is rejected, a signed one denounced or expired, any superseded."""
    agreement = _where(world, 0)
    if agreement is None:
        return reach(world)
    agreement.over = True
    stage = world.dice.pick(_ENDS_OF_SIGNED if agreement.rank >= _SIGNED else _ENDS_OF_TEXTS)
    by = (world.party(),) if stage in {"denounced", "rejected"} else None
    return _left(world, agreement, stage, by)


def _left(
    world: World, agreement: Agreement, stage: Stage, by: tuple[str, ...] | None
) -> AgreementStageReached:
    return AgreementStageReached(
        **world.now(),
        agreement=agreement.name,
        stage=stage,
        version=str(agreement.version),
        by=by,
        parties=world.parties,
    )


def vote(world: World) -> Event:
    """Vote on an agreement; one that binds and rejects ends it."""
    agreement = _where(world, 0)
    if agreement is None:
        return reach(world)
    result = world.dice.pick(RESULTS)
    binding = bool(world.details(1))
    agreement.over = binding and result == "rejected"
    return VoteHeld(
        **world.now(),
        vote=world.name("vote"),
        subject=agreement.name,
        version=str(agreement.version),
        result=result,
        binding=binding,
    )


def ratify(world: World) -> Event:
    """Put a signed agreement before the parliaments; the last approval ratifies it."""
    agreement = _where(world, _SIGNED, most=_SIGNED)
    return reach(world) if agreement is None else _ratify(world, agreement)


def _ratify(world: World, agreement: Agreement) -> RatificationStep:
    details = world.details(2)
    agreement.over = details == 3  # noqa: PLR2004 # one in four
    whole = details & 1 and not agreement.over
    agreement.rank += 1 if whole else 0
    party = world.party()
    return RatificationStep(
        **world.now(),
        agreement=agreement.name,
        version=str(agreement.version),
        body=f"parliament of {party}",
        by=party,
        result="rejected" if agreement.over else "approved",
        outstanding=() if whole else f"parliament of {world.other(party)}",
    )
