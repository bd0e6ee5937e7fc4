"""``Work``: one sync while it is written: rows, facts, retractions, and what the release covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, final

from attrs import field, frozen

from peacetalks.errors import Finding
from peacetalks.events.bookkeeping import Annotation
from peacetalks.findings.imports import RENAMED
from peacetalks.importers.actors.unstated import Unstated
from peacetalks.importers.api import Import
from peacetalks.importers.report import Outcome
from peacetalks.importers.syncing.corrections import Writer
from peacetalks.importers.syncing.current import Facts, Holdings, rows_elsewhere
from peacetalks.importers.syncing.planning import (
    Names,
    Plan,
    Unit,
)
from peacetalks.importers.syncing.reach import Reach
from peacetalks.importers.syncing.results import Superseded, Synced
from peacetalks.importers.syncing.storage import (
    KEPT,
    begun,
    finished,
    is_kept,
    row_event,
)
from peacetalks.importers.syncing.writing import Batches
from peacetalks.log import Log
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import Source

__all__ = ["Progress", "Work"]

Progress: TypeAlias = Callable[[int], None]
"""Called with the number of rows done."""


@final
@frozen
class Work:
    """One sync: what it starts from, and what it has to write."""

    log: Log
    dataset: str
    release: Import
    held: Holdings
    plan: Plan
    reach: Reach
    by: str
    published: When | None
    when: When
    source: Source
    unstated: Unstated
    streams: dict[str, None] = field(factory=dict[str, None])
    yielded: list[str] = field(factory=list[str])
    superseded: list[Superseded] = field(factory=list[Superseded])

    @property
    def is_done(self) -> bool:
        """Whether the last complete import was this release, with this date."""
        if not self.held.marks or self.held.marks[-1].number != self.held.last:
            return False
        mark = self.held.marks[-1]
        return (mark.release, mark.published) == (self.release.release, self.published)

    def write(self, batches: Batches, stream: Callable[[Outcome], str], done: Progress) -> None:
        """Append all changes."""
        number = self.held.last + 1
        writer = Writer(self.dataset, number, self.release.release, self.when, self.source)
        batches.mark(begun(number, self.release.release, self.when))
        gone = (*self.plan.withdrawn, *self.plan.left)
        # An interrupted sync may have joined a row to another and left the facts of the row itself.
        touched = {*self.plan.touched, *gone}
        touched.update(self.held.rows[name].content.unit for name in gone)
        facts = Facts(self.log, self.dataset, self.release.format.name, touched)
        names = Names()
        rows = 0
        for outcome in self.release.outcomes():
            unit = names.unit(outcome.rows)
            where = self._where(unit, outcome, stream)
            if where is None:
                self._write_yielded(unit, writer, batches)
            elif unit.id in self.plan.units:
                self._write_unit(unit, outcome, where, writer, facts, batches)
            rows += len(unit.rows)
            done(rows)
            if batches.is_full:
                batches.flush()
        self._withdraw(writer, facts, batches)
        self._supersede(writer, batches)
        batches.flush()

    def _where(self, unit: Unit, outcome: Outcome, stream: Callable[[Outcome], str]) -> str | None:
        """Return the stream of the facts of a unit; None: a release of a higher rank has them."""
        if not outcome.events:
            return ""
        if self.reach.higher and self.reach.superseding(outcome) is not None:
            return None
        held = self.held.rows.get(unit.id)
        is_new = unit.id in self.plan.units or held is None
        where = stream(outcome) if is_new or held is None else held.content.stream
        self.streams[where] = None
        return where

    def _write_yielded(self, unit: Unit, writer: Writer, batches: Batches) -> None:
        """Append the rows of a unit without its facts, which are those of a higher rank."""
        self.yielded.extend(unit.rows)
        if unit.id not in self.plan.units:
            return
        held = self.held.rows.get(unit.id)
        where = "" if held is None else held.content.stream
        for name, row in unit.rows.items():
            event = row_event(row, name, self.release, unit=unit.rows, stream=where, when=self.when)
            reason = (
                self.plan.units[unit.id] or f"release {self.release.release} writes it otherwise"
            )
            batches.put(batches.rows, writer.row(event, self.held.rows.get(name), reason))

    def _write_unit(
        self,
        unit: Unit,
        outcome: Outcome,
        where: str,
        writer: Writer,
        facts: Facts,
        batches: Batches,
    ) -> None:
        """Append the changes of a unit and its facts."""
        reason = self.plan.units[unit.id] or f"release {self.release.release} writes it otherwise"
        for name in unit.rows:
            moved = f"row {name} is joined to {unit.id}"
            if name == unit.id:
                moved = f"moved to the stream {where}: {reason}" if where else reason
            for stream in sorted(self._streams(name, facts) - {where if name == unit.id else ""}):
                batches.put(stream, writer.differences((), facts.of(stream, name), moved))
        if where:
            batches.put(where, self.unstated.of(where, outcome))
            wanted = outcome.events if unit.makes_facts else ()
            batches.put(where, writer.differences(wanted, facts.of(where, unit.id), reason))
        for name, row in unit.rows.items():
            event = row_event(row, name, self.release, unit=unit.rows, stream=where, when=self.when)
            batches.put(batches.rows, writer.row(event, self.held.rows.get(name), reason))

    def _withdraw(self, writer: Writer, facts: Facts, batches: Batches) -> None:
        """Retract the rows that the release no longer has, and their facts."""
        gone = (*self.plan.withdrawn, *self.plan.left)
        format_ = self.release.format.name
        elsewhere = (
            rows_elsewhere(self.log, self.dataset, format_, set(gone)) if gone else set[str]()
        )
        for name in gone:
            entry = self.held.rows[name]
            reason = f"release {self.release.release} has no row {name}"
            # A fact stays as long as another data set in the log has its row.
            streams = () if name in elsewhere else sorted(self._streams(name, facts))
            for stream in streams:
                batches.put(stream, writer.differences((), facts.of(stream, name), reason))
            if entry.retraction is None or is_kept(entry.retraction):
                batches.put(batches.rows, writer.retracted(entry, reason))
        for name in self.plan.kept:
            entry = self.held.rows[name]
            reason = f"release {self.release.release} has no row {name}, and does not cover it"
            if entry.retraction is None:
                batches.put(batches.rows, writer.retracted(entry, reason, KEPT))

    def _supersede(self, writer: Writer, batches: Batches) -> None:
        """Retract the facts of releases of a lower rank that the release covers."""
        release, format_ = self.release.release, self.release.format.name
        for lower, unit, facts, streams in self.reach.superseded(self.log, format_, self.plan.seen):
            reason = f"release {release} covers it and supersedes release {lower.release}"
            for stream in streams:
                standing = [
                    entry for entry in facts.of(stream, unit).values() if entry.retraction is None
                ]
                if standing:
                    batches.put(
                        stream,
                        [
                            writer.superseded(entry, lower.dataset, lower.held.last, reason)
                            for entry in standing
                        ],
                    )
                    self.superseded.append(Superseded(lower.dataset, lower.release, unit))

    def state_coverage(self, batches: Batches) -> str:
        """Append what the release covers, in each stream that has facts of it, and return its name.

        If it covers all that the last release covers, or is the same release, its statement
        replaces that of the last one.
        """
        areas = self.release.covered()
        before = next((mark for mark in reversed(self.held.marks) if mark.coverage), None)
        name = self.dataset
        if before is not None:
            replaces = all(any(area.has(old) for area in areas) for old in before.covers)
            is_same = before.release == self.release.release
            number = self.held.last + 1
            name = before.coverage if replaces or is_same else f"{self.dataset}-{number}"
        coverage = self.release.coverage(self.dataset, name)
        for stream in self.streams:
            batches.put(stream, coverage)
        return name if coverage else ""

    def _streams(self, name: str, facts: Facts) -> set[str]:
        """Return the streams that may have facts of a row: all, if a sync of it was interrupted."""
        if name in self.held.unfinished:
            return facts.streams
        return {kept.stream for kept in self.held.units.get(name, {}).values()} - {""}

    def mark(self, coverage: str) -> Annotation:
        """Return the mark that the import of the release is complete.

        Args:
            coverage: the name of the statements of what it covers; empty: there are none.
        """
        return finished(
            self.held.last + 1,
            self.release.format.name,
            self.release.release,
            published=self.published,
            public=self.when,
            rows=self.plan.rows,
            columns=self.release.columns,
            hxl=self.release.hxl,
            by=self.by,
            part=False,
            covers=self.release.covered(),
            coverage=coverage,
        )

    def synced(self, number: int | None, batches: Batches | None) -> Synced:
        """Return the result."""
        before = self.held.marks[-1] if self.held.marks else None
        return Synced(
            dataset=self.dataset,
            release=self.release.release,
            number=number,
            before=before.release if before else None,
            public=self.when,
            is_return=self.when != self.published,
            report=self.release.report,
            rows=self.plan.rows,
            added=tuple(self.plan.added),
            changed=tuple(self.plan.changed),
            withdrawn=tuple(self.plan.withdrawn),
            kept=tuple(self.plan.kept),
            yielded=tuple(self.yielded),
            superseded=tuple(self.superseded),
            rewritten=self.plan.rewritten,
            same=self.plan.same,
            columns_added=_lacking(self.release.columns, before.columns if before else ()),
            columns_dropped=_lacking(before.columns if before else (), self.release.columns),
            appended=FrozenMap(batches.kinds if batches else {}),
            streams=FrozenMap(batches.streams if batches else {}),
            renamed=self.plan.renamed,
            findings=(*_renamed(self.release, self.plan), *self.plan.findings),
        )


def _renamed(release: Import, changes: Plan) -> tuple[Finding, ...]:
    """Return a finding on how rows were matched, if the data set renames its ids."""
    if release.format.stable_ids:
        return ()
    message = (
        f"{release.format.name} renames its ids, so rows were matched by "
        f"{release.format.matched_by}; {changes.renamed:,} only have a new id"
    )
    return (RENAMED.finding(message, file=release.path),)


def _lacking(these: Iterable[str], those: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in these if those and name not in those)
