"""The work of one process: a bucket, stream by stream, to the rows of its results.

Only one stream is in memory at a time, as events, beside the results so far. Whatever is wrong
with a stream, its rows or its fold, is a finding about it, and the next one is folded.
"""

from __future__ import annotations

import io
import traceback
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, final

from attrs import frozen

from peacetalks.codec.rows import RowReader
from peacetalks.errors import InvalidValue, ReadError
from peacetalks.events import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.extras import needed
from peacetalks.history import History
from peacetalks.scale import codes, folding
from peacetalks.scale.buckets import Bucket
from peacetalks.scale.folding import Folding
from peacetalks.scale.rows import COLUMNS, EventRow
from peacetalks.scale.tables import Results, as_tables

__all__ = ["Aside", "Part", "Work", "fold_bucket", "rows_of_bucket", "table_of_bucket"]

Aside: TypeAlias = dict[str, tuple[str, str]]
"""Streams that were set aside, with the code and the text of the finding."""

_AT_ONCE, _BYTES = 2_048, 8_000_000
"""So many rows, and about so many bytes of them, become Python objects at once."""
_STREAM: Final = itemgetter(0)


@final
@frozen
class Work:
    """What every process is told.

    Attributes:
        file: the sorted events.
        folding: the fold.
        vocabulary: the kinds that are understood.
        stream_limit: the bytes of payload that a stream may have.
        schema: the columns of the results; None: as they come. (Any: a ``pyarrow.Schema``.)
    """

    file: Path
    folding: Folding
    vocabulary: Vocabulary
    stream_limit: int
    schema: Any = None


@final
@frozen
class Part:
    """What became of a bucket.

    Attributes:
        number: of the bucket.
        table: the results as an Arrow stream; None: there are none.
        streams: how many streams were folded.
        events: how many events these have.
        aside: the streams that were not.
    """

    number: int
    table: bytes | None
    streams: int
    events: int
    aside: Aside


def fold_bucket(
    work: Work,
    bucket: Bucket,
    *,
    rows: bytes | None = None,
    skip: Iterable[str] = (),
    note: Path | None = None,
) -> Part:
    """Fold the streams of a bucket.

    Args:
        work: what to do.
        bucket: with what.
        rows: the rows as an Arrow stream, for processes that cannot see the file.
        skip: streams that are known to kill the process.
        note: a file to write the name of each stream to, before it is folded.
    """
    known = frozenset(skip)
    reader = RowReader(work.vocabulary)
    aside: Aside = dict.fromkeys(known, (codes.DIED, "the process that folded it was killed"))
    results = Results(work.schema)
    events: dict[str, int] = {}
    for stream, listed in groupby(rows_of_bucket(work.file, bucket, rows), key=_STREAM):
        if stream in known:
            continue
        if note is not None:
            note.write_bytes(stream.encode())
        try:
            told = _events(listed, reader, work.stream_limit)
            history = History(told.events, vocabulary=work.vocabulary, in_order=told.in_order)
            made = work.folding.rows(history)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 # whatever a fold raises, sys.exit() too
            aside[stream] = _finding(error)
        else:
            results.add(stream, made)
            events[stream] = len(told.events)
    table, unlike = results.finish()
    for stream, text in unlike.items():
        aside[stream] = codes.NO_ROW, text
        del events[stream]
    return Part(bucket.number, table, len(events), sum(events.values()), aside)


def _finding(error: BaseException) -> tuple[str, str]:
    if isinstance(error, _Refused):
        return error.code, codes.shortly(error)
    is_ours = isinstance(error, InvalidValue) and _is_of_a_result(error)
    return codes.NO_ROW if is_ours else codes.RAISED, codes.said(error)


class _Refused(Exception):  # never leaves the bucket
    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class _Told(NamedTuple):
    """The events of a stream, and whether all of them stand in an order of their own."""

    events: list[Event]
    in_order: bool


def _events(rows: Iterable[EventRow], reader: RowReader, limit: int) -> _Told:
    """Return the events of a stream.

    Raises:
        _Refused: for a row that cannot be read, or too many of them.
    """
    events: list[Event] = []
    size = 0
    in_order = True
    for _, event_id, kind, version, form, position, payload in rows:
        if payload is None:
            continue  # erased by redaction: known of, and gone
        size += len(payload)
        if size > limit:
            raise _Refused(
                codes.TOO_LARGE,
                f"its events take more than {limit / 1e6:.0f} MB as JSON; hint: more memory=, "
                "or fewer workers=",
            )
        in_order = in_order and position is not None
        events.append(_event(reader, kind, version, form, payload, event_id))
    return _Told(events, in_order)


def _event(
    reader: RowReader, kind: str, version: int, form: str, payload: str, event_id: str
) -> Event:
    read = reader.fast(kind, version, form)
    try:
        if read is not None:
            return read(payload, event_id)
    except Exception:  # noqa: BLE001 # the slow reading says what is wrong
        read = None
    event, findings = reader.slow(kind, version, form, payload, event_id)
    if event is None:
        raise _Refused(codes.UNREADABLE, f"{event_id}: {ReadError(findings)}")
    return event


def _is_of_a_result(error: InvalidValue) -> bool:
    """Return whether a result was refused here, rather than something inside the fold."""
    (place,) = traceback.extract_tb(error.__traceback__, limit=-1)
    return place.filename == folding.__file__


def rows_of_bucket(file: Path, bucket: Bucket, rows: bytes | None = None) -> Iterator[EventRow]:
    """Yield the rows of a bucket, those of a stream together."""
    for batch in _batches(file, bucket, rows):
        # Both ends of a bucket may stand in row groups with its neighbours.
        columns = [batch.column(name).to_pylist() for name in ("bucket", *COLUMNS)]
        for number, *row in zip(*columns, strict=True):
            if number == bucket.number:
                yield tuple(row)


def table_of_bucket(file: Path, bucket: Bucket) -> bytes:
    """Return the rows of a bucket as an Arrow stream."""
    return as_tables(_batches(file, bucket, None))


def _batches(file: Path, bucket: Bucket, rows: bytes | None) -> Iterator[Any]:
    # Any: pyarrow has no types.
    if rows is not None:
        with needed("scale", "pyarrow").ipc.open_stream(io.BytesIO(rows)) as reader:
            yield from reader
        return
    # Read ahead and in threads it would hold several row groups at once, and much beside them.
    with needed("scale", "pyarrow.parquet").ParquetFile(file, pre_buffer=False) as parquet:
        for group in bucket.groups:
            for batch in parquet.read_row_group(group, use_threads=False).to_batches(_AT_ONCE):
                yield from _narrow(batch)


def _narrow(batch: Any) -> Iterator[Any]:
    """Yield a batch in slices of so few rows that their payloads are no burden."""
    rows = max(1, _BYTES * batch.num_rows // max(1, batch.nbytes))
    for begin in range(0, batch.num_rows, rows):
        yield batch.slice(begin, rows)
