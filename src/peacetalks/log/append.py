"""Append: the one transaction in which a batch gets its positions and its place in the chain.

The batch is inserted first; only where that meets an id that is taken, a second transaction
looks the ids up, since a look-up before every insert would halve the rate of batches that are
all new.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, final

from attrs import frozen

from peacetalks.codec.rows import RowReader
from peacetalks.errors import InvalidEvent, InvalidValue, LogError, StaleStream
from peacetalks.identifiers import check_text
from peacetalks.log import chain
from peacetalks.log.batch import Batch, Draft
from peacetalks.log.chain import Columns, Row
from peacetalks.log.store import Store, Taken, Writer
from peacetalks.log.terms import EXISTS, NO_STREAM, Expectation, Expected, Head, Receipt
from peacetalks.plural import many
from peacetalks.when import When, WhenLike, instant_text

__all__ = ["Stamp", "append", "stamp"]


@final
@frozen
class Stamp:
    """What a writer says of a recording: when (None: now), who, and what made it record."""

    recorded_at: int | None
    recorded_by: str | None
    cause: str | None


def stamp(recorded_at: WhenLike | None, recorded_by: str | None, cause: str | None) -> Stamp:
    """Return a stamp.

    Raises:
        InvalidValue: for a day or span where an instant is meant, an instant that has not come
            yet, or what is no text.
    """
    for name, value in (("recorded_by", recorded_by), ("cause", cause)):
        if value is not None:
            _check_words(name, value)
    return Stamp(_instant(recorded_at), recorded_by, cause)


def _check_words(name: str, value: Any) -> None:
    # Any: callers may be untyped.
    if type(value) is not str:
        raise InvalidValue(f"{name} is no text", value=value)
    try:
        check_text(value)
    except InvalidEvent as error:
        raise InvalidValue(f"{name} is {error.what}", value=value, hint=error.hint) from None


def _instant(recorded_at: WhenLike | None) -> int | None:
    if recorded_at is None:
        return None
    when = When(recorded_at)
    vague = when.is_span or when.alternatives or when.approximate or when.uncertain
    if vague or when.precision not in {"minute", "second", "microsecond"}:
        raise InvalidValue(
            "recorded_at is no instant", value=when.text, accepted="2024-01-02T10:00Z, a datetime"
        )
    if when.lo > _now():
        raise InvalidValue("recorded_at lies ahead", value=when.text)
    return when.lo


def _now() -> int:
    return time.time_ns() // 1_000


def append(
    store: Store, batch: Batch, expected: Expected, stamped: Stamp, reader: RowReader
) -> Receipt:
    """Write what of a batch is new.

    Raises:
        StaleStream: if the stream does not stand where it was expected to. A batch that was
            written by an earlier try, whole and right there, is no such case.
        ConflictingEvent: if an id of the batch belongs to another event.
        InvalidValue: for a ``recorded_at`` before that of the last record.
        LogError: if the storage refuses records that are new, or does not keep them.
    """
    try:
        try:
            with store.writing() as writer:
                return _written(writer, batch, expected, stamped)
        except Taken:
            pass
        with store.writing() as writer:
            held = writer.held(batch.stream, batch.ids)
            return _written(writer, batch, expected, stamped, held, reader)
    except Taken:
        raise LogError(
            f"{store.name}: stream {batch.stream!r}: records whose ids and positions are free "
            "were refused; hint: verify the log"
        ) from None
    except _NotKept as error:
        raise LogError(
            f"{store.name}: stream {batch.stream!r}: {error}; nothing was appended; hint: look "
            "for triggers on peacetalks_records that are not the log's own"
        ) from None


class _NotKept(Exception):  # never leaves this module
    """What the storage did with records instead of keeping them; nothing is committed."""


def _written(
    writer: Writer,
    batch: Batch,
    expected: Expected,
    stamped: Stamp,
    held: Mapping[str, Row] | None = None,
    reader: RowReader | None = None,
) -> Receipt:
    """Write what of a batch is not held, and return the receipt.

    Raises:
        Taken: where what is held has to be looked at and was not given.
        _NotKept: where the storage holds something else after it.
    """
    head = writer.head()
    last = writer.last(batch.stream)
    stands = _stands(last, expected)
    if held is None or reader is None:
        if not stands and batch.drafts and last:
            raise Taken
        held = {}
    elif stands or _is_retry(batch, held, last, expected):
        batch.compare(held, reader)
        if not stands:
            return _receipt(batch, 0, batch.ids, last, head)
    if not stands:
        raise StaleStream(batch.stream, _said(expected), last)
    fresh = batch.without(held) if held else batch.drafts
    if fresh:
        tail: deque[Columns] = deque(maxlen=1)
        stored = writer.insert(_passing(_rows(batch.stream, fresh, last, head, stamped), tail))
        row = tail[0]
        head = (row[0], row[-1], row[7])
        # A trigger of somebody else can drop rows, or put others in their place.
        if stored != len(fresh):
            raise _NotKept(f"of {many(len(fresh), 'record')} the storage kept {stored:,}")
        if writer.head() != head:
            raise _NotKept("the log does not end with the record written last")
    duplicates = [event_id for event_id in batch.ids if event_id in held] if held else []
    return _receipt(batch, len(fresh), duplicates, last, head)


def _passing(rows: Iterable[Columns], tail: deque[Columns]) -> Iterator[Columns]:
    """Yield rows, and keep the last."""
    for row in rows:
        tail.append(row)
        yield row


def _rows(
    stream: str,
    drafts: Iterable[Draft],
    position: int,
    head: tuple[int, bytes, int],
    stamped: Stamp,
) -> Iterator[Columns]:
    place, digest, before = head
    at, by, cause = _recorded_at(stamped, before), stamped.recorded_by, stamped.cause
    recorded = chain.recorded(at, by, cause)
    for draft in drafts:
        place += 1
        position += 1
        _, _, kind, clocks, payload, salt, sealed, told = draft
        envelope = f"{told}{chain.placing(place, stream, position)}{recorded}"
        digest = chain.link(digest, sealed, envelope)
        head_of_row = (place, stream, position, *kind, at, by, cause, payload)
        yield (*head_of_row, *clocks, salt, None, digest)


def _stands(last: int, expected: Expected) -> bool:
    if isinstance(expected, Expectation):
        return last > 0 if expected is EXISTS else expected is not NO_STREAM or last == 0
    return last == expected


def _said(expected: Expected) -> int | str:
    return expected.value if isinstance(expected, Expectation) else expected


def _is_retry(batch: Batch, held: Mapping[str, Row], last: int, expected: Expected) -> bool:
    """Return whether a batch is held already, and what it stored stands right where expected."""
    if expected is EXISTS or not batch.drafts:
        return False
    start = 0 if isinstance(expected, Expectation) else expected
    positions = [held[draft.id].position for draft in batch.drafts if draft.id in held]
    # What was held even then was not stored by that try.
    new = [position for position in positions if position > start]
    whole = len(positions) == len(batch.drafts) and start < last
    return whole and new == list(range(start + 1, start + 1 + len(new)))


def _recorded_at(stamped: Stamp, last: int) -> int:
    if stamped.recorded_at is None:
        # Clocks are set back now and then; what was recorded before stays before.
        return max(_now(), last)
    if stamped.recorded_at < last:
        raise InvalidValue(
            "recorded_at is before the last record of the log",
            value=instant_text(stamped.recorded_at),
            accepted=f"{instant_text(last)} or later",
        )
    return stamped.recorded_at


def _receipt(
    batch: Batch, number: int, duplicates: list[str], last: int, head: tuple[int, bytes, int]
) -> Receipt:
    return Receipt(
        stream=batch.stream,
        appended=number,
        duplicates=(*duplicates, *batch.repeated),
        first=last + 1 if number else None,
        last=last + number if number else None,
        position=last + number,
        recorded_at=When(instant_text(head[2])) if number else None,
        head=Head(head[0], head[1].hex()),
    )
