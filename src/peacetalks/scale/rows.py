"""Events as rows of a table: a stream, and the columns that a log has for an event.

=========  =======  ==========================================================
column     type     meaning
=========  =======  ==========================================================
stream     text     the negotiation it belongs to
id         text     the id of the event
kind       text     its tag, as ``"meeting-refused"``
version    integer  the schema version it was written under
form       text     how the payload is to be read: ``fields`` or ``line``
payload    text     the event as JSON; null where it was erased by redaction
=========  =======  ==========================================================
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from peacetalks.codec.rows import encode_row, version_of
from peacetalks.errors import InvalidValue
from peacetalks.events import Event, UnknownEvent
from peacetalks.log.batch import checked_stream
from peacetalks.scale.extras import needed

__all__ = ["COLUMNS", "EventRow", "as_row", "pairs", "schema", "write_events", "write_rows"]

COLUMNS: Final = ("stream", "id", "kind", "version", "form", "payload")
EventRow: TypeAlias = tuple[str, str, str, int, str, str | None]
_PAIR: Final = 2
_AT_ONCE: Final = 5_000
"""So many rows are put into the file at a time."""


def schema() -> Any:
    """Return the columns as an Arrow schema.

    Any, here and below: pyarrow has no types.
    """
    pa = needed("pyarrow")
    types = {name: pa.string() for name in COLUMNS} | {"version": pa.int32()}
    return pa.schema(list(types.items()))


def as_row(stream: str, event: Event) -> EventRow:
    """Return the row of an event.

    Raises:
        InvalidValue: for a name that no stream can have, or what is no event.
    """
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not an event", value=event, accepted="pairs of a stream's name and an event"
        )
    form, payload = encode_row(event)
    kind = event.tag if isinstance(event, UnknownEvent) else event.kind
    return checked_stream(stream), event.id, kind, version_of(event), form, payload.decode()


def write_events(feed: Iterable[tuple[str, Event]], path: str | os.PathLike[str]) -> int:
    """Write events to a Parquet file, as ``fold_streams`` reads them; return how many.

    The file appears when it is whole; memory stays flat.

    Args:
        feed: the name of a stream with each event: ``pt.simulate(...).feed()``,
            ``importers.read(...).feed()``, or pairs of your own.
        path: the file; one that is there is replaced.

    Raises:
        InvalidValue: for what is no such pair.
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_events(pt.simulate(1, 100).feed(), folder + "/talks.parquet")
    100
    """
    return write_rows((as_row(*pair) for pair in pairs(feed)), Path(path))


def pairs(feed: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield pairs, as far as they are such.

    Raises:
        InvalidValue: for what is no pair.
    """
    # Any: callers may be untyped.
    for pair in feed:
        if not _is_pair(pair):
            raise InvalidValue(
                "not the name of a stream with an event",
                value=pair,
                hint='of one stream: (("aze-arm", event) for event in events)',
            )
        yield pair


def _is_pair(pair: object) -> bool:
    return isinstance(pair, tuple) and len(cast("tuple[object, ...]", pair)) == _PAIR


def write_rows(rows: Iterable[EventRow], path: Path) -> int:
    """Write rows to a Parquet file that appears when it is whole; return how many."""
    pa, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    columns = schema()
    part = path.with_name(f"{path.name}.part")
    number = 0
    listed = iter(rows)
    try:
        with parquet.ParquetWriter(part, columns, compression="zstd") as writer:
            while some := list(islice(listed, _AT_ONCE)):
                number += len(some)
                writer.write_table(pa.table(list(map(list, zip(*some, strict=True))), columns))
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return number
