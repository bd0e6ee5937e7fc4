"""The three clocks of a fact, and the numbers made from them.

**occurred**: when it happened. **public**: from when it could be known. **recorded**: when it
entered a log (that one is kept by the log, not by the event). They are never mixed.

From the first two come the numbers by which facts are chosen and ordered:

``settled``
    the first day on which no doubt is left that it happened. For a figure that is the day on
    which the count closed (``as_of``). A span only opens something, and what closes it is told
    by another event: it settles on the latest day of its start. All else, and a figure without
    ``as_of``, settles on the latest day of ``occurred``. No fact settles after it was reported:
    what is reported has happened. Nor does it settle before it can have happened, or a count
    before it can have closed.
``public``
    the instant by which it was known: the latest of ``reported``, but not before the fact can
    have happened, nor a count before it can have closed; without a report and a dated source,
    the end of the latest day of ``occurred`` (of a span with an open end, of its start; of a
    figure not before ``as_of``). What says who is who and is of no day (``../..``) was always
    known: a name that a study gives is no news.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, cast

from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.when import ALWAYS, DAY, When

__all__ = ["NEVER", "UNDATED", "clocks", "public", "reported", "settled"]


NEVER: Final = ALWAYS // DAY
"""``settled`` of what cannot be said to have happened by any day."""
UNDATED: Final = "../.."
"""When a statement about an actor was made that is of no day."""


def reported(event: Event) -> When | None:
    """Return when a fact became public: as given, else the earliest date of its sources.

    A date of a source is an upper bound: the fact may have been public before the source that
    is held here.

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
    >>> from peacetalks.when import day_text
    >>> day_text(settled(BlockadeImposed(occurred="2022-12-12/2023-09-24", blockade="lachin")))
    '2022-12-12'
    """
    return _settled(event, reported(event))


def _settled(event: Event, known: When | None) -> int:
    if _is_count(type(event)):
        # What was counted may have happened after the count closed by a slip of the coder; a
        # check tells. The figure is of its closing all the same, with a dated source or without.
        counted: When = _as_of(event) or event.occurred
        first, last = counted.lo, counted.hi
    else:
        first, last = event.occurred.lo, event.occurred.opens_by
    if known is None:
        return last // DAY
    return max(first // DAY, min(last // DAY, known.hi // DAY))


def _has_closing(kind: type[Event]) -> bool:
    return hasattr(kind, "as_of")


# Cast: mypy does not take classes for hashable, which functools.cache asks for. To look for a
# field that an event has not costs more than all else here.
_is_count = cast("Callable[[type[Event]], bool]", functools.cache(_has_closing))


def _as_of(event: Any) -> When | None:
    # Any: figures have no common base.
    closing: When | None = event.as_of
    return closing


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
    if occurred.text == UNDATED and isinstance(event, ActorNamed):
        return -ALWAYS
    last = occurred.opens_by if occurred.hi == ALWAYS else occurred.hi
    if as_of is not None:
        last = max(last, as_of.hi)
    return (last // DAY + 1) * DAY - 1


def clocks(event: Event) -> tuple[int, int]:
    """Return ``settled`` and ``public`` at the cost of one.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada")
    >>> clocks(held) == (settled(held), public(held))
    True
    """
    known = reported(event)
    return _settled(event, known), _public(event, known)
