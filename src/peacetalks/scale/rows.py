"""Events as rows of a table: a stream, and the columns that a log has for an event.

=========  =======  ==========================================================
column     type     meaning
=========  =======  ==========================================================
stream     text     the negotiation it belongs to
id         text     the id of the event
kind       text     its tag, as ``"meeting-refused"``
version    integer  the schema version it was written under
form       text     how the payload is to be read: ``fields`` or ``line``
position   integer  its place in the log or file that it comes from; null: none,
                    or the column is left out
payload    text     the event as JSON; null where it was erased by redaction
=========  =======  ==========================================================

Here, too, is how files are written so that they appear when they are whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from peacetalks.codec.rows import encode_row, version_of
from peacetalks.errors import InvalidValue
from peacetalks.events import Event, UnknownEvent
from peacetalks.extras import needed
from peacetalks.history.order import InOrder
from peacetalks.log.batch import checked_stream

__all__ = [
    "COLUMNS",
    "EventRow",
    "as_row",
    "check_files",
    "foreign",
    "join_files",
    "pairs",
    "rows_of_feed",
    "schema",
    "told_in",
    "write_events",
    "write_rows",
    "written",
]

COLUMNS: Final = ("stream", "id", "kind", "version", "form", "position", "payload")
EventRow: TypeAlias = tuple[str, str, str, int, str, int | None, str | None]
_INTEGERS: Final = ("version", "position")
_OPTIONAL: Final = frozenset({"position"})
_PAIR: Final = 2
_AT_ONCE: Final = 5_000
"""So many rows are put into the file at a time,"""
_BYTES_AT_ONCE: Final = 8_000_000
"""or fewer, if their payloads are as large as this together."""


def schema() -> Any:
    """Return the columns as an Arrow schema.

    Any, here and below: pyarrow has no types.
    """
    pa = needed("scale", "pyarrow")
    types = {name: pa.string() for name in COLUMNS}
    types |= {"version": pa.int32(), "position": pa.int64()}
    return pa.schema(list(types.items()))


def as_row(stream: str, event: Event, position: int | None = None) -> EventRow:
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
    return (
        checked_stream(stream),
        event.id,
        kind,
        version_of(event),
        form,
        position,
        payload.decode(),
    )


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
    return write_rows(rows_of_feed(feed), Path(path))


def rows_of_feed(feed: Iterable[Any]) -> Iterator[EventRow]:
    """Yield the rows of a feed; what is read from a file keeps its order.

    Raises:
        InvalidValue: for what is no pair of a stream's name and an event.
    """
    # Any: callers may be untyped.
    placed = isinstance(feed, InOrder)
    for number, (stream, event) in enumerate(pairs(feed), 1):
        yield as_row(stream, event, number if placed else None)


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
    pa, parquet = needed("scale", "pyarrow"), needed("scale", "pyarrow.parquet")
    columns = schema()
    number = 0
    with _appearing(path) as part, parquet.ParquetWriter(part, columns, compression="zstd") as file:
        for some in _batches(rows):
            number += len(some)
            file.write_table(pa.table(list(map(list, zip(*some, strict=True))), columns))
    return number


def written(path: Path, data: bytes) -> None:
    """Write a file that appears when it is whole."""
    with _appearing(path) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def told_in(path: Path) -> dict[str, Any] | None:
    """Return what a file of ours tells; None: it is not there.

    Any: JSON.

    Raises:
        InvalidValue: for a file that is none of ours.
    """
    try:
        told = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise foreign(path) from None
    if not isinstance(told, dict):
        raise foreign(path)
    return cast("dict[str, Any]", told)


def foreign(path: Path) -> InvalidValue:
    """Return the error for a file that is none of ours."""
    return InvalidValue(
        "a file that is damaged, or of something else",
        value=str(path),
        hint="another folder, or remove the file",
    )


@contextmanager
def _appearing(path: Path) -> Generator[Path]:
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


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
    """Refuse files that have no rows of events; return whether any has positions.

    Raises:
        InvalidValue: for what is no Parquet file, and for columns that are missing or of another
            type.
    """
    pa, parquet = needed("scale", "pyarrow"), needed("scale", "pyarrow.parquet")
    placed = False
    for file in files:
        try:
            found = parquet.read_schema(file)
        except pa.ArrowInvalid:
            raise InvalidValue("not a Parquet file", value=str(file)) from None
        if missing := [n for n in COLUMNS if n not in found.names and n not in _OPTIONAL]:
            raise _unlike(file, f"Parquet files without {', '.join(missing)}", found.names)
        types = {name: found.field(name).type for name in COLUMNS if name in found.names}
        wrong = {name: str(is_of) for name, is_of in types.items() if not _holds(name, is_of)}
        if wrong:
            raise _unlike(file, f"Parquet files with another type of {', '.join(wrong)}", wrong)
        placed = placed or not _OPTIONAL.isdisjoint(found.names)
    return placed


def _unlike(file: Path, what: str, value: object) -> InvalidValue:
    accepted = f"{', '.join(COLUMNS)}: texts, an integer version and position (may be left out)"
    hint = f"scale.write_events writes such files; {file} is none"
    return InvalidValue(what, value=value, accepted=accepted, hint=hint)


def _holds(name: str, is_of: Any) -> bool:
    types = needed("scale", "pyarrow.types")
    if name in _INTEGERS:
        return bool(types.is_integer(is_of) or (name in _OPTIONAL and types.is_null(is_of)))
    if types.is_dictionary(is_of):
        is_of = is_of.value_type
    # A payload that was erased in every row has no type.
    return (
        types.is_string(is_of)
        or types.is_large_string(is_of)
        or (name == "payload" and types.is_null(is_of))
    )


def join_files(files: Iterable[Path], into: Path, group: int) -> None:
    """Make one file of several with the same columns, which are removed; memory stays flat."""
    parquet = needed("scale", "pyarrow.parquet")
    with ExitStack() as stack:
        writer = None
        for path in files:
            with parquet.ParquetFile(path, pre_buffer=False) as file:
                if writer is None:
                    made = parquet.ParquetWriter(into, file.schema_arrow, compression="zstd")
                    writer = stack.enter_context(made)
                for batch in file.iter_batches(group, use_threads=False):
                    writer.write_batch(batch)
            path.unlink()
