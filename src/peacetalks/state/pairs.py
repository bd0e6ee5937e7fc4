"""Between which parties an event is: the pairs that it names.

A pair is two different codes, in alphabetical order. Both must be parties: mediators, hosts and
witnesses make no pair. An organ counts as the actor of which it is one: so says a register, which
gives each its principal, and an organ and its principal are no pair.

Two of one principal who fought each other are one all the same: in that act neither counts for the
other, and the pair is of their own codes (``foes``). By field:

=================================  ============================================================
field                              pairs
=================================  ============================================================
``parties``                        every two of them; where they are stated, nothing else counts
``by`` and ``against``             each of the one with each of the other; two attackers of a
                                   third are no pair
``participants``                   every two that are there as parties
``invitees``                       every two of them
``from_`` and ``to``               the one who lost an area and the one who took it
``by`` of an agreement's stage     every two of those who signed
``by`` of an attack, no            every two of them: who attacked whom is not on record
``against``
=================================  ============================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Final, TypeAlias, cast

from peacetalks.events import (
    AgreementStageReached,
    AttackReported,
    Event,
    HostilitiesStarted,
    OffensiveLaunched,
    TerritorialControlChanged,
)
from peacetalks.values import Participant

__all__ = ["Pair", "Principal", "codes_of", "directions_of", "foes", "is_force", "pairs_of"]

Pair: TypeAlias = tuple[str, str]
"""The codes of two parties."""
Principal: TypeAlias = Callable[[str], str]
"""Whose act that of an actor is, as ``state.actors.principal``."""

_BETWEEN_THEM: Final = (AgreementStageReached, AttackReported)
"""The kinds in which those who act together are the pair, if nobody else is named."""
_NO_PARTIES: Final = ("mediator", "mediators", "witnesses")


def pairs_of(event: Event, principal: Principal | None = None) -> tuple[Pair, ...]:
    """Return the pairs of parties that an event is about, each once.

    Args:
        event: the event.
        principal: whose act that of an actor is, as ``state.actors.principal``; None: its own.

    >>> from peacetalks.events import AttackReported, MeetingHeld
    >>> pairs_of(AttackReported(occurred="2023-09-19", by=("AZE", "RUS"), against="ARM"))
    (('ARM', 'AZE'), ('ARM', 'RUS'))
    >>> pairs_of(AttackReported(occurred="2022-09-13", by=("AZE", "ARM"), form="clash"))
    (('ARM', 'AZE'),)
    >>> there = {"participants": ("ARM", "AZE"), "mediators": "EU"}
    >>> pairs_of(MeetingHeld(occurred="2023-07-15", meeting="brussels", **there))
    (('ARM', 'AZE'),)
    """
    whose = principal or _its_own
    others = {whose(code) for name in _NO_PARTIES for code in _codes(event, name)}
    if _is_fight(event):
        found = foes(_meant(event), whose, sided=_is_sided(event))
    else:
        found = _in_order((whose(a), whose(b)) for a, b in _meant(event))
    return tuple((a, b) for a, b in found if not others or others.isdisjoint((whose(a), whose(b))))


def foes(pairs: Iterable[Pair], principal: Principal, *, sided: bool = True) -> tuple[Pair, ...]:
    """Return who fought whom, as it counts: of each its principal, of one principal themselves.

    Args:
        pairs: two actors each.
        principal: whose act that of an actor is.
        sided: whether the two of a pair stood on two sides. Of a list of all who fight, two of
            one principal are on one side, where anybody else is listed.

    >>> army = {"ARMY": "NORTH"}
    >>> counted = lambda code: army.get(code, code)
    >>> foes([("ARMY", "SOUTH"), ("ARMY", "NORTH")], counted)
    (('NORTH', 'SOUTH'), ('ARMY', 'NORTH'))
    >>> foes([("ARMY", "SOUTH"), ("ARMY", "NORTH")], counted, sided=False)
    (('NORTH', 'SOUTH'),)
    """
    told = list(pairs)
    counted = [(principal(a), principal(b)) for a, b in told]
    if sided or all(a == b for a, b in counted):
        both = zip(told, counted, strict=True)
        counted = [own if a == b else (a, b) for own, (a, b) in both]
    return _in_order(counted)


def directions_of(attack: AttackReported, principal: Principal) -> frozenset[Pair]:
    """Return who attacked whom, as it counts: each attacker with each whom it attacked.

    >>> raid = AttackReported(occurred="2031-05-01", by="ARMY", against="NORTH")
    >>> directions_of(raid, lambda code: "NORTH")
    frozenset({('ARMY', 'NORTH')})
    """
    sides = product(attack.by or (), attack.against or ())
    counted = (((a, b), (principal(a), principal(b))) for a, b in sides)
    return frozenset(own if a == b else (a, b) for own, (a, b) in counted)


def is_force(event: Event) -> bool:
    """Return whether an event by itself is a use of force: an attack, or an area taken by force.

    >>> is_force(AttackReported(occurred="2031-05-01", by="NORTH", against="SOUTH"))
    True
    """
    if isinstance(event, TerritorialControlChanged):
        return event.mode == "force"
    return isinstance(event, AttackReported)


def _is_fight(event: Event) -> bool:
    return isinstance(event, (HostilitiesStarted, OffensiveLaunched)) or is_force(event)


def _is_sided(event: Event) -> bool:
    return any(_codes(event, name) for name in ("against", "to"))


def _its_own(code: str) -> str:
    return code


def _in_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys((min(a, b), max(a, b)) for a, b in pairs if a != b))


def _meant(event: Event) -> Iterator[Pair]:
    if parties := _codes(event, "parties"):
        yield from combinations(parties, 2)
        return
    by, against = _codes(event, "by"), _codes(event, "against")
    yield from product(by, against)
    if isinstance(event, _BETWEEN_THEM) and not against:
        yield from combinations(by, 2)
    yield from combinations(_attending(event), 2)
    yield from combinations(_codes(event, "invitees"), 2)
    yield from product(_codes(event, "from_"), _codes(event, "to"))


def _attending(event: Event) -> tuple[str, ...]:
    participants: Iterable[Participant | str] = getattr(event, "participants", None) or ()
    return codes_of(p for p in participants if not isinstance(p, Participant) or p.role == "party")


def _codes(event: Event, name: str) -> tuple[str, ...]:
    return codes_of(getattr(event, name, None))


def codes_of(value: object) -> tuple[str, ...]:
    """Return the actors that a field of an event names: one, several, or nobody."""
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable):
        return ()
    named = cast("Iterable[object]", value)
    return tuple(who.actor if isinstance(who, Participant) else str(who) for who in named)
