"""What was done and said, each fact on record: attacks, statements, allegations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from peacetalks.events import AllegationMade, AttackReported, Event, StatementMade
from peacetalks.state.part import in_order
from peacetalks.state.snapshot import Snapshot
from peacetalks.when import When

E = TypeVar("E", bound=Event)


def attacks(
    state: Snapshot,
    *,
    between: tuple[str, str] | None = None,
    by: str | None = None,
    against: str | None = None,
    since: When | None = None,
    form: str | None = None,
) -> tuple[AttackReported, ...]:
    """Answer ``NegotiationState.attacks``."""
    return tuple(
        attack
        for attack in _of_kind(state, AttackReported)
        if (between is None or set(between) <= {*(attack.by or ()), *(attack.against or ())})
        and (by is None or (by in (attack.by or ()) and attack.against))
        and (against is None or (against in (attack.against or ()) and attack.by))
        and (since is None or attack.occurred.hi >= since.lo)
        and (form is None or _same(form, attack.form))
    )


def statements(
    state: Snapshot, *, by: str | None = None, about: str | None = None
) -> tuple[StatementMade, ...]:
    """Answer ``NegotiationState.statements``."""
    return tuple(
        said
        for said in _of_kind(state, StatementMade)
        if (by is None or by in (said.by or ()))
        and (about is None or any(_same(about, t) for t in (said.subject, *(said.topics or ()))))
    )


def allegations(
    state: Snapshot,
    *,
    by: str | None = None,
    against: str | None = None,
    alleged: str | None = None,
) -> tuple[AllegationMade, ...]:
    """Answer ``NegotiationState.allegations``."""
    return tuple(
        claim
        for claim in _of_kind(state, AllegationMade)
        if (by is None or by in (claim.by or ()))
        and (against is None or against in (claim.against or ()))
        and (alleged is None or _same(alleged, claim.alleged))
    )


def _of_kind(state: Snapshot, kind: type[E]) -> Iterator[E]:
    """Yield the facts of a kind that are on record, in order."""
    facts = (fact.event for fact in state.parts.on_record.values() if fact.kind == kind.kind)
    yield from in_order([event for event in facts if isinstance(event, kind)])


def _same(asked: str, told: str | None) -> bool:
    return told is not None and asked.casefold() == told.casefold()
