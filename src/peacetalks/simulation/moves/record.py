"""The record itself: corrections, withdrawals, disputes, merges, and what a coder notes."""

from __future__ import annotations

from typing import Final

import attrs

from peacetalks.counts import Count
from peacetalks.events import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    AllegationMade,
    Annotation,
    AttackReported,
    Checkpoint,
    Event,
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
    MobilisationReported,
    StatementMade,
)
from peacetalks.simulation.moves import words
from peacetalks.simulation.world import Recent, World

__all__ = [
    "LOOSE",
    "alias",
    "annotate",
    "confirm",
    "correct",
    "dispute",
    "expect_state",
    "merge",
    "merge_actors",
    "name_actor",
    "retract",
    "split",
]

LOOSE: Final = frozenset({AllegationMade, AttackReported, MobilisationReported, StatementMade})
"""Facts that others neither answer nor rest on: taken back, they leave no gap."""


def correct(world: World) -> Event:
    """Correct a fact: a figure, or who spoke."""
    if not world.recent:
        return words.state(world)
    recent = world.dice.pick(world.recent)
    replacement = _corrected(recent)
    origin = world.details(1)
    corrected = EventCorrected(
        **world.now(),
        target=recent.event.id,
        replacement=replacement,
        origin="record" if origin else "source",
        reason="a slip of the coder" if origin else "the source corrected itself",
    )
    recent.event = replacement
    return corrected


def _corrected(recent: Recent) -> Event:
    """Return a fact with another figure, no lower than the one before it, or another speaker."""
    event = recent.event
    count = getattr(event, "count", None)
    figure = count.figure if isinstance(count, Count) else None
    if figure is not None and figure > recent.least + 1:
        lower = recent.least + (figure - recent.least) // 2
        return attrs.evolve(event, id=event.id, count=lower)  # type: ignore[call-arg] # kinds that count have the field
    again = "the deputy" if event.speaker == "the spokesperson" else "the spokesperson"
    return attrs.evolve(event, id=event.id, speaker=again)


def retract(world: World) -> Event:
    """Withdraw a fact, or the last withdrawal."""
    if not world.loose:
        return words.state(world)
    event = world.dice.pick(world.loose)
    world.loose.remove(event)
    kept = [recent for recent in world.recent if recent.event.id != event.id]
    world.recent.clear()
    world.recent.extend(kept)
    retracted = EventRetracted(**world.now(), target=event.id, reason="it did not happen")
    # A withdrawal may be withdrawn in its turn.
    if not isinstance(event, EventRetracted):
        world.loose.append(retracted)
    return retracted


def confirm(world: World) -> Event:
    """Confirm a fact, as a party."""
    if not world.recent:
        return words.state(world)
    return EventConfirmed(
        **world.now(), target=world.dice.pick(world.recent).event.id, by=world.party()
    )


def dispute(world: World) -> Event:
    """Dispute a fact, as a party."""
    if not world.recent:
        return words.state(world)
    return EventDisputed(
        **world.now(), target=world.dice.pick(world.recent).event.id, by=world.party()
    )


def merge(world: World) -> Event:
    """Join two tellings of one fact; first there have to be two."""
    if world.twins:
        canonical, duplicate = world.twins.pop()
        return EventsMerged(**world.now(), canonical=canonical, duplicates=duplicate)
    told = [event for event in world.loose if not isinstance(event, EventRetracted)]
    if not told:
        return words.state(world)
    event = world.dice.pick(told)
    world.loose.remove(event)
    again = world.now()
    world.twins.append((event.id, again["id"]))
    return attrs.evolve(
        event,
        id=again["id"],
        reported=again["occurred"],
        sources=again.get("sources", ()),
        note="told by a second source",
    )


def alias(world: World) -> Event:
    """Take note of the code that another scheme has for an actor."""
    party = world.party()
    return ActorAliased(**world.now(), actor=party, scheme="cameo", code=party)


def name_actor(world: World) -> Event:
    """State what an actor is called."""
    party = world.party()
    return ActorNamed(**world.now(), actor=party, names=f"Side {party}")


def split(world: World) -> Event:
    """Take note that an actor became several."""
    party = world.party()
    return ActorSplit(**world.now(), actor=party, into=(party, world.third()))


def merge_actors(world: World) -> Event:
    """Take note that several actors became one."""
    party = world.party()
    return ActorMerged(**world.now(), actors=(party, world.third()), into=party)


def expect_state(world: World) -> Event:
    """Say what a value of the state must be by now."""
    if not world.checks:
        return words.state(world)
    part, field, expected = world.dice.pick(world.checks)
    return Checkpoint(**world.now(), part=part, field=field, expected=expected)


def annotate(world: World) -> Event:
    """Note something that is no fact of the negotiation."""
    return Annotation(**world.now(), namespace="coder", payload={"read": "twice"})
