"""``Coverage``: what somebody set out to count, where and when, by the statements on record.

Nothing on record means zero only inside a coverage; outside of all, nobody is known to have looked.
``CoverageStated`` is not a fact: it counts as soon as it is public and recorded, whatever the day
of the state.

If a stream states nothing, and people coded it, they are assumed to have looked for the acts of
diplomacy of which they recorded any, from the first to the last day on which they learnt of
something. Deaths, displacement and acts of force are never assumed, nor is anything that was
imported from a data set.

The word *coverage* is defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias, TypedDict, final

from attrs import field, frozen

from peacetalks.actors import world
from peacetalks.events import Completeness, CoverageStated, Event
from peacetalks.events.clocks import NEVER, public
from peacetalks.primitives.when import DAY, When, day_text
from peacetalks.state.on_record import STATEMENTS

__all__ = [
    "ASSUMED",
    "Basis",
    "Coverage",
    "Covered",
    "Where",
    "area_of",
    "assumed",
    "assumed_on",
    "basis",
    "days_of",
    "is_assumed",
    "runs_of",
]

Basis: TypeAlias = Literal["stated", "sampled", "assumed"]
"""Why nothing found means zero: somebody stated to look for all, or for a sample; or it is assumed."""

ASSUMED: Final = "assumed"
"""The name of the statement that is made for a stream without any."""
_DIPLOMACY: Final = frozenset({"meetings", "talks", "mediation", "agreements"})
"""The families of kinds of which people are assumed to record all."""


def __dir__() -> list[str]:
    return sorted(__all__)


def _last_words(statements: Iterable[CoverageStated]) -> tuple[CoverageStated, ...]:
    return tuple({stated.coverage: stated for stated in statements}.values())


class Where(TypedDict, total=False):
    """The limits of a question about coverage.

    Keys:
        during: the days; None: the day of the state.
        body: only what this actor counts; None: anybody.
        place: only what is counted in this place, by its name or code; None: anywhere.
        parties: only what is counted between these actors; empty: between anybody.

    >>> from peacetalks import NegotiationState
    >>> where: Where = {"during": "2023", "place": "UKR"}
    >>> bool(NegotiationState().covered("attack-reported", **where))
    False
    """

    during: When | str | dt.date | None
    body: str | None
    place: str | None
    parties: Iterable[str]


@final
@frozen
class Coverage:
    """The statements of coverage on record; one that has the name of an earlier one replaces it.

    Attributes:
        statements: the statements, the latest last.

    >>> ged = CoverageStated(
    ...     occurred="2019-06", coverage="ged-19.1", body="UCDP", counts="casualties-reported:killed",
    ...     places="UKR", period="2015/2018", complete="complete",
    ... )
    >>> coverage, killed = Coverage([ged]), "casualties-reported:killed"
    >>> [statement.period.text for statement in coverage(killed, place="UKR")]
    ['2015/2018']
    >>> days = ged.period.first_day, ged.period.last_day
    >>> coverage.within(killed, *days), coverage.within("attack-reported", *days)
    ('complete', None)
    """

    statements: tuple[CoverageStated, ...] = field(default=(), converter=_last_words)

    def with_statements(self, statements: Iterable[CoverageStated]) -> Coverage:
        """Return a coverage with further statements, which prevail over earlier ones."""
        more = tuple(statements)
        return Coverage((*self.statements, *more)) if more else self

    def __call__(
        self,
        what: str,
        *,
        body: str | None = None,
        place: str | None = None,
        parties: Iterable[str] = (),
    ) -> tuple[CoverageStated, ...]:
        """Return the statements that something is counted.

        Args:
            what: a kind by its tag, or a kind and a measure: ``"casualties-reported:killed"``.
            body: only what this actor counts; empty: what nobody is named for.
            place: only what is counted in this place, between anybody.
            parties: only what is counted between these actors.
        """
        kind = what.partition(":")[0]
        area = place and area_of(place)
        named = frozenset(parties)
        return tuple(
            stated
            for stated in self.statements
            if (what in stated.counts or kind in stated.counts)
            and (body is None or (stated.body or "") == body)
            and (area is None or stated.places is None or area in _areas(stated.places))
            # What is counted between some parties is not all that there is in a place.
            and (stated.parties is None or (named <= {*stated.parties} if named else area is None))
        )

    def within(
        self,
        what: str,
        first: int,
        last: int,
        *,
        body: str | None = None,
        place: str | None = None,
        parties: Iterable[str] = (),
    ) -> Completeness | None:
        """Return how something is counted on all of several days; None: on one of them it is not.

        Args:
            what: a kind by its tag, or a kind and a measure: ``"casualties-reported:killed"``.
            first: the first day, in days since 1970-01-01.
            last: the last day, likewise.
            body: only what this actor counts.
            place: only what is counted in this place.
            parties: only what is counted between these actors.
        """
        parties = tuple(parties)
        stated = self(what, body=body, place=place, parties=parties)
        apart = place is None and not parties
        complete = [each for each in stated if each.complete == "complete"]
        if any(start <= first and last <= end for start, end in runs_of(complete, apart=apart)):
            return "complete"
        runs = runs_of(stated, apart=apart)
        return "sampled" if any(start <= first and last <= end for start, end in runs) else None

    def bodies(self, what: str) -> tuple[str, ...]:
        """Return the actors that count something, in the order of their statements."""
        return tuple(dict.fromkeys(each.body for each in self(what) if each.body is not None))


@final
@frozen
class Covered:
    """Whether somebody looked for something on some days, and by which statements.

    Attributes:
        basis: ``"stated"``: for all of it; ``"sampled"``: for a part; ``"assumed"``: the stream
            states nothing, but people coded it; None: nobody is known to have looked on all of
            the days, so that nothing on record is no answer.
        statements: the statements about it, also those for other days.

    >>> bool(Covered(None)), bool(Covered("sampled"))
    (False, True)
    """

    basis: Basis | None
    statements: tuple[CoverageStated, ...] = ()

    def __bool__(self) -> bool:
        return self.basis is not None


def assumed(events: Iterable[Event]) -> CoverageStated | None:
    """Return the coverage to assume for a stream that states none; None: there is nothing to assume.

    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2031-02-01", meeting="m", reported="2031-02-03")
    >>> stated = assumed([held])
    >>> stated.counts, str(stated.period)
    (('meeting-held',), '2031-02-03')
    """
    listed = [event for event in events if not isinstance(event, STATEMENTS)]
    kinds = {event.kind for event in listed if is_assumed(event)}
    days = {day for e in listed if abs(day := public(e) // DAY) < NEVER} if kinds else ()
    return assumed_on((min(days), max(days)), sorted(kinds)) if days else None


def is_assumed(event: Event) -> bool:
    """Return whether people are assumed to have looked for others of the kind of a fact.

    >>> from peacetalks.events import AttackReported, MeetingHeld
    >>> is_assumed(MeetingHeld(occurred="2031", meeting="m")), is_assumed(AttackReported(occurred="2031"))
    (True, False)
    """
    return event.family in _DIPLOMACY and not event.external_ids


def assumed_on(days: tuple[int, int], kinds: Sequence[str]) -> CoverageStated:
    """Return the coverage to assume of some kinds, from one day to another.

    >>> str(assumed_on((0, 30), ["meeting-held"]).period)
    '1970-01-01/1970-01-31'
    """
    first, last = map(day_text, days)
    return CoverageStated(
        occurred="../..",
        coverage=ASSUMED,
        counts=kinds,
        period=When(first if first == last else f"{first}/{last}"),
        complete="complete",
    )


def basis(
    coverage: Coverage,
    what: str,
    window: tuple[int, int],
    *,
    body: str | None = None,
    place: str | None = None,
    parties: Iterable[str] = (),
) -> Basis | None:
    """Return why nothing found on some days means zero; None: it does not.

    Args:
        coverage: what was counted.
        what: what is counted: a kind by its tag, or a kind and a measure.
        window: the first and the last day, in days since 1970-01-01.
        body: who counts; None: anybody.
        place: where; None: anywhere.
        parties: between whom; empty: between anybody.

    >>> coverage = Coverage([assumed_on((0, 30), ["meeting-held"])])
    >>> basis(coverage, "meeting-held", (0, 5)), basis(coverage, "meeting-held", (20, 40))
    ('assumed', None)
    """
    parties = tuple(parties)
    found: Completeness | None = coverage.within(
        what, *window, body=body, place=place, parties=parties
    )
    if found != "complete":
        return found
    named = {stated.coverage for stated in coverage(what, body=body, place=place, parties=parties)}
    return "assumed" if named == {ASSUMED} else "stated"


def days_of(stated: CoverageStated) -> tuple[int, int] | None:
    """Return the first and the last day that a statement covers, in days since 1970-01-01.

    Nothing is covered after the day on which the statement was public. None: no days, as the period
    is open or says that it is one of several.

    >>> ours = CoverageStated(
    ...     occurred="1970-01-11", coverage="ours", counts="attack-reported", period="1970",
    ...     complete="complete",
    ... )
    >>> days_of(ours)
    (0, 10)
    """
    first, last, known = stated.period.first_day, stated.period.last_day, public(stated) // DAY
    if first <= -NEVER or last >= NEVER or stated.period.text.startswith("["):
        return None
    last = last if known <= -NEVER else min(last, known)
    return (first, last) if first <= last else None


def runs_of(statements: Iterable[CoverageStated], *, apart: bool) -> list[tuple[int, int]]:
    """Return the runs of days that statements cover, each as its first and its last day.

    Args:
        statements: the statements.
        apart: whether days of other places, or between other parties, make no run together.

    >>> runs_of([assumed_on((0, 5), ["meeting-held"]), assumed_on((6, 9), ["meeting-held"])], apart=True)
    [(0, 9)]
    """
    by_scope: dict[object, list[tuple[int, int]]] = {}
    for stated in statements:
        days = days_of(stated)
        if days is not None:
            scope = (stated.places, stated.parties) if apart else None
            by_scope.setdefault(scope, []).append(days)
    runs: list[tuple[int, int]] = []
    for listed in by_scope.values():
        runs += _joined(listed)
    return runs


def _joined(days: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for first, last in sorted(days):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def area_of(place: str) -> str:
    """Return the code of a place, or its name if the registry does not know it.

    >>> area_of("Ukraine"), area_of("Millbrook")
    ('UKR', 'Millbrook')
    """
    return world().resolve(place) or place


@functools.lru_cache(maxsize=1 << 10)
def _areas(places: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(area_of, places))
