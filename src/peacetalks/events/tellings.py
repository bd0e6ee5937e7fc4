"""Rival tellings: which of several facts under one ``act`` tell of the same thing.

``act`` joins what several sides tell of one act. Two facts that share it are **rival tellings** if

- they are of one kind. Answers to an invitation (accepted, refused, put off, called off) count
  as one kind: one absence is a refusal to one side and a postponement to the other;
- they name the same thing, by the identifiers that their kind requires: the meeting, the
  agreement, the offensive. Of an agreement it is the same stage, and the same provision;
- where each party acts for itself (it answers, signs, reports), both speak of the same party, as
  far as they say of whom;
- no one tells both. Those who tell a fact are its ``claimed_by``; what is told as fact is told
  by nobody's side, the press.

Of rival tellings a fold takes the first in the one order, and keeps the others next to it as
accounts (``state.labels``); an account (``told_by``) has its party's own. **Everything else that
shares an act is folded**, as if it had none, and ``check`` says so: a proposal and a refusal of
one meeting, two days of one party's word, facts of kinds that require no identifier. Figures are
never rivals: each body counts for itself, and the figures of several stand side by side.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, cast, final

import attrs

from peacetalks.construction import PRESS, Slug, field_types
from peacetalks.events.base import Event
from peacetalks.events.force import CasualtiesReported
from peacetalks.events.ground import DisplacementReported, ReturnReported
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingPostponed,
    MeetingRefused,
    ReadoutIssued,
)
from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.events.talks import DelegationNamed
from peacetalks.events.texts import (
    AgreementStageReached,
    AgreementViolationAlleged,
    ImplementationReported,
    ProposalAnswered,
    RatificationStep,
)
from peacetalks.events.unknown import UnknownEvent

__all__ = ["Telling", "Tellings", "telling"]

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
"""Kinds whose thing several parties deal with, each for itself: ``by`` says which one."""
_PART_OF_THING: Final[dict[type[Event], str]] = {
    AgreementStageReached: "stage",
    AgreementViolationAlleged: "provision",
    ImplementationReported: "provision",
    RatificationStep: "body",
}
_NEVER_RIVALS: Final = (CasualtiesReported, DisplacementReported, ReturnReported, UnknownEvent)


class Telling(NamedTuple):
    """What a fact tells of, and who tells it.

    Attributes:
        thing: what it tells of: sort, identifiers, part.
        whose: the parties whose doing it is, where each acts for itself; empty: it is not said.
        tellers: who tells it.
    """

    thing: tuple[object, ...]
    whose: frozenset[str]
    tellers: frozenset[str]

    def rivals(self, other: Telling) -> bool:
        """Return whether two tellings under one act tell of the same thing, by other tellers."""
        return (
            self.thing == other.thing
            and self.tellers.isdisjoint(other.tellers)
            and not (self.whose and other.whose and self.whose.isdisjoint(other.whose))
        )


def telling(event: Event) -> Telling | None:
    """Return what a fact tells of and who tells it; None: it never has rivals.

    >>> from peacetalks.events import MeetingPostponed, MeetingProposed, MeetingRefused
    >>> refused = MeetingRefused(occurred="2022-12-22", meeting="m", by="ARM", claimed_by="RUS")
    >>> put_off = MeetingPostponed(occurred="2022-12-22", meeting="m", by="ARM", claimed_by="ARM")
    >>> proposed = MeetingProposed(occurred="2022-12-01", meeting="m")
    >>> [telling(refused).rivals(telling(other)) for other in (put_off, proposed)]
    [True, False]
    """
    kind = type(event)
    names = _identifiers(kind)
    if not names:
        return None
    sort = "answer" if kind in _ANSWERS else event.kind
    part = _PART_OF_THING.get(kind)
    thing = (sort, *(getattr(event, name) for name in names), part and getattr(event, part))
    by: str | tuple[str, ...] | None = getattr(event, "by", None)
    acting = by if kind in _EACH_FOR_ITSELF else None
    whose = frozenset((acting,) if isinstance(acting, str) else acting or ())
    return Telling(thing, whose, frozenset(event.claimed_by or (PRESS,)))


def _identifiers_of(kind: type[Event]) -> tuple[str, ...]:
    if issubclass(kind, _NEVER_RIVALS):
        return ()
    hints = field_types(kind)
    return tuple(
        field.name
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING and hints[field.name] == Slug
    )


# Cast: mypy does not take classes for hashable, which functools.cache asks for.
_identifiers = cast(
    "Callable[[type[Any]], tuple[str, ...]]",  # Any: a class, looked up in a cache
    functools.cache(_identifiers_of),
)


@final
class Tellings:
    """The tellings of one act that are folded, as they come in the one order.

    Args:
        events: those that came before.
    """

    __slots__ = ("_folded",)

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._folded: dict[tuple[object, ...], set[Telling]] = {}
        for event in events:
            self.take(event)

    def take(self, event: Event) -> bool:
        """Take the next event of the act; return whether it is folded: no rival of it was.

        >>> from peacetalks.events import BlockadeImposed
        >>> told = Tellings()
        >>> [
        ...     told.take(BlockadeImposed(occurred="2022-12-12", blockade="road", claimed_by=party))
        ...     for party in ("ARM", "AZE", "ARM")
        ... ]
        [True, False, True]
        """
        own = telling(event)
        if own is None:
            return True
        folded = self._folded.setdefault(own.thing, set())
        if any(map(own.rivals, folded)):
            return False
        folded.add(own)
        return True
