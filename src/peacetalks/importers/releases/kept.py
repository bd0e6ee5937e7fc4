"""How a log keeps the releases of a data set, theory of operation.

A data set has a stream of its own, ``releases:NAME``, beside those of its facts. It holds

- each row as the file has it, an ``Annotation`` under the row's id, with the stream of its facts;
- an ``EventCorrected`` of it when a later release has the row otherwise, an ``EventRetracted``
  when a release lacks it, and a retraction of that one when a release has it again;
- a mark when a release begins to be taken in, and one when it has been taken in whole.

So the rows that stand at the second mark of a release are that release, row by row, whatever
came later. Facts are compared only where rows differ, and their bookkeeping has ids of its own
(``FACT@DATASET.NUMBER``), which tells it from what people append: nothing they corrected,
disputed or merged is undone by the next release.

The mark that a release begins is written first, then rows, each before the facts it tells, and
the mark of the end last. So whatever stops a sync in between, every fact has its row, and the
rows after the last mark of an end are those whose facts may be missing: the next sync compares
them fact by fact, in all streams, whatever its release says of the rows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final, cast, final

import msgspec
from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import Annotation, Event
from peacetalks.history import Record
from peacetalks.importers.names import identifier
from peacetalks.importers.reading import Import
from peacetalks.importers.row import Row
from peacetalks.when import When

__all__ = [
    "BEGUN",
    "PREFIX",
    "RELEASE",
    "Mark",
    "RowKept",
    "begun",
    "check_dataset",
    "finished",
    "kept_row",
    "mark_of",
    "own",
    "row_event",
    "row_id",
    "row_of",
    "rows_stream",
]

PREFIX: Final = "releases:"
ROW: Final = "peacetalks-row"
BEGUN: Final = "peacetalks-release-begun"
RELEASE: Final = "peacetalks-release"
_DATASET: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def check_dataset(name: str) -> str:
    """Return the name of a data set.

    Raises:
        InvalidValue: for what is none.
    """
    if _DATASET.fullmatch(name) is None:
        raise InvalidValue(
            "not the name of a data set",
            value=name,
            accepted="up to 40 small letters, digits and hyphens, as in 'ged-ukraine'",
        )
    return name


def rows_stream(dataset: str) -> str:
    """Return the stream that keeps the rows of a data set.

    >>> rows_stream("ucdp-ged")
    'releases:ucdp-ged'
    """
    return f"{PREFIX}{check_dataset(dataset)}"


def own(event_id: str, dataset: str) -> bool:
    """Whether bookkeeping was written by a sync of a data set, and not by people."""
    return f"@{dataset}." in event_id


def row_of(event_id: str, dataset: str) -> str:
    """Return the row that an event in the stream of a data set is about.

    >>> row_of("239008@ucdp-ged.0002-out", "ucdp-ged"), row_of("239008", "ucdp-ged")
    ('239008', '239008')
    """
    return event_id.rpartition(f"@{dataset}.")[0] or event_id


@final
@frozen
class RowKept:
    """A row as it stands in the stream of its data set.

    Attributes:
        unit: the id of the row that it tells its facts together with: mostly its own.
        stream: the stream of its facts.
        packed: its texts by column, as JSON, the same for the same row.
        joined: the ids of the other rows, if it is the first of those that tell facts together.
    """

    unit: str
    stream: str
    packed: str
    joined: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The row as the file has it."""
        return cast("dict[str, str]", msgspec.json.decode(self.packed))


def row_id(row: Row) -> str:
    """Return the id under which a row is kept: its own, or one of its texts where it has none."""
    if row.key is not None:
        return identifier(row.key)
    told = row.text if row.text is not None else "\0".join(row.values)
    return f"?{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def row_event(
    row: Row, name: str, imported: Import, *, unit: Iterable[str], stream: str, when: When
) -> Annotation:
    """Return a row as an event.

    Args:
        row: the row.
        name: the id it is kept under.
        imported: the import it comes from.
        unit: the ids of the rows that tell their facts together, the first one first.
        stream: the stream of its facts; empty: it has none.
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
            # One text, which costs a fifth of a map of fifty.
            "row": packed(fields),
            "joined": joined if name == first else (),
        },
        external_ids=() if row.key is None else imported.context.external(row.key),
    )


def kept_row(event: Event) -> RowKept | None:
    """Return the row that an event keeps; None: it keeps none."""
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
    """The mark of a release that was taken in.

    Attributes:
        number: its number in the stream of its data set, from 1.
        release: its name.
        format: the format of its file.
        published: when it was published, as it was said.
        public: from when its bookkeeping counts as known: later than ``published`` where an
            older release was taken in again.
        rows: how many rows it has.
        columns: the columns of its file, in order; empty: its rows name their own.
        hxl: the second header of its file, of HXL tags.
        by: the rule by which its rows were divided into streams; empty: a function of the user's.
        part: whether it was added to what was there, so that nothing was withdrawn.
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


def begun(number: int, release: str, public: When) -> Annotation:
    """Return the mark that a release begins to be taken in."""
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
) -> Annotation:
    """Return the mark that a release has been taken in whole."""
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
        },
    )


def mark_of(record: Record) -> Mark | None:
    """Return the mark of a release that a record holds; None: it holds none."""
    event = record.event
    if not isinstance(event, Annotation) or event.namespace != RELEASE:
        return None
    told = event.payload
    published = cast("str | None", told["published"])
    return Mark(
        cast("int", told["number"]),
        cast("str", told["release"]),
        cast("str", told["format"]),
        None if published is None else When(published),
        event.occurred,
        cast("int", told["rows"]),
        cast("tuple[str, ...]", told["columns"]),
        cast("tuple[str, ...]", told["hxl"]),
        cast("str", told["by"]),
        cast("bool", told["part"]),
        record.position,
        record.recorded_at,
    )
