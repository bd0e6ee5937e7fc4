"""The events of all cases: the same facts for peacetalks, the floors and the peer."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import peacetalks as pt

__all__ = ["each", "events", "feed", "reasoned_events"]

ACTORS = ("ARM", "AZE", "RUS", "EU", "USA", "FRA")


def events(number: int, seed: int = 7, parts: int = 2_000) -> list[pt.events.Event]:
    """Return facts of four kinds, each with an id and a source, about ``parts`` things."""
    return list(each(number, seed, parts))


def each(number: int, seed: int = 7, parts: int = 2_000) -> Iterator[pt.events.Event]:
    """Yield the facts of ``events``, one after another."""
    dice = random.Random(seed)
    start = dt.date(2015, 1, 1)
    for index in range(number):
        yield _event(
            index, dice, start + dt.timedelta(days=index // 50 % 20_000), max(1, parts // 4)
        )


def feed(number: int, seed: int = 7) -> Iterator[tuple[str, pt.events.Event]]:
    """Yield such facts with their streams, about a thousand events per stream."""
    names = [f"stream-{name}" for name in range(max(1, number // 1_000))]
    dice = random.Random(seed)
    for event in each(number, seed, 400):
        yield dice.choice(names), event


def reasoned_events(number: int, seed: int = 7) -> list[pt.events.Event]:
    """Return facts of four kinds, each with an id, a source and a reason."""
    dice = random.Random(seed)
    start = dt.date(2015, 1, 1)
    return [
        _reasoned(index, dice, start + dt.timedelta(days=index // 50)) for index in range(number)
    ]


def _common(index: int, day: dt.date) -> dict[str, Any]:
    return {
        "id": f"made-{index:08}",
        "occurred": day.isoformat(),
        "sources": pt.Source(
            "example.org",
            url=f"https://example.org/report/{index}",
            published=(day + dt.timedelta(days=1)).isoformat(),
        ),
    }


def _reasoned(index: int, dice: random.Random, day: dt.date) -> pt.events.Event:
    by, against = dice.sample(ACTORS, 2)
    fields = _common(index, day) | {
        "by": by,
        "reasons": pt.Reason("mediator_bias", against=against),
    }
    if index % 4 == 0:
        return pt.MeetingPostponed(meeting=f"meeting-{dice.randrange(500)}", **fields)
    if index % 4 == 1:
        return pt.MeetingRefused(meeting=f"meeting-{dice.randrange(500)}", **fields)
    if index % 4 == 2:
        return pt.MediationRejected(mediator=against, scope="all", **fields)
    return pt.ProposalAnswered(
        proposal=f"proposal-{dice.randrange(500)}", response="rejected", **fields
    )


def _event(index: int, dice: random.Random, day: dt.date, things: int) -> pt.events.Event:
    common = _common(index, day)
    by, against = dice.sample(ACTORS, 2)
    meeting = f"meeting-{dice.randrange(things)}"
    if index % 4 == 0:
        return pt.MeetingProposed(
            meeting=meeting, by=by, invitees=(by, against), level="foreign_ministers", **common
        )
    if index % 4 == 1:
        return pt.MeetingRefused(
            meeting=meeting, by=by, reasons=pt.Reason("mediator_bias", against=against), **common
        )
    if index % 4 == 2:
        return pt.OffensiveLaunched(
            offensive=f"offensive-{dice.randrange(things)}",
            by=by,
            against=against,
            area="NK",
            **common,
        )
    return pt.DisplacementReported(
        series=f"series-{dice.randrange(things)}",
        group="civilians",
        origin="NK",
        count=dice.randrange(10_000),
        measure="cumulative",
        counting_body="UNHCR",
        **common,
    )
