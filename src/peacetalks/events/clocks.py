"""The three clocks of a fact, and the numbers computed from them.

**occurred**: when it happened. **public**: when it could first be known. **recorded**: when it
entered a log (the log keeps this, not the event). They are never mixed.

Facts are chosen and ordered by two numbers, computed from the first two clocks:

``settled``
    the first day on which it is certain that the fact has happened. For a figure this is the day
    on which the count closed (``as_of``). A span only opens something, and another event closes
    it, so it settles on the latest day of its start. Everything else, and a figure without
    ``as_of``, settles on the latest day of ``occurred``. No fact settles after it was reported,
    since what is reported has happened. Nor does it settle before it can have happened, or a
    count before it can have closed.
``public``
    the instant by which the fact was known: the latest instant of ``reported``, but not before
    the fact can have happened, nor a count before it can have closed. Without ``reported`` and a
    dated source it is the end of the latest day of ``occurred`` (for a span with an open end, of
    its start; for a figure, not before ``as_of``). A statement about an actor or a coverage that has
    no day (``../..``) was always known: a name that a study gives is not news.

The words *known*, *recorded* and *settled* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from peacetalks._support.deprecation import deprecated
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import ActorNamed, CoverageStated
from peacetalks.fields.shape import by_class
from peacetalks.primitives.when import ALWAYS, DAY, When

__all__ = ["NEVER", "UNDATED", "public", "reported", "settled", "settled_and_public"]


def __dir__() -> list[str]:
    return sorted(__all__)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return deprecated(__name__, name)


NEVER: Final = ALWAYS // DAY
"""``settled`` of a fact that is not certain to have happened by any day."""
UNDATED: Final = "../.."
"""``occurred`` of a statement about an actor or a coverage that has no day."""


def reported(event: Event) -> When | None:
    """Return when a fact became public: as given, or else the earliest date of its sources.

    The date of a source is an upper bound: the fact may have been public before that source.

    >>> from peacetalks.events import StatementMade
    >>> from peacetalks.values import Source
    >>> read = Source("example.org", published="2023-11-16")
    >>> reported(StatementMade(occurred="2023-11", by="AZE", sources=read))
    When('2023-11-16')
    """
    first = event.reported
    if first is None:
        for source in event.sources:
            date = source.published
            if date is not None and (first is None or _earlier(date, first)):
                first = date
    return first


def _earlier(one: When, other: When) -> bool:
    return (one.hi, one.lo, one.text) < (other.hi, other.lo, other.text)


def settled(event: Event) -> int:
    """Return the day by which a fact has certainly happened, in days since 1970-01-01.

    >>> from peacetalks.events import BlockadeImposed
    >>> from peacetalks.primitives.when import day_text
    >>> day_text(settled(BlockadeImposed(occurred="2022-12-12/2023-09-24", blockade="lachin")))
    '2022-12-12'
    """
    return _settled(event, reported(event))


def _settled(event: Event, known: When | None) -> int:
    if _is_count(type(event)):
        # By mistake of the coder, what was counted may have happened after the count closed; a
        # check reports that. The figure still settles when the count closed, with or without a
        # dated source.
        closed: When = _as_of(event) or event.occurred
        first, last = closed.lo, closed.hi
    else:
        first, last = event.occurred.lo, event.occurred.opens_by
    if known is None:
        return last // DAY
    return max(first // DAY, min(last // DAY, known.hi // DAY))


@by_class
def _is_count(kind: type[Event]) -> bool:
    # By class: to look up a field that an event does not have costs more than everything else here.
    return hasattr(kind, "as_of")


def _as_of(event: Any) -> When | None:
    # Any: the kinds of figures have no common base class.
    closed: When | None = event.as_of
    return closed


def public(event: Event) -> int:
    """Return the instant by which a fact was public, in microseconds since 1970-01-01T00:00Z.

    >>> from peacetalks.events import LegalActAnnulled
    >>> late = LegalActAnnulled(occurred="2023-10-19", legal_act="decree", reported="2023-12-22")
    >>> public(late) == When("2023-12-22").hi
    True
    """
    return _public(event, reported(event))


def _public(event: Event, known: When | None) -> int:
    occurred = event.occurred
    as_of = _as_of(event) if _is_count(type(event)) else None
    # Nobody knew a count before it closed.
    if known is not None:
        return max(known.hi, occurred.lo if as_of is None else max(occurred.lo, as_of.lo))
    if occurred.text == UNDATED and isinstance(event, (ActorNamed, CoverageStated)):
        return -ALWAYS
    last = occurred.opens_by if occurred.hi == ALWAYS else occurred.hi
    if as_of is not None:
        last = max(last, as_of.hi)
    return (last // DAY + 1) * DAY - 1


def settled_and_public(event: Event) -> tuple[int, int]:
    """Return ``settled`` and ``public`` for the cost of one.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada")
    >>> settled_and_public(held) == (settled(held), public(held))
    True
    """
    known = reported(event)
    return _settled(event, known), _public(event, known)
