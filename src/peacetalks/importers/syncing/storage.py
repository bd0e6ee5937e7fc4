"""How a log stores the releases of a data set, theory of operation.

A data set has a stream of its own, ``releases:NAME``, in addition to the streams of its facts. It
holds

- each row as written in the file, an ``Annotation`` under the row's id, with the stream of its
  facts;
- an ``EventCorrected`` when a later release changes the row, an ``EventRetracted`` when a release
  no longer has it, and a retraction of that retraction when a release has it again;
- a mark when the import of a release starts, and one when it is complete, with what the release
  covers.

A release withdraws only what it covers. A row that it lacks and does not cover is no row of the
release, but its facts stay: its retraction has the suffix ``-kept``, and is retracted itself when a
later release has the row again or withdraws it.

So the rows that are current at the second mark of a release are that release, row by row, whatever
comes later. Facts are compared only if their rows differ. Their bookkeeping has ids of its own
(``FACT@DATASET.NUMBER``), which distinguishes it from what people append: the next release does not
undo their corrections, disputes or merges.

The mark of the start is written first, then the rows, each before its facts, and the mark of the end
last. So if a sync is interrupted, every fact has its row, and only rows after the last mark of an
end may lack facts. The next sync compares those fact by fact, in all streams, even if its release
did not change the rows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final, cast, final

import msgspec
from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.bookkeeping import Annotation
from peacetalks.history import Record
from peacetalks.importers.api import Import
from peacetalks.importers.coverage import Covered
from peacetalks.importers.identifiers import identifier
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.when import When

__all__ = [
    "BEGUN",
    "KEPT",
    "PREFIX",
    "RELEASE",
    "Mark",
    "RowKept",
    "begun",
    "check_dataset",
    "finished",
    "is_kept",
    "is_sync_bookkeeping",
    "kept_row",
    "mark_of",
    "row_event",
    "row_id",
    "row_of",
    "rows_stream",
]

PREFIX: Final = "releases:"
ROW: Final = "peacetalks-row"
BEGUN: Final = "peacetalks-release-begun"
RELEASE: Final = "peacetalks-release"
KEPT: Final = "-kept"
"""The end of the id of a retraction of a row whose facts stay."""
_DATASET: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def check_dataset(name: str) -> str:
    """Return the name of a data set.

    Raises:
        InvalidValue: if `name` is not a valid name of a data set.
    """
    if _DATASET.fullmatch(name) is None:
        raise InvalidValue(
            "not a valid name of a data set",
            value=name,
            accepted="up to 40 lower-case letters, digits and hyphens, as in 'ged-ukraine'",
        )
    return name


def rows_stream(dataset: str) -> str:
    """Return the stream that stores the rows of a data set.

    >>> rows_stream("ucdp-ged")
    'releases:ucdp-ged'
    """
    return f"{PREFIX}{check_dataset(dataset)}"


def is_sync_bookkeeping(event_id: str, dataset: str) -> bool:
    """Whether an event is bookkeeping written by a sync of a data set, and not by people."""
    return f"@{dataset}." in event_id


def is_kept(retraction: str | None) -> bool:
    """Whether a row is retracted only because a release does not cover it, so that its facts stay."""
    return retraction is not None and retraction.endswith(KEPT)


def row_of(event_id: str, dataset: str) -> str:
    """Return the row that an event in the stream of a data set is about.

    >>> row_of("239008@ucdp-ged.0002-out", "ucdp-ged"), row_of("239008", "ucdp-ged")
    ('239008', '239008')
    """
    return event_id.rpartition(f"@{dataset}.")[0] or event_id


@final
@frozen
class RowKept:
    """A row as stored in the stream of its data set.

    Attributes:
        unit: the id of the first row of the group that reports its facts: mostly its own id.
        stream: the stream of its facts.
        packed: its texts by column, as JSON, the same for the same row.
        joined: the ids of the other rows of the group, if it is the first of them.
    """

    unit: str
    stream: str
    packed: str
    joined: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The row as written in the file."""
        return cast("dict[str, str]", msgspec.json.decode(self.packed))


def row_id(row: Row) -> str:
    """Return the id under which a row is stored: its own, or a hash of its content if it has none."""
    if row.key is not None:
        return identifier(row.key)
    content = row.text if row.text is not None else "\0".join(row.values)
    return f"?{hashlib.sha256(content.encode()).hexdigest()[:24]}"


