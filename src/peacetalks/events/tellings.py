"""Rival tellings: which facts with the same ``act`` are accounts of the same thing.

``act`` joins the accounts that several sides give of one act. Two facts with the same act are
**rival tellings** if

- they are of the same kind. The answers to an invitation (accepted, refused, postponed,
  cancelled) count as one kind: one side may call an absence a refusal and the other a
  postponement;
- they name the same thing, by the identifiers that their kind requires: the meeting, the
  agreement, the offensive. For an agreement the stage and the provision must be the same too;
- where each party acts for itself (answers, signs, reports), both are about the same party, as
  far as they say which;
- nobody tells both. A fact is told by those in ``claimed_by``; a fact without ``claimed_by`` is
  told by the press, which is nobody's side.

Of rival tellings a fold takes the first in the one order, and keeps the others next to it as
accounts (``state.labels``); an account (``told_by``) has its own party's telling. **Everything else
with the same act is folded**, as if it had no act, and ``check`` reports it: a proposal and a
refusal of one meeting, two days according to one party, facts of kinds that require no identifier.
Figures are never rivals: each body counts for itself, and figures of several bodies appear side by
side.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, final

import attrs

from peacetalks.actors.code import PRESS
from peacetalks.events.agreements import (
    AgreementStageReached,
    AgreementViolationAlleged,
    ImplementationReported,
    ProposalAnswered,
    RatificationStep,
)
from peacetalks.events.base import Event
from peacetalks.events.force import CasualtiesReported
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingPostponed,
    MeetingRefused,
    ReadoutIssued,
)
from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.events.talks import DelegationNamed
from peacetalks.events.territory import DisplacementReported, ReturnReported
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields.shape import SLUG, by_class, fields_of

__all__ = ["Telling", "Tellings", "identifiers_of", "telling"]

_ANSWERS: Final = frozenset({MeetingAccepted, MeetingRefused, MeetingPostponed, MeetingCancelled})
_EACH_FOR_ITSELF: Final = frozenset[type[Event]](
    {
        *_ANSWERS,
        AgreementStageReached,
        AgreementViolationAlleged,
        CeasefireViolationAlleged,
        DelegationNamed,
        ImplementationReported,
        ProposalAnswered,
        RatificationStep,
        ReadoutIssued,
    }
)
"""Kinds of acts that each party performs for itself; ``by`` says which party."""
_PART_OF_THING: Final[dict[type[Event], str]] = {
    AgreementStageReached: "stage",
    AgreementViolationAlleged: "provision",
    ImplementationReported: "provision",
    RatificationStep: "body",
}
_NEVER_RIVALS: Final = (CasualtiesReported, DisplacementReported, ReturnReported, UnknownEvent)


class Telling(NamedTuple):
    """What a fact is about, and who tells it.

    Attributes:
        thing: what it is about: sort, identifiers, part.
        whose: the parties that acted, where each acts for itself; empty: not stated.
        tellers: who tells it.
    """

    thing: tuple[object, ...]
    whose: frozenset[str]
    tellers: frozenset[str]

    def rivals(self, other: Telling) -> bool:
        """Return whether two tellings of one act are about the same thing, by different tellers."""
        return (
            self.thing == other.thing
            and self.tellers.isdisjoint(other.tellers)
            and not (self.whose and other.whose and self.whose.isdisjoint(other.whose))
        )


def telling(event: Event) -> Telling | None:
    """Return what a fact is about and who tells it; None if facts of its kind never have rivals.

    >>> from peacetalks.events import MeetingPostponed, MeetingProposed, MeetingRefused
    >>> refused = MeetingRefused(occurred="2022-12-22", meeting="m", by="ARM", claimed_by="RUS")
    >>> put_off = MeetingPostponed(occurred="2022-12-22", meeting="m", by="ARM", claimed_by="ARM")
    >>> proposed = MeetingProposed(occurred="2022-12-01", meeting="m")
    >>> [telling(refused).rivals(telling(other)) for other in (put_off, proposed)]
    [True, False]
    """
    kind = type(event)
    names = identifiers_of(kind)
    if not names or issubclass(kind, _NEVER_RIVALS):
        return None
    sort = "answer" if kind in _ANSWERS else event.kind
    part = _PART_OF_THING.get(kind)
    thing = (sort, *(getattr(event, name) for name in names), part and getattr(event, part))
    by: str | tuple[str, ...] | None = getattr(event, "by", None)
    acting = by if kind in _EACH_FOR_ITSELF else None
    whose = frozenset((acting,) if isinstance(acting, str) else acting or ())
    return Telling(thing, whose, frozenset(event.claimed_by or (PRESS,)))


@by_class
def identifiers_of(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields of a kind that are required and identify what an event is about.

    >>> from peacetalks.events import MeetingHeld
    >>> identifiers_of(MeetingHeld)
    ('meeting',)
    """
    return tuple(
        field.name
        for field, shape in fields_of(kind)
        if field.default is attrs.NOTHING and shape == SLUG
    )


@final
class Tellings:
    """The tellings of one act that are folded, taken in the one order.

    Args:
        events: the events of the act that came before.
    """

    __slots__ = ("_folded",)

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._folded: dict[tuple[object, ...], set[Telling]] = {}
        for event in events:
            self.take(event)

    def take(self, event: Event) -> bool:
        """Take the next event of the act; return whether it is folded, as no rival of it was.

        >>> from peacetalks.events import BlockadeImposed
        >>> tellings = Tellings()
        >>> [
        ...     tellings.take(BlockadeImposed(occurred="2022", blockade="road", claimed_by=party))
        ...     for party in ("ARM", "AZE", "ARM")
        ... ]
        [True, False, True]
        """
        new = telling(event)
        if new is None:
            return True
        folded = self._folded.setdefault(new.thing, set())
        if any(map(new.rivals, folded)):
            return False
        folded.add(new)
        return True
