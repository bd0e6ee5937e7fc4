"""Import a feed of deletions: the rows it names are withdrawn, each at the time of its deletion."""

from __future__ import annotations

from peacetalks.errors import Finding
from peacetalks.events import Event
from peacetalks.findings.imports import NOTHING
from peacetalks.importers.api import Import
from peacetalks.importers.report import Outcome
from peacetalks.importers.syncing.corrections import Writer
from peacetalks.importers.syncing.current import Facts, holdings
from peacetalks.importers.syncing.own_events import Entry
from peacetalks.importers.syncing.results import Appended
from peacetalks.importers.syncing.run import Progress, today
from peacetalks.importers.syncing.storage import RowKept, begun, check_dataset, finished, row_id
from peacetalks.importers.syncing.writing import Batches
from peacetalks.log import Log
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.values.facts import Source

__all__ = ["withdraw"]


def withdraw(
    log: Log,
    imported: Import,
    *,
    dataset: str | None,
    recorded_by: str | None,
    progress: Progress | None,
) -> Appended:
    """Retract the rows that a feed names, and their facts.

    A row that the log does not hold, or that is already withdrawn, is skipped with a finding.
    """
    data = imported.format
    name = check_dataset(dataset or data.withdraws or data.name)
    held = holdings(log, name)
    outcomes = list(imported.outcomes())
    named = {row_id(outcome.rows[0]): outcome for outcome in outcomes if outcome.events}
    deleted = [key for key in named if key in held.units]
    batches = Batches(log, name, f"{name}, {imported.release}", recorded_by, held.position)
    skipped = tuple(_unknown_row(one) for key, one in named.items() if key not in held.units)
    if deleted:
        number = held.last + 1
        public = imported.published or held.public or today()
        batches.mark(begun(number, imported.release, public))
        facts = Facts(log, name, held.marks[-1].format if held.marks else name, set(deleted))
        for done, key in enumerate(deleted, 1):
            writer = _writer(imported, name, number, named[key])
            reason = f"the row {key} was deleted"
            for stream in sorted({kept.stream for kept in held.units[key].values()} - {""}):
                batches.put(stream, writer.differences((), facts.of(stream, key), reason))
            batches.put(batches.rows, _rows(writer, held.units[key], held.rows, reason))
            if progress is not None:
                progress(done)
        batches.flush()
        mark = held.marks[-1] if held.marks else None
        batches.mark(
            finished(
                number,
                mark.format if mark else name,
                imported.release,
                published=imported.published,
                public=public,
                rows=sum(map(len, held.units.values())) - len(deleted),
                columns=mark.columns if mark else (),
                hxl=mark.hxl if mark else (),
                by=mark.by if mark else "",
                part=False,
            )
        )
    streams, kinds = FrozenMap(batches.streams), FrozenMap(batches.kinds)
    return Appended(name, imported.report, kinds, streams, skipped)


def _writer(imported: Import, dataset: str, number: int, outcome: Outcome) -> Writer:
    """Return the writer for the retractions of one row, known from the time of its deletion."""
    data = imported.format
    deleted = outcome.events[0]
    source = Source(data.publisher, title=data.title, published=deleted.occurred)
    return Writer(dataset, number, imported.release, deleted.occurred, source)


def _rows(
    writer: Writer,
    unit: dict[str, RowKept],
    held: dict[str, Entry[RowKept]],
    reason: str,
) -> list[Event]:
    return [event for name in unit for event in writer.retracted(held[name], reason)]


def _unknown_row(outcome: Outcome) -> Finding:
    row = outcome.rows[0]
    message = f"the log has no row {row.key!r} to withdraw"
    return NOTHING.finding(message, file=row.file, line=row.line)
