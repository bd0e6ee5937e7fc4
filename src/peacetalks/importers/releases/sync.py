"""``sync``: a new release of a data set as what it changed: additions, corrections, retractions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, final

from attrs import frozen

from peacetalks.errors import Finding, InvalidValue
from peacetalks.events import Annotation
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.codes import RENAMED, finding
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.changes import Synced
from peacetalks.importers.releases.differences import Writer
from peacetalks.importers.releases.kept import (
    begun,
    check_dataset,
    finished,
    row_event,
)
from peacetalks.importers.releases.plan import (
    Names,
    Plan,
    Unit,
    check_withdrawals,
    plan,
)
from peacetalks.importers.releases.registered import registered
from peacetalks.importers.releases.standing import Facts, Standing, rows_elsewhere, standing
from peacetalks.importers.releases.streams import StreamOf, naming, rule_of
from peacetalks.importers.releases.writing import Batches
from peacetalks.importers.report import Outcome
from peacetalks.importers.stated import Unstated
from peacetalks.log import Log
from peacetalks.values import Source
from peacetalks.when import When, WhenLike

__all__ = ["Progress", "sync", "today"]

Progress: TypeAlias = Callable[[int], None]
"""Is told how many rows are done."""


def sync(
    log: Log,
    stream_of: StreamOf,
    release: Import,
    *,
    published: WhenLike,
    dataset: str | None = None,
    allow_withdrawals: bool = False,
    today: WhenLike | None = None,
    recorded_by: str | None = None,
    progress: Progress | None = None,
) -> Synced:
    r"""Append what a release changes to what a log holds of its data set, and nothing else.

    Rows are compared by their ids (by content, where a data set renames its ids), first with
    one another and then fact by fact. What is new is added; what says something else is
    corrected, with the columns that changed as the reason; what is missing is retracted. All of
    it counts as known from ``published``. A release published before the last one taken in is a
    return: new bookkeeping, known from ``today``, that changes nothing of what was known before.

    Nothing is appended before the whole file was read. A second sync of a release appends
    nothing; one that was interrupted is finished by the next. Where the rows of a release are
    those of the last one, its facts stay as they are and where they are.

    Memory: the rows that the log holds, packed (about the size of the file), and the facts of
    the rows that changed.

    Args:
        log: the log.
        stream_of: which stream the facts of a row belong to: one of the format's own rules
            (``"country"``), a function of an ``Outcome``, or None for the format's default.
        release: the file, as ``read`` gives it, with the name of the release.
        published: when the release was published.
        dataset: what the data set is called in this log; None: as its format. Give parts of a
            data set that are published apart a name each, as ``"ged-ukraine"``.
        allow_withdrawals: whether more than half of the rows may be missing, or rows that may
            be among those that cannot be read.
        today: the day of the sync; None: this day.
        recorded_by: who records, in words of your own.
        progress: is told how many rows are done.

    Raises:
        InvalidValue: if the release lacks more than half of the rows, or some and has rows that
            cannot be read; for a feed of deletions; for a name that is none.
        ReadError: if the file, or the log, cannot be read.
        LogError: if the log cannot be written.

    >>> import pathlib, tempfile
    >>> from peacetalks import MemoryLog, importers
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> log = MemoryLog()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     first = importers.read(path, release="2024")
    ...     synced = sync(log, None, first, published="2024-06")
    ...     _ = path.write_text(rows.replace("143054", "144000"))
    ...     second = importers.read(path, release="2024-revised")
    ...     revised = sync(log, None, second, published="2024-10")
    >>> len(synced.added), [change.told for change in revised.changed]
    (1, ['refugees: 143054 → 144000'])
    """
    if release.format.withdraws is not None:
        raise InvalidValue(
            "a feed of deletions is no release",
            value=release.path,
            hint="append (peacetalks import)",
        )
    name = check_dataset(dataset or release.format.name)
    said = When(published)
    held = standing(log, name)
    by = rule_of(stream_of, release)
    _check_rule(by, held)
    changes = plan(release, held)
    if not allow_withdrawals:
        check_withdrawals(changes, held, release)
    when = _public(said, held, today)
    fresh = release.again(published=when)
    source = _source(release, said)
    unstated = registered(log, fresh.format.name)
    work = _Work(log, name, fresh, held, changes, by, said, when, source, unstated)
    stream = naming(stream_of, fresh)
    done = progress or _untold
    if changes.changes_nothing and work.is_done:
        rows = 0
        for outcome in fresh.outcomes():
            rows += len(outcome.rows)
            done(rows)
        return work.synced(None, None)
    batches = Batches(log, name, f"{name}, release {release.release}", recorded_by, held.position)
    work.write(batches, stream, done)
    batches.mark(work.mark())
    return work.synced(held.last + 1, batches)


def _untold(number: int) -> None:
    """Show nothing."""


def _public(published: When, held: Standing, day: WhenLike | None) -> When:
    """Return from when bookkeeping counts as known: never before that of the last release."""
    last = held.public
    if last is None or published.hi >= last.hi:
        return published
    now = today() if day is None else When(day)
    return now if now.hi >= last.hi else last


def today() -> When:
    """Return this day, in UTC."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who return to a release pay

    return When(pendulum.now("UTC").date())


