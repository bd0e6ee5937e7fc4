"""ACLED's feed of deletions: which rows were deleted, and when, without reasons.

ACLED overwrites rows that it corrects and removes rows that it withdraws, so only this feed shows
deletions. Each of its rows retracts all events that the deleted row may have made: the event
itself, the dead and the change of control. In a history, retracting an event that does not exist
has no effect; in a log, ``append`` retracts what the log holds of the row. Both take effect at the
time of the deletion.

Source: the columns as ``acledR`` and others read them (``event_id_cnty``, ``deleted_timestamp``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventRetracted
from peacetalks.findings.imports import NO_DATE, NOTHING
from peacetalks.importers.builtin.acled import ACLED, PARTS, prefix
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["ACLED_DELETED"]


def _key(row: Row) -> str | None:
    return row.text_of("event_id_cnty")


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    text = row.text_of("deleted_timestamp")
    deleted = None if text is None else spellings.instant(text) or spellings.day_first(text)
    if deleted is None:
        if text is not None:
            row.find(NO_DATE, f"not a time: {text!r}", column="deleted_timestamp")
        row.find(NOTHING, "no time of the deletion; nothing is retracted")
        return
    # The facts have the ids of the other format, whatever the scheme of this import is.
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
    """Return the country of an id if its letters are an ISO code, as many of ACLED's are not."""
    row = rows[0]
    stream = prefix(row)
    letters = stream.removeprefix("acled-").upper()
    day = spellings.day_first(row.fields.get("deleted_timestamp", ""))
    return context.resolve(letters, "iso3", day or "2020") or stream


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
