"""A feed of deletions: the rows that it names are withdrawn, each from the day of its deletion."""

from __future__ import annotations

from peacetalks.errors import Finding
from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.codes import NOTHING, finding
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.appended import Appended
from peacetalks.importers.releases.differences import Writer
from peacetalks.importers.releases.kept import RowKept, begun, check_dataset, finished, row_id
from peacetalks.importers.releases.ledger import Entry
from peacetalks.importers.releases.standing import Facts, standing
from peacetalks.importers.releases.sync import Progress, today
from peacetalks.importers.releases.writing import Batches
from peacetalks.importers.report import Outcome
from peacetalks.log import Log
from peacetalks.values import Source

__all__ = ["withdraw"]


def withdraw(
    log: Log,
    imported: Import,
    *,
    dataset: str | None,
    recorded_by: str | None,
    progress: Progress | None,
) -> Appended:
    """Retract the facts of the rows that a feed names, and the rows.

    A row that the log does not hold, or holds as withdrawn, is passed over with a finding.
    """
    data = imported.format
    name = check_dataset(dataset or data.withdraws or data.name)
    held = standing(log, name)
    outcomes = list(imported.outcomes())
    named = {row_id(outcome.rows[0]): outcome for outcome in outcomes if outcome.events}
    gone = [key for key in named if key in held.units]
    batches = Batches(log, name, f"{name}, {imported.release}", recorded_by, held.position)
    passed_over = tuple(_passed_over(one) for key, one in named.items() if key not in held.units)
    if gone:
        number = held.last + 1
        public = imported.published or held.public or today()
        batches.mark(begun(number, imported.release, public))
        facts = Facts(log, name, held.marks[-1].format if held.marks else name, set(gone))
        for done, key in enumerate(gone, 1):
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
                rows=sum(map(len, held.units.values())) - len(gone),
                columns=mark.columns if mark else (),
                hxl=mark.hxl if mark else (),
                by=mark.by if mark else "",
                part=False,
            )
        )
    streams, kinds = FrozenMap(batches.streams), FrozenMap(batches.kinds)
    return Appended(name, imported.report, kinds, streams, passed_over)


def _writer(imported: Import, dataset: str, number: int, outcome: Outcome) -> Writer:
    """Return what writes the retractions of one row: known from when it was deleted."""
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
    return [writer.retracted(held[name], reason) for name in unit]


def _passed_over(outcome: Outcome) -> Finding:
    row = outcome.rows[0]
    message = f"the log has no row {row.key!r} that it could withdraw"
    return finding(NOTHING, message, row.file, row.line)
