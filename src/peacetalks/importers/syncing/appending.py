"""``append`` adds the rows of a file to a log; nothing in the log is corrected or withdrawn.

Rows are written while the file is read, in flat memory; a batch is one transaction per stream. What
the log already holds is looked up only if it refuses an event because it holds a different one with
that id. Rows that the log holds with other content are left out, with a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, final

from attrs import define, field, frozen

from peacetalks.errors import ConflictingEvent, Finding
from peacetalks.events import Event
from peacetalks.findings.imports import SAME_ID
from peacetalks.importers.actors.unstated import Unstated
from peacetalks.importers.api import Import
from peacetalks.importers.report import Outcome
from peacetalks.importers.syncing.actor_statements import registered
from peacetalks.importers.syncing.current import holdings
from peacetalks.importers.syncing.deletions import withdraw
from peacetalks.importers.syncing.planning import fields_of, repeated_row
from peacetalks.importers.syncing.results import Appended
from peacetalks.importers.syncing.run import Progress, today
from peacetalks.importers.syncing.storage import (
    check_dataset,
    finished,
    mark_of,
    packed,
    row_event,
    row_id,
    rows_stream,
)
from peacetalks.importers.syncing.streams import StreamOf, naming, rule_of
from peacetalks.importers.syncing.writing import Batches
from peacetalks.importers.tables.row import Row
from peacetalks.log import Log
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

__all__ = ["append"]

_MOST: Final = 4_000
"""How many rows wait in memory."""


def append(
    log: Log,
    stream_of: StreamOf,
    imported: Import,
    *,
    dataset: str | None = None,
    recorded_by: str | None = None,
    packed: bool = False,
    progress: Progress | None = None,
    seen: Callable[[Outcome], None] | None = None,
) -> Appended:
    r"""Append the facts of a file to a log, together with the rows that they come from.

    A file may be appended twice: what the log already holds is skipped. For a release that replaces
    an earlier one, use ``sync``, which corrects and withdraws. A feed of deletions
    (``acled-deleted``) retracts the facts of the rows that it names, in any stream.

    Args:
        log: the log.
        stream_of: which stream the facts of a row belong to: the name of one of the format's rules,
            a function of an ``Outcome``, or None for the format's default.
        imported: the file, as returned by ``read``.
        dataset: the name of the data set in this log; None: the name of its format.
        recorded_by: who records it, as free text.
        packed: whether to store the facts packed, in a third of the space; SQL tools then need
            ``peacetalks.log.unpacked`` to see their fields. Rows are always packed.
        progress: called with the number of rows done.
        seen: called with the outcome of each row.

    Raises:
        InvalidValue: if ``dataset`` or a stream does not have a valid name.
        ReadError: if the file cannot be read further; what was appended stays.
        LogError: if the log cannot be written, or somebody else is importing the data set.

    >>> import pathlib, tempfile
    >>> from peacetalks import MemoryLog, importers
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> log = MemoryLog()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     read = importers.read(path, release="2024", published="2024-06-13")
    ...     append(log, None, read, dataset="unhcr").appended["facts"]
    1
    """
    if imported.format.withdraws is not None:
        return withdraw(log, imported, dataset=dataset, recorded_by=recorded_by, progress=progress)
    name = check_dataset(dataset or imported.format.name)
    stream = naming(stream_of, imported)
    cause = f"{name}, {imported.release}"
    records = _records(log, name)
    batches = Batches(log, name, cause, recorded_by, records, packed=packed)
    unstated = registered(log, imported.format.name)
    work = _Work(log, imported, name, rule_of(stream_of, imported), records, batches, unstated)
    rows = 0
    for outcome in imported.outcomes():
        if seen is not None:
            seen(outcome)
        work.add(outcome, stream(outcome) if outcome.events else "")
        rows += len(outcome.rows)
        if progress is not None:
            progress(rows)
    work.flush()
    work.state_coverage()
    work.mark()
    return Appended(
        name,
        imported.report,
        FrozenMap(batches.kinds),
        FrozenMap({stream: number for stream, number in batches.streams.items() if number}),
        tuple(work.left_out),
    )


def _records(log: Log, dataset: str) -> int:
    """Return the number of records in the stream of a data set."""
    stream = rows_stream(dataset)
    return next((one.records for one in log.streams() if one.stream == stream), 0)


@final
@frozen
class _Waiting:
    """Rows that wait to be written, by the ids they are stored under."""

    rows: dict[str, Row]
    stream: str
    outcome: Outcome
    kept: tuple[Event, ...]


@final
@define
class _Work:
    """The state of one append."""

    log: Log
    imported: Import
    dataset: str
    by: str
    before: int
    batches: Batches
    unstated: Unstated
    waiting: list[_Waiting] = field(factory=list[_Waiting])
    ids: dict[str, int] = field(factory=dict[str, int])
    left_out: list[Finding] = field(factory=list[Finding])
    held: dict[str, int] | None = None
    streams: dict[str, None] = field(factory=dict[str, None])

    def add(self, outcome: Outcome, where: str) -> None:
        """Queue rows, and write the queue if it is long."""
        rows = {row_id(row): row for row in outcome.rows}
        digests = {name: _digest(row) for name, row in rows.items()}
        repeated = [name for name in rows if name in self.ids]
        if repeated:
            same = all(self.ids[name] == digests[name] for name in repeated)
            self.left_out.append(repeated_row(repeated[0], rows[repeated[0]], same=same))
            return
        self.ids |= digests
        if outcome.events:
            self.streams[where] = None
        when = self.imported.published or _occurred(outcome.events)
        kept = tuple(
            row_event(row, name, self.imported, unit=rows, stream=where, when=when)
            for name, row in rows.items()
        )
        self.waiting.append(_Waiting(rows, where, outcome, kept))
        if len(self.waiting) >= _MOST:
            self.flush()

    def flush(self) -> None:
        """Write the queue; rows that the log holds with other content are left out."""
        if self.held is not None:
            self.waiting = list(self._new(self.waiting))
        while True:
            for rows in self.waiting:
                events = self.unstated.then_facts(rows.stream, rows.outcome)
                self.batches.put(rows.stream or self.batches.rows, events)
                self.batches.put(self.batches.rows, rows.kept)
            try:
                self.batches.flush()
            except ConflictingEvent as error:
                self.batches.drop()
                # A part of the batch may have been written.
                self.unstated = registered(self.log, self.imported.format.name)
                self._leave_out_refused(error)
                continue
            if self.held is not None:
                self.held |= self.ids
            self.waiting, self.ids = [], {}
            return

    def state_coverage(self) -> None:
        """Write what the file covers, in each stream that has facts of it."""
        coverage = self.imported.coverage(self.dataset)
        for stream in self.streams:
            self.batches.put(stream, coverage)
        self.batches.flush()

    def mark(self) -> None:
        """Write the mark that the file was imported, if it added anything."""
        added = self.batches.kinds["rows"]
        if not added:
            return
        imported = self.imported
        self.batches.mark(
            finished(
                _last(self.log, self.dataset, self.before) + 1,
                imported.format.name,
                imported.release,
                published=imported.published,
                public=imported.published or today(),
                rows=added,
                columns=imported.columns,
                hxl=imported.hxl,
                by=self.by,
                part=True,
                covers=imported.covered(),
            )
        )

    def _leave_out_refused(self, error: ConflictingEvent) -> None:
        """Leave out the rows that the log holds; the next time, also those that it still refuses."""
        if self.held is None:
            self.held = {
                name: hash(entry.content.packed)
                for name, entry in holdings(self.log, self.dataset).rows.items()
            }
            self.waiting = list(self._new(self.waiting))
            return
        refused = [rows for rows in self.waiting if _has(rows, error.id)]
        for rows in refused:
            self._leave_out(rows, str(error))
        self.waiting = [rows for rows in self.waiting if rows not in refused]
        if not refused:
            raise error

    def _new(self, waiting: Iterable[_Waiting]) -> Iterator[_Waiting]:
        """Yield the rows that the log does not hold."""
        held = self.held or {}
        for rows in waiting:
            known = [name for name in rows.rows if name in held]
            if not known:
                yield rows
            elif any(held[name] != self.ids[name] for name in known):
                what = f"the log holds the row {known[0]!r} with other content"
                self._leave_out(rows, f"{what}; hint: peacetalks sync records what changed")

    def _leave_out(self, rows: _Waiting, why: str) -> None:
        row = next(iter(rows.rows.values()))
        self.left_out.append(SAME_ID.finding(why, file=row.file, line=row.line))


def _digest(row: Row) -> int:
    return hash(packed(fields_of(row)))


def _has(rows: _Waiting, event_id: str) -> bool:
    return any(event.id == event_id for event in (*rows.outcome.events, *rows.kept))


def _occurred(events: tuple[Event, ...]) -> When:
    return events[0].occurred if events else today()


def _last(log: Log, dataset: str, records: int) -> int:
    """Return the number of the last release that was started before this append."""
    if not records:
        return 0
    mark = mark_of(next(log.read(rows_stream(dataset), after=records - 1)))
    return holdings(log, dataset).last if mark is None else mark.number