def _check_rule(by: str, held: Standing) -> None:
    """Refuse to divide rows in two ways, of which each would hold only for some.

    Raises:
        InvalidValue: if the rows that the log holds were divided by another rule.
    """
    before = held.marks[-1].by if held.marks else ""
    if by and before and by != before:
        raise InvalidValue(
            "another rule than the one by which the rows of the data set were divided into streams",
            value=by,
            accepted=before,
            hint="to divide them anew, take the data set in under another name (--dataset NAME)",
        )


def _source(release: Import, published: When) -> Source:
    data = release.format
    return Source(
        data.publisher,
        title=f"{data.title}, release {release.release}",
        published=published,
        licence=data.licence,
    )


@final
@frozen
class _Work:
    """One sync: what it starts from, and what it has to do."""

    log: Log
    dataset: str
    release: Import
    held: Standing
    plan: Plan
    by: str
    published: When
    when: When
    source: Source
    unstated: Unstated

    @property
    def is_done(self) -> bool:
        """Whether this release, with this date, is the one that was taken in last, and whole."""
        if not self.held.marks or self.held.marks[-1].number != self.held.last:
            return False
        mark = self.held.marks[-1]
        return (mark.release, mark.published) == (self.release.release, self.published)

    def write(self, batches: Batches, stream: Callable[[Outcome], str], done: Progress) -> None:
        """Append what changed."""
        number = self.held.last + 1
        writer = Writer(self.dataset, number, self.release.release, self.when, self.source)
        batches.mark(begun(number, self.release.release, self.when))
        lost = (*self.plan.withdrawn, *self.plan.left)
        # A sync that was stopped may have joined a row to another, and left what it told itself.
        gone = {*lost, *(self.held.rows[name].stands.unit for name in lost)}
        touched = self.plan.touched | gone
        facts = Facts(self.log, self.dataset, self.release.format.name, touched)
        names = Names()
        rows = 0
        for outcome in self.release.outcomes():
            unit = names.unit(outcome.rows)
            if unit.id in self.plan.units:
                where = stream(outcome) if outcome.events else ""
                self._take_in(unit, outcome, where, writer, facts, batches)
            rows += len(unit.rows)
            done(rows)
            if batches.is_full:
                batches.flush()
        self._withdraw(writer, facts, batches)
        batches.flush()

    def _take_in(
        self,
        unit: Unit,
        outcome: Outcome,
        where: str,
        writer: Writer,
        facts: Facts,
        batches: Batches,
    ) -> None:
        """Append what changed of rows that tell their facts together."""
        reason = self.plan.units[unit.id] or f"release {self.release.release} writes it otherwise"
        for name in unit.rows:
            moved = f"row {name} is joined to {unit.id}"
            if name == unit.id:
                moved = f"moved to the stream {where}: {reason}" if where else reason
            for stream in sorted(self._streams(name, facts) - {where if name == unit.id else ""}):
                batches.put(stream, writer.differences((), facts.of(stream, name), moved))
        if where:
            batches.put(where, self.unstated.of(where, outcome))
            wanted = outcome.events if unit.tells_facts else ()
            batches.put(where, writer.differences(wanted, facts.of(where, unit.id), reason))
        for name, row in unit.rows.items():
            event = row_event(row, name, self.release, unit=unit.rows, stream=where, when=self.when)
            batches.put(batches.rows, writer.row(event, self.held.rows.get(name), reason))

    def _withdraw(self, writer: Writer, facts: Facts, batches: Batches) -> None:
        """Retract the facts of rows that the release lacks, and the rows."""
        gone = (*self.plan.withdrawn, *self.plan.left)
        format_ = self.release.format.name
        elsewhere = (
            rows_elsewhere(self.log, self.dataset, format_, set(gone)) if gone else set[str]()
        )
        for name in gone:
            entry = self.held.rows[name]
            reason = f"release {self.release.release} has no row {name}"
            # As long as another data set of the log tells it, the fact stands.
            streams = () if name in elsewhere else sorted(self._streams(name, facts))
            for stream in streams:
                batches.put(stream, writer.differences((), facts.of(stream, name), reason))
            if entry.retraction is None:
                batches.put(batches.rows, [writer.retracted(entry, reason)])

    def _streams(self, name: str, facts: Facts) -> set[str]:
        """Return the streams that may have facts of a row: all, if a sync of it was stopped."""
        if name in self.held.unfinished:
            return facts.streams
        return {kept.stream for kept in self.held.units.get(name, {}).values()} - {""}

    def mark(self) -> Annotation:
        """Return the mark that the release was taken in."""
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
        )

    def synced(self, number: int | None, batches: Batches | None) -> Synced:
        """Return what was done."""
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
    """Say by what rows were matched, if the data set renames its ids."""
    if release.format.stable_ids:
        return ()
    message = (
        f"{release.format.name} renames its ids, so rows were matched by "
        f"{release.format.matched_by}; {changes.renamed:,} have only another id"
    )
    return (finding(RENAMED, message, release.path),)


def _lacking(these: Iterable[str], those: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in these if those and name not in those)
