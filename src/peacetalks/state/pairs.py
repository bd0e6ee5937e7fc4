"""Between which parties an event is: the pairs that it names.

A pair is two different codes, in alphabetical order. Both must be parties: mediators, hosts and
witnesses make no pair. An organ counts as the actor of which it is one: so says a register, which
gives each its principal, and an organ and its principal are no pair. By field:

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
from typing import Final, cast

from peacetalks.events import AgreementStageReached, AttackReported, Event
from peacetalks.values import Participant

__all__ = ["codes_of", "pairs_of"]

_BETWEEN_THEM: Final = (AgreementStageReached, AttackReported)
"""The kinds in which those who act together are the pair, if nobody else is named."""
_NO_PARTIES: Final = ("mediator", "mediators", "witnesses")


def pairs_of(
    event: Event, principal: Callable[[str], str] | None = None
) -> tuple[tuple[str, str], ...]:
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
    others = {code for name in _NO_PARTIES for code in _codes(event, name)}
    meant: Iterable[tuple[str, str]] = _meant(event)
    if principal is not None:
        others = set(map(principal, others))
        meant = ((principal(a), principal(b)) for a, b in meant)
    found = (tuple(sorted(pair)) for pair in meant if not others.intersection(pair))
    return tuple(dict.fromkeys((a, b) for a, b in found if a != b))


def _meant(event: Event) -> Iterator[tuple[str, str]]:
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