def row_event(
    row: Row, name: str, imported: Import, *, unit: Iterable[str], stream: str, when: When
) -> Annotation:
    """Return a row as an event.

    Args:
        row: the row.
        name: the id it is stored under.
        imported: the import it comes from.
        unit: the ids of the group of rows that report its facts, in order.
        stream: the stream of its facts; empty if it has none.
        when: when it became public.
    """
    first, *joined = unit
    fields = row.raw if row.text is None else {"": row.text}
    return Annotation(
        occurred=when,
        id=name,
        namespace=ROW,
        payload={
            "unit": first,
            "stream": stream,
            # One text takes a fifth of the space of a mapping with fifty columns.
            "row": packed(fields),
            "joined": joined if name == first else (),
        },
        external_ids=() if row.key is None else imported.context.external(row.key),
    )


def kept_row(event: Event) -> RowKept | None:
    """Return the row that an event stores; None if it stores none."""
    if not isinstance(event, Annotation) or event.namespace != ROW:
        return None
    payload = cast("Mapping[str, str]", event.payload)
    joined = cast("tuple[str, ...]", event.payload["joined"])
    return RowKept(payload["unit"], payload["stream"], payload["row"], joined)


def packed(fields: Mapping[str, str]) -> str:
    """Return the texts of a row as one text of JSON, the same for the same row."""
    return msgspec.json.encode(dict(fields), order="sorted").decode()


@final
@frozen
class Mark:
    """The mark of a release that was imported.

    Attributes:
        number: its number in the stream of its data set, from 1.
        release: its name.
        format: the format of its file.
        published: when it was published, as stated at its import.
        public: when its bookkeeping became known: later than ``published`` if an older release was
            imported again.
        rows: how many rows it has.
        columns: the columns of its file, in order; empty: its rows name their own.
        hxl: the second header of its file, of HXL tags.
        by: the rule that divided its rows into streams; empty: a function of the user.
        part: whether it was appended to existing rows, so that nothing was withdrawn.
        covers: the places and days that it covers; empty: not stated.
        coverage: the name of the statements of that in the streams; empty: there are none.
        position: the position of the mark in the stream of its data set.
        recorded_at: when it was recorded.
    """

    number: int
    release: str
    format: str
    published: When | None
    public: When
    rows: int
    columns: tuple[str, ...]
    hxl: tuple[str, ...]
    by: str
    part: bool
    position: int
    recorded_at: When
    covers: tuple[Covered, ...] = ()
    coverage: str = ""


def begun(number: int, release: str, public: When) -> Annotation:
    """Return the mark that the import of a release starts."""
    return Annotation(
        occurred=public,
        id=f"release-{number:04}-begun",
        namespace=BEGUN,
        payload={"number": number, "release": release},
    )


def finished(
    number: int,
    outcome_format: str,
    release: str,
    *,
    published: When | None,
    public: When,
    rows: int,
    columns: tuple[str, ...],
    hxl: tuple[str, ...],
    by: str,
    part: bool,
    covers: Iterable[Covered] = (),
    coverage: str = "",
) -> Annotation:
    """Return the mark that the import of a release is complete."""
    return Annotation(
        occurred=public,
        id=f"release-{number:04}",
        namespace=RELEASE,
        payload={
            "number": number,
            "release": release,
            "format": outcome_format,
            "published": None if published is None else published.text,
            "rows": rows,
            "columns": columns,
            "hxl": hxl,
            "by": by,
            "part": part,
            "covers": [{"places": area.places, "period": area.period.text} for area in covers],
            "coverage": coverage,
        },
    )


def mark_of(record: Record) -> Mark | None:
    """Return the mark of a release in a record; None if there is none."""
    event = record.event
    if not isinstance(event, Annotation) or event.namespace != RELEASE:
        return None
    payload = event.payload
    published = cast("str | None", payload["published"])
    return Mark(
        cast("int", payload["number"]),
        cast("str", payload["release"]),
        cast("str", payload["format"]),
        None if published is None else When(published),
        event.occurred,
        cast("int", payload["rows"]),
        cast("tuple[str, ...]", payload["columns"]),
        cast("tuple[str, ...]", payload["hxl"]),
        cast("str", payload["by"]),
        cast("bool", payload["part"]),
        record.position,
        record.recorded_at,
        tuple(map(_area, cast("Iterable[Mapping[str, object]]", payload.get("covers", ())))),
        cast("str", payload.get("coverage", "")),
    )


def _area(stored: Mapping[str, object]) -> Covered:
    places = cast("Iterable[str] | None", stored["places"])
    period = When(cast("str", stored["period"]))
    return Covered(None if places is None else tuple(places), period)
