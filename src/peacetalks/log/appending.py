"""Append a batch in one transaction, which assigns its positions and links it to the chain.

The batch is inserted without looking up its ids. Only if an id is already in use, a second
transaction looks them up: a look-up before every insert would halve the rate for batches in which
every event is new.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, final

from attrs import frozen

from peacetalks._support.wording import count_noun
from peacetalks.codec.rows import OLD_FORMS, RowReader
from peacetalks.errors import InvalidEvent, InvalidValue, LogError, StaleStream
from peacetalks.events.kinds import CORE
from peacetalks.log import chain, erasures
from peacetalks.log.batch import Batch, Draft, prepare
from peacetalks.log.chain import Columns, Row, Tail
from peacetalks.log.results import EXISTS, NO_STREAM, Expectation, Expected, Head, Receipt
from peacetalks.log.store import Store, Taken, Writer
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import check_text
from peacetalks.primitives.when import When, WhenLike, instant_text

__all__ = ["Stamp", "append", "append_trace", "stamp"]

_LONGEST: Final = 10_000
"""The greatest number of characters of who recorded an event, and why."""


@final
@frozen
class Stamp:
    """The writer's data about a recording: when (None: now), by whom, and why."""

    recorded_at: int | None
    recorded_by: str | None
    cause: str | None


def stamp(recorded_at: WhenLike | None, recorded_by: str | None, cause: str | None) -> Stamp:
    """Check the data about a recording and return it as a stamp.

    Raises:
        InvalidValue: if ``recorded_at`` is not an instant or is in the future, or another
            argument is not a text, or is too long.
    """
    for name, value in (("recorded_by", recorded_by), ("cause", cause)):
        if value is not None:
            _check_text_argument(name, value)
    return Stamp(_instant(recorded_at), recorded_by, cause)


def _check_text_argument(name: str, value: Any) -> None:
    # Any: callers may be untyped.
    if type(value) is not str:
        raise InvalidValue(f"{name} is not a text", value=value)
    if len(value) > _LONGEST:
        what = f"{name} is a text of {len(value):,} characters"
        raise InvalidValue(what, value=value, accepted=f"up to {_LONGEST:,}")
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
            "recorded_at is not an instant",
            value=when.text,
            accepted="2024-01-02T10:00Z, a datetime",
        )
    if when.lo > _now():
        raise InvalidValue("recorded_at is in the future", value=when.text)
    return when.lo


def _now() -> int:
    return time.time_ns() // 1_000


def append(
    store: Store, batch: Batch, expected: Expected, stamped: Stamp, reader: RowReader
) -> Receipt:
    """Write the new events of a batch.

    Raises:
        StaleStream: if the stream is not at the expected position, unless an earlier attempt
            wrote the whole batch at that position.
        ConflictingEvent: if an id of the batch belongs to a different event.
        InvalidValue: if ``recorded_at`` is before that of the last record.
        LogError: if the storage refuses new records, or does not keep them.
    """
    try:
        try:
            with store.writing() as writer:
                return _write(writer, batch, expected, stamped)
        except Taken:
            pass
        with store.writing() as writer:
            held = writer.held(batch.stream, batch.ids)
            return _write(writer, batch, expected, stamped, held, reader)
    except Taken:
        raise LogError(
            f"{store.name}: stream {batch.stream!r}: records were refused although their ids and "
            "positions are free; hint: verify the log"
        ) from None
    except _NotKept as error:
        raise LogError(
            f"{store.name}: stream {batch.stream!r}: {error}; nothing was appended; hint: look "
            "for triggers on peacetalks_records that do not belong to the log"
        ) from None


class _NotKept(Exception):  # never leaves this module
    """The storage did not keep the records; the text says what it did, nothing is committed."""


def _write(
    writer: Writer,
    batch: Batch,
    expected: Expected,
    stamped: Stamp,
    held: Mapping[str, Row] | None = None,
    reader: RowReader | None = None,
) -> Receipt:
    """Write the events of a batch that are not stored yet, and return the receipt.

    Raises:
        Taken: if the stored rows must be looked up first, and ``held`` is None.
        _NotKept: if the storage does not contain the records afterwards.
    """
    batch = batch.without_reordered(writer)
    head = writer.head()
    last = writer.last(batch.stream)
    is_expected = _is_expected(last, expected)
    if held is None or reader is None:
        if not is_expected and batch.drafts and last:
            raise Taken
        held = {}
    elif is_expected or _is_retry(batch, held, last, expected):
        batch.compare(held, reader)
        if not is_expected:
            return _receipt(batch, 0, batch.ids, last, head)
    if not is_expected:
        raise StaleStream(batch.stream, _expectation_text(expected), last)
    fresh = batch.without(held) if held else batch.drafts
    if fresh:
        if head.form in OLD_FORMS and (erased := writer.erased()):
            # From here on an erasure without a trace is an alteration.
            head = append_trace(writer, erased, head)
        head = _insert(writer, _rows(batch.stream, fresh, last, head, stamped), len(fresh))
    duplicates = [event_id for event_id in batch.ids if event_id in held] if held else []
    return _receipt(batch, len(fresh), duplicates, last, head)


