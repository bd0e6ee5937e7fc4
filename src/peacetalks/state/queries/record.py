"""What was done and said, each fact on record: attacks, statements, allegations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import TypeVar

from peacetalks.events import AllegationMade, AttackReported, Event, StatementMade
from peacetalks.events.clocks import settled
from peacetalks.state.force import Ceasefire
from peacetalks.state.pairs import foes, pairs_of
from peacetalks.state.part import in_order
from peacetalks.state.queries import asked
from peacetalks.state.queries.phases.dyads import moment
from peacetalks.state.snapshot import Snapshot
from peacetalks.when import When, WhenLike

E = TypeVar("E", bound=Event)


def attacks(
    state: Snapshot,
    *,
    between: tuple[str, str] | None = None,
    by: str | None = None,
    against: str | None = None,
    since: WhenLike | None = None,
    form: str | None = None,
) -> tuple[AttackReported, ...]:
    """Return the attacks on record, each of them, in order.

    Who attacked whom is on record only where both sides of an attack are stated: an attack
    that only names two in ``by`` is one between them, and neither by nor against either.

    Args:
        state: the state that is asked.
        between: only attacks between these two actors, on whichever side.
        by: only attacks by this actor on somebody.
        against: only attacks by somebody on this actor.
        since: only attacks that can have happened on this day or later.
        form: only attacks of this form, as ``"shelling"``.

    Raises:
        InvalidValue: if an actor or a day is not valid, or ``between`` is not two actors.
        NotFound: for an actor that no event names, and no register knows.

    >>> from peacetalks import fold
    >>> from peacetalks.events import AttackReported
    >>> state = fold([
    ...     AttackReported(occurred="2022-09-13", by="AZE", against="ARM", form="shelling"),
    ...     AttackReported(occurred="2022-09-14", by=("ARM", "AZE"), form="clash"),
    ... ])
    >>> len(state.attacks(between=("ARM", "AZE"))), len(state.attacks(by="AZE"))
    (2, 1)
    """
    pair = None if between is None else asked.pair(state.names, between)
    by, against = asked.any_actor(state.names, by), asked.any_actor(state.names, against)
    first = None if since is None else When(since)
    return tuple(
        attack
        for attack in _of_kind(state, AttackReported)
        if (pair is None or _takes_part(state, attack, pair))
        and (by is None or _attacked(state, by, attack.by, attack.against))
        and (against is None or _attacked(state, against, attack.against, attack.by))
        and (first is None or attack.occurred.hi >= first.lo)
        and (form is None or _same(form, attack.form))
    )


def attacks_since(state: Snapshot, ceasefire: Ceasefire) -> tuple[AttackReported, ...]:
    """Return the attacks between those whom a ceasefire binds, after it was declared."""
    declared = ceasefire.because_of("declared")
    start = ceasefire.effective_from
    bound = set(combinations(sorted(state.actors.principals(ceasefire.parties)), 2))
    if declared is None or not bound:
        return ()
    return tuple(
        attack
        for attack in _of_kind(state, AttackReported)
        if moment(attack) > moment(declared)
        and (start is None or settled(attack) >= start.first_day)
        and not bound.isdisjoint(pairs_of(attack, state.actors.principal))
    )


def _takes_part(state: Snapshot, attack: AttackReported, pair: tuple[str, str]) -> bool:
    if len(state.actors.principals(pair)) == 1:
        return not {*foes([pair], state.actors.principal)}.isdisjoint(pairs_of(attack))
    named = (*(attack.by or ()), *(attack.against or ()))
    return all(state.actors.is_meant(code, *named) for code in pair)


def _attacked(
    state: Snapshot, code: str, side: Iterable[str] | None, others: Iterable[str] | None
) -> bool:
    """Return whether an actor, or an organ of it, is on a side; of two who fight each other none is."""
    meant, principal = state.actors.is_meant, state.actors.principal
    return any(
        one == code or (meant(code, one) and (one == other or principal(one) != principal(other)))
        for one, other in product(side or (), others or ())
    )


def statements(
    state: Snapshot, *, by: str | None = None, about: str | None = None
) -> tuple[StatementMade, ...]:
    """Return what was said, each statement, in order.

    Args:
        state: the state that is asked.
        by: only what was said for this actor.
        about: only statements with this subject, or this among their topics.

    Raises:
        InvalidValue: if an actor is not a code or a known name.
        NotFound: for an actor that no event names, and no register knows.
    """
    by = asked.any_actor(state.names, by)
    return tuple(
        said
        for said in _of_kind(state, StatementMade)
        if state.actors.is_meant(by, *(said.by or ()))
        and (about is None or any(_same(about, t) for t in (said.subject, *(said.topics or ()))))
    )


def allegations(
    state: Snapshot,
    *,
    by: str | None = None,
    against: str | None = None,
    alleged: str | None = None,
) -> tuple[AllegationMade, ...]:
    """Return who accused whom, each accusation, in order.

    Args:
        state: the state that is asked.
        by: only accusations by this actor.
        against: only accusations of this actor.
        alleged: only accusations of this kind of act, as ``"ethnic cleansing"``.

    Raises:
        InvalidValue: if an actor is not a code or a known name.
        NotFound: for an actor that no event names, and no register knows.
    """
    by, against = asked.any_actor(state.names, by), asked.any_actor(state.names, against)
    return tuple(
        claim
        for claim in _of_kind(state, AllegationMade)
        if state.actors.is_meant(by, *(claim.by or ()))
        and state.actors.is_meant(against, *(claim.against or ()))
        and (alleged is None or _same(alleged, claim.alleged))
    )


def _of_kind(state: Snapshot, kind: type[E]) -> Iterator[E]:
    """Yield the facts of a kind that are on record, in order."""
    facts = (fact.event for fact in state.parts.on_record.values() if fact.kind == kind.kind)
    yield from in_order([event for event in facts if isinstance(event, kind)])


def _same(asked: str, told: str | None) -> bool:
    return told is not None and asked.casefold() == told.casefold()
