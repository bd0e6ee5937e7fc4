"""ACLED's feed of deletions: which rows were deleted, and when; it gives no reason.

ACLED overwrites a row that it corrects and removes one that it withdraws, so that a deletion is
seen only in this feed. A row of it retracts all events that the row of its id can have made: the
event itself, the dead and the change of control. In a history, a retraction of what the row did
not make has no effect; in a log, ``append`` retracts what the log holds of the row. Both count
from the time of the deletion.

Source: the columns as ``acledR`` and others read them (``event_id_cnty``, ``deleted_timestamp``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from peacetalks.events import Event, EventRetracted
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import NO_DATE, NOTHING
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.formats.acled import ACLED, PARTS, prefix
from peacetalks.importers.row import Row

__all__ = ["ACLED_DELETED"]


def _key(row: Row) -> str | None:
    return row.text_of("event_id_cnty")


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    told = row.text_of("deleted_timestamp")
    deleted = None if told is None else spellings.instant(told) or spellings.day_first(told)
    if deleted is None:
        if told is not None:
            row.find(NO_DATE, f"not a time: {told!r}", column="deleted_timestamp")
        row.find(NOTHING, "no time of the deletion, so nothing is retracted")
        return
    # The ids of the facts are those of the other format, whatever this import is called.
    facts = Context(ACLED.name)
    key = row.key or ""
    for part in PARTS:
        yield EventRetracted(
            occurred=deleted,
            id=context.id(key, *part),
            reported=deleted,
            target=facts.id(key, *part),
            by=ACLED.publisher,
            external_ids=(context.external(key), context.external(key, ACLED.name)),
        )


def _by_country(rows: Rows, context: Context) -> str:
    """Return the country of an id, where its letters are those of ISO; many of ACLED's are not."""
    row = rows[0]
    told = prefix(row)
    letters = told.removeprefix("acled-").upper()
    day = spellings.day_first(row.fields.get("deleted_timestamp", ""))
    return context.resolve(letters, "iso3", day or "2020") or told


def _by_prefix(rows: Rows, context: Context) -> str:
    del context
    return prefix(rows[0])


ACLED_DELETED: Final = Format(
    name="acled-deleted",
    title="Deletions from the Armed Conflict Location & Event Data",
    publisher=ACLED.publisher,
    licence=ACLED.licence,
    citation=ACLED.citation,
    required=("event_id_cnty", "deleted_timestamp"),
    key=_key,
    convert=_convert,
    streams=FrozenMap({"country": _by_country, "prefix": _by_prefix}),
    default_stream="country",
    withdraws=ACLED.name,
    layouts=("CSV and JSON of the interface: an id and the time of its deletion",),
)
"""The format."""
