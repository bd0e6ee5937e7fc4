"""``append``: what a file adds to a log; nothing that the log holds is corrected or withdrawn.

Rows are taken in while they are read, in flat memory: a batch of them is a transaction for each
stream. Only if the log refuses one, because it holds another event of that id, is looked up what
it holds; a row that says something else there is left out, with a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, final

from attrs import define, field, frozen

from peacetalks.errors import ConflictingEvent, Finding
from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.codes import SAME_ID, finding
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.appended import Appended
from peacetalks.importers.releases.feed import withdraw
from peacetalks.importers.releases.kept import (
    check_dataset,
    finished,
    mark_of,
    packed,
    row_event,
    row_id,
    rows_stream,
)
from peacetalks.importers.releases.plan import fields_of, repeated_row
from peacetalks.importers.releases.registered import registered
from peacetalks.importers.releases.standing import standing
from peacetalks.importers.releases.streams import StreamOf, naming, rule_of
from peacetalks.importers.releases.sync import Progress, today
from peacetalks.importers.releases.writing import Batches
from peacetalks.importers.report import Outcome
from peacetalks.importers.row import Row
from peacetalks.importers.stated import Unstated
from peacetalks.log import Log
from peacetalks.when import When

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
    progress: Progress | None = None,
    seen: Callable[[Outcome], None] | None = None,
) -> Appended:
    r"""Append the facts of a file to a log, with the rows that tell them.

    A file may be appended twice: what the log holds is passed over. For a release that takes
    the place of an earlier one use ``sync``, which corrects and withdraws. A feed of deletions
    (``acled-deleted``) retracts the facts of the rows that it names, in whatever stream they are.

    Args:
        log: the log.
        stream_of: which stream the facts of a row belong to: one of the format's own rules, a
            function of an ``Outcome``, or None for the format's default.
        imported: the file, as ``read`` gives it.
        dataset: what the data set is called in this log; None: as its format.
        recorded_by: who records, in words of your own.
        progress: is told how many rows are done.
        seen: is told what became of each row.

    Raises:
        InvalidValue: for a name that is none.
        ReadError: if the file cannot be read further; what was appended stays.
        LogError: if the log cannot be written, or somebody else takes the data set in.

    >>> import pathlib, tempfile
    >>> from peacetalks import MemoryLog, importers
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> log = MemoryLog()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     append(log, None, importers.read(path, release="2024"), dataset="unhcr").appended["facts"]
    1
    """
    if imported.format.withdraws is not None:
        return withdraw(log, imported, dataset=dataset, recorded_by=recorded_by, progress=progress)
    name = check_dataset(dataset or imported.format.name)
    stream = naming(stream_of, imported)
    cause = f"{name}, {imported.release}"
    records = _records(log, name)
    batches = Batches(log, name, cause, recorded_by, records)
    unstated = registered(log, imported.format.name)
    work = _Work(log, imported, name, rule_of(stream_of, imported), records, batches, unstated)
    rows = 0
    for outcome in imported.outcomes():
        if seen is not None:
            seen(outcome)
        work.take_in(outcome, stream(outcome) if outcome.events else "")
        rows += len(outcome.rows)
        if progress is not None:
            progress(rows)
    work.flush()
    work.mark()
    return Appended(
        name,
        imported.report,
        FrozenMap(batches.kinds),
        FrozenMap({stream: number for stream, number in batches.streams.items() if number}),
        tuple(work.left_out),
    )


def _records(log: Log, dataset: str) -> int:
    """Return how many records the stream of a data set has."""
    stream = rows_stream(dataset)
    return next((one.records for one in log.streams() if one.stream == stream), 0)


@final
@frozen
class _Waiting:
    """Rows on their way into the log, by the ids they are kept under."""

    rows: dict[str, Row]
    stream: str
    outcome: Outcome
    kept: tuple[Event, ...]


@final
@define
class _Work:
    """One append."""

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

    def take_in(self, outcome: Outcome, where: str) -> None:
        """Add rows to what waits, and write it if that is much."""
        rows = {row_id(row): row for row in outcome.rows}
        told = {name: _digest(row) for name, row in rows.items()}
        again = [name for name in rows if name in self.ids]
        if again:
            same = all(self.ids[name] == told[name] for name in again)
            self.left_out.append(repeated_row(again[0], rows[again[0]], same=same))
            return
        self.ids |= told
        when = self.imported.published or _occurred(outcome.events)
        kept = tuple(
            row_event(row, name, self.imported, unit=rows, stream=where, when=when)
            for name, row in rows.items()
        )
        self.waiting.append(_Waiting(rows, where, outcome, kept))
        if len(self.waiting) >= _MOST:
            self.flush()

    def flush(self) -> None:
        """Write what waits; rows that the log holds otherwise are left out."""
        if self.held is not None:
            self.waiting = list(self._new(self.waiting))
        while True:
            for rows in self.waiting:
                told = self.unstated.then_facts(rows.stream, rows.outcome)
                self.batches.put(rows.stream or self.batches.rows, told)
                self.batches.put(self.batches.rows, rows.kept)
            try:
                self.batches.flush()
            except ConflictingEvent as error:
                self.batches.drop()
                # Some of it may have been written.
                self.unstated = registered(self.log, self.imported.format.name)
                self._without(error)
                continue
            if self.held is not None:
                self.held |= self.ids
            self.waiting, self.ids = [], {}
            return

    def mark(self) -> None:
        """Write the mark that the file was taken in, if it added anything."""
        added = self.batches.kinds["rows"]
        if not added:
            return
        told = self.imported
        self.batches.mark(
            finished(
                _last(self.log, self.dataset, self.before) + 1,
                told.format.name,
                told.release,
                published=told.published,
                public=told.published or today(),
                rows=added,
                columns=told.columns,
                hxl=told.hxl,
                by=self.by,
                part=True,
            )
        )

    def _without(self, error: ConflictingEvent) -> None:
        """Leave out what the log refuses: first what it holds, then what it refuses nonetheless."""
        if self.held is None:
            self.held = {
                name: hash(entry.stands.packed)
                for name, entry in standing(self.log, self.dataset).rows.items()
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
            there = [name for name in rows.rows if name in held]
            if not there:
                yield rows
            elif any(held[name] != self.ids[name] for name in there):
                told = f"the log holds the row {there[0]!r} otherwise"
                self._leave_out(rows, f"{told}; hint: peacetalks sync records what changed")

    def _leave_out(self, rows: _Waiting, why: str) -> None:
        row = next(iter(rows.rows.values()))
        self.left_out.append(finding(SAME_ID, why, row.file, row.line))


def _digest(row: Row) -> int:
    return hash(packed(fields_of(row)))


def _has(rows: _Waiting, event_id: str) -> bool:
    return any(event.id == event_id for event in (*rows.outcome.events, *rows.kept))


def _occurred(events: tuple[Event, ...]) -> When:
    return events[0].occurred if events else today()


def _last(log: Log, dataset: str, records: int) -> int:
    """Return the number of the last release that was begun before this append."""
    if not records:
        return 0
    mark = mark_of(next(log.read(rows_stream(dataset), after=records - 1)))
    return standing(log, dataset).last if mark is None else mark.number
