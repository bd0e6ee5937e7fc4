"""Questions about attacks: which are on record, and who attacked whom."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from peacetalks.events.clocks import settled
from peacetalks.events.force import AttackReported
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.pairs import foes, pairs_of
from peacetalks.state.queries import arguments
from peacetalks.state.queries.phases.dyads import moment
from peacetalks.state.queries.record import of_kind, same_text
from peacetalks.state.security import Ceasefire
from peacetalks.state.snapshot import Snapshot


def attacks(
    state: Snapshot,
    *,
    between: tuple[str, str] | None = None,
    by: str | None = None,
    against: str | None = None,
    since: WhenLike | None = None,
    form: str | None = None,
) -> tuple[AttackReported, ...]:
    """Return the attacks on record, in order.

    Who attacked whom is on record only if an attack states both sides. An attack that only names
    two actors in ``by`` is between them, but not by or against either.

    Args:
        state: the state.
        between: only attacks between these two actors, in either direction.
        by: only attacks by this actor on another.
        against: only attacks on this actor by another.
        since: only attacks that may have happened on this day or later.
        form: only attacks of this form, for example ``"shelling"``.

    Raises:
        InvalidValue: if an actor or the day is not valid, or ``between`` is not two actors.
        NotFound: if an actor is not in any event or register.

    >>> from peacetalks import fold
    >>> from peacetalks.events import AttackReported
    >>> state = fold([
    ...     AttackReported(occurred="2022-09-13", by="AZE", against="ARM", form="shelling"),
    ...     AttackReported(occurred="2022-09-14", by=("ARM", "AZE"), form="clash"),
    ... ])
    >>> len(state.attacks(between=("ARM", "AZE"))), len(state.attacks(by="AZE"))
    (2, 1)
    """
    pair = None if between is None else arguments.pair(state.names, between)
    by, against = arguments.any_actor(state.names, by), arguments.any_actor(state.names, against)
    first = None if since is None else When(since)
    return tuple(
        attack
        for attack in of_kind(state, AttackReported)
        if (pair is None or _takes_part(state, attack, pair))
        and (by is None or _attacked(state, by, attack.by, attack.against))
        and (against is None or _attacked(state, against, attack.against, attack.by))
        and (first is None or attack.occurred.hi >= first.lo)
        and (form is None or same_text(form, attack.form))
    )


def attacks_since(state: Snapshot, ceasefire: Ceasefire) -> tuple[AttackReported, ...]:
    """Return the attacks between the parties that a ceasefire binds, after it was declared."""
    declared = ceasefire.because_of("declared")
    start = ceasefire.effective_from
    bound = set(combinations(sorted(state.actors.principals(ceasefire.parties)), 2))
    if declared is None or not bound:
        return ()
    return tuple(
        attack
        for attack in of_kind(state, AttackReported)
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
    """Return whether an actor is on a side, itself or by an organ of it.

    An organ does not count for its principal in an attack on another organ of that principal.
    """
    meant, principal = state.actors.is_meant, state.actors.principal
    return any(
        a == code or (meant(code, a) and (a == b or principal(a) != principal(b)))
        for a, b in product(side or (), others or ())
    )
