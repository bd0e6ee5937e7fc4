"""Agreements: they move up the ladder of stages, one at a time, and end.

Also proposals and their answers, preconditions, monitoring.
"""

from __future__ import annotations

from typing import Final, get_args

from peacetalks import events
from peacetalks.events import Event
from peacetalks.state.agreements import LADDER
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.world import Agreement, World

__all__ = [
    "allege_violation",
    "answer",
    "drop",
    "monitor",
    "named",
    "ratify",
    "reach",
    "report_implementation",
    "report_monitoring",
    "resolve_precondition",
    "state_precondition",
    "suspend",
    "table",
    "take_note",
    "vote",
]

SCOPES: Final[tuple[events.AgreementScope, ...]] = get_args(events.AgreementScope)
RESULTS: Final[tuple[events.VoteResult, ...]] = get_args(events.VoteResult)
RESPONSES: Final[tuple[events.Response, ...]] = get_args(events.Response)
RESOLUTIONS: Final[tuple[events.Resolution, ...]] = get_args(events.Resolution)
STATUSES: Final[tuple[events.ImplementationStatus, ...]] = get_args(events.ImplementationStatus)
_SIGNED: Final = LADDER.index("signed")
_ENDS_OF_TEXTS: Final[tuple[events.Stage, ...]] = ("rejected", "superseded")
_ENDS_OF_SIGNED: Final[tuple[events.Stage, ...]] = ("denounced", "expired", "superseded")
_MOST: Final = 4
_TABLE: Final = "the table"
"""What moves about proposals, preconditions and monitoring are about: no stage of an agreement."""


def named(world: World) -> str | None:
    """Return the name of an agreement on record, if there is one."""
    return world.dice.pick(world.agreements).name if world.agreements else None


@move(events.AgreementStageReached, "often")
def reach(world: World) -> Event:
    """Move an agreement up one stage; one that is over starts again with a new version.

    A new text may first be reported at any stage up to its signature.
    """
    agreement = _active(world)
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
    return events.AgreementStageReached(
        **world.now(),
        agreement=agreement.name,
        stage=stage,
        version=str(agreement.version),
        by=by,
        parties=world.parties,
        scope=world.dice.pick(SCOPES) if new and details & 2 else None,
    )


def _active(world: World) -> Agreement:
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


@move(events.ProposalTabled, "now and then", about=_TABLE)
def table(world: World) -> Event:
    """Table a proposal."""
    party = world.party()
    name = world.start("proposal")
    world.expect(f"proposals/{name}", "by", (party,))
    return events.ProposalTabled(
        **world.now(),
        proposal=name,
        by=party,
        to=world.other(party),
        agreement=named(world) if world.details(1) else None,
    )


@move(events.ProposalAnswered, "now and then", about=_TABLE)
def answer(world: World) -> Event:
    """Answer a tabled proposal; some answers close it."""
    if not world.open("proposal"):
        return table(world)
    response = world.dice.pick(RESPONSES)
    stays = response in {"countered", "deferred", "partly_accepted"}
    name = world.open("proposal") if stays else world.end("proposal")
    return events.ProposalAnswered(
        **world.now(), proposal=name or "", by=world.party(), response=response
    )


@move(events.PreconditionStated, "seldom", about=_TABLE)
def state_precondition(world: World) -> Event:
    """State a precondition for an agreement."""
    party = world.party()
    return events.PreconditionStated(
        **world.now(),
        precondition=world.start("precondition"),
        by=party,
        to=world.other(party),
        needed_for=named(world) if world.details(1) else None,
        content="the road is opened",
    )


@move(events.PreconditionResolved, "seldom", about=_TABLE)
def resolve_precondition(world: World) -> Event:
    """Resolve a precondition: meet, waive, withdraw or refuse it."""
    name = world.end("precondition")
    if name is None:
        return state_precondition(world)
    return events.PreconditionResolved(
        **world.now(), precondition=name, how=world.dice.pick(RESOLUTIONS)
    )


@move(events.ImplementationReported, "seldom", about=_TABLE)
def report_implementation(world: World) -> Event:
    """Report how far an agreement is implemented."""
    name = named(world)
    if name is None:
        return reach(world)
    return events.ImplementationReported(
        **world.now(), agreement=name, status=world.dice.pick(STATUSES), by=world.third()
    )


