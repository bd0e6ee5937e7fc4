"""Bookkeeping: corrections, retractions, disputes, merges, and notes of a coder."""

from __future__ import annotations

from typing import Final

import attrs

from peacetalks import events
from peacetalks.events import Event
from peacetalks.testing.simulation.moves import statements
from peacetalks.testing.simulation.moves.base import move
from peacetalks.testing.simulation.world import Recent, World
from peacetalks.values.count import Count

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
    "state_coverage",
]

LOOSE: Final = frozenset(
    {
        events.AllegationMade,
        events.AttackReported,
        events.MobilisationReported,
        events.StatementMade,
    }
)
"""Facts that no other fact refers to, so that retracting them leaves no gap."""


@move(events.EventCorrected, "correcting", times=2)
def correct(world: World) -> Event:
    """Correct a fact: its figure or its speaker."""
    if not world.recent:
        return statements.state(world)
    recent = world.dice.pick(world.recent)
    replacement = _corrected(recent)
    origin = world.details(1)
    corrected = events.EventCorrected(
        **world.now(),
        target=recent.event.id,
        replacement=replacement,
        origin="record" if origin else "source",
        reason="a slip of the coder" if origin else "the source corrected itself",
    )
    recent.event = replacement
    return corrected


def _corrected(recent: Recent) -> Event:
    """Return a fact with a lower figure, but not below the one before it, or another speaker."""
    event = recent.event
    count = getattr(event, "count", None)
    figure = count.figure if isinstance(count, Count) else None
    if figure is not None and figure > recent.least + 1:
        lower = recent.least + (figure - recent.least) // 2
        return attrs.evolve(event, id=event.id, count=lower)  # type: ignore[call-arg] # kinds that count have the field
    again = "the deputy" if event.speaker == "the spokesperson" else "the spokesperson"
    return attrs.evolve(event, id=event.id, speaker=again)


@move(events.EventRetracted, "correcting")
def retract(world: World) -> Event:
    """Retract a fact, or an earlier retraction."""
    if not world.loose:
        return statements.state(world)
    event = world.dice.pick(world.loose)
    world.loose.remove(event)
    kept = [recent for recent in world.recent if recent.event.id != event.id]
    world.recent.clear()
    world.recent.extend(kept)
    retracted = events.EventRetracted(**world.now(), target=event.id, reason="it did not happen")
    # A retraction can be retracted too.
    if not isinstance(event, events.EventRetracted):
        world.loose.append(retracted)
    return retracted


@move(events.EventDisputed, "disputing")
def dispute(world: World) -> Event:
    """Dispute a fact, as a party."""
    if not world.recent:
        return statements.state(world)
    return events.EventDisputed(
        **world.now(), target=world.dice.pick(world.recent).event.id, by=world.party()
    )


@move(events.EventConfirmed, "disputing")
def confirm(world: World) -> Event:
    """Confirm a fact, as a party."""
    if not world.recent:
        return statements.state(world)
    return events.EventConfirmed(
        **world.now(), target=world.dice.pick(world.recent).event.id, by=world.party()
    )


@move(events.EventsMerged, "correcting")
def merge(world: World) -> Event:
    """Merge two reports of the same fact, or make a second report to merge later."""
    if world.twins:
        canonical, duplicate = world.twins.pop()
        return events.EventsMerged(**world.now(), canonical=canonical, duplicates=duplicate)
    facts = [event for event in world.loose if not isinstance(event, events.EventRetracted)]
    if not facts:
        return statements.state(world)
    event = world.dice.pick(facts)
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


@move(events.ActorAliased, "seldom")
def alias(world: World) -> Event:
    """Record the code of an actor in another scheme."""
    party = world.party()
    return events.ActorAliased(**world.now(), actor=party, scheme="cameo", code=party)


@move(events.ActorSplit, "seldom")
def split(world: World) -> Event:
    """Record that an actor split into several."""
    party = world.party()
    return events.ActorSplit(**world.now(), actor=party, into=(party, world.third()))


@move(events.ActorMerged, "seldom")
def merge_actors(world: World) -> Event:
    """Record that several actors merged."""
    party = world.party()
    return events.ActorMerged(**world.now(), actors=(party, world.third()), into=party)


@move(events.ActorNamed, "seldom")
def name_actor(world: World) -> Event:
    """State the name of an actor."""
    party = world.party()
    return events.ActorNamed(**world.now(), actor=party, names=f"Side {party}")


@move(events.Checkpoint, "seldom")
def expect_state(world: World) -> Event:
    """Make a checkpoint of a value that the state must have now."""
    if not world.checks:
        return statements.state(world)
    part, field, expected = world.dice.pick(world.checks)
    return events.Checkpoint(**world.now(), part=part, field=field, expected=expected)


@move(events.Annotation, "seldom")
def annotate(world: World) -> Event:
    """Add a note that is not a fact of the negotiation."""
    return events.Annotation(**world.now(), namespace="coder", payload={"read": "twice"})


@move(events.CoverageStated, "seldom")
def state_coverage(world: World) -> Event:
    """State what a third party looked for in the last month."""
    sampled = bool(world.details(1))
    return events.CoverageStated(
        **world.now(),
        coverage=world.name("coverage"),
        dataset="sample" if sampled else "watch",
        body=world.third(),
        counts=world.dice.pick(("attack-reported", "casualties-reported:killed", "meeting-held")),
        period=f"{world.on(-min(30, world.day - 1))}/{world.on(0)}",
        complete="sampled" if sampled else "complete",
    )
