"""Which cells of a panel somebody looked at, so that nothing found is zero and not unknown.

A stream says what it covers (``CoverageStated``); if it says nothing, ``peacetalks.state.coverage``
says what is assumed of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, final

from peacetalks.events import CoverageStated, Event
from peacetalks.events.clocks import NEVER, public
from peacetalks.frames.panels.counts import Window
from peacetalks.frames.panels.spans import days_of_change
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.daily import THEN
from peacetalks.primitives.when import When, day_text
from peacetalks.primitives.when_grammar import DAY
from peacetalks.state.coverage import ASSUMED, Basis, Coverage, assumed_on, is_assumed, runs_of
from peacetalks.state.viewpoint import Viewpoint

__all__ = [
    "Covered",
    "Stated",
    "assumed",
    "is_assumed",
    "stated",
    "stated_known_by",
]

_FIRST_DAY: Final = When("0001-01-01").first_day


@final
class Stated(NamedTuple):
    """A statement of coverage, and when it was known; the days are those of ``Span``."""

    statement: CoverageStated
    since: int
    until: int
    is_on_record: bool

    def is_known(self, day: int | None) -> bool:
        """Return whether it counts with what was known on a day; None: with what is on record."""
        return self.is_on_record if day is None else self.since <= day < self.until


def stated(history: History) -> list[Stated]:
    """Return what a history says it covers, or what is assumed, with the days on which it was known.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="1970-02-01", meeting="m", reported="1970-02-03")
    >>> (assumed,) = stated(History([held]))
    >>> assumed.statement.counts, str(assumed.statement.period), assumed.since
    (('meeting-held',), '1970-02-03', 33)
    """
    about = _about_coverage(history)
    return list(_changes(history.only(about)) if about else _assumed(history))


def stated_known_by(history: History, known: When) -> list[Stated]:
    """Return what a history says it covers by what was public by an instant, as if that were all."""
    if not _about_coverage(history):
        seen = history.effective(Viewpoint(known=known)).events
        return list(_assumed(history.only(seen)))
    now = history.effective(Viewpoint(known=known)).coverage.statements
    return [Stated(one, NEVER, NEVER, is_on_record=True) for one in now]


def _about_coverage(history: History) -> list[Event]:
    """Return the statements of coverage, the bookkeeping about them, and what else that is about."""
    names = {event.id for event in history.events if isinstance(event, CoverageStated)}
    if not names:
        return []
    books = [event for event in history.events if isinstance(event, BOOKKEEPING)]
    while about := [b for b in books if b.id not in names and not names.isdisjoint(targets(b))]:
        names.update(*((book.id, *targets(book)) for book in about))
    return [event for event in history.events if event.id in names]


def _changes(history: History) -> Iterator[Stated]:
    """Yield the statements of a history of nothing else, with the days on which they counted."""
    dated = days_of_change(history)
    known: dict[CoverageStated, int] = {}
    # What was always known is known on the first day of the calendar.
    for state in history.states(map(day_text, sorted({_FIRST_DAY, *dated})), known=THEN):
        now = state.coverage.statements
        gone = [one for one in known if one not in now]
        yield from (Stated(one, known.pop(one), state.day, is_on_record=False) for one in gone)
        known |= {one: state.day for one in now if one not in known}
    on_record = history.effective().coverage.statements
    for one, since in known.items():
        yield Stated(one, since, NEVER, is_on_record=one in on_record)
    late = (one for one in on_record if one not in known)
    yield from (Stated(one, NEVER, NEVER, is_on_record=True) for one in late)


def _assumed(history: History) -> Iterator[Stated]:
    """Yield what people are assumed to have looked for, each kind since they recorded one."""
    since: dict[str, int] = {}
    for event in history.events:
        if is_assumed(event):
            day = public(event) // DAY
            since[event.kind] = min(day, since.get(event.kind, day))
    yield from assumed(since, history.span(known=True))


def assumed(since: Mapping[str, int], span: Window | None) -> Iterator[Stated]:
    """Yield what people are assumed to have looked for.

    Args:
        since: the kinds, each with the first day on which one became public.
        span: the first and the last day on which anything did; None: there is none.
    """
    if span is None:
        return
    for kind in sorted(since):
        yield Stated(assumed_on(span, (kind,)), since[kind], NEVER, is_on_record=True)


@final
class Covered:
    """What several streams together cover: it answers for one window after another."""

    def __init__(self, statements: Iterable[Stated], *, then: bool) -> None:
        self._statements = tuple(statements)
        self._then = then
        # A statement is known from its day on, so what is known changes on few days.
        days = {day for one in self._statements for day in (one.since, one.until)} if then else ()
        self._days = sorted(days)
        self._reaches: dict[tuple[object, ...], _Reach] = {}

    def basis(
        self,
        what: str,
        window: Window,
        *,
        body: str | None = None,
        place: str | None = None,
        parties: tuple[str, ...] = (),
        is_on_record: bool = True,
    ) -> Basis | None:
        """Return why nothing found in a window means zero; None: it does not.

        Args:
            what: what is counted, as in ``Item.what``.
            window: the first and the last day; with what was known then, as of the last.
            body: who counts; None: anybody.
            place: where; None: anywhere.
            parties: between whom; empty: between anybody.
            is_on_record: whether anything between the parties is on record; otherwise nobody is
                known to have looked for them where only some places are covered, or it is assumed.
        """
        step = bisect_right(self._days, window[1])
        key = (what, body, place, parties, is_on_record, step)
        reach = self._reaches.get(key)
        if reach is None:
            day = window[1] if self._then else None
            known = [
                one.statement
                for one in self._statements
                if one.is_known(day)
                and _concerns(one.statement, what, body, place, parties)
                and (is_on_record or not _is_limited(one.statement))
                and (place is None or one.statement.coverage != ASSUMED)
            ]
            reach = _Reach.of(known, apart=place is None and not parties)
            self._reaches[key] = reach
        return reach.basis(*window)

    def bodies(self, what: str) -> set[str]:
        """Return who is known to count something."""
        kind = what.partition(":")[0]
        return {
            one.statement.body or ""
            for one in self._statements
            if not {what, kind}.isdisjoint(one.statement.counts)
        }


def _is_limited(statement: CoverageStated) -> bool:
    """Return whether a statement is about a stream or some places, and not about any two parties."""
    return statement.places is not None or statement.coverage == ASSUMED


def _concerns(
    statement: CoverageStated,
    what: str,
    body: str | None,
    place: str | None,
    parties: tuple[str, ...],
) -> bool:
    return bool(Coverage((statement,))(what, body=body, place=place, parties=parties))


@final
class _Reach(NamedTuple):
    """Days that are covered, each run of days as its first and its last."""

    complete: tuple[Window, ...]
    any: tuple[Window, ...]
    is_assumed: bool

    @classmethod
    def of(cls, statements: Sequence[CoverageStated], *, apart: bool) -> _Reach:
        complete = [one for one in statements if one.complete == "complete"]
        return cls(
            tuple(runs_of(complete, apart=apart)),
            tuple(runs_of(statements, apart=apart)),
            all(one.coverage == ASSUMED for one in statements),
        )

    def basis(self, first: int, last: int) -> Basis | None:
        if any(start <= first and last <= end for start, end in self.complete):
            return "assumed" if self.is_assumed else "stated"
        return "sampled" if any(s <= first and last <= e for s, e in self.any) else None