def append_trace(writer: Writer, erased: Iterable[int], head: Tail) -> Tail:
    """Append the trace of erased records, given by their global positions; return the new end.

    Raises:
        Taken: if the log has the very same trace.
    """
    day = When(instant_text(max(_now(), head.recorded_at))[:10])
    batch = prepare(erasures.STREAM, [erasures.trace(erased, day)], CORE)
    last = writer.last(erasures.STREAM)
    by_the_log = Stamp(None, None, None)
    return _insert(writer, _rows(erasures.STREAM, batch.drafts, last, head, by_the_log), 1)


def _insert(writer: Writer, rows: Iterable[Columns], number: int) -> Tail:
    """Insert rows, look at what was stored, and return the new end of the log.

    Raises:
        _NotKept: if the storage does not contain the records afterwards.
    """
    tail: deque[Columns] = deque(maxlen=1)
    stored = writer.insert(_keep_last(rows, tail))
    row = tail[0]
    head = Tail(row[0], row[-1], row[7], row[6])
    # A foreign trigger can drop rows or replace them.
    if stored != number:
        raise _NotKept(f"the storage kept {stored:,} of {count_noun(number, 'record')}")
    if writer.head() != head:
        raise _NotKept("the last record of the log is not the one just written")
    return head


def _keep_last(rows: Iterable[Columns], tail: deque[Columns]) -> Iterator[Columns]:
    """Yield rows, and keep the last one in ``tail``."""
    for row in rows:
        tail.append(row)
        yield row


def _rows(
    stream: str, drafts: Iterable[Draft], position: int, head: Tail, stamped: Stamp
) -> Iterator[Columns]:
    place, digest = head.global_position, head.digest
    at, by, cause = _recorded_at(stamped, head.recorded_at), stamped.recorded_by, stamped.cause
    link = chain.link
    for _, _, kind, clocks, payload, salt, sealed, _ in drafts:
        place += 1
        position += 1
        head_of_row = (place, stream, position, *kind, at, by, cause)
        digest = link(digest, sealed, head_of_row + clocks)
        yield (*head_of_row, payload, *clocks, salt, None, digest)


def _is_expected(last: int, expected: Expected) -> bool:
    if isinstance(expected, Expectation):
        return last > 0 if expected is EXISTS else expected is not NO_STREAM or last == 0
    return last == expected


def _expectation_text(expected: Expected) -> int | str:
    return expected.value if isinstance(expected, Expectation) else expected


def _is_retry(batch: Batch, held: Mapping[str, Row], last: int, expected: Expected) -> bool:
    """Return whether the whole batch is stored already, starting at the expected position."""
    if expected is EXISTS or not batch.drafts:
        return False
    start = 0 if isinstance(expected, Expectation) else expected
    positions = [held[draft.id].position for draft in batch.drafts if draft.id in held]
    # Events at earlier positions were duplicates at that attempt, too.
    new = [position for position in positions if position > start]
    whole = len(positions) == len(batch.drafts) and start < last
    return whole and new == list(range(start + 1, start + 1 + len(new)))


def _recorded_at(stamped: Stamp, last: int) -> int:
    if stamped.recorded_at is None:
        # Clocks are sometimes set back, but recorded times must not decrease.
        return max(_now(), last)
    if stamped.recorded_at < last:
        raise InvalidValue(
            "recorded_at is before the last record of the log",
            value=instant_text(stamped.recorded_at),
            accepted=f"{instant_text(last)} or later",
        )
    return stamped.recorded_at


def _receipt(batch: Batch, number: int, duplicates: list[str], last: int, head: Tail) -> Receipt:
    return Receipt(
        stream=batch.stream,
        appended=number,
        duplicates=(*duplicates, *batch.repeated),
        reordered=FrozenMap(batch.reordered),
        first=last + 1 if number else None,
        last=last + number if number else None,
        position=last + number,
        recorded_at=When(instant_text(head.recorded_at)) if number else None,
        head=Head(head.global_position, head.digest.hex()),
    )