@move(events.AgreementViolationAlleged, "seldom", about=_TABLE)
def allege_violation(world: World) -> Event:
    """Allege that the other side broke an agreement."""
    name = named(world)
    if name is None:
        return reach(world)
    party = world.party()
    return events.AgreementViolationAlleged(
        **world.now(),
        agreement=name,
        by=party,
        against=world.other(party),
        claimed_by=world.claimed(party),
    )


@move(events.MonitoringSet, "seldom", about=_TABLE)
def monitor(world: World) -> Event:
    """Give a monitor a mandate."""
    return events.MonitoringSet(
        **world.now(),
        agreement=world.open("ceasefire") or named(world),
        monitor=world.third(),
        until=world.ahead(365) if world.details(1) else None,
    )


@move(events.MonitoringReported, "seldom", about=_TABLE)
def report_monitoring(world: World) -> Event:
    """Report what a monitor saw."""
    return events.MonitoringReported(
        **world.now(),
        monitor=world.third(),
        subject=world.open("ceasefire") or named(world),
        count=world.dice.number(0, 20),
    )


@move(events.AgreementStageReached, "seldom", times=2)
def suspend(world: World) -> Event:
    """Suspend an agreement for a party, or resume it."""
    agreement = next((a for a in world.agreements if a.suspended_by and not a.over), None)
    if agreement is not None:
        by, agreement.suspended_by = agreement.suspended_by, ()
        return _left(world, agreement, "resumed", by)
    agreement = _where(world, _SIGNED)
    if agreement is None:
        return reach(world)
    agreement.suspended_by = (world.party(),)
    return _left(world, agreement, "suspended", agreement.suspended_by)


@move(events.AgreementStageReached, "seldom")
def drop(world: World) -> Event:
    """End an agreement: reject a text, denounce a signed agreement, or let it expire.

    Any agreement may also be superseded.
    """
    agreement = _where(world, 0)
    if agreement is None:
        return reach(world)
    agreement.over = True
    stage = world.dice.pick(_ENDS_OF_SIGNED if agreement.rank >= _SIGNED else _ENDS_OF_TEXTS)
    by = (world.party(),) if stage in {"denounced", "rejected"} else None
    return _left(world, agreement, stage, by)


def _left(
    world: World, agreement: Agreement, stage: events.Stage, by: tuple[str, ...] | None
) -> events.AgreementStageReached:
    return events.AgreementStageReached(
        **world.now(),
        agreement=agreement.name,
        stage=stage,
        version=str(agreement.version),
        by=by,
        parties=world.parties,
    )


@move(events.RatificationStep, "seldom")
def ratify(world: World) -> Event:
    """Put a signed agreement before the parliaments; the last approval ratifies it."""
    agreement = _where(world, _SIGNED, most=_SIGNED)
    return reach(world) if agreement is None else _ratify(world, agreement)


def _ratify(world: World, agreement: Agreement) -> events.RatificationStep:
    details = world.details(2)
    agreement.over = details == 3  # noqa: PLR2004 # one in four
    whole = details & 1 and not agreement.over
    agreement.rank += 1 if whole else 0
    party = world.party()
    return events.RatificationStep(
        **world.now(),
        agreement=agreement.name,
        version=str(agreement.version),
        body=f"parliament of {party}",
        by=party,
        result="rejected" if agreement.over else "approved",
        outstanding=() if whole else f"parliament of {world.other(party)}",
    )


@move(events.VoteHeld, "seldom")
def vote(world: World) -> Event:
    """Vote on an agreement; a binding rejection ends it."""
    agreement = _where(world, 0)
    if agreement is None:
        return reach(world)
    result = world.dice.pick(RESULTS)
    binding = bool(world.details(1))
    agreement.over = binding and result == "rejected"
    return events.VoteHeld(
        **world.now(),
        vote=world.name("vote"),
        subject=agreement.name,
        version=str(agreement.version),
        result=result,
        binding=binding,
    )


@move(events.AgreementStageReached, "seldom")
def take_note(world: World) -> Event:
    """Record an agreement whose stage is not known."""
    agreement = Agreement(world.name("agreement"), rank=len(LADDER) - 1)
    world.agreements.insert(0, agreement)
    del world.agreements[_MOST:]
    return events.AgreementStageReached(
        **world.now(), agreement=agreement.name, stage="unspecified", parties=world.parties
    )
