"""``Outcome`` and ``Report``: what became of each row, and of all of them.

**Rows read = rows that made events + rows that made findings only.** Whoever counts the first
(the reader of the file) does not count the others, and the end of every import compares them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, final

from attrs import field, frozen

from peacetalks.errors import Finding, PeacetalksError, shown
from peacetalks.events import ActorNamed, Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.codes import CODES
from peacetalks.importers.context import Context
from peacetalks.importers.row import Row, Said, UnknownActor
from peacetalks.importers.statements import codes_in, first_known, known_with

__all__ = ["LostRows", "Outcome", "Report", "Tally"]

_KEPT: Final = 1000
_FEW: Final = 10


class LostRows(PeacetalksError, RuntimeError):
    """Rows of which neither an event nor a finding was made: a mistake of the library or a format."""


@final
@frozen
class Outcome:
    """What became of a row, or of rows that tell one fact.

    Attributes:
        rows: the rows, the first one first.
        events: the events made of them; empty: the findings say why.
        findings: what was found in them.
        key: the id of the first row in its data set; None: it has none.
        said: what the rows say of actors, as far as the registry does not have it.
        context: the import.
    """

    rows: tuple[Row, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    key: str | None
    said: tuple[Said, ...] = ()
    context: Context | None = field(default=None, eq=False, repr=False)

    @property
    def actors(self) -> tuple[ActorNamed, ...]:
        """What is stated of the actors that the events name, known with the first of them."""
        if not self.said or not self.events:
            return ()
        first = first_known(self.events)
        return tuple(one for said in self.said if (one := self.stated(said, first)) is not None)

    def stated(self, said: Said, first: Event) -> ActorNamed | None:
        """Return what is stated of an actor; None: no event names it.

        Args:
            said: what the rows say of it.
            first: the event that was known first.
        """
        if self.context is None:
            return None
        there = codes_in(self.events)
        if said.code not in there and not any(
            one.code in there and said.code in (one.organ_of, one.within) for one in self.said
        ):
            return None
        return self.context.statement(said, first.occurred, known_with(first))


@final
@frozen
class Report:
    """What became of the rows of an import so far.

    Attributes:
        file: the file.
        format: the format it was read as.
        release: the release of the data set.
        rows: rows read.
        made: rows that made events.
        nothing: rows that made findings only.
        events: events made.
        kinds: events made, by kind.
        codes: findings, by code.
        findings: the findings, the first 1,000 of each code.
        unknown: actors that the registry does not know.
        is_whole: whether the file was read to its end.
        actors: how many different things the rows say of actors: of each its name, and any other.
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

    @property
    def balances(self) -> bool:
        """Whether every row read made an event or a finding."""
        return self.rows == self.made + self.nothing

    def __str__(self) -> str:
        release = f", release {self.release}" if self.release else ""
        lines = [
            f"{self.file}: {self.format}{release}",
            f"  rows     {self.rows:>9,} = {self.made:,} made events + {self.nothing:,} made none",
            f"  events   {self.events:>9,}",
        ]
        lines += [f"    {number:>13,}  {kind}" for kind, number in _most(self.kinds)]
        if self.actors:
            lines.append(f"  actors   {self.actors:>9,} named")
        lines += [f"  findings {sum(self.codes.values()):>9,}"]
        lines += [
            f"    {number:>13,}  {code} {CODES.get(code, '')}" for code, number in _most(self.codes)
        ]
        if self.unknown:
            lines.append(f"  actors not in the registry: {len(self.unknown):,}")
            lines += [f"    {actor.code}  {shown(actor.name)}" for actor in self.unknown[:_FEW]]
            if len(self.unknown) > _FEW:
                lines.append(f"    and {len(self.unknown) - _FEW:,} more")
        if not self.is_whole:
            lines.append("  the file was not read to its end")
        return "\n".join(lines)


def _most(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


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
        """Count a finding, and keep it if there are few of its code."""
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
    ) -> Report:
        """Return what was counted so far."""
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
        )
