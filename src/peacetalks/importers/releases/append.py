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
from peacetalks.importers.codes import SAME_ID, severity
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.appended import Appended
from peacetalks.importers.releases.feed import withdraw
from peacetalks.importers.releases.kept import (
    check_dataset,
    finished,
    mark_of,
    packed,
    row_event,
    rows_stream,
)
from peacetalks.importers.releases.plan import Names, Unit, fields_of
from peacetalks.importers.releases.standing import standing
from peacetalks.importers.releases.streams import StreamOf, naming
from peacetalks.importers.releases.sync import Progress, today
from peacetalks.importers.releases.writing import Batches
from peacetalks.importers.report import Outcome
from peacetalks.log import Log
from peacetalks.when import When

__all__ = ["append"]

_MOST: Final = 10_000


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
    """Append the facts of a file to a log, with the rows that tell them.

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
        LogError: if the log cannot be written.
    """
    if imported.format.withdraws is not None:
        return withdraw(log, imported, dataset=dataset, recorded_by=recorded_by, progress=progress)
    name = check_dataset(dataset or imported.format.name)
    stream = naming(stream_of, imported)
    cause = f"{name}, {imported.release}"
    work = _Work(log, imported, Batches(log, name, cause, recorded_by), name)
    names = Names()
    rows = 0
    for outcome in imported.outcomes():
        if seen is not None:
            seen(outcome)
        unit = names.unit(outcome.rows)
        work.take_in(unit, outcome, stream(outcome) if outcome.events else "")
        rows += len(outcome.rows)
        if progress is not None:
            progress(rows)
    work.flush()
    work.mark(rows)
    batches = work.batches
    return Appended(
        name,
        imported.report,
        FrozenMap(batches.kinds),
        FrozenMap(batches.streams),
        tuple(work.left_out),
    )


@final
@frozen
class _Waiting:
    """Rows on their way into the log."""

    unit: Unit
    stream: str
    facts: tuple[Event, ...]
    kept: tuple[Event, ...]


@final
@define
class _Work:
    """One append."""

    log: Log
    imported: Import
    batches: Batches
    dataset: str
    waiting: list[_Waiting] = field(factory=list[_Waiting])
    left_out: list[Finding] = field(factory=list[Finding])
    held: dict[str, int] | None = None

    def take_in(self, unit: Unit, outcome: Outcome, where: str) -> None:
        """Add rows to what waits, and write it if that is much."""
        when = self.imported.published or _occurred(outcome.events)
        kept = tuple(
            row_event(row, name, self.imported, unit=unit.rows, stream=where, when=when)
            for name, row in unit.rows.items()
        )
        facts = outcome.events if unit.tells_facts else ()
        self._leave_out_repeated(unit)
        self.waiting.append(_Waiting(unit, where, facts, kept))
        if len(self.waiting) >= _MOST:
            self.flush()

    def flush(self) -> None:
        """Write what waits; rows that the log holds otherwise are left out."""
        if self.held is not None:
            self.waiting = list(self._new(self.waiting))
        while True:
            for rows in self.waiting:
                self.batches.put(rows.stream or self.batches.rows, rows.facts)
                self.batches.put(self.batches.rows, rows.kept)
            try:
                self.batches.flush()
            except ConflictingEvent as error:
                self.batches.drop()
                self._without(error)
                continue
            self.waiting = []
            return

    def mark(self, rows: int) -> None:
        """Write the mark that the file was taken in, if it added anything."""
        if not self.batches.kinds["rows"]:
            return
        number = _last(self.log, self.dataset) + 1
        told = self.imported
        public = told.published or today()
        mark = finished(
            number,
            told.format.name,
            told.release,
            published=told.published,
            public=public,
            rows=rows,
            columns=told.columns,
            hxl=told.hxl,
            part=True,
        )
        self.batches.mark(mark)

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
            self._leave_out(rows.unit, str(error))
        self.waiting = [rows for rows in self.waiting if rows not in refused]
        if not refused:
            raise error

    def _new(self, waiting: Iterable[_Waiting]) -> Iterator[_Waiting]:
        """Yield the rows that the log does not hold."""
        held = self.held or {}
        for rows in waiting:
            there = [name for name in rows.unit.rows if name in held]
            if not there:
                yield rows
                continue
            for name in there:
                if held[name] != hash(packed(fields_of(rows.unit.rows[name]))):
                    self._leave_out(
                        rows.unit,
                        f"the log holds the row {name!r} otherwise; "
                        "hint: peacetalks sync records what changed",
                    )

    def _leave_out(self, unit: Unit, why: str) -> None:
        row = next(iter(unit.rows.values()))
        self.left_out.append(
            Finding(
                code=SAME_ID,
                message=why,
                severity=severity(SAME_ID),
                file=row.file,
                line=row.line,
            )
        )

    def _leave_out_repeated(self, unit: Unit) -> None:
        for name, same in unit.repeated.items():
            if not same:
                self._leave_out(unit, f"an earlier row has the id {name.rpartition('~')[0]!r}")


def _has(rows: _Waiting, event_id: str) -> bool:
    return any(event.id == event_id for event in (*rows.facts, *rows.kept))


def _occurred(events: tuple[Event, ...]) -> When:
    return events[0].occurred if events else today()


def _last(log: Log, dataset: str) -> int:
    """Return the number of the last release of a data set that was begun."""
    stream = rows_stream(dataset)
    records = next((s.records for s in log.streams() if s.stream == stream), 0)
    last = list(log.read(stream, after=records - 1)) if records else []
    mark = mark_of(last[0]) if last else None
    return standing(log, dataset).last if mark is None else mark.number
