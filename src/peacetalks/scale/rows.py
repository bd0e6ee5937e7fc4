"""Events as rows of a table: the stream, and the columns that a log has for an event.

=========  =======  ==========================================================
column     type     meaning
=========  =======  ==========================================================
stream     text     the negotiation it belongs to
id         text     the id of the event
kind       text     its tag, such as ``"meeting-refused"``
version    integer  the schema version it was written under
form       text     the form of the payload: ``fields`` or ``line``
position   integer  its position in the log or file that it comes from; null if it
                    has none; optional
payload    text     the event as JSON; null if it was erased by redaction
=========  =======  ==========================================================
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from peacetalks.codec.packing import text_of
from peacetalks.codec.rows import encode_row, version_of
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history.order import InOrder
from peacetalks.log.batch import checked_stream
from peacetalks.scale.arrow import parquet, pyarrow
from peacetalks.scale.folders import atomic

__all__ = [
    "COLUMNS",
    "EventRow",
    "as_row",
    "check_files",
    "pairs",
    "rows_of_feed",
    "schema",
    "write_events",
    "write_rows",
]

COLUMNS: Final = ("stream", "id", "kind", "version", "form", "position", "payload")
EventRow: TypeAlias = tuple[str, str, str, int, str, int | None, str | None]
_INTEGERS: Final = ("version", "position")
_OPTIONAL: Final = frozenset({"position"})
_PAIR: Final = 2
_AT_ONCE: Final = 5_000
"""The most rows that are written at a time."""
_BYTES_AT_ONCE: Final = 8_000_000
"""The most bytes of payload that are written at a time."""


def schema() -> Any:
    """Return the columns as an Arrow schema.

    Any, here and below: pyarrow is not typed.
    """
    types = {name: pyarrow().string() for name in COLUMNS}
    types |= {"version": pyarrow().int32(), "position": pyarrow().int64()}
    return pyarrow().schema(list(types.items()))


def as_row(stream: str, event: Event, position: int | None = None) -> EventRow:
    """Return the row of an event.

    Raises:
        InvalidValue: if ``stream`` is not a valid name of a stream, or ``event`` is not an event.
    """
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not an event", value=event, accepted="pairs of a stream's name and an event"
        )
    form, payload = encode_row(event)
    kind = event.tag if isinstance(event, UnknownEvent) else event.kind
    return (
        checked_stream(stream),
        event.id,
        kind,
        version_of(event),
        form,
        position,
        text_of(payload),
    )


def write_events(feed: Iterable[tuple[str, Event]], path: str | os.PathLike[str]) -> int:
    """Write events to a Parquet file that ``fold_streams`` can read; return how many.

    The file is written atomically, with little memory.

    Args:
        feed: pairs of the name of a stream and an event: ``pt.simulate(...).feed()``,
            ``importers.read(...).feed()``, or your own pairs.
        path: the file; an existing file is replaced.

    Raises:
        InvalidValue: if an item is not such a pair.
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_events(pt.simulate(1, 100).feed(), folder + "/talks.parquet")
    100
    """
    return write_rows(rows_of_feed(feed), Path(path))


def rows_of_feed(feed: Iterable[Any]) -> Iterator[EventRow]:
    """Yield the rows of a feed; events read from a file keep its order.

    Raises:
        InvalidValue: if an item is not a pair of the name of a stream and an event.
    """
    # Any: callers may be untyped.
    placed = isinstance(feed, InOrder)
    for number, (stream, event) in enumerate(pairs(feed), 1):
        yield as_row(stream, event, number if placed else None)


def pairs(feed: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of a feed.

    Raises:
        InvalidValue: if an item is not a pair.
    """
    # Any: callers may be untyped.
    for pair in feed:
        if not _is_pair(pair):
            raise InvalidValue(
                "not a pair of the name of a stream and an event",
                value=pair,
                hint='for one stream: (("aze-arm", event) for event in events)',
            )
        yield pair


def _is_pair(pair: object) -> bool:
    return isinstance(pair, tuple) and len(cast("tuple[object, ...]", pair)) == _PAIR


def write_rows(rows: Iterable[EventRow], path: Path) -> int:
    """Write rows to a Parquet file atomically; return how many."""
    columns = schema()
    number = 0
    with atomic(path) as part, parquet().ParquetWriter(part, columns, compression="zstd") as file:
        for some in _batches(rows):
            number += len(some)
            file.write_table(pyarrow().table(list(map(list, zip(*some, strict=True))), columns))
    return number


def _batches(rows: Iterable[EventRow]) -> Iterator[list[EventRow]]:
    batch: list[EventRow] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row[-1] or "")
        if len(batch) == _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def check_files(files: Iterable[Path]) -> bool:
    """Check that files have rows of events; return whether any has positions.

    Raises:
        InvalidValue: if a file is not a Parquet file, or a column is missing or has another type.
    """
    placed = False
    for file in files:
        try:
            columns = parquet().read_schema(file)
        except pyarrow().ArrowInvalid:
            raise InvalidValue("not a Parquet file", value=str(file)) from None
        if missing := [n for n in COLUMNS if n not in columns.names and n not in _OPTIONAL]:
            raise _other_columns(
                file, f"a Parquet file without {', '.join(missing)}", columns.names
            )
        types = {name: columns.field(name).type for name in COLUMNS if name in columns.names}
        wrong = {name: str(type_) for name, type_ in types.items() if not _fits(name, type_)}
        if wrong:
            what = f"a Parquet file with another type of {', '.join(wrong)}"
            raise _other_columns(file, what, wrong)
        placed = placed or not _OPTIONAL.isdisjoint(columns.names)
    return placed


def _other_columns(file: Path, what: str, value: object) -> InvalidValue:
    accepted = f"{', '.join(COLUMNS)}: texts, an integer version and an optional integer position"
    hint = f"write {file} with scale.write_events"
    return InvalidValue(what, value=value, accepted=accepted, hint=hint)


def _fits(name: str, type_: Any) -> bool:
    types = pyarrow().types
    if name in _INTEGERS:
        return bool(types.is_integer(type_) or (name in _OPTIONAL and types.is_null(type_)))
    if types.is_dictionary(type_):
        type_ = type_.value_type
    # If all payloads were erased, the column has the null type.
    return (
        types.is_string(type_)
        or types.is_large_string(type_)
        or (name == "payload" and types.is_null(type_))
    )
