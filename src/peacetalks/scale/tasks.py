"""The work of one process: fold a bucket, stream by stream, into rows of results.

Memory has the events of one stream at a time, and the results so far. If anything is wrong with a
stream, its rows or its fold, it becomes a finding, and the next stream is folded.
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
from peacetalks.findings import Rule, folds
from peacetalks.history import History
from peacetalks.scale import fold_inputs
from peacetalks.scale.arrow import as_stream, parquet, pyarrow
from peacetalks.scale.buckets import Bucket
from peacetalks.scale.fold_inputs import Folding
from peacetalks.scale.rows import COLUMNS, EventRow
from peacetalks.scale.tables import Results, short_text

__all__ = ["Aside", "Part", "Work", "fold_bucket", "rows_of_bucket", "table_of_bucket"]

Aside: TypeAlias = dict[str, tuple[Rule, str]]
"""Streams that were set aside, with the rule and the text of the finding."""

_AT_ONCE, _BYTES = 2_048, 8_000_000
"""The most rows, and about the most bytes, that become Python objects at once."""
_TRACED: Final = 3
"""The number of stack frames to report of an exception, innermost last."""
_STREAM: Final = itemgetter(0)


@final
@frozen
class Work:
    """The work, as it is sent to every process.

    Attributes:
        file: the sorted events.
        folding: the fold.
        vocabulary: the kinds of events to read.
        stream_limit: the most bytes of payload of a stream.
        schema: the columns of the results; None: infer them. (Any: a ``pyarrow.Schema``.)
    """

    file: Path
    folding: Folding
    vocabulary: Vocabulary
    stream_limit: int
    schema: Any = None


@final
@frozen
class Part:
    """The results of a bucket.

    Attributes:
        number: the number of the bucket.
        table: the results as an Arrow stream; None: there are none.
        streams: the number of streams folded.
        events: the number of events folded.
        aside: the streams that were set aside.
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
        work: the work.
        bucket: the bucket.
        rows: the rows as an Arrow stream, for processes that cannot see the file.
        skip: the streams that are known to kill the process.
        note: a file to which the name of each stream is written before it is folded.
    """
    known = frozenset(skip)
    reader = RowReader(work.vocabulary)
    aside: Aside = dict.fromkeys(known, (folds.DIED, "the process that folded it was killed"))
    results = Results(work.schema)
    events: dict[str, int] = {}
    for stream, listed in groupby(rows_of_bucket(work.file, bucket, rows), key=_STREAM):
        if stream in known:
            continue
        if note is not None:
            note.write_bytes(stream.encode())
        try:
            decoded = _decode(listed, reader, work.stream_limit)
            history = History(decoded.events, vocabulary=work.vocabulary, in_order=decoded.in_order)
            folded = work.folding.rows(history)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 # a fold can raise anything, also by sys.exit()
            aside[stream] = _finding(error)
        else:
            results.add(stream, folded)
            events[stream] = len(decoded.events)
    table, unlike = results.finish()
    for stream, text in unlike.items():
        aside[stream] = folds.NO_ROW, text
        del events[stream]
    return Part(bucket.number, table, len(events), sum(events.values()), aside)


def _finding(error: BaseException) -> tuple[Rule, str]:
    if isinstance(error, _Refused):
        return error.rule, short_text(error)
    is_ours = isinstance(error, InvalidValue) and _is_of_a_result(error)
    return folds.NO_ROW if is_ours else folds.RAISED, _described(error)


def _described(error: BaseException) -> str:
    """Return the type and text of an exception, and where it was raised."""
    places = traceback.extract_tb(error.__traceback__, limit=-_TRACED)
    where = ", ".join(f"{Path(p.filename).name}:{p.lineno} in {p.name}" for p in places)
    return f"{type(error).__name__}: {short_text(error)} ({where})"


class _Refused(Exception):  # never leaves the bucket
    def __init__(self, rule: Rule, text: str) -> None:
        super().__init__(text)
        self.rule = rule


class _Decoded(NamedTuple):
    """The events of a stream, and whether all of them have a position in a log or file."""

    events: list[Event]
    in_order: bool


def _decode(rows: Iterable[EventRow], reader: RowReader, limit: int) -> _Decoded:
    """Return the events of a stream.

    Raises:
        _Refused: if a row cannot be read, or the stream is too large.
    """
    events: list[Event] = []
    size = 0
    in_order = True
    for _, event_id, kind, version, form, position, payload in rows:
        if payload is None:
            continue  # erased by redaction
        size += len(payload)
        if size > limit:
            raise _Refused(
                folds.TOO_LARGE,
                f"its events take more than {limit / 1e6:.0f} MB as JSON; hint: raise memory=, "
                "or lower workers=",
            )
        in_order = in_order and position is not None
        events.append(_event(reader, kind, version, form, payload, event_id))
    return _Decoded(events, in_order)


def _event(
    reader: RowReader, kind: str, version: int, form: str, payload: str, event_id: str
) -> Event:
    read = reader.fast(kind, version, form)
    try:
        if read is not None:
            return read(payload, event_id)
    except Exception:  # noqa: BLE001 # the slow reader reports what is wrong
        read = None
    event, findings = reader.slow(kind, version, form, payload, event_id)
    if event is None:
        raise _Refused(folds.UNREADABLE, f"{event_id}: {ReadError(findings)}")
    return event


def _is_of_a_result(error: InvalidValue) -> bool:
    """Return whether the error is about a result, not from inside the fold."""
    (place,) = traceback.extract_tb(error.__traceback__, limit=-1)
    return place.filename == fold_inputs.__file__


def rows_of_bucket(file: Path, bucket: Bucket, rows: bytes | None = None) -> Iterator[EventRow]:
    """Yield the rows of a bucket, grouped by stream."""
    for batch in _batches(file, bucket, rows):
        # The first and last row group of a bucket may also have rows of its neighbours.
        columns = [batch.column(name).to_pylist() for name in ("bucket", *COLUMNS)]
        for number, *row in zip(*columns, strict=True):
            if number == bucket.number:
                yield tuple(row)


def table_of_bucket(file: Path, bucket: Bucket) -> bytes:
    """Return the rows of a bucket as an Arrow stream."""
    return as_stream(_batches(file, bucket, None))


def _batches(file: Path, bucket: Bucket, rows: bytes | None) -> Iterator[Any]:
    # Any: pyarrow is not typed.
    if rows is not None:
        with pyarrow().ipc.open_stream(io.BytesIO(rows)) as reader:
            yield from reader
        return
    # With read-ahead and threads, several row groups and more would be in memory at once.
    with parquet().ParquetFile(file, pre_buffer=False) as opened:
        for group in bucket.groups:
            for batch in opened.read_row_group(group, use_threads=False).to_batches(_AT_ONCE):
                yield from _narrow(batch)


def _narrow(batch: Any) -> Iterator[Any]:
    """Yield a batch in slices of about ``_BYTES`` bytes."""
    rows = max(1, _BYTES * batch.num_rows // max(1, batch.nbytes))
    for begin in range(0, batch.num_rows, rows):
        yield batch.slice(begin, rows)
