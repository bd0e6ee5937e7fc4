"""Find the pairs of parties that an event is about.

A pair is two different codes, in alphabetical order. Both must be parties: mediators, hosts and
witnesses are never part of a pair. An organ counts as its principal, according to the register, so
an organ and its principal are not a pair.

The exception is force: if two actors with one principal fought each other, they are a pair under
their own codes (``foes``). By field:

=================================  ============================================================
field                              pairs
=================================  ============================================================
``parties``                        every two of them; if they are stated, no other field counts
``by`` and ``against``             each actor in one with each in the other; two attackers of a
                                   third are not a pair
``participants``                   every two that take part as parties
``invitees``                       every two of them
``from_`` and ``to``               the actor that lost an area and the one that took it
``by`` of an agreement's stage     every two of those who signed
``by`` of an attack, without       every two of them: who attacked whom is not on record
``against``
=================================  ============================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Final, TypeAlias, cast

from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import AttackReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.values.facts import Participant

__all__ = ["Pair", "Principal", "codes_of", "directions_of", "foes", "is_force", "pairs_of"]

Pair: TypeAlias = tuple[str, str]
"""The codes of two parties."""
Principal: TypeAlias = Callable[[str], str]
"""Returns the actor for which an actor acts, as ``state.actors.principal`` does."""

_BETWEEN_ACTORS: Final = (AgreementStageReached, AttackReported)
"""The kinds in which the actors in ``by`` are the pair, if no other actor is named."""
_NOT_PARTIES: Final = ("mediator", "mediators", "witnesses")


def pairs_of(event: Event, principal: Principal | None = None) -> tuple[Pair, ...]:
    """Return the pairs of parties that an event is about, each once.

    Args:
        event: the event.
        principal: returns the actor for which an actor acts; None: each acts for itself.

    >>> from peacetalks.events import AttackReported, MeetingHeld
    >>> pairs_of(AttackReported(occurred="2023-09-19", by=("AZE", "RUS"), against="ARM"))
    (('ARM', 'AZE'), ('ARM', 'RUS'))
    >>> pairs_of(AttackReported(occurred="2022-09-13", by=("AZE", "ARM"), form="clash"))
    (('ARM', 'AZE'),)
    >>> there = {"participants": ("ARM", "AZE"), "mediators": "EU"}
    >>> pairs_of(MeetingHeld(occurred="2023-07-15", meeting="brussels", **there))
    (('ARM', 'AZE'),)
    """
    of = principal or _itself
    others = {of(code) for name in _NOT_PARTIES for code in _codes(event, name)}
    if _is_fight(event):
        pairs = foes(_named_pairs(event), of, sided=_has_two_sides(event))
    else:
        pairs = _in_order((of(a), of(b)) for a, b in _named_pairs(event))
    return tuple((a, b) for a, b in pairs if not others or others.isdisjoint((of(a), of(b))))


def foes(pairs: Iterable[Pair], principal: Principal, *, sided: bool = True) -> tuple[Pair, ...]:
    """Return who fought whom: each pair as its principals, or as it is if they share a principal.

    Args:
        pairs: pairs of actors.
        principal: returns the actor for which an actor acts.
        sided: whether the two of a pair were on different sides. If not, the pairs come from one
            list of all that fight, and two with one principal are a pair only if nobody else is
            in the list.

    >>> army = {"ARMY": "NORTH"}
    >>> principal = lambda code: army.get(code, code)
    >>> foes([("ARMY", "SOUTH"), ("ARMY", "NORTH")], principal)
    (('NORTH', 'SOUTH'), ('ARMY', 'NORTH'))
    >>> foes([("ARMY", "SOUTH"), ("ARMY", "NORTH")], principal, sided=False)
    (('NORTH', 'SOUTH'),)
    """
    named = list(pairs)
    counted = [(principal(a), principal(b)) for a, b in named]
    if sided or all(a == b for a, b in counted):
        both = zip(named, counted, strict=True)
        counted = [pair if a == b else (a, b) for pair, (a, b) in both]
    return _in_order(counted)


def directions_of(attack: AttackReported, principal: Principal) -> frozenset[Pair]:
    """Return who attacked whom: each attacker with each actor it attacked, as ``foes`` counts them.

    >>> raid = AttackReported(occurred="2031-05-01", by="ARMY", against="NORTH")
    >>> directions_of(raid, lambda code: "NORTH")
    frozenset({('ARMY', 'NORTH')})
    """
    sides = product(attack.by or (), attack.against or ())
    counted = (((a, b), (principal(a), principal(b))) for a, b in sides)
    return frozenset(pair if a == b else (a, b) for pair, (a, b) in counted)


def is_force(event: Event) -> bool:
    """Return whether an event is a use of force: an attack, or an area taken by force.

    >>> is_force(AttackReported(occurred="2031-05-01", by="NORTH", against="SOUTH"))
    True
    """
    if isinstance(event, TerritorialControlChanged):
        return event.mode == "force"
    return isinstance(event, AttackReported)


def _is_fight(event: Event) -> bool:
    return isinstance(event, (HostilitiesStarted, OffensiveLaunched)) or is_force(event)


def _has_two_sides(event: Event) -> bool:
    return any(_codes(event, name) for name in ("against", "to"))


def _itself(code: str) -> str:
    return code


def _in_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys((min(a, b), max(a, b)) for a, b in pairs if a != b))


def _named_pairs(event: Event) -> Iterator[Pair]:
    if parties := _codes(event, "parties"):
        yield from combinations(parties, 2)
        return
    by, against = _codes(event, "by"), _codes(event, "against")
    yield from product(by, against)
    if isinstance(event, _BETWEEN_ACTORS) and not against:
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
    """Return the codes of the actors that the value of a field names."""
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable):
        return ()
    named = cast("Iterable[object]", value)
    return tuple(each.actor if isinstance(each, Participant) else str(each) for each in named)
