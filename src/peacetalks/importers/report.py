"""``Outcome`` and ``Report``: the result of each row, and of all rows.

**Rows read = rows that made events + rows that made findings only.** The reader of the file counts
the rows read, ``Tally`` counts the other two, and each import ends by comparing them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, final

from attrs import field, frozen

from peacetalks.errors import Finding, PeacetalksError, shown
from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.findings import RULES
from peacetalks.importers.actors.statements import codes_in, first_known, known_with
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Covered, spelt
from peacetalks.importers.tables.row import Row, Said, UnknownActor
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["LostRows", "Outcome", "Report", "Tally", "spelt_coverage", "title_of"]

_KEPT: Final = 1000
_FEW: Final = 10


class LostRows(PeacetalksError, RuntimeError):
    """Some rows made neither an event nor a finding: a bug in the library or in a format."""


@final
@frozen
class Outcome:
    """The result of a row, or of rows that report one fact.

    Attributes:
        rows: the rows, in order.
        events: the events made from them; if empty, the findings say why.
        findings: the findings in them.
        key: the id of the first row in its data set; None if it has none.
        said: what the rows say about actors that the registry does not.
        context: the context of the import.
    """

    rows: tuple[Row, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    key: str | None
    said: tuple[Said, ...] = ()
    context: Context | None = field(default=None, eq=False, repr=False)

    @property
    def actors(self) -> tuple[ActorNamed, ...]:
        """The statements about actors that the events name, known as early as the first event."""
        if not self.said or not self.events:
            return ()
        first = first_known(self.events)
        return tuple(one for said in self.said if (one := self.stated(said, first)) is not None)

    def stated(self, said: Said, first: Event) -> ActorNamed | None:
        """Return the statement about an actor; None if no event names it.

        Args:
            said: what the rows say about it.
            first: the event that was known first.
        """
        if self.context is None:
            return None
        named = codes_in(self.events)
        if said.code not in named and not any(
            one.code in named and said.code in (one.organ_of, one.within) for one in self.said
        ):
            return None
        return self.context.statement(said, first.occurred, known_with(first))


@final
@frozen
class Report:
    """The results of the rows of an import so far.

    Attributes:
        file: the file.
        format: the format it was read as.
        release: the release of the data set.
        rows: the number of rows read.
        made: the number of rows that made events.
        nothing: the number of rows that made findings only.
        events: the number of events made.
        kinds: the number of events, by kind.
        codes: the number of findings, by code.
        findings: the findings, the first 1,000 of each code.
        unknown: the actors that are not in the registry.
        is_whole: whether the file was read to its end.
        actors: how many different things the rows say about actors, names included.
        covered: the places and days that the file covers; empty: it is unknown; None: the
            file was not read to its end.
    """

    file: str
    format: str
    release: str | None
    rows: int
    made: int
    nothing: int
    events: int
    kinds: Mapping[str, int]
    codes: Mapping[str, int]
    findings: tuple[Finding, ...]
    unknown: tuple[UnknownActor, ...]
    is_whole: bool
    actors: int = 0
    covered: tuple[Covered, ...] | None = None

    @property
    def balances(self) -> bool:
        """Whether every row made an event or a finding."""
        return self.rows == self.made + self.nothing

    def __str__(self) -> str:
        release = f", release {self.release}" if self.release else ""
        lines = [
            f"{self.file}: {self.format}{release}",
            f"  rows     {self.rows:>9,} = {self.made:,} made events + {self.nothing:,} made none",
            f"  events   {self.events:>9,}",
        ]
        lines += [f"    {number:>13,}  {kind}" for kind, number in _largest_first(self.kinds)]
        if self.actors:
            lines.append(f"  actors   {self.actors:>9,} named")
        lines += [f"  findings {sum(self.codes.values()):>9,}"]
        lines += [
            f"    {number:>13,}  {code} {title_of(code)}"
            for code, number in _largest_first(self.codes)
        ]
        if self.unknown:
            lines.append(f"  actors not in the registry: {len(self.unknown):,}")
            lines += [f"    {actor.code}  {shown(actor.name)}" for actor in self.unknown[:_FEW]]
            if len(self.unknown) > _FEW:
                lines.append(f"    and {len(self.unknown) - _FEW:,} more")
        if self.covered is not None:
            lines.append(f"  {spelt_coverage(self.covered)}")
        if not self.is_whole:
            lines.append("  the file was not read to its end")
        return "\n".join(lines)


def spelt_coverage(covered: tuple[Covered, ...]) -> str:
    """Return in words what a release covers, or how to state it."""
    if covered:
        return f"coverage: {spelt(covered)}"
    return "coverage: not stated by the file; --covers PLACES:PERIOD"


def _largest_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def title_of(code: str) -> str:
    """Return the title of a code; empty for a code that only a user-defined format has."""
    return RULES[code].title if code in RULES else ""


@final
class Tally:
    """Counts outcomes as they come."""

    def __init__(self) -> None:
        self.rows = 0
        self.made: int = 0
        self.nothing: int = 0
        self.events: int = 0
        self.kinds: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self.is_whole = False

    def find(self, finding: Finding) -> None:
        """Count a finding, and keep it if few of its code were found before."""
        self.codes[finding.code] += 1
        if self.codes[finding.code] <= _KEPT:
            self.findings.append(finding)

    def count(self, outcome: Outcome) -> None:
        """Count an outcome."""
        if outcome.events:
            self.made += len(outcome.rows)
            self.events += len(outcome.events)
            for event in outcome.events:
                self.kinds[event.kind] += 1
        elif outcome.findings:
            self.nothing += len(outcome.rows)
        for finding in outcome.findings:
            self.find(finding)

    def report(
        self,
        file: str,
        format_: str,
        release: str | None,
        unknown: tuple[UnknownActor, ...],
        actors: int,
        covered: tuple[Covered, ...] | None,
    ) -> Report:
        """Return the report of what was counted so far."""
        return Report(
            file,
            format_,
            release,
            self.rows,
            self.made,
            self.nothing,
            self.events,
            FrozenMap(self.kinds),
            FrozenMap(self.codes),
            tuple(self.findings),
            unknown,
            self.is_whole,
            actors,
            covered,
        )
